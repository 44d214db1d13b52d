//! The Windows registry: the one of this machine, or a file that regedit exported.

mod export;
#[cfg(windows)]
mod live;

use std::path::Path;

use super::read::{self, Read, ReadState};
use super::root::Root;

/// The two halves of the registry that hold settings of a person and of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hive {
    /// `HKEY_CURRENT_USER`.
    CurrentUser,
    /// `HKEY_LOCAL_MACHINE`.
    LocalMachine,
}

impl Hive {
    /// The name that is shown, as administrators write it.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::CurrentUser => "HKCU",
            Self::LocalMachine => "HKLM",
        }
    }
}

/// A value of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `REG_SZ` and `REG_EXPAND_SZ`, up to the first NUL.
    Text(String),
    /// `REG_DWORD` and `REG_QWORD`.
    Number(u64),
    /// `REG_MULTI_SZ`.
    List(Vec<String>),
    /// Everything else.
    Bytes(Vec<u8>),
}

impl Value {
    /// The text of a string value.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of a number value.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// Where values are read from.
pub struct Registry {
    source: Source,
}

enum Source {
    /// The machine has none.
    None,
    /// A file that regedit exported.
    Exported(export::Export),
    /// There should be such a file, but it could not be read.
    Unread(ReadState),
    #[cfg(windows)]
    Live,
}

impl Registry {
    /// The registry of a machine that has none.
    pub fn none() -> Self {
        Self { source: Source::None }
    }

    /// The registry of the machine at hand.
    #[cfg(windows)]
    pub fn live() -> Self {
        Self { source: Source::Live }
    }

    /// The registry of the machine at hand, which has none.
    #[cfg(not(windows))]
    pub fn live() -> Self {
        Self::none()
    }

    /// The registry of a copied machine.
    pub(super) fn exported(root: &Root, path: &Path) -> Self {
        let source = match read::text(root, path).and_then(|text| export::parse(&text)) {
            Ok(export) => Source::Exported(export),
            Err(state) => Source::Unread(state),
        };
        Self { source }
    }

    /// Whether it could be read at all.
    pub fn state(&self) -> ReadState {
        match &self.source {
            Source::Unread(state) => *state,
            _ => ReadState::Ok,
        }
    }

    /// One value. Names of keys and values are compared without regard to case; the default value of a key
    /// has an empty name.
    pub(crate) fn value(&self, hive: Hive, key: &str, name: &str) -> Read<Value> {
        match &self.source {
            // That nothing could be read is said once, for the whole registry.
            Source::None | Source::Unread(_) => Err(ReadState::Absent),
            Source::Exported(export) => export.value(hive, key, name).ok_or(ReadState::Absent),
            #[cfg(windows)]
            Source::Live => live::value(hive, key, name),
        }
    }

    /// All values of a key with their names. A key without values and a missing key are both empty or absent.
    pub(crate) fn values(&self, hive: Hive, key: &str) -> Read<Vec<(String, Value)>> {
        match &self.source {
            // That nothing could be read is said once, for the whole registry.
            Source::None | Source::Unread(_) => Err(ReadState::Absent),
            Source::Exported(export) => export.values(hive, key).ok_or(ReadState::Absent),
            #[cfg(windows)]
            Source::Live => live::values(hive, key),
        }
    }

    /// The names of the keys directly below a key. An export keeps them as they are written there.
    pub(crate) fn keys(&self, hive: Hive, key: &str) -> Read<Vec<String>> {
        match &self.source {
            // That nothing could be read is said once, for the whole registry.
            Source::None | Source::Unread(_) => Err(ReadState::Absent),
            Source::Exported(export) => export.keys(hive, key).ok_or(ReadState::Absent),
            #[cfg(windows)]
            Source::Live => live::keys(hive, key),
        }
    }

    /// The text of a string value.
    pub(crate) fn text(&self, hive: Hive, key: &str, name: &str) -> Read<String> {
        match self.value(hive, key, name)? {
            Value::Text(text) => Ok(text),
            _ => Err(ReadState::Unparsable),
        }
    }
}

/// The text before the first NUL: some values hold rubbish behind it.
fn until_nul(text: &str) -> String {
    text.split('\0').next().unwrap_or_default().to_owned()
}

/// The strings of a `REG_MULTI_SZ`.
fn split_list(text: &str) -> Vec<String> {
    text.split('\0').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
