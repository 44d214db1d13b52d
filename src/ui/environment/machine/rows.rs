//! What the lines about this machine say. Pure.

use crate::environment::facts::{
    Answer, InterfaceKind, LinkFacts, Machine, Road, Trust, Visit, VisitOutcome,
};
use crate::environment::{MACHINE, Report, Topic};
use crate::ui::text;

use crate::ui::environment::roads::named;

/// A clock that is off by as many seconds or more is worth a look.
const SKEWED: u64 = 30;
/// Less than as many bytes are too few for a browser to keep what it must.
const TOO_LITTLE: u64 = 200_000_000;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) seen: Seen,
    pub(super) value: String,
}

/// What is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// It is as it should be.
    Fine,
    /// It is worth a look.
    Caution,
    /// It is not known.
    Unknown,
}

type Told = (Seen, String);

/// All lines, in their order.
pub(super) fn rows(report: &Report) -> Vec<Row> {
    let machine = &*report.machine;
    let unread = |topic| not_read(report, topic);
    let all = [
        (text::machine::LINE, line(machine).unwrap_or_else(|| unread(Topic::Links))),
        (text::machine::ZONE, zone(machine).unwrap_or_else(|| unread(Topic::TimeZone))),
        (text::machine::SYNC, sync(machine).unwrap_or_else(|| unread(Topic::TimeSync))),
        (text::machine::SKEW, skew(machine)),
        (text::machine::HOSTS, hosts(machine).unwrap_or_else(|| unread(Topic::HostsFile))),
        (text::machine::DNS, dns(machine).unwrap_or_else(|| unread(Topic::Dns))),
        (text::machine::ADDRESS, address(machine)),
        (text::machine::CERTIFICATE, certificate(machine)),
        (text::machine::DISK, disk(machine).unwrap_or_else(|| unread(Topic::DiskSpace))),
    ];
    all.into_iter().map(|(name, (seen, value))| Row { name, seen, value }).collect()
}

/// Why it could not be read, if that is known.
fn not_read(report: &Report, topic: Topic) -> Told {
    let why = report.unread.iter().find(|unread| unread.topic == topic && unread.subject == MACHINE);
    let told = why.map_or(text::machine::NOT_SEEN, |unread| text::environment::read_state(unread.state));
    (Seen::Unknown, told.to_owned())
}

/// Fine, or worth a look where the condition holds.
fn caution_if(condition: bool) -> Seen {
    if condition { Seen::Caution } else { Seen::Fine }
}

fn line(machine: &Machine) -> Option<Told> {
    let links = machine.links.as_ref()?;
    let Some(first) = links.default_routes.first() else {
        return Some((Seen::Caution, text::machine::NO_LINE.to_owned()));
    };
    let Some(interface) = links.interface(&first.interface) else {
        return Some((Seen::Fine, first.interface.clone()));
    };
    Some(match &interface.kind {
        InterfaceKind::Vpn(product) => (Seen::Caution, text::machine::vpn(&named(product, interface))),
        InterfaceKind::Tunnel => (Seen::Caution, text::machine::tunnel(&named("", interface))),
        InterfaceKind::Line | InterfaceKind::Virtual | InterfaceKind::Other => {
            let name = named("", interface);
            match other_lines(links, &first.interface) {
                0 => (Seen::Fine, name),
                more => (Seen::Caution, text::machine::more_lines(&name, more)),
            }
        }
    })
}

