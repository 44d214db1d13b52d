//! Settings of the whole machine.

use serde::Serialize;

use super::Evidence;

/// The operating system's proxy settings that are in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProxyFacts {
    /// A server for HTTPS.
    pub server: Option<ProxySetting>,
    /// A script (PAC) that picks the way.
    pub script: Option<ProxySetting>,
    /// The network is asked for such a script (WPAD).
    pub auto_detect: bool,
}

/// One proxy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProxySetting {
    /// Server or address, without user, password and query.
    pub shown: String,
    /// The seller's host is excepted from it.
    pub bypassed: bool,
    /// Whether it is certain that the browsers use it.
    pub certain: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// The machine's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeZoneFacts {
    /// As the operating system names it.
    pub name: String,
    /// Whether its clock shows the same time as in Japan.
    pub like_japan: bool,
    /// Where that stands.
    pub evidence: Evidence,
}
