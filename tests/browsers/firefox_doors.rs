//! By which addresses a person goes to Amazon in Firefox: bookmarks and visits.

use crate::SELLER;
use crate::firefox::{Firefox, ID};
use crate::home::Home;
use crate::scan::text;

#[test]
fn a_bookmark_of_another_marketplace() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.bookmark("https://sellercentral.amazon.com/home?ref=abc#top");
    firefox.bookmark("https://news.example.co.jp/");
    firefox.wait_for_text("places.sqlite", "news.example.co.jp");
    let check = || {
        let scan = home.inspect();
        let words = ["places.sqlite", "sellercentral.amazon.com/home"];
        scan.assert_found("bookmark.wrong_market", "Firefox", "person", &words);
        assert!(
            !scan.printed.contains("ref=abc") && !scan.printed.contains("#top"),
            "nothing behind the path"
        );
        assert!(!scan.printed.contains("news.example"), "other bookmarks are nobody's business");
        scan.assert_read("Firefox");
    };
    check();
    firefox.close();
    check();
}

#[test]
fn a_bookmark_of_a_page_that_was_good_only_once() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.bookmark("https://www.amazon.co.jp/ap/signin?openid.return_to=https%3A%2F%2Fsellercentral");
    firefox.close();
    let scan = home.inspect();
    scan.assert_found("bookmark.stale_signin", "Firefox", "person", &["www.amazon.co.jp/ap/signin"]);
    assert!(!scan.printed.contains("openid.return_to"));
}

#[test]
fn visits_are_read_while_the_history_is_locked() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    firefox.visit(&format!("https://{SELLER}/home?visit=1"));
    firefox.wait_for_text("places.sqlite", "visit=1");
    let check = || {
        let scan = home.inspect();
        let doors = scan.profile(ID)["doors"].as_array().unwrap();
        let visit = doors.iter().find(|door| door["source"] == "history" && text(door, "host") == SELLER);
        let visit = visit.unwrap_or_else(|| panic!("{doors:#?}"));
        let used: jiff::Timestamp = text(visit, "last_used").parse().unwrap();
        let minutes = jiff::Timestamp::now().duration_since(used).as_mins();
        assert!((55..70).contains(&minutes), "{visit}");
        assert!(!scan.printed.contains("visit=1"));
    };
    check();
    firefox.close();
    check();
}
