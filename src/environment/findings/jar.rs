//! Findings about cookie stores.

use super::Draft;
use crate::environment::facts::{BrowserFacts, Machine};

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[];

/// What they say about one browser.
pub(super) fn findings(browser: &BrowserFacts, machine: &Machine) -> Vec<Draft> {
    let _ = (browser, machine);
    Vec::new()
}
