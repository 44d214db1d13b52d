//! Pictures of the window at two sizes, light and dark: few, so that each can be looked at.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test window pictures` writes them anew.

use std::path::PathBuf;
use std::sync::Arc;

use crate::support::{Begin, Outside, Window, fixture};

/// A note in the midst of a triage, on the machine of an office.
fn window(size: egui::Vec2, theme: egui::Theme) -> Window {
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(fixture("machines/linux_office"));
    let open: PathBuf = fixture("notes/in_the_midst.ron");
    let begin = Begin { size, theme, open: Some(open), ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the note is opened", |state| state.path.is_some());
    window.press("環境を確認する");
    window.wait("the scan", |state| state.environment.report.is_some());
    window.press("このPCの結果を記録に取り込む");
    window
}

#[test]
fn in_the_midst_of_a_triage_light() {
    let mut window = window(egui::vec2(1280.0, 800.0), egui::Theme::Light);
    window.harness.snapshot("triage_light_1280x800");
}

#[test]
fn in_the_midst_of_a_triage_dark() {
    let mut window = window(egui::vec2(1920.0, 1080.0), egui::Theme::Dark);
    window.harness.snapshot("triage_dark_1920x1080");
}
