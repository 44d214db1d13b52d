//! Pictures: pasted, dropped, chosen; painted over; attached; removed; and what is said where that fails.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Color32, ColorImage, Event, Key};
use egui_kittest::kittest::Queryable as _;
use login_triage::app::{Dialog, EditStage, Picked, PreviewState};
use login_triage::case::{self, EntryKind, Picture, attachments_folder};
use login_triage::platform::FileWish;

use crate::support::{Begin, Window};

const CANVAS: &str = "画像。ドラッグして隠す部分を囲みます";

fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels = image::RgbImage::from_pixel(width, height, image::Rgb([200, 220, 240]));
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A window with a note that is kept in `folder`.
fn saved_note(folder: &Path) -> (Window, PathBuf) {
    let path = folder.join("朝の件.case.ron");
    std::fs::write(&path, "(version: 2, title: \"朝の件\")").unwrap();
    let mut window = Window::open(Begin {
        open: Some(path.clone()),
        size: egui::vec2(1280.0, 1800.0),
        ..Begin::default()
    });
    window.wait("the note is opened", |state| state.path.is_some());
    (window, path)
}

fn paste(window: &mut Window, width: usize, height: usize) {
    let light = Color32::LIGHT_BLUE;
    let image = ColorImage::new([width, height], vec![light; width * height]);
    window.harness.event(Event::PasteImage(Arc::new(image)));
    window.wait("the picture is read", |state| state.noting.pictures.edit.is_some());
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn drop_files(window: &mut Window, paths: &[PathBuf]) {
    for path in paths {
        window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    }
    window.settle();
}

/// Draws a rectangle over the middle of the picture.
fn draw(window: &mut Window) {
    let canvas = window.harness.get_by_role_and_label(Role::Button, CANVAS).rect();
    let from = canvas.center() - egui::vec2(40.0, 20.0);
    window.harness.drag_at(from);
    window.harness.step();
    window.harness.hover_at(canvas.center());
    window.harness.step();
    window.harness.drop_at(canvas.center() + egui::vec2(40.0, 20.0));
    window.settle();
}

fn masks(window: &Window) -> Vec<case::Mask> {
    window.state().noting.pictures.edit.as_ref().expect("a picture is looked at").masks.clone()
}

#[test]
fn a_pasted_picture_is_painted_over_and_attached_and_nothing_else_of_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, note) = saved_note(folder.path());
    paste(&mut window, 300, 200);
    assert!(!attachments_folder(&note).exists(), "nothing is written before it is asked for");
    draw(&mut window);
    assert_eq!(masks(&window).len(), 1);
    window.type_into("説明", "コードの入力画面");
    window.press_in_dialog("添付する");
    window.wait("the picture is attached", |state| !state.case.attachments.is_empty());

    let state = window.state();
    let attachment = &state.case.attachments[0];
    assert_eq!((attachment.width, attachment.height), (300, 200));
    assert_eq!(attachment.caption, "コードの入力画面");
    assert!(matches!(state.noting.pictures.preview(&attachment.id), Some(PreviewState::Ready(_))));
    let last = state.case.timeline.last().expect("a line");
    assert_eq!(
        (last.kind, last.text.as_str()),
        (EntryKind::Attached, "画像を添付しました：コードの入力画面")
    );
    let files: Vec<_> =
        std::fs::read_dir(attachments_folder(&note)).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let rgb = Picture::read(&std::fs::read(&files[0]).unwrap()).unwrap().preview(300).rgb;
    let pixel = |x: usize, y: usize| &rgb[(y * 300 + x) * 3..][..3];
    assert_eq!(pixel(150, 100), [0, 0, 0], "painted over");
    assert_ne!(pixel(10, 10), [0, 0, 0]);
    assert!(window.shows("300×200"));
}

#[test]
fn rectangles_are_moved_sized_removed_and_brought_back_without_a_mouse() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = saved_note(folder.path());
    paste(&mut window, 400, 200);
    window.press("四角を足す");
    let first = masks(&window)[0];
    assert_eq!((first.left, first.top, first.width, first.height), (150, 87, 100, 25));
    window.harness.get_by_role_and_label(Role::Button, CANVAS).focus();
    window.settle();
    window.harness.key_press(Key::ArrowRight);
    window.settle();
    window.harness.key_press(Key::ArrowUp);
    window.settle();
    window.harness.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowDown);
    window.settle();
    let moved = masks(&window)[0];
    assert_eq!((moved.left, moved.top, moved.width, moved.height), (154, 83, 100, 29));
    window.press_in_dialog("取り消す");
    assert_eq!(masks(&window)[0].height, 25);
    window.press_in_dialog("やり直す");
    assert_eq!(masks(&window)[0], moved);
    window.press("隠す部分 1");
    window.press("選んだ四角を消す");
    assert!(masks(&window).is_empty());
    window.press_in_dialog("取り消す");
    assert_eq!(masks(&window).len(), 1);
    window.harness.key_press(Key::Escape);
    window.settle();
    assert!(window.state().noting.pictures.edit.is_some(), "what is drawn is not thrown away by a slip");
    window.press_in_dialog("やめる");
    assert!(window.state().noting.pictures.edit.is_none());
    assert!(window.state().case.attachments.is_empty());
}

