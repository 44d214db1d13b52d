//! A window without a screen: the real app, driven by accessible names, with the outside stood in for.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use login_triage::app::{Picked, Settings, Shelter, State, Theme};
use login_triage::case::places::Mode;
use login_triage::case::{Editor, Places};
use login_triage::environment::online::{self, Internet};
use login_triage::environment::{self, Asking, Cancelled, Os, Report, Root, Watch};
use login_triage::knowledge::{FindingText, Knowledge};
use login_triage::platform::instance::Alone;
use login_triage::platform::{FileWish, Host, PickFuture};
use login_triage::policy::Policy;
use login_triage::triage::Model;
use login_triage::window::{App, Scan, Standing, Start};

/// How long a job on a thread may take, on a machine with much else to do.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The outside of a test: what the operator picks, and what was opened.
#[derive(Default)]
pub struct Outside {
    pub opened: Mutex<Vec<String>>,
    pub refuse_urls: Mutex<bool>,
    pub picks: Mutex<Vec<Picked>>,
    pub wishes: Mutex<Vec<FileWish>>,
    pub machine: Mutex<Option<PathBuf>>,
    /// Held by a test, it holds up the reading of the machine.
    pub hold_scan: Mutex<()>,
    /// Shown instead of what is on the machine.
    pub made: Mutex<Option<Report>>,
    /// What the check of the connection comes to; without one it is really made, on a network without names.
    pub checked: Mutex<Option<Checked>>,
    /// Held by a test, it holds up the check of the connection.
    pub hold_check: Mutex<()>,
    pub network: Arc<NoNetwork>,
    /// Where the program keeps things; nowhere, if a test needs no such place.
    pub places: Mutex<Option<Places>>,
    /// What was put into the bin, and is in no folder any more.
    pub trashed: Mutex<Vec<PathBuf>>,
    /// Folders that were shown in the file manager.
    pub shown: Mutex<Vec<PathBuf>>,
    /// Work that is left to the outside breaks off.
    pub break_off: Mutex<bool>,
    /// How much time has passed.
    pub passed: Mutex<SignedDuration>,
}

/// What a check of the connection comes to.
#[derive(Clone)]
pub enum Checked {
    /// It gets to its end, whether or not it was cancelled meanwhile.
    Ends(Box<Report>),
    /// It breaks off.
    BreaksOff,
}

/// A network on which no name has an address; it counts what it is asked.
#[derive(Default)]
pub struct NoNetwork {
    pub taken: AtomicUsize,
    pub asked: AtomicUsize,
}

impl Internet for NoNetwork {
    fn resolve(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Err(io::ErrorKind::NotFound.into())
    }

    fn connect(&self, _to: SocketAddr, _patience: Duration) -> io::Result<TcpStream> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Err(io::ErrorKind::ConnectionRefused.into())
    }
}

