//! What people outside are not to see: names of persons, e-mail and phone, network addresses, machines and places on them.
//!
//! Shapes are masked wherever they stand. A name has no shape: it is learned from the fields that hold one and from the
//! words before さん and 様, and then masked wherever it stands, always by the same letter. What is masked too much reads
//! oddly; what is masked too little cannot be taken back. Ids that a helper needs stay: of the case at Amazon, of orders,
//! products and sellers.

mod names;
mod shapes;

use regex::Regex;

use crate::case::{Case, FindingSnapshot, Plan};
use crate::ui::text::masking as words;

use super::Audience;
use names::{Kind, Names};
pub(crate) use shapes::mask_emails;

/// Masks the texts of one note or of one list of notes.
#[derive(Debug, Default)]
pub(super) struct Mask {
    /// None inside.
    names: Option<Names>,
}

impl Mask {
    /// Learns the names that stand in notes.
    pub(super) fn of<'a>(audience: Audience, cases: impl Iterator<Item = &'a Case> + Clone) -> Self {
        if audience == Audience::Inside {
            return Self::default();
        }
        let mut names = Names::default();
        for case in cases.clone() {
            learn_fields(&mut names, case);
        }
        for case in cases {
            for text in free_texts(case) {
                names.learn_before_honorifics(text);
            }
        }
        names.finish();
        Self { names: Some(names) }
    }

    /// A text that somebody typed or the program wrote into the timeline.
    pub(super) fn text(&self, text: &str) -> String {
        match &self.names {
            None => text.to_owned(),
            Some(names) => names.mask(&shapes::mask(text)),
        }
    }

    /// A field that names persons.
    pub(super) fn persons(&self, text: &str) -> String {
        match &self.names {
            None => text.to_owned(),
            Some(names) => names.mask_field(&shapes::mask(text)),
        }
    }

    /// A text about the machine, which names its servers too.
    pub(super) fn machine(&self, text: &str) -> String {
        match &self.names {
            None => text.to_owned(),
            Some(names) => names.mask_profiles(&names.mask(&shapes::mask_servers(&shapes::mask(text)))),
        }
    }
}

fn learn_fields(names: &mut Names, case: &Case) {
    for field in [&case.person, &case.affected] {
        names.learn_field(field);
    }
    for entry in &case.timeline {
        names.learn_field(&entry.by);
    }
    for entry in case.plans.iter().flat_map(|plan| &plan.entries) {
        names.learn_field(&entry.owner);
    }
    for tick in &case.ticks {
        names.learn_field(&tick.by);
    }
    for finding in &case.findings {
        learn_machine(names, finding);
    }
    for text in free_texts(case).chain(case.unread.iter().map(String::as_str)) {
        for account in shapes::accounts(text) {
            names.learn(Kind::Account, account);
        }
    }
}

fn learn_machine(names: &mut Names, finding: &FindingSnapshot) {
    // Browser / profile, as `environment` names them.
    if let Some((_, profile)) = finding.subject.split_once(" / ") {
        names.learn(Kind::Profile, profile);
    }
    for text in finding.evidence.iter().chain([&finding.summary, &finding.subject]) {
        for account in shapes::accounts(text) {
            names.learn(Kind::Account, account);
        }
    }
}

/// What was typed freely.
fn free_texts(case: &Case) -> impl Iterator<Item = &str> {
    let fields = [&case.title, &case.shop, &case.role, &case.message, &case.impact, &case.memo];
    let facts = case.facts.iter().flat_map(|fact| [&fact.label, &fact.text]);
    let points = case.points.iter().map(|point| &point.text);
    let plans = case.plans.iter().flat_map(Plan::texts);
    let entries = case.timeline.iter().map(|entry| &entry.text);
    let captions = case.attachments.iter().map(|attachment| &attachment.caption);
    let outcome = case.outcome.iter().map(|outcome| &outcome.note);
    fields
        .into_iter()
        .chain(facts)
        .chain(points)
        .chain(plans)
        .chain(entries)
        .chain(captions)
        .chain(outcome)
        .map(String::as_str)
}

/// A pattern of this room. A test compiles all of them; one that did not compile would mask nothing.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).inspect_err(|error| log::error!("a pattern of the mask: {error}")).ok()
}

/// The letters of the n-th name: A to Z, then AA.
fn letters(number: usize) -> String {
    let mut rest = number + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// What stands for a name.
fn stand_in(kind: Kind, number: usize) -> String {
    let letters = letters(number);
    match kind {
        Kind::Person => words::person(&letters),
        Kind::Account => words::account(&letters),
        Kind::Profile => words::profile(&letters),
    }
}

#[cfg(test)]
mod tests;
