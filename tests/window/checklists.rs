//! チェックリスト: from a case to ticks in its note, and to a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use login_triage::app::{DocumentTab, ExportOf, ExportStage, Page, Picked, Preview, Settings};
use login_triage::case::{self, Case, EntryKind, Target, Tick};
use login_triage::documents::papers::Paper;
use login_triage::platform::Host as _;

use crate::support::{Begin, Outside, Window};

const LOST: &str = "スマホをなくした・盗まれた";
const STOP_LINE: &str = "なくしたスマホの回線を先に止める";
const KEEP_INSIDE: &str = "まだ入れているPCや人を、ログアウトせずに残す";
const BACKUP: &str = "予備の受け取り方法を見る";
const GET_IN: &str = "予備の手段か、まだ入れているPCから入る";
const ERASE: &str = "情シスと相談し、なくした端末を遠隔で消去する";

/// A window with a note that was opened from a folder of its own, at the tab.
fn opened(outside: &Arc<Outside>, folder: &Path, begin: Begin) -> (Window, PathBuf) {
    let path = folder.join("朝の件.case.ron");
    let note = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports_note/note.case.ron");
    fs::copy(note, &path).unwrap();
    let begin = Begin { open: Some(path.clone()), ..begin };
    let mut window = Window::open_with(begin, Arc::clone(outside));
    window.wait("the note is opened", |state| state.path.is_some());
    at_the_tab(&mut window);
    (window, path)
}

fn at_the_tab(window: &mut Window) {
    window.press("文書");
    window.press("チェックリスト");
    assert_eq!(window.state().page, Page::Documents);
    assert_eq!(window.state().documents.tab, DocumentTab::Checklists);
}

fn named() -> Begin {
    Begin { settings: Settings { name: "佐藤".to_owned(), ..Settings::default() }, ..Begin::default() }
}

/// Whether an item of this label can be ticked, or its tick taken back.
fn can_be_pressed(window: &Window, label: &str) -> bool {
    window.harness.query_all_by_role_and_label(Role::CheckBox, label).next().is_some()
}

fn ticked(window: &Window) -> Vec<&str> {
    window.state().case.ticks.iter().map(|tick| tick.item.as_str()).collect()
}

fn lines(window: &Window, kind: EntryKind) -> Vec<&str> {
    let entries = window.state().case.timeline.iter().filter(|entry| entry.kind == kind);
    entries.map(|entry| entry.text.as_str()).collect()
}

#[test]
fn from_the_case_to_ticks_and_to_a_file() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, path) = opened(&outside, folder.path(), named());
    window.press(LOST);
    for (item, opens) in [(STOP_LINE, KEEP_INSIDE), (KEEP_INSIDE, BACKUP), (BACKUP, GET_IN)] {
        window.press(item);
        assert!(can_be_pressed(&window, opens), "{opens}");
    }
    assert_eq!(ticked(&window), ["stop_line", "keep_inside", "backup"]);
    let tick = &window.state().case.ticks[0];
    assert_eq!((tick.list.as_str(), tick.by.as_str(), tick.at), ("lost_phone", "佐藤", window.state().now));
    let line = window.state().case.timeline.last().unwrap();
    assert_eq!((line.kind, line.by.as_str()), (EntryKind::Answered, "佐藤"));
    assert_eq!(line.text, format!("チェックリスト「{LOST}」：{BACKUP}"));
    window.sees("13件のうち3件が終わりました");

    let target = folder.path().join("渡す.txt");
    outside.picks.lock().unwrap().push(Picked::Path(target.clone()));
    window.press("コピー・書き出し");
    window.wait("the preview", |state| {
        state.export.as_ref().is_some_and(|export| matches!(export.preview, Preview::Ready(_)))
    });
    window.press("ファイルに保存する");
    window.wait("the file", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Written(_)));
    let text = fs::read_to_string(target).unwrap();
    assert!(text.contains(&format!("［済］{STOP_LINE}")) && text.contains("佐藤"), "{text}");
    assert!(
        text.contains(&format!("［　］{GET_IN}")) && text.contains(&format!("［まだ］{ERASE}")),
        "{text}"
    );
    window.press_in_dialog("閉じる");
    assert!(lines(&window, EntryKind::Exported)[0].contains(LOST));

    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    window.wait("the note is saved", |state| !state.has_unsaved_changes());
    let saved = case::load(&path).unwrap();
    assert_eq!(saved.ticks, window.state().case.ticks);
}

#[test]
fn a_locked_item_cannot_be_pressed_and_says_what_opens_it() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), Begin::default());
    window.press(LOST);
    assert!(can_be_pressed(&window, STOP_LINE) && !can_be_pressed(&window, GET_IN));
    window.sees(&format!("先に済ませること：「{STOP_LINE}」「{KEEP_INSIDE}」「{BACKUP}」"));
    window.sees(ERASE);
    assert!(!can_be_pressed(&window, ERASE));
    assert!(window.shows("まだやりません") && window.shows("早く行うと："));
    assert!(ticked(&window).is_empty());
}

