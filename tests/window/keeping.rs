//! The file of the note: kept without being asked, changed by others, lost, broken, and found again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use egui::{Event, ImeEvent, Key, Modifiers};
use jiff::{SignedDuration, Timestamp};
use login_triage::app::{Dialog, Leave, Notice, Picked, Right, Saving, Settings};
use login_triage::case::{
    self, Case, Draft, EditLock, Editor, EntryKind, Recovery, Seal, Taken, Target, backup_path, lock_path,
};

use crate::support::{Begin, Outside, PATIENCE, Window, outside_in};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A folder with the program's places, and a note in it.
struct Desk {
    folder: tempfile::TempDir,
    outside: Arc<Outside>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outside = outside_in(folder.path());
        Self { folder, outside }
    }

    fn notes(&self) -> PathBuf {
        self.folder.path().join("記録")
    }

    fn recovery(&self) -> PathBuf {
        self.folder.path().join("recovery")
    }

    /// A note on the disk, saved twice, so that there is an earlier state.
    fn note(&self, name: &str) -> PathBuf {
        fs::create_dir_all(self.notes()).unwrap();
        let path = self.notes().join(name);
        let mut case = Case::new(at("2026-11-21T00:00:00Z"), "k7f2");
        case.title.push_str("朝から");
        case::save(&case, Target::New(&path), at("2026-11-21T00:10:00Z")).unwrap();
        case.memo.push_str("一行目");
        case.updated_at = at("2026-11-21T00:20:00Z");
        case::save(&case, Target::Replace(&path), case.updated_at).unwrap();
        path
    }

    fn open(&self, begin: Begin) -> Window {
        let size = egui::vec2(1280.0, 1800.0);
        Window::open_with(Begin { size, ..begin }, Arc::clone(&self.outside))
    }

    fn open_note(&self, path: &Path) -> Window {
        let mut window = self.open(Begin { open: Some(path.to_owned()), ..Begin::default() });
        window.wait("the note is open", |state| state.path.is_some());
        window
    }

    fn pass(&self, seconds: i64) {
        *self.outside.passed.lock().unwrap() += SignedDuration::from_secs(seconds);
    }

    /// The recovery copies that lie in the folder.
    fn copies(&self) -> usize {
        let names =
            fs::read_dir(self.recovery()).map(|entries| entries.flatten().map(|entry| entry.file_name()));
        names.map_or(0, |names| names.filter(|name| name.to_string_lossy().ends_with(".draft.ron")).count())
    }

    /// Runs frames until there are so many recovery copies.
    #[track_caller]
    fn wait_for_copies(&self, window: &mut Window, count: usize) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            window.harness.step();
            if self.copies() == count {
                window.settle();
                return;
            }
        }
        panic!("there are {} recovery copies, not {count}", self.copies());
    }

    /// Leaves a copy, as a program that was ended in the midst of typing does.
    fn left_behind(&self, case: &Case, base: Option<&case::Base>) {
        let recovery = Recovery::open(&self.recovery(), at("2026-11-21T00:30:00Z")).unwrap();
        recovery.keep(&Draft { case, base }, at("2026-11-21T00:30:00Z")).unwrap();
    }
}

/// Somebody else changes the note.
fn change(path: &Path, edit: impl FnOnce(&mut Case)) {
    let opened = case::open(path).unwrap();
    let mut case = opened.case;
    edit(&mut case);
    case.updated_at = at("2026-11-21T00:41:00Z");
    case::save(&case, Target::Own(&opened.base), case.updated_at).unwrap();
}

/// The operator goes to another window and comes back.
fn leave_and_come_back(window: &mut Window) {
    for focused in [false, true] {
        window.harness.input_mut().focused = focused;
        window.settle();
    }
}

fn has(window: &Window, notice: impl Fn(&Notice) -> bool) -> bool {
    window.state().keeping.notices.iter().any(notice)
}

