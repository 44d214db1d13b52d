//! Machines for the findings about bookmarks, startup pages and visits.

use std::fmt::Write as _;

use jiff::Timestamp;
use login_triage::environment::Os;
use plist::Value as Plist;
use serde_json::{Value, json};

use super::make::{CANARY, Made};

const CHROME: &str = "Google Chrome / 仕事";
const FIREFOX: &str = "Mozilla Firefox / 仕事";
const SAFARI: &str = "Safari / Safari";

const WRONG_MARKET: &str = "bookmark.wrong_market";
const STALE: &str = "bookmark.stale_signin";
const TWO_ENTRANCES: &str = "bookmark.two_jp_entrances";
const LOOK_ALIKE: &str = "bookmark.lookalike";
const OTHER_BROWSER: &str = "browser.other_browser";
const OTHER_PROFILE: &str = "browser.other_profile";
const BUYER: &str = "bookmark.buyer_site";

const JAPAN: &str = "https://sellercentral.amazon.co.jp/home";
const SECOND: &str = "https://sellercentral-japan.amazon.com/home";
const AMERICA: &str = "https://sellercentral.amazon.com/home";
const EUROPE: &str = "https://sellercentral-europe.amazon.com/home";
const SHOP: &str = "https://www.amazon.co.jp/";
const SIGN_IN: &str = "https://sellercentral.amazon.co.jp/ap/signin";

pub fn machines() -> Vec<Made> {
    [other_countries(), sign_ins(), entrances(), look_alikes(), shops(), uses()]
        .into_iter()
        .flatten()
        .collect()
}

fn other_countries() -> Vec<Made> {
    let startup =
        |code: i64| json!({"session": {"restore_on_startup": code, "startup_urls": [secret(AMERICA)]}});
    vec![
        chrome("chrome_bookmark_of_america", Os::Windows, &json!({}), &[AMERICA]).finds(WRONG_MARKET, CHROME),
        chrome("chrome_bookmarks_of_america_and_japan", Os::Macos, &json!({}), &[AMERICA, JAPAN])
            .near(WRONG_MARKET),
        chrome("chrome_starts_with_america", Os::Linux, &startup(4), &[]).finds(WRONG_MARKET, CHROME),
        chrome("chrome_starts_with_a_new_tab", Os::Linux, &startup(1), &[]).near(WRONG_MARKET),
        // The file was cut short; the one before is used, and that is told.
        chrome("chrome_bookmarks_broken", Os::Windows, &json!({}), &[])
            .file(&format!("{WINDOWS_CHROME}/Default/Bookmarks"), "{\"roots\": {\"other\":")
            .json(&format!("{WINDOWS_CHROME}/Default/Bookmarks.bak"), &bookmarks(&[EUROPE]))
            .finds(WRONG_MARKET, CHROME),
        firefox("firefox_home_page_of_europe", Os::Macos, &[])
            .firefox(&format!(
                "user_pref(\"browser.startup.homepage\", \"https://example.com/|{}\");\n",
                secret(EUROPE)
            ))
            .finds(WRONG_MARKET, FIREFOX),
        safari("safari_visits_to_america", &[], &[(AMERICA, "2026-11-20T00:00:00Z")]).near(WRONG_MARKET),
    ]
}

fn sign_ins() -> Vec<Made> {
    vec![
        chrome("chrome_bookmark_of_a_sign_in", Os::Macos, &json!({}), &[JAPAN, SIGN_IN]).finds(STALE, CHROME),
        safari("safari_bookmark_of_a_sign_in", &[SIGN_IN], &[]).finds(STALE, SAFARI),
        firefox(
            "firefox_visits_to_a_sign_in",
            Os::Linux,
            &[Place::bookmark(JAPAN), Place::visit(SIGN_IN, "2026-11-20T00:00:00Z")],
        )
        .near(STALE),
    ]
}

fn entrances() -> Vec<Made> {
    vec![
        firefox(
            "firefox_two_entrances",
            Os::Linux,
            &[Place::bookmark(JAPAN), Place::visit(SECOND, "2026-11-20T00:00:00Z")],
        )
        .finds(TWO_ENTRANCES, FIREFOX),
        chrome("chrome_two_entrances", Os::Windows, &json!({}), &[JAPAN, SECOND])
            .finds(TWO_ENTRANCES, CHROME),
        chrome("chrome_second_entrance", Os::Linux, &json!({}), &[SECOND])
            .near(TWO_ENTRANCES)
            .near(WRONG_MARKET),
    ]
}

