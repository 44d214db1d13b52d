//! Undo and redo of what was answered. Text fields undo their own typing.

use crate::case::{Answer, Case};

/// Steps that can be taken back.
const DEPTH: usize = 200;

/// The part of a note that undo brings back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    stage: Option<String>,
    answers: Vec<Answer>,
    message: String,
    password_tries: u32,
    code_requests: u32,
    round: u32,
}

/// What was answered before, and what was taken back.
#[derive(Debug, Default)]
pub struct History {
    past: Vec<Answered>,
    future: Vec<Answered>,
}

impl Answered {
    /// The part of `case` that undo brings back.
    pub fn of(case: &Case) -> Self {
        Self {
            stage: case.stage.clone(),
            answers: case.answers.clone(),
            message: case.message.clone(),
            password_tries: case.password_tries,
            code_requests: case.code_requests,
            round: case.round,
        }
    }

    fn restore(self, case: &mut Case) {
        case.stage = self.stage;
        case.answers = self.answers;
        case.message = self.message;
        case.password_tries = self.password_tries;
        case.code_requests = self.code_requests;
        case.round = self.round;
    }
}

impl History {
    /// Remembers what stood before a change.
    pub fn remember(&mut self, before: Answered) {
        self.future.clear();
        if self.past.last() != Some(&before) {
            self.past.push(before);
        }
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
    }

    /// Takes the last change back. Returns whether there was one.
    pub fn undo(&mut self, case: &mut Case) -> bool {
        swap(&mut self.past, &mut self.future, case)
    }

    /// Makes the change again that was taken back last. Returns whether there was one.
    pub fn redo(&mut self, case: &mut Case) -> bool {
        swap(&mut self.future, &mut self.past, case)
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Forgets everything: another note is open.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

fn swap(from: &mut Vec<Answered>, to: &mut Vec<Answered>, case: &mut Case) -> bool {
    let Some(wanted) = from.pop() else { return false };
    to.push(Answered::of(case));
    wanted.restore(case);
    true
}
