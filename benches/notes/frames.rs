//! Frames of the list of cases at rest, while it is read, and while somebody types into its search.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use login_triage::app::{Asking, Listing, Picked, Settings, State};
use login_triage::case::Places;
use login_triage::case::places::Mode;
use login_triage::environment::online::Internet;
use login_triage::environment::{Os, Root};
use login_triage::knowledge::Knowledge;
use login_triage::platform::instance::Alone;
use login_triage::platform::{FileWish, Host, PickFuture};
use login_triage::policy::Policy;
use login_triage::triage::Model;
use login_triage::window::{App, Scan, Standing, Start};

use super::{TYPED, ratio, timed};

/// Between two frames: a screen shows 60 a second, and what is done meanwhile is not the window's.
const PACE: Duration = Duration::from_micros(16_667);
/// Idle frames that are looked at.
const IDLE: usize = 240;
/// Rounds, of which the best counts, so that other programs on the machine do not.
const ROUNDS: usize = 3;

/// An outside with a folder of notes.
struct Office(Places);

impl Host for Office {
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
        unreachable!("no folder is shown")
    }

    fn places(&self) -> Option<Places> {
        Some(self.0.clone())
    }

    fn root(&self) -> Root {
        let machine = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/machines/linux_healthy");
        Root::copied(&machine, Os::Linux).unwrap()
    }

    fn internet(&self) -> Arc<dyn Internet> {
        unreachable!("nobody asks for a check of the connection")
    }

    fn now(&self) -> Timestamp {
        super::now()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

type Window = Harness<'static, Option<App>>;

/// The window on the first page.
fn open(place: &Path, folder: &Path) -> Window {
    let at = |name: &str| place.join(name);
    let places = Places {
        mode: Mode::Installed,
        notes: folder.to_owned(),
        settings: at("settings.ron"),
        recovery: at("recovery"),
        cache: at("no-cache-yet"),
        ..Places::within(place)
    };
    let host: Arc<dyn Host> = Arc::new(Office(places));
    let model = Arc::new(Model::new(Arc::new(Knowledge::embedded().unwrap())));
    let settings = Settings::default();
    let (settings_path, open, policy) = (None, None, Policy::default());
    let (scan, standing) = (Scan::OnRequest, Standing::Alone(Alone::OutOfReach));
    let mut start = Some(Start { model, settings, settings_path, open, policy, scan, standing });
    let mut window = Harness::builder()
        .with_size(egui::vec2(1920.0, 1080.0))
        .with_context_setup(login_triage::ui::theme::install)
        .build_ui_state(
            move |ui, app: &mut Option<App>| {
                let app =
                    app.get_or_insert_with(|| App::new(start.take().unwrap(), Arc::clone(&host), ui.ctx()));
                app.logic(ui.ctx(), None);
                app.ui(ui);
            },
            None,
        );
    for _ in 0..20 {
        window.step();
    }
    window
}

fn state(window: &Window) -> &State {
    window.state().as_ref().unwrap().state()
}

/// A frame.
struct Drawn {
    time: Duration,
    /// Whether it is the first that shows these rows. Their words have to be laid out then, whoever has found them.
    first: bool,
}

/// Frames at the pace of a screen until something holds.
fn frames(window: &mut Window, mut done: impl FnMut(&State, usize) -> bool) -> Vec<Drawn> {
    let mut times = Vec::new();
    let mut before = None;
    while !done(state(window), times.len()) {
        let (time, ()) = timed(|| window.step());
        let shown = Some((state(window).cases.found.rows.as_ptr(), state(window).cases.typed.clone()));
        times.push(Drawn { time, first: before.is_some() && shown != before });
        before = shown;
        let next = Instant::now() + PACE.saturating_sub(time);
        while Instant::now() < next {
            thread::park_timeout(next.saturating_duration_since(Instant::now()));
        }
    }
    times
}

/// The slowest frames beside those at rest, in the best of a few rounds.
pub fn compare(place: &Path, folder: &Path) {
    let rounds: Vec<Round> =
        (0..ROUNDS).map(|round| measure(&place.join(format!("round-{round}")), folder)).collect();
    let best = |of: fn(&Round) -> Duration| rounds.iter().map(of).min().unwrap_or_default();
    let rest = best(|round| round.rest);
    println!("an idle frame: {rest:?}, the slowest of {IDLE}: {:?}", best(|round| round.slowest_at_rest));
    for (what, worst) in
        [("listing", best(|round| round.listing)), ("searching", best(|round| round.searching))]
    {
        println!("slowest frame while {what}: {worst:?}");
        println!("ratio: {:.2} (to stay below 2)", ratio(worst, rest));
    }
    println!("slowest frame that shows other rows than the one before: {:?}", best(|round| round.new_rows));
}

/// What the frames of one window took.
struct Round {
    /// The slowest frame while the folder is listed.
    listing: Duration,
    /// The slowest while somebody types into the search.
    searching: Duration,
    /// The slowest of those that show other rows than the frame before.
    new_rows: Duration,
    /// The median at rest.
    rest: Duration,
    slowest_at_rest: Duration,
}

fn measure(place: &Path, folder: &Path) -> Round {
    let mut window = open(place, folder);
    window.get_by_role_and_label(Role::Tab, "一覧").click();
    let listing = frames(&mut window, |state, _| state.cases.listing == Listing::Listed);
    // The texts are read meanwhile, as they are when somebody begins to type at once.
    window.get_by_role_and_label(Role::TextInput, "すべての記録から探す").focus();
    let mut searching = Vec::new();
    for typed in TYPED {
        for c in typed.chars() {
            window.event(egui::Event::Text(c.to_string()));
            searching
                .extend(frames(&mut window, |state, frame| frame > 1 && state.cases.asking == Asking::Idle));
        }
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    }
    window.key_press(egui::Key::Delete);
    frames(&mut window, |state, frame| frame > 4 && state.cases.asking == Asking::Idle);
    assert!(!state(&window).cases.found.rows.is_empty(), "all notes are shown again");
    let idle = frames(&mut window, |_, frame| frame == IDLE);
    let mut idle: Vec<Duration> = idle.iter().map(|drawn| drawn.time).collect();
    idle.sort_unstable();
    let slowest = |frames: &[Drawn], first: bool| {
        let times = frames.iter().filter(|drawn| drawn.first == first).map(|drawn| drawn.time);
        times.max().unwrap_or_default()
    };
    Round {
        listing: slowest(&listing, false),
        searching: slowest(&searching, false),
        new_rows: slowest(&listing, true).max(slowest(&searching, true)),
        rest: idle[idle.len() / 2],
        slowest_at_rest: idle[idle.len() - 1],
    }
}