#[test]
fn what_is_taken_back_locks_what_waits_for_it_and_undo_brings_it_back() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), named());
    window.press(LOST);
    for item in [STOP_LINE, KEEP_INSIDE, BACKUP, GET_IN] {
        window.press(item);
    }
    window.press(KEEP_INSIDE);
    assert_eq!(ticked(&window), ["stop_line", "backup"]);
    assert!(!can_be_pressed(&window, GET_IN));
    let expected =
        format!("チェックリスト「{LOST}」のチェックを外しました：{KEEP_INSIDE}（これを待つ1件も外れました）");
    assert_eq!(lines(&window, EntryKind::Changed).last().unwrap(), &expected);
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.settle();
    assert_eq!(ticked(&window), ["stop_line", "keep_inside", "backup", "get_in"]);
    assert_eq!(
        lines(&window, EntryKind::Changed).last().unwrap(),
        &"チェックリストの操作を一つ取り消しました"
    );
}

#[test]
fn the_list_that_fits_the_case_is_in_front_and_another_one_takes_over() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let path = folder.path().join("なくした件.case.ron");
    let mut case = Case::new(outside.now(), "k7f2");
    case.stage = Some("G4".to_owned());
    case.set_answer("phone_change", "lost", outside.now());
    case::save(&case, Target::Replace(&path), outside.now()).unwrap();
    let mut window = Window::open(Begin::default());
    at_the_tab(&mut window);
    assert!(!window.shows("この件に合いそうです"), "nothing is known yet");

    let mut window = Window::open_with(Begin { open: Some(path), ..Begin::default() }, Arc::clone(&outside));
    window.wait("the note is opened", |state| state.path.is_some());
    at_the_tab(&mut window);
    window.sees("この件に合いそうです");
    window.sees("13件のうち0件が終わりました");
    for item in [STOP_LINE, KEEP_INSIDE, BACKUP] {
        window.press(item);
    }
    window.press("「本人確認で2段階認証を解除する」を開く");
    window.sees("コードを受け取る道が一つも残っていないときだけ使います。");
    assert_eq!(window.state().checklists.chosen.as_deref(), Some("identity_reset"));
}

#[test]
fn what_the_note_holds_already_is_told_beside_the_items() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let path = folder.path().join("二人で直した件.case.ron");
    let mut case = Case::new(outside.now(), "k7f2");
    case.set_answer("backup_method", "none", outside.now());
    // As two people may leave it: one has ticked what waits for items that the other took back.
    let tick = |list: &str, item: &str| Tick {
        list: list.to_owned(),
        item: item.to_owned(),
        by: "山田".to_owned(),
        at: outside.now(),
        ..Tick::default()
    };
    case.ticks = vec![tick("lost_phone", "get_in"), tick("lost_phone", "tell")];
    case::save(&case, Target::Replace(&path), outside.now()).unwrap();
    let begin = Begin { open: Some(path), size: egui::vec2(900.0, 800.0), ..Begin::default() };
    let mut window = Window::open_with(begin, Arc::clone(&outside));
    window.wait("the note is opened", |state| state.path.is_some());
    at_the_tab(&mut window);
    window.press(LOST);
    window.sees("13件のうち1件が終わりました");
    window.sees("前にチェックされています（9:42・山田）。先に済ませることが終わると、また数に入ります。");
    window.press("本人確認で2段階認証を解除する");
    window.sees("診断での答え：何も出ない");
}

#[test]
fn the_keyboard_hands_the_list_in_front_on() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), Begin::default());
    window.press(LOST);
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    window.settle();
    let of = window.state().export.as_ref().map(|export| export.of.clone());
    assert_eq!(of, Some(ExportOf::Paper(Paper::Checklist("lost_phone"))));
}

#[test]
fn a_note_that_can_only_be_read_gets_no_tick() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let path = folder.path().join("新しい版.case.ron");
    fs::write(&path, "(version: 99, title: \"先の版\", stage: Some(\"G4\"))").unwrap();
    let mut window = Window::open_with(Begin { open: Some(path), ..Begin::default() }, outside);
    window.wait("the note is opened", |state| state.path.is_some());
    at_the_tab(&mut window);
    window.press(LOST);
    window.press(STOP_LINE);
    assert!(ticked(&window).is_empty() && !window.state().has_unsaved_changes());
}

#[test]
fn pages_of_an_item_are_opened() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), Begin::default());
    window.press("スマホ・電話番号を替える");
    window.press("古いスマホと番号を、終わるまで使える状態で残す");
    window.press("コードの受け取り方法と端末を確かめる");
    window.press("2段階認証の設定（高度なセキュリティ設定）");
    let asked = Arc::clone(&outside);
    window.wait("the page is opened", move |_| !asked.opened.lock().unwrap().is_empty());
    assert!(outside.opened.lock().unwrap()[0].ends_with("/a/settings/approval"));
}

#[test]
fn a_lost_phone_light() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let (mut window, _) = opened(&outside, folder.path(), named());
    window.press(LOST);
    for item in [STOP_LINE, KEEP_INSIDE] {
        window.press(item);
    }
    window.harness.snapshot("checklists_light_1280x800");
}

#[test]
fn an_identity_check_dark() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let begin = Begin { theme: egui::Theme::Dark, size: egui::vec2(1920.0, 1080.0), ..named() };
    let (mut window, _) = opened(&outside, folder.path(), begin);
    window.press("本人確認で2段階認証を解除する");
    window.harness.snapshot("checklists_dark_1920x1080");
}
