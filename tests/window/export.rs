//! 書き出し: the dialog, from the note and from the list.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use login_triage::app::{Dialog, ExportStage, Page, Picked, Preview, Rendered, State};
use login_triage::case::export::{Audience, Format, Part};
use login_triage::case::{Case, EntryKind, Places};
use login_triage::platform::FileWish;

use crate::support::{Begin, Outside, Window};

fn note() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports_note/note.case.ron")
}

/// A window with a note that was opened from a folder of its own.
fn opened(outside: &Arc<Outside>, folder: &Path) -> Window {
    let path = folder.join("朝の件.case.ron");
    fs::copy(note(), &path).unwrap();
    let begin = Begin { open: Some(path), ..Begin::default() };
    let mut window = Window::open_with(begin, Arc::clone(outside));
    window.wait("the note is opened", |state| state.path.is_some());
    window
}

fn rendered(state: &State) -> Option<&Arc<Rendered>> {
    match &state.export.as_ref()?.preview {
        Preview::Ready(rendered) => Some(rendered),
        Preview::Making => None,
    }
}

fn stage(window: &Window) -> ExportStage {
    window.state().export.as_ref().unwrap().stage.clone()
}

/// The dialog, with its text made.
fn begun(outside: &Arc<Outside>, folder: &Path) -> Window {
    let mut window = opened(outside, folder);
    window.press("書き出す");
    window.wait("the preview", |state| rendered(state).is_some());
    window
}

/// Presses and waits for the text of the new wish.
#[track_caller]
fn choose(window: &mut Window, name: &str) {
    window.press(name);
    window.wait("the preview", |state| rendered(state).is_some());
}

fn handed_on(window: &Window) -> Vec<&str> {
    let entries = window.state().case.timeline.iter().filter(|entry| entry.kind == EntryKind::Exported);
    entries.map(|entry| entry.text.as_str()).collect()
}

#[test]
fn it_is_masked_until_somebody_says_that_it_stays_in_the_house() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let mut window = begun(&outside, folder.path());
    let wish = &window.state().export.as_ref().unwrap().wish;
    assert_eq!((wish.format, wish.audience), (Format::Text, Audience::Outside));
    assert!(!wish.parts.contains(&Part::Pictures));
    assert!(!rendered(window.state()).unwrap().preview.contains("山田"));
    choose(&mut window, "社内の人");
    let text = rendered(window.state()).unwrap().file.clone();
    assert!(text.contains("山田") && !text.contains("Tora"), "secrets are blanked for everybody");
    choose(&mut window, "メモ");
    assert!(!rendered(window.state()).unwrap().file.contains("端末は"), "a part can be left out");
    choose(&mut window, "Markdown");
    assert!(rendered(window.state()).unwrap().preview.starts_with("# "));
    choose(&mut window, "HTML");
    let page = rendered(window.state()).unwrap();
    assert!(page.file.starts_with("<!DOCTYPE html>"));
    assert!(!page.to_copy.contains('<') || !page.to_copy.contains("DOCTYPE"), "a page is pasted as a text");
}

#[test]
fn what_is_copied_is_noted_in_the_timeline() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let mut window = begun(&outside, folder.path());
    let text = rendered(window.state()).unwrap().to_copy.clone();
    window.press("コピーする");
    let copied = window.harness.output().platform_output.commands.iter().any(|command| match command {
        egui::OutputCommand::CopyText(copied) => *copied == text,
        _ => false,
    });
    assert!(copied || window.state().toasts.iter().any(|toast| toast.text == "コピーしました。"));
    assert_eq!(handed_on(&window), ["社外向けに記録をコピーしました（テキスト）"]);
    assert_eq!(window.state().dialog, Some(Dialog::Export), "the dialog stays for a second way");
    window.press_in_dialog("閉じる");
    assert_eq!(window.state().dialog, None);
}

