//! What the machine shows: read, never written.
//!
//! [`scan`] reads the machine behind a [`Root`] into [`facts`], and these become [`findings`]. Nothing is written but
//! private copies of databases, which are removed again. No connection is made, no file that holds passwords or open
//! pages is opened, and of cookies no value is read.
//!
//! Invariant: a reader that fails never fails the others; what it could not read is in [`Report::unread`].

mod browsers;
pub mod facts;
pub mod findings;
mod hosts;
mod json_parts;
mod machine;
mod mask;
mod network;
pub mod online;
mod parts;
mod processes;
mod read;
pub mod registry;
pub mod root;
mod workers;

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

#[doc(hidden)]
pub use network::pac::trial as pac_trial;

pub use browsers::programs::{Installed, InstalledProfile, browser_label, installed};
pub use browsers::{NeededHosts, needed_hosts};
pub use facts::{Evidence, MACHINE, Os, ReadState, SetBy, Topic, Unread};
pub use findings::{Confidence, Finding};
#[doc(hidden)]
pub use network::fuzzing;
pub use network::roads::{disagreeing, roads};
#[doc(hidden)]
pub use network::system::printed_by_scutil;
pub use root::{Asking, Root, RootError};

use crate::knowledge::FindingText;
use browsers::{Browser, BrowserDef, ProfileJob, inventory};
use facts::{BrowserFacts, DoorFacts, ExtensionFacts, InstallFacts, JarFacts, Machine, Route};
use parts::{Gathered, Part};

/// Told how a scan goes, and asked whether to go on. Called on the thread that scans.
pub trait Watch: Sync {
    /// `done` of `of` steps are done; `what` is being read: `browsers`, then `profiles`.
    fn step(&self, done: usize, of: usize, what: &str);
    /// Whether the scan is to end now.
    fn cancelled(&self) -> bool;
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn step(&self, _done: usize, _of: usize, _what: &str) {}

    fn cancelled(&self) -> bool {
        false
    }
}

/// The scan was ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the scan was cancelled")]
pub struct Cancelled;

/// What a scan found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Possible reasons, worst first.
    pub findings: Vec<Finding>,
    /// All profiles of all browsers.
    pub browsers: Vec<ProfileOverview>,
    /// By which road each browser reaches a host of Amazon.
    pub routes: Vec<Route>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// When the scan was made.
    #[serde(serialize_with = "facts::as_text")]
    pub taken_at: Timestamp,
    /// All that was read, to draw from and to check the connection with.
    #[serde(skip)]
    pub machine: Arc<Machine>,
}

impl Report {
    /// What follows from the facts.
    fn of(machine: Machine, texts: &[FindingText]) -> Self {
        let routes = network::route::routes(&machine);
        Self {
            findings: findings::findings(&machine, &routes, texts),
            browsers: overview(&machine),
            routes,
            unread: machine.unread.clone(),
            taken_at: machine.taken_at,
            machine: Arc::new(machine),
        }
    }
}

/// One profile of one browser, for an overview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileOverview {
    /// The browser's id in the inventory.
    pub browser: String,
    /// The browser's name.
    pub label: String,
    /// The profile's name, e-mail addresses masked.
    pub profile: String,
    /// Both, as findings name them.
    pub subject: String,
    /// Whether this browser opens links.
    pub opens_links: bool,
    /// Whether the profile was the last one used in its browser.
    pub last_used: bool,
    /// Whether the browser keeps a record of when sites were used.
    pub usage_known: bool,
    /// When Seller Central was last used.
    #[serde(serialize_with = "facts::as_optional_text")]
    pub seller_last_used: Option<Timestamp>,
    /// When any page of Amazon was last used.
    #[serde(serialize_with = "facts::as_optional_text")]
    pub amazon_last_used: Option<Timestamp>,
    /// Whether its settings could be read.
    pub state: ReadState,
    /// The browser's version, and whether it runs.
    pub install: InstallFacts,
    /// Its cookies; none if it has no store.
    pub jar: Option<JarFacts>,
    /// Its enabled extensions.
    pub extensions: Vec<ExtensionFacts>,
    /// By which addresses the person goes to Amazon.
    pub doors: Vec<DoorFacts>,
}

/// Cookies that Amazon sets in Japan only after a sign-in.
const SIGNED_IN: [&str; 2] = ["x-acbjp", "at-acbjp"];

impl ProfileOverview {
    /// Whether somebody signed in to Amazon in it and that is still remembered: it may be the trusted device.
    pub fn remembers_sign_in(&self, now: Timestamp) -> bool {
        let lasting = |cookie: &&facts::CookieFacts| cookie.expires.is_some_and(|end| end > now);
        let own = |cookie: &facts::CookieFacts| {
            cookie.host.ends_with("amazon.co.jp") && SIGNED_IN.contains(&cookie.name.as_str())
        };
        self.jar.iter().flat_map(|jar| &jar.cookies).filter(lasting).any(own)
    }
}

/// Reads the machine and says what was found. `now` is the time of the scan, by which rules have ended and uses
/// are recent.
pub fn scan(
    root: &Arc<Root>,
    texts: &[FindingText],
    now: Timestamp,
    watch: &dyn Watch,
) -> Result<Report, Cancelled> {
    Ok(Report::of(read_machine(root, now, watch)?, texts))
}

