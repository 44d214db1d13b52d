//! The secrets guard: the mark while typing, one click that blanks, and the question before a note is saved.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use crate::support::{Begin, Outside, Window};
use egui::ImeEvent;
use login_triage::app::{Dialog, GuardStage, Leave, Picked, Saving};
use login_triage::case::{self, EntryKind};

const SECRET: &str = "朝から入れない。パスワード：Sakura-24";
const BLANKED: &str = "朝から入れない。パスワード：■■■■■■■■■";
const LINE: &str = "パスワードのように見えます";

/// A window with a note that is not saved, and the file that it will be saved to.
struct Unsaved {
    window: Window,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn with_memo(text: &str) -> Unsaved {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("記録.case.ron");
    let outside = Arc::new(Outside::default());
    outside.picks.lock().unwrap().push(Picked::Path(path.clone()));
    let mut window = Window::open_with(Begin::default(), outside);
    window.type_into("メモ", text);
    Unsaved { window, path, _folder: folder }
}

impl Unsaved {
    /// Saves, up to the question of the guard.
    #[track_caller]
    fn save(&mut self) {
        self.window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
        self.window.wait("the guard asks", |state| matches!(state.dialog, Some(Dialog::Guard(_))));
        assert!(!self.path.exists(), "nothing is written before the answer");
    }

    #[track_caller]
    fn saved(&mut self) -> String {
        self.window.wait("the note is saved", |state| matches!(state.saving, Saving::Saved(_)));
        fs::read_to_string(&self.path).unwrap()
    }

    fn guarded(&self) -> Vec<String> {
        let timeline = &self.window.state().case.timeline;
        let guarded = timeline.iter().filter(|entry| entry.kind == EntryKind::Guarded);
        guarded.map(|entry| entry.text.clone()).collect()
    }
}

#[test]
fn a_secret_is_marked_while_it_is_typed_and_blanked_with_one_click() {
    let mut window = Window::open(Begin::default());
    window.type_into("メモ", "朝から入れない。パスワード");
    assert!(!window.shows(LINE), "the word alone is none");
    window.type_into("メモ", "：Sakura-24");
    window.sees(LINE);
    window.press("伏せる");
    assert_eq!(window.state().case.memo, BLANKED);
    assert!(!window.shows(LINE));
    assert_eq!(window.state().saving, Saving::Changed, "the note has changed by it");
}

#[test]
fn a_message_that_is_pasted_is_marked_too() {
    let mut window = Window::open(Begin { size: egui::vec2(1280.0, 1600.0), ..Begin::default() });
    window.press("メールアドレスを入れた直後");
    window.choose_step("T03");
    window.focus("表示された文言（そのまま）");
    window.harness.event(egui::Event::Paste("482913 はAmazonの確認コードです".to_owned()));
    window.settle();
    window.sees("確認コードのように見えます");
    window.press("伏せる");
    assert_eq!(window.state().case.message, "■■■■■■ はAmazonの確認コードです");
}

#[test]
fn what_passes_is_not_marked() {
    let mut window = Window::open(Begin::default());
    window.type_into("メモ", "注文番号 250-1234567-1234567、末尾2桁 47、ケースID 12345678901");
    assert!(!window.shows("のように見えます"));
}

#[test]
fn nothing_is_marked_in_the_midst_of_a_composition() {
    let mut window = Window::open(Begin::default());
    window.focus("メモ");
    let preedit =
        |text: &str| egui::Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    window.harness.event(preedit("パスワード：Sakura-24"));
    window.settle();
    assert!(!window.shows(LINE), "the input method is not done");
    window.harness.event(egui::Event::Ime(ImeEvent::Commit("パスワード：Sakura-24".to_owned())));
    window.settle();
    window.sees(LINE);
    // What was found stays marked while something else is composed.
    window.harness.event(preedit("に"));
    window.settle();
    window.sees(LINE);
}

#[test]
fn a_note_with_a_secret_is_not_saved_before_an_answer() {
    let mut made = with_memo(SECRET);
    made.save();
    made.window.sees("伏せたほうがよい文字があります");
    made.window.sees("パスワード");
    assert!(made.window.shows("パスワード：■■■■"), "the words around it, itself blanked");
    made.window.press("入力に戻る");
    assert_eq!(made.window.state().dialog, None);
    assert!(!made.path.exists());
    assert_eq!(made.window.state().case.memo, SECRET, "nothing has changed");
    assert_eq!(made.guarded(), Vec::<String>::new());
}

#[test]
fn blanking_all_saves_without_the_secret_and_tells_so() {
    let mut made = with_memo(SECRET);
    made.save();
    made.window.press("すべて伏せて保存");
    let file = made.saved();
    assert!(!file.contains("Sakura") && file.contains(BLANKED), "{file}");
    assert_eq!(made.guarded(), ["パスワードのような文字を伏せました（メモ）"]);
    assert!(case::load(&made.path).is_ok());
}

#[test]
fn a_secret_is_kept_only_after_a_second_question_and_that_is_noted() {
    let mut made = with_memo(SECRET);
    made.save();
    made.window.press("このまま保存");
    let sure = |dialog: &Option<Dialog>| matches!(dialog, Some(Dialog::Guard(question)) if question.stage == GuardStage::Sure);
    assert!(sure(&made.window.state().dialog), "it asks once more");
    assert!(!made.path.exists());
    made.window.press("伏せずに保存する");
    let file = made.saved();
    assert!(file.contains("Sakura-24"), "as it was chosen");
    let told = made.guarded();
    assert_eq!(told, ["パスワードのような文字を、確認のうえ伏せずに残しました（メモ）"]);
    // It was chosen: it is not asked about again, but a new secret is.
    made.window.type_into("件名", "続き");
    made.window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    made.saved();
    assert_eq!(made.window.state().dialog, None);
    made.window.type_into("件名", " 確認コード 482913");
    made.window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    made.window.wait("the guard asks", |state| matches!(state.dialog, Some(Dialog::Guard(_))));
    made.window.press("すべて伏せて保存");
    let file = made.saved();
    assert!(!file.contains("482913"), "the new one is blank");
    assert!(file.contains("Sakura-24"), "the one that was kept stays");
}

#[test]
fn closing_waits_for_the_answer_and_goes_on_after_it() {
    let mut made = with_memo(SECRET);
    made.window.close();
    assert_eq!(made.window.state().dialog, Some(Dialog::Unsaved(Leave::Close)));
    made.window.press_in_dialog("保存する");
    made.window.wait("the guard asks", |state| matches!(state.dialog, Some(Dialog::Guard(_))));
    assert!(!made.window.state().closing);
    made.window.press("すべて伏せて保存");
    made.window.wait("the window closes", |state| state.closing);
    assert!(fs::read_to_string(&made.path).unwrap().contains(BLANKED));
}

#[test]
fn escape_leads_back_to_the_note() {
    let mut made = with_memo(SECRET);
    made.save();
    made.window.harness.key_press(egui::Key::Escape);
    made.window.settle();
    assert_eq!(made.window.state().dialog, None);
    assert!(!made.path.exists());
    assert_eq!(made.window.state().case.memo, SECRET);
}
