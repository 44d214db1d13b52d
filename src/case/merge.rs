//! Two people, one note: what both have changed since they last had the same, put together.
//!
//! Field by field, and in lists by id: what one has changed and the other has not is taken from the one who changed it.
//! An edit wins over a deletion. Where both changed one text, lines are put together if they can be; otherwise ours
//! stays where it is and theirs becomes a line of the timeline, so that nothing is lost.

mod lines;
pub(crate) mod lists;
mod plans;

use jiff::Zoned;

use super::identity::id_of;
use super::{Answer, Attachment, Case, CaseOutcome, Entry, EntryKind, Extra, Fact, Point, Tick};
use crate::ui::text::merge as words;

/// Two states of a note put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge<R = Case> {
    /// The note that holds what both wrote.
    pub case: R,
    /// How many places were taken over from the other one.
    pub taken: usize,
    /// Places that both have changed, each in another way. Both texts are in the note.
    pub both: Vec<Both>,
}

/// A place that both have changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// The name of the field in a file, such as `title`, or `facts` and the id of the fact.
    pub place: String,
    /// What we wrote; it stays where it is.
    pub ours: String,
    /// What the other one wrote; it is kept in the timeline.
    pub theirs: String,
}

/// Puts `ours` and `theirs` together, both made from `base`.
pub fn merge(base: &Case, ours: &Case, theirs: &Case) -> Merge {
    if ours == theirs || theirs == base {
        return Merge { case: ours.clone(), taken: 0, both: Vec::new() };
    }
    let merged = Merger::default().merge(base, ours, theirs);
    if ours == base {
        return Merge { case: theirs.clone(), ..merged };
    }
    merged
}

/// Puts two copies of a note together of which nobody knows what they were made from: everything of both is in it, and
/// what one of them has deleted comes back.
pub fn merge_copies(ours: &Case, theirs: &Case) -> Merge {
    let mut base = Case::new(ours.created_at.min(theirs.created_at), "");
    // What both have counted was counted once.
    base.password_tries = ours.password_tries.min(theirs.password_tries);
    base.code_requests = ours.code_requests.min(theirs.code_requests);
    merge(&base, ours, theirs)
}

/// How a text that both have changed is put together.
#[derive(Clone, Copy)]
pub(crate) enum Text {
    /// It is one statement.
    Whole,
    /// Its lines stand for themselves.
    Lines,
}

/// A text, and where it stands.
pub(crate) struct Place<'a> {
    /// As in [`Both::place`].
    pub(crate) name: String,
    /// What the operator calls it.
    pub(crate) label: &'a str,
    /// How it is put together.
    pub(crate) kind: Text,
}

/// Puts two states together, place by place.
#[derive(Default)]
pub(crate) struct Merger {
    /// How many places were taken over from the other one.
    pub(crate) taken: usize,
    /// Places that both have changed.
    pub(crate) both: Vec<Both>,
    /// The other one's texts that found no place.
    pub(crate) kept: Vec<Entry>,
    /// When the other one wrote them.
    pub(crate) their_time: jiff::Timestamp,
}

impl Merger {
    fn merge(mut self, base: &Case, ours: &Case, theirs: &Case) -> Merge {
        self.their_time = theirs.updated_at;
        let mut case = ours.clone();
        self.texts(&mut case, base, theirs);
        self.moments(&mut case, base, theirs);
        self.counts(&mut case, base, theirs);
        self.findings(&mut case, base, theirs);
        self.lists(&mut case, base, theirs);
        case.outcome = self.outcome(base.outcome.as_ref(), ours.outcome.as_ref(), theirs.outcome.as_ref());
        case.extra = self.extra(&base.extra, &ours.extra, &theirs.extra);
        if case.id.is_empty() {
            case.id.clone_from(&theirs.id);
        }
        case.created_at = ours.created_at.min(theirs.created_at);
        case.updated_at = ours.updated_at.max(theirs.updated_at);
        // Last: it takes up what found no place.
        case.timeline = self.timeline(&base.timeline, &ours.timeline, &theirs.timeline);
        Merge { case, taken: self.taken, both: self.both }
    }