/// How many more interfaces lead outside.
fn other_lines(links: &LinkFacts, first: &str) -> usize {
    let mut names: Vec<&str> = links.default_routes.iter().map(|route| route.interface.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter(|name| *name != first).count()
}

fn zone(machine: &Machine) -> Option<Told> {
    let zone = machine.time_zone.as_ref()?;
    Some(if zone.like_japan {
        (Seen::Fine, text::machine::LIKE_JAPAN.to_owned())
    } else {
        (Seen::Caution, text::machine::not_like_japan(&zone.name))
    })
}

fn sync(machine: &Machine) -> Option<Told> {
    let sync = machine.time_sync.as_ref()?;
    let told = if sync.on { text::machine::SYNC_ON } else { text::machine::SYNC_OFF };
    Some((caution_if(!sync.on), told.to_owned()))
}

/// What only a check of the connection tells: what the first visit with it says, or why there is none.
fn by_check(machine: &Machine, told: impl Fn(&Visit) -> Option<Told>) -> Told {
    let Some(online) = &machine.online else {
        return (Seen::Unknown, text::machine::NOT_SEEN.to_owned());
    };
    let found = online.visits.iter().find_map(told);
    found.unwrap_or_else(|| (Seen::Unknown, text::machine::NOT_THAT_FAR.to_owned()))
}

fn skew(machine: &Machine) -> Told {
    by_check(machine, |visit| {
        let ahead = visit.answer.as_ref().and_then(|answer: &Answer| answer.clock_ahead)?;
        Some((caution_if(ahead.unsigned_abs() >= SKEWED), text::machine::skew(ahead)))
    })
}

fn hosts(machine: &Machine) -> Option<Told> {
    let entries = &machine.hosts.as_ref()?.entries;
    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    names.dedup();
    Some(match names.as_slice() {
        [] => (Seen::Fine, text::machine::NO_HOSTS.to_owned()),
        names => (Seen::Caution, text::machine::hosts(names)),
    })
}

fn dns(machine: &Machine) -> Option<Told> {
    let facts = machine.dns.as_ref()?;
    let mut lines: Vec<String> = facts
        .servers
        .iter()
        .map(|server| match &server.filter {
            Some(service) => text::machine::filtering(&server.address.to_string(), service),
            None => server.address.to_string(),
        })
        .collect();
    lines.dedup();
    let mut told = text::machine::dns(&lines);
    let nothing = lines.is_empty() && facts.rules.is_empty();
    if nothing {
        text::machine::NO_DNS.clone_into(&mut told);
    }
    let rules = (!facts.rules.is_empty()).then(|| text::machine::DNS_RULES.to_owned());
    let browsers = with_secure_dns(machine);
    let own = (!browsers.is_empty()).then(|| text::machine::secure_dns(&browsers));
    let more = [rules, own].into_iter().flatten();
    let told = std::iter::once(told).filter(|told| !told.is_empty()).chain(more).collect::<Vec<_>>();
    let filters = facts.servers.iter().any(|server| server.filter.is_some());
    let seen = if nothing { Seen::Unknown } else { caution_if(filters || !facts.rules.is_empty()) };
    Some((seen, told.join("\n")))
}

/// Browsers that ask for names by themselves.
fn with_secure_dns(machine: &Machine) -> Vec<&str> {
    let asks =
        machine.browsers.iter().filter(|browser| browser.profiles.iter().any(|one| one.secure_dns.is_some()));
    asks.map(|browser| browser.label.as_str()).collect()
}

fn address(machine: &Machine) -> Told {
    by_check(machine, |visit| match (visit.outcome, visit.addresses.as_slice()) {
        (VisitOutcome::Sinkhole, [first, ..]) => {
            Some((Seen::Caution, text::machine::sinkhole(&first.to_string())))
        }
        (_, [first, rest @ ..]) => {
            Some((Seen::Fine, text::machine::addresses(&first.to_string(), rest.len())))
        }
        (_, []) if matches!(visit.road, Road::Proxy(_)) => {
            Some((Seen::Unknown, text::machine::BY_PROXY.to_owned()))
        }
        (VisitOutcome::NoName, []) => Some((Seen::Caution, text::machine::NO_ADDRESS.to_owned())),
        (_, []) => None,
    })
}

fn certificate(machine: &Machine) -> Told {
    by_check(machine, |visit| {
        let tls = visit.tls.as_ref()?;
        Some(match (tls.system, tls.public) {
            (Trust::Trusted, Trust::Trusted) => (Seen::Fine, text::machine::trusted(&tls.issuer)),
            (Trust::Trusted, _) => (Seen::Caution, text::machine::replaced(&tls.issuer)),
            (trust, _) => (Seen::Caution, text::machine::untrusted(trust, &tls.issuer)),
        })
    })
}

/// The disk with the least room.
fn disk(machine: &Machine) -> Option<Told> {
    let free = machine.disks.iter().map(|disk| disk.free).min()?;
    Some(if free < TOO_LITTLE {
        (Seen::Caution, text::machine::too_little(free))
    } else {
        (Seen::Fine, text::machine::free(free))
    })
}

#[cfg(test)]
mod tests;
