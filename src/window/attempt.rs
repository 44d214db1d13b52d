//! One rung, in this program: the window is drawn in this way, or it is told why not.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::case::runs_since;
use crate::logging;
use crate::platform::Desktop;
use crate::ui::theme;

use super::boot::{Boot, Writing};
use super::forced::Forced;
use super::rung::Rung;
use super::shell::{App, Start};

/// The longest that the window waits until the disk knows of a start that begins or ends.
const PATIENCE: Duration = Duration::from_millis(500);

/// Why a window is not there, or not any more.
#[derive(Debug)]
pub(super) enum Trouble {
    /// There is no screen to open it on, whatever draws.
    NoScreen(String),
    /// This rung cannot draw.
    Rung(String),
    /// It was open, and broke off.
    Broke(String),
}

/// A start that is written down before its first frame and after it.
#[derive(Debug)]
pub(super) struct Attempt {
    rung: Rung,
    boot: Boot,
    begun: Writing,
}

impl Attempt {
    /// Begins to write down that this rung is tried.
    pub(super) fn begin(rung: Rung, boot: Boot) -> Self {
        let begun =
            boot.note(move |memory| memory.begin(rung, std::process::id(), Timestamp::now(), runs_since));
        Self { rung, boot, begun }
    }

    /// Leaves it, for a reason that has nothing to do with drawing.
    pub(super) fn leave(self) {
        self.begun.wait(PATIENCE);
        self.boot.note(|memory| memory.end(std::process::id())).wait(PATIENCE);
    }

    /// Opens the window and returns when it is closed, or cannot be opened.
    pub(super) fn open(self, start: Start) -> Result<(), Trouble> {
        let Self { rung, boot, begun } = self;
        let is_drawn = Arc::new(AtomicBool::new(false));
        let first = FirstFrame { rung, boot: boot.clone(), is_drawn: Arc::clone(&is_drawn) };
        begun.wait(PATIENCE);
        let result = on_its_own(move || run(rung, start, first));
        let trouble = match result {
            Ok(Ok(())) => None,
            Ok(Err(trouble)) => Some(trouble),
            Err(panic) => Some(Trouble::Rung(words(&*panic))),
        };
        let trouble = match trouble {
            Some(Trouble::NoScreen(why) | Trouble::Rung(why)) if is_drawn.load(Ordering::SeqCst) => {
                Some(Trouble::Broke(why))
            }
            other => other,
        };
        let has_failed = matches!(trouble, Some(Trouble::Rung(_)));
        let ended = boot.note(move |memory| {
            let pid = std::process::id();
            if has_failed {
                memory.refuse(rung, pid, Timestamp::now());
            } else {
                memory.end(pid);
            }
        });
        ended.wait(PATIENCE);
        trouble.map_or(Ok(()), Err)
    }
}

fn run(rung: Rung, start: Start, first: FirstFrame) -> Result<(), Trouble> {
    let forced = Forced::from_environment();
    let opened = eframe::run_native(
        super::APP_ID,
        super::options(rung, &start.settings),
        Box::new(move |context| {
            forced.draw(rung)?;
            theme::install_system_fallback(&context.egui_ctx);
            let app = App::new(start, Arc::new(Desktop), &context.egui_ctx);
            logging::keep_in_panics(app.shelter());
            Ok(Box::new(Attended { app, frame: Frame::None, first, forced }))
        }),
    );
    opened.map_err(|error| match error {
        eframe::Error::WinitEventLoop(error) => Trouble::NoScreen(error.to_string()),
        error => Trouble::Rung(error.to_string()),
    })
}

/// Told when the first frame is on the screen.
struct FirstFrame {
    rung: Rung,
    boot: Boot,
    is_drawn: Arc<AtomicBool>,
}

impl FirstFrame {
    fn is_there(&self) {
        self.is_drawn.store(true, Ordering::SeqCst);
        log::info!("the window is drawn by {}", self.rung);
        let rung = self.rung;
        // Nobody waits for it: the window must not.
        drop(self.boot.note(move |memory| memory.draw(rung, std::process::id(), Timestamp::now())));
    }
}

/// How far the first frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    None,
    /// It was handed over to be drawn.
    HandedOver,
    /// It is on the screen.
    Drawn,
}

/// The window, and who waits for its first frame.
struct Attended {
    app: App,
    frame: Frame,
    first: FirstFrame,
    forced: Forced,
}

impl eframe::App for Attended {
    fn logic(&mut self, context: &egui::Context, frame: &mut eframe::Frame) {
        // What was handed over in the last frame is drawn before this one begins.
        if self.frame == Frame::HandedOver {
            self.frame = Frame::Drawn;
            self.first.is_there();
            self.forced.show();
        }
        eframe::App::logic(&mut self.app, context, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        eframe::App::ui(&mut self.app, ui, frame);
        if self.frame == Frame::None {
            self.frame = Frame::HandedOver;
            ui.ctx().request_repaint();
        }
    }
}

/// Does something whose panics come back as errors, so that all that it held is let go of. It asks for no more than
/// Windows does, so that a mistake shows on every system.
#[cfg(not(windows))]
fn on_its_own<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> thread::Result<R> {
    // Nothing that it could have left half done is used again.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
}

/// The same on Windows, on a thread of its own. There an event loop owns an invisible window for as long as its thread
/// lives; every program that tells all windows of something would wait for this one while it waits for the next rung.
#[cfg(windows)]
fn on_its_own<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> thread::Result<R> {
    let (send, result) = std::sync::mpsc::sync_channel(1);
    let started = thread::Builder::new().name("window".to_owned()).spawn(move || {
        // Somebody waits for it below.
        send.send(std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))).ok();
    });
    // The thread is not waited for: what the system does at its end must not keep anybody.
    started.map_err(|error| Box::new(error.to_string()) as Box<dyn Any + Send>)?;
    result.recv().unwrap_or_else(|error| Err(Box::new(error.to_string())))
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_with_its_words() {
        assert_eq!(on_its_own(|| 3).unwrap(), 3);
        let error = on_its_own(|| panic!("no configuration")).unwrap_err();
        assert_eq!(words(&*error), "no configuration");
        let error = on_its_own(|| panic!("no {}", "driver")).unwrap_err();
        assert_eq!(words(&*error), "no driver");
        let error = on_its_own(|| std::panic::panic_any(3)).unwrap_err();
        assert_eq!(words(&*error), "a panic");
    }
}
