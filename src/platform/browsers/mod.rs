//! Opening a page in a browser that the operator has chosen, and in no other.
//!
//! Invariant: what is opened is an `https` address that has been taken apart and put together again, given to the
//! browser as one argument of its own; no shell is between.

mod arguments;
mod start;
mod surroundings;

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::environment::{Installed, Root, installed};

pub use arguments::{Launch, Unable, launch};
pub use start::start;
#[cfg(not(windows))]
pub(super) use start::start_in;

/// An address that may be handed to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

impl WebAddress {
    /// None unless it is an `https` address with a plain host and without a user name, as the URL standard reads it.
    pub fn new(text: &str) -> Option<Self> {
        let url = url::Url::parse(text).ok()?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        // The standard lets quotation marks stand in a host; everywhere else it puts percent signs in their place.
        let host = url.host_str().unwrap_or_default();
        let has_host =
            !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
        (url.scheme() == "https" && has_host && is_plain).then(|| Self(url.into()))
    }

    /// The address: no blanks, no quotation marks, ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In which window a page is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WindowKind {
    /// As always.
    #[default]
    Normal,
    /// One that knows nothing of earlier visits, and forgets this one.
    Private,
}

/// A browser, as it is remembered: also when it is gone it has a name to be told by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// [`Installed::key`].
    pub browser: String,
    /// Its name.
    pub label: String,
    /// The profile's folder below the browser's, and its name; none for the one that was used last.
    #[serde(default)]
    pub profile: Option<(String, String)>,
}

/// With what a page is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum With {
    /// The operating system's own choice.
    #[default]
    Default,
    /// This browser, and no other.
    Browser(Chosen, WindowKind),
}

/// Why a page was not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The chosen browser is not there any more. Nothing was opened in its place.
    #[error("{} is not installed", chosen.label)]
    BrowserGone {
        /// The one that was chosen.
        chosen: Chosen,
        /// Those that are there.
        others: Vec<Installed>,
    },
    /// The chosen profile is not there any more. Nothing was opened in its place.
    #[error("{} has no such profile", chosen.label)]
    ProfileGone {
        /// The one that was chosen.
        chosen: Chosen,
        /// The browsers that are there.
        others: Vec<Installed>,
    },
    /// The browser cannot be told to do it.
    #[error(transparent)]
    Unable(#[from] Unable),
    /// It did not start.
    #[error("{0}")]
    Failed(String),
}

/// How a chosen browser is started on this machine as it is now.
pub fn plan(
    root: &Arc<Root>,
    chosen: &Chosen,
    window: WindowKind,
    address: &WebAddress,
    now: Timestamp,
) -> Result<Launch, OpenError> {
    let all = installed(root, now);
    let Some(browser) = all.iter().find(|browser| browser.key() == chosen.browser) else {
        return Err(OpenError::BrowserGone { chosen: chosen.clone(), others: all });
    };
    let profile = match &chosen.profile {
        None => None,
        Some((dir, _)) => match browser.profiles.iter().find(|profile| &profile.dir == dir) {
            Some(profile) => Some(profile),
            None => return Err(OpenError::ProfileGone { chosen: chosen.clone(), others: all }),
        },
    };
    Ok(launch(root, browser, profile, window, address)?)
}

#[cfg(test)]
mod tests;
