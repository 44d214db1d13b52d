//! `case show`: what is in a note.

use std::io::Write;
use std::path::Path;

use crate::case::load;
use crate::cli::{CallError, FINE, write_json};

pub(super) fn run(file: &Path, json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let case = load(file).map_err(CallError::Case)?;
    if json {
        write_json(&case, out)?;
    } else {
        writeln!(out, "{}\n{}", case.title, case.shop)?;
    }
    Ok(FINE)
}
