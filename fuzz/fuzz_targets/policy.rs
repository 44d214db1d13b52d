//! The bytes of the file of the IT department: never a panic, and nothing prescribed that nobody may prescribe.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::policy::{Person, parse};
use login_triage::seller_url::{Verdict, judge};

fuzz_target!(|bytes: &[u8]| {
    let person = Person {
        user: Some("taro".to_owned()),
        home: Some("/home/taro".into()),
        documents: Some("/home/taro/書類".into()),
    };
    let Ok(policy) = parse(bytes, &person) else { return };
    assert!(policy.notes_folder.is_none_or(|folder| folder.is_absolute()));
    if let Some(door) = policy.door {
        assert!(matches!(judge().judge_url(door.as_str()).verdict, Verdict::Japan | Verdict::JapanSecond));
    }
    assert!(policy.releases_url.is_none_or(|page| page.as_str().starts_with("https://")));
});
