//! Notes that a later start of the program has handed over: they are opened by the road of every other note.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::platform::instance::HandedOver;
use crate::ui::text;

use super::change::toast;
use super::command::{Command, Effect};
use super::files;
use super::keeping::Composing;
use super::state::{Leave, Saving, State};

/// Takes in what was handed over. The window comes to the front in any case.
pub(super) fn report(state: &mut State, handed: HandedOver, now: Timestamp) -> Vec<Effect> {
    if let Some(path) = handed.case {
        if is_open(state, &path) {
            toast(state, now, text::instance::OPEN_ALREADY);
        } else if !state.handed.contains(&path) {
            state.handed.push_back(path);
            if is_engaged(state) {
                toast(state, now, text::instance::WAITS);
            }
        }
    }
    vec![Effect::Raise]
}

/// Opens the next note that waits, as soon as nothing is in the way. Asks first if something would be lost.
pub(super) fn open_next(state: &mut State, now: Timestamp) -> Vec<Effect> {
    if is_engaged(state) {
        return Vec::new();
    }
    match state.handed.pop_front() {
        Some(path) => files::apply(state, Command::Leave(Leave::OpenPath(path)), now),
        None => Vec::new(),
    }
}

/// Whether a note waits that could be opened now.
pub(super) fn is_waiting(state: &State) -> bool {
    !state.handed.is_empty() && !is_engaged(state)
}

/// Whether the operator, or the program for them, is in the midst of something that another note would break off.
fn is_engaged(state: &State) -> bool {
    state.dialog.is_some()
        || state.picking
        || state.after_save.is_some()
        || state.closing
        || matches!(state.saving, Saving::Busy(_))
        || state.keeping.typing.composing != Composing::No
}

fn is_open(state: &State, path: &Path) -> bool {
    let own = state.keeping.base.as_ref().map(crate::case::Base::path);
    state.path.as_deref() == Some(path) || own == Some(path)
}

/// Notes that wait to be opened, in the order in which they came.
pub type Handed = VecDeque<PathBuf>;
