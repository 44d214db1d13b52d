//! A line of an improvement plan: the same flags however it is written, and the future only where it matters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::documents::plan::{Flag, Section, lint, tagged};
use unicode_normalization::UnicodeNormalization as _;

fuzz_target!(|text: &str| {
    let (section, text) = tagged(text).unwrap_or((Section::Cause, text));
    let flags = lint(section, text);
    assert!(flags.is_sorted());
    assert_eq!(flags, lint(section, &text.nfkc().collect::<String>()));
    assert!(section == Section::Done || !flags.contains(&Flag::FutureWhereDone));
});
