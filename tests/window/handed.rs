//! What a later start of the program hands over to the window of the first one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use egui::{ViewportCommand, ViewportId};
use jiff::Timestamp;
use login_triage::app::{Dialog, Leave};
use login_triage::case::{self, Case, Places, Target};
use login_triage::platform::instance::{Alone, Claim, Instance, claim};
use login_triage::window::Standing;

use crate::support::{Begin, Window, outside_in};

struct Desk {
    folder: tempfile::TempDir,
    places: Places,
    _instance: Arc<Instance>,
    window: Window,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::within(folder.path());
        let Claim::First(instance) = claim(&places, None) else { panic!("nobody else is there") };
        let standing = Standing::First(Arc::clone(&instance));
        let window = Window::open_with(Begin { standing, ..Begin::default() }, outside_in(folder.path()));
        Self { folder, places, _instance: instance, window }
    }

    fn note(&self, title: &str) -> PathBuf {
        let at: Timestamp = "2026-11-21T00:00:00Z".parse().unwrap();
        let path = self.folder.path().join(format!("{title}.case.ron"));
        let case = Case { title: title.to_owned(), ..Case::new(at, title) };
        case::save(&case, Target::New(&path), at).unwrap();
        path
    }

    /// Another start with this note, which has to be taken. What the window asked of the desktop until then.
    #[track_caller]
    fn start_again(&mut self, note: Option<&Path>) -> Vec<ViewportCommand> {
        let (places, note) = (self.places.clone(), note.map(Path::to_owned));
        let later = thread::Builder::new().name("later".to_owned());
        let later =
            later.spawn(move || matches!(claim(&places, note.as_deref()), Claim::HandedOver)).unwrap();
        let mut asked = Vec::new();
        while !later.is_finished() {
            asked.extend(self.step());
        }
        asked.extend(self.step());
        assert!(later.join().unwrap(), "it was not taken");
        asked
    }

    fn step(&mut self) -> Vec<ViewportCommand> {
        self.window.harness.step();
        self.window.harness.output().viewport_output.get(&ViewportId::ROOT).unwrap().commands.clone()
    }

    fn is_open(&self, path: &Path) -> bool {
        self.window.state().path.as_deref() == Some(path)
    }
}

#[test]
fn a_note_is_opened_and_the_window_comes_to_the_front() {
    let mut desk = Desk::new();
    let note = desk.note("A店");
    let asked = desk.start_again(Some(&note));
    assert!(
        asked.contains(&ViewportCommand::Minimized(false)) && asked.contains(&ViewportCommand::Focus),
        "{asked:?}"
    );
    let open = note.clone();
    desk.window.wait("it is open", move |state| state.path.as_ref() == Some(&open));
    // The same one again is not read again.
    let before = desk.window.state().case.clone();
    desk.start_again(Some(&note));
    desk.window.settle();
    assert_eq!(desk.window.state().case, before);
    desk.window.sees("その記録は、もう開いています。");
}

#[test]
fn without_a_note_the_window_only_comes_to_the_front() {
    let mut desk = Desk::new();
    desk.window.type_into("件名", "打ちかけ");
    let asked = desk.start_again(None);
    assert!(asked.contains(&ViewportCommand::Focus), "{asked:?}");
    desk.window.settle();
    let state = desk.window.state();
    assert_eq!((state.case.title.as_str(), &state.dialog), ("打ちかけ", &None));
}

#[test]
fn what_is_not_saved_is_asked_about_first() {
    let mut desk = Desk::new();
    let note = desk.note("A店");
    desk.window.type_into("件名", "打ちかけ");
    desk.start_again(Some(&note));
    desk.window.settle();
    assert_eq!(desk.window.state().dialog, Some(Dialog::Unsaved(Leave::OpenPath(note.clone()))));
    // Kept: the other one is not opened behind anybody's back.
    desk.window.press_in_dialog("やめる");
    assert_eq!(desk.window.state().case.title, "打ちかけ");
    assert!(desk.window.state().handed.is_empty() && !desk.is_open(&note));
    // Saved first: then it is opened.
    desk.start_again(Some(&note));
    desk.window.settle();
    desk.window.press_in_dialog("保存する");
    let open = note.clone();
    desk.window.wait("it is open", move |state| state.path.as_ref() == Some(&open));
    let saved = std::fs::read_dir(desk.folder.path().join("記録")).unwrap();
    let saved: Vec<PathBuf> =
        saved.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    assert!(
        saved.iter().any(|path| case::load(path).is_ok_and(|case| case.title == "打ちかけ")),
        "{saved:?}"
    );
}

#[test]
fn behind_a_dialog_notes_wait_in_the_order_in_which_they_came() {
    let mut desk = Desk::new();
    let (first, second) = (desk.note("A店"), desk.note("B店"));
    desk.window.press("URLを確認");
    for note in [&first, &second, &first] {
        desk.start_again(Some(note));
    }
    desk.window.settle();
    desk.window.sees("別の記録を開く操作を受け取りました。この画面を終えると開きます。");
    assert_eq!(desk.window.state().dialog, Some(Dialog::Checking));
    assert_eq!(desk.window.state().handed, [first, second.clone()]);
    desk.window.harness.key_press(egui::Key::Escape);
    desk.window.settle();
    let open = second.clone();
    desk.window.wait("the last one is open", move |state| state.path.as_ref() == Some(&open));
    assert!(desk.window.state().handed.is_empty());
}

#[test]
fn a_note_that_cannot_be_read_is_said_so() {
    let mut desk = Desk::new();
    let gone = desk.folder.path().join("ない.case.ron");
    desk.start_again(Some(&gone));
    desk.window.wait("it is said", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
    assert!(desk.window.shows("記録のファイルが見つかりません。"));
}

#[test]
fn a_window_beside_one_that_does_not_answer_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let at: Timestamp = "2026-11-21T00:00:00Z".parse().unwrap();
    let note = folder.path().join("A店.case.ron");
    case::save(&Case::new(at, "a"), Target::New(&note), at).unwrap();
    let standing = Standing::Alone(Alone::NoAnswer);
    let begin = Begin { standing, open: Some(note), ..Begin::default() };
    let mut window = Window::open_with(begin, outside_in(folder.path()));
    window.wait("the note is open", |state| state.path.is_some());
    assert!(window.shows("先に開いたログイン診断ノートが応答しないため"));
    window.press_in_dialog("閉じる");
    assert_eq!(window.state().dialog, None);
}
