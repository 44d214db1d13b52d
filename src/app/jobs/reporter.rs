//! How threads tell the window what they have come to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use crate::app::command::Event;
use crate::app::state::Progress;
use crate::environment::Watch;
use crate::ui::text::errors;

/// Reports that may wait for the window. More than any job sends without being asked.
const WAITING_REPORTS: usize = 64;

/// Tells the window what a thread has come to.
#[derive(Clone)]
pub struct Reporter {
    pub(super) sender: SyncSender<Event>,
    pub(super) context: egui::Context,
}

impl Reporter {
    /// What reports, and where the reports come in.
    pub(super) fn new(context: egui::Context) -> (Self, Receiver<Event>) {
        let (sender, receiver) = sync_channel(WAITING_REPORTS);
        (Self { sender, context }, receiver)
    }

    /// For a job that tells how far it is, and can be stopped.
    pub(super) fn watch(&self, event: fn(Progress) -> Event) -> JobWatch {
        let Self { sender, context } = self.clone();
        JobWatch { cancel: Arc::default(), event, sender, context }
    }

    /// Reports something.
    pub(in crate::app) fn send(&self, event: Event) {
        // The window may be gone; then nobody wants to know.
        self.sender.send(event).ok();
        self.context.request_repaint();
    }

    /// Starts a job on a thread of its own. If it breaks off, the operator is told so.
    pub(in crate::app) fn spawn(&self, name: &str, job: impl FnOnce() -> Option<Event> + Send + 'static) {
        self.promise(name, Event::Failed(errors::broken_off()), job);
    }

    /// The same for a job that something waits for: where it breaks off, or cannot begin, `otherwise` is reported.
    pub(in crate::app) fn promise(
        &self,
        name: &str,
        otherwise: Event,
        job: impl FnOnce() -> Option<Event> + Send + 'static,
    ) {
        let Self { sender, context } = self.clone();
        let promise = Promise { event: Some(otherwise), begun: false, sender, context };
        let started = thread::Builder::new().name(name.to_owned()).spawn(move || promise.keep(job));
        if let Err(error) = started {
            log::error!("the thread {name} cannot start: {error}");
        }
    }
}

/// An event that is reported when this goes away, on whatever way.
struct Promise {
    event: Option<Event>,
    /// It is on the thread of the job, which may wait for the window; else it is on the window's own.
    begun: bool,
    sender: SyncSender<Event>,
    context: egui::Context,
}

impl Promise {
    fn keep(mut self, job: impl FnOnce() -> Option<Event>) {
        self.begun = true;
        self.event = job();
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        if let Some(event) = self.event.take() {
            // The window may be gone; then nobody wants to know.
            if self.begun {
                self.sender.send(event).ok();
            } else {
                self.sender.try_send(event).ok();
            }
            self.context.request_repaint();
        }
    }
}

/// Tells the window how far a job is, and the job that it is to stop.
pub(super) struct JobWatch {
    pub(super) cancel: Arc<AtomicBool>,
    event: fn(Progress) -> Event,
    sender: SyncSender<Event>,
    context: egui::Context,
}

impl Watch for JobWatch {
    fn step(&self, done: usize, of: usize, what: &str) {
        let progress = Progress { done, of, what: what.to_owned() };
        match self.sender.try_send((self.event)(progress)) {
            Ok(()) => self.context.request_repaint(),
            // Progress may be skipped; the result is sent in any case.
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
    }

    fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}
