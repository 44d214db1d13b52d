//! What somebody who has left the company is asked for. It holds no more of the case than they need to know, and never asks
//! for a password or a code.

use crate::case::Case;
use crate::case::export::{Audience, Block, Document, Language};
use crate::ui::text::papers as words;

use super::Material;
use super::parts::{fields, glance, lines, paragraph, section};

pub(super) fn request(material: &Material<'_>, audience: Audience) -> Document {
    let case = material.case;
    // Outside, a letter stands for a name, which no signature can.
    let person = match audience {
        Audience::Inside => case.person.clone(),
        Audience::Outside => String::new(),
    };
    let about = fields([
        (words::SHOP, glance(&case.shop)),
        (words::EMAIL, glance(&case.email)),
        (words::PERSON, person),
    ]);
    let sections = [
        section(words::REQUEST, vec![paragraph(words::FORMER_OPENING), about]),
        section(words::FORMER_QUESTIONS, vec![Block::Steps(lines(questions(case)))]),
        section(words::FORMER_REQUEST, vec![Block::Steps(lines(words::FORMER_REQUESTS))]),
        section(
            words::FORMER_NEVER,
            vec![paragraph(words::FORMER_NEVER_DETAIL), paragraph(words::FORMER_CLOSING)],
        ),
    ];
    Document {
        language: Language::Japanese,
        title: words::FORMER.to_owned(),
        about: Vec::new(),
        sections: sections.into_iter().flatten().collect(),
        foot: Vec::new(),
    }
}

/// What the note answers already is not asked again.
fn questions(case: &Case) -> Vec<&'static str> {
    let own_device =
        case.answer("two_step_method") == Some("own_number") && case.answer("two_step_device") == Some("yes");
    let mailbox_works = case.answer("mailbox") == Some("readable");
    let asked = [
        (words::FORMER_TWO_STEP, !own_device),
        (words::FORMER_MAIL, !mailbox_works),
        (words::FORMER_INSIDE, true),
        (words::FORMER_CHANGES, true),
        (words::FORMER_OTHERS, true),
    ];
    asked.into_iter().filter(|(_, open)| *open).map(|(question, _)| question).collect()
}
