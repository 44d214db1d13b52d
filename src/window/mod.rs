//! The window: opening it, and the shell that eframe drives. `logic` does, `ui` draws.
//!
//! Not every machine draws in every way: Remote Desktop and virtual machines often have no OpenGL, and a driver can break
//! off. So there is a ladder of ways (`rung`); the first one that draws is taken. The first that is tried is tried in
//! this program (`attempt`), each further one in a program of its own (`again`), since a program gets one event loop and
//! cannot let go of a driver. Before the first frame it is written down which rung is tried, and behind it that it drew
//! (`boot`), so that a start after one that died takes another rung.

mod again;
mod attempt;
mod boot;
#[cfg(windows)]
mod dx12;
mod forced;
#[cfg(any(target_os = "macos", test))]
mod menu;
mod rung;
mod shell;

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::{self, Settings};
use crate::case::{Places, runs_since};
use crate::environment::Os;
use crate::knowledge::{Knowledge, KnowledgeError};
use crate::policy::Policy;
use crate::triage::Model;

use again::{Ended, UNDRAWN};
use attempt::{Attempt, Trouble};
use boot::Boot;

pub use again::Part;
pub use rung::{Rung, Wanted, rungs};
pub use shell::{App, Scan, Standing, Start};

/// The window's title.
pub const TITLE: &str = "ログイン診断ノート";
/// Its name to the desktop.
const APP_ID: &str = "login-triage";
/// The size of the first start, in points; later the operator's own.
const FIRST_SIZE: [f32; 2] = [1280.0, 800.0];
const SMALLEST_SIZE: [f32; 2] = [760.0, 560.0];

/// The picture in the task bar. A broken one is no reason not to start: the desktop then shows its own.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/icon-256.png")).unwrap_or_default()
}

/// How the window is to be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// What is asked for.
    pub wanted: Wanted,
    /// The part of this program in trying it.
    pub part: Part,
}

/// Why there is no window, or no more.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The knowledge built into the program cannot be used.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// There is no screen to open it on.
    #[error("there is no screen: {0}")]
    NoScreen(String),
    /// Nothing on this machine draws it.
    #[error("nothing draws the window: {tried:?}")]
    NoRenderer {
        /// What was tried, in this order.
        tried: Vec<Rung>,
    },
    /// It was open, and broke off.
    #[error("the window broke off")]
    Broke,
}

/// Opens the window, with a note if there is one to open, and returns when it is closed: with the exit code of the
/// program, which is another program's where that one has drawn the window. `places` is where things are kept, if
/// anywhere.
pub fn open(
    case: Option<&Path>,
    drawing: Drawing,
    standing: Standing,
    places: Option<&Places>,
) -> Result<u8, WindowError> {
    let boot = Boot::new(places.map(|places| places.boot.clone()));
    let mut rungs = plan(&boot, drawing).into_iter();
    let mut tried = Vec::new();
    for rung in rungs.by_ref() {
        tried.push(rung);
        if drawing.part.can_try(rung) {
            // Behind this, another start may be the first one: the next rung's.
            match open_here(rung, case, standing, &boot)? {
                None => return Ok(0),
                Some(why) => log::warn!("{rung} draws no window: {why}"),
            }
            break;
        }
        let error = again::become_for(rung, case);
        log::warn!("{rung} cannot be tried: {error}");
    }
    if drawing.part == Part::OneRung {
        return Ok(UNDRAWN);
    }
    for rung in rungs {
        tried.push(rung);
        match again::try_rung(rung, case, &boot) {
            Ok(Ended::Code(code)) => return Ok(code),
            Ok(Ended::Crashed) => return Err(WindowError::Broke),
            Ok(Ended::Undrawn(why)) => log::warn!("{rung} draws no window: {why}"),
            Err(error) => log::warn!("{rung} cannot be tried: {error}"),
        }
    }
    Err(WindowError::NoRenderer { tried })
}

/// The rungs that this program tries, or has tried by others.
fn plan(boot: &Boot, drawing: Drawing) -> Vec<Rung> {
    let now = Timestamp::now();
    let mut memory = boot.read();
    memory.settle(now, runs_since);
    let mut rungs = rung::plan(Os::current(), drawing.wanted, &memory.failed(now));
    if drawing.part == Part::OneRung {
        rungs.truncate(1);
    }
    rungs
}

/// Opens the window in this program. Why it cannot be drawn, if it cannot.
fn open_here(
    rung: Rung,
    case: Option<&Path>,
    standing: Standing,
    boot: &Boot,
) -> Result<Option<String>, WindowError> {
    // The disk takes its time; the knowledge is read meanwhile.
    let attempt = Attempt::begin(rung, boot.clone());
    let knowledge = match Knowledge::embedded() {
        Ok(knowledge) => knowledge,
        Err(error) => {
            attempt.leave();
            return Err(error.into());
        }
    };
    let model = Arc::new(Model::new(Arc::new(knowledge)));
    let settings_path = app::default_settings_path();
    let settings = settings_path.as_deref().map(app::load_settings).unwrap_or_default();
    let (open, policy, scan) = (case.map(Path::to_owned), Policy::live(), Scan::AtStart);
    let start = Start { model, settings, settings_path, open, policy, scan, standing };
    match attempt.open(start) {
        Ok(()) => Ok(None),
        Err(Trouble::Rung(why)) => Ok(Some(why)),
        Err(Trouble::NoScreen(why)) => Err(WindowError::NoScreen(why)),
        Err(Trouble::Broke(why)) => {
            log::error!("the window broke off: {why}");
            Err(WindowError::Broke)
        }
    }
}

/// What eframe is told.
fn options(rung: Rung, settings: &Settings) -> eframe::NativeOptions {
    let size = settings.window.map_or(FIRST_SIZE, |(width, height)| [width, height]);
    let viewport = egui::ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id(APP_ID)
        .with_icon(icon())
        .with_inner_size(size)
        .with_min_inner_size(SMALLEST_SIZE);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // The locale of the machine must not decide on the shapes of Japanese characters.
        system_font_fallback: false,
        persist_window: false,
        #[cfg(target_os = "macos")]
        event_loop_builder: Some(Box::new(menu::without_winits_own)),
        ..eframe::NativeOptions::default()
    };
    drawn_by(rung, options)
}

/// The environment says whether OpenGL draws on the processor.
#[cfg(not(windows))]
fn drawn_by(_rung: Rung, options: eframe::NativeOptions) -> eframe::NativeOptions {
    options
}

#[cfg(windows)]
fn drawn_by(rung: Rung, mut options: eframe::NativeOptions) -> eframe::NativeOptions {
    use winit::platform::windows::EventLoopBuilderExtWindows as _;
    // See `attempt::on_its_own`.
    options.event_loop_builder = Some(Box::new(|builder| {
        builder.with_any_thread(true);
    }));
    let drawer = match rung {
        Rung::Glow | Rung::Software => return options,
        Rung::Wgpu => dx12::Drawer::Card,
        Rung::Warp => dx12::Drawer::Processor,
    };
    options.renderer = eframe::Renderer::Wgpu;
    options.wgpu_options = dx12::configuration(drawer);
    options
}
