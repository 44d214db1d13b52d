//! Parts that several papers share.

use crate::case::export::{Block, Document, Language, Line, Section};
use crate::case::{Case, EntryKind, FindingSnapshot, points_of};
use crate::documents::routing::table;
use crate::knowledge::{Likelihood, Spends};
use crate::ui::text::{self, papers as words};

use super::Material;

/// Characters of a free text on a page that is to be read at a glance.
const GLANCE: usize = 160;
/// A cause below this share is not worth anybody's work.
const SMALLEST: f64 = 0.05;
/// Causes whose work is asked for.
const MOST_CAUSES: usize = 3;

/// A part, if there is anything in it.
pub(super) fn section(heading: &str, blocks: Vec<Block>) -> Option<Section> {
    let blocks: Vec<Block> = blocks.into_iter().filter(|block| !is_empty(block)).collect();
    (!blocks.is_empty()).then(|| Section { heading: heading.to_owned(), blocks })
}

/// A request to somebody in the company.
pub(super) fn request_paper(
    title: &str,
    material: &Material<'_>,
    sections: impl IntoIterator<Item = Option<Section>>,
) -> Document {
    Document {
        language: Language::Japanese,
        title: title.to_owned(),
        about: vec![text::export::made(material.now, material.zone), text::export::id(&material.case.id)],
        sections: sections.into_iter().flatten().collect(),
        foot: vec![words::FOOT.to_owned(), words::NO_SECRETS.to_owned()],
    }
}

fn is_empty(block: &Block) -> bool {
    match block {
        Block::Fields(fields) => fields.is_empty(),
        Block::Text(text) | Block::Heading(text) => text.is_empty(),
        Block::List(lines) | Block::Steps(lines) => lines.is_empty(),
        Block::Timeline(moments) => moments.is_empty(),
        Block::Picture { .. } => false,
    }
}

/// Names with their values, without those that have none.
pub(super) fn fields<const N: usize>(fields: [(&str, String); N]) -> Block {
    let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
    Block::Fields(filled.map(|(name, value)| (name.to_owned(), value)).collect())
}

pub(super) fn paragraph(text: &str) -> Block {
    Block::Text(text.to_owned())
}

pub(super) fn line(text: impl Into<String>) -> Line {
    Line { text: text.into(), more: Vec::new() }
}

pub(super) fn lines<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<Line> {
    texts.into_iter().map(line).collect()
}

/// The beginning of a free text.
pub(super) fn glance(text: &str) -> String {
    match text.char_indices().nth(GLANCE) {
        None => text.to_owned(),
        Some((end, _)) => words::cut(text.get(..end).unwrap_or_default().trim_end()),
    }
}

/// What happens: screen, message, since when, what it means.
pub(super) fn happens(material: &Material<'_>) -> Block {
    let case = material.case;
    let stage = case.stage.as_deref().and_then(|id| material.knowledge.stage(id));
    fields([
        (text::export::SHOP, glance(&case.shop)),
        (text::export::STAGE, stage.map(|stage| stage.label.clone()).unwrap_or_default()),
        (text::export::MESSAGE, glance(&case.message)),
        (text::export::OCCURRED, case.occurred_at.as_ref().map(text::time::full).unwrap_or_default()),
        (text::export::TRIES, tries(case)),
        (text::export::IMPACT, glance(&case.impact)),
    ])
}

fn tries(case: &Case) -> String {
    let counts = [(Spends::PasswordTry, case.password_tries), (Spends::CodeRequest, case.code_requests)];
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(spends, count)| text::triage::count(spends, count)).collect::<Vec<_>>().join(words::BETWEEN)
}

/// What is known to points of the inquiry, by their ids: what fills them by itself, and what was written.
pub(super) fn points(material: &Material<'_>, ids: &[&str]) -> Vec<Line> {
    let points = points_of(material.case);
    let of = points.iter().filter(|point| ids.contains(&point.asked.id.as_str()));
    of.flat_map(|point| {
        let given = point
            .given
            .iter()
            .map(|given| text::points::given(given, material.knowledge, material.now, material.zone));
        let written = Some(glance(point.text.trim()));
        given.chain(written).filter(|text| !text.is_empty()).map(line).collect::<Vec<_>>()
    })
    .collect()
}

/// What was written to one point.
pub(super) fn written(case: &Case, id: &str) -> String {
    let point = case.points.iter().find(|point| point.id == id);
    point.map(|point| glance(point.text.trim())).unwrap_or_default()
}

/// The latest lines of the timeline that somebody did or wrote, newest first.
pub(super) fn done(material: &Material<'_>, most: usize) -> Vec<Line> {
    let told = |kind: EntryKind| matches!(kind, EntryKind::Repaired | EntryKind::Note | EntryKind::Guarded);
    let entries = material.case.timeline.iter().rev().filter(|entry| told(entry.kind));
    let at = |at| text::export::stamp(at, material.zone);
    entries.take(most).map(|entry| line(format!("{} {}", at(entry.at), glance(&entry.text)))).collect()
}

/// Findings that may have to do with it, worst first, with where they are and what they rest on.
pub(super) fn findings(case: &Case, most: usize) -> Vec<Line> {
    let levels = [Likelihood::High, Likelihood::Medium, Likelihood::Low];
    let of = |level: Likelihood| case.findings.iter().filter(move |finding| finding.likelihood == level.id());
    levels.into_iter().flat_map(of).take(most).map(finding).collect()
}

fn finding(finding: &FindingSnapshot) -> Line {
    let subject = Some(finding.subject.clone()).filter(|subject| !subject.is_empty());
    let evidence = finding.evidence.iter().map(|evidence| format!("{}{evidence}", text::export::EVIDENCE));
    Line { text: finding.summary.clone(), more: subject.into_iter().chain(evidence).collect() }
}

/// What whoever these ways lead to is asked to do, by cause, most probable first.
pub(super) fn work(material: &Material<'_>, ways: &[&str]) -> Vec<Block> {
    let causes = material.ranked.iter().filter(|(_, probability)| *probability >= SMALLEST);
    let asked = causes.filter_map(|(id, _)| {
        let work: Vec<Line> =
            ways.iter().flat_map(|way| table().work(id, way)).map(|work| line(work.as_str())).collect();
        Some((material.knowledge.cause(id)?, work)).filter(|(_, work)| !work.is_empty())
    });
    let asked = asked.take(MOST_CAUSES);
    asked.flat_map(|(cause, work)| [Block::Heading(cause.label.clone()), Block::Steps(work)]).collect()
}

/// What must not be done, with the reason, by ids of hazards.
pub(super) fn hazards(material: &Material<'_>, ids: &[&str]) -> Vec<Line> {
    let hazards = ids.iter().filter_map(|id| material.knowledge.hazard(id));
    hazards.map(|hazard| Line { text: hazard.label.clone(), more: vec![hazard.harm.clone()] }).collect()
}
