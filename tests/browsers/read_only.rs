//! The scan changes nothing in the profiles that it reads.

use std::collections::BTreeSet;

use crate::chromium::{self, Chromium};
use crate::firefox::{self, Firefox};
use crate::home::Home;
use crate::listing::{self, Listing};
use crate::server::Server;

/// The names that one listing has and the other has not.
fn added(before: &Listing, after: &Listing) -> BTreeSet<String> {
    after.keys().filter(|path| !before.contains_key(*path)).cloned().collect()
}

/// A scan leaves every file, folder and link as it was, with its times.
#[track_caller]
fn assert_untouched(home: &Home) {
    let before = listing::of(&home.path());
    assert!(before.len() > 50, "there are profiles");
    home.inspect();
    let after = listing::of(&home.path());
    let changed: Vec<_> = before.iter().filter(|(path, facts)| after.get(*path) != Some(facts)).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert_eq!(added(&before, &after), BTreeSet::new());
}

#[test]
fn nothing_is_written_while_the_browsers_run_or_after() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut chromium = Chromium::start_again(&home);
    let mut firefox = Firefox::start(&home);
    chromium::sign_in(&mut chromium);
    chromium.bookmark("https://sellercentral.amazon.com/home");
    chromium.flush_cookies();
    firefox::sign_in(&mut firefox, &server);
    firefox.bookmark("https://sellercentral.amazon.com/home");
    firefox.wait_for_text("places.sqlite", "sellercentral.amazon.com");
    firefox.wait_for_text("cookies.sqlite", "at-acbjp");

    // Held, they write nothing, but keep their locks.
    chromium.group.hold();
    firefox.group.hold();
    assert_untouched(&home);
    chromium.group.release();
    firefox.group.release();

    chromium.close();
    firefox.close();
    assert_untouched(&home);
    // Nor does a second one, which would show that the first left something to tidy up.
    assert_untouched(&home);
}

#[test]
fn nothing_is_written_after_a_crash() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut chromium = Chromium::start_again(&home);
    let mut firefox = Firefox::start(&home);
    chromium::sign_in(&mut chromium);
    chromium.flush_cookies();
    firefox::sign_in(&mut firefox, &server);
    firefox.wait_for_text("cookies.sqlite", "at-acbjp");
    // Databases with rows in their logs, which SQLite would move into them.
    chromium.crash();
    firefox.crash();
    assert_untouched(&home);
}
