//! Work off the UI thread: named threads that report over a bounded channel and wake the window once.

mod reporter;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use jiff::Timestamp;

use crate::case::index::Cache;
use crate::environment::{Asking, Report};
use crate::knowledge::FindingText;
use crate::platform::instance::Instance;
use crate::platform::{FileWish, Host};
use crate::ui::text::errors;

use super::cases::{self, CasesEffect, Desk};
use super::checking::{self, CheckEffect, CheckSource, Checked};
use super::command::{Effect, Event, Picked};
use super::documents::{self, DocumentsEffect, DocumentsEvent};
use super::export::{self, ExportEffect, ExportEvent};
use super::keeping::{self, Keeper, Shelter};
use super::learning;
use super::ledger::{self, LedgerEffect};
use super::noting::{self, PictureEffect};
use super::opening::{self, Handed, Handing, OpeningEffect, OpeningEvent};
use super::policies::{self, PolicyEffect};
use super::settings;
use super::state::PathPurpose;

pub use reporter::Reporter;

/// Starts jobs and takes in their reports.
pub struct Jobs {
    host: Arc<dyn Host>,
    reporter: Reporter,
    receiver: Receiver<Event>,
    keeper: Keeper,
    scan: Option<Arc<AtomicBool>>,
    check: Option<Arc<AtomicBool>>,
    /// Who knows the list of cases, once somebody has looked at it.
    desk: Option<Desk>,
    findings: Arc<Vec<FindingText>>,
    handing: Handing,
    /// Where later starts of the program hand something over, if this is the first one.
    instance: Option<Arc<Instance>>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Jobs").finish_non_exhaustive()
    }
}

impl Jobs {
    /// Jobs that wake `context` when they have something to report.
    pub fn new(host: Arc<dyn Host>, context: egui::Context, findings: Vec<FindingText>) -> Self {
        let (reporter, receiver) = Reporter::new(context);
        let keeper = Keeper::new(Arc::clone(&host), reporter.clone());
        let findings = Arc::new(findings);
        let handing = Handing::default();
        Self {
            host,
            reporter,
            receiver,
            keeper,
            scan: None,
            check: None,
            desk: None,
            findings,
            handing,
            instance: None,
        }
    }

    /// Takes in what later starts of the program hand over, from now on and until this is dropped.
    pub fn attend(&mut self, instance: Arc<Instance>) {
        let context = self.reporter.context.clone();
        instance.attend(move || context.request_repaint());
        self.instance = Some(instance);
    }

    /// The time, as the outside has it.
    pub fn now(&self) -> Timestamp {
        self.host.now()
    }

    /// The reports that have come in.
    pub fn reports(&self) -> Vec<Event> {
        let handed = self.instance.iter().flat_map(|instance| instance.take()).map(Event::HandedOver);
        self.receiver.try_iter().chain(handed).collect()
    }

