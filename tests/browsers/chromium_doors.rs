//! By which addresses a person goes to Amazon in Chromium: bookmarks, pages at the start, visits.

use std::fs;

use serde_json::json;

use crate::chromium::{self, Chromium, ID};
use crate::home::Home;
use crate::scan::text;
use crate::{SELLER, wait_for};

fn wait_for_bookmark(home: &Home, part: &str) {
    let file = chromium::root(home).join("Default/Bookmarks");
    let saved = || fs::read_to_string(&file).ok().filter(|text| text.contains(part)).map(|_| ());
    wait_for("the bookmark on the disk", saved);
}

#[test]
fn a_bookmark_of_another_marketplace() {
    let home = Home::new();
    let mut chromium = Chromium::start_again(&home);
    chromium.bookmark("https://sellercentral.amazon.com/home?ref=abc#top");
    chromium.bookmark("https://news.example.co.jp/");
    wait_for_bookmark(&home, "news.example");
    let check = || {
        let scan = home.inspect();
        let words = ["~/.config/chromium/Default/Bookmarks", "sellercentral.amazon.com/home"];
        scan.assert_found("bookmark.wrong_market", "Chromium", "person", &words);
        assert!(
            !scan.printed.contains("ref=abc") && !scan.printed.contains("#top"),
            "nothing behind the path"
        );
        assert!(!scan.printed.contains("news.example"), "other bookmarks are nobody's business");
    };
    check();
    chromium.close();
    check();
}

#[test]
fn a_bookmark_of_a_page_that_was_good_only_once() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.bookmark("https://www.amazon.co.jp/ap/signin?openid.return_to=https%3A%2F%2Fsellercentral");
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("bookmark.stale_signin", "Chromium", "person", &["www.amazon.co.jp/ap/signin"]);
    assert!(!scan.printed.contains("openid.return_to"));
}

#[test]
fn a_bookmark_that_only_looks_like_amazon() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.bookmark("https://sellercentral-amazon.co.jp.login.example/ap/signin");
    chromium.close();
    let words = ["sellercentral-amazon.co.jp.login.example"];
    home.inspect().assert_found("bookmark.lookalike", "Chromium", "person", &words);
}

#[test]
fn a_good_bookmark_is_no_finding() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.bookmark(&format!("https://{SELLER}/home"));
    chromium.close();
    let scan = home.inspect();
    scan.assert_none(&["bookmark."]);
    let doors = scan.profile(ID)["doors"].as_array().unwrap();
    let is_it = |door: &serde_json::Value| text(door, "host") == SELLER && door["source"] == "bookmark";
    assert!(doors.iter().any(is_it), "{doors:#?}");
}

#[test]
fn a_page_at_the_start_of_another_marketplace() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    assert!(
        chromium.set("session.startup_urls", &json!(["https://sellercentral.amazon.com/gp/homepage.html"]))
    );
    assert!(chromium.set("session.restore_on_startup", &json!(4)));
    chromium.close();
    let words = ["session.startup_urls", "sellercentral.amazon.com"];
    home.inspect().assert_found("bookmark.wrong_market", "Chromium", "person", &words);
}

#[test]
fn visits_are_read_while_the_history_is_locked() {
    let home = Home::new();
    let mut chromium = Chromium::start_again(&home);
    chromium.open(&format!("https://{SELLER}/home?visit=1"));
    chromium.open("https://news.example.co.jp/today");
    let file = chromium::root(&home).join("Default/History");
    let written = || chromium::contains(&fs::read(&file).unwrap_or_default(), b"news.example").then_some(());
    wait_for("the visits on the disk", written);
    let check = || {
        let scan = home.inspect();
        let doors = scan.profile(ID)["doors"].as_array().unwrap();
        let visit = doors.iter().find(|door| door["source"] == "history" && text(door, "host") == SELLER);
        let visit = visit.unwrap_or_else(|| panic!("{doors:#?}"));
        assert!(visit["last_used"].is_string(), "{visit}");
        assert!(!scan.printed.contains("visit=1"));
        assert!(!scan.printed.contains("news.example"), "other visits are nobody's business");
        scan.assert_read("Chromium");
    };
    check();
    chromium.close();
    check();
}
