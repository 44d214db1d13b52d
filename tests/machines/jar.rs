//! Machines for the findings about cookie stores.
//!
//! Values hold a secret, as real ones do. A store that is locked cannot be made of files: see `NOT_MADE`.

use std::fmt::Write as _;

use jiff::Timestamp;
use login_triage::environment::Os;
use serde_json::{Value, json};

use super::make::{CANARY, Made};

const CHROME: &str = "Google Chrome / 仕事";
const FIREFOX: &str = "Mozilla Firefox / 仕事";

const JAPAN: &str = ".amazon.co.jp";
const SELLER: &str = "sellercentral.amazon.co.jp";

/// The day before the machines are read.
const YESTERDAY: &str = "2026-11-21T00:00:00Z";
const NEXT_YEAR: &str = "2027-11-01T00:00:00Z";

pub fn machines() -> Vec<Made> {
    [sizes(), names(), uses(), files()].into_iter().flatten().collect()
}

/// Stores that hold too much.
fn sizes() -> Vec<Made> {
    let of_size = |bytes: usize| {
        let mut cookies = signed_in();
        cookies.extend((0..5).map(|n| Cookie { value: bytes / 5, ..Cookie::new(JAPAN, &format!("c{n}")) }));
        cookies
    };
    let many = |count: usize| {
        let mut cookies = signed_in();
        cookies.extend(
            (4..count).map(|n| Cookie { value: 1, ..Cookie::new("www.amazon.co.jp", &format!("c{n}")) }),
        );
        cookies
    };
    vec![
        chrome("chrome_sends_much", Os::Windows, 24, &of_size(8300))
            .finds("store.header_too_big", CHROME)
            .near("store.too_many"),
        chrome("chrome_sends_less", Os::Linux, 24, &of_size(5600)).near("store.header_too_big"),
        firefox("firefox_sends_much", Os::Macos, 17, &of_size(6500)).finds("store.header_too_big", FIREFOX),
        chrome("chrome_keeps_many_cookies", Os::Macos, 24, &many(150)).finds("store.too_many", CHROME),
        chrome("chrome_keeps_some_cookies", Os::Macos, 24, &many(149)).near("store.too_many"),
    ]
}

/// Stores with odd names in them.
fn names() -> Vec<Made> {
    let with = |more: Cookie| {
        let mut cookies = signed_in();
        cookies.push(more);
        cookies
    };
    let ended = |cookie: Cookie| Cookie { expires: "2026-11-10T00:00:00Z", ..cookie };
    let contained = |name: &str| Cookie { attributes: "^userContextId=6", ..Cookie::new(JAPAN, name) };
    let containers = json!({"identities": [{"userContextId": 6, "public": true, "name": "店舗"}]});
    let us = |accessed| Cookie { accessed, ..Cookie::new(".amazon.com", "at-main") };
    let known = || Cookie::new(JAPAN, "ubid-acbjp");
    vec![
        chrome("chrome_two_sessions", Os::Linux, 24, &with(Cookie::new(SELLER, "session-id")))
            .finds("store.duplicates", CHROME),
        chrome(
            "chrome_a_session_for_the_shop",
            Os::Linux,
            24,
            &with(Cookie::new("www.amazon.co.jp", "session-id")),
        )
        .near("store.duplicates"),
        firefox("firefox_two_sessions", Os::Windows, 15, &with(Cookie::new(SELLER, "session-id")))
            .finds("store.duplicates", FIREFOX),
        chrome("chrome_signed_in_before", Os::Macos, 23, &[known(), ended(Cookie::new(JAPAN, "at-acbjp"))])
            .finds("store.auth_expired", CHROME),
        chrome("chrome_signed_in", Os::Windows, 24, &signed_in())
            .near("store.auth_expired")
            .near("store.locked")
            .near("store.no_amazon")
            .near("store.unknown_schema"),
        chrome("chrome_signed_in_abroad_later", Os::Linux, 24, &with(us("2026-11-21T12:00:00Z")))
            .finds("store.other_market", CHROME),
        chrome("chrome_signed_in_abroad_before", Os::Windows, 24, &with(us("2026-11-01T00:00:00Z")))
            .near("store.other_market"),
        firefox(
            "firefox_container",
            Os::Windows,
            17,
            &[known(), contained("at-acbjp"), contained("x-acbjp")],
        )
        .json(&firefox_file(Os::Windows, "containers.json"), &containers)
        .finds("firefox.container_split", FIREFOX),
        firefox("firefox_container_too", Os::Linux, 17, &with(contained("at-acbjp")))
            .json(&firefox_file(Os::Linux, "containers.json"), &containers)
            .near("firefox.container_split"),
    ]
}

