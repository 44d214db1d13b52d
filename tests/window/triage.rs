//! A whole triage in the window, driven by accessible names: from the stage to the saved file, and opened again.

use crate::support::{Begin, Window};
use login_triage::app::{Picked, Saving};
use login_triage::case::{self, Solved};

/// Answers a repair-less path to C28: the daily cap of codes.
fn answer_the_opening(window: &mut Window) {
    window.press("2段階認証のコードの画面");
    window
        .type_into("表示された文言（そのまま）", "１日のワンタイムパスワードリクエストの上限に達しました。");
    assert_eq!(window.state().current_step(), Some("T03"), "the card stays while the message is typed");
    window.press("次へ");
}

#[test]
fn from_the_stage_to_the_saved_file_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("記録.case.ron");
    let mut window = Window::open(Begin::default());
    answer_the_opening(&mut window);
    assert_eq!(first_cause(&window), "C28");

    window.type_into("件名", "朝からログインできない");
    window.type_into("店舗", "A店");
    window.press("直った");
    window.press("コードの要求が1日の上限に達した");
    window.press("直ったと記録する");
    window.sees("直りました");
    window.sees("次に起こさないために");

    window.outside.picks.lock().unwrap().push(Picked::Path(path.clone()));
    window.press("記録");
    window.press("保存する");
    window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));

    let saved = case::load(&path).expect("a note of ours");
    assert_eq!(saved.title, "朝からログインできない");
    assert_eq!(saved.stage.as_deref(), Some("G4"));
    let outcome = saved.outcome.as_ref().expect("it was solved");
    assert_eq!((outcome.solved, outcome.confirmed_cause.as_deref()), (Solved::Yes, Some("C28")));

    let mut again = Window::open(Begin { open: Some(path), ..Begin::default() });
    again.wait("the note is opened", |state| state.path.is_some());
    again.sees("直りました");
    assert_eq!(first_cause(&again), "C28");
    again.press("診断を再開する");
    assert!(again.state().case.outcome.is_none());
}

fn first_cause(window: &Window) -> String {
    let state = window.state();
    let posterior = state.assessment.posterior.as_ref().expect("the answers are known");
    let first = posterior.order().first().expect("there are causes");
    state.model.cause_id(*first).to_owned()
}
