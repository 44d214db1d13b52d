//! The yardstick for start-up, memory and size: an eframe window with one label, the same fonts and features.
//!
//! `cargo run --release --example bare_window`; `scripts/measure` compares it with the program.

struct Bare;

impl eframe::App for Bare {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("ログイン");
    }
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        renderer: eframe::Renderer::Glow,
        system_font_fallback: false,
        ..eframe::NativeOptions::default()
    };
    let make: eframe::AppCreator<'_> = Box::new(|context| {
        login_triage::ui::theme::install(&context.egui_ctx);
        Ok(Box::new(Bare))
    });
    eframe::run_native("bare-window", options, make)
}
