//! What the machine shows: read, never written.
//!
//! [`scan`] reads the machine behind a [`Root`] into [`facts`], and these become [`findings`]. Nothing is written,
//! no connection is made, and no file that holds cookies, passwords or open pages is opened.
//!
//! Invariant: a reader that fails never fails the others; what it could not read is in [`Report::unread`].

mod browsers;
pub mod facts;
pub mod findings;
mod machine;
mod mask;
mod network;
mod read;
pub mod registry;
pub mod root;

use jiff::Timestamp;
use serde::Serialize;

pub use facts::{Evidence, MACHINE, Os, ReadState, SetBy, Topic, Unread};
pub use findings::{Confidence, Finding};
pub use root::{Root, RootError};

use crate::knowledge::FindingText;
use browsers::inventory;
use facts::{BrowserFacts, Machine};

/// Told how a scan goes, and asked whether to go on. Called on the thread that scans.
pub trait Watch: Sync {
    /// `done` of `of` steps are done; `what` comes next: a browser's name or a [`Topic`] in `snake_case`.
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
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// When the scan was made.
    #[serde(serialize_with = "facts::as_text")]
    pub taken_at: Timestamp,
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
}

/// Reads the machine and says what was found. `now` is the time of the scan, by which rules have ended and uses
/// are recent.
pub fn scan(
    root: &Root,
    texts: &[FindingText],
    now: Timestamp,
    watch: &dyn Watch,
) -> Result<Report, Cancelled> {
    let machine = read_machine(root, now, watch)?;
    Ok(Report {
        findings: findings::findings(&machine, texts),
        browsers: overview(&machine),
        unread: machine.unread,
        taken_at: now,
    })
}

/// Reads the machine. The facts alone, for those who draw their own conclusions.
pub fn read_machine(root: &Root, now: Timestamp, watch: &dyn Watch) -> Result<Machine, Cancelled> {
    let mut machine = Machine {
        os: root.os,
        browsers: Vec::new(),
        default_browser: None,
        system_proxy: None,
        time_zone: None,
        unread: general_unread(root),
    };
    let of = inventory().len() + 3;
    let mut done = 0;
    let mut next = |what: &str| {
        watch.step(done, of, what);
        done += 1;
        if watch.cancelled() { Err(Cancelled) } else { Ok(()) }
    };
    for def in inventory() {
        next(&def.label)?;
        machine.browsers.extend(browsers::read(root, def, now, &mut machine.unread));
    }
    next("default_browser")?;
    machine.default_browser = machine::default_browser::read(root, &mut machine.unread);
    next("time_zone")?;
    machine.time_zone = machine::time_zone::read(root, &mut machine.unread);
    next("system_proxy")?;
    machine.system_proxy = network::proxy::read(root, &mut machine.unread);
    watch.step(of, of, "");
    machine.unread.sort();
    machine.unread.dedup();
    Ok(machine)
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
        });
        profiles.collect()
    };
    machine.browsers.iter().flat_map(of_browser).collect()
}
