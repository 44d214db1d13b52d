//! The check of the connection: the only part of this program that reaches a network, and only after a click.
//!
//! In order: the scripts that pick the road are fetched and asked; the proxies on the roads are tried; then Seller
//! Central's top page is asked for once, by the road of the browser that the person uses, and where that answer sends
//! on to another host of Amazon, that host once. Of an answer no more than its head is read. No cookie is sent or
//! kept, nothing is tried twice, and nothing is logged.

mod certificates;
mod errand;
#[doc(hidden)]
pub mod fuzzing;
mod http;
mod internet;
mod names;
mod proxies;
mod reach;
mod scripts;
mod tls;
mod tunnel;
mod visit;

use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

pub use internet::{Internet, Live, PATIENCE, Roots};

use super::facts::{Machine, OnlineFacts, ProxyCheck, Route, SELLER_HOSTS, SYSTEM, Visit, VisitOutcome};
use super::network::route;
use super::{Cancelled, Report, Root, Watch};
use crate::knowledge::FindingText;
use errand::Errand;
use visit::Trip;

/// The hosts that scripts are asked about: where sellers work, and where they sign in.
const HOSTS: [&str; 3] = [SELLER_HOSTS[0], "www.amazon.co.jp", SELLER_HOSTS[1]];

/// What a check does, one after the other: `scripts`, `proxies`, `visit`, `answer`.
const STEPS: usize = 4;

/// Checks the connection by the roads of a report, and says anew what follows from everything that is known. `now` is
/// when it began. What [`Watch::step`] is told is being done: `scripts`, `proxies`, `visit`, `answer`.
pub fn check(
    root: &Arc<Root>,
    report: &Report,
    internet: &Arc<dyn Internet>,
    texts: &[FindingText],
    now: Timestamp,
    watch: &dyn Watch,
) -> Result<Report, Cancelled> {
    let check = Check { root, internet, watch };
    let mut machine = (*report.machine).clone();
    check.step(0, "scripts")?;
    let detected = scripts::ask_all(check, &mut machine);
    let facts = OnlineFacts { at: now, proxies: Vec::new(), visits: Vec::new(), detected };
    machine.online = Some(facts.clone());
    check.step(1, "proxies")?;
    let proxies = proxies::try_all(check, &machine, &route::routes(&machine));
    check.step(2, "visit")?;
    let visits = check.visits(&machine, &proxies);
    check.step(STEPS, "answer")?;
    machine.online = Some(OnlineFacts { proxies, visits, ..facts });
    Ok(Report::of(machine, texts))
}

/// A check while it runs.
#[derive(Clone, Copy)]
struct Check<'a> {
    root: &'a Arc<Root>,
    internet: &'a Arc<dyn Internet>,
    watch: &'a dyn Watch,
}

impl<'a> Check<'a> {
    fn step(self, done: usize, what: &str) -> Result<(), Cancelled> {
        if self.watch.cancelled() {
            return Err(Cancelled);
        }
        self.watch.step(done, STEPS, what);
        Ok(())
    }

    /// Something to look up, from now on.
    fn errand(self) -> Errand<'a> {
        Errand::new(self.internet, self.watch)
    }

    /// The request to Seller Central, and the one to the host that its answer sends on to.
    fn visits(self, machine: &Machine, proxies: &[ProxyCheck]) -> Vec<Visit> {
        let Ok(top) = Url::parse(&format!("https://{}/", SELLER_HOSTS[0])) else {
            return Vec::new();
        };
        let (first, next) = self.visit(machine, &top, proxies);
        let next = next.filter(|next| next.host_str() != top.host_str());
        let second = next.and_then(|next| {
            let (visit, _) = self.visit(machine, &next, proxies);
            // A script need not have been asked about that host.
            (visit.outcome != VisitOutcome::NoRoad).then_some(visit)
        });
        std::iter::once(first).chain(second).collect()
    }

    fn visit(self, machine: &Machine, url: &Url, proxies: &[ProxyCheck]) -> (Visit, Option<Url>) {
        let asked = || self.watch.step(STEPS - 1, STEPS, "answer");
        visit::go(self.errand(), &trip(machine, url, proxies), &asked)
    }
}

/// A trip to a page as the browser in use makes it: the one that opens links, with the profile used last; without
/// one, as the operating system's settings say.
fn trip<'a>(machine: &Machine, url: &'a Url, proxies: &'a [ProxyCheck]) -> Trip<'a> {
    let routes = route::to_host(machine, url.host_str().unwrap_or_default());
    let default = machine.default_browser.as_ref().and_then(|default| default.browser.as_ref());
    let profiles = machine.browsers.iter().filter(|browser| Some(&browser.id) == default);
    let mut profiles: Vec<_> = profiles.flat_map(|browser| &browser.profiles).collect();
    profiles.sort_by_key(|profile| !profile.last_used);
    let of_browser = profiles.first().and_then(|profile| {
        let same = |route: &&Route| Some(&route.browser) == default && route.subject == profile.subject;
        routes.iter().find(same)
    });
    let route = of_browser.or_else(|| routes.iter().find(|route| route.browser == SYSTEM));
    Trip {
        url,
        subject: route.map(|route| route.subject.clone()).unwrap_or_default(),
        roads: route.map(|route| proxies::roads(machine, route)).unwrap_or_default(),
        proxies,
    }
}
