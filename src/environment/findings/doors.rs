//! Findings about bookmarks, startup pages and visits.

use super::Draft;
use crate::environment::facts::BrowserFacts;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[];

/// What they say about one browser.
pub(super) fn findings(browser: &BrowserFacts) -> Vec<Draft> {
    let _ = browser;
    Vec::new()
}