/// Stores that do not fit to how the browser is used.
fn uses() -> Vec<Made> {
    let bank = [Cookie::new("bank.example", "id"), Cookie::new(".amazon-adsystem.com", "ad-id")];
    vec![
        chrome("chrome_keeps_no_cookie_of_amazon", Os::Windows, 24, &bank).finds("store.no_amazon", CHROME),
        made(
            "chrome_amazon_long_ago",
            Os::Macos,
            "2026-11-01T00:00:00Z",
            &chrome_store(Os::Macos, 24, &bank),
        )
        .near("store.no_amazon"),
        chrome("chrome_does_not_write", Os::Linux, 24, &signed_in())
            .modified("2026-11-01T00:00:00Z")
            .finds("store.not_written", CHROME),
        chrome("chrome_wrote_before", Os::Linux, 24, &signed_in())
            .modified("2026-11-16T00:00:00Z")
            .near("store.not_written"),
    ]
}

/// Stores that are damaged, or of another layout.
fn files() -> Vec<Made> {
    let bak = "cookies.sqlite.bak";
    vec![
        Made::new("chrome_damaged_cookies", Os::Windows)
            .chrome(&used(YESTERDAY))
            .file(&chrome_file(Os::Windows), format!("{CANARY}, and nothing of a database").repeat(50))
            .finds("store.corrupt", CHROME),
        firefox("firefox_damaged_cookies", Os::Macos, 17, &signed_in())
            .file(&firefox_file(Os::Macos, bak), CANARY)
            .modified("2026-11-15T00:00:00Z")
            .finds("store.corrupt", FIREFOX),
        firefox("firefox_cookies_damaged_long_ago", Os::Linux, 17, &signed_in())
            .file(&firefox_file(Os::Linux, bak), CANARY)
            .modified("2026-11-01T00:00:00Z")
            .near("store.corrupt"),
        chrome("chrome_of_the_future", Os::Macos, 25, &signed_in()).finds("store.unknown_schema", CHROME),
        firefox("firefox_of_the_future", Os::Windows, 18, &signed_in())
            .finds("store.unknown_schema", FIREFOX),
        firefox("firefox_signed_in", Os::Macos, 17, &signed_in())
            .near("store.unknown_schema")
            .near("firefox.container_split"),
    ]
}

/// One cookie of a store.
struct Cookie {
    host: String,
    name: String,
    /// What Firefox keeps it apart by.
    attributes: &'static str,
    /// The length of its value, to which that of a secret is added.
    value: usize,
    accessed: &'static str,
    expires: &'static str,
}

impl Cookie {
    fn new(host: &str, name: &str) -> Self {
        let (host, name) = (host.to_owned(), name.to_owned());
        Self { host, name, attributes: "", value: 20, accessed: "2026-11-20T00:00:00Z", expires: NEXT_YEAR }
    }

    fn value(&self) -> String {
        format!("{CANARY}{}", "x".repeat(self.value))
    }
}

/// The cookies of somebody who is signed in.
fn signed_in() -> Vec<Cookie> {
    ["session-id", "ubid-acbjp", "x-acbjp", "at-acbjp"].map(|name| Cookie::new(JAPAN, name)).into()
}

/// A machine with Chrome, in which Seller Central was used yesterday.
fn chrome(name: &'static str, os: Os, version: i64, cookies: &[Cookie]) -> Made {
    made(name, os, YESTERDAY, &chrome_store(os, version, cookies))
}

fn made(name: &'static str, os: Os, last: &str, store: &str) -> Made {
    Made::new(name, os).chrome(&used(last)).sqlite(&chrome_file(os), store)
}

