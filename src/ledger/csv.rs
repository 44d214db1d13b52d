//! The ledger as tables for a spreadsheet: one file for each kind of thing, with Japanese heads, as Excel opens it with
//! a double click.
//!
//! A file is taken in as a whole or not at all: whatever is wrong is told row by row, and nothing is changed before the
//! operator has seen what would be. A row changes what it names (by its id, or by its name) or adds it; an empty cell, a
//! missing column and a missing row leave things as they are. Addresses are masked and numbers cut on the way in.

mod cells;
mod columns;
mod dates;
mod decode;
mod file;
mod names;
mod read;
mod rows;
mod write;

pub use file::MOST_ROWS;
pub use read::{Added, Changed, FieldChange, Import, MOST_BYTES, MOST_PROBLEMS, read};
pub use write::{Encoding, NotInEncoding, write};

use crate::case::guard::Kind as SecretKind;

/// A table: one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// People.
    People,
    /// Devices.
    Devices,
    /// Shops.
    Shops,
    /// Logins.
    Logins,
    /// What each login may do in each shop.
    Roles,
    /// The methods of each login's two-step verification.
    Methods,
    /// Other companies.
    Partners,
    /// The permission log.
    Changes,
}

impl Table {
    /// All tables, each behind those that it names: in this order they can be taken in.
    pub const ALL: [Self; 8] = [
        Self::Shops,
        Self::Partners,
        Self::People,
        Self::Devices,
        Self::Logins,
        Self::Roles,
        Self::Methods,
        Self::Changes,
    ];
}

/// Why a file cannot be taken in. The ledger is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file as a whole.
    #[error("the file is no table of the ledger: {0:?}")]
    File(FileProblem),
    /// Some of its rows.
    #[error("{} rows cannot be used, and {further} more problems", problems.len())]
    Rows {
        /// The table that it is.
        table: Table,
        /// What is wrong, in the order of the file, [`MOST_PROBLEMS`] at most.
        problems: Vec<RowProblem>,
        /// How many further problems there are.
        further: usize,
    },
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// More than [`MOST_BYTES`].
    TooBig {
        /// The limit in bytes.
        most_bytes: usize,
    },
    /// Neither UTF-8, nor UTF-16 with a mark, nor CP932.
    NotText,
    /// Nothing in it.
    Empty,
    /// Its heads are those of no table.
    NoTable,
    /// Columns without which its rows say nothing.
    MissingColumns {
        /// The table that it comes closest to.
        table: Table,
        /// The heads of these columns.
        heads: Vec<&'static str>,
    },
    /// A column that is there twice.
    TwiceColumn {
        /// Its head.
        head: &'static str,
    },
    /// A column for passwords or codes.
    SecretColumn {
        /// Its head, as it is in the file.
        head: String,
    },
    /// More than [`MOST_ROWS`].
    TooManyRows {
        /// The limit.
        most: usize,
    },
    /// No table from a place on.
    Broken {
        /// The line, from 1.
        line: u64,
    },
}

/// What is wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// The number of the row as a spreadsheet shows it: the heads are row 1.
    pub line: u64,
    /// The head of the column; none if it is about the row as a whole.
    pub head: Option<&'static str>,
    /// What is wrong.
    pub problem: CellProblem,
}

/// What is wrong with a cell, or a row. What a cell holds is repeated only where it is a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// It has to say something.
    Missing,
    /// No date.
    NoDate,
    /// None of the words that can stand here.
    UnknownWord {
        /// These.
        allowed: Vec<&'static str>,
    },
    /// Nothing in the ledger has this name.
    NobodyOfThisName {
        /// The name.
        name: String,
    },
    /// More than one has this name.
    SeveralOfThisName {
        /// The name.
        name: String,
    },
    /// It looks like a secret.
    Secret {
        /// Of this kind.
        kind: SecretKind,
    },
    /// More than a cell can hold.
    TooLong {
        /// The limit in characters.
        most: usize,
    },
    /// Something stands behind the last head.
    FurtherCells,
    /// Another row is the same thing.
    SameAs {
        /// Its number.
        line: u64,
    },
    /// Several things in the ledger may be meant.
    SeveralMatch,
}

#[cfg(test)]
mod tests;
