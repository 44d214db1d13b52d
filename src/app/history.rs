//! Undo and redo of what the operator did to a note: answers, fields, facts, points, plans, ticks, own lines, pictures.
//!
//! A step holds only what it changed, element by element, so that taking it back leaves alone what others have written
//! into the note since. Typing in one place without a pause is one step.

use jiff::{SignedDuration, Timestamp, Zoned};

use crate::case::{
    Answer, Attachment, Case, CaseOutcome, Entry, EntryKind, Fact, Identified, Plan, Point, Tick,
};

use super::command::NoteField;

/// Steps that can be taken back.
const DEPTH: usize = 200;
/// What all steps together may hold: bytes of text, roughly.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// Typing that goes on within this time belongs to one step.
const PAUSE: SignedDuration = SignedDuration::from_millis(1500);

/// What was done, and what was taken back.
#[derive(Debug, Default)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
}

/// One thing that was done: the other state of everything that it changed.
#[derive(Debug)]
struct Step {
    changes: Vec<Change>,
    /// When it was done, or last continued.
    at: Timestamp,
}

/// The other state of one part of a note.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    Text(TextField, String),
    Moment(MomentField, Option<Zoned>),
    Stage(Option<String>),
    Count(CountField, u32),
    Outcome(Option<CaseOutcome>),
    Answer(Piece<Answer>),
    Fact(Piece<Fact>),
    Point(Piece<Point>),
    Plan(Piece<Plan>),
    Tick(Piece<Tick>),
    Attachment(Piece<Attachment>),
    Line(Piece<Entry>),
}

/// An element of a list as it was, and where it stood; none where it was not there.
#[derive(Clone, Debug, PartialEq)]
struct Piece<T> {
    key: String,
    place: usize,
    item: Option<T>,
    /// In the midst of an exchange: what stood there, and where.
    taken: Option<(usize, T)>,
}

/// A text of the note: a field of the form, or one that is typed in a way of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextField {
    Form(NoteField),
    Email,
    Message,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MomentField {
    Occurred,
    NextCheck,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountField {
    PasswordTries,
    CodeRequests,
    Round,
}

/// What was moved through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// There was nothing to take back, or to make again.
    Nothing,
    /// Only words that were typed.
    Words,
    /// Ticks of a checklist.
    Ticks,
    /// Answers, counts, or how the case ended.
    Answers,
}

impl History {
    /// Remembers what a command has changed.
    pub fn remember(&mut self, before: &Case, after: &Case, at: Timestamp) {
        let changes = changes(before, after);
        if changes.is_empty() {
            return;
        }
        if let Some(last) = self.past.last()
            && last.takes_back(&changes, after)
        {
            // A text field has undone its own typing.
            if let Some(mut step) = self.past.pop() {
                step.changes = changes;
                self.future.push(step);
            }
            return;
        }
        self.future.clear();
        if let Some(last) = self.past.last_mut()
            && last.goes_on(&changes, at)
        {
            last.at = at;
            return;
        }
        self.past.push(Step { changes, at });
        self.shorten();
    }

    /// Whether a change is one that could be taken back.
    pub fn would_remember(before: &Case, after: &Case) -> bool {
        !changes(before, after).is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self, case: &mut Case) -> Moved {
        travel(&mut self.past, &mut self.future, case)
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self, case: &mut Case) -> Moved {
        travel(&mut self.future, &mut self.past, case)
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Forgets everything: another note is open.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The oldest steps go.
    fn shorten(&mut self) {
        let mut room = MOST_BYTES;
        let fits = |step: &&Step| {
            let weight: usize = step.changes.iter().map(Change::weight).sum();
            room.checked_sub(weight).map(|rest| room = rest).is_some()
        };
        let kept = self.past.iter().rev().take(DEPTH).take_while(fits).count();
        // The last step stays, however large it is.
        let gone = self.past.len() - kept.max(1).min(self.past.len());
        self.past.drain(..gone);
    }
}

impl Step {
    /// Whether `changes` only type on in the place of this step.
    fn goes_on(&self, changes: &[Change], at: Timestamp) -> bool {
        let soon = at >= self.at && at.duration_since(self.at) <= PAUSE;
        soon && self.changes.iter().all(Change::is_typing) && is_same_place(&self.changes, changes)
    }

    /// Whether what is there now is what was there before this step.
    fn takes_back(&self, changes: &[Change], now: &Case) -> bool {
        let as_before = |change: &Change| match change {
            Change::Text(field, text) => field.of(now) == text,
            _ => false,
        };
        is_same_place(&self.changes, changes) && self.changes.iter().all(as_before)
    }
}

fn is_same_place(some: &[Change], others: &[Change]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| one.place() == other.place())
}

