//! Secrets in the fields of a note.

use super::super::{Case, Plan, PlanEntry};
use super::{Kind, Secret, blank_but, find};

/// A text of a note.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// [`Case::title`]
    Title,
    /// [`Case::shop`]
    Shop,
    /// [`Case::person`]
    Person,
    /// [`Case::affected`]
    Affected,
    /// [`Case::role`]
    Role,
    /// [`Case::email`]
    Email,
    /// [`Case::message`]
    Message,
    /// [`Case::impact`]
    Impact,
    /// [`Case::amazon_case`]
    AmazonCase,
    /// What is written to a point, by the point's id.
    Point(String),
    /// A fact, by its place in the list, which begins with 0.
    Fact(usize, FactPart),
    /// A line of the timeline, by its place in the list, which begins with 0.
    Entry(usize),
    /// Who wrote a line of the timeline.
    EntryBy(usize),
    /// A text of an improvement plan, by the plan's place in the list, which begins with 0.
    Plan(usize, PlanPart),
    /// Who ticked an item of a checklist, by the tick's place in the list, which begins with 0.
    TickBy(usize),
    /// [`Case::memo`]
    Memo,
    /// What a picture shows, by its place in the list, which begins with 0.
    Caption(usize),
    /// What was written at the end of the case.
    OutcomeNote,
}

/// A part of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactPart {
    /// What it is about.
    Label,
    /// The fact.
    Text,
}

/// A part of an improvement plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanPart {
    /// What was violated.
    Violation,
    /// What it is about.
    Identifiers,
    /// Any text of a statement, by the statement's place in the plan, which begins with 0.
    Entry(usize),
}

/// Something in a note that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSecret {
    /// In which text.
    pub place: Place,
    /// What, and where in that text.
    pub secret: Secret,
}

/// All that looks like a secret in the texts of a note, in the order of [`Place`].
///
/// Answers and findings hold no words of the operator: ids, and what the program itself has read and masked. What
/// another program of the same version wrote into fields that are not known here is not looked at.
pub fn find_in(case: &Case) -> Vec<FieldSecret> {
    let secrets = |(place, text): (Place, &str)| {
        find(text).into_iter().map(move |secret| FieldSecret { place: place.clone(), secret })
    };
    texts(case).into_iter().flat_map(secrets).collect()
}

/// The note with `■` for every character of what looks like a secret: for copies that nobody was asked about.
pub fn blank_case(case: &Case) -> Case {
    blank_case_but(case, &|_, _| false)
}

/// The same, but for what is to stay: whether a secret does is asked with its kind and its text.
pub fn blank_case_but(case: &Case, stays: &dyn Fn(Kind, &str) -> bool) -> Case {
    let mut blanked = case.clone();
    for text in texts_mut(&mut blanked) {
        *text = blank_but(text, stays);
    }
    blanked
}

/// The texts of a note that are looked at, in the order of [`Place`].
pub fn texts(case: &Case) -> Vec<(Place, &str)> {
    let mut texts: Vec<(Place, &str)> = vec![
        (Place::Title, &case.title),
        (Place::Shop, &case.shop),
        (Place::Person, &case.person),
        (Place::Affected, &case.affected),
        (Place::Role, &case.role),
        (Place::Email, &case.email),
        (Place::Message, &case.message),
        (Place::Impact, &case.impact),
        (Place::AmazonCase, &case.amazon_case),
    ];
    texts.extend(case.points.iter().map(|point| (Place::Point(point.id.clone()), point.text.as_str())));
    for (index, fact) in case.facts.iter().enumerate() {
        texts.push((Place::Fact(index, FactPart::Label), &fact.label));
        texts.push((Place::Fact(index, FactPart::Text), &fact.text));
    }
    for (index, entry) in case.timeline.iter().enumerate() {
        texts.push((Place::Entry(index), &entry.text));
        texts.push((Place::EntryBy(index), &entry.by));
    }
    texts.extend(case.plans.iter().enumerate().flat_map(|(index, plan)| texts_of_plan(index, plan)));
    texts.extend(case.ticks.iter().enumerate().map(|(index, tick)| (Place::TickBy(index), tick.by.as_str())));
    texts.push((Place::Memo, &case.memo));
    let captions = case.attachments.iter().enumerate();
    texts.extend(captions.map(|(index, picture)| (Place::Caption(index), picture.caption.as_str())));
    texts.extend(case.outcome.iter().map(|outcome| (Place::OutcomeNote, outcome.note.as_str())));
    texts
}

