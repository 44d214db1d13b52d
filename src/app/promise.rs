//! What a job has promised to report, and what is reported in its place where it breaks off.

use std::sync::mpsc::SyncSender;

use super::command::Event;

/// An event that is reported when this goes away, on whatever way.
pub(super) struct Promise {
    event: Option<Event>,
    /// It is on the thread of the job, which may wait for the window; else it is on the window's own.
    begun: bool,
    sender: SyncSender<Event>,
    context: egui::Context,
}

impl Promise {
    /// A promise that is still on the window's own thread; `otherwise` is reported if nothing else is.
    pub(super) fn new(otherwise: Event, sender: SyncSender<Event>, context: egui::Context) -> Self {
        Self { event: Some(otherwise), begun: false, sender, context }
    }

    /// Does the job, on its own thread.
    pub(super) fn keep(mut self, job: impl FnOnce() -> Option<Event>) {
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
