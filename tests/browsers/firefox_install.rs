//! Which Firefox is installed, and whether it runs.

use std::fs;

use crate::firefox::{Firefox, ID};
use crate::home::Home;

#[test]
fn the_version_and_whether_it_runs() {
    let home = Home::new();
    let mut firefox = Firefox::start(&home);
    let version = firefox.run("return Services.appinfo.version", &[]);
    let lock = firefox.profile.join("lock");
    let check = |runs: bool| {
        let scan = home.inspect();
        let install = &scan.profile(ID)["install"];
        assert_eq!(install["version_last_run"], version, "{install}");
        assert_eq!(install["running"], runs, "{install}");
        scan.assert_none(&["browser."]);
    };
    check(true);
    firefox.close();
    assert!(fs::read_link(lock).is_ok(), "the lock stays, and says nothing");
    check(false);
}
