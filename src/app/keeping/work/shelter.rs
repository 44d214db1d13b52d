//! Recovery copies: written one after the other by one thread, and by the panic of any other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;

use crate::app::command::Event;
use crate::app::jobs::Reporter;
use crate::app::ledger::{LedgerEvent, found_drafts};
use crate::case::{self, Base, Case, Draft, Found, Recovery, SaveError, differences, guard};
use crate::ledger::Ledger;
use crate::patience::wait_for;
use crate::ui::text;
use crate::ui::text::errors;

use super::super::{KeepEvent, Offer};

/// Orders that may wait. There is about one a second.
const WAITING: usize = 64;
/// How long the program waits at its end for the last copy.
const PATIENCE: Duration = Duration::from_secs(5);

/// Something to do with recovery copies.
pub(super) enum Order {
    Begin(PathBuf, Timestamp),
    Draft(Box<Case>, Option<Base>, Timestamp),
    Forget(Box<Case>),
    Discard(Box<Found>),
    DraftLedger(Box<Ledger>, Option<Box<Base<Ledger>>>, Timestamp),
    ForgetLedger(Box<Ledger>),
    DiscardLedger(Box<Found<Ledger>>),
}

/// What is typed and not saved, within reach of a panic.
#[derive(Debug, Default)]
pub struct Shelter {
    recovery: Mutex<Option<Recovery>>,
    typed: Mutex<Option<(Case, Option<Base>)>>,
    ledger: Mutex<Option<(Ledger, Option<Base<Ledger>>)>>,
}

impl Shelter {
    /// What a panic is to keep from now on.
    pub fn hold(&self, typed: Option<(Case, Option<Base>)>) {
        *self.typed.lock().unwrap_or_else(PoisonError::into_inner) = typed;
    }

    /// The same of the access ledger. What looks like a secret is blank by then.
    pub fn hold_ledger(&self, typed: Option<(Ledger, Option<Base<Ledger>>)>) {
        *self.ledger.lock().unwrap_or_else(PoisonError::into_inner) = typed;
    }

    /// Keeps it. Waits for nobody: in a panic, whoever is waited for may be this very thread.
    pub fn keep(&self, now: Timestamp) {
        let (Some(typed), Some(recovery)) = (now_or_never(&self.typed), now_or_never(&self.recovery)) else {
            return;
        };
        if let (Some((case, base)), Some(recovery)) = (&*typed, &*recovery)
            && let Err(error) = keep(recovery, case, base.as_ref(), now)
        {
            log::error!("what was typed could not be kept: {error}");
        }
        if let (Some(held), Some(recovery)) = (now_or_never(&self.ledger), &*recovery)
            && let Some((ledger, base)) = &*held
            && let Err(error) = recovery.keep(&Draft { case: ledger, base: base.as_ref() }, now)
        {
            log::error!("the ledger could not be kept: {error}");
        }
    }
}

