//! Mails and pasted texts: nothing is ever called genuine.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::message_doctor::{MailVerdict, diagnose_bytes};
use login_triage::seller_url::Verdict;
use login_triage::ui::text;

fuzz_target!(|bytes: &[u8]| {
    let diagnosis = diagnose_bytes(bytes);
    assert!(diagnosis.points.iter().all(|point| !text::mail::point(point).is_empty()));
    if diagnosis.verdict == MailVerdict::Unverified {
        // Feet of honest mails hold a few links to other places, and those have no parameters.
        let about_amazon = diagnosis.points.iter().all(|point| point.id != "not_about_amazon");
        let mut fakes = diagnosis.urls.iter().filter(|url| url.judgement.verdict == Verdict::NotAmazon);
        assert!(!about_amazon || fakes.all(|url| !url.text.contains('?')));
        assert!(diagnosis.points.iter().any(|point| point.id == "proves_nothing"));
    }
});