fn texts_of_plan(index: usize, plan: &Plan) -> Vec<(Place, &str)> {
    let place = |part| Place::Plan(index, part);
    let mut texts: Vec<(Place, &str)> = vec![
        (place(PlanPart::Violation), &plan.violation),
        (place(PlanPart::Identifiers), &plan.identifiers),
    ];
    for (entry, written) in plan.entries.iter().enumerate() {
        texts.extend(written.texts().map(|text| (place(PlanPart::Entry(entry)), text.as_str())));
    }
    texts
}

fn texts_mut(case: &mut Case) -> Vec<&mut String> {
    let mut texts = vec![
        &mut case.title,
        &mut case.shop,
        &mut case.person,
        &mut case.affected,
        &mut case.role,
        &mut case.email,
        &mut case.message,
        &mut case.impact,
        &mut case.amazon_case,
    ];
    texts.extend(case.points.iter_mut().map(|point| &mut point.text));
    texts.extend(case.facts.iter_mut().flat_map(|fact| [&mut fact.label, &mut fact.text]));
    texts.extend(case.timeline.iter_mut().flat_map(|entry| [&mut entry.text, &mut entry.by]));
    for plan in &mut case.plans {
        texts.extend([&mut plan.violation, &mut plan.identifiers]);
        texts.extend(plan.entries.iter_mut().flat_map(PlanEntry::texts_mut));
    }
    texts.extend(case.ticks.iter_mut().map(|tick| &mut tick.by));
    texts.push(&mut case.memo);
    texts.extend(case.attachments.iter_mut().map(|picture| &mut picture.caption));
    texts.extend(case.outcome.iter_mut().map(|outcome| &mut outcome.note));
    texts
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::Kind;
    use super::*;
    use crate::case::{Attachment, CaseOutcome, EntryKind, Point, Tick};

    const SECRET: &str = "パスワード：Sakura-2024";

    /// A note that holds a secret in every text.
    fn full() -> Case {
        let mut case = Case::new(Timestamp::UNIX_EPOCH, "abc");
        case.points = vec![Point { id: "p1".to_owned(), ..Point::default() }];
        case.add_fact(Timestamp::UNIX_EPOCH);
        case.log(Timestamp::UNIX_EPOCH, EntryKind::Note, "");
        let plan = case.add_plan(Timestamp::UNIX_EPOCH);
        case.plans[plan].entries.truncate(1);
        case.ticks = vec![Tick { list: "phone_change".to_owned(), ..Tick::default() }];
        case.attachments = vec![Attachment::default()];
        case.outcome = Some(CaseOutcome::default());
        for text in texts_mut(&mut case) {
            SECRET.clone_into(text);
        }
        case
    }

    #[test]
    fn every_text_is_looked_at_and_blanked() {
        let case = full();
        let places = find_in(&case);
        assert_eq!(places.len(), texts(&case).len());
        assert_eq!(places.len(), 25);
        assert!(places.iter().all(|found| found.secret.kind == Kind::Password));
        // No text of the note that a person types is left out: what is left of a file is names, ids and numbers.
        let blanked = blank_case(&case);
        assert_eq!(find_in(&blanked), []);
        assert!(!ron::to_string(&blanked).unwrap().contains("Sakura"));
        assert_eq!(blanked.memo, "パスワード：■■■■■■■■■■■");
    }

    #[test]
    fn a_note_without_secrets_stays_as_it_is() {
        let mut case = full();
        for text in texts_mut(&mut case) {
            "パスワードを変更した".clone_into(text);
        }
        assert_eq!(find_in(&case), []);
        assert_eq!(blank_case(&case), case);
    }
}