fn travel(from: &mut Vec<Step>, to: &mut Vec<Step>, case: &mut Case) -> Moved {
    let Some(mut step) = from.pop() else { return Moved::Nothing };
    // What is taken out is taken out from the end and put in from the beginning, so that every place is right.
    for change in step.changes.iter_mut().rev() {
        change.take_out(case);
    }
    for change in &mut step.changes {
        change.put_in(case);
    }
    let words = step.changes.iter().all(Change::is_of_the_form);
    let ticks = step.changes.iter().all(|change| matches!(change, Change::Tick(_)));
    to.push(step);
    match (words, ticks) {
        (_, true) => Moved::Ticks,
        (true, false) => Moved::Words,
        (false, false) => Moved::Answers,
    }
}

/// The state of everything in `before` that is another one in `after`.
fn changes(before: &Case, after: &Case) -> Vec<Change> {
    let mut found = Vec::new();
    for field in TextField::all() {
        if field.of(before) != field.of(after) {
            found.push(Change::Text(field, field.of(before).clone()));
        }
    }
    for field in [MomentField::Occurred, MomentField::NextCheck] {
        let (old, new) = (field.of(before), field.of(after));
        // Equal times may be told in different zones.
        if old.map(ToString::to_string) != new.map(ToString::to_string) {
            found.push(Change::Moment(field, old.cloned()));
        }
    }
    if before.stage != after.stage {
        found.push(Change::Stage(before.stage.clone()));
    }
    for field in [CountField::PasswordTries, CountField::CodeRequests, CountField::Round] {
        if field.of(before) != field.of(after) {
            found.push(Change::Count(field, field.of(before)));
        }
    }
    if before.outcome != after.outcome {
        found.push(Change::Outcome(before.outcome.clone()));
    }
    found.extend(pieces(&before.answers, &after.answers, |_| true).map(Change::Answer));
    found.extend(pieces(&before.facts, &after.facts, |_| true).map(Change::Fact));
    found.extend(pieces(&before.points, &after.points, |_| true).map(Change::Point));
    found.extend(pieces(&before.plans, &after.plans, |_| true).map(Change::Plan));
    found.extend(pieces(&before.ticks, &after.ticks, |_| true).map(Change::Tick));
    found.extend(pieces(&before.attachments, &after.attachments, |_| true).map(Change::Attachment));
    let own = |entry: &Entry| entry.kind == EntryKind::Note;
    found.extend(pieces(&before.timeline, &after.timeline, own).map(Change::Line));
    found
}

/// The elements that one list has and the other has not, or that differ.
fn pieces<T: Identified>(
    before: &[T],
    after: &[T],
    counts: impl Fn(&T) -> bool,
) -> impl Iterator<Item = Piece<T>> {
    let mut found = Vec::new();
    if before != after {
        let keys = |list: &[T]| list.iter().map(Identified::key).collect::<Vec<_>>();
        let (old, new) = (keys(before), keys(after));
        for (place, (key, item)) in old.iter().zip(before).enumerate() {
            let other = new.iter().position(|other| other == key).and_then(|at| after.get(at));
            if counts(item) && other != Some(item) {
                found.push(Piece { key: key.clone(), place, item: Some(item.clone()), taken: None });
            }
        }
        for (key, item) in new.iter().zip(after) {
            if counts(item) && !old.contains(key) {
                found.push(Piece { key: key.clone(), place: after.len(), item: None, taken: None });
            }
        }
    }
    found.into_iter()
}

impl<T: Identified> Piece<T> {
    fn take_out(&mut self, list: &mut Vec<T>) {
        let place = list.iter().position(|item| item.key() == self.key);
        self.taken = place.map(|place| (place, list.remove(place)));
    }

    fn put_in(&mut self, list: &mut Vec<T>) {
        if let Some(item) = self.item.take() {
            list.insert(self.place.min(list.len()), item);
        }
        if let Some((place, item)) = self.taken.take() {
            (self.place, self.item) = (place, Some(item));
        }
    }

    fn weight(&self, text: impl Fn(&T) -> usize) -> usize {
        self.key.len() + self.item.as_ref().map_or(0, text)
    }
}

impl Change {
    fn take_out(&mut self, case: &mut Case) {
        match self {
            Self::Answer(piece) => piece.take_out(&mut case.answers),
            Self::Fact(piece) => piece.take_out(&mut case.facts),
            Self::Point(piece) => piece.take_out(&mut case.points),
            Self::Plan(piece) => piece.take_out(&mut case.plans),
            Self::Tick(piece) => piece.take_out(&mut case.ticks),
            Self::Attachment(piece) => piece.take_out(&mut case.attachments),
            Self::Line(piece) => piece.take_out(&mut case.timeline),
            Self::Text(..) | Self::Moment(..) | Self::Stage(_) | Self::Count(..) | Self::Outcome(_) => {}
        }
    }

