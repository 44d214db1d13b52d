//! The tables that are part of the program.

use std::fmt::Display;

/// A table of `assets`, or an empty one. Tests and the build parse the same texts, so that a broken one cannot be in a
/// program that was tested.
pub(crate) fn table<T: Default, E: Display>(name: &str, parsed: Result<T, E>) -> T {
    parsed.unwrap_or_else(|error| {
        log::error!("assets/{name}: {error}");
        T::default()
    })
}
