//! The operator's own lines of the timeline, and phrases that they write again and again.

use std::sync::LazyLock;

use jiff::Timestamp;

use super::command::EntryCommand;
use super::state::{EntryEdit, Phrases};
use crate::app::change::{save_settings, touched};
use crate::app::command::Effect;
use crate::app::state::{Shown, State};
use crate::case::{Entry, EntryKind};
use crate::embedded;

/// Own phrases: more would be no help.
const MOST_PHRASES: usize = 30;

/// The phrases that come with the program. A test parses them, so that they cannot be missing in a program that was tested.
pub fn phrases() -> &'static [String] {
    static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
        embedded::table("note/phrases.ron", ron::from_str(include_str!("../../../assets/note/phrases.ron")))
    });
    &PHRASES
}

/// Whether the operator wrote this line here, and may change it.
pub fn is_own(state: &State, entry: &Entry) -> bool {
    entry.kind == EntryKind::Note && (entry.by.is_empty() || entry.by == state.settings.name.trim())
}

pub(super) fn apply(state: &mut State, command: EntryCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        EntryCommand::Edit(id) => {
            let own = state.case.timeline.iter().find(|entry| entry.id == id && is_own(state, entry));
            state.drafts.edited = own.map(|entry| EntryEdit {
                id: entry.id.clone(),
                text: entry.text.clone(),
                at: entry.at,
                draft: None,
            });
        }
        EntryCommand::Type(text) => {
            if let Some(edit) = &mut state.drafts.edited {
                edit.text = text;
                state.keeping.typing.since.get_or_insert(now);
            }
        }
        EntryCommand::Keep => keep(state, now),
        EntryCommand::Drop => state.drafts.edited = None,
        EntryCommand::Remove(id) => remove(state, &id, now),
        EntryCommand::Phrase(text) => {
            state.case.log(now, EntryKind::Note, text);
            touched(state, now);
        }
        EntryCommand::Filter(entries) => state.noting.entries = entries,
        EntryCommand::TurnPhrases => {
            let shown = &mut state.noting.phrases;
            *shown = if *shown == Phrases::Short { Phrases::Full } else { Phrases::Short };
        }
        EntryCommand::TurnTimeline => {
            let shown = &mut state.noting.timeline;
            *shown = if *shown == Shown::Part { Shown::All } else { Shown::Part };
        }
        EntryCommand::KeepPhrase => return keep_phrase(state),
        EntryCommand::ForgetPhrase(text) => {
            state.settings.phrases.retain(|phrase| *phrase != text);
            return save_settings(state);
        }
    }
    Vec::new()
}

/// A line that is moved in time moves in the list, which is kept oldest first. An emptied one is not kept; the button
/// that removes it is another one.
fn keep(state: &mut State, now: Timestamp) {
    let Some(edit) = state.drafts.edited.take() else { return };
    let text = edit.text.trim();
    let timeline = &mut state.case.timeline;
    let Some(index) = timeline.iter().position(|entry| entry.id == edit.id) else { return };
    if text.is_empty() {
        return;
    }
    let mut entry = timeline.remove(index);
    let moved = entry.at != edit.at;
    text.clone_into(&mut entry.text);
    entry.at = edit.at;
    let place = if moved { timeline.partition_point(|other| other.at <= entry.at) } else { index };
    timeline.insert(place, entry);
    touched(state, now);
}

fn remove(state: &mut State, id: &str, now: Timestamp) {
    let Some(index) = state.case.timeline.iter().position(|entry| entry.id == id && is_own(state, entry))
    else {
        return;
    };
    state.case.timeline.remove(index);
    state.drafts.edited = None;
    touched(state, now);
}

fn keep_phrase(state: &mut State) -> Vec<Effect> {
    let phrase = state.drafts.entry.trim().to_owned();
    let own = &mut state.settings.phrases;
    let known = own.contains(&phrase) || phrases().contains(&phrase);
    if phrase.is_empty() || known || own.len() >= MOST_PHRASES {
        return Vec::new();
    }
    own.push(phrase);
    save_settings(state)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_phrases_are_there_and_differ() {
        let table: Vec<String> = ron::from_str(include_str!("../../../assets/note/phrases.ron")).unwrap();
        assert!(!table.is_empty());
        for (index, phrase) in table.iter().enumerate() {
            assert!(!phrase.trim().is_empty() && !table[..index].contains(phrase), "{phrase}");
        }
        assert_eq!(super::phrases(), table);
    }
}
