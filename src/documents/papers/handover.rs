//! 引き継ぎ書: one page for a colleague who goes on with the case. What must not be destroyed stands first.

use crate::case::export::{Block, Document, Language, Line};
use crate::case::{Needed, Standing, points_of};
use crate::ui::text::{self, papers as words};

use super::Material;
use super::parts::{done, fields, glance, happens, line, points, section, written};

/// Causes, steps and locks: as many as one page takes.
const CAUSES: usize = 3;
const STEPS: usize = 3;
const LOCKS: usize = 4;
/// Lines of what was done.
const DONE: usize = 6;
/// Rules of the knowledge that a handover repeats.
const RULES: [&str; 3] = ["D48", "D50", "D51"];

pub(super) fn handover(material: &Material<'_>) -> Document {
    let case = material.case;
    let title =
        if case.title.is_empty() { words::HANDOVER } else { case.title.lines().next().unwrap_or_default() };
    let sections = [
        section(words::FIRST, first(material)),
        section(words::STATE, vec![happens(material), state(material)]),
        section(words::CAUSES, vec![Block::List(short(&material.diagnosis.causes, CAUSES))]),
        section(words::NEXT, vec![Block::Steps(short(&material.diagnosis.next, STEPS))]),
        section(words::TRIED, vec![Block::List(done(material, DONE))]),
        section(words::LOGIN, vec![login(material), Block::List(points(material, &["two_step"]))]),
        section(words::OPEN_POINTS, vec![Block::Text(open_points(material))]),
        section(words::CONTACT, vec![Block::Text(written(case, "wish"))]),
        section(words::RULES, vec![Block::List(rules(material))]),
    ];
    Document {
        language: Language::Japanese,
        title: glance(title),
        about: vec![
            text::papers::HANDOVER.to_owned(),
            text::export::made(material.now, material.zone),
            text::export::id(&case.id),
        ],
        sections: sections.into_iter().flatten().collect(),
        foot: vec![words::FOOT.to_owned(), words::NO_SECRETS.to_owned()],
    }
}

/// Who is still in, and what must not be done.
fn first(material: &Material<'_>) -> Vec<Block> {
    let inside = material.case.answer("still_inside").filter(|inside| *inside != "none");
    let inside =
        inside.map(|outcome| text::triage::answer_label(material.knowledge, "still_inside", outcome));
    let inside = inside.filter(|label| !label.is_empty()).map(|label| Line {
        text: text::export::named(words::STILL_INSIDE, label),
        more: vec![words::KEEP_INSIDE.to_owned()],
    });
    let locked = short(&material.diagnosis.locked, LOCKS);
    let mut blocks = vec![Block::List(inside.into_iter().collect())];
    if !locked.is_empty() {
        blocks.push(Block::Heading(words::NOT_YET.to_owned()));
        blocks.push(Block::List(locked));
    }
    blocks
}

fn state(material: &Material<'_>) -> Block {
    let case = material.case;
    fields([
        (words::PERSON, case.person.clone()),
        (text::export::AMAZON_CASE, glance(&case.amazon_case)),
        (text::export::NEXT_CHECK, case.next_check.as_ref().map(text::time::full).unwrap_or_default()),
    ])
}

fn login(material: &Material<'_>) -> Block {
    let case = material.case;
    fields([
        (text::export::AFFECTED, glance(&case.affected)),
        (text::export::ROLE, glance(&case.role)),
        (text::export::EMAIL, glance(&case.email)),
    ])
}

fn open_points(material: &Material<'_>) -> String {
    let points = points_of(material.case);
    let missing = points
        .iter()
        .filter(|point| point.asked.needed == Needed::Always && point.standing != Standing::Filled);
    missing.map(|point| point.asked.label.as_str()).collect::<Vec<_>>().join(words::BETWEEN)
}

fn rules(material: &Material<'_>) -> Vec<Line> {
    let rules = material.knowledge.document_rules.iter().filter(|rule| RULES.contains(&rule.id.as_str()));
    rules.map(|rule| line(text::export::named(&rule.label, &rule.detail))).collect()
}

/// The first lines, each with its first reason.
fn short(lines: &[Line], most: usize) -> Vec<Line> {
    lines
        .iter()
        .take(most)
        .map(|line| Line { text: line.text.clone(), more: line.more.iter().take(1).cloned().collect() })
        .collect()
}
