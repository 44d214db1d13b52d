//! URLs, and texts in which they stand.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::seller_url::{find_urls, judge};

const CORE: [&str; 4] =
    ["sellercentral.amazon.co.jp", "sellercentral-japan.amazon.com", "www.amazon.co.jp", "amazon.co.jp"];

fuzz_target!(|text: &str| {
    let judged = judge().judge(text);
    let green = judged.verdict.is_safe_to_sign_in();
    assert!(!green || judged.host.as_deref().is_some_and(|host| CORE.contains(&host)));
    assert!(find_urls(text).into_iter().all(|range| text.get(range).is_some()));
});
