//! Settings of the whole machine.

use serde::Serialize;

use super::Evidence;

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

/// Whether the clock is set by a server of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeSyncFacts {
    /// Whether it is.
    pub on: bool,
    /// Where that stands.
    pub evidence: Evidence,
}

/// The space that is left where a browser keeps its profiles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiskFacts {
    /// The folder, home shortened to `~`.
    pub place: String,
    /// Bytes that the person may still write.
    pub free: u64,
}
