//! A note as others may see it: blank where a secret seems to stand, masked for people outside, and free of characters that
//! act on a terminal or turn the order of what stands around them. Whatever is made of such a note needs no further care.

use crate::case::Case;

use super::compose::clean;
use super::mask::Mask;
use super::{Audience, without_secrets};

/// The note as `audience` may see it. Ids stay as they are.
pub fn veiled(case: &Case, audience: Audience) -> Case {
    let mut case = without_secrets(case);
    let mask = Mask::of(audience, std::iter::once(&case));
    let text = |text: &mut String| *text = clean(&mask.text(text));
    let persons = |text: &mut String| *text = clean(&mask.persons(text));
    let machine = |text: &mut String| *text = clean(&mask.machine(text));
    for field in [
        &mut case.title,
        &mut case.shop,
        &mut case.role,
        &mut case.email,
        &mut case.message,
        &mut case.impact,
        &mut case.memo,
    ] {
        text(field);
    }
    for field in [&mut case.person, &mut case.affected] {
        persons(field);
    }
    case.amazon_case = clean(&case.amazon_case);
    for point in &mut case.points {
        text(&mut point.text);
    }
    for fact in &mut case.facts {
        text(&mut fact.label);
        text(&mut fact.text);
    }
    for finding in &mut case.findings {
        machine(&mut finding.summary);
        machine(&mut finding.subject);
        finding.evidence.iter_mut().for_each(machine);
    }
    case.unread.iter_mut().for_each(machine);
    for entry in &mut case.timeline {
        persons(&mut entry.by);
        text(&mut entry.text);
    }
    for plan in &mut case.plans {
        text(&mut plan.violation);
        text(&mut plan.identifiers);
        for entry in &mut plan.entries {
            entry.texts_mut().into_iter().for_each(text);
            persons(&mut entry.owner);
        }
    }
    for tick in &mut case.ticks {
        persons(&mut tick.by);
    }
    for attachment in &mut case.attachments {
        text(&mut attachment.caption);
        text(&mut attachment.file);
    }
    if let Some(outcome) = &mut case.outcome {
        text(&mut outcome.note);
    }
    case
}
