//! Commands and reports about the list of cases.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::change::toast;
use crate::app::command::Effect;
use crate::app::keeping::KeepEffect;
use crate::app::state::{Dialog, Progress, State};
use crate::case::index::{Direction, Filter, Found, Order, Query, Sort, Terms};
use crate::ui::text;

use super::{Asking, Attention, Cases, CasesCommand, CasesEffect, CasesEvent, Listing, Look, Step, Typing};

/// Rows of a page, for the keys that move by one.
const PAGE: usize = 10;

pub(in crate::app) fn apply(state: &mut State, command: CasesCommand) -> Vec<Effect> {
    let cases = &mut state.cases;
    match command {
        CasesCommand::Attend(attention) => return attend(state, attention),
        CasesCommand::Search(typed, typing) => {
            cases.typed = typed;
            let terms = Terms::parse(&cases.typed);
            // A word that is being composed is not the word that is meant.
            return if typing == Typing::Done && terms != cases.asked { ask(cases) } else { Vec::new() };
        }
        CasesCommand::Standing(standing) => cases.filter.standing = standing,
        CasesCommand::Shop(shop) => cases.filter.shop = shop,
        CasesCommand::Person(person) => cases.filter.person = person,
        CasesCommand::Cause(cause) => cases.filter.cause = cause,
        CasesCommand::Period(period) => cases.filter.period = period,
        CasesCommand::ClearAll => {
            cases.filter = Filter::default();
            cases.typed.clear();
        }
        CasesCommand::Sort(by) => cases.order = turned(cases.order, by),
        CasesCommand::Choose(path) => {
            cases.chosen = Some(path);
            cases.find_chosen();
            return look(cases);
        }
        CasesCommand::Step(step) => return self::step(cases, step),
        CasesCommand::Duplicate(path) => return vec![Effect::Cases(CasesEffect::Duplicate(path))],
        CasesCommand::Trash(path) => {
            state.dialog = None;
            let name = state.settings.name.clone();
            return vec![Effect::Cases(CasesEffect::Trash { path, name })];
        }
        CasesCommand::Reveal(path) => {
            let folder = path.parent().unwrap_or(&path).to_owned();
            return vec![Effect::Keep(KeepEffect::ShowFolder(folder))];
        }
        CasesCommand::CreateFolder => {
            return cases
                .folder
                .clone()
                .map(CasesEffect::CreateFolder)
                .map(Effect::Cases)
                .into_iter()
                .collect();
        }
        CasesCommand::Retry => return list(state),
    }
    ask(&mut state.cases)
}

pub(in crate::app) fn report(state: &mut State, event: CasesEvent, now: Timestamp) -> Vec<Effect> {
    let cases = &mut state.cases;
    match event {
        CasesEvent::Reading(progress) if matches!(cases.listing, Listing::Reading(_)) => {
            cases.listing = Listing::Reading(progress);
        }
        CasesEvent::Preparing(progress) if cases.asking != Asking::Idle => {
            cases.asking = Asking::Preparing(progress);
        }
        CasesEvent::Found { serial, found } => return take_found(cases, serial, found),
        CasesEvent::Failed(trouble) => {
            cases.found = Arc::default();
            cases.asking = Asking::Idle;
            cases.listing = Listing::Failed(trouble);
            forget_choice(cases);
        }
        CasesEvent::Preview(path, result) if cases.chosen.as_ref() == Some(&path) => {
            cases.preview = result.map_or_else(Look::Failed, Look::Read);
        }
        // Of what is not looked at any more.
        CasesEvent::Reading(_) | CasesEvent::Preparing(_) | CasesEvent::Preview(..) => {}
        CasesEvent::Duplicated(Ok(path)) => {
            cases.chosen = Some(path);
            toast(state, now, text::cases::DUPLICATED);
            return look_again(state);
        }
        CasesEvent::Trashed(path, Ok(())) => {
            if cases.chosen.as_deref() == Some(&*path) {
                choose_neighbour(cases, &path);
            }
            toast(state, now, text::cases::TRASHED);
            return look_again(state);
        }
        CasesEvent::Created(Ok(())) => return list(state),
        CasesEvent::Duplicated(Err(sentence))
        | CasesEvent::Trashed(_, Err(sentence))
        | CasesEvent::Created(Err(sentence)) => state.dialog = Some(Dialog::Failed(sentence)),
    }
    Vec::new()
}

/// The list is read when somebody looks at it first, or when its folder is another one by now.
fn attend(state: &mut State, attention: Attention) -> Vec<Effect> {
    state.cases.attention = attention;
    let mut effects = vec![Effect::Cases(CasesEffect::Attend(attention))];
    let folder = state.notes_folder();
    let unread = state.cases.listing == Listing::Unread || state.cases.folder != folder;
    if attention != Attention::Away && unread {
        effects.extend(list(state));
    }
    effects
}