fn save(window: &mut Window) {
    window.press("記録");
    window.press("保存する");
    window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));
}

fn key(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.settle();
}

#[test]
fn the_first_save_asks_for_no_place_and_overwrites_nothing() {
    let desk = Desk::new();
    for expected in ["2026-11-21_朝から.case.ron", "2026-11-21_朝から_2.case.ron"] {
        let mut window = desk.open(Begin::default());
        window.type_into("件名", "朝から");
        save(&mut window);
        assert_eq!(window.state().path, Some(desk.notes().join(expected)));
        assert!(
            lock_path(&desk.notes().join(expected)).exists() || window.state().keeping.notices.is_empty()
        );
    }
    assert!(desk.outside.wishes.lock().unwrap().is_empty());
    let note = desk.notes().join("2026-11-21_朝から.case.ron");
    assert_eq!(Seal::of(&fs::read(note).unwrap()), Seal::Whole);
}

#[test]
fn what_is_typed_is_kept_after_a_second_and_no_longer_than_needed() {
    let desk = Desk::new();
    let mut window = desk.open(Begin::default());
    window.type_into("件名", "朝から");
    assert!(window.state().keeping.typing.since.is_some());
    desk.pass(1);
    desk.wait_for_copies(&mut window, 1);
    assert_eq!(window.state().keeping.typing.since, None);
    save(&mut window);
    desk.wait_for_copies(&mut window, 0);
    window.type_into("メモ", "前任者に電話した");
    drop(window);
    assert_eq!(desk.copies(), 1, "kept when the program ends without asking");
}

#[test]
fn a_secret_is_in_no_recovery_copy() {
    let desk = Desk::new();
    let mut window = desk.open(Begin::default());
    window.type_into("メモ", "パスワード：hirameki-77-Tokyo");
    desk.pass(1);
    desk.wait_for_copies(&mut window, 1);
    let mut copy = fs::read_dir(desk.recovery()).unwrap().flatten().map(|entry| entry.path());
    let copy = copy.find(|path| path.extension().is_some_and(|end| end == "ron")).unwrap();
    let text = fs::read_to_string(copy).unwrap();
    assert!(!text.contains("hirameki"), "{text}");
    assert!(window.state().case.memo.contains("hirameki"), "what is typed is the operator's own");
}

#[test]
fn an_input_method_is_not_interrupted() {
    let desk = Desk::new();
    let mut window = desk.open(Begin::default());
    window.focus("メモ");
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    for text in ["ろ", "ろぐいん", "ログイン"] {
        window.harness.event(preedit(text));
        window.settle();
        desk.pass(3);
        window.harness.step();
        assert_eq!(desk.copies(), 0, "{text}");
        assert!(!window.state().history.can_undo(), "{text}");
    }
    window.harness.event(Event::Ime(ImeEvent::Commit("ログイン".to_owned())));
    window.settle();
    desk.pass(1);
    desk.wait_for_copies(&mut window, 1);
    assert_eq!(window.state().case.memo, "ログイン");
    window.press("取り消す");
    assert_eq!(window.state().case.memo, "", "one step, whatever was shown in between");
    window.press("やり直す");
    assert_eq!(window.state().case.memo, "ログイン");
}

