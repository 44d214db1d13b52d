//! The page 文書, without a window.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::*;
use crate::app::{Command, Settings, apply};
use crate::case::points_of;
use crate::knowledge::Knowledge;
use crate::triage::Model;

fn state() -> State {
    let model = Arc::new(Model::new(Arc::new(Knowledge::embedded().unwrap())));
    State::new(model, Settings::default(), Timestamp::UNIX_EPOCH, TimeZone::UTC)
}

fn ask(state: &mut State, command: Command) -> Vec<Effect> {
    apply(state, command, Timestamp::UNIX_EPOCH)
}

fn renders(effects: &[Effect]) -> usize {
    let is_render = |effect: &&Effect| matches!(effect, Effect::Documents(DocumentsEffect::Render(_)));
    effects.iter().filter(is_render).count()
}

fn show(tab: DocumentTab) -> Command {
    Command::Documents(DocumentsCommand::ShowTab(tab))
}

#[test]
fn a_paper_is_made_when_it_is_in_front_and_when_the_note_changes() {
    let mut state = state();
    assert_eq!(renders(&ask(&mut state, show(DocumentTab::Requests))), 0, "another page is shown");
    assert_eq!(renders(&ask(&mut state, Command::Show(Page::Documents))), 1);
    assert_eq!(renders(&ask(&mut state, Command::Tick)), 0, "nothing has changed");
    assert_eq!(renders(&ask(&mut state, Command::SetField(NoteField::Shop, "A店".to_owned()))), 1);
    let outside = DocumentsCommand::SetAudience(Audience::Outside);
    assert_eq!(renders(&ask(&mut state, Command::Documents(outside))), 1);
    assert_eq!(renders(&ask(&mut state, show(DocumentTab::Plan))), 1);
    assert_eq!(renders(&ask(&mut state, show(DocumentTab::Routing))), 0, "it is about no paper");
}

#[test]
fn a_paper_that_is_late_is_not_shown() {
    let mut state = state();
    state.page = Page::Documents;
    state.documents.tab = DocumentTab::Requests;
    follow(&mut state, Timestamp::UNIX_EPOCH);
    ask(&mut state, Command::SetField(NoteField::Shop, "A店".to_owned()));
    let rendered = |text: &str| Arc::new(Rendered { to_copy: text.to_owned(), ..Rendered::default() });
    report(&mut state, DocumentsEvent::Rendered(1, rendered("old")));
    assert!(state.documents.ready().is_none());
    report(&mut state, DocumentsEvent::Rendered(2, rendered("new")));
    assert_eq!(state.documents.ready().unwrap().to_copy, "new");
    ask(&mut state, Command::SetField(NoteField::Shop, "B店".to_owned()));
    assert!(state.documents.sheet.is_some(), "it stays in sight");
    assert!(copy(&mut state, Timestamp::UNIX_EPOCH).is_empty(), "but nobody copies what is out of date");
}

#[test]
fn one_case_is_confirmed_for_one_note() {
    let mut state = state();
    ask(&mut state, Command::Documents(DocumentsCommand::Confirm));
    assert_eq!(state.documents.confirmed.as_ref(), Some(&state.case.id));
    ask(&mut state, Command::Documents(DocumentsCommand::Confirm));
    assert_eq!(state.documents.confirmed, None);
}

#[test]
fn every_missing_point_has_a_field_to_go_to() {
    let mut state = state();
    for point in points_of(&Case::new(Timestamp::UNIX_EPOCH, "a")) {
        let place = place_of(&point, &Case::new(Timestamp::UNIX_EPOCH, "a"));
        let place = place.unwrap_or_else(|| panic!("{}", point.asked.id));
        let in_the_checklist = matches!(place, NotePlace::Stage | NotePlace::Message);
        ask(&mut state, Command::Documents(DocumentsCommand::GoTo(place.clone())));
        assert_eq!(state.page, if in_the_checklist { Page::Triage } else { Page::Note });
        assert_eq!(state.noting.wanted.take(), (!in_the_checklist).then_some(place));
    }
}

#[test]
fn nobody_is_turned_to_before_anything_is_known() {
    let mut state = state();
    assert!(ranked(&state).is_empty());
    ask(&mut state, Command::SetStage("G4".to_owned()));
    assert!(ranked(&state).len() > 3);
    assert!(ranked(&state).iter().all(|(cause, _)| cause != OTHER));
    state.case.outcome = Some(crate::case::CaseOutcome {
        confirmed_cause: Some("C40".to_owned()),
        ..crate::case::CaseOutcome::default()
    });
    assert_eq!(ranked(&state), [("C40".to_owned(), 1.0)]);
}
