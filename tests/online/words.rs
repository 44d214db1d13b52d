//! What the operator reads of a check.

use login_triage::environment::Report;

/// Every text is one line of whole sentences in Japanese, in which nothing is left to be filled in.
pub fn are_fit_to_be_read(report: &Report) {
    for finding in &report.findings {
        let texts = [&finding.summary, &finding.why, &finding.recheck].into_iter().chain(&finding.fix);
        for text in texts {
            let is_kana = |c: char| ('\u{3041}'..='\u{30FF}').contains(&c);
            assert!(text.chars().any(is_kana), "{}: no Japanese: {text:?}", finding.id);
            for odd in ["{", "}", "\n", "（）", "「」", "。。", "  ", "： ", " 。", "None"] {
                assert!(!text.contains(odd), "{}: {odd:?} in {text:?}", finding.id);
            }
            assert!(text.trim() == text && !text.ends_with(['：', '、']), "{}: {text:?}", finding.id);
        }
    }
}