#[test]
fn typing_is_undone_over_all_fields() {
    let desk = Desk::new();
    let mut window = desk.open(Begin::default());
    window.type_into("件名", "朝から");
    desk.pass(5);
    window.type_into("メモ", "電話した");
    desk.pass(5);
    window.press("メールアドレスを入れた直後");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    let state = window.state();
    assert_eq!((state.case.stage.as_deref(), state.case.memo.as_str()), (None, "電話した"));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!((window.state().case.memo.as_str(), window.state().case.title.as_str()), ("", "朝から"));
    key(&mut window, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    key(&mut window, Modifiers::COMMAND, Key::Y);
    let state = window.state();
    assert_eq!((state.case.stage.as_deref(), state.case.memo.as_str()), (Some("G1"), "電話した"));
}

#[test]
fn a_text_field_undoes_its_own_typing_first_and_then_the_note() {
    let desk = Desk::new();
    let mut window = desk.open(Begin::default());
    window.press("メールアドレスを入れた直後");
    desk.pass(5);
    window.type_into("メモ", "電話した");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!((window.state().case.memo.as_str(), window.state().case.stage.as_deref()), ("", Some("G1")));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!((window.state().case.memo.as_str(), window.state().case.stage.as_deref()), ("", None));
}

#[test]
fn what_was_not_saved_is_offered_side_by_side_and_restored() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let opened = case::open(&path).unwrap();
    let mut typed = opened.case.clone();
    typed.memo = "一行目\n入力の途中".to_owned();
    desk.left_behind(&typed, Some(&opened.base));
    // Somebody else has saved the note since.
    change(&path, |case| case.shop = "A店".to_owned());
    let mut window = desk.open(Begin::default());
    window.wait("the offer", |state| state.dialog == Some(Dialog::Recovered));
    for seen in ["前回、保存されなかった入力があります", "保存されなかった入力", "メモ", "一行目\n入力の途中"]
    {
        window.sees(seen);
    }
    window.press("復元する");
    window.wait("it is back", |state| state.case.memo.contains("入力の途中"));
    let state = window.state();
    assert_eq!(
        (state.case.shop.as_str(), state.path.as_ref(), &state.saving),
        ("A店", Some(&path), &Saving::Changed)
    );
    assert!(state.case.timeline.iter().any(|entry| entry.kind == EntryKind::Recovered));
    desk.wait_for_copies(&mut window, 1);
    save(&mut window);
    desk.wait_for_copies(&mut window, 0);
    assert_eq!(case::load(&path).unwrap().memo, "一行目\n入力の途中");
}

#[test]
fn what_was_not_saved_can_wait_or_be_thrown_away() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let opened = case::open(&path).unwrap();
    let mut typed = opened.case.clone();
    typed.memo = "入力の途中".to_owned();
    desk.left_behind(&typed, Some(&opened.base));
    let mut window = desk.open(Begin::default());
    window.wait("the offer", |state| state.dialog == Some(Dialog::Recovered));
    window.press("あとで決める");
    assert_eq!((window.state().dialog.as_ref(), desk.copies()), (None, 1));
    drop(window);
    let mut window = desk.open(Begin::default());
    window.wait("the offer", |state| state.dialog == Some(Dialog::Recovered));
    window.press("保存済みを使う");
    window.wait("the saved note", |state| state.case.memo == "一行目");
    desk.wait_for_copies(&mut window, 0);
}

#[test]
fn a_copy_that_says_what_is_saved_is_not_worth_a_question() {
    let desk = Desk::new();
    let opened = case::open(&desk.note("A店.case.ron")).unwrap();
    desk.left_behind(&opened.case, Some(&opened.base));
    let mut window = desk.open(Begin::default());
    desk.wait_for_copies(&mut window, 0);
    assert_eq!(window.state().dialog, None);
}

#[test]
fn changes_of_others_appear_by_themselves() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let mut window = desk.open_note(&path);
    change(&path, |case| case.shop = "B店".to_owned());
    leave_and_come_back(&mut window);
    window.wait("the change", |state| state.case.shop == "B店");
    assert!(matches!(window.state().saving, Saving::Saved(_)));
    assert!(window.shows("ほかの人の変更を取り込みました"));
}

