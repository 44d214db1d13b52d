//! Cookies that sites have set in Firefox.

use std::collections::BTreeSet;

use crate::firefox::{self, Firefox, ID};
use crate::home::Home;
use crate::scan::text;
use crate::server::Server;
use crate::{SECRET, SELLER};

#[test]
fn the_cookies_of_a_sign_in() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut firefox = Firefox::start(&home);
    firefox::sign_in(&mut firefox, &server);
    firefox.keep_cookie("news.example.co.jp", "visit", 0);
    firefox.wait_for_text("cookies.sqlite", "news.example.co.jp");
    let check = || {
        let scan = home.inspect();
        let names: BTreeSet<String> = scan.cookies(ID).iter().map(|cookie| text(cookie, "name")).collect();
        assert_eq!(names, ["at-acbjp", "session-id", "ubid-acbjp", "x-acbjp"].map(str::to_owned).into());
        assert_eq!(scan.profile(ID)["jar"]["total"], 5, "those of other sites are counted");
        assert!(!scan.printed.contains("news.example"), "but not named");
        for cookie in scan.cookies(ID) {
            assert_eq!(text(cookie, "host"), ".amazon.co.jp");
            let bytes = text(cookie, "name").len() + SECRET.len();
            assert_eq!(cookie["bytes"], bytes, "{cookie}");
            assert!(cookie["partition"].is_null());
            let expires: jiff::Timestamp = text(cookie, "expires").parse().unwrap();
            let days = expires.duration_since(jiff::Timestamp::now()).as_hours() / 24;
            assert!((300..=400).contains(&days), "{cookie}");
        }
        scan.assert_none(&["store.", "firefox."]);
    };
    check();
    firefox.close();
    check();
}

#[test]
fn signed_in_in_a_container_only() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    let create = r"
        const { ContextualIdentityService } =
            ChromeUtils.importESModule('resource://gre/modules/ContextualIdentityService.sys.mjs');
        return ContextualIdentityService.create('店舗', 'briefcase', 'blue').userContextId;
    ";
    let container = firefox.run(create, &[]).as_u64().unwrap();
    for name in ["session-id", "ubid-acbjp", "x-acbjp", "at-acbjp"] {
        firefox.keep_cookie(".amazon.co.jp", name, container);
    }
    firefox.wait_for_text("cookies.sqlite", "userContextId");
    let check = || {
        let scan = home.inspect();
        scan.assert_found("firefox.container_split", "Firefox", "person", &["cookies.sqlite"]);
        for cookie in scan.cookies(ID) {
            assert_eq!(cookie["partition"]["kind"], "container", "{cookie}");
        }
    };
    check();
    firefox.close();
    check();
}

#[test]
fn too_many_cookies_for_one_request() {
    let home = Home::new();
    let value = SECRET.repeat(20);
    let rest = "Domain=.amazon.co.jp; Path=/; Max-Age=31536000";
    let cookies: Vec<String> = (0..30).map(|number| format!("csm-hit{number}={value}; {rest}")).collect();
    let server = Server::start(&cookies);
    let mut firefox = Firefox::start(&home);
    firefox::sign_in(&mut firefox, &server);
    firefox.close();
    home.inspect().assert_found("store.header_too_big", "Firefox", "person", &["cookies.sqlite"]);
}

#[test]
fn the_same_cookie_for_the_host_and_for_the_domain() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    for host in [".amazon.co.jp", SELLER] {
        for name in ["session-id", "at-acbjp"] {
            firefox.keep_cookie(host, name, 0);
        }
    }
    firefox.close();
    home.inspect().assert_found("store.duplicates", "Firefox", "person", &["session-id"]);
}
