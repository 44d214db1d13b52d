//! A door for the benchmark and the fuzz target, which are programs of their own. The program itself does not use it.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};

use super::{Answers, Content, Limits, Loaded, Offline, Script, facts};
use crate::environment::facts::{Road, ScriptAddress, ScriptOutcome};

/// What every script is given, in this program's own JavaScript: a function of one object.
pub const FUNCTIONS: &str = include_str!("functions.js");

/// A script that was loaded.
#[doc(hidden)]
pub struct Loading(Script);

impl Loading {
    /// Loads a script; none if that cannot be.
    pub fn of(source: &str) -> Option<Self> {
        Script::load(source, Limits::default(), answers(), &|| false).ok().map(Self)
    }

    /// The roads to a host, as they are written; none if the script failed.
    pub fn roads(&self, host: &str) -> Option<Vec<Road>> {
        self.0.ask(host, &|| false).ok()
    }
}

/// What becomes of a script that came with these bytes, with a twentieth of the usual time.
pub fn outcome(bytes: Vec<u8>, content_type: Option<String>, host: &str) -> ScriptOutcome {
    let limits =
        Limits { load: Duration::from_millis(50), ask: Duration::from_millis(100), ..Limits::default() };
    let content = Ok(Content { bytes, content_type });
    let loaded = Loaded { address: ScriptAddress::new("data:,"), detected: false, content };
    facts(loaded, limits, &answers(), &|| false, &[host]).outcome
}

fn answers() -> Arc<dyn Answers> {
    let now = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC);
    Arc::new(Offline::new(now, vec![IpAddr::V4(Ipv4Addr::new(10, 1, 2, 3))]))
}