#[test]
fn changes_of_others_are_put_together_with_what_is_typed() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let mut window = desk.open_note(&path);
    window.replace("件名", "朝からログインできない");
    change(&path, |case| {
        case.title = "コードが届かない".to_owned();
        case.shop = "B店".to_owned();
    });
    leave_and_come_back(&mut window);
    window.wait("the change", |state| state.case.shop == "B店");
    let state = window.state();
    assert_eq!((state.case.title.as_str(), &state.saving), ("朝からログインできない", &Saving::Changed));
    assert!(state.case.timeline.iter().any(|entry| entry.text.contains("コードが届かない")));
    window.sees("ほかの人と同じ項目を変更していました（1件）");
    assert!(window.shows("件名"));
    save(&mut window);
    let saved = case::load(&path).unwrap();
    assert_eq!((saved.title.as_str(), saved.shop.as_str()), ("朝からログインできない", "B店"));
    window.press("閉じる");
    assert!(window.state().keeping.notices.is_empty());
}

#[test]
fn a_save_puts_together_what_others_have_saved_in_the_meantime() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let mut window = desk.open_note(&path);
    window.type_into("業務への影響", "未出荷 12 件");
    change(&path, |case| case.memo.push_str("\n二行目"));
    save(&mut window);
    for case in [case::load(&path).unwrap(), window.state().case.clone()] {
        assert_eq!((case.memo.as_str(), case.impact.as_str()), ("一行目\n二行目", "未出荷 12 件"));
    }
    assert!(has(&window, |notice| matches!(notice, Notice::CameIn { .. })));
}

#[test]
fn a_note_that_vanishes_can_be_saved_again() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let mut window = desk.open_note(&path);
    fs::remove_file(&path).unwrap();
    leave_and_come_back(&mut window);
    window.wait("it is missed", |state| !state.keeping.notices.is_empty());
    window.sees("ファイルが見つかりません。保存し直せます");
    window.close();
    assert_eq!(window.state().dialog, Some(Dialog::Unsaved(Leave::Close)), "it is on no disk any more");
    window.press("やめる");
    window.press("保存し直す");
    window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));
    assert_eq!(case::load(&path).unwrap().memo, "一行目");
    assert!(window.state().keeping.notices.is_empty());
}

#[test]
fn a_folder_that_vanishes_loses_nothing() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let mut window = desk.open_note(&path);
    window.type_into("業務への影響", "未出荷 12 件");
    let elsewhere = desk.folder.path().join("移した");
    fs::rename(desk.notes(), &elsewhere).unwrap();
    leave_and_come_back(&mut window);
    window.wait("it is missed", |state| !state.keeping.notices.is_empty());
    window.press("保存し直す");
    window.wait("the failure", |state| matches!(state.dialog, Some(Dialog::SaveFailed(_))));
    assert_eq!(window.state().case.impact, "未出荷 12 件");
    let other = desk.folder.path().join("別の場所.case.ron");
    window.outside.picks.lock().unwrap().push(Picked::Path(other.clone()));
    window.press("別の場所に保存する");
    window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));
    assert_eq!(case::load(&other).unwrap().impact, "未出荷 12 件");
    assert_eq!(case::load(&elsewhere.join("A店.case.ron")).unwrap().memo, "一行目");
}

#[test]
fn who_else_is_editing_is_said_and_nobody_is_kept_out() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let other = Editor { who: "山田".to_owned(), machine: "PC-02".to_owned(), pid: 1 };
    let Taken::Ours(mark) = EditLock::take(&path, &other, at("2026-11-21T00:12:00Z")) else {
        panic!("nobody has it")
    };
    let mut window = desk.open_note(&path);
    window.wait("the notice", |state| !state.keeping.notices.is_empty());
    window.sees("山田さん（PC-02）が 9:12 から編集中です");
    window.press("閲覧だけする");
    window.type_into("メモ", "書けない");
    assert_eq!(window.state().case.memo, "一行目");
    assert!(window.shows("この記録は閲覧のみです"));
    change(&path, |case| case.shop = "B店".to_owned());
    leave_and_come_back(&mut window);
    window.wait("what the other one does", |state| state.case.shop == "B店");
    window.press("編集する");
    window.type_into("業務への影響", "未出荷 12 件");
    assert_eq!(window.state().case.impact, "未出荷 12 件");
    save(&mut window);
    drop(mark);
}