fn look_alikes() -> Vec<Made> {
    let blog = "https://amazon-seller-blog.example/entry";
    vec![
        chrome("chrome_visit_to_a_look_alike", Os::Windows, &json!({}), &[JAPAN])
            .sqlite(
                &format!("{WINDOWS_CHROME}/Default/History"),
                &history(&["https://www.amaz0n-co-jp.example/ap/signin", blog, "https://example.com/amazon"]),
            )
            .finds(LOOK_ALIKE, CHROME),
        firefox(
            "firefox_bookmark_of_a_look_alike",
            Os::Windows,
            &[Place::bookmark("https://sellercentral.amazon.co.jp.example/")],
        )
        .finds(LOOK_ALIKE, FIREFOX),
        safari("safari_bookmark_that_bears_the_name", &[blog], &[]).finds(LOOK_ALIKE, SAFARI),
        safari("safari_visit_to_a_blog", &[JAPAN], &[(blog, "2026-11-20T00:00:00Z")]).near(LOOK_ALIKE),
        chrome(
            "chrome_bookmarks_of_services",
            Os::Linux,
            &json!({}),
            &[
                "https://bucket.s3.amazonaws.com/x",
                "https://example.com/www.amazon.co.jp/",
                "https://www.aboutamazon.jp/",
            ],
        )
        .near(LOOK_ALIKE),
    ]
}

fn shops() -> Vec<Made> {
    let used = |seller: &str, shop: &str| {
        let at = |time| json!({"setting": {"lastEngagementTime": chromium_time(time)}});
        json!({"profile": {"content_settings": {"exceptions": {"site_engagement": {
            "https://sellercentral.amazon.co.jp:443,*": at(seller),
            "https://www.amazon.co.jp:443,*": at(shop),
        }}}}})
    };
    let (before, after) = ("2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z");
    vec![
        chrome("chrome_bookmark_of_the_shop_alone", Os::Macos, &used(before, after), &[SHOP])
            .finds(BUYER, CHROME),
        chrome("chrome_bookmark_of_the_shop_beside_selling", Os::Macos, &used(after, before), &[SHOP])
            .near(BUYER),
        firefox(
            "firefox_bookmark_of_the_shop_alone",
            Os::Linux,
            &[Place { visited: Some(after), ..Place::bookmark(SHOP) }, Place::visit(JAPAN, before)],
        )
        .finds(BUYER, FIREFOX),
        safari("safari_bookmark_of_the_shop", &[SHOP], &[(SHOP, after)]).near(BUYER),
    ]
}

/// Where Seller Central was used, by the history of Firefox.
fn uses() -> Vec<Made> {
    let (before, after) = ("2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z");
    let used_in_chrome = |time| {
        let at = json!({"setting": {"lastEngagementTime": chromium_time(time)}});
        let sites = json!({"https://sellercentral.amazon.co.jp:443,*": at});
        json!({"profile": {"content_settings": {"exceptions": {"site_engagement": sites}}}})
    };
    let beside_chrome = |name, preferences: &Value| {
        firefox(name, Os::Linux, &[Place::visit(JAPAN, after)]).chrome(preferences).file(
            "/home/taro/.config/mimeapps.list",
            "[Default Applications]\nx-scheme-handler/https=google-chrome.desktop\n",
        )
    };
    let second_profile = |name, first: Place| {
        let made = firefox(name, Os::Windows, &[first]);
        let root = made.firefox_root();
        let list = "[Profile0]\nName=仕事\nIsRelative=1\nPath=Profiles/a.work\nDefault=1\n\n\
                    [Profile1]\nName=出品\nIsRelative=1\nPath=Profiles/b.sell\n";
        made.file(&format!("{root}/profiles.ini"), list)
            .file(&format!("{root}/Profiles/b.sell/prefs.js"), "")
            .sqlite(&format!("{root}/Profiles/b.sell/places.sqlite"), &places(&[Place::visit(JAPAN, after)]))
    };
    vec![
        beside_chrome("firefox_is_used_but_links_open_in_chrome", &json!({})).finds(OTHER_BROWSER, FIREFOX),
        beside_chrome("firefox_and_chrome_side_by_side", &used_in_chrome("2026-11-15T00:00:00Z"))
            .near(OTHER_BROWSER),
        second_profile("firefox_other_profile", Place::visit(JAPAN, before))
            .finds(OTHER_PROFILE, "Mozilla Firefox / 出品"),
        second_profile("firefox_profiles_side_by_side", Place::visit(SECOND, "2026-11-19T00:00:00Z"))
            .near(OTHER_PROFILE)
            .near(TWO_ENTRANCES),
    ]
}

const WINDOWS_CHROME: &str = "/Users/taro/AppData/Local/Google/Chrome/User Data";

/// The address with a secret in its query and fragment.
fn secret(url: &str) -> String {
    format!("{url}?key={CANARY}#{CANARY}")
}

/// A time as Chromium writes it: microseconds since 1601.
fn chromium_time(time: &str) -> i64 {
    time.parse::<Timestamp>().unwrap().as_microsecond() + 11_644_473_600_000_000
}

fn chrome(name: &'static str, os: Os, preferences: &Value, urls: &[&str]) -> Made {
    let made = Made::new(name, os).chrome(preferences);
    let root = made.chrome_root();
    made.json(&format!("{root}/Default/Bookmarks"), &bookmarks(urls))
}

fn bookmarks(urls: &[&str]) -> Value {
    let of_one =
        |url: &&str| json!({"date_last_used": "0", "name": CANARY, "type": "url", "url": secret(url)});
    let folder = |name: &str, children: Value| json!({"children": children, "name": name, "type": "folder"});
    let urls = urls.iter().map(of_one).collect();
    json!({"roots": {
        "bookmark_bar": folder("bar", json!([folder(CANARY, Value::Array(urls))])),
        "other": folder("other", json!([])),
        "synced": folder("synced", json!([])),
    }, "version": 1})
}

