//! What the IT department has decided for everybody on this machine: a file that only an administrator can write, and
//! that this program never writes.
//!
//! It is read once, at the start. It wins over the operator's settings and leaves them as they are. A file that cannot
//! be followed forbids all that can be forbidden: nobody can tell what it would have forbidden.

mod file;
mod parse;

use std::path::{Path, PathBuf};

use crate::case::places::Surroundings;
use crate::platform::browsers::{Chosen, WebAddress, With};

pub use file::{Owner, read};
pub use parse::{Person, parse};

/// The layout of the file that this program knows.
pub const VERSION: u32 = 1;
/// The most that is read of the file, in bytes.
pub const MAX_BYTES: u64 = 64 * 1024;

/// What the IT department has decided. By default nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Whether there is a file, and whether it is followed.
    pub standing: Standing,
    /// Whether the connection may be checked over the network.
    pub online_checks: Rule,
    /// The folder of the notes, for this person.
    pub notes_folder: Option<PathBuf>,
    /// The entrance of Seller Central, judged to be one of Japan.
    pub door: Option<WebAddress>,
    /// The browser that opens pages, with or without a profile.
    pub browser: Option<Chosen>,
    /// Whether the page of newer versions may be offered.
    pub releases_link: Rule,
    /// Where that page is, if not where the program was built to look.
    pub releases_url: Option<WebAddress>,
}

/// Whether something is allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Rule {
    /// It is.
    #[default]
    Allowed,
    /// It is not.
    Forbidden,
}

/// Whether there is a file, and whether it is followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Standing {
    /// There is none.
    #[default]
    Absent,
    /// This one is followed.
    Followed(PathBuf),
    /// This one is not, and forbids whatever can be forbidden.
    Unusable(PathBuf, Fault),
}

/// Why a file is not followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be read: what the operating system says.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It is no file, or larger than [`MAX_BYTES`].
    #[error("no file of at most {MAX_BYTES} bytes")]
    NotAFile,
    /// Somebody who is no administrator can change it.
    #[error("{} can be changed by others than administrators", .0.display())]
    OpenToAll(PathBuf),
    /// A newer program is needed for it.
    #[error("made for a newer version of this program (version {0})")]
    Newer(u32),
    /// It is not written as it should be.
    #[error("{0}")]
    Format(String),
    /// A field has a value that cannot be followed.
    #[error("{field}: {reason}")]
    Value {
        /// The field.
        field: &'static str,
        /// Why not.
        reason: String,
    },
}

impl Policy {
    /// What is decided for the person at this machine. Reads one small file.
    pub fn live() -> Self {
        let surroundings = Surroundings::live();
        read(&surroundings.policy_file(), &Person::of(&surroundings), Owner::ADMINISTRATOR)
    }

    /// All is forbidden that can be, and nothing is prescribed.
    pub fn unusable(path: &Path, fault: Fault) -> Self {
        log::warn!("{} is not followed: {fault}", path.display());
        Self {
            standing: Standing::Unusable(path.to_owned(), fault),
            online_checks: Rule::Forbidden,
            releases_link: Rule::Forbidden,
            ..Self::default()
        }
    }

    /// Whether the connection may be checked over the network.
    pub fn allows_online_checks(&self) -> bool {
        self.online_checks == Rule::Allowed
    }

    /// The page of newer versions, if it may be offered and there is one: that of the IT department, or the homepage
    /// that the program was built with.
    pub fn releases_page(&self, homepage: &str) -> Option<WebAddress> {
        match self.releases_link {
            Rule::Forbidden => None,
            Rule::Allowed => self.releases_url.clone().or_else(|| WebAddress::new(homepage)),
        }
    }

    /// Whether a page may be opened with this.
    pub fn allows_opening_with(&self, with: &With) -> bool {
        match with {
            With::Default => self.browser.is_none(),
            With::Browser(chosen, _) => self.allows_choosing(chosen),
        }
    }

    /// Whether a browser may be chosen in one of its profiles: by its [`Installed::key`](crate::environment::Installed::key).
    pub fn allows_browser(&self, key: &str) -> bool {
        self.browser.as_ref().is_none_or(|fixed| fixed.browser == key)
    }

    /// Whether a browser may be chosen. Where none is prescribed, any; where only a browser is, each profile of it.
    pub fn allows_choosing(&self, chosen: &Chosen) -> bool {
        let folder = |chosen: &Chosen| chosen.profile.as_ref().map(|(folder, _)| folder.clone());
        self.browser.as_ref().is_none_or(|fixed| {
            self.allows_browser(&chosen.browser)
                && (fixed.profile.is_none() || folder(fixed) == folder(chosen))
        })
    }
}

#[cfg(test)]
mod tests;