#[test]
fn a_mark_that_was_left_behind_says_so() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let other = Editor { who: "山田".to_owned(), machine: "PC-02".to_owned(), pid: 1 };
    let Taken::Ours(mark) = EditLock::take(&path, &other, at("2026-11-20T23:12:00Z")) else {
        panic!("nobody has it")
    };
    std::mem::forget(mark);
    let mut window = desk.open_note(&path);
    window.wait("the notice", |state| !state.keeping.notices.is_empty());
    assert!(window.shows("閉じ忘れか、アプリが終わっているかもしれません"));
    window.press("それでも編集する");
    window.wait("our own mark", |_| {
        fs::read_to_string(lock_path(&path)).is_ok_and(|mark| mark.contains("PC-01"))
    });
    assert!(window.state().keeping.notices.is_empty());
}

#[test]
fn a_note_of_a_newer_program_is_only_read() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let text = fs::read_to_string(&path).unwrap().replace("version: 2", "version: 9");
    fs::write(&path, &text).unwrap();
    let mut window = desk.open_note(&path);
    assert_eq!(window.state().case.memo, "一行目");
    window.sees("新しいアプリで作られた記録のため、閲覧のみです");
    window.type_into("メモ", "書けない");
    assert_eq!(window.state().case.memo, "一行目");
    assert!(!window.state().has_unsaved_changes(), "there is nothing to save");
    let copy = desk.folder.path().join("コピー.case.ron");
    window.outside.picks.lock().unwrap().push(Picked::Path(copy.clone()));
    window.press("コピーを保存");
    window.wait("the copy", |state| state.path.as_ref() == Some(&copy));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    window.type_into("業務への影響", "未出荷 12 件");
    assert_eq!(
        (window.state().case.impact.as_str(), window.state().keeping.right),
        ("未出荷 12 件", Right::Change)
    );
}

#[test]
fn a_broken_note_is_kept_and_the_state_before_opens() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let broken = fs::read_to_string(&path).unwrap().replace("memo:", "memo");
    fs::write(&path, &broken).unwrap();
    let mut window = desk.open(Begin { open: Some(path.clone()), ..Begin::default() });
    window.wait("the refusal", |state| matches!(state.dialog, Some(Dialog::Damaged { .. })));
    window.sees("壊れたファイルは、別の名前のコピーも残しました。");
    window.press("一つ前の記録を開く");
    window.wait("the state before", |state| state.case.title == "朝から");
    assert_eq!((window.state().case.memo.as_str(), window.state().path.as_ref()), ("", Some(&path)));
    assert_eq!(fs::read_to_string(&path).unwrap(), broken, "nothing is written before it is saved");
    save(&mut window);
    assert_eq!(case::load(&path).unwrap().title, "朝から");
    let kept = fs::read_dir(desk.notes()).unwrap().flatten().map(|entry| entry.path());
    let kept: Vec<_> = kept.filter(|path| path.to_string_lossy().contains("壊れた")).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read_to_string(&kept[0]).unwrap(), broken);
}

#[test]
fn a_note_that_is_missing_at_the_start_is_said_in_the_window() {
    let desk = Desk::new();
    let path = desk.notes().join("ない.case.ron");
    let mut window = desk.open(Begin { open: Some(path), ..Begin::default() });
    window.wait("the refusal", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
    assert!(window.shows("記録のファイルが見つかりません。"));
    assert!(window.state().path.is_none());
}

#[test]
fn a_note_that_was_changed_by_hand_or_damaged_says_so() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let text = fs::read_to_string(&path).unwrap().replace("一行目", "一行日");
    fs::write(&path, text).unwrap();
    let mut window = desk.open_note(&path);
    assert_eq!(window.state().case.memo, "一行日");
    window.sees("保存したあとで、このファイルが書き換えられています");
    window.press("一つ前の記録を開く");
    window.wait("the state before", |state| state.case.memo.is_empty());
    assert!(matches!(window.state().saving, Saving::Changed));
    assert!(backup_path(&path).exists());
}

