//! The cookie jar of a profile: counts, names, ages and sizes, never a value.

use jiff::Timestamp;
use serde::Serialize;

use super::{Evidence, ReadState, as_optional_text};

/// What a profile's cookie store holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JarFacts {
    /// Whether the cookies could be counted.
    pub state: ReadState,
    /// The store's file, home shortened to `~`.
    pub place: String,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// When the file was last written.
    #[serde(serialize_with = "as_optional_text")]
    pub modified: Option<Timestamp>,
    /// The version of the store's layout.
    pub schema: Option<i64>,
    /// How many cookies of all sites there are.
    pub total: u64,
    /// Amazon's cookies, of all marketplaces.
    pub cookies: Vec<CookieFacts>,
    /// Signs that the store was damaged or replaced.
    pub damage: Vec<Evidence>,
    /// The file or its folder cannot be written to. Known only on the machine at hand.
    pub write_protected: Option<Evidence>,
}

/// One cookie of Amazon, without its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CookieFacts {
    /// Its name.
    pub name: String,
    /// The host it is for, with a leading dot if for subdomains too.
    pub host: String,
    /// The path it is for.
    pub path: String,
    /// Name and value together, in bytes; for encrypted values an estimate of at most 16 bytes more or less.
    pub bytes: u64,
    /// When it was made.
    #[serde(serialize_with = "as_optional_text")]
    pub created: Option<Timestamp>,
    /// When it was last sent.
    #[serde(serialize_with = "as_optional_text")]
    pub accessed: Option<Timestamp>,
    /// When it ends; none for one of a session.
    #[serde(serialize_with = "as_optional_text")]
    pub expires: Option<Timestamp>,
    /// Where it is kept apart; none if it is sent wherever its host is opened.
    pub partition: Option<Partition>,
}

/// What keeps a cookie apart from those of the same host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum Partition {
    /// It is sent only where its host is embedded in pages of this site.
    Site(String),
    /// It is sent only from tabs of this container of Firefox: its name, or its number where it has none.
    Container(String),
}
