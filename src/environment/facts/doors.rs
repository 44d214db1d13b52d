//! The doors to Amazon that a person uses: bookmarks, startup pages, history.

use jiff::Timestamp;
use serde::Serialize;

use super::{Evidence, as_optional_text};

/// The addresses of one host by which a person goes to Amazon, or believes so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DoorFacts {
    /// Where it stands.
    pub source: DoorSource,
    /// What it leads to.
    pub door: Door,
    /// The host.
    pub host: String,
    /// A page of a sign-in that has ended, e.g. `/ap/signin`.
    pub stale: bool,
    /// When it was last used, where the browser says.
    #[serde(serialize_with = "as_optional_text")]
    pub last_used: Option<Timestamp>,
    /// The address without query and fragment, with its place.
    pub evidence: Evidence,
}

/// Where an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorSource {
    /// A bookmark.
    Bookmark,
    /// A page opened at the start, or the home page.
    StartupPage,
    /// A visit.
    History,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Seller Central in Japan.
    Japan,
    /// The second entrance for Japan.
    JapanSecond,
    /// Seller Central of another marketplace, by its id. A host of several has the id of the first.
    OtherMarketplace(String),
    /// The shop for buyers in Japan.
    Buyer,
    /// Another page of Amazon.
    OtherAmazon,
    /// Not Amazon, but made to look like it.
    LookAlike,
    /// Not Amazon, but with its name. It may be a trap, and may as well be a shop or a blog about selling.
    NamesAmazon,
}