    fn texts(&mut self, case: &mut Case, base: &Case, theirs: &Case) {
        type Field = (&'static str, Text, fn(&mut Case) -> &mut String, fn(&Case) -> &str);
        let fields: [Field; 10] = [
            ("title", Text::Whole, |case| &mut case.title, |case| &case.title),
            ("shop", Text::Whole, |case| &mut case.shop, |case| &case.shop),
            ("person", Text::Whole, |case| &mut case.person, |case| &case.person),
            ("affected", Text::Whole, |case| &mut case.affected, |case| &case.affected),
            ("role", Text::Whole, |case| &mut case.role, |case| &case.role),
            ("email", Text::Whole, |case| &mut case.email, |case| &case.email),
            ("message", Text::Whole, |case| &mut case.message, |case| &case.message),
            ("impact", Text::Lines, |case| &mut case.impact, |case| &case.impact),
            ("amazon_case", Text::Whole, |case| &mut case.amazon_case, |case| &case.amazon_case),
            ("memo", Text::Lines, |case| &mut case.memo, |case| &case.memo),
        ];
        for (name, kind, ours, of) in fields {
            let place = Place { name: name.to_owned(), label: words::field(name), kind };
            let merged = self.text(&place, of(base), of(case), of(theirs));
            *ours(case) = merged;
        }
        let stage = self.text(
            &Place { name: "stage".to_owned(), label: words::field("stage"), kind: Text::Whole },
            base.stage.as_deref().unwrap_or_default(),
            case.stage.as_deref().unwrap_or_default(),
            theirs.stage.as_deref().unwrap_or_default(),
        );
        case.stage = Some(stage).filter(|stage| !stage.is_empty());
    }

    /// What becomes of a text. An edit wins over a deletion.
    pub(crate) fn text(&mut self, place: &Place<'_>, base: &str, ours: &str, theirs: &str) -> String {
        if ours == theirs || theirs == base {
            return ours.to_owned();
        }
        if ours == base || ours.is_empty() {
            self.taken += 1;
            return theirs.to_owned();
        }
        if theirs.is_empty() {
            return ours.to_owned();
        }
        if let (Text::Lines, Some(merged)) = (place.kind, lines::merge(base, ours, theirs)) {
            self.taken += 1;
            return merged;
        }
        self.keep(place, ours, theirs);
        ours.to_owned()
    }

    /// Keeps a text of the other one in the timeline. Its id says what it is, so that it is not kept twice.
    pub(crate) fn keep(&mut self, place: &Place<'_>, ours: &str, theirs: &str) {
        let id = id_of(self.their_time, &[EntryKind::Merged.name(), &place.name, theirs], |_| false);
        self.kept.push(Entry {
            id,
            at: self.their_time,
            kind: EntryKind::Merged,
            text: words::kept(place.label, theirs),
            ..Entry::default()
        });
        self.both.push(Both { place: place.name.clone(), ours: ours.to_owned(), theirs: theirs.to_owned() });
    }

    fn moments(&mut self, case: &mut Case, base: &Case, theirs: &Case) {
        type Field = (&'static str, fn(&mut Case) -> &mut Option<Zoned>, fn(&Case) -> &Option<Zoned>);
        let fields: [Field; 2] = [
            ("occurred_at", |case| &mut case.occurred_at, |case| &case.occurred_at),
            ("next_check", |case| &mut case.next_check, |case| &case.next_check),
        ];
        for (name, ours, of) in fields {
            match self.choose(of(base).as_ref(), of(case).as_ref(), of(theirs).as_ref()) {
                Chosen::Ours => {}
                Chosen::Theirs => ours(case).clone_from(of(theirs)),
                Chosen::Both(mine, other) => {
                    let place = Place { name: name.to_owned(), label: words::field(name), kind: Text::Whole };
                    self.keep(&place, &mine.to_string(), &other.strftime("%Y-%m-%d %H:%M").to_string());
                }
            }
        }
    }

    /// Which of two values that may be missing goes into the note.
    pub(crate) fn choose<'a, T: PartialEq + ?Sized>(
        &mut self,
        base: Option<&T>,
        ours: Option<&'a T>,
        theirs: Option<&'a T>,
    ) -> Chosen<'a, T> {
        match (ours, theirs) {
            _ if ours == theirs || theirs == base => Chosen::Ours,
            _ if ours == base => {
                self.taken += 1;
                Chosen::Theirs
            }
            (Some(ours), Some(theirs)) => Chosen::Both(ours, theirs),
            (Some(_) | None, None) => Chosen::Ours,
            (None, Some(_)) => {
                self.taken += 1;
                Chosen::Theirs
            }
        }
    }