    fn put_in(&mut self, case: &mut Case) {
        match self {
            Self::Answer(piece) => piece.put_in(&mut case.answers),
            Self::Fact(piece) => piece.put_in(&mut case.facts),
            Self::Point(piece) => piece.put_in(&mut case.points),
            Self::Plan(piece) => piece.put_in(&mut case.plans),
            Self::Tick(piece) => piece.put_in(&mut case.ticks),
            Self::Attachment(piece) => piece.put_in(&mut case.attachments),
            Self::Line(piece) => piece.put_in(&mut case.timeline),
            Self::Text(field, text) => std::mem::swap(text, field.of_mut(case)),
            Self::Moment(field, at) => std::mem::swap(at, field.of_mut(case)),
            Self::Stage(stage) => std::mem::swap(stage, &mut case.stage),
            Self::Count(field, count) => std::mem::swap(count, field.of_mut(case)),
            Self::Outcome(outcome) => std::mem::swap(outcome, &mut case.outcome),
        }
    }

    /// Which part it is; for an element of a list, which one.
    fn place(&self) -> (std::mem::Discriminant<Self>, String) {
        let which = match self {
            Self::Text(field, _) => format!("{field:?}"),
            Self::Moment(field, _) => format!("{field:?}"),
            Self::Count(field, _) => format!("{field:?}"),
            Self::Stage(_) | Self::Outcome(_) => String::new(),
            Self::Answer(piece) => piece.key.clone(),
            Self::Fact(piece) => piece.key.clone(),
            Self::Point(piece) => piece.key.clone(),
            Self::Plan(piece) => piece.key.clone(),
            Self::Tick(piece) => piece.key.clone(),
            Self::Attachment(piece) => piece.key.clone(),
            Self::Line(piece) => piece.key.clone(),
        };
        (std::mem::discriminant(self), which)
    }

    /// Whether the keyboard changes it letter by letter.
    fn is_typing(&self) -> bool {
        match self {
            Self::Text(..) => true,
            Self::Fact(piece) => piece.item.is_some(),
            Self::Point(piece) => piece.item.is_some(),
            Self::Plan(piece) => piece.item.is_some(),
            Self::Attachment(piece) => piece.item.is_some(),
            Self::Line(piece) => piece.item.is_some(),
            _ => false,
        }
    }

    /// Whether it is a part of the note that has a line in no timeline.
    fn is_of_the_form(&self) -> bool {
        !matches!(self, Self::Answer(_) | Self::Tick(_) | Self::Stage(_) | Self::Count(..) | Self::Outcome(_))
    }

    /// About how many bytes it holds.
    fn weight(&self) -> usize {
        match self {
            Self::Text(_, text) => text.len(),
            Self::Moment(..) | Self::Stage(_) | Self::Count(..) => 0,
            Self::Outcome(outcome) => outcome.as_ref().map_or(0, |outcome| outcome.note.len()),
            Self::Answer(piece) => piece.weight(|answer| answer.outcome.len()),
            Self::Fact(piece) => piece.weight(|fact| fact.label.len() + fact.text.len()),
            Self::Point(piece) => piece.weight(|point| point.text.len()),
            Self::Plan(piece) => piece.weight(|plan| plan.texts().map(String::len).sum()),
            Self::Tick(piece) => piece.weight(|tick| tick.by.len()),
            Self::Attachment(piece) => piece.weight(|picture| picture.caption.len()),
            Self::Line(piece) => piece.weight(|line| line.text.len()),
        }
    }
}

impl TextField {
    fn all() -> impl Iterator<Item = Self> {
        NoteField::ALL.into_iter().map(Self::Form).chain([Self::Email, Self::Message])
    }

    fn of(self, case: &Case) -> &String {
        match self {
            Self::Form(field) => field.of(case),
            Self::Email => &case.email,
            Self::Message => &case.message,
        }
    }

    fn of_mut(self, case: &mut Case) -> &mut String {
        match self {
            Self::Form(field) => field.of_mut(case),
            Self::Email => &mut case.email,
            Self::Message => &mut case.message,
        }
    }
}

impl MomentField {
    fn of(self, case: &Case) -> Option<&Zoned> {
        match self {
            Self::Occurred => case.occurred_at.as_ref(),
            Self::NextCheck => case.next_check.as_ref(),
        }
    }

    fn of_mut(self, case: &mut Case) -> &mut Option<Zoned> {
        match self {
            Self::Occurred => &mut case.occurred_at,
            Self::NextCheck => &mut case.next_check,
        }
    }
}

impl CountField {
    fn of(self, case: &Case) -> u32 {
        match self {
            Self::PasswordTries => case.password_tries,
            Self::CodeRequests => case.code_requests,
            Self::Round => case.round,
        }
    }

    fn of_mut(self, case: &mut Case) -> &mut u32 {
        match self {
            Self::PasswordTries => &mut case.password_tries,
            Self::CodeRequests => &mut case.code_requests,
            Self::Round => &mut case.round,
        }
    }
}

#[cfg(test)]
mod tests;
