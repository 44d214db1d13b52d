//! `check-plan`: lines of an improvement plan in, what makes the wording of each of them weak out.
//!
//! A line begins with its part of the plan: `[原因]`, `[実施済み]` or `[再発防止]`. The memory that it takes does not grow
//! with the input: lines are looked at one by one, and of a very long one the beginning.

use std::io::{self, Write};

use serde::Serialize;

use crate::documents::plan::{Flag, Section, lint, tagged};
use crate::ui::text;

use super::arguments::Input;
use super::lines::{End, Pieces};
use super::{CallError, FINE, PROBLEM, UNUSABLE};

/// A line, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Line {
    /// Counted from 1.
    #[serde(rename = "line")]
    number: u64,
    /// None where the line does not say which part of the plan it belongs to; it is not looked at then.
    section: Option<&'static str>,
    flags: Vec<&'static str>,
}

/// What was met in all lines.
#[derive(Debug, Default)]
struct Met {
    lines: u64,
    entries: u64,
    flagged: u64,
    /// Lines with something in them, but without a part of the plan.
    untagged: u64,
}

/// Looks through the input. The exit code says whether anything was flagged; an input without a single entry cannot be
/// used.
pub(super) fn run(input: &Input, json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let unread = |error| CallError::Text { path: input.path(), error };
    let mut pieces = Pieces::open(input).map_err(unread)?;
    let mut met = Met::default();
    let mut begins = true;
    while let Some((piece, end)) = pieces.next().map_err(unread)? {
        if begins {
            met.line(&piece, json, out)?;
        }
        begins = end == End::Line;
    }
    if !json {
        writeln!(out, "{}", text::plan::lines_checked(met.entries, met.flagged, met.untagged))?;
    }
    Ok(match met {
        Met { flagged: 1.., .. } => PROBLEM,
        Met { entries: 0, untagged: 1.., .. } => UNUSABLE,
        _ => FINE,
    })
}

impl Met {
    fn line(&mut self, text: &str, json: bool, out: &mut dyn Write) -> Result<(), CallError> {
        self.lines += 1;
        let entry = tagged(text);
        let flags = entry.map(|(section, text)| lint(section, text)).unwrap_or_default();
        match entry {
            Some(_) => self.entries += 1,
            None if text.trim().is_empty() => {}
            None => self.untagged += 1,
        }
        self.flagged += u64::from(!flags.is_empty());
        if json {
            let section = entry.map(|(section, _)| section.name());
            let line =
                Line { number: self.lines, section, flags: flags.iter().map(|flag| flag.name()).collect() };
            serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
            writeln!(out)?;
        } else if let Some((section, _)) = entry {
            self.tell(section, &flags, out)?;
        }
        Ok(())
    }

    fn tell(&self, section: Section, flags: &[Flag], out: &mut dyn Write) -> Result<(), CallError> {
        if flags.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", text::plan::flagged_line(self.lines, section))?;
        for flag in flags {
            writeln!(out, "{}", text::cli::item(text::plan::why(*flag)))?;
        }
        Ok(())
    }
}