#[test]
fn a_file_is_written_and_its_folder_shown() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let target = folder.path().join("渡す");
    outside.picks.lock().unwrap().push(Picked::Path(target));
    let mut window = begun(&outside, folder.path());
    choose(&mut window, "HTML");
    window.press("ファイルに保存する");
    let written = folder.path().join("渡す.html");
    window.wait("the file", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Written(_)));
    assert_eq!(stage(&window), ExportStage::Written(written.clone()), "the ending is added");
    assert!(fs::read_to_string(&written).unwrap().contains("Content-Security-Policy"));
    assert_eq!(handed_on(&window), ["社外向けに記録を書き出しました（HTML：渡す.html）"]);
    let wished = outside.wishes.lock().unwrap().last().cloned();
    let Some(FileWish::Export { name, folder: begin, format }) = wished else { panic!("{wished:?}") };
    assert_eq!((begin.as_deref(), format), (Some(folder.path()), Format::Html));
    assert!(name.ends_with("_社外向け.html") && !name.contains("山田"), "{name}");
    window.press("フォルダーを開く");
    let shown = Arc::clone(&outside);
    window.wait("the folder is shown", move |_| !shown.shown.lock().unwrap().is_empty());
    assert_eq!(*outside.shown.lock().unwrap(), [folder.path()]);
}

#[test]
fn a_file_that_is_there_is_asked_about() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let existing = folder.path().join("渡す.txt");
    fs::write(&existing, "mine").unwrap();
    // The system's dialog has asked about the name without our ending, not about this one.
    outside.picks.lock().unwrap().push(Picked::Path(folder.path().join("渡す")));
    let mut window = begun(&outside, folder.path());
    window.press("ファイルに保存する");
    window
        .wait("the question", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Exists(_)));
    assert_eq!(fs::read_to_string(&existing).unwrap(), "mine");
    window.press("置き換える");
    window.wait("the file", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Written(_)));
    assert!(fs::read_to_string(&existing).unwrap().contains("概要"));
}

#[test]
fn where_no_dialog_can_open_the_place_is_typed() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    outside.picks.lock().unwrap().push(Picked::NoDialog);
    let mut window = begun(&outside, folder.path());
    window.press("ファイルに保存する");
    window.wait("the field", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Typing(_)));
    let nowhere = folder.path().join("ない/a.txt");
    window.replace("保存する場所", &nowhere.display().to_string());
    window.press_in_dialog("ファイルに保存する");
    window
        .wait("the refusal", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Failed(_)));
    window.sees("選んだフォルダーが見つからないため、書き出せませんでした。");
    window.press("選び直す");
    assert_eq!(stage(&window), ExportStage::Choosing);
    assert!(handed_on(&window).is_empty());
}

#[test]
fn the_keyboard_opens_it_and_closes_it() {
    let mut window = Window::open(Begin::default());
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    window.settle();
    assert_eq!(window.state().dialog, Some(Dialog::Export));
    window.harness.key_press(egui::Key::Escape);
    window.settle();
    assert_eq!(window.state().dialog, None);
    assert!(!window.state().has_unsaved_changes(), "looking changes nothing");
}

#[test]
fn the_list_is_written_as_a_table() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let notes = folder.path().join("記録");
    fs::create_dir(&notes).unwrap();
    for name in ["a.case.ron", "b.case.ron"] {
        let text = fs::read_to_string(note()).unwrap().replace("20261121-003400-k7f2", name);
        fs::write(notes.join(name), text).unwrap();
    }
    let places = Places { notes, ..Places::within(folder.path()) };
    *outside.places.lock().unwrap() = Some(places);
    let target = folder.path().join("一覧.csv");
    outside.picks.lock().unwrap().push(Picked::Path(target.clone()));
    let mut window = Window::open_with(Begin::default(), Arc::clone(&outside));
    window.press("一覧");
    assert_eq!(window.state().page, Page::Cases);
    window.wait("the list", |state| state.cases.found.rows.len() == 2);
    window.press("一覧を書き出す");
    window.wait("the preview", |state| rendered(state).is_some());
    window.press("ファイルに保存する");
    window.wait("the file", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Written(_)));
    let list = fs::read_to_string(&target).unwrap();
    assert_eq!(list.matches("\r\n").count(), 3);
    assert!(list.contains("b.case.ron") && !list.contains("山田"));
    let case: &Case = &window.state().case;
    assert!(
        case.timeline.iter().all(|entry| entry.kind != EntryKind::Exported),
        "it is not of the open note"
    );
}
