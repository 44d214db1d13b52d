//! An improvement plan as a document.

use crate::case::export::{Block, Document, Language, Line, Section as Part};
use crate::case::{Plan, PlanEntry};
use crate::documents::papers::Material;
use crate::ui::text::{self, plan as words};

use super::Section;

/// The plan at a place of a note that is ready to be handed on. Where there is no plan, a paper with nothing in it.
pub fn document(place: usize, material: &Material<'_>) -> Document {
    let plan = material.case.plan_at(place);
    let about = |plan: &Plan| {
        let fields = [
            (text::export::SHOP, &material.case.shop),
            (words::VIOLATION, &plan.violation),
            (words::IDENTIFIERS, &plan.identifiers),
        ];
        Part { heading: words::ABOUT.to_owned(), blocks: vec![filled(&fields)] }
    };
    let sections = plan.map(|plan| {
        let parts = Section::ALL.into_iter().map(|section| part(plan, section));
        std::iter::once(about(plan)).chain(parts).chain(evidence(plan)).collect::<Vec<_>>()
    });
    let has_something = |part: &Part| match part.blocks.first() {
        Some(Block::Fields(fields)) => !fields.is_empty(),
        Some(Block::Steps(lines) | Block::List(lines)) => !lines.is_empty(),
        _ => true,
    };
    Document {
        language: Language::Japanese,
        title: words::TITLE.to_owned(),
        about: vec![text::export::made(material.now, material.zone)],
        sections: sections.unwrap_or_default().into_iter().filter(has_something).collect(),
        foot: Vec::new(),
    }
}

/// All plans of a note, shorter, within a document about the note.
pub fn blocks(plans: &[Plan]) -> Vec<Block> {
    let of = |plan: &Plan| {
        let lines = Section::ALL.into_iter().flat_map(|section| plan.of(section)).filter_map(|entry| {
            let mut line = line(entry)?;
            line.text = text::export::named(words::section(entry.section), &line.text);
            Some(line)
        });
        let lines: Vec<Line> = lines.collect();
        let heading = Block::Heading(words::heading(&plan.violation));
        (!plan.is_blank())
            .then(|| [heading, filled(&[(words::IDENTIFIERS, &plan.identifiers)]), Block::List(lines)])
    };
    let blocks = plans.iter().filter_map(of).flatten();
    blocks
        .filter(|block| match block {
            Block::Fields(fields) => !fields.is_empty(),
            Block::List(lines) => !lines.is_empty(),
            _ => true,
        })
        .collect()
}

fn part(plan: &Plan, section: Section) -> Part {
    let lines = plan.of(section).filter_map(line).collect();
    Part { heading: words::part_heading(section).to_owned(), blocks: vec![Block::Steps(lines)] }
}

/// A statement, with what its fields add to it. None while nothing is written.
fn line(entry: &PlanEntry) -> Option<Line> {
    let text = entry.text.trim();
    let more = [
        (words::ENTRY_IDENTIFIERS, &entry.identifiers),
        (words::OWNER, &entry.owner),
        (words::DATE, &entry.date),
        (words::EVIDENCE, &entry.evidence),
    ];
    let more: Vec<String> = more
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(name, value)| text::export::named(name, &one_line(value)))
        .collect();
    (!text.is_empty() || !more.is_empty()).then(|| Line { text: text.to_owned(), more })
}

/// What goes along with the plan, each piece once.
fn evidence(plan: &Plan) -> Option<Part> {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in plan.entries.iter().flat_map(|entry| entry.evidence.lines()).map(str::trim) {
        if !piece.is_empty() && !pieces.contains(&piece) {
            pieces.push(piece);
        }
    }
    let lines: Vec<Line> =
        pieces.into_iter().map(|piece| Line { text: piece.to_owned(), more: Vec::new() }).collect();
    let part = Part { heading: words::EVIDENCE_LIST.to_owned(), blocks: vec![Block::List(lines)] };
    (!plan.is_blank()).then_some(part)
}

fn filled(fields: &[(&str, &String)]) -> Block {
    let filled = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    Block::Fields(filled.map(|(name, value)| ((*name).to_owned(), value.trim().to_owned())).collect())
}

/// A value of several lines on one.
fn one_line(value: &str) -> String {
    let lines: Vec<&str> = value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(words::BETWEEN)
}