/// Reads the machine. The facts alone, for those who draw their own conclusions.
///
/// First every browser is looked for, then all profiles are read, each part on whatever thread is free.
pub fn read_machine(root: &Arc<Root>, now: Timestamp, watch: &dyn Watch) -> Result<Machine, Cancelled> {
    let mut machine = Machine { unread: general_unread(root), ..Machine::unknown(root.os, now) };
    watch.step(0, 1, "browsers");
    let (browsers, jobs) = open_browsers(root, now, watch, &mut machine)?;
    machine.browsers = browsers;
    let mut parts: Vec<Part> = jobs.into_iter().map(|(browser, job)| Part::Profile(browser, job)).collect();
    parts.extend(Part::of_machine());
    let of = parts.len() + 1;
    watch.step(1, of, "profiles");
    let lost: Vec<Gathered> = parts.iter().map(|part| part.unread(ReadState::TimedOut)).collect();
    let work = parts.into_iter().map(|part| {
        let root = Arc::clone(root);
        Box::new(move || part.read(&root)) as Box<dyn FnOnce() -> Gathered + Send>
    });
    let done = |done| watch.step(done + 1, of, "profiles");
    let results = workers::run(work.collect(), workers::PATIENCE, &|| watch.cancelled(), done)?;
    for (result, lost) in results.into_iter().zip(lost) {
        result.unwrap_or(lost).into_machine(&mut machine);
    }
    let mut unread = Vec::new();
    machine.scripts = network::pac::ask_local(root, &machine, &mut unread, &|| watch.cancelled());
    machine.unread.extend(unread);
    if watch.cancelled() {
        return Err(Cancelled);
    }
    machine.unread.sort();
    machine.unread.dedup();
    Ok(machine)
}

/// Reads what a machine shows about some topics of its own, one after another on this thread: to measure them alone.
#[doc(hidden)]
pub fn read_topics(root: &Root, topics: &[Topic], now: Timestamp) -> Machine {
    let mut machine = Machine::unknown(root.os, now);
    for part in Part::about(topics) {
        part.read(root).into_machine(&mut machine);
    }
    machine
}

type Found = (Vec<BrowserFacts>, Vec<(usize, ProfileJob)>);

/// Looks for every browser of the inventory; each profile's job comes with the place of its browser.
fn open_browsers(
    root: &Arc<Root>,
    now: Timestamp,
    watch: &dyn Watch,
    machine: &mut Machine,
) -> Result<Found, Cancelled> {
    let look = |def: &'static BrowserDef| {
        let root = Arc::clone(root);
        let look = move || {
            let mut unread = Vec::new();
            (browsers::open(&root, def, now, &mut unread), unread)
        };
        Box::new(look) as Box<dyn FnOnce() -> (Vec<Browser>, Vec<Unread>) + Send>
    };
    let work = inventory().iter().map(look).collect();
    let results = workers::run(work, workers::PATIENCE, &|| watch.cancelled(), |_| {})?;
    let (mut facts, mut jobs) = (Vec::new(), Vec::new());
    for (result, def) in results.into_iter().zip(inventory()) {
        let Some((found, unread)) = result else {
            let (topic, state) = (Topic::BrowserFolder, ReadState::TimedOut);
            machine.unread.push(Unread { subject: def.label.clone(), topic, path: String::new(), state });
            continue;
        };
        machine.unread.extend(unread);
        for browser in found {
            jobs.extend(browser.jobs.into_iter().map(|job| (facts.len(), job)));
            facts.push(browser.facts);
        }
    }
    Ok((facts, jobs))
}

/// What is known to be unread before anything is.
fn general_unread(root: &Root) -> Vec<Unread> {
    let about = |topic, path, state| Unread { subject: MACHINE.to_owned(), topic, path, state };
    let mut unread = Vec::new();
    if root.registry.state() != ReadState::Ok {
        unread.push(about(Topic::Registry, "registry.reg".to_owned(), root.registry.state()));
    }
    unread.extend(
        root.other_homes
            .iter()
            .map(|home| about(Topic::OtherPeople, root.shown(home), ReadState::Unsupported)),
    );
    unread
}

fn overview(machine: &Machine) -> Vec<ProfileOverview> {
    let default = machine.default_browser.as_ref().and_then(|default| default.browser.as_ref());
    let of_browser = |browser: &BrowserFacts| -> Vec<ProfileOverview> {
        let opens_links = Some(&browser.id) == default;
        let profiles = browser.profiles.iter().map(|profile| ProfileOverview {
            browser: browser.id.clone(),
            label: browser.label.clone(),
            profile: profile.name.clone(),
            subject: profile.subject.clone(),
            opens_links,
            last_used: profile.last_used,
            usage_known: profile.amazon.is_some(),
            seller_last_used: findings::last_of_seller(profile).map(|used| used.last),
            amazon_last_used: findings::last_of_amazon(profile).map(|used| used.last),
            state: profile.state,
            install: browser.install.clone(),
            jar: profile.jar.clone(),
            extensions: profile.extensions.clone(),
            doors: profile.doors.clone(),
        });
        profiles.collect()
    };
    machine.browsers.iter().flat_map(of_browser).collect()
}