    fn counts(&mut self, case: &mut Case, base: &Case, theirs: &Case) {
        let before = (case.password_tries, case.code_requests, case.round);
        case.password_tries = count(base.password_tries, case.password_tries, theirs.password_tries);
        case.code_requests = count(base.code_requests, case.code_requests, theirs.code_requests);
        case.round = match (case.round == base.round, theirs.round == base.round) {
            (true, _) => theirs.round,
            (_, true) => case.round,
            _ => case.round.max(theirs.round),
        };
        let after = (case.password_tries, case.code_requests, case.round);
        self.taken += usize::from(before != after);
    }

    /// What the machine showed belongs together: the newer look wins as a whole.
    fn findings(&mut self, case: &mut Case, base: &Case, theirs: &Case) {
        fn of(case: &Case) -> (&[super::FindingSnapshot], &[String]) {
            (&case.findings, &case.unread)
        }
        let newest = |case: &Case| case.findings.iter().map(|finding| finding.at).max();
        let theirs_goes = of(theirs) != of(base)
            && of(theirs) != of(case)
            && (of(case) == of(base) || newest(theirs) > newest(case));
        if theirs_goes {
            self.taken += 1;
            case.findings.clone_from(&theirs.findings);
            case.unread.clone_from(&theirs.unread);
        }
    }

    fn lists(&mut self, case: &mut Case, base: &Case, theirs: &Case) {
        case.answers =
            lists::merge(self, &base.answers, &case.answers, &theirs.answers, |merger, _, a, b| {
                merger.answer(a, b)
            });
        case.facts = lists::merge(self, &base.facts, &case.facts, &theirs.facts, Self::fact);
        case.points = lists::merge(self, &base.points, &case.points, &theirs.points, Self::point);
        case.plans = lists::merge(self, &base.plans, &case.plans, &theirs.plans, plans::plan);
        case.ticks = lists::merge(self, &base.ticks, &case.ticks, &theirs.ticks, |_, _, a, b| tick(a, b));
        case.attachments =
            lists::merge(self, &base.attachments, &case.attachments, &theirs.attachments, Self::attachment);
    }

    /// The newer answer; the timeline tells of both.
    fn answer(&mut self, ours: &Answer, theirs: &Answer) -> Answer {
        if (theirs.at, &theirs.outcome) > (ours.at, &ours.outcome) {
            self.taken += 1;
            return theirs.clone();
        }
        ours.clone()
    }

    fn fact(&mut self, base: &Fact, ours: &Fact, theirs: &Fact) -> Fact {
        let place = |kind| Place { name: format!("facts {}", ours.id), label: &ours.label, kind };
        Fact {
            id: ours.id.clone(),
            label: self.text(&place(Text::Whole), &base.label, &ours.label, &theirs.label),
            text: self.text(&place(Text::Lines), &base.text, &ours.text, &theirs.text),
            extra: self.extra(&base.extra, &ours.extra, &theirs.extra),
        }
    }

    fn point(&mut self, base: &Point, ours: &Point, theirs: &Point) -> Point {
        let name = format!("points {}", ours.id);
        let place = Place { name, label: words::field("points"), kind: Text::Lines };
        Point {
            id: ours.id.clone(),
            text: self.text(&place, &base.text, &ours.text, &theirs.text),
            extra: self.extra(&base.extra, &ours.extra, &theirs.extra),
        }
    }

    fn attachment(&mut self, base: &Attachment, ours: &Attachment, theirs: &Attachment) -> Attachment {
        let name = format!("attachments {}", ours.id);
        let place = Place { name, label: words::field("attachments"), kind: Text::Whole };
        let caption = self.text(&place, &base.caption, &ours.caption, &theirs.caption);
        let extra = self.extra(&base.extra, &ours.extra, &theirs.extra);
        // The file, its size and its time belong together.
        let same_file = |a: &Attachment, b: &Attachment| (&a.file, a.at) == (&b.file, b.at);
        let picture = if same_file(ours, base) { theirs } else { ours };
        Attachment { caption, extra, ..picture.clone() }
    }

