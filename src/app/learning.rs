//! Learning from own cases: which closed cases of the notes' folder count, counted on a thread at the start and after each
//! save.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use crate::case::index::{Cache, FolderError, Index};
use crate::triage::Experience;

use super::change::{assess, save_settings};
use super::command::Effect;
use super::settings::OwnCases;
use super::state::State;

/// What own closed cases say, and how it stands with counting them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learning {
    /// The cases that count, those of one cause together.
    pub cases: Vec<OwnCase>,
    /// The same as the engine takes it.
    pub experience: Experience,
    /// How it stands with counting.
    pub counting: Counting,
}

/// A closed case with a confirmed cause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnCase {
    /// The id of the cause.
    pub cause: String,
    /// When the note last changed.
    pub updated_at: Timestamp,
    /// The note's id.
    pub id: String,
    /// What the operator calls the case.
    pub title: String,
    /// The shop.
    pub shop: String,
}

/// How it stands with counting own cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Done, or not begun.
    #[default]
    Idle,
    /// Under way.
    Running,
    /// Under way, and to be done once more: a note was saved meanwhile.
    Again,
    /// The folder could not be read.
    Failed,
}

/// What the operator asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LearningCommand {
    /// Count anew.
    Count,
    /// Learn from own cases, or leave them aside.
    Use(OwnCases),
}

impl State {
    /// What own cases say, where they are asked.
    pub fn experience(&self) -> Option<&Experience> {
        (self.settings.own_cases == OwnCases::Learn).then_some(&self.learning.experience)
    }
}

pub(super) fn apply(state: &mut State, command: &LearningCommand) -> Vec<Effect> {
    match command {
        LearningCommand::Count => count(state),
        LearningCommand::Use(own_cases) => {
            state.settings.own_cases = *own_cases;
            assess(state);
            save_settings(state)
        }
    }
}

/// Counts own cases anew, one count at a time.
pub(super) fn count(state: &mut State) -> Vec<Effect> {
    let Some(folder) = state.notes_folder() else { return Vec::new() };
    match state.learning.counting {
        Counting::Running | Counting::Again => {
            state.learning.counting = Counting::Again;
            Vec::new()
        }
        Counting::Idle | Counting::Failed => {
            state.learning.counting = Counting::Running;
            let cache = state.places.as_ref().map(|places| places.cache.clone());
            vec![Effect::CountOwnCases { folder, cache }]
        }
    }
}

/// Takes up what was counted; none if the folder could not be read, in which case what was known stays.
pub(super) fn counted(state: &mut State, cases: Option<Vec<OwnCase>>) -> Vec<Effect> {
    let again = state.learning.counting == Counting::Again;
    // The usual folder is made with the first note: until then there is nothing to count.
    let unchosen = state.settings.notes_folder.is_none() || state.policies.policy.notes_folder.is_some();
    let none_yet = unchosen && state.learning.cases.is_empty();
    state.learning.counting = if cases.is_some() || none_yet { Counting::Idle } else { Counting::Failed };
    if let Some(mut cases) = cases {
        cases.sort();
        let pairs = cases.iter().map(|case| (case.id.clone(), case.cause.clone()));
        let experience = Experience::from_causes(pairs);
        // What is listed is what counts: a case once, however many copies of it there are.
        let mut listed = BTreeSet::new();
        cases.retain(|case| experience.counts_case(&case.id) && listed.insert(case.id.clone()));
        let changed = experience != state.learning.experience;
        state.learning.cases = cases;
        state.learning.experience = experience;
        if changed {
            assess(state);
        }
    }
    if again { count(state) } else { Vec::new() }
}

/// The closed cases of a folder. Reads every note that the cache does not know; to be called from a worker thread.
pub(super) fn read(
    folder: &Path,
    cache: Option<&Cache>,
    now: Timestamp,
) -> Result<Vec<OwnCase>, FolderError> {
    let index = Index::read(folder, cache, now, &|_, _| {})?;
    let closed = index.rows().iter().filter_map(|row| row.summary()).filter_map(|summary| {
        Some(OwnCase {
            cause: summary.confirmed_cause()?.to_owned(),
            updated_at: summary.updated_at,
            id: summary.id.clone(),
            title: summary.title.clone(),
            shop: summary.shop.clone(),
        })
    });
    Ok(closed.collect())
}
