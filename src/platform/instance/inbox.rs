//! What later starts have handed over, until the window takes it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What may wait for the window. A window that lets so much wait does not answer at all.
const MOST: usize = 16;

/// What a later start wants: this note, or none and only that the window comes to the front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The note, its whole path.
    pub case: Option<PathBuf>,
}

/// What became of something that was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The window has it.
    Taken,
    /// It is still there.
    Waiting,
    /// Nobody will take it any more.
    Over,
}

/// Whether there is a window to take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taker {
    /// There is.
    Window,
    /// Not yet, or not any more.
    Nobody,
}

/// Wakes the window.
type Bell = Box<dyn Fn() + Send>;

/// The messages that wait, and the bell that wakes the window.
#[derive(Default)]
pub(super) struct Inbox {
    shelf: Mutex<Shelf>,
    changed: Condvar,
}

#[derive(Default)]
struct Shelf {
    waiting: VecDeque<(u64, HandedOver)>,
    /// The number of the next one.
    next: u64,
    bell: Option<Bell>,
    over: bool,
}

impl Inbox {
    /// Puts something in and wakes the window. None if nothing more goes in.
    pub(super) fn put(&self, handed: HandedOver) -> Option<u64> {
        let mut shelf = self.shelf();
        if shelf.over || shelf.waiting.len() >= MOST {
            return None;
        }
        let number = shelf.next;
        shelf.next += 1;
        shelf.waiting.push_back((number, handed));
        if let Some(bell) = &shelf.bell {
            bell();
        }
        Some(number)
    }

    /// Waits until something that was put in is taken, for so long at most.
    pub(super) fn wait(&self, number: u64, patience: Duration) -> Fate {
        let begun = Instant::now();
        let mut shelf = self.shelf();
        loop {
            if shelf.over {
                return Fate::Over;
            }
            if !shelf.waiting.iter().any(|(waiting, _)| *waiting == number) {
                return Fate::Taken;
            }
            let Some(rest) = patience.checked_sub(begun.elapsed()).filter(|rest| !rest.is_zero()) else {
                return Fate::Waiting;
            };
            let waited = self.changed.wait_timeout(shelf, rest).unwrap_or_else(PoisonError::into_inner);
            shelf = waited.0;
        }
    }

    /// Takes something out again that nobody took. Taken, if somebody did meanwhile.
    pub(super) fn withdraw(&self, number: u64) -> Fate {
        let mut shelf = self.shelf();
        let before = shelf.waiting.len();
        shelf.waiting.retain(|(waiting, _)| *waiting != number);
        if shelf.waiting.len() < before { Fate::Waiting } else { Fate::Taken }
    }

    /// All that has come in.
    pub(super) fn take(&self) -> Vec<HandedOver> {
        let mut shelf = self.shelf();
        if shelf.waiting.is_empty() {
            return Vec::new();
        }
        let taken = shelf.waiting.drain(..).map(|(_, handed)| handed).collect();
        drop(shelf);
        self.changed.notify_all();
        taken
    }

    /// Whether there is a window.
    pub(super) fn taker(&self) -> Taker {
        if self.shelf().bell.is_some() { Taker::Window } else { Taker::Nobody }
    }

    /// There is a window, which `bell` wakes; or there is none any more.
    pub(super) fn set_bell(&self, bell: Option<Bell>) {
        let mut shelf = self.shelf();
        shelf.bell = bell;
        if let Some(bell) = shelf.bell.as_ref().filter(|_| !shelf.waiting.is_empty()) {
            bell();
        }
    }

    /// Nothing will be taken any more.
    pub(super) fn end(&self) {
        self.shelf().over = true;
        self.changed.notify_all();
    }

    /// Whether it has ended.
    pub(super) fn is_over(&self) -> bool {
        self.shelf().over
    }

    /// Whether something waits.
    #[cfg(test)]
    pub(super) fn has_something(&self) -> bool {
        !self.shelf().waiting.is_empty()
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn handed(name: &str) -> HandedOver {
        HandedOver { case: Some(name.into()) }
    }

    #[test]
    fn what_came_before_the_window_is_there_when_it_comes() {
        let inbox = Inbox::default();
        assert_eq!(inbox.taker(), Taker::Nobody);
        let number = inbox.put(handed("/a")).unwrap();
        assert_eq!(inbox.wait(number, Duration::ZERO), Fate::Waiting);
        let rung = Arc::new(AtomicUsize::new(0));
        let bell = Arc::clone(&rung);
        inbox.set_bell(Some(Box::new(move || {
            bell.fetch_add(1, Ordering::SeqCst);
        })));
        assert_eq!((inbox.taker(), rung.load(Ordering::SeqCst)), (Taker::Window, 1));
        inbox.put(handed("/b")).unwrap();
        assert_eq!(rung.load(Ordering::SeqCst), 2);
        assert_eq!(inbox.take(), [handed("/a"), handed("/b")]);
        assert_eq!(inbox.wait(number, Duration::ZERO), Fate::Taken);
        assert_eq!(inbox.take(), []);
    }

    #[test]
    fn what_nobody_takes_is_taken_back_and_does_not_pile_up() {
        let inbox = Inbox::default();
        let numbers: Vec<u64> = (0..MOST).map(|_| inbox.put(handed("/a")).unwrap()).collect();
        assert_eq!(inbox.put(handed("/b")), None);
        assert_eq!(inbox.withdraw(numbers[0]), Fate::Waiting);
        assert_eq!(inbox.withdraw(numbers[0]), Fate::Taken);
        let last = inbox.put(handed("/b")).unwrap();
        inbox.end();
        assert_eq!(inbox.wait(last, Duration::from_mins(1)), Fate::Over);
        assert_eq!(inbox.put(handed("/c")), None);
    }
}
