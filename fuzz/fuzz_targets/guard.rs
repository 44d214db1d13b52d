//! A text with secrets: what is found lies in it, and once blanked, nothing is found any more.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::case::guard::{blank, excerpts, find};

fuzz_target!(|text: &str| {
    let mut end = 0;
    for secret in find(text) {
        assert!(secret.range.start >= end && secret.range.start < secret.range.end);
        assert!(text.get(secret.range.clone()).is_some(), "on the edges of characters");
        end = secret.range.end;
    }
    let secrets = find(text);
    assert_eq!(excerpts(text, &secrets).len(), secrets.len());
    let blanked = blank(text);
    assert_eq!(find(&blanked), []);
    assert_eq!(blanked.chars().count(), text.chars().count());
});
