//! Work off the UI thread: named threads that report over a bounded channel and wake the window once.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use jiff::Timestamp;

use crate::case::{self, Case};
use crate::environment::{self, Asking, Watch};
use crate::knowledge::FindingText;
use crate::platform::{FileWish, Host};
use crate::ui::text::errors;

use super::command::{Effect, Event, Replace};
use super::settings;
use super::state::{PathPurpose, Progress};

/// Reports that may wait for the window. More than any job sends without being asked.
const WAITING_REPORTS: usize = 64;

/// Starts jobs and takes in their reports.
pub struct Jobs {
    host: Arc<dyn Host>,
    context: egui::Context,
    sender: SyncSender<Event>,
    receiver: Receiver<Event>,
    scan: Option<Arc<AtomicBool>>,
    findings: Arc<Vec<FindingText>>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs").finish_non_exhaustive()
    }
}

impl Jobs {
    /// Jobs that wake `context` when they have something to report.
    pub fn new(host: Arc<dyn Host>, context: egui::Context, findings: Vec<FindingText>) -> Self {
        let (sender, receiver) = sync_channel(WAITING_REPORTS);
        Self { host, context, sender, receiver, scan: None, findings: Arc::new(findings) }
    }

    /// The time, as the outside has it.
    pub fn now(&self) -> Timestamp {
        self.host.now()
    }

    /// The reports that have come in.
    pub fn reports(&self) -> Vec<Event> {
        self.receiver.try_iter().collect()
    }

    /// Starts what an effect asks for. Never waits.
    pub fn start(&mut self, effect: Effect, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::Scan(asking) => self.scan(asking),
            Effect::CancelScan => {
                if let Some(cancel) = &self.scan {
                    cancel.store(true, Ordering::Relaxed);
                }
            }
            Effect::OpenUrl { link, url } => {
                let host = Arc::clone(&self.host);
                self.spawn("open-url", move || {
                    let result = host.open_url(&url);
                    Event::Opened { link, url, result }
                });
            }
            Effect::Copy(text) => self.context.copy_text(text),
            Effect::PickOpen { folder } => self.pick(PathPurpose::Open, FileWish::Open { folder }, frame),
            Effect::PickSave { folder, name } => {
                self.pick(PathPurpose::Save, FileWish::Save { folder, name }, frame);
            }
            Effect::Load(path) => self.spawn("load", move || load(path)),
            Effect::Save { case, path, replace } => self.spawn("save", move || save(&case, path, replace)),
            Effect::SaveSettings(settings, path) => self.spawn_quiet("settings", move || {
                settings::save(&settings, &path)
                    .err()
                    .map(|error| Event::SettingsFailed(errors::settings_error(&error)))
            }),
            Effect::Close => self.context.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn scan(&mut self, asking: Asking) {
        let cancel = Arc::new(AtomicBool::new(false));
        self.scan = Some(Arc::clone(&cancel));
        let watch = ScanWatch { cancel, sender: self.sender.clone(), context: self.context.clone() };
        let host = Arc::clone(&self.host);
        let findings = Arc::clone(&self.findings);
        self.spawn("scan", move || {
            let root = Arc::new(host.root().with_asking(asking));
            let report = environment::scan(&root, &findings, host.now(), &watch).ok();
            Event::Scanned(report.map(Box::new))
        });
    }

    fn pick(&self, purpose: PathPurpose, wish: FileWish, frame: Option<&eframe::Frame>) {
        let dialog = self.host.pick(wish, frame);
        self.spawn("file-dialog", move || Event::Picked(purpose, pollster::block_on(dialog)));
    }

    fn spawn(&self, name: &str, job: impl FnOnce() -> Event + Send + 'static) {
        self.spawn_quiet(name, || Some(job()));
    }

    fn spawn_quiet(&self, name: &str, job: impl FnOnce() -> Option<Event> + Send + 'static) {
        let sender = self.sender.clone();
        let context = self.context.clone();
        let started = thread::Builder::new().name(name.to_owned()).spawn(move || {
            if let Some(event) = job() {
                // The window may be gone; then nobody wants to know.
                sender.send(event).ok();
                context.request_repaint();
            }
        });
        if let Err(error) = started {
            log::error!("the thread {name} cannot start: {error}");
        }
    }
}

/// Tells the window how far the scan is, and the scan that it is to stop.
struct ScanWatch {
    cancel: Arc<AtomicBool>,
    sender: SyncSender<Event>,
    context: egui::Context,
}

impl Watch for ScanWatch {
    fn step(&self, done: usize, of: usize, what: &str) {
        let progress = Progress { done, of, what: what.to_owned() };
        match self.sender.try_send(Event::ScanProgress(progress)) {
            Ok(()) => self.context.request_repaint(),
            // Progress may be skipped; the result is sent in any case.
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
    }

    fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }
}

fn load(path: PathBuf) -> Event {
    let result = case::load(&path).map(Box::new).map_err(|error| errors::load_error(&error));
    Event::Loaded(path, result)
}

fn save(case: &Case, path: PathBuf, replace: Replace) -> Event {
    if replace == Replace::AskFirst && exists(&path) {
        return Event::Exists(path);
    }
    let result = case::save(case, &path).map(|_| ()).map_err(|error| errors::save_error(&error));
    Event::Saved(path, result)
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
