//! What is done on threads about the file of the open note: reading and writing it, recovery copies, watching it.

mod files;
mod shelter;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::command::Event;
use crate::app::jobs::Reporter;
use crate::app::ledger::LedgerEffect;
use crate::platform::Host;

use super::{KeepEffect, KeepEvent};

pub use files::{load, load_broken_off, save};
pub use shelter::Shelter;
use shelter::{Order, Recoveries};
use watch::Watch;

/// Carries out what is to be done about the file.
pub struct Keeper {
    host: Arc<dyn Host>,
    reporter: Reporter,
    recoveries: Recoveries,
    watch: Watch,
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").finish_non_exhaustive()
    }
}

impl Keeper {
    /// A keeper whose threads report to `reporter`.
    pub fn new(host: Arc<dyn Host>, reporter: Reporter) -> Self {
        let recoveries = Recoveries::new(reporter.clone());
        let watch = Watch::new(Arc::clone(&host), reporter.clone());
        Self { host, reporter, recoveries, watch }
    }

    /// What a panic can still keep.
    pub fn shelter(&self) -> Arc<Shelter> {
        self.recoveries.shelter()
    }

    /// Starts what an effect asks for. Never waits.
    pub fn start(&mut self, effect: KeepEffect) {
        let now = self.host.now();
        match effect {
            KeepEffect::Begin(folder) => self.recoveries.give(Order::Begin(folder, now)),
            KeepEffect::Draft(case, base) => self.recoveries.give(Order::Draft(case, base, now)),
            KeepEffect::Forget(case) => self.recoveries.give(Order::Forget(case)),
            KeepEffect::Discard(found) => self.recoveries.give(Order::Discard(found)),
            KeepEffect::Restore(found) => {
                self.reporter.spawn("restore", move || Some(Event::Keep(files::restore(*found))));
            }
            KeepEffect::Lock { path, name, manner } => self.watch.lock(path, name, manner),
            KeepEffect::Watch(base) => self.watch.look_at(base),
            KeepEffect::Front(front) => self.watch.front(front),
            KeepEffect::FindCopies(path) => {
                self.reporter.spawn("find-copies", move || Some(Event::Keep(files::copies(path))));
            }
            KeepEffect::Trash(paths) => self.trash(paths),
            KeepEffect::LoadEarlier { note, earlier } => {
                self.reporter.spawn("load", move || Some(Event::Keep(files::earlier(note, &earlier))));
            }
            KeepEffect::ShowFolder(folder) => {
                let host = Arc::clone(&self.host);
                self.reporter.spawn("show-folder", move || files::show(&*host, &folder));
            }
        }
    }

    /// Keeps a recovery copy of the ledger, or removes one.
    pub fn keep_ledger(&self, effect: LedgerEffect) {
        let now = self.host.now();
        match effect {
            LedgerEffect::Draft(ledger, base) => self.recoveries.give(Order::DraftLedger(ledger, base, now)),
            LedgerEffect::Forget(ledger) => self.recoveries.give(Order::ForgetLedger(ledger)),
            LedgerEffect::Discard(found) => self.recoveries.give(Order::DiscardLedger(found)),
            _ => {}
        }
    }

    fn trash(&self, paths: Vec<PathBuf>) {
        let host = Arc::clone(&self.host);
        self.reporter.spawn("trash", move || {
            let mut failed = None;
            for path in paths {
                if let Err(error) = host.trash(&path) {
                    log::warn!("a copy stays beside its note: {error}");
                    failed = Some(Event::Keep(KeepEvent::TrashFailed(path)));
                }
            }
            failed
        });
    }
}
