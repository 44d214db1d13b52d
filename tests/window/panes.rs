//! Every pane, page and dialog of the window, driven by accessible names.

use std::sync::Arc;

use crate::support::{Begin, Outside, Window, fixture};
use login_triage::app::{Dialog, Leave, Picked, Saving};
use login_triage::case::{self, EntryKind};

#[test]
fn closing_with_changes_asks_and_without_does_not() {
    let mut window = Window::open(Begin::default());
    window.type_into("件名", "閉じる前に");
    window.close();
    assert_eq!(window.state().dialog, Some(Dialog::Unsaved(Leave::Close)));
    assert!(!window.state().closing);
    window.press("保存せずに終了する");
    assert!(window.state().closing);

    let mut blank = Window::open(Begin::default());
    blank.close();
    assert_eq!(blank.state().dialog, None, "there is nothing to lose");
}

#[test]
fn the_right_door_opens_and_is_noted() {
    let mut window = Window::open(Begin::default());
    window.press("日本のセラーセントラルを開く");
    window.wait("the page is opened", |state| {
        state.case.timeline.iter().any(|entry| entry.kind == EntryKind::Opened)
    });
    assert_eq!(*window.outside.opened.lock().unwrap(), ["https://sellercentral.amazon.co.jp/"]);
    window.press("ほかの公式ページ");
    window.sees("セラーセントラルのメニューから開くページ");
}

#[test]
fn a_page_that_does_not_open_shows_its_url_to_copy() {
    let outside = Arc::new(Outside::default());
    *outside.refuse_urls.lock().unwrap() = true;
    let mut window = Window::open_with(Begin::default(), outside);
    window.press("日本のセラーセントラルを開く");
    window.wait("the failure", |state| matches!(state.dialog, Some(Dialog::OpenFailed { .. })));
    window.sees("https://sellercentral.amazon.co.jp/");
    window.press("URLをコピーする");
    window.press("閉じる");
    assert!(window.state().dialog.is_none());
    assert!(window.state().case.timeline.iter().any(|entry| entry.kind == EntryKind::OpenFailed));
}

#[test]
fn answers_are_listed_changed_taken_back_and_given_again() {
    let mut window = Window::open(Begin { size: egui::vec2(1280.0, 2400.0), ..Begin::default() });
    window.press("メールアドレスを入れた直後");
    assert_eq!(window.state().case.stage.as_deref(), Some("G1"));
    window.press("「止まる画面」の答えを変更する");
    window.press("パスワードを入れた直後");
    assert_eq!(window.state().case.stage.as_deref(), Some("G2"));
    window.press("取り消す");
    assert_eq!(window.state().case.stage.as_deref(), Some("G1"));
    window.press("やり直す");
    assert_eq!(window.state().case.stage.as_deref(), Some("G2"));
    window.press("「止まる画面」の答えを取り消す");
    assert_eq!(window.state().case.stage, None);
}

#[test]
fn starting_over_asks_first_and_keeps_the_note() {
    let mut window = Window::open(Begin::default());
    window.type_into("件名", "朝から");
    window.press("メールアドレスを入れた直後");
    window.press("最初から");
    assert_eq!(window.state().dialog, Some(Dialog::Restart));
    window.press("やめる");
    assert!(window.state().case.stage.is_some());
    window.press("最初から");
    window.press_in_dialog("やり直す");
    assert!(window.state().case.stage.is_none());
    assert_eq!(window.state().case.title, "朝から");
}

#[test]
fn what_is_typed_reaches_the_note() {
    let mut window = Window::open(Begin { size: egui::vec2(1280.0, 1800.0), ..Begin::default() });
    for (name, typed) in [
        ("件名", "朝からログインできない"),
        ("影響を受けている人", "受注担当"),
        ("メモ", "前任者に電話した。髙﨑さん"),
    ] {
        window.type_into(name, typed);
    }
    window.type_into("発生日時", "2026-11-21 8:55");
    window.press("事実を追加する");
    window.type_into("項目", "端末の末尾");
    window.type_into("内容", "12");
    window.type_into("経過に書き足す", "管理者に連絡した");
    window.press("書き足す");
    let case = &window.state().case;
    assert_eq!(case.title, "朝からログインできない");
    assert_eq!(case.memo, "前任者に電話した。髙﨑さん");
    assert_eq!(case.facts[0].text, "12");
    let occurred = case.occurred_at.as_ref().expect("it is a date and time");
    assert_eq!(occurred.strftime("%Y-%m-%d %H:%M").to_string(), "2026-11-21 08:55");
    assert!(
        case.timeline.iter().any(|entry| entry.kind == EntryKind::Note && entry.text == "管理者に連絡した")
    );
    assert_eq!(window.state().saving, Saving::Changed);
}

#[test]
fn an_input_method_composes_in_the_memo() {
    use egui::{Event, ImeEvent};
    let mut window = Window::open(Begin { size: egui::vec2(1280.0, 1800.0), ..Begin::default() });
    window.focus("メモ");
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    for event in
        [preedit("ろぐいん"), preedit("ログイン"), Event::Ime(ImeEvent::Commit("ログイン".to_owned()))]
    {
        window.harness.event(event);
        window.settle();
    }
    assert_eq!(window.state().case.memo, "ログイン");
}

