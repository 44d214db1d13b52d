//! `inspect`: what a machine shows, this one or a copy of another one.

use std::io::Write;
use std::sync::Arc;

use jiff::Timestamp;

use crate::environment::{self, Report, Root, Unwatched};
use crate::knowledge::{Knowledge, Likelihood};
use crate::ui::text;

use super::arguments::Inspect;
use super::{CallError, FINE, PROBLEM, write_json};

/// Reads the machine and prints what was found. The exit code says whether anything was that can be a reason.
pub(super) fn run(call: &Inspect, out: &mut dyn Write) -> Result<u8, CallError> {
    let root = match &call.copy {
        None => Root::live(),
        Some((folder, os)) => Root::copied(folder, *os).map_err(CallError::Root)?,
    };
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    let now = call.now.unwrap_or_else(Timestamp::now);
    // Nobody watches, so that nobody cancels.
    let Ok(report) = environment::scan(&Arc::new(root), &knowledge.findings, now, &Unwatched) else {
        return Ok(PROBLEM);
    };
    if call.json {
        write_json(&report, out)?;
    } else {
        write_text(&report, out)?;
    }
    let reasons = report.findings.iter().any(|finding| finding.likelihood != Likelihood::Info);
    Ok(if reasons { PROBLEM } else { FINE })
}

fn write_text(report: &Report, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}", text::cli::heading(text::cli::FOUND, report.findings.len()))?;
    for finding in &report.findings {
        let likelihood = text::environment::likelihood(finding.likelihood);
        writeln!(out, "\n[{likelihood}] {} ({})", finding.summary, finding.id)?;
        for evidence in &finding.evidence {
            writeln!(out, "  {}", text::environment::evidence(evidence))?;
        }
        for (number, line) in finding.fix.iter().enumerate() {
            writeln!(out, "  {}. {line}", number + 1)?;
        }
    }
    writeln!(out, "\n{}", text::environment_pane::unread_title(report.unread.len()))?;
    for unread in &report.unread {
        writeln!(out, "  {}", text::environment::unread(unread))?;
    }
    writeln!(out, "\n{}", text::cli::heading(text::environment_pane::BROWSERS, report.browsers.len()))?;
    for browser in &report.browsers {
        let default = if browser.opens_links { text::environment_pane::OPENS_LINKS } else { "" };
        writeln!(out, "  {} {default}", browser.subject)?;
    }
    Ok(())
}
