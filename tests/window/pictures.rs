//! Pictures of the window at two sizes, light and dark: few, so that each can be looked at.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test window pictures` writes them anew.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;
use login_triage::environment::Report;
use login_triage::environment::facts::{Road, VisitOutcome};
use login_triage::ui::text;
use login_triage::window::Scan;

use crate::made;
use crate::plan;
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

/// The note over the whole window, with a deadline that has passed and points that are still missing.
#[test]
fn the_note_over_the_whole_window() {
    let mut window = window(egui::vec2(1280.0, 800.0), egui::Theme::Light);
    window.press("大きく開く");
    window.type_into("AmazonのケースID", "12345678901");
    window.replace("次の確認", "2026/11/21 9:00");
    window.type_into("経過に書き足す", "店長に電話した");
    window.press("書き足す");
    window.focus("件名");
    window.harness.snapshot("note_light_1280x800");
}

/// The environment pane from left to right in a window of 1280 points, where it is 360 wide, and of 1920.
const NARROW: Range<u32> = 545..905;
const WIDE: Range<u32> = 796..1354;

/// A window as wide as it has to be for the pane, on a made machine.
fn on(report: Report, pane: &Range<u32>, theme: egui::Theme) -> Window {
    let outside = Arc::new(Outside::default());
    *outside.made.lock().unwrap() = Some(report);
    let width = if *pane == WIDE { 1920.0 } else { 1280.0 };
    let begin = Begin { size: egui::vec2(width, 1500.0), theme, scan: Scan::AtStart, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    window
}

/// Compares a part of the pane: from one label down to another.
#[track_caller]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on a screen")]
fn compare(window: &mut Window, pane: Range<u32>, from: &str, to: &str, name: &str) {
    let place = |label: &str| window.harness.get_by_label(label).rect();
    let (top, bottom) = (place(from).top() - 16.0, place(to).bottom() + 16.0);
    let whole = window.harness.render().unwrap();
    let (width, height) = (pane.end - pane.start, (bottom - top) as u32);
    let part = image::imageops::crop_imm(&whole, pane.start, top as u32, width, height).to_image();
    egui_kittest::image_snapshot(&part, name);
}

#[test]
fn roads_and_machine_in_a_narrow_pane() {
    let mut window = on(made::at_odds(), &NARROW, egui::Theme::Light);
    compare(&mut window, NARROW, text::roads::TITLE, text::machine::BY_CHECK, "roads_light_360");
}

#[test]
fn roads_and_machine_in_a_wide_pane() {
    let refused = VisitOutcome::ProxyRefuses(502);
    let visit = made::ended(made::through("proxy.example.co.jp", 8080), refused);
    let mut window = on(made::checked(&made::at_odds(), visit), &WIDE, egui::Theme::Dark);
    let unread = text::environment_pane::unread_title(0);
    compare(&mut window, WIDE, text::roads::TITLE, &unread, "roads_dark_wide");
}

#[test]
fn a_check_that_went_well() {
    let seen = made::checked(&made::at_odds(), made::visit(Road::Direct));
    let mut window = on(seen, &NARROW, egui::Theme::Light);
    let unread = text::environment_pane::unread_title(0);
    compare(&mut window, NARROW, "入口まで届きました", &unread, "check_light_360");
}

/// The improvement plan, half written.
fn plan_in_writing(size: egui::Vec2, theme: egui::Theme) -> Window {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let begin = Begin { size, theme, ..Begin::default() };
    let (mut window, _) = plan::opened(&outside, folder.path(), begin);
    plan::written(&mut window);
    window.wait("the paper", |state| state.documents.ready().is_some());
    window.focus("原因 1");
    window
}

#[test]
fn an_improvement_plan_light() {
    let mut window = plan_in_writing(egui::vec2(1280.0, 800.0), egui::Theme::Light);
    window.harness.snapshot("plan_light_1280x800");
}

#[test]
fn an_improvement_plan_dark() {
    let mut window = plan_in_writing(egui::vec2(1920.0, 1080.0), egui::Theme::Dark);
    window.harness.snapshot("plan_dark_1920x1080");
}