    /// Starts what an effect asks for. Never waits.
    pub fn start(&mut self, effect: Effect, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::Scan(asking) => self.scan(asking),
            Effect::CancelScan => cancel(self.scan.as_ref()),
            Effect::CheckConnection(report) => self.check(report),
            Effect::CancelCheck => cancel(self.check.as_ref()),
            Effect::Opening(effect) => self.open(effect, frame),
            Effect::Policy(effect) => self.policy(effect),
            Effect::Check(CheckEffect::Paste) => {
                self.reporter.context.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
            }
            Effect::Check(CheckEffect::Look(source)) => self.look(source),
            Effect::Copy(text) => self.reporter.context.copy_text(text),
            Effect::PickOpen { folder } => self.pick(PathPurpose::Open, FileWish::Open { folder }, frame),
            Effect::PickSave { folder, name } => {
                self.pick(PathPurpose::Save, FileWish::Save { folder, name }, frame);
            }
            Effect::PickFolder { folder } => {
                self.pick(PathPurpose::Folder, FileWish::Folder { folder }, frame);
            }
            Effect::PickPicture { folder } => {
                self.pick(PathPurpose::Picture, FileWish::Picture { folder }, frame);
            }
            Effect::PickTable { folder } => self.pick(PathPurpose::Table, FileWish::Table { folder }, frame),
            Effect::PickHandoutFolder { folder } => {
                self.pick(PathPurpose::Handout, FileWish::Folder { folder }, frame);
            }
            Effect::Ledger(effect) => self.ledger(effect),
            Effect::Picture(effect) => self.picture(effect),
            Effect::Cases(effect) => self.cases(effect),
            Effect::Load(path) => {
                let now = self.now();
                let otherwise = keeping::load_broken_off(path.clone());
                self.promise("load", otherwise, move || keeping::load(path, now));
            }
            Effect::Save { case, to } => {
                let now = self.now();
                let otherwise = Event::Saved(to.path(), Err(errors::broken_off()));
                self.promise("save", otherwise, move || keeping::save(*case, to, now));
            }
            Effect::Keep(effect) => self.keeper.start(effect),
            Effect::SaveSettings(settings, path) => self.spawn_quiet("settings", move || {
                settings::save(&settings, &path)
                    .err()
                    .map(|error| Event::SettingsFailed(errors::settings_error(&error)))
            }),
            Effect::Export(effect) => self.export(effect, frame),
            Effect::CountOwnCases { folder, cache } => {
                let now = self.now();
                let cache = cache.map(|cache| Cache::in_folder(&cache));
                self.promise("own-cases", Event::OwnCasesCounted(None), move || {
                    Event::OwnCasesCounted(learning::read(&folder, cache.as_ref(), now).ok())
                });
            }
            Effect::Documents(effect) => self.documents(effect),
            Effect::Raise => self.raise(),
            Effect::Close => self.reporter.context.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    fn policy(&self, effect: PolicyEffect) {
        let host = Arc::clone(&self.host);
        self.spawn_quiet("open-url", move || policies::carry_out(effect, host.as_ref()).map(Event::Policy));
    }

    /// Brings the window to the front; where the desktop forbids that, it marks the window instead.
    fn raise(&self) {
        let context = &self.reporter.context;
        context.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
        context.send_viewport_cmd(egui::ViewportCommand::Focus);
        let attention = egui::UserAttentionType::Informational;
        context.send_viewport_cmd(egui::ViewportCommand::RequestUserAttention(attention));
    }

    /// Hands over pages that waited for the window's leave to come to the front. Called in each frame.
    pub fn hand_over(&mut self, frame: &mut eframe::Frame) {
        for open in self.handing.ready(frame, self.host.now(), &self.reporter.context) {
            self.hand(open);
        }
    }

    fn open(&mut self, effect: OpeningEffect, frame: Option<&eframe::Frame>) {
        let host = Arc::clone(&self.host);
        match effect {
            OpeningEffect::Look => {
                let otherwise = Event::Opening(OpeningEvent::Browsers(Vec::new()));
                self.promise("browsers", otherwise, move || {
                    Event::Opening(OpeningEvent::Browsers(host.browsers()))
                });
            }
            OpeningEffect::Open(open) => {
                let now = host.now();
                if let Some(open) = self.handing.ask(open, frame, now, &self.reporter.context) {
                    self.hand(open);
                }
            }
            OpeningEffect::PickFolder { folder } => {
                let dialog = host.pick(FileWish::Folder { folder }, frame);
                let otherwise = Event::Opening(OpeningEvent::PickedFolder(Picked::NoDialog));
                self.promise("file-dialog", otherwise, move || {
                    Event::Opening(OpeningEvent::PickedFolder(pollster::block_on(dialog)))
                });
            }
            OpeningEffect::Write(files, replace) => {
                self.spawn("staff-files", move || Event::Opening(opening::write(files, replace)));
            }
        }
    }

    fn hand(&self, open: Handed) {
        let host = Arc::clone(&self.host);
        let otherwise = Event::Opening(opening::broken_off(&open));
        self.promise("open-url", otherwise, move || Event::Opening(opening::hand(&*host, open)));
    }

    fn scan(&mut self, asking: Asking) {
        let watch = self.reporter.watch(Event::ScanProgress);
        self.scan = Some(Arc::clone(&watch.cancel));
        let (host, texts) = (Arc::clone(&self.host), Arc::clone(&self.findings));
        self.promise("scan", Event::Scanned(None), move || {
            let report = host.scan(asking, &texts, &watch).ok();
            Event::Scanned(report.map(Box::new))
        });
    }

    fn check(&mut self, report: Box<Report>) {
        let watch = self.reporter.watch(Event::CheckProgress);
        self.check = Some(Arc::clone(&watch.cancel));
        let (host, texts) = (Arc::clone(&self.host), Arc::clone(&self.findings));
        self.promise("connection", Event::ConnectionChecked(None), move || {
            let report = host.check(&report, &texts, &watch).ok();
            Event::ConnectionChecked(report.map(Box::new))
        });
    }

    /// A decoder that breaks off is one that could not read the picture.
    fn picture(&self, effect: PictureEffect) {
        let (host, context) = (Arc::clone(&self.host), self.reporter.context.clone());
        let otherwise = noting::broken_off(&effect);
        self.promise("picture", Event::Picture(otherwise), move || {
            Event::Picture(noting::carry_out(effect, host.as_ref(), &context))
        });
    }

    fn cases(&mut self, effect: CasesEffect) {
        let host = Arc::clone(&self.host);
        match effect {
            CasesEffect::Duplicate(_) | CasesEffect::Trash { .. } | CasesEffect::CreateFolder(_) => {
                self.spawn_quiet("case", move || cases::carry_out(effect, host.as_ref()).map(Event::Cases));
            }
            CasesEffect::List { .. }
            | CasesEffect::Ask { .. }
            | CasesEffect::Preview { .. }
            | CasesEffect::Attend(_) => {
                let Reporter { sender, context } = &self.reporter;
                self.desk
                    .get_or_insert_with(|| Desk::new(host, context.clone(), sender.clone()))
                    .want(effect);
            }
        }
    }

    fn ledger(&mut self, effect: LedgerEffect) {
        if ledger::is_for_recovery(&effect) {
            return self.keeper.keep_ledger(effect);
        }
        let now = self.now();
        let otherwise = ledger::broken_off(&effect);
        self.reporter.promise("ledger", otherwise, move || ledger::carry_out(effect, now).map(Event::Ledger));
    }

    fn look(&self, source: CheckSource) {
        let otherwise = Event::Checked(Box::new(Checked::broken_off(&source)));
        self.promise("url-check", otherwise, move || Event::Checked(Box::new(checking::look(source))));
    }

    /// A job that the window waits for: where it breaks off, or cannot begin, `otherwise` is reported.
    fn promise(&self, name: &str, otherwise: Event, job: impl FnOnce() -> Event + Send + 'static) {
        self.reporter.promise(name, otherwise, || Some(job()));
    }

    fn export(&self, effect: ExportEffect, frame: Option<&eframe::Frame>) {
        match effect {
            ExportEffect::Render(job) => {
                let otherwise = Event::Export(ExportEvent::Failed(errors::broken_off()));
                self.promise("export", otherwise, move || Event::Export(export::render(&job)));
            }
            ExportEffect::Write { path, rendered, existing } => {
                let otherwise = Event::Export(ExportEvent::Failed(errors::broken_off()));
                self.promise("export", otherwise, move || {
                    Event::Export(export::write(path, &rendered, existing))
                });
            }
            ExportEffect::Pick { folder, name, format } => {
                let dialog = self.host.pick(FileWish::Export { folder, name, format }, frame);
                let otherwise = Event::Export(ExportEvent::Picked(Picked::NoDialog));
                self.promise("file-dialog", otherwise, move || {
                    Event::Export(ExportEvent::Picked(pollster::block_on(dialog)))
                });
            }
            ExportEffect::OpenFolder(folder) => {
                let host = Arc::clone(&self.host);
                self.spawn_quiet("open-folder", move || {
                    let opened = host.show_folder(&folder);
                    opened
                        .err()
                        .map(|_| Event::Export(ExportEvent::FolderFailed(errors::folder_not_shown(&folder))))
                });
            }
        }
    }

    fn documents(&self, effect: DocumentsEffect) {
        match effect {
            DocumentsEffect::Render(job) => self.spawn("paper", move || {
                Event::Documents(DocumentsEvent::Rendered(job.number, Arc::new(export::rendered(&job))))
            }),
            DocumentsEffect::LookForOthers(job) => {
                let (now, otherwise) = (self.now(), job.clone());
                let otherwise = Event::Documents(DocumentsEvent::Others(otherwise, None));
                self.promise("other-notes", otherwise, move || {
                    let found = documents::look_for_others(&job, now);
                    Event::Documents(DocumentsEvent::Others(job, found))
                });
            }
        }
    }

    fn pick(&self, purpose: PathPurpose, wish: FileWish, frame: Option<&eframe::Frame>) {
        let dialog = self.host.pick(wish, frame);
        let otherwise = Event::Picked(purpose, Picked::NoDialog);
        self.promise("file-dialog", otherwise, move || Event::Picked(purpose, pollster::block_on(dialog)));
    }

    fn spawn(&self, name: &str, job: impl FnOnce() -> Event + Send + 'static) {
        self.reporter.spawn(name, || Some(job()));
    }

    fn spawn_quiet(&self, name: &str, job: impl FnOnce() -> Option<Event> + Send + 'static) {
        self.reporter.spawn(name, job);
    }

    /// What a panic can still keep.
    pub fn shelter(&self) -> Arc<Shelter> {
        self.keeper.shelter()
    }
}

impl Drop for Jobs {
    /// The window is gone; what is handed over from now on waits for another one, or for the end of the program.
    fn drop(&mut self) {
        if let Some(instance) = &self.instance {
            instance.leave();
        }
    }
}

fn cancel(job: Option<&Arc<AtomicBool>>) {
    if let Some(job) = job {
        job.store(true, Ordering::Relaxed);
    }
}
