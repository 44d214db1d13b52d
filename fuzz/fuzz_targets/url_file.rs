//! Files of one link: `.url`, `.webloc` and `.desktop`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::message_doctor::read_link_file;
use login_triage::seller_url::{Apart, judge};

fuzz_target!(|bytes: &[u8]| {
    if let Some(url) = read_link_file(bytes) {
        let judged = judge().judge_url(url.trim());
        assert!(Apart::of(&url, &judged).is_some() == judged.host.is_some());
    }
});
