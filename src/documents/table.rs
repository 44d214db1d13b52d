//! The tables of `assets/documents`: how they are read. Shared with `build.rs`, which fails the build with file and line.

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

/// A table does not follow RON or its types.
#[derive(Debug, thiserror::Error)]
#[error("{line}:{column}: {reason}")]
pub struct TableError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// Why.
    pub reason: String,
}

/// Reads a table.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, TableError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text).map_err(
        |error| TableError {
            line: error.span.start.line,
            column: error.span.start.col,
            reason: error.code.to_string(),
        },
    )
}