/// The desk looks at the folder at once.
fn look_again(state: &State) -> Vec<Effect> {
    vec![Effect::Cases(CasesEffect::Attend(state.cases.attention))]
}

/// Has the folder read, and what is asked for found.
fn list(state: &mut State) -> Vec<Effect> {
    let folder = state.notes_folder();
    let cache = state.places.as_ref().map(|places| places.cache.clone());
    let cases = &mut state.cases;
    if cases.folder != folder {
        cases.found = Arc::default();
        cases.folder.clone_from(&folder);
        forget_choice(cases);
    }
    let Some(folder) = folder else {
        cases.listing = Listing::Unread;
        return Vec::new();
    };
    cases.listing = Listing::Reading(Progress::default());
    let mut effects = vec![Effect::Cases(CasesEffect::List { folder, cache })];
    effects.extend(ask(cases));
    effects
}

fn ask(cases: &mut Cases) -> Vec<Effect> {
    cases.serial += 1;
    cases.asking = Asking::Searching;
    cases.asked = Terms::parse(&cases.typed);
    let query = Query { terms: cases.asked.clone(), filter: cases.filter.clone(), order: cases.order };
    vec![Effect::Cases(CasesEffect::Ask { serial: cases.serial, query })]
}

fn take_found(cases: &mut Cases, serial: u64, found: Arc<Found>) -> Vec<Effect> {
    if serial != cases.serial {
        return Vec::new();
    }
    cases.found = found;
    cases.terms = cases.asked.clone();
    cases.asking = Asking::Idle;
    cases.listing = Listing::Listed;
    cases.find_chosen();
    if cases.chosen_row.is_none() {
        forget_choice(cases);
    }
    look(cases)
}

/// Has the chosen note read, unless that has been done for the same file and the same terms.
fn look(cases: &mut Cases) -> Vec<Effect> {
    let Some(row) = cases.chosen() else { return Vec::new() };
    let path = row.path().to_owned();
    let of = (path.clone(), row.file.stamp, cases.terms.clone());
    if cases.previewed.as_ref() == Some(&of) {
        return Vec::new();
    }
    // What was read before stays until then, if it is of the same note: nothing flickers while somebody types.
    if cases.previewed.as_ref().is_none_or(|(before, ..)| *before != path) {
        cases.preview = Look::Reading;
    }
    let terms = cases.terms.clone();
    cases.previewed = Some(of);
    vec![Effect::Cases(CasesEffect::Preview { path, terms })]
}

fn forget_choice(cases: &mut Cases) {
    cases.chosen = None;
    cases.chosen_row = None;
    cases.chosen_file = None;
    cases.preview = Look::None;
    cases.previewed = None;
}

fn step(cases: &mut Cases, step: Step) -> Vec<Effect> {
    let Some(last) = cases.found.rows.len().checked_sub(1) else { return Vec::new() };
    let to = match (step, cases.chosen_row) {
        (Step::First, _) | (Step::Up | Step::Down | Step::PageUp | Step::PageDown, None) => 0,
        (Step::Last, _) => last,
        (Step::Up, Some(at)) => at.saturating_sub(1),
        (Step::Down, Some(at)) => at.saturating_add(1).min(last),
        (Step::PageUp, Some(at)) => at.saturating_sub(PAGE),
        (Step::PageDown, Some(at)) => at.saturating_add(PAGE).min(last),
    };
    cases.chosen = cases.found.rows.get(to).map(|row| row.path().to_owned());
    cases.chosen_row = Some(to);
    cases.chosen_file = cases.found.rows.get(to).map(|row| Arc::clone(&row.file));
    look(cases)
}

/// The row after one that goes, or before it, so that the keyboard does not lose its place.
fn choose_neighbour(cases: &mut Cases, gone: &Path) {
    let at = cases.chosen_row.filter(|_| cases.chosen.as_deref() == Some(gone));
    let next =
        at.and_then(|at| cases.found.rows.get(at + 1).or_else(|| cases.found.rows.get(at.checked_sub(1)?)));
    let next = next.map(|row| row.path().to_owned());
    forget_choice(cases);
    // Its place is looked up when the list comes without the one that goes.
    cases.chosen = next;
}

/// A column that is chosen anew begins at the end that is looked for most often.
fn turned(order: Order, by: Sort) -> Order {
    let direction = match (order.by == by, order.direction, by) {
        (true, Direction::Ascending, _) | (false, _, Sort::Updated | Sort::Began) => Direction::Descending,
        _ => Direction::Ascending,
    };
    Order { by, direction }
}