#[test]
fn a_drawn_rectangle_is_chosen_and_moved_with_the_mouse() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = saved_note(folder.path());
    paste(&mut window, 400, 200);
    draw(&mut window);
    let before = masks(&window)[0];
    let canvas = window.harness.get_by_role_and_label(Role::Button, CANVAS).rect();
    window.harness.drag_at(canvas.center());
    window.harness.step();
    window.harness.hover_at(canvas.center() + egui::vec2(10.0, 10.0));
    window.harness.step();
    window.harness.drop_at(canvas.center() + egui::vec2(30.0, 0.0));
    window.settle();
    let after = masks(&window)[0];
    assert_eq!(masks(&window).len(), 1, "it was moved, and none was drawn");
    assert_eq!((after.top, after.width, after.height), (before.top, before.width, before.height));
    assert!(after.left > before.left);
}

#[test]
fn a_note_without_a_place_is_saved_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新しい.case.ron");
    let mut window = Window::open(Begin { size: egui::vec2(1280.0, 1800.0), ..Begin::default() });
    paste(&mut window, 40, 30);
    window.sees("記録がまだ保存されていないため、先に記録を保存します。");
    window.press_in_dialog("添付する");
    assert!(window.state().case.attachments.is_empty(), "nobody chose a place");
    let stage = window.state().noting.pictures.edit.as_ref().map(|edit| edit.stage);
    assert_eq!(stage, Some(EditStage::WhenSaved), "and the picture is still there");
    window.outside.picks.lock().unwrap().push(Picked::Path(path.clone()));
    window.press_in_dialog("添付する");
    window.wait("the picture is attached", |state| !state.case.attachments.is_empty());
    assert_eq!(window.state().path.as_deref(), Some(path.as_path()));
    assert_eq!(std::fs::read_dir(folder.path().join("新しい.添付")).unwrap().count(), 1);
}

#[test]
fn dropped_files_are_looked_at_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = saved_note(folder.path());
    let paths = ["一.png", "二.png"].map(|name| folder.path().join(name));
    for (path, width) in paths.iter().zip([30, 50]) {
        std::fs::write(path, png(width, 20)).unwrap();
    }
    drop_files(&mut window, &paths);
    for width in [30, 50] {
        window.wait("a picture is read", |state| state.noting.pictures.edit.is_some());
        let size = window.state().noting.pictures.edit.as_ref().map(|edit| edit.picture.size());
        assert_eq!(size, Some((width, 20)));
        let before = window.state().case.attachments.len();
        window.press_in_dialog("添付する");
        window.wait("it is attached", |state| state.case.attachments.len() > before);
    }
    assert!(paths.iter().all(|path| path.is_file()), "what was dropped stays where it was");
}

#[test]
fn a_dropped_note_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("別の件.case.ron");
    std::fs::write(&path, "(version: 2, title: \"別の件\")").unwrap();
    let mut window = Window::open(Begin::default());
    drop_files(&mut window, std::slice::from_ref(&path));
    window.wait("the note is opened", |state| state.path.as_ref() == Some(&path));
    assert_eq!(window.state().case.title, "別の件");
}

#[test]
fn what_is_no_picture_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = saved_note(folder.path());
    let whole = png(60, 40);
    for (name, content, said) in [
        ("動く絵.gif", &b"GIF89a.........."[..], "GIFのファイルは添付できません。"),
        ("途中.png", &whole[..whole.len() - 20], "画像が途中で切れています。"),
        ("表.xlsx", b"PK\x03\x04", "画像のファイルではありません。"),
        ("空.png", b"", "画像の中身が空です。"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        drop_files(&mut window, &[path]);
        window.wait("it is refused", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
        window.sees(said);
        window.sees("元の画像も記録もそのままです。");
        window.press_in_dialog("閉じる");
        assert!(window.state().noting.pictures.edit.is_none());
    }
}

#[test]
fn a_chosen_picture_comes_through_the_systems_dialog_or_a_typed_path() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, _) = saved_note(folder.path());
    let path = folder.path().join("画面.png");
    std::fs::write(&path, png(30, 20)).unwrap();
    window.outside.picks.lock().unwrap().push(Picked::Path(path.clone()));
    window.press("画像を選ぶ");
    window.wait("the picture is read", |state| state.noting.pictures.edit.is_some());
    assert!(matches!(window.outside.wishes.lock().unwrap()[0], FileWish::Picture { .. }));
    window.press_in_dialog("やめる");

    window.outside.picks.lock().unwrap().push(Picked::NoDialog);
    window.press("画像を選ぶ");
    window.wait("a path is asked for", |state| matches!(state.dialog, Some(Dialog::Path(_))));
    window.replace("ファイルの場所", &path.display().to_string());
    window.press_in_dialog("添付する");
    window.wait("the picture is read", |state| state.noting.pictures.edit.is_some());
}