#[test]
fn a_file_that_is_no_note_is_refused_and_the_open_note_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("設定.ron");
    std::fs::write(&path, "(theme: Dark)").unwrap();
    let mut window = Window::open(Begin::default());
    window.outside.picks.lock().unwrap().push(Picked::Path(path.clone()));
    window.press("記録");
    window.press("開く…");
    window.wait("the refusal", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
    assert!(window.shows("設定.ron"));
    window.press("閉じる");
    assert!(window.state().path.is_none());
}

#[test]
fn leaving_changes_asks_and_saves_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("一件.case.ron");
    let mut window = Window::open(Begin::default());
    window.type_into("件名", "一件目");
    window.press("記録");
    window.press("新しい記録");
    assert_eq!(window.state().dialog, Some(Dialog::Unsaved(Leave::New)));
    window.outside.picks.lock().unwrap().push(Picked::Path(path.clone()));
    window.press_in_dialog("保存する");
    window.wait("a new note", |state| state.case.title.is_empty());
    assert_eq!(case::load(&path).unwrap().title, "一件目");
}

#[test]
fn without_a_file_dialog_a_path_is_typed_and_never_overwrites_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("別の人の記録.case.ron");
    std::fs::write(&path, "別の人の記録").unwrap();
    let mut window = Window::open(Begin::default());
    window.type_into("件名", "二件目");
    window.outside.picks.lock().unwrap().push(Picked::NoDialog);
    window.press("記録");
    window.press("保存する");
    window.wait("the form", |state| matches!(state.dialog, Some(Dialog::Path(_))));
    window.replace("ファイルの場所", &path.display().to_string());
    window.press_in_dialog("保存する");
    window.wait("the question", |state| matches!(state.dialog, Some(Dialog::Overwrite(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "別の人の記録");
    window.press("置き換える");
    window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));
    assert_eq!(case::load(&path).unwrap().title, "二件目");
}

#[test]
fn a_save_that_fails_says_so_and_keeps_the_note() {
    let mut window = Window::open(Begin::default());
    window.type_into("件名", "三件目");
    let nowhere = fixture("notes/v1_full.ron").join("下.case.ron");
    window.outside.picks.lock().unwrap().push(Picked::Path(nowhere));
    window.press("記録");
    window.press("保存する");
    window.wait("the failure", |state| matches!(state.dialog, Some(Dialog::SaveFailed(_))));
    assert_eq!(window.state().case.title, "三件目");
    assert!(window.shows("保存できていません"));
    let saved =
        |window: &Window| window.state().case.timeline.iter().filter(|e| e.kind == EntryKind::Saved).count();
    assert_eq!(saved(&window), 0, "nothing was saved");
    let folder = tempfile::tempdir().unwrap();
    window.outside.picks.lock().unwrap().push(Picked::Path(folder.path().join("三件目.case.ron")));
    window.press("別の場所に保存する");
    window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));
    assert_eq!(saved(&window), 1);
}

#[test]
fn a_cause_fixed_without_success_begins_the_next_round() {
    let mut window = Window::open(Begin { size: egui::vec2(1280.0, 3000.0), ..Begin::default() });
    window.press("コードを入れた後");
    window.type_into("表示された文言（そのまま）", "続行するにはCookieを有効にしてください");
    window.answer_current_with_unknown(3);
    window.choose_step("R12");
    window.press("原因は直ったが、まだ入れない");
    let state = window.state();
    assert_eq!((state.case.round, state.case.stage.as_deref(), state.case.message.as_str()), (1, None, ""));
    assert_eq!(state.current_step(), Some("T01"), "what was seen may have changed");
    assert!(window.probability_of("C12") < 1e-12, "what was put right is no candidate any more");
    window.sees("2回目の確認");
    window.press("取り消す");
    assert_eq!(window.state().case.round, 0);
}

#[test]
fn giving_up_for_now_can_be_taken_up_again() {
    let mut window = Window::open(Begin::default());
    window.press("メールアドレスを入れた直後");
    window.press("直らない");
    window.press("いったん終える");
    window.sees("直らないまま、いったん終えました");
    window.press("診断を再開する");
    assert!(window.state().case.outcome.is_none());
}

#[test]
fn settings_and_help_are_pages_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    let mut window = Window::open(Begin { settings_path: Some(path.clone()), ..Begin::default() });
    window.press("使い方");
    window.sees("最初にすること");
    window.press("設定");
    window.press("暗い");
    window.wait_for_file(&path);
    assert_eq!(login_triage::app::load_settings(&path).theme, login_triage::app::Theme::Dark);
    window.press("診断");
    window.sees("考えられる原因");
}

#[test]
fn a_narrow_window_has_tabs() {
    let mut window = Window::open(Begin { size: egui::vec2(900.0, 700.0), ..Begin::default() });
    assert!(!window.shows("業務への影響"));
    window.press_tab("記録");
    window.sees("業務への影響");
}
