//! Watches the file of the open note, and says beside it that it is being edited.
//!
//! While the window is at the front, the file is looked at every two seconds. The window hears of it only when
//! something has changed, and is not drawn for it otherwise.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crate::app::command::Event;
use crate::app::jobs::Reporter;
use crate::case::{Base, EditLock, Editor, Look, REFRESH, Taken, look};
use crate::patience::wait_for;
use crate::platform::Host;

use super::super::{Front, KeepEvent, Manner};

/// Between two looks.
const PERIOD: Duration = Duration::from_secs(2);
/// How long the program waits at its end, so that the mark beside the note goes.
const PATIENCE: Duration = Duration::from_secs(2);

/// The thread that watches.
pub(super) struct Watch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    orders: Mutex<Orders>,
    woken: Condvar,
}

/// What the thread is to do next.
#[derive(Default)]
struct Orders {
    base: Option<Base>,
    front: bool,
    /// Look at once.
    now: bool,
    lock: Option<Lock>,
    ended: bool,
}

/// Whose mark is to stand beside which note; none takes ours away.
enum Lock {
    Mark { path: PathBuf, name: String, manner: Manner },
    Nothing,
}

impl Watch {
    pub(super) fn new(host: Arc<dyn Host>, reporter: Reporter) -> Self {
        let shared = Arc::new(Shared::default());
        let mut watcher = Watcher {
            shared: Arc::clone(&shared),
            host,
            reporter,
            lock: None,
            refreshed: Instant::now(),
            told: Told::Fine,
        };
        let thread = Builder::new().name("watch".to_owned()).spawn(move || watcher.work());
        let thread = thread.inspect_err(|error| log::error!("watching cannot start: {error}")).ok();
        Self { shared, thread }
    }

    /// Watches another file, or none: then our mark goes, too.
    pub(super) fn look_at(&self, base: Option<Base>) {
        self.order(|orders| {
            if base.is_none() {
                orders.lock = Some(Lock::Nothing);
            }
            orders.base = base;
        });
    }

    pub(super) fn front(&self, front: Front) {
        self.order(|orders| {
            orders.front = front == Front::Yes;
            orders.now = orders.front;
        });
    }

    pub(super) fn lock(&self, path: PathBuf, name: String, manner: Manner) {
        self.order(|orders| orders.lock = Some(Lock::Mark { path, name, manner }));
    }

    fn order(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.shared.orders.lock().unwrap_or_else(PoisonError::into_inner));
        self.shared.woken.notify_one();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.order(|orders| orders.ended = true);
        if let Some(thread) = self.thread.take() {
            wait_for(&thread, PATIENCE);
        }
    }
}

/// What the window was told last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Fine,
    /// Nothing yet of what could not be read.
    Waiting,
    Gone,
    Unreadable,
}

struct Watcher {
    shared: Arc<Shared>,
    host: Arc<dyn Host>,
    reporter: Reporter,
    /// Our mark, and who we are.
    lock: Option<(PathBuf, EditLock, Editor)>,
    refreshed: Instant,
    told: Told,
}

impl Watcher {
    fn work(&mut self) {
        loop {
            let (lock, base) = {
                let orders = self.shared.orders.lock().unwrap_or_else(PoisonError::into_inner);
                let looks = orders.front && orders.base.is_some();
                let pause =
                    if looks { PERIOD } else { Duration::from_secs(REFRESH.as_secs().unsigned_abs()) };
                let idle = |orders: &mut Orders| orders.lock.is_none() && !orders.now && !orders.ended;
                let waited = self.shared.woken.wait_timeout_while(orders, pause, idle);
                let (mut orders, _) = waited.unwrap_or_else(PoisonError::into_inner);
                if orders.ended {
                    return;
                }
                orders.now = false;
                (orders.lock.take(), orders.base.clone().filter(|_| orders.front))
            };
            // What breaks off is in the log; the next look comes all the same.
            catch_unwind(AssertUnwindSafe(|| self.attend(lock, base))).ok();
        }
    }

    fn attend(&mut self, lock: Option<Lock>, base: Option<Base>) {
        match lock {
            Some(Lock::Mark { path, name, manner }) => self.mark(path, &name, manner),
            Some(Lock::Nothing) => self.lock = None,
            None => self.refresh(),
        }
        if let Some(base) = base {
            self.look_at(&base);
        }
    }

    fn look_at(&mut self, base: &Base) {
        let look = look(base);
        let tells = match look {
            Look::Same => Told::Fine,
            Look::Gone => Told::Gone,
            // A client of a cloud may be in the midst of writing it: told if it is still so at the next look.
            Look::Unreadable(_) if self.told == Told::Fine => {
                self.told = Told::Waiting;
                return;
            }
            Look::Unreadable(_) => Told::Unreadable,
            // Told until the window has taken it up.
            Look::Changed(_) => return self.tell(base, look, Told::Fine),
        };
        if tells != self.told {
            self.tell(base, look, tells);
        }
    }

    fn tell(&mut self, base: &Base, look: Look, told: Told) {
        self.told = told;
        let event = KeepEvent::Looked(base.path().to_owned(), Box::new(look));
        self.reporter.send(Event::Keep(event));
    }

    fn mark(&mut self, path: PathBuf, name: &str, manner: Manner) {
        if manner == Manner::Ask && self.lock.as_ref().is_some_and(|(marked, ..)| *marked == path) {
            return;
        }
        // First the old mark goes.
        self.lock = None;
        let (editor, now) = (self.host.editor(name), self.host.now());
        self.refreshed = Instant::now();
        let taken = match manner {
            Manner::Ask => EditLock::take(&path, &editor, now),
            Manner::TakeOver => Taken::Ours(EditLock::take_over(&path, &editor, now)),
        };
        match taken {
            Taken::Ours(lock) => self.lock = Some((path, lock, editor)),
            Taken::Held(holder) => self.reporter.send(Event::Keep(KeepEvent::Held(path, holder))),
        }
    }

    fn refresh(&mut self) {
        if self.refreshed.elapsed() < Duration::from_secs(REFRESH.as_secs().unsigned_abs()) {
            return;
        }
        self.refreshed = Instant::now();
        let now = self.host.now();
        if let Some((path, lock, editor)) = &mut self.lock
            && let Err(holder) = lock.refresh(editor, now)
        {
            self.reporter.send(Event::Keep(KeepEvent::Held(path.clone(), holder)));
            self.lock = None;
        }
    }
}
