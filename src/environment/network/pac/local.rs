//! The scripts that settings of this machine name: those that stand on it are asked, the others are only listed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use data_url::DataUrl;
use jiff::Zoned;
use jiff::tz::{Offset, TimeZone};
use percent_encoding::percent_decode_str;
use url::Url;

use super::{Answers, Content, Limits, Loaded, Offline, facts};
use crate::environment::facts::{
    Family, MACHINE, Machine, OwnProxy, ProxyConfig, ScriptAddress, ScriptFacts, ScriptOutcome, Topic, Unread,
};
use crate::environment::network::route::ROAD_HOSTS;
use crate::environment::read::{self, ReadState};
use crate::environment::root::{Os, Root};
use crate::environment::workers;

/// How long all scripts together may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// How much later the last one has ended.
const GRACE: Duration = Duration::from_millis(500);

/// Asks the scripts that stand in files of this machine or in the settings themselves; of the others it says that they
/// were not loaded. Nothing is reached over a network: a share of another machine is left alone, too.
pub(in crate::environment) fn ask_local(
    root: &Arc<Root>,
    machine: &Machine,
    unread: &mut Vec<Unread>,
    cancelled: &dyn Fn() -> bool,
) -> Vec<ScriptFacts> {
    let users = users(machine);
    if users.is_empty() {
        return Vec::new();
    }
    let (now, own) = (now(root, machine), own_addresses(machine));
    let (end, stop) = (Instant::now() + PATIENCE, Arc::new(AtomicBool::new(false)));
    // What came in time is kept when the time is up.
    let asked: Arc<Mutex<BTreeMap<usize, Asked>>> = Arc::default();
    let work = users.iter().cloned().enumerate().map(|(at, user)| {
        let (root, stop, asked) = (Arc::clone(root), Arc::clone(&stop), Arc::clone(&asked));
        let answers: Arc<dyn Answers> = Arc::new(Offline::new(now.clone(), own.clone()));
        let over = move || stop.load(Ordering::Relaxed) || Instant::now() >= end;
        let job = move || {
            if !over() {
                let answer = ask(&root, &user, &answers, &over);
                asked.lock().unwrap_or_else(PoisonError::into_inner).insert(at, answer);
            }
        };
        Box::new(job) as Box<dyn FnOnce() + Send>
    });
    // A file may be on a drive that does not answer: that thread is left behind.
    let late = || cancelled() || Instant::now() >= end + GRACE;
    workers::run(work.collect(), PATIENCE + GRACE, &late, |_| {}).ok();
    stop.store(true, Ordering::Relaxed);
    if cancelled() {
        return Vec::new();
    }
    let mut asked = std::mem::take(&mut *asked.lock().unwrap_or_else(PoisonError::into_inner));
    let mut scripts = Vec::new();
    for (at, user) in users.iter().enumerate() {
        let (script, trouble) = asked
            .remove(&at)
            .unwrap_or_else(|| (listed(&user.address, ScriptOutcome::NotLoaded), Some(ReadState::TimedOut)));
        unread.extend(trouble.map(|state| Unread {
            subject: MACHINE.to_owned(),
            topic: Topic::ProxyScript,
            path: script.address.shown(),
            state,
        }));
        scripts.push(script);
    }
    scripts
}

/// What a script answered, and why it could not be asked.
type Asked = (ScriptFacts, Option<ReadState>);

/// The address of a script, and whether anybody who is to use it loads files.
#[derive(Clone)]
struct User {
    address: ScriptAddress,
    loads_files: bool,
}

/// Whether scripts are loaded from files, by a browser or, without one, by programs of the system itself.
///
/// Chromium loads none anywhere (`net/proxy_resolution/pac_file_fetcher_impl.cc`, `IsUrlSchemeAllowed`), and neither
/// does Windows since Windows 10 (Microsoft, KB 4025058). Firefox loads the address itself, whoever set it.
fn loads_files(family: Option<Family>, os: Os) -> bool {
    match family {
        Some(Family::Chromium) => false,
        Some(Family::Firefox) => true,
        Some(Family::Safari) | None => os != Os::Windows,
    }
}

