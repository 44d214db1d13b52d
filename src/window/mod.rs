//! The window: opening it, and the shell that eframe drives. `logic` does, `ui` draws.

mod shell;

use std::path::PathBuf;
use std::sync::Arc;

use crate::app;
use crate::knowledge::{Knowledge, KnowledgeError};
use crate::logging;
use crate::platform::Desktop;
use crate::triage::Model;
use crate::ui::theme;

pub use shell::{App, Scan, Standing, Start};

/// The window's title, and its name to the desktop.
const TITLE: &str = "ログイン診断ノート";
const APP_ID: &str = "login-triage";
/// The size of the first start, in points; later the operator's own.
const FIRST_SIZE: [f32; 2] = [1280.0, 800.0];
const SMALLEST_SIZE: [f32; 2] = [760.0, 560.0];

/// The picture in the task bar. A broken one is no reason not to start: the desktop then shows its own.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/icon-256.png")).unwrap_or_default()
}

/// A window that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The knowledge built into the program cannot be used.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// The desktop gives us no window.
    #[error(transparent)]
    Desktop(#[from] eframe::Error),
}

/// Opens the window, with a note if there is one to open, and returns when it is closed.
pub fn open(case: Option<PathBuf>, standing: Standing) -> Result<(), WindowError> {
    let model = Arc::new(Model::new(Arc::new(Knowledge::embedded()?)));
    let settings_path = app::default_settings_path();
    let settings = settings_path.as_deref().map(app::load_settings).unwrap_or_default();
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
        ..eframe::NativeOptions::default()
    };
    let start = Start { model, settings, settings_path, open: case, scan: Scan::AtStart, standing };
    eframe::run_native(
        APP_ID,
        options,
        Box::new(|context| {
            theme::install_system_fallback(&context.egui_ctx);
            let app = App::new(start, Arc::new(Desktop), &context.egui_ctx);
            logging::keep_in_panics(app.shelter());
            Ok(Box::new(app))
        }),
    )?;
    Ok(())
}
