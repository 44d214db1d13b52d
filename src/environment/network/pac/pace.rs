//! How long a script may still run.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What the thread of a script and whoever asks it share.
#[derive(Default)]
pub(super) struct Life {
    /// Set to end the script.
    pub(super) stop: AtomicBool,
    /// Whether somebody else is being asked just now, such as a server of names.
    pub(super) looks_up: AtomicBool,
    /// Set by whoever comes first: the thread when it ends, the other side when it waits no longer.
    pub(super) parted: AtomicBool,
}

/// The time of one script, looked at by the engine every few thousand steps, in regular expressions too.
pub(super) struct Pace {
    life: Arc<Life>,
    end: Cell<Instant>,
    /// How long names may still be looked up.
    names: Cell<Duration>,
    over: Cell<bool>,
}

impl Pace {
    pub(super) fn new(life: Arc<Life>) -> Self {
        let (end, names) = (Cell::new(Instant::now()), Cell::default());
        Self { life, end, names, over: Cell::default() }
    }

    /// From now on it may run this long, and look up names for so long beside that.
    pub(super) fn start(&self, patience: Duration, names: Duration) {
        self.end.set(Instant::now() + patience);
        self.names.set(names);
        self.over.set(false);
    }

    /// Whether the script is to end now.
    pub(super) fn is_over(&self) -> bool {
        let over = self.life.stop.load(Ordering::Relaxed) || Instant::now() >= self.end.get();
        self.over.set(self.over.get() || over);
        over
    }

    /// Whether the script was told to end.
    pub(super) fn was_over(&self) -> bool {
        self.over.get()
    }

    /// Asks somebody else, which is not the script's time. None if that took too long already.
    pub(super) fn look_up<T>(&self, ask: impl FnOnce() -> T) -> Option<T> {
        if self.names.get().is_zero() || self.life.stop.load(Ordering::Relaxed) {
            return None;
        }
        let begin = Instant::now();
        self.life.looks_up.store(true, Ordering::Relaxed);
        let answer = ask();
        self.life.looks_up.store(false, Ordering::Relaxed);
        let took = begin.elapsed();
        self.names.set(self.names.get().saturating_sub(took));
        self.end.set(self.end.get() + took);
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_time_of_their_own() {
        let life = Arc::new(Life::default());
        let pace = Pace::new(Arc::clone(&life));
        pace.start(Duration::from_mins(10), Duration::from_nanos(1));
        assert!(!pace.is_over());
        assert_eq!(pace.look_up(std::thread::yield_now), Some(()));
        assert_eq!(pace.look_up(|| ()), None, "the time for names is over");
        assert!(!pace.is_over(), "and the script's is not");
        life.stop.store(true, Ordering::Relaxed);
        assert!(pace.is_over() && pace.was_over());
        pace.start(Duration::ZERO, Duration::from_mins(10));
        assert!(!pace.was_over());
        assert_eq!(pace.look_up(|| ()), None, "nobody is asked any more");
    }
}
