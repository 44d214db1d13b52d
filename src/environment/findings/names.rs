//! Findings about how names of hosts become addresses.

use super::{Confidence, Draft, seen};
use crate::environment::facts::{
    HostRole, HostsEntry, MACHINE, Machine, OnlineFacts, Road, SELLER_HOSTS, SecureDns, Visit, VisitOutcome,
};
use crate::environment::hosts::leads_nowhere;
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &["hosts.amazon", "hosts.cdn", "dns.sinkhole", "dns.filtering"];

/// What the hosts file, the DNS servers and the check of the connection show.
pub(super) fn findings(machine: &Machine) -> Vec<Draft> {
    let mut found: Vec<Draft> = machine.hosts.iter().flat_map(|hosts| &hosts.entries).map(of_entry).collect();
    found.extend(machine.online.iter().flat_map(|online| sinkholes(machine, online)));
    found.extend(filters(machine));
    found.extend(machine.browsers.iter().flat_map(|browser| &browser.profiles).filter_map(|profile| {
        profile.secure_dns.as_ref().and_then(|dns| asks_nobody_else(&profile.subject, dns))
    }));
    found
}

/// A line of the hosts file. One that gives a real address may still be an old one.
fn of_entry(entry: &HostsEntry) -> Draft {
    let (id, confidence) = match entry.role {
        HostRole::Pages => ("hosts.amazon", Confidence::High),
        HostRole::Parts if leads_nowhere(entry.address) => ("hosts.cdn", Confidence::High),
        HostRole::Parts => ("hosts.cdn", Confidence::Medium),
    };
    let value = format!("{} {}", entry.address, entry.name);
    Draft::new(id, MACHINE, confidence, entry.evidence.clone()).with_value(&value)
}

/// The names of servers say that Amazon is here. What the hosts file says is told of that file, and behind a proxy
/// this machine is not asked.
fn sinkholes(machine: &Machine, online: &OnlineFacts) -> Vec<Draft> {
    let in_hosts =
        |host: &str| machine.hosts.iter().flat_map(|hosts| &hosts.entries).any(|entry| entry.name == host);
    let sunk = |visit: &&Visit| {
        let leads_here = visit.addresses.iter().copied().any(leads_nowhere);
        visit.road == Road::Direct && (visit.outcome == VisitOutcome::Sinkhole || leads_here)
    };
    let mut sunk: Vec<&Visit> = online.visits.iter().filter(sunk).collect();
    sunk.retain(|visit| !in_hosts(&visit.host));
    sunk.sort_by_key(|visit| visit.host != SELLER_HOSTS[0]);
    let found = |visit: &Visit| {
        let addresses: Vec<String> = visit.addresses.iter().map(ToString::to_string).collect();
        let addresses = addresses.join("、");
        let confidence = if visit.host == SELLER_HOSTS[0] { Confidence::High } else { Confidence::Medium };
        let draft = Draft::new("dns.sinkhole", MACHINE, confidence, seen(MACHINE, &visit.host, &addresses));
        draft.with_value(&format!("{} {addresses}", visit.host))
    };
    sunk.into_iter().map(found).collect()
}

/// Servers that withhold names by choice, and rules of the company for names of Amazon.
fn filters(machine: &Machine) -> Vec<Draft> {
    let dns = machine.dns.iter();
    let servers = dns.clone().flat_map(|dns| &dns.servers).filter_map(|server| {
        let filter = server.filter.as_deref()?;
        let draft = Draft::new("dns.filtering", MACHINE, Confidence::High, server.evidence.clone());
        Some(draft.with_value(filter).with_detail("filter"))
    });
    let rules = dns.flat_map(|dns| &dns.rules).map(|rule| {
        let draft = Draft::new("dns.filtering", MACHINE, Confidence::High, rule.clone());
        draft.with_detail("company_rule")
    });
    servers.chain(rules).collect()
}

/// A browser that asks for names in its own way only. That is as it should be, unless the network forbids it.
fn asks_nobody_else(subject: &str, dns: &SecureDns) -> Option<Draft> {
    if !dns.only {
        return None;
    }
    let draft = Draft::new("dns.filtering", subject, Confidence::Medium, dns.evidence.clone());
    Some(draft.with_value(&dns.server).with_detail("secure_only").with_likelihood(Likelihood::Info))
}

#[cfg(test)]
mod tests;
