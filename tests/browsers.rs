//! Real profiles: Debian's Chromium and Firefox ESR are started without a window, set up the way a person or an
//! administrator does it, and then the program says what it finds: while the browser runs, and after it was closed.
//!
//! Each test has a home folder and an `/etc` of its own (see [`home`]), so that nothing of the machine is used or
//! changed. What the browsers were seen to write stands at the top of [`chromium`] and [`firefox`].
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking"
)]

#[path = "browsers/cdp.rs"]
mod cdp;
#[path = "browsers/chromium.rs"]
mod chromium;
#[path = "browsers/chromium_company.rs"]
mod chromium_company;
#[path = "browsers/chromium_cookies.rs"]
mod chromium_cookies;
#[path = "browsers/chromium_doors.rs"]
mod chromium_doors;
#[path = "browsers/chromium_extensions.rs"]
mod chromium_extensions;
#[path = "browsers/chromium_install.rs"]
mod chromium_install;
#[path = "browsers/chromium_proxy.rs"]
mod chromium_proxy;
#[path = "browsers/chromium_settings.rs"]
mod chromium_settings;
#[path = "browsers/firefox.rs"]
mod firefox;
#[path = "browsers/firefox_company.rs"]
mod firefox_company;
#[path = "browsers/firefox_cookies.rs"]
mod firefox_cookies;
#[path = "browsers/firefox_doors.rs"]
mod firefox_doors;
#[path = "browsers/firefox_extensions.rs"]
mod firefox_extensions;
#[path = "browsers/firefox_install.rs"]
mod firefox_install;
#[path = "browsers/firefox_proxy.rs"]
mod firefox_proxy;
#[path = "browsers/firefox_settings.rs"]
mod firefox_settings;
#[path = "browsers/group.rs"]
mod group;
#[path = "browsers/home.rs"]
mod home;
#[path = "browsers/listing.rs"]
mod listing;
#[path = "browsers/marionette.rs"]
mod marionette;
#[path = "browsers/read_only.rs"]
mod read_only;
#[path = "browsers/roads.rs"]
mod roads;
#[path = "browsers/scan.rs"]
mod scan;
#[path = "browsers/secrets.rs"]
mod secrets;
#[path = "browsers/server.rs"]
mod server;

use std::time::{Duration, Instant};

/// What the tests' cookies, addresses and forms hold, and what nobody may ever see.
const SECRET: &str = "Tsuru7Kame3Himitsu";

/// The host at which sellers sign in.
const SELLER: &str = "sellercentral.amazon.co.jp";

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(50);

/// Asks until the answer is there. Browsers write to the disk when they see fit, and tell nobody.
fn wait_for<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(Instant::now() < end, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