/// The history of Chromium with visits to these addresses.
fn history(urls: &[&str]) -> String {
    let time = chromium_time("2026-11-20T00:00:00Z");
    let rows = urls.iter().map(|url| {
        format!(
            "INSERT INTO urls(url, title, last_visit_time) VALUES ('{}', '{CANARY}', {time});",
            secret(url)
        )
    });
    "PRAGMA page_size = 512;
     CREATE TABLE urls(id INTEGER PRIMARY KEY AUTOINCREMENT, url LONGVARCHAR, title LONGVARCHAR,
       visit_count INTEGER DEFAULT 0 NOT NULL, last_visit_time INTEGER NOT NULL);"
        .to_owned()
        + &rows.collect::<String>()
}

/// An address that Firefox knows.
#[derive(Clone, Copy)]
struct Place {
    url: &'static str,
    bookmarked: bool,
    visited: Option<&'static str>,
}

impl Place {
    fn bookmark(url: &'static str) -> Self {
        Self { url, bookmarked: true, visited: None }
    }

    fn visit(url: &'static str, time: &'static str) -> Self {
        Self { url, bookmarked: false, visited: Some(time) }
    }
}

fn firefox(name: &'static str, os: Os, known: &[Place]) -> Made {
    let made = Made::new(name, os).firefox("");
    let root = made.firefox_root();
    made.sqlite(&format!("{root}/Profiles/a.work/places.sqlite"), &places(known))
}

/// The database of Firefox with these addresses.
fn places(known: &[Place]) -> String {
    let mut statements = "PRAGMA page_size = 512;
        CREATE TABLE moz_places(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, rev_host LONGVARCHAR,
          last_visit_date INTEGER);
        CREATE TABLE moz_bookmarks(id INTEGER PRIMARY KEY, type INTEGER, fk INTEGER, title LONGVARCHAR);
        INSERT INTO moz_bookmarks(type, title) VALUES (2, 'menu');"
        .to_owned();
    for (id, place) in (1..).zip(known) {
        let host: String = place.url.split('/').nth(2).unwrap().chars().rev().collect();
        let time = place.visited.map_or("NULL".to_owned(), |time| {
            time.parse::<Timestamp>().unwrap().as_microsecond().to_string()
        });
        let url = secret(place.url);
        write!(statements, "INSERT INTO moz_places VALUES ({id}, '{url}', '{CANARY}', '{host}.', {time});")
            .unwrap();
        if place.bookmarked {
            write!(statements, "INSERT INTO moz_bookmarks(type, fk, title) VALUES (1, {id}, '{CANARY}');")
                .unwrap();
        }
    }
    statements
}

fn safari(name: &'static str, urls: &[&str], visits: &[(&str, &str)]) -> Made {
    let text = |text: &str| Plist::String(text.to_owned());
    let of_one = |url: &&str| {
        let pairs = [
            ("URIDictionary", Plist::Dictionary([("title".to_owned(), text(CANARY))].into_iter().collect())),
            ("URLString", text(&secret(url))),
            ("WebBookmarkType", text("WebBookmarkTypeLeaf")),
        ];
        Plist::Dictionary(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    let list = |title: &str, children: Vec<Plist>| {
        let pairs = [
            ("Children", Plist::Array(children)),
            ("Title", text(title)),
            ("WebBookmarkType", text("WebBookmarkTypeList")),
        ];
        Plist::Dictionary(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    };
    // What is only to be read later is no bookmark.
    let later = list("com.apple.ReadingList", vec![of_one(&AMERICA)]);
    let bookmarks = list("", vec![list("BookmarksBar", urls.iter().map(of_one).collect()), later]);
    let mut statements = "PRAGMA page_size = 512;
        CREATE TABLE history_items(id INTEGER PRIMARY KEY, url TEXT, domain_expansion TEXT);
        CREATE TABLE history_visits(id INTEGER PRIMARY KEY, history_item INTEGER, visit_time REAL, title TEXT);"
        .to_owned();
    for (id, (url, time)) in (1..).zip(visits) {
        // Seconds since 2001.
        let time = time.parse::<Timestamp>().unwrap().as_second() - 978_307_200;
        write!(
            statements,
            "INSERT INTO history_items VALUES ({id}, '{}', NULL);
             INSERT INTO history_visits(history_item, visit_time, title) VALUES ({id}, {time}.5, '{CANARY}');",
            secret(url)
        )
        .unwrap();
    }
    let settings = Plist::Dictionary(
        [("UniversalSearchEnabled".to_owned(), Plist::Boolean(true))].into_iter().collect(),
    );
    Made::new(name, Os::Macos)
        .plist(
            "/Users/taro/Library/Containers/com.apple.Safari/Data/Library/Preferences/com.apple.Safari.plist",
            &settings,
        )
        .plist("/Users/taro/Library/Safari/Bookmarks.plist", &bookmarks)
        .sqlite("/Users/taro/Library/Safari/History.db", &statements)
}
