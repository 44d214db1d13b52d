//! Proxy scripts (PAC): decoded, run and asked without letting them reach anything.
//!
//! A script runs in `QuickJS`, with the functions of proxy scripts and nothing else beside the language itself: no file,
//! no network, no modules, no timers, and a clock and names of hosts that this program hands out ([`Answers`]). It has
//! little memory and little time, can be ended at any moment, and runs on a thread of its own ([`Script`]).

mod answers;
mod engine;
mod functions;
mod local;
mod pace;
mod script;
mod text;
pub mod trial;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

pub(in crate::environment) use answers::{Answers, Offline};
pub(in crate::environment) use local::{ask_local, content, is_refused};
pub(in crate::environment) use script::Script;

use crate::environment::facts::{ScriptAddress, ScriptFacts, ScriptOutcome};

/// What a script may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::environment) struct Limits {
    /// How long it may take to be loaded.
    pub(in crate::environment) load: Duration,
    /// How long it may take to answer one question.
    pub(in crate::environment) ask: Duration,
    /// How long the names that it asks about may take to be looked up, for each question.
    pub(in crate::environment) names: Duration,
    /// How much later than its time it may end: the engine looks at the clock now and then only.
    pub(in crate::environment) grace: Duration,
    /// Bytes of memory.
    pub(in crate::environment) memory: usize,
    /// Bytes of stack.
    pub(in crate::environment) stack: usize,
    /// Bytes of the script itself, as it comes. Browsers load no larger ones
    /// (`net/proxy_resolution/pac_file_fetcher_impl.cc`).
    pub(in crate::environment) source: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            load: Duration::from_secs(1),
            ask: Duration::from_secs(2),
            names: Duration::from_secs(5),
            grace: Duration::from_millis(500),
            memory: 32 * 1024 * 1024,
            stack: 512 * 1024,
            source: 1024 * 1024,
        }
    }
}

/// Why a script gave no answer. What it threw is not kept: it may hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::environment) enum PacError {
    /// It is no script, fails when it is loaded, or has nothing to ask.
    #[error("not a proxy script that can be run")]
    Broken,
    /// It failed while it was asked, or answered with something else than a text.
    #[error("the proxy script failed")]
    Failed,
    /// It ran too long or took too much memory.
    #[error("the proxy script ran too long or took too much memory")]
    Endless,
    /// Nobody wants to know any more.
    #[error("cancelled")]
    Cancelled,
}

impl From<PacError> for ScriptOutcome {
    fn from(error: PacError) -> Self {
        match error {
            PacError::Broken => Self::Broken,
            PacError::Failed => Self::Failed,
            PacError::Endless => Self::Endless,
            PacError::Cancelled => Self::NotLoaded,
        }
    }
}

/// A script that was loaded, or was to be.
pub(in crate::environment) struct Loaded {
    /// Where from.
    pub(in crate::environment) address: ScriptAddress,
    /// Whether the network told of it (WPAD), not a setting.
    pub(in crate::environment) detected: bool,
    /// What came, or why nothing did.
    pub(in crate::environment) content: Result<Content, ScriptOutcome>,
}

/// What was loaded.
pub(in crate::environment) struct Content {
    /// As it came.
    pub(in crate::environment) bytes: Vec<u8>,
    /// What the server says that it is.
    pub(in crate::environment) content_type: Option<String>,
}

/// Asks a script by which roads `hosts` are reached. Where it was not to be loaded, that is what is said.
///
/// A script that fails for one host is asked about the others; one that has no end is not. The answers that came are
/// kept in any case. Where [`Answers::withheld`] something, an answer is not kept.
pub(in crate::environment) fn facts(
    loaded: Loaded,
    limits: Limits,
    answers: &Arc<dyn Answers>,
    cancelled: &dyn Fn() -> bool,
    hosts: &[&str],
) -> ScriptFacts {
    let Loaded { address, detected, content } = loaded;
    let mut facts = ScriptFacts { address, detected, outcome: ScriptOutcome::Answered, answers: Vec::new() };
    let content = match content {
        Ok(content) if content.bytes.len() > limits.source => Err(ScriptOutcome::TooBig),
        content => content,
    };
    // What a script makes of an answer that was withheld is worth nothing, failing included.
    let outcome_of = |error: PacError| match error {
        PacError::Broken | PacError::Failed if answers.withheld() => ScriptOutcome::NeedsNetwork,
        error => error.into(),
    };
    let script = content.and_then(|content| {
        let source = text::decode(&content.bytes, content.content_type.as_deref());
        Script::load(&source, limits, Arc::clone(answers), cancelled).map_err(outcome_of)
    });
    let script = match script {
        Ok(script) => script,
        Err(outcome) => return ScriptFacts { outcome, ..facts },
    };
    for host in hosts {
        match script.ask(host, cancelled) {
            Ok(_) if answers.withheld() => facts.outcome = ScriptOutcome::NeedsNetwork,
            Ok(roads) => facts.answers.push(((*host).to_owned(), roads)),
            Err(error) => {
                facts.outcome = outcome_of(error);
                if matches!(error, PacError::Endless | PacError::Cancelled) {
                    break;
                }
            }
        }
    }
    facts
}
