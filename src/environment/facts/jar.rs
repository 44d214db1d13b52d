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
    /// Amazon's cookies.
    pub cookies: Vec<CookieFacts>,
    /// Signs that the store was damaged or replaced.
    pub damage: Vec<Evidence>,
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
    /// The partition or container it is kept in; none for the usual one.
    pub partition: Option<String>,
}
