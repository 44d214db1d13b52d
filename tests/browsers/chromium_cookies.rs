//! Cookies that sites have set in Chromium.

use std::collections::BTreeSet;

use crate::chromium::{self, Chromium, ID};
use crate::home::Home;
use crate::scan::{Scan, text};
use crate::{SECRET, SELLER};

fn names(scan: &Scan) -> BTreeSet<String> {
    scan.cookies(ID)
        .iter()
        .map(|cookie| format!("{} {}", text(cookie, "host"), text(cookie, "name")))
        .collect()
}

#[test]
fn the_cookies_of_a_sign_in() {
    let home = Home::new();
    let mut chromium = Chromium::start_again(&home);
    let mut cookies = chromium::sign_in_cookies();
    cookies.push(format!("sid={SECRET}; Path=/; Secure"));
    chromium.serve_cookies(&cookies);
    let tab = chromium.open(&format!("https://{SELLER}/home"));
    let part = format!("part={SECRET}; Path=/; Secure; SameSite=None; Partitioned; Max-Age=86400");
    chromium.run(&tab, &format!("document.cookie = '{part}'"));
    chromium.flush_cookies();
    let check = || {
        let scan = home.inspect();
        let shared =
            ["at-acbjp", "session-id", "ubid-acbjp", "x-acbjp"].map(|name| format!(".amazon.co.jp {name}"));
        let own = ["part", "sid"].map(|name| format!("{SELLER} {name}"));
        assert_eq!(names(&scan), shared.into_iter().chain(own).collect());
        assert!(scan.profile(ID)["jar"]["total"].as_u64().unwrap() > 480, "those of other sites are counted");
        assert!(!scan.printed.contains("shop9.example"), "but not named");
        for cookie in scan.cookies(ID) {
            let (name, bytes) = (text(cookie, "name"), cookie["bytes"].as_u64().unwrap());
            let real = (name.len() + SECRET.len()) as u64;
            assert!(bytes.abs_diff(real) <= 16, "{name}: {bytes} instead of {real}");
            assert_eq!(cookie["expires"].is_null(), name == "sid", "{cookie}");
            assert_eq!(cookie["partition"].is_null(), name != "part", "{cookie}");
            assert!(cookie["created"].is_string());
        }
        scan.assert_none(&["store."]);
    };
    check();
    chromium.close();
    check();
}

#[test]
fn too_many_cookies_for_one_request() {
    let home = Home::new();
    let mut chromium = Chromium::start_again(&home);
    let value = SECRET.repeat(20);
    let rest = "Domain=.amazon.co.jp; Path=/; Max-Age=31536000; Secure";
    let cookies: Vec<String> = (0..40).map(|number| format!("csm-hit{number}={value}; {rest}")).collect();
    chromium.serve_cookies(&cookies);
    chromium.open(&format!("https://{SELLER}/home"));
    chromium.flush_cookies();
    let check = || {
        let scan = home.inspect();
        scan.assert_found(
            "store.header_too_big",
            "Chromium",
            "person",
            &["~/.config/chromium/Default/Cookies"],
        );
        assert_eq!(scan.finding("store.header_too_big")["likelihood"], "high");
    };
    check();
    chromium.close();
    check();
}

#[test]
fn so_many_cookies_that_some_are_thrown_away() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    let rest = "Domain=.amazon.co.jp; Path=/; Max-Age=31536000; Secure";
    let cookies: Vec<String> = (0..160).map(|number| format!("c{number}=1; {rest}")).collect();
    chromium.serve_cookies(&cookies);
    chromium.open(&format!("https://{SELLER}/home"));
    chromium.close();
    home.inspect().assert_found("store.too_many", "Chromium", "person", &["Cookies"]);
}

#[test]
fn the_same_cookie_for_the_host_and_for_the_domain() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    let mut cookies = chromium::sign_in_cookies();
    cookies.push(format!("session-id={SECRET}; Path=/; Max-Age=31536000; Secure"));
    cookies.push(format!("at-acbjp={SECRET}; Path=/; Max-Age=31536000; Secure"));
    chromium.serve_cookies(&cookies);
    chromium.open(&format!("https://{SELLER}/home"));
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("store.duplicates", "Chromium", "person", &["session-id"]);
}

#[test]
fn cookies_of_another_marketplace() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    let rest = "Domain=.amazon.com; Path=/; Max-Age=31536000; Secure";
    let cookie = |name: &str| format!("{name}={SECRET}; {rest}");
    chromium.serve_cookies(&["session-id", "ubid-main", "x-main", "at-main"].map(cookie));
    chromium.open("https://sellercentral.amazon.com/home");
    chromium.close();
    let scan = home.inspect();
    scan.assert_found("store.other_market", "Chromium", "person", &["-main"]);
}

#[test]
fn visits_that_left_no_cookies() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    chromium.set_for_site("[*.]amazon.co.jp", "cookies", "block");
    let tab = chromium.open(&format!("https://{SELLER}/home"));
    chromium.run(
        &tab,
        "document.cookie = 'session-id=1; Domain=.amazon.co.jp; Path=/; Max-Age=31536000; Secure'",
    );
    chromium.close();
    let scan = home.inspect();
    assert!(scan.cookies(ID).is_empty());
    scan.assert_found("store.no_amazon", "Chromium", "person", &[]);
}

#[test]
fn signed_out() {
    let home = Home::new();
    let mut chromium = Chromium::start(&home);
    let rest = "Domain=.amazon.co.jp; Path=/; Max-Age=31536000; Secure";
    chromium.serve_cookies(&["session-id", "ubid-acbjp"].map(|name| format!("{name}={SECRET}; {rest}")));
    chromium.open(&format!("https://{SELLER}/home"));
    chromium.close();
    let scan = home.inspect();
    assert_eq!(scan.finding("store.auth_expired")["likelihood"], "info");
}
