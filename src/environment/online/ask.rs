//! Asking a script that was loaded.
#![expect(dead_code, reason = "scripts are not run yet")]

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Zoned;

use crate::environment::facts::{ScriptAddress, ScriptFacts, ScriptOutcome};

/// Answers what a script asks about names, addresses and time.
pub(super) trait Answers: Send + Sync {
    /// The addresses of a host; none if it has none.
    fn resolve(&self, host: &str) -> Option<Vec<IpAddr>>;
    /// This machine's addresses.
    fn own_addresses(&self) -> Vec<IpAddr>;
    /// The time, and the zone of this machine's clock.
    fn now(&self) -> Zoned;
}

/// A script that was loaded, or was to be.
pub(super) struct Loaded {
    /// Where from.
    pub(super) address: ScriptAddress,
    /// Whether the network told of it (WPAD), not a setting.
    pub(super) detected: bool,
    /// What came, or why nothing did.
    pub(super) content: Result<Content, ScriptOutcome>,
}

/// What was loaded.
pub(super) struct Content {
    /// As it came.
    pub(super) bytes: Vec<u8>,
    /// What the server says that it is.
    pub(super) content_type: Option<String>,
}

/// What a script says: nothing, until there is something that runs it.
pub(super) fn facts(
    loaded: Loaded,
    _answers: &Arc<dyn Answers>,
    _cancelled: &dyn Fn() -> bool,
    _hosts: &[&str],
) -> ScriptFacts {
    let Loaded { address, detected, content } = loaded;
    let outcome = content.err().unwrap_or(ScriptOutcome::NeedsNetwork);
    ScriptFacts { address, detected, outcome, answers: Vec::new() }
}
