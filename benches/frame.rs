//! A frame of the fullest screen, against a frame of egui's own widget gallery in the same run.
//!
//! `cargo bench --bench frame`. Layout and tessellation, no painting.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a bench that cannot start has nothing to measure"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, RawInput, Rect, Vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use login_triage::app::{Picked, Settings};
use login_triage::case::Places;
use login_triage::environment::online::Internet;
use login_triage::environment::{Os, Root};
use login_triage::knowledge::Knowledge;
use login_triage::platform::instance::Alone;
use login_triage::platform::{FileWish, Host, PickFuture};
use login_triage::policy::Policy;
use login_triage::triage::Model;
use login_triage::window::{App, Scan, Standing, Start};

const SIZE: Vec2 = Vec2::new(1920.0, 1080.0);

/// The machine and note of the tests.
struct Fixtures;

impl Host for Fixtures {
    fn open_url(&self, _url: &str) -> Result<(), String> {
        Ok(())
    }

    fn pick(&self, _wish: FileWish, _parent: Option<&eframe::Frame>) -> PickFuture {
        Box::pin(std::future::ready(Picked::Cancelled))
    }

    fn trash(&self, _path: &Path) -> Result<(), String> {
        unreachable!("nothing is put away")
    }

    fn show_folder(&self, _folder: &Path) -> Result<(), String> {
        Ok(())
    }

    fn places(&self) -> Option<Places> {
        None
    }

    fn root(&self) -> Root {
        Root::copied(&fixture("machines/linux_office"), Os::Linux).unwrap()
    }

    fn internet(&self) -> Arc<dyn Internet> {
        unreachable!("nobody asks for a check of the connection")
    }

    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn input() -> RawInput {
    RawInput { screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, SIZE)), ..RawInput::default() }
}

/// One frame: layout and tessellation.
fn frame(context: &Context, draw: &mut dyn FnMut(&mut egui::Ui)) -> usize {
    let output = context.run_ui(input(), |ui| draw(ui));
    context.tessellate(output.shapes, output.pixels_per_point).len()
}

/// The window with a note in the midst of a triage and a machine with many findings.
fn full_window(context: &Context) -> App {
    let model = Arc::new(Model::new(Arc::new(Knowledge::embedded().unwrap())));
    let open = Some(fixture("notes/in_the_midst.ron"));
    let (settings, standing) = (Settings::default(), Standing::Alone(Alone::OutOfReach));
    let (settings_path, policy, scan) = (None, Policy::default(), Scan::AtStart);
    let start = Start { model, settings, settings_path, open, policy, scan, standing };
    let mut app = App::new(start, Arc::new(Fixtures), context);
    let began = Instant::now();
    while app.state().path.is_none() || app.state().environment.report.is_none() {
        frame(context, &mut |ui| draw(&mut app, ui));
        assert!(began.elapsed() < Duration::from_mins(1), "the fixtures do not load");
    }
    app
}

fn draw(app: &mut App, ui: &mut egui::Ui) {
    app.logic(ui.ctx(), None);
    app.ui(ui);
}

fn frames(c: &mut Criterion) {
    let ours = Context::default();
    let mut app = full_window(&ours);
    let theirs = Context::default();
    login_triage::ui::theme::install(&theirs);
    let mut gallery = egui_demo_lib::WidgetGallery::default();
    let mut group = c.benchmark_group("frame");
    group.bench_function("fullest screen", |b| {
        b.iter(|| frame(&ours, &mut |ui| draw(&mut app, ui)));
    });
    group.bench_function("widget gallery", |b| {
        b.iter(|| frame(&theirs, &mut |ui| egui_demo_lib::View::ui(&mut gallery, ui)));
    });
    group.finish();
}

criterion_group!(benches, frames);
criterion_main!(benches);
