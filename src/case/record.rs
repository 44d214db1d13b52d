//! What is kept in a file of its own with all care: a note, or the access ledger.

use std::fmt;

use jiff::Timestamp;
use ron::{error::SpannedError, ser::PrettyConfig};
use serde::de::DeserializeOwned;

use super::{
    Case, Extra, Merge,
    extra::Known,
    merge,
    model::FIELDS,
    version::{CURRENT_VERSION, first, options},
};

/// Something that the store keeps: written whole, sealed, read back, with earlier states beside it, and put together
/// with what others have written.
pub trait Record: Clone + fmt::Debug + PartialEq + Send + Sync + DeserializeOwned + 'static {
    /// The newest layout that is known here, and the one that is written.
    const VERSION: u32;
    /// The names of its fields in a file, `version` aside. By them it is told from other files.
    const FIELDS: &'static [&'static str];
    /// How the names of its files end.
    const ENDING: &'static str;
    /// How the names of its recovery copies end.
    const DRAFT_ENDING: &'static str;

    /// What keeps it the same on every machine.
    fn id(&self) -> &str;

    /// When its content last changed.
    fn updated_at(&self) -> Timestamp;

    /// What is not known of it here.
    fn extra(&self) -> &Extra;

    /// An empty one.
    fn empty() -> Self;

    /// What is known of it as RON.
    fn known_to_ron(&self, config: PrettyConfig) -> Result<String, ron::Error>;

    /// Reads an earlier layout. None if there was none of this version.
    fn read_earlier(version: u64, text: &str) -> Option<Result<Self, SpannedError>>;

    /// Puts two states together, both made from `base`.
    fn merge(base: &Self, ours: &Self, theirs: &Self) -> Merge<Self>;
}

impl Record for Case {
    const VERSION: u32 = CURRENT_VERSION;
    const FIELDS: &'static [&'static str] = FIELDS;
    const ENDING: &'static str = ".case.ron";
    const DRAFT_ENDING: &'static str = ".draft.ron";

    fn id(&self) -> &str {
        &self.id
    }

    fn updated_at(&self) -> Timestamp {
        self.updated_at
    }

    fn extra(&self) -> &Extra {
        &self.extra
    }

    fn empty() -> Self {
        Self::new(Timestamp::default(), "")
    }

    fn known_to_ron(&self, config: PrettyConfig) -> Result<String, ron::Error> {
        options().to_string_pretty(&Known(self), config)
    }

    fn read_earlier(version: u64, text: &str) -> Option<Result<Self, SpannedError>> {
        (version == 1).then(|| first(text))
    }

    fn merge(base: &Self, ours: &Self, theirs: &Self) -> Merge<Self> {
        merge::merge(base, ours, theirs)
    }
}
