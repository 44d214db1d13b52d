//! 作業依頼: what the IT department is asked to look at and to let through.

use crate::case::Case;
use crate::case::export::{Block, Document, Line};
use crate::environment::needed_hosts;
use crate::ui::text::{self, papers as words};

use super::Material;
use super::parts::{
    fields, findings, happens, hazards, line, lines, paragraph, points, request_paper, section, work,
};

/// Findings and unread places of the machine.
const FINDINGS: usize = 10;
const UNREAD: usize = 5;
/// What an IT department is likely to try, and what makes it worse.
const PLEASE_NOT: [&str; 4] = ["H01", "H06", "H10", "H18"];

pub(super) fn request(material: &Material<'_>) -> Document {
    let case = material.case;
    let mut work = work(material, &["it"]);
    if work.is_empty() {
        work.push(Block::Steps(lines(words::IT_WORK)));
    }
    let sections = [
        section(words::REQUEST, vec![paragraph(words::IT_OPENING)]),
        section(
            words::HAPPENS,
            vec![happens(material), fields([(text::export::AFFECTED, case.affected.clone())])],
        ),
        section(words::LINE, vec![Block::List(points(material, &["line", "others"]))]),
        section(words::HOSTS, hosts()),
        section(words::FOUND, found(case)),
        section(words::WORK, work),
        section(words::PLEASE_NOT, vec![Block::List(hazards(material, &PLEASE_NOT))]),
        section(words::AFTERWARDS, vec![Block::List(lines(words::IT_AFTERWARDS))]),
        section(words::PERSON, vec![Block::Text(case.person.clone())]),
    ];
    request_paper(words::IT, material, sections)
}

fn hosts() -> Vec<Block> {
    let hosts = needed_hosts();
    vec![
        Block::Heading(words::HOSTS_PAGES.to_owned()),
        Block::List(lines(hosts.pages.iter().map(String::as_str))),
        Block::Heading(words::HOSTS_PARTS.to_owned()),
        Block::List(hosts.parts.iter().map(|domain| line(words::and_below(domain))).collect()),
        paragraph(words::HOSTS_DETAIL),
    ]
}

fn found(case: &Case) -> Vec<Block> {
    let found = findings(case, FINDINGS);
    let unread: Vec<Line> = case.unread.iter().take(UNREAD).map(|unread| line(unread.as_str())).collect();
    let mut blocks = Vec::new();
    if found.is_empty() {
        let looked = !case.findings.is_empty() || !case.unread.is_empty();
        blocks.push(paragraph(if looked { words::NOTHING_FOUND } else { words::NOT_LOOKED }));
    } else {
        blocks.push(Block::List(found));
    }
    if !unread.is_empty() {
        blocks.push(Block::Heading(words::UNREAD.to_owned()));
        blocks.push(Block::List(unread));
    }
    blocks
}