#[test]
fn copies_of_sync_clients_are_taken_in() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let copy = desk.notes().join("A店.case-PC-02.ron");
    let mut theirs = case::load(&path).unwrap();
    theirs.memo = "別の行".to_owned();
    theirs.log(at("2026-11-21T00:25:00Z"), EntryKind::Note, "Amazonに電話した");
    case::save(&theirs, Target::New(&copy), at("2026-11-21T00:26:00Z")).unwrap();
    let mut window = desk.open_note(&path);
    window.wait("the notice", |state| !state.keeping.notices.is_empty());
    window.sees("同じ記録の別のコピーがあります（1件）");
    window.press("見比べる");
    window.sees("A店.case-PC-02.ron");
    window.sees("Amazonに電話した");
    window.press("このままにする");
    assert!(copy.exists());
    window.press("見比べる");
    window.press("まとめる");
    let binned = |window: &Window| window.outside.trashed.lock().unwrap().clone();
    let begun = Instant::now();
    while binned(&window).is_empty() && begun.elapsed() < PATIENCE {
        window.harness.step();
    }
    assert_eq!(binned(&window), std::slice::from_ref(&copy));
    let saved = case::load(&path).unwrap();
    assert!(saved.timeline.iter().any(|entry| entry.text == "Amazonに電話した"));
    assert!(saved.memo.contains("一行目") && saved.memo.contains("別の行"), "{}", saved.memo);
}

#[test]
fn lines_bear_the_name_that_is_set() {
    let desk = Desk::new();
    let settings = desk.folder.path().join("settings.ron");
    let mut window = desk.open(Begin { settings_path: Some(settings.clone()), ..Begin::default() });
    window.press("設定");
    window.type_into("自分の名前", "佐藤");
    window.press("診断");
    window.type_into("経過に書き足す", "管理者に連絡した");
    window.press("書き足す");
    let entry = window.state().case.timeline.last().unwrap().clone();
    assert_eq!((entry.by.as_str(), entry.text.as_str()), ("佐藤", "管理者に連絡した"));
    window.wait_for_file(&settings);
    assert_eq!(window.state().case.person, "");
    save(&mut window);
    assert_eq!(window.state().case.person, "佐藤", "whoever begins a case looks after it");
}

#[test]
fn the_folder_of_the_notes_is_shown_and_can_be_another() {
    let desk = Desk::new();
    let mut window = desk.open(Begin { settings: Settings::default(), ..Begin::default() });
    window.press("設定");
    assert!(window.shows(&desk.notes().display().to_string()));
    window.press("フォルダーを開く");
    window.wait("it is shown", |_| !desk.outside.shown.lock().unwrap().is_empty());
    assert_eq!(*desk.outside.shown.lock().unwrap(), [desk.notes()]);
    let other = desk.folder.path().join("共有");
    window.outside.picks.lock().unwrap().push(Picked::Path(other.clone()));
    window.press("変更する");
    window.wait("it is chosen", |state| state.settings.notes_folder.is_some());
    window.press("診断");
    window.type_into("件名", "朝から");
    save(&mut window);
    assert_eq!(window.state().path, Some(other.join("2026-11-21_朝から.case.ron")));
    window.press("設定");
    window.press("初めの場所に戻す");
    assert_eq!(window.state().settings.notes_folder, None);
}

#[test]
fn a_line_that_is_typed_and_not_put_there_is_not_lost() {
    let desk = Desk::new();
    let path = desk.note("A店.case.ron");
    let mut window = desk.open_note(&path);
    window.type_into("経過に書き足す", "まだ押していない");
    desk.pass(1);
    desk.wait_for_copies(&mut window, 1);
    window.close();
    window.press_in_dialog("保存する");
    window.wait("the window closes", |state| state.closing);
    assert!(case::load(&path).unwrap().timeline.iter().any(|entry| entry.text == "まだ押していない"));
}
