//! Which version of a browser is installed, and how it was last closed.

use jiff::Timestamp;
use serde::Serialize;

use super::{Evidence, as_optional_text};

/// A browser as it is installed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InstallFacts {
    /// The version that was started last.
    pub version_last_run: Option<String>,
    /// The version that is installed, where it can be told without starting it.
    pub version_installed: Option<String>,
    /// When the version that was started last was started for the first time; of Firefox, when it was made.
    #[serde(serialize_with = "as_optional_text")]
    pub updated: Option<Timestamp>,
    /// When one of its profiles was last used, where that can be told.
    #[serde(serialize_with = "as_optional_text")]
    pub last_used: Option<Timestamp>,
    /// Whether it runs now; none if that could not be told.
    pub running: Option<bool>,
    /// A newer version waits for a restart.
    pub restart_pending: Option<Evidence>,
    /// Where the version stands.
    pub evidence: Option<Evidence>,
    /// Pages are opened as Internet Explorer would.
    pub ie_mode: Option<Evidence>,
}