/// Whether a script is in a file, and nobody of this family loads it from there.
pub(in crate::environment) fn is_refused(address: &ScriptAddress, family: Option<Family>, os: Os) -> bool {
    matches!(place(address.reveal(), os), Place::File(_)) && !loads_files(family, os)
}

/// Every script that is set anywhere, once.
fn users(machine: &Machine) -> Vec<User> {
    let mut users: Vec<User> = Vec::new();
    let mut add = |family: Option<Family>, config: Option<&ProxyConfig>| {
        let Some(script) = config.and_then(|config| config.script.as_ref()) else { return };
        let loads_files = loads_files(family, machine.os);
        match users.iter_mut().find(|user| user.address == script.address) {
            Some(user) => user.loads_files |= loads_files,
            None => users.push(User { address: script.address.clone(), loads_files }),
        }
    };
    if let Some(system) = &machine.system_proxy {
        add(None, Some(&system.config));
        add(None, system.variables.as_ref());
    }
    for browser in &machine.browsers {
        let family = Some(browser.family);
        add(family, browser.policy.proxy.as_ref().and_then(|choice| choice.config.as_ref()));
        for profile in &browser.profiles {
            match &profile.proxy {
                OwnProxy::Own(choice) => add(family, choice.config.as_ref()),
                // The system's settings, read by this browser.
                OwnProxy::System => {
                    add(family, machine.system_proxy.as_ref().map(|system| &system.config));
                }
                OwnProxy::Unread => {}
            }
        }
        for shortcut in &browser.shortcuts {
            add(family, shortcut.config.as_ref());
        }
    }
    users
}

fn listed(address: &ScriptAddress, outcome: ScriptOutcome) -> ScriptFacts {
    ScriptFacts { address: address.clone(), detected: false, outcome, answers: Vec::new() }
}

/// Loads and asks one script.
fn ask(root: &Root, user: &User, answers: &Arc<dyn Answers>, over: &dyn Fn() -> bool) -> Asked {
    let content = match place(user.address.reveal(), root.os) {
        Place::File(_) if !user.loads_files => Err((ScriptOutcome::BadAddress, None)),
        Place::Network => Err((ScriptOutcome::NotLoaded, None)),
        place => at(root, &user.address, place),
    };
    let content = match content {
        Ok(content) => content,
        Err((outcome, trouble)) => return (listed(&user.address, outcome), trouble),
    };
    let loaded = Loaded { address: user.address.clone(), detected: false, content: Ok(content) };
    let script = facts(loaded, Limits::default(), answers, over, &ROAD_HOSTS);
    let late = (script.outcome == ScriptOutcome::NotLoaded).then_some(ReadState::TimedOut);
    (script, late)
}

/// What stands at an address of this machine: in a file, or in the address itself. Reading a file may take as long as
/// its drive likes.
pub(in crate::environment) fn content(
    root: &Root,
    address: &ScriptAddress,
) -> Result<Content, ScriptOutcome> {
    at(root, address, place(address.reveal(), root.os)).map_err(|(outcome, _)| outcome)
}

type Got = Result<Content, (ScriptOutcome, Option<ReadState>)>;

fn at(root: &Root, address: &ScriptAddress, place: Place) -> Got {
    match place {
        Place::Inline => inline(address.reveal()),
        Place::File(path) => file(root, &path),
        Place::Network | Place::Nowhere => Err((ScriptOutcome::BadAddress, None)),
    }
}

fn file(root: &Root, path: &str) -> Got {
    let failed = |state| match state {
        ReadState::Absent => (ScriptOutcome::Missing(None), None),
        ReadState::TooBig => (ScriptOutcome::TooBig, None),
        state => (ScriptOutcome::NotLoaded, Some(state)),
    };
    let bytes = read::bytes(root, &root.inside(path)).map_err(failed)?;
    Ok(Content { bytes, content_type: None })
}

