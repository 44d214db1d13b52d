//! The tables of `assets/environment`, which are part of the program.

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

/// Parses a table.
pub(in crate::environment) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

/// A table of this program.
pub(in crate::environment) fn embedded<T: DeserializeOwned + Default>(name: &str, text: &str) -> T {
    crate::embedded::table(&format!("environment/{name}"), parse(text))
}
