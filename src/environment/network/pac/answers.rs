//! What a script asks about the world, and who answers.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Zoned;

/// Answers what a script asks about names, addresses and time. Asked on the script's own thread.
pub(in crate::environment) trait Answers: Send + Sync {
    /// The addresses of a host; none if it has none. Never asked about what is an address itself. It may take its
    /// time: that does not count as the script's, up to [`Limits::names`](super::Limits::names).
    fn resolve(&self, host: &str) -> Option<Vec<IpAddr>>;
    /// This machine's addresses, the one that others see first.
    fn own_addresses(&self) -> Vec<IpAddr>;
    /// The time, and the zone of this machine's clock.
    fn now(&self) -> Zoned;
    /// Whether anything was asked to which the answer was withheld, so that the script's answer is worth nothing.
    fn withheld(&self) -> bool {
        false
    }
}

/// Answers from what was read of the machine, and reaches nothing. What only a network knows is withheld.
pub(in crate::environment) struct Offline {
    now: Zoned,
    /// This machine's addresses; empty if they were not read.
    own: Vec<IpAddr>,
    withheld: AtomicBool,
}

impl Offline {
    pub(in crate::environment) fn new(now: Zoned, own: Vec<IpAddr>) -> Self {
        Self { now, own, withheld: AtomicBool::new(false) }
    }
}

impl Answers for Offline {
    fn resolve(&self, _host: &str) -> Option<Vec<IpAddr>> {
        self.withheld.store(true, Ordering::Relaxed);
        None
    }

    fn own_addresses(&self) -> Vec<IpAddr> {
        if self.own.is_empty() {
            self.withheld.store(true, Ordering::Relaxed);
        }
        self.own.clone()
    }

    fn now(&self) -> Zoned {
        self.now.clone()
    }

    fn withheld(&self) -> bool {
        self.withheld.load(Ordering::Relaxed)
    }
}