fn inline(address: &str) -> Got {
    let bad = (ScriptOutcome::BadAddress, None);
    let url = DataUrl::process(address).or(Err(bad))?;
    let (bytes, _) = url.decode_to_vec().or(Err(bad))?;
    let content_type =
        url.mime_type().get_parameter("charset").map(|set| format!("text/plain; charset={set}"));
    Ok(Content { bytes, content_type })
}

/// Where a script is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In its own address.
    Inline,
    /// In a file of this machine, by its absolute path.
    File(String),
    /// Somewhere on a network.
    Network,
    /// The address cannot be understood, or is of a kind from which no browser loads scripts.
    Nowhere,
}

/// Understands an address of a script, in all forms in which people write the path of a file.
pub(super) fn place(address: &str, os: Os) -> Place {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("data") => Place::Inline,
        Some("file") => {
            let path = address.get("file:".len()..).unwrap_or_default();
            let as_address = |path: &'_ str| {
                let path = path.split(['?', '#']).next().unwrap_or_default();
                percent_decode_str(path).decode_utf8_lossy().into_owned()
            };
            // What is no address, such as `file://C:\a%20b.pac`, is taken as a path.
            let plain = if path.contains('\\') { path.to_owned() } else { as_address(path) };
            file_place(&plain.replace('\\', "/"), os)
        }
        Some(drive) if drive.len() == 1 && os == Os::Windows => path_place(&address.replace('\\', "/"), os),
        None if address.starts_with("\\\\") && os == Os::Windows => Place::Network,
        None if address.starts_with('/') && os != Os::Windows => path_place(address, os),
        _ => match Url::parse(address) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Place::Network,
            _ => Place::Nowhere,
        },
    }
}

/// What follows `file:`, with slashes.
fn file_place(rest: &str, os: Os) -> Place {
    let Some(after) = rest.strip_prefix("//") else { return path_place(rest, os) };
    if is_drive(after) {
        return path_place(after, os);
    }
    match after.find('/').map(|at| after.split_at(at)) {
        Some(("" | "localhost", path)) => path_place(path, os),
        // A host: a share of another machine.
        Some(_) => Place::Network,
        None => Place::Nowhere,
    }
}

fn path_place(path: &str, os: Os) -> Place {
    let inner = path.trim_start_matches('/');
    match os {
        // `file:////server/share`
        Os::Windows if path.starts_with("//") && !is_drive(inner) => Place::Network,
        Os::Windows if is_drive(inner) => Place::File(inner.replacen('|', ":", 1)),
        Os::Macos | Os::Linux if path.starts_with('/') && !inner.is_empty() => Place::File(path.to_owned()),
        _ => Place::Nowhere,
    }
}

/// Whether a path begins as `C:/` does. `C|` is an old way to write it.
fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':' | b'|', b'/', _, ..] if letter.is_ascii_alphabetic())
}

/// The time of the scan on the machine's own clock.
fn now(root: &Root, machine: &Machine) -> Zoned {
    let zone = if root.is_live() { TimeZone::system() } else { zone(machine) };
    machine.taken_at.to_zoned(zone)
}

/// The zone of a copied machine; UTC where it is not known.
fn zone(machine: &Machine) -> TimeZone {
    let Some(zone) = &machine.time_zone else { return TimeZone::UTC };
    if zone.like_japan {
        return TimeZone::fixed(Offset::constant(9));
    }
    TimeZone::get(&zone.name).or_else(|_| TimeZone::posix(&zone.name)).unwrap_or(TimeZone::UTC)
}

/// The addresses of the interface that leads outside; none if that is not known.
fn own_addresses(machine: &Machine) -> Vec<std::net::IpAddr> {
    let links = machine.links.as_ref();
    let of_route = links.and_then(|links| links.interface(&links.default_routes.first()?.interface));
    let Some(interface) = of_route.filter(|interface| interface.is_in_use()) else { return Vec::new() };
    interface.addresses.clone()
}