fn chrome_file(os: Os) -> String {
    let below = if os == Os::Windows { "Network/Cookies" } else { "Cookies" };
    format!("{}/Default/{below}", Made::new("", os).chrome_root())
}

fn used(last: &str) -> Value {
    let setting = json!({"setting": {"lastEngagementTime": chromium_time(last)}});
    let engagement = json!({"https://sellercentral.amazon.co.jp:443,*": setting});
    json!({"profile": {"content_settings": {"exceptions": {"site_engagement": engagement}}}})
}

/// Microseconds since 1601.
fn chromium_time(time: &str) -> i64 {
    time.parse::<Timestamp>().unwrap().as_microsecond() + 11_644_473_600_000_000
}

/// A store of Chromium, version 18 or later.
fn chrome_store(os: Os, version: i64, cookies: &[Cookie]) -> String {
    let mut sql = format!(
        "PRAGMA page_size = 512;
         CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
         INSERT INTO meta VALUES ('version', '{version}');
         CREATE TABLE cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL, top_frame_site_key TEXT NOT NULL,
             name TEXT NOT NULL, value TEXT NOT NULL, encrypted_value BLOB NOT NULL, path TEXT NOT NULL,
             expires_utc INTEGER NOT NULL, is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL,
             last_access_utc INTEGER NOT NULL, has_expires INTEGER NOT NULL, is_persistent INTEGER NOT NULL,
             priority INTEGER NOT NULL, samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL,
             source_port INTEGER NOT NULL, last_update_utc INTEGER NOT NULL);"
    );
    // Linux without a keyring keeps values as they are in the oldest installations; elsewhere they are encrypted.
    let overhead = if os == Os::Windows { 31 + 32 } else { 3 + 32 + 8 };
    for cookie in cookies {
        let (plain, encrypted) = match os {
            Os::Linux => (cookie.value(), String::new()),
            Os::Windows | Os::Macos => (String::new(), format!("{}{}", "v".repeat(overhead), cookie.value())),
        };
        writeln!(
            sql,
            "INSERT INTO cookies VALUES ({created}, '{host}', '', '{name}', '{plain}', CAST('{encrypted}' AS BLOB),
             '/', {expires}, 1, 1, {accessed}, 1, 1, 1, -1, 2, 443, {accessed});",
            created = chromium_time("2026-10-01T00:00:00Z"),
            host = cookie.host,
            name = cookie.name,
            expires = chromium_time(cookie.expires),
            accessed = chromium_time(cookie.accessed),
        )
        .unwrap();
    }
    sql
}

fn firefox(name: &'static str, os: Os, version: i64, cookies: &[Cookie]) -> Made {
    Made::new(name, os)
        .firefox("")
        .sqlite(&firefox_file(os, "cookies.sqlite"), &firefox_store(version, cookies))
}

fn firefox_file(os: Os, name: &str) -> String {
    format!("{}/Profiles/a.work/{name}", Made::new("", os).firefox_root())
}

/// A store of Firefox, schema 13 or later.
fn firefox_store(version: i64, cookies: &[Cookie]) -> String {
    let mut sql = format!(
        "PRAGMA page_size = 512; PRAGMA user_version = {version};
         CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT,
             value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER,
             isSecure INTEGER, isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0,
             schemeMap INTEGER DEFAULT 0, isPartitionedAttributeSet INTEGER DEFAULT 0,
             CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));"
    );
    for cookie in cookies {
        let expires: Timestamp = cookie.expires.parse().unwrap();
        let expiry = if version >= 16 { expires.as_millisecond() } else { expires.as_second() };
        let accessed = cookie.accessed.parse::<Timestamp>().unwrap().as_microsecond();
        writeln!(
            sql,
            "INSERT INTO moz_cookies (originAttributes, name, value, host, path, expiry, lastAccessed, creationTime)
             VALUES ('{}', '{}', '{}', '{}', '/', {expiry}, {accessed}, {accessed});",
            cookie.attributes,
            cookie.name,
            cookie.value(),
            cookie.host,
        )
        .unwrap();
    }
    sql
}
