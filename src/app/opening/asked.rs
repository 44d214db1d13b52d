//! Whether a page that was opened came up, and what is next where it did not.

use jiff::Timestamp;

use crate::case::EntryKind;
use crate::platform::browsers::With;
use crate::ui::text;

use super::super::answering;
use super::super::change::{toast, touched};
use super::super::command::Command;
use super::super::state::State;

/// The screen before any sign-in: the page does not open.
const NOTHING_OPENS: &str = "G0";

/// A page that was handed to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The link's id.
    pub link: String,
    /// What the page is.
    pub label: String,
    /// What it was opened with.
    pub with: With,
    /// What the operator has said of it.
    pub seen: Seen,
}

/// What the operator has said of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing yet.
    Asking,
    /// Another screen came up.
    Another,
    /// It did not open.
    Nothing,
}

/// An answer to 開けましたか.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// はい
    Yes,
    /// 別の画面が出た
    Another,
    /// 開かない
    Nothing,
}

/// Notes the answer. Where nothing opens, that is the screen at which the login stops, unless another one was chosen.
pub(super) fn answer(state: &mut State, outcome: Outcome, now: Timestamp) {
    let Some(asked) = &mut state.opening.asked else { return };
    let label = asked.label.clone();
    match outcome {
        Outcome::Yes => {
            state.opening.asked = None;
            toast(state, now, text::opening::NEXT_YES);
        }
        Outcome::Another => asked.seen = Seen::Another,
        Outcome::Nothing => asked.seen = Seen::Nothing,
    }
    state.case.log(now, EntryKind::Answered, text::opening::answered(&label, outcome));
    touched(state, now);
    if outcome == Outcome::Nothing && state.case.stage.is_none() {
        answering::apply(state, Command::SetStage(NOTHING_OPENS.to_owned()), now);
    }
}
