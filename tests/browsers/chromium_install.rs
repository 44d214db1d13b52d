//! Which Chromium is installed, whether it runs, and how it ended.

use std::process::Command;

use crate::chromium::{self, Chromium, ID};
use crate::home::Home;
use crate::scan::text;

/// `Chromium 156.0.8078.79 built on …`: the number.
fn version() -> String {
    let output = Command::new("/usr/bin/chromium").arg("--version").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.split_whitespace().nth(1).unwrap().to_owned()
}

#[test]
fn the_version_and_whether_it_runs() {
    let home = Home::new();
    let chromium = Chromium::start_again(&home);
    chromium.wait_for_preferences("the first settings", serde_json::Value::is_object);
    let scan = home.inspect();
    let install = &scan.profile(ID)["install"];
    assert_eq!(install["version_last_run"], version(), "{install}");
    assert_eq!(install["running"], true, "{install}");
    scan.assert_none(&["browser.crashed", "browser.outdated", "browser.restart_pending"]);
    chromium.close();
    let scan = home.inspect();
    let install = &scan.profile(ID)["install"];
    assert_eq!(install["version_last_run"], version(), "{install}");
    assert_eq!(install["running"], false, "{install}");
    scan.assert_none(&["browser.crashed"]);
}

#[test]
fn an_end_that_was_none() {
    let home = Home::new();
    let mut chromium = Chromium::start_again(&home);
    chromium::sign_in(&mut chromium);
    chromium.wait_for_preferences("the first settings", |all| {
        all.pointer("/profile/exit_type").is_some_and(|how| how == "Crashed")
    });
    home.inspect().assert_none(&["browser.crashed"]);
    chromium.crash();
    let scan = home.inspect();
    assert_eq!(scan.profile(ID)["install"]["running"], false, "the lock alone says nothing");
    let finding = scan.finding("browser.crashed");
    assert!(text(finding, "subject").contains("Chromium"), "{finding}");
    assert_eq!(finding["likelihood"], "info");
}
