//! What was done to the ledger, and can be taken back.

use crate::ledger::{Ledger, merge};

/// Steps that can be taken back.
const MOST: usize = 100;

/// What was done to the ledger.
#[derive(Debug, Default)]
pub(super) struct LedgerHistory {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A change: the ledger before and after it, and what it was about, so that typing in one field is one step.
#[derive(Debug)]
struct Step {
    before: Ledger,
    after: Ledger,
    about: Option<String>,
}

impl LedgerHistory {
    pub(super) fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Remembers a change. One about the same as the last one goes on with it.
    pub(super) fn remember(&mut self, before: Ledger, after: &Ledger, about: Option<String>) {
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if about.is_some() && last.about == about => last.after = after.clone(),
            _ => self.done.push(Step { before, after: after.clone(), about }),
        }
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// From here on typing is a new step.
    pub(super) fn pause(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.about = None;
        }
    }

    /// The ledger without the last change. What others have changed since stays.
    pub(super) fn undo(&mut self, now: &Ledger) -> Option<Ledger> {
        let step = self.done.pop()?;
        let back = turned(&step.after, &step.before, now);
        self.undone.push(step);
        Some(back)
    }

    /// The ledger with the change that was taken back last.
    pub(super) fn redo(&mut self, now: &Ledger) -> Option<Ledger> {
        let step = self.undone.pop()?;
        let again = turned(&step.before, &step.after, now);
        self.done.push(step);
        Some(again)
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// What becomes of `now` where `from` becomes `to`.
fn turned(from: &Ledger, to: &Ledger, now: &Ledger) -> Ledger {
    if now == from { to.clone() } else { merge(from, to, now).case }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::ledger::Person;

    fn with(names: &[&str]) -> Ledger {
        let mut ledger = Ledger::new(Timestamp::UNIX_EPOCH, "test");
        for name in names {
            let person = Person { id: (*name).to_owned(), name: (*name).to_owned(), ..Person::default() };
            ledger.people.push(person);
        }
        ledger
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut history = LedgerHistory::default();
        let (empty, half, whole) = (with(&[]), with(&["山"]), with(&["山田"]));
        history.remember(empty.clone(), &half, Some("name".to_owned()));
        history.remember(half, &whole, Some("name".to_owned()));
        assert_eq!(history.undo(&whole), Some(empty.clone()));
        assert_eq!(history.redo(&empty), Some(whole));
        assert!(!history.can_redo());
    }

    #[test]
    fn what_others_have_added_since_stays() {
        let mut history = LedgerHistory::default();
        history.remember(with(&[]), &with(&["山田"]), None);
        let back = history.undo(&with(&["山田", "佐藤"])).unwrap();
        let names: Vec<&str> = back.people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["佐藤"]);
    }
}