/// A note with one picture, saved.
fn with_picture(folder: &Path) -> (Window, PathBuf) {
    let (mut window, note) = saved_note(folder);
    paste(&mut window, 60, 40);
    window.press_in_dialog("添付する");
    window.wait("the picture is attached", |state| !state.case.attachments.is_empty());
    (window, note)
}

#[test]
fn a_removed_picture_goes_into_the_bin() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, note) = with_picture(folder.path());
    let file = attachments_folder(&note).join(&window.state().case.attachments[0].file);
    window.press("1枚目の画像を取り除く");
    assert!(window.state().case.attachments.is_empty());
    for _ in 0..20_000 {
        if !window.outside.trashed.lock().unwrap().is_empty() {
            break;
        }
        window.harness.step();
        std::thread::yield_now();
    }
    assert_eq!(*window.outside.trashed.lock().unwrap(), [file]);
    assert!(window.shows("画像を取り除きました"));
}

#[test]
fn beside_a_note_that_is_only_read_no_file_comes_or_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("新しい版.case.ron");
    let attachment = r#"(id: "1", file: "a.png", at: "2026-11-21T00:00:00Z")"#;
    std::fs::write(&path, format!("(version: 99, title: \"新しい版\", attachments: [{attachment}])"))
        .unwrap();
    let pictures = attachments_folder(&path);
    std::fs::create_dir(&pictures).unwrap();
    std::fs::write(pictures.join("a.png"), png(20, 10)).unwrap();
    let begin = Begin { open: Some(path), size: egui::vec2(1280.0, 1800.0), ..Begin::default() };
    let mut window = Window::open(begin);
    window.wait("the note is opened", |state| state.path.is_some());
    window.press("1枚目の画像を取り除く");
    assert_eq!(window.state().case.attachments.len(), 1);
    let image = ColorImage::new([4, 4], vec![Color32::LIGHT_BLUE; 16]);
    window.harness.event(Event::PasteImage(Arc::new(image)));
    window.settle();
    assert_eq!(window.state().noting.pictures.reading, login_triage::app::Reader::Idle);
    assert!(window.outside.trashed.lock().unwrap().is_empty());
    assert_eq!(std::fs::read_dir(&pictures).unwrap().count(), 1);
}

#[test]
fn a_missing_file_is_told_and_found_again_after_a_save() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, note) = with_picture(folder.path());
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::S);
    window.wait("the note is saved", |state| !state.has_unsaved_changes());
    let pictures = attachments_folder(&note);
    let away = folder.path().join("よそ");
    std::fs::rename(&pictures, &away).unwrap();
    let mut again = Window::open(Begin {
        open: Some(note.clone()),
        size: egui::vec2(1280.0, 1800.0),
        ..Begin::default()
    });
    again.wait("the preview is looked for", |state| {
        state.case.attachments.first().is_some_and(|attachment| {
            state.noting.pictures.preview(&attachment.id) == Some(&PreviewState::Missing)
        })
    });
    assert!(again.shows("画像のファイルが見つかりません"));
    again.press("1枚目の画像を開く");
    again.wait("it is said", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
    again.press_in_dialog("閉じる");
    std::fs::rename(&away, &pictures).unwrap();
    again.type_into("メモ", "戻した");
    again.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::S);
    again.wait("the preview is there", |state| {
        let id = &state.case.attachments[0].id;
        matches!(state.noting.pictures.preview(id), Some(PreviewState::Ready(_)))
    });
}

#[test]
fn more_is_painted_over_later_and_pictures_go_along_to_another_place() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, note) = with_picture(folder.path());
    window.press("1枚目の画像を開く");
    window.wait("the picture is read", |state| state.noting.pictures.edit.is_some());
    draw(&mut window);
    window.press_in_dialog("保存する");
    window.wait("it is written", |state| state.noting.pictures.edit.is_none());
    let file = window.state().case.attachments[0].file.clone();
    let picture = case::read_attachment(&note, &file).unwrap();
    assert!(picture.preview(60).rgb.chunks(3).any(|pixel| pixel == [0, 0, 0]));
    assert_eq!(std::fs::read_dir(attachments_folder(&note)).unwrap().count(), 1, "the older state is gone");

    let elsewhere = folder.path().join("写し.case.ron");
    window.outside.picks.lock().unwrap().push(Picked::Path(elsewhere.clone()));
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT), Key::S);
    window.wait("the note is saved", |state| state.path.as_ref() == Some(&elsewhere));
    let copy = attachments_folder(&elsewhere).join(&file);
    window.wait_for_file(&copy);
    assert_eq!(case::read_attachment(&elsewhere, &file).unwrap(), picture);
}
