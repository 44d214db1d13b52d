//! Whatever is logged: never a panic, and nothing in the file that the guard takes for a secret.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::case::guard;
use login_triage::logging::{Person, redacted};

fuzz_target!(|text: &str| {
    let person = Person::of(Some("/home/taro"), Some("taro"));
    let shown = redacted(text, &person);
    assert!(guard::find(&shown).is_empty());
    assert!(!shown.contains("/home/taro/"));
});
