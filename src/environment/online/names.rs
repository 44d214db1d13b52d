//! What scripts may ask: names of hosts, this machine's addresses, and the time.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::Internet;
use super::errand::{Errand, aside};
use crate::environment::facts::Machine;
use crate::environment::network::pac::Answers;
use crate::environment::root::Root;

/// So many names are looked up for all scripts of a check together. Scripts of companies ask for one or two.
const MOST_NAMES: usize = 16;

/// What all scripts of a check share.
pub(super) struct Names {
    internet: Arc<dyn Internet>,
    own: Vec<IpAddr>,
    zone: TimeZone,
    asked: Arc<AtomicUsize>,
}

impl Names {
    pub(super) fn new(internet: &Arc<dyn Internet>, root: &Root, machine: &Machine) -> Self {
        let links = machine.links.as_ref();
        let outside = links.and_then(|links| links.interface(&links.default_routes.first()?.interface));
        Self {
            internet: Arc::clone(internet),
            own: outside.map(|interface| interface.addresses.clone()).unwrap_or_default(),
            // Nobody but a test checks the connection of a copy.
            zone: if root.is_live() { TimeZone::system() } else { TimeZone::UTC },
            asked: Arc::default(),
        }
    }

    /// For one script, as long as its errand lasts.
    pub(super) fn on(&self, errand: Errand<'_>) -> Arc<NamesOn> {
        Arc::new(NamesOn {
            internet: Arc::clone(&self.internet),
            own: self.own.clone(),
            zone: self.zone.clone(),
            asked: Arc::clone(&self.asked),
            until: errand.until(),
            over: AtomicBool::new(false),
        })
    }
}

/// Answers one script. Owns everything that it needs: the thread of a script that does not end outlives the check.
pub(super) struct NamesOn {
    internet: Arc<dyn Internet>,
    own: Vec<IpAddr>,
    zone: TimeZone,
    asked: Arc<AtomicUsize>,
    until: Instant,
    over: AtomicBool,
}

impl NamesOn {
    /// Nothing is looked up any more.
    pub(super) fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

impl Answers for NamesOn {
    fn resolve(&self, host: &str) -> Option<Vec<IpAddr>> {
        let left = || {
            let left = self.until.saturating_duration_since(Instant::now());
            (!left.is_zero() && !self.over.load(Ordering::Relaxed)).then_some(left)
        };
        left()?;
        if self.asked.fetch_add(1, Ordering::Relaxed) >= MOST_NAMES {
            return None;
        }
        let (internet, host) = (Arc::clone(&self.internet), host.to_owned());
        let addresses = aside(left, move || internet.resolve(&host).unwrap_or_default());
        addresses.filter(|addresses| !addresses.is_empty())
    }

    fn own_addresses(&self) -> Vec<IpAddr> {
        self.own.clone()
    }

    fn now(&self) -> Zoned {
        self.internet.now().to_zoned(self.zone.clone())
    }
}
