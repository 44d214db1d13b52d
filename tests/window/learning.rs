//! Learning from own cases: counted by itself, told as a reason, switched off in the settings.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use login_triage::app::{Counting, Dialog, OwnCases};
use login_triage::case::{self, Case, CaseOutcome, Places, Solved, Target};
use login_triage::triage::ReasonKind;

use crate::support::{Begin, Outside, Window, fixture};

fn places(folder: &Path) -> Places {
    Places { notes: folder.join("記録"), ..Places::within(folder) }
}

/// A folder with closed cases of one cause.
fn office(folder: &Path, cases: usize) -> Arc<Outside> {
    let places = places(folder);
    fs::create_dir_all(&places.notes).unwrap();
    for number in 0..cases {
        closed(&places.notes, number);
    }
    let outside = Arc::new(Outside::default());
    *outside.places.lock().unwrap() = Some(places);
    outside
}

fn closed(notes: &Path, number: usize) {
    let at = "2026-11-20T00:00:00Z".parse().unwrap();
    let mut case = Case::new(at, &format!("n{number}"));
    (case.title, case.shop) = (format!("{number}件目"), "A店".to_owned());
    case.outcome = Some(CaseOutcome {
        solved: Solved::Yes,
        confirmed_cause: Some("C22".to_owned()),
        at,
        ..CaseOutcome::default()
    });
    let path = notes.join(format!("{number}.case.ron"));
    case::save(&case, Target::New(&path), at).unwrap();
}

fn open(outside: &Arc<Outside>) -> Window {
    let begin = Begin {
        size: egui::vec2(1280.0, 1600.0),
        open: Some(fixture("notes/in_the_midst.ron")),
        ..Begin::default()
    };
    let mut window = Window::open_with(begin, Arc::clone(outside));
    window.wait("the note and the count", |state| {
        state.path.is_some() && state.learning.counting == Counting::Idle
    });
    window
}

fn own_cases(window: &Window) -> Option<u32> {
    let state = window.state();
    let column = state.model.knowledge().causes.iter().position(|cause| cause.id == "C22")?;
    let reasons = state.model.reasons(state.assessment.evidence.as_ref()?, column);
    reasons.iter().find_map(|reason| match reason.kind {
        ReasonKind::OwnCases(count) => Some(count),
        _ => None,
    })
}

#[test]
fn closed_cases_count_by_themselves_and_can_be_left_aside() {
    let folder = tempfile::tempdir().unwrap();
    let without = open(&office(tempfile::tempdir().unwrap().path(), 0)).probability_of("C22");
    let mut window = open(&office(folder.path(), 3));
    assert_eq!((window.state().learning.cases.len(), own_cases(&window)), (3, Some(3)));
    let with = window.probability_of("C22");
    assert!(with > without, "{with} is more than {without}");

    window.press("設定");
    window.sees("いま数えている事例：3件");
    window.press("数えている事例を見る");
    assert_eq!(window.state().dialog, Some(Dialog::OwnCases));
    window.sees("・0件目（A店）　11/20");
    window.press_in_dialog("閉じる");

    window.press("使わない");
    assert_eq!(window.state().settings.own_cases, OwnCases::Ignore);
    assert_eq!(own_cases(&window), None);
    assert_eq!(window.probability_of("C22").to_bits(), without.to_bits(), "as if there were none");
    window.press("使う");
    assert_eq!(window.probability_of("C22").to_bits(), with.to_bits());
}

#[test]
fn a_case_that_came_meanwhile_is_counted_on_request_and_a_lost_folder_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let outside = office(folder.path(), 1);
    let mut window = open(&outside);
    assert_eq!(window.state().learning.cases.len(), 1);
    closed(&folder.path().join("記録"), 7);
    window.press("設定");
    window.press("数えている事例を見る");
    window.press_in_dialog("数え直す");
    window.wait("the count", |state| state.learning.cases.len() == 2);
    fs::remove_dir_all(folder.path().join("記録")).unwrap();
    window.press_in_dialog("数え直す");
    window.wait("the failure", |state| state.learning.counting == Counting::Failed);
    assert_eq!(window.state().learning.cases.len(), 2, "what was known stays");
}
