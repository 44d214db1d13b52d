//! A line of an improvement plan: the same flags whatever spaces stand around it, and the future only where it matters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::documents::plan::{Flag, Section, lint, tagged};

fuzz_target!(|text: &str| {
    let (section, text) = tagged(text).unwrap_or((Section::Cause, text));
    let flags = lint(section, text);
    assert!(flags.is_sorted());
    assert_eq!(flags, lint(section, &format!("\u{3000}{text} ")));
    assert!(section == Section::Done || !flags.contains(&Flag::FutureWhereDone));
});
