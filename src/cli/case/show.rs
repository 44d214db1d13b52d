//! `case show`: what is in a note.

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::index::{Part, Summary};
use crate::case::{Case, PlanSection, load};
use crate::cli::{CallError, FINE, write_json};
use crate::documents::checklists::table;
use crate::knowledge::Knowledge;
use crate::ui::text;

pub(super) fn run(file: &Path, json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let case = load(file).map_err(CallError::Case)?;
    if json {
        write_json(&case, out)?;
    } else {
        let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
        write_text(&case, &knowledge, out)?;
    }
    Ok(FINE)
}

fn write_text(case: &Case, knowledge: &Knowledge, out: &mut dyn Write) -> Result<(), CallError> {
    let (now, zone) = (Timestamp::now(), TimeZone::system());
    let summary = Summary::of(case);
    writeln!(out, "[{}] {}", text::cases::standing(&summary.standing), text::cases::title(&summary))?;
    for line in text::cases::details(&summary, knowledge, now, &zone) {
        writeln!(out, "  {}", text::cases::detail(&line))?;
    }
    for (label, content) in text::cases::fields(case) {
        if !content.trim().is_empty() {
            writeln!(out, "\n{label}\n  {}", indented(content))?;
        }
    }
    for fact in &case.facts {
        writeln!(out, "\n{}\n  {}", fact.label, indented(&fact.text))?;
    }
    if !case.answers.is_empty() {
        writeln!(out, "\n{}", text::cli::heading(text::cases::ANSWERS, case.answers.len()))?;
        for answer in &case.answers {
            let asked = text::triage::asked(knowledge, &answer.id);
            let label = text::triage::answer_label(knowledge, &answer.id, &answer.outcome);
            writeln!(out, "  {} {asked}: {label}", answer.id)?;
        }
    }
    for plan in case.plans.iter().filter(|plan| !plan.is_blank()) {
        writeln!(out, "\n{}", text::plan::heading(&plan.violation))?;
        for section in PlanSection::ALL {
            for entry in plan.of(section).filter(|entry| !entry.text.trim().is_empty()) {
                let line = text::export::named(text::plan::section(section), &entry.text);
                writeln!(out, "  {}", indented(&line))?;
            }
        }
    }
    if !case.ticks.is_empty() {
        writeln!(out, "\n{}", text::cli::heading(text::checklists::TITLE, case.ticks.len()))?;
        for tick in &case.ticks {
            let item = table().list(&tick.list).and_then(|list| list.item(&tick.item));
            let label = item.map_or(tick.item.as_str(), |item| item.says(knowledge));
            let clock = text::time::clock_on(tick.at, now, &zone);
            writeln!(out, "  {} {label} ({})", tick.list, text::checklists::done(&clock, &tick.by))?;
        }
    }
    if !case.findings.is_empty() {
        writeln!(out, "\n{}", text::cli::heading(text::cli::FOUND, case.findings.len()))?;
        for finding in &case.findings {
            writeln!(out, "  {}", finding.summary)?;
        }
    }
    writeln!(out, "\n{}", text::cli::heading(text::cases::part(Part::Timeline), case.timeline.len()))?;
    for entry in &case.timeline {
        let clock = text::time::clock_on(entry.at, now, &zone);
        writeln!(out, "  {clock} {} {}", entry.by, indented(&entry.text))?;
    }
    Ok(())
}

/// Lines after the first one stand below it.
fn indented(text: &str) -> String {
    text.trim().replace('\n', "\n  ")
}
