//! `case`: notes from a shell. Nothing is written.

mod arguments;
mod show;

use std::io::Write;

pub(super) use arguments::{CaseCall, arguments};

use super::CallError;

/// Does what is called for. The exit code is the answer.
pub(super) fn run(call: &CaseCall, out: &mut dyn Write) -> Result<u8, CallError> {
    match call {
        CaseCall::Show { json, file } => show::run(file, *json, out),
    }
}