impl Host for Outside {
    fn open_url(&self, url: &str) -> Result<(), String> {
        if *self.refuse_urls.lock().unwrap() {
            return Err("refused by the test".to_owned());
        }
        self.opened.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn pick(&self, wish: FileWish, _parent: Option<&eframe::Frame>) -> PickFuture {
        self.wishes.lock().unwrap().push(wish);
        if *self.break_off.lock().unwrap() {
            return Box::pin(async { panic!("the dialog breaks off, as the test wants it") });
        }
        let picked = self.picks.lock().unwrap().pop().unwrap_or(Picked::Cancelled);
        Box::pin(std::future::ready(picked))
    }

    fn trash(&self, path: &Path) -> Result<(), String> {
        let gone = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        gone.map_err(|error| error.to_string())?;
        self.trashed.lock().unwrap().push(path.to_owned());
        Ok(())
    }

    fn show_folder(&self, folder: &Path) -> Result<(), String> {
        assert!(!*self.break_off.lock().unwrap(), "showing breaks off, as the test wants it");
        self.shown.lock().unwrap().push(folder.to_owned());
        Ok(())
    }

    fn places(&self) -> Option<Places> {
        self.places.lock().unwrap().clone()
    }

    fn editor(&self, name: &str) -> Editor {
        Editor { who: name.to_owned(), machine: "PC-01".to_owned(), pid: std::process::id() }
    }

    fn root(&self) -> Root {
        let _held = self.hold_scan.lock().unwrap();
        let machine = self.machine.lock().unwrap().clone();
        let folder = machine.unwrap_or_else(|| fixture("machines/linux_healthy"));
        // Fixtures begin with the name of their system.
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let os = match name.split('_').next() {
            Some("windows") => Os::Windows,
            Some("macos" | "safari") => Os::Macos,
            _ => Os::Linux,
        };
        Root::copied(&folder, os).expect("the fixture is a machine")
    }

    fn internet(&self) -> Arc<dyn Internet> {
        self.network.taken.fetch_add(1, Ordering::SeqCst);
        self.network.clone()
    }

    fn scan(&self, asking: Asking, texts: &[FindingText], watch: &dyn Watch) -> Result<Report, Cancelled> {
        if let Some(made) = self.made.lock().unwrap().clone() {
            return Ok(made);
        }
        let root = Arc::new(self.root().with_asking(asking));
        environment::scan(&root, texts, self.now(), watch)
    }

    fn check(&self, report: &Report, texts: &[FindingText], watch: &dyn Watch) -> Result<Report, Cancelled> {
        watch.step(1, 4, "proxies");
        drop(self.hold_check.lock().unwrap());
        let checked = self.checked.lock().unwrap().clone();
        match checked {
            Some(Checked::Ends(report)) => Ok(*report),
            Some(Checked::BreaksOff) => panic!("the check breaks off, as the test wants it"),
            None => {
                let root = Arc::new(self.root());
                online::check(&root, report, &self.internet(), texts, self.now(), watch)
            }
        }
    }

    fn now(&self) -> Timestamp {
        let begun: Timestamp = "2026-11-21T00:42:00Z".parse().unwrap();
        begun + *self.passed.lock().unwrap()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get("Asia/Tokyo").unwrap()
    }
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// An outside that keeps things in a folder of a test.
pub fn outside_in(folder: &Path) -> Arc<Outside> {
    let outside = Arc::new(Outside::default());
    *outside.places.lock().unwrap() =
        Some(Places { mode: Mode::Installed, notes: folder.join("記録"), ..Places::within(folder) });
    outside
}

/// How a test window begins.
pub struct Begin {
    pub size: egui::Vec2,
    pub theme: egui::Theme,
    pub scan: Scan,
    pub open: Option<PathBuf>,
    pub settings_path: Option<PathBuf>,
    pub settings: Settings,
    pub policy: Policy,
    pub os: egui::os::OperatingSystem,
    pub standing: Standing,
}

impl Default for Begin {
    fn default() -> Self {
        Self {
            size: egui::vec2(1280.0, 800.0),
            theme: egui::Theme::Light,
            scan: Scan::OnRequest,
            open: None,
            settings_path: None,
            settings: Settings::default(),
            policy: Policy::default(),
            os: egui::os::OperatingSystem::Nix,
            standing: Standing::Alone(Alone::OutOfReach),
        }
    }
}

/// The window: made in its first frame, when the harness has its context.
pub struct Late {
    start: Option<Start>,
    host: Arc<dyn Host>,
    app: Option<App>,
}

impl Late {
    fn draw(&mut self, ui: &mut egui::Ui) {
        let host = Arc::clone(&self.host);
        let start = &mut self.start;
        let app = self.app.get_or_insert_with(|| {
            let app = App::new(start.take().expect("made once"), host, ui.ctx());
            // How many frames a job takes is not the same twice: pictures must not depend on it.
            ui.ctx().all_styles_mut(|style| style.visuals.text_cursor.blink = false);
            app
        });
        app.logic(ui.ctx(), None);
        // The harness leaves a margin around; a window has none.
        let whole = ui.ctx().content_rect();
        ui.scope_builder(egui::UiBuilder::new().max_rect(whole), |ui| {
            ui.set_clip_rect(whole);
            app.ui(ui);
        });
    }
}

pub struct Window {
    pub harness: Harness<'static, Late>,
    pub outside: Arc<Outside>,
    /// Where the fixture that is open was copied to.
    _folder: Option<tempfile::TempDir>,
}

/// A fixture is opened as a copy of its own: whoever opens a note marks it as being edited, and may save it.
fn own_copy(open: PathBuf) -> (Option<tempfile::TempDir>, PathBuf) {
    if !open.starts_with(fixture("")) {
        return (None, open);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join(open.file_name().expect("a file"));
    std::fs::copy(open, &copy).expect("the fixture is there");
    (Some(folder), copy)
}

impl Window {
    pub fn open(begin: Begin) -> Self {
        Self::open_with(begin, Arc::default())
    }

    pub fn open_with(begin: Begin, outside: Arc<Outside>) -> Self {
        let model = Arc::new(Model::new(Arc::new(Knowledge::embedded().expect("the build has checked it"))));
        let theme = match begin.theme {
            egui::Theme::Light => Theme::Light,
            egui::Theme::Dark => Theme::Dark,
        };
        let settings = Settings { theme, ..begin.settings };
        let (folder, open) =
            begin.open.map(own_copy).map_or((None, None), |(folder, open)| (folder, Some(open)));
        let (settings_path, policy) = (begin.settings_path, begin.policy);
        let (scan, standing) = (begin.scan, begin.standing);
        let start = Start { model, settings, settings_path, open, policy, scan, standing };
        let late = Late { start: Some(start), host: outside.clone(), app: None };
        let harness = Harness::builder()
            .with_size(begin.size)
            .with_theme(begin.theme)
            .with_os(begin.os)
            .with_max_steps(40)
            .with_context_setup(login_triage::ui::theme::install)
            .build_ui_state(|ui, late: &mut Late| late.draw(ui), late);
        let mut window = Self { harness, outside, _folder: folder };
        window.settle();
        window
    }

    pub fn state(&self) -> &State {
        self.harness.state().app.as_ref().expect("made in the first frame").state()
    }

    /// What a panic keeps.
    pub fn shelter(&self) -> Arc<Shelter> {
        self.harness.state().app.as_ref().expect("made in the first frame").shelter()
    }

    /// Runs frames until nothing asks for another one.
    pub fn settle(&mut self) {
        self.harness.run_ok();
    }

    /// Presses the button or choice of this name. There must be one; behind a dialog there may be more.
    #[track_caller]
    pub fn press(&mut self, name: &str) {
        self.pressable(name).scroll_to_me();
        self.settle();
        self.pressable(name).click();
        self.settle();
    }

    /// Presses the first of several buttons of this name.
    #[track_caller]
    pub fn press_first(&mut self, name: &str) {
        let mut all = self.harness.query_all_by_role_and_label(Role::Button, name);
        all.next().unwrap_or_else(|| panic!("no button is named {name}")).click();
        drop(all);
        self.settle();
    }

    /// Presses a button of the dialog in front: the last one of this name.
    #[track_caller]
    pub fn press_in_dialog(&mut self, name: &str) {
        let last = self.harness.query_all_by_role_and_label(Role::Button, name).last();
        last.unwrap_or_else(|| panic!("no button is named {name}")).click();
        self.settle();
    }

    /// Brings a pane of a narrow window to the front.
    #[track_caller]
    pub fn press_tab(&mut self, name: &str) {
        self.harness.get_by_role_and_label(Role::RadioButton, name).click();
        self.settle();
    }

    #[track_caller]
    pub fn focus(&mut self, name: &str) {
        self.field(name).scroll_to_me();
        self.settle();
        self.field(name).focus();
        self.settle();
    }

    /// Replaces the text of a field.
    #[track_caller]
    pub fn replace(&mut self, name: &str, text: &str) {
        self.focus(name);
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.settle();
        self.field(name).type_text(text);
        self.settle();
    }

    /// Leaves the current card without knowing, several times.
    pub fn answer_current_with_unknown(&mut self, times: usize) {
        for _ in 0..times {
            let shown =
                |name: &&str| self.harness.query_all_by_role_and_label(Role::Button, name).next().is_some();
            let ways_out = ["次へ", "ほかは分からない", "わからない", "あとで"];
            let name = ways_out.into_iter().find(shown).expect("every card can be left");
            self.press_first(name);
        }
    }

    /// Brings a step into the card by pressing it among ほかにできること, answering what stands before it.
    #[track_caller]
    pub fn choose_step(&mut self, id: &str) {
        let label = self.state().model.knowledge().step(id).expect("a step").label.clone();
        for _ in 0..40 {
            if self.state().current_step() == Some(id) {
                return;
            }
            if self.harness.query_all_by_role_and_label(Role::Button, &label).next().is_some() {
                self.press(&label);
            } else {
                self.answer_current_with_unknown(1);
            }
        }
        panic!("{id} never comes up");
    }

    pub fn probability_of(&self, cause: &str) -> f64 {
        let state = self.state();
        let posterior = state.assessment.posterior.as_ref().expect("the answers are known");
        let column = (0..posterior.order().len()).find(|column| state.model.cause_id(*column) == cause);
        posterior.of(column.expect("a cause"))
    }

    /// The operator closes the window.
    pub fn close(&mut self) {
        let input = self.harness.input_mut();
        let root = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        root.events.push(egui::ViewportEvent::Close);
        self.settle();
    }

    /// Runs frames until a job has written the file.
    #[track_caller]
    pub fn wait_for_file(&mut self, path: &Path) {
        let path = path.to_owned();
        self.wait("the file is written", move |_| path.is_file());
    }

    #[track_caller]
    fn pressable<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        for role in [Role::Button, Role::RadioButton, Role::CheckBox, Role::Tab, Role::DisclosureTriangle] {
            if self.harness.query_all_by_role_and_label(role, name).next().is_some() {
                return self.harness.get_by_role_and_label(role, name);
            }
        }
        panic!("no button or choice is named {name}");
    }

    /// Puts a text into the field of this name, as the keyboard or an input method would.
    #[track_caller]
    pub fn type_into(&mut self, name: &str, text: &str) {
        self.focus(name);
        self.field(name).type_text(text);
        self.settle();
    }

    #[track_caller]
    fn field<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        let one_line = self.harness.query_by_role_and_label(Role::TextInput, name);
        one_line.unwrap_or_else(|| self.harness.get_by_role_and_label(Role::MultilineTextInput, name))
    }

    #[track_caller]
    pub fn sees(&self, name: &str) {
        assert!(self.harness.query_all_by_label(name).next().is_some(), "not on the screen: {name}");
    }

    pub fn shows(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// Runs frames until a job on a thread has reported what is waited for.
    #[track_caller]
    pub fn wait(&mut self, what: &str, reported: impl Fn(&State) -> bool) {
        self.wait_for(what, |window| reported(window.state()));
    }

    /// The same for what is waited for outside the state.
    #[track_caller]
    pub fn wait_for(&mut self, what: &str, reported: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            self.harness.step();
            if reported(self) {
                self.settle();
                // What was done before may have taken it back only now.
                if reported(self) {
                    return;
                }
            }
            std::thread::yield_now();
        }
        panic!("never reported: {what}");
    }
}