    fn entry(&mut self, base: &Entry, ours: &Entry, theirs: &Entry) -> Entry {
        let place = Place {
            name: format!("timeline {}", ours.id),
            label: words::field("timeline"),
            kind: Text::Lines,
        };
        let text = self.text(&place, &base.text, &ours.text, &theirs.text);
        let extra = self.extra(&base.extra, &ours.extra, &theirs.extra);
        let head = |entry: &Entry| (entry.at, entry.kind, entry.by.clone());
        let (at, kind, by) = if head(ours) == head(base) { head(theirs) } else { head(ours) };
        Entry { id: ours.id.clone(), at, kind, by, text, extra }
    }

    fn timeline(&mut self, base: &[Entry], ours: &[Entry], theirs: &[Entry]) -> Vec<Entry> {
        let mut merged = lists::merge(self, base, ours, theirs, Self::entry);
        let only_ours = merged == ours;
        let known = |merged: &[Entry], id: &str| merged.iter().any(|entry| entry.id == id);
        for kept in std::mem::take(&mut self.kept) {
            if !known(&merged, &kept.id) {
                merged.push(kept);
            }
        }
        if !only_ours || merged.len() != ours.len() {
            merged.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        }
        merged
    }

    fn outcome(
        &mut self,
        base: Option<&CaseOutcome>,
        ours: Option<&CaseOutcome>,
        theirs: Option<&CaseOutcome>,
    ) -> Option<CaseOutcome> {
        match self.choose(base, ours, theirs) {
            Chosen::Ours => ours.cloned(),
            Chosen::Theirs => theirs.cloned(),
            Chosen::Both(ours, theirs) => {
                let nothing = CaseOutcome::default();
                let base = base.unwrap_or(&nothing);
                let name = "outcome".to_owned();
                let place = Place { name, label: words::field("outcome"), kind: Text::Lines };
                let note = self.text(&place, &base.note, &ours.note, &theirs.note);
                let extra = self.extra(&base.extra, &ours.extra, &theirs.extra);
                let newer = if theirs.at > ours.at { theirs } else { ours };
                Some(CaseOutcome { note, extra, ..newer.clone() })
            }
        }
    }

    pub(crate) fn extra(&mut self, base: &Extra, ours: &Extra, theirs: &Extra) -> Extra {
        let mut merged = Extra::default();
        for (name, mine) in &ours.fields {
            let choice = self.choose(base.get(name), Some(mine.as_str()), theirs.get(name));
            match choice {
                Chosen::Ours => merged.fields.push((name.clone(), mine.clone())),
                Chosen::Theirs => {
                    let other = theirs.get(name).map(|value| (name.clone(), value.to_owned()));
                    merged.fields.extend(other);
                }
                Chosen::Both(ours, theirs) => {
                    let place = Place { name: name.clone(), label: name, kind: Text::Whole };
                    self.keep(&place, ours, theirs);
                    merged.fields.push((name.clone(), mine.clone()));
                }
            }
        }
        for (name, other) in &theirs.fields {
            if ours.get(name).is_none() && base.get(name) != Some(other.as_str()) {
                self.taken += 1;
                merged.fields.push((name.clone(), other.clone()));
            }
        }
        merged
    }
}

/// What [`Merger::choose`] found.
pub(crate) enum Chosen<'a, T: ?Sized> {
    /// Ours.
    Ours,
    /// The other one's.
    Theirs,
    /// Both have changed it, each in another way.
    Both(&'a T, &'a T),
}

/// Done is done: the first tick tells since when, and by whom.
fn tick(ours: &Tick, theirs: &Tick) -> Tick {
    if (theirs.at, &theirs.by) < (ours.at, &ours.by) { theirs.clone() } else { ours.clone() }
}

/// What two people count adds up. One who begins to count anew is believed.
fn count(base: u32, ours: u32, theirs: u32) -> u32 {
    let (floor, added) = match (ours < base, theirs < base) {
        (true, true) => (ours, theirs),
        (false, true) => (theirs, ours - base),
        (_, false) => (ours, theirs - base),
    };
    floor.saturating_add(added)
}
