//! What the admin of the shop's users is asked for: user, role, rights.

use crate::case::export::{Block, Document};
use crate::ui::text::{self, papers as words};

use super::Material;
use super::parts::{
    fields, glance, happens, hazards, lines, paragraph, points, request_paper, section, work,
};

/// Ways that lead to the admin.
const WAYS: [&str; 2] = ["admin", "partner"];
/// What an admin may do in good faith, and what makes it worse.
const PLEASE_NOT: [&str; 4] = ["H04", "H12", "H14", "H08"];

pub(super) fn request(material: &Material<'_>) -> Document {
    let case = material.case;
    let mut work = work(material, &WAYS);
    if work.is_empty() {
        work.push(Block::Steps(lines(words::ADMIN_WORK)));
    }
    let user = fields([
        (text::export::AFFECTED, glance(&case.affected)),
        (text::export::ROLE, glance(&case.role)),
        (text::export::EMAIL, glance(&case.email)),
    ]);
    let sections = [
        section(words::REQUEST, vec![paragraph(words::ADMIN_OPENING)]),
        section(words::USER, vec![user]),
        section(
            words::HAPPENS,
            vec![happens(material), Block::List(points(material, &["others", "changes"]))],
        ),
        section(words::LOOK, vec![Block::Steps(lines(words::ADMIN_LOOK))]),
        section(words::WORK, work),
        section(words::PLEASE_NOT, vec![Block::List(hazards(material, &PLEASE_NOT))]),
        section(words::AFTERWARDS, vec![Block::List(lines(words::ADMIN_AFTERWARDS))]),
        section(words::PERSON, vec![Block::Text(case.person.clone())]),
    ];
    request_paper(words::ADMIN, material, sections)
}
