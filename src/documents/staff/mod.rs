//! What is handed to the staff, so that everybody comes in by the same door: shortcuts, bookmarks, and a sheet of paper.
//!
//! Everything here is made of texts, and becomes texts; nothing is written.

mod bookmarks;
mod sheet;
mod shortcuts;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use bookmarks::bookmarks;
pub use sheet::sheet;
pub use shortcuts::{desktop_entry, url_shortcut, webloc};

/// A kind of file for the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StaffFile {
    /// A shortcut for Windows.
    Url,
    /// A shortcut for macOS.
    Webloc,
    /// A shortcut for Linux.
    Desktop,
    /// Bookmarks that every browser can take in.
    Bookmarks,
    /// A sheet to print.
    Sheet,
}

impl StaffFile {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Url, Self::Bookmarks, Self::Sheet, Self::Webloc, Self::Desktop];
}

/// The door that the company has chosen.
#[derive(Clone, Copy, Debug)]
pub struct Door<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Its URL.
    pub url: &'a str,
}

/// Another page for the bookmarks.
#[derive(Clone, Copy, Debug)]
pub struct Bookmark<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Its URL.
    pub url: &'a str,
}

/// What stands on the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The company; may be empty.
    pub company: &'a str,
    /// Whom to ask; may be empty, and have several lines.
    pub contact: &'a str,
    /// The door.
    pub door: Door<'a>,
    /// The day on which it was made.
    pub date: Date,
}

#[cfg(test)]
mod tests;