fn now_or_never<T>(mutex: &Mutex<T>) -> Option<std::sync::MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(held) => Some(held),
        Err(TryLockError::Poisoned(held)) => Some(held.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// Writes a copy. It holds nothing that looks like a password or a code: nobody was asked about it.
fn keep(recovery: &Recovery, case: &Case, base: Option<&Base>, now: Timestamp) -> Result<(), SaveError> {
    recovery.keep(&Draft { case: &guard::blank_case(case), base }, now)
}

/// The thread that writes recovery copies, in the order in which they are asked for.
pub(super) struct Recoveries {
    shelter: Arc<Shelter>,
    orders: Option<SyncSender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Recoveries {
    pub(super) fn new(reporter: Reporter) -> Self {
        let shelter = Arc::new(Shelter::default());
        let (sender, receiver) = sync_channel(WAITING);
        let mut clerk = Clerk { shelter: Arc::clone(&shelter), reporter, kept: true };
        let thread = Builder::new().name("recovery".to_owned()).spawn(move || clerk.work(&receiver));
        let thread = thread.inspect_err(|error| log::error!("recovery cannot start: {error}")).ok();
        Self { shelter, orders: Some(sender), thread }
    }

    pub(super) fn shelter(&self) -> Arc<Shelter> {
        Arc::clone(&self.shelter)
    }

    pub(super) fn give(&self, order: Order) {
        let Some(orders) = &self.orders else { return };
        if let Err(TrySendError::Full(_)) = orders.try_send(order) {
            // The disk has stood still for a minute; a panic still has the last state.
            log::error!("too many recovery copies wait");
        }
    }
}

impl Drop for Recoveries {
    /// The last copy is on the disk when the program ends.
    fn drop(&mut self) {
        self.orders = None;
        let Some(thread) = self.thread.take() else { return };
        wait_for(&thread, PATIENCE);
    }
}

struct Clerk {
    shelter: Arc<Shelter>,
    reporter: Reporter,
    /// Whether the last copy was written.
    kept: bool,
}

impl Clerk {
    fn work(&mut self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            // One copy that cannot be made is no reason to make no further ones.
            let event = catch_unwind(AssertUnwindSafe(|| self.carry_out(order)));
            let event = event.unwrap_or_else(|_panic| Some(KeepEvent::DraftFailed(errors::broken_off())));
            if let Some(event) = event {
                self.reporter.send(Event::Keep(event));
            }
        }
    }

    fn carry_out(&mut self, order: Order) -> Option<KeepEvent> {
        let mut recovery = self.shelter.recovery.lock().unwrap_or_else(PoisonError::into_inner);
        match order {
            Order::Begin(folder, now) => match Recovery::open(&folder, now) {
                Ok(opened) => {
                    let offers = opened.found().into_iter().map(offer).collect();
                    let ledgers = found_drafts(&opened);
                    if !ledgers.is_empty() {
                        self.reporter.send(Event::Ledger(LedgerEvent::Found(ledgers)));
                    }
                    *recovery = Some(opened);
                    return Some(KeepEvent::Found(offers));
                }
                Err(source) => {
                    let error = SaveError::Write { path: folder, source };
                    return Some(KeepEvent::DraftFailed(errors::save_error(&error)));
                }
            },
            Order::Draft(case, base, now) => {
                let kept = keep(recovery.as_ref()?, &case, base.as_ref(), now);
                self.kept = kept.is_ok();
                return kept.err().map(|error| KeepEvent::DraftFailed(errors::save_error(&error)));
            }
            Order::Forget(case) => note(recovery.as_ref()?.forget(&*case)),
            // What was taken back from it is in a copy of this session, or it stays.
            Order::Discard(found) if self.kept => note(recovery.as_ref()?.discard(&found)),
            Order::DraftLedger(ledger, base, now) => {
                let draft = Draft { case: &*ledger, base: base.as_deref() };
                let kept = recovery.as_ref()?.keep(&draft, now);
                self.kept = kept.is_ok();
                if let Err(error) = kept {
                    let event = LedgerEvent::DraftFailed(text::ledger::not_saved(&error));
                    self.reporter.send(Event::Ledger(event));
                }
            }
            Order::ForgetLedger(ledger) => note(recovery.as_ref()?.forget(&*ledger)),
            Order::DiscardLedger(found) if self.kept => note(recovery.as_ref()?.discard(&found)),
            Order::Discard(_) | Order::DiscardLedger(_) => {}
        }
        None
    }
}

fn note(result: std::io::Result<()>) {
    if let Err(error) = result {
        log::warn!("a recovery copy stays: {error}");
    }
}

fn offer(found: Found) -> Offer {
    let saved = found.path.as_deref().and_then(|path| case::open(path).ok()).map(|opened| opened.case);
    let empty = || Case::new(found.case.created_at, "");
    let compared = saved.clone().unwrap_or_else(empty);
    let differences = differences(&compared, &found.case);
    Offer { differences, saved_at: saved.map(|case| case.updated_at), found }
}
