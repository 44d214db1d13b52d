//! One thing that is looked up on the network: how long it may take, and whether it is still wanted.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Internet;
use crate::environment::Watch;

/// How often the wish to cancel is looked at while nothing else happens.
const GLANCE: Duration = Duration::from_millis(20);

/// One thing that is looked up: it ends when its time is over, or when it is no longer wanted.
#[derive(Clone, Copy)]
pub(super) struct Errand<'a> {
    internet: &'a Arc<dyn Internet>,
    watch: &'a dyn Watch,
    until: Instant,
}

impl<'a> Errand<'a> {
    /// One that begins now.
    pub(super) fn new(internet: &'a Arc<dyn Internet>, watch: &'a dyn Watch) -> Self {
        Self { internet, watch, until: Instant::now() + internet.patience() }
    }

    /// A part of it, which may take this long at most.
    pub(super) fn part(self, longest: Duration) -> Self {
        Self { until: self.until.min(Instant::now() + longest), ..self }
    }

    /// The network.
    pub(super) fn internet(self) -> &'a Arc<dyn Internet> {
        self.internet
    }

    /// Whether nobody wants it any more.
    pub(super) fn cancelled(self) -> bool {
        self.watch.cancelled()
    }

    /// The time that is left; none if it is over, or if nobody waits any more.
    pub(super) fn left(self) -> Option<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        (!left.is_zero() && !self.cancelled()).then_some(left)
    }

    /// The time until the wish to cancel is to be looked at again, or an error if there is none left.
    pub(super) fn glance(self) -> io::Result<Duration> {
        let left = self.left().ok_or(io::ErrorKind::TimedOut)?;
        Ok(short(left))
    }

    /// Does what the operating system may take any time for on a thread of its own, which is left behind when the
    /// time is over. None if it did not end in time.
    pub(super) fn aside<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        aside(|| self.left(), work)
    }

    /// When its time is over.
    pub(super) fn until(self) -> Instant {
        self.until
    }
}

/// Does something on a thread of its own, which is left behind when no time is left. None if it did not end in time.
pub(super) fn aside<T: Send + 'static>(
    left: impl Fn() -> Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (sender, receiver) = sync_channel(1);
    let work = move || {
        // Where nobody waits any more, nobody wants the result.
        sender.send(work()).ok();
    };
    thread::Builder::new().name("online-wait".to_owned()).spawn(work).ok()?;
    loop {
        match receiver.recv_timeout(short(left()?)) {
            Ok(result) => return Some(result),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// A time that is short enough to be waited for without a look at anything else. An operating system may take less than
/// a millisecond for none at all, and that for no limit.
fn short(left: Duration) -> Duration {
    left.clamp(Duration::from_millis(1), GLANCE)
}

/// Runs errands at the same time, each on a thread of its own; each ends by itself. None for one that panicked.
pub(super) fn together<T: Send>(errands: Vec<impl FnOnce() -> T + Send>) -> Vec<Option<T>> {
    thread::scope(|scope| {
        let start =
            |errand| thread::Builder::new().name("online".to_owned()).spawn_scoped(scope, errand).ok();
        // All are started before the first is waited for.
        let started: Vec<_> = errands.into_iter().map(start).collect();
        started.into_iter().map(|thread| thread?.join().ok()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Unwatched;
    use std::net::{IpAddr, SocketAddr, TcpStream};

    struct Nowhere(Duration);

    impl Internet for Nowhere {
        fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            Ok(Vec::new())
        }

        fn connect(&self, _: SocketAddr, _: Duration) -> io::Result<TcpStream> {
            Err(io::ErrorKind::NetworkUnreachable.into())
        }

        fn patience(&self) -> Duration {
            self.0
        }
    }

    struct NotWanted;

    impl Watch for NotWanted {
        fn step(&self, _: usize, _: usize, _: &str) {}

        fn cancelled(&self) -> bool {
            true
        }
    }

    #[test]
    fn what_does_not_end_is_left_behind() {
        let internet: Arc<dyn Internet> = Arc::new(Nowhere(Duration::from_millis(50)));
        let errand = Errand::new(&internet, &Unwatched);
        assert_eq!(errand.aside(|| 7), Some(7));
        // It ends when the other end is dropped, at the end of the test.
        let (release, hung) = sync_channel::<()>(0);
        assert_eq!(errand.aside(move || hung.recv().is_ok()), None);
        assert!(errand.left().is_none() && errand.glance().is_err(), "its time is over");
        drop(release);
    }

    #[test]
    fn what_is_not_wanted_ends_at_once() {
        let internet: Arc<dyn Internet> = Arc::new(Nowhere(Duration::from_hours(1)));
        let errand = Errand::new(&internet, &NotWanted);
        let (release, hung) = sync_channel::<()>(0);
        assert_eq!(errand.aside(move || hung.recv().is_ok()), None);
        assert!(errand.left().is_none());
        drop(release);
    }

    #[test]
    fn a_part_never_takes_longer_than_the_whole() {
        let internet: Arc<dyn Internet> = Arc::new(Nowhere(Duration::from_mins(1)));
        let errand = Errand::new(&internet, &Unwatched);
        assert!(errand.part(Duration::from_hours(1)).left().unwrap() <= Duration::from_mins(1));
        assert!(errand.part(Duration::from_secs(5)).left().unwrap() <= Duration::from_secs(5));
    }

    #[test]
    fn errands_run_at_the_same_time_and_one_that_panics_harms_no_other() {
        // Each waits for the other: one after the other, they would never end.
        let (to_second, from_first) = sync_channel(1);
        let (to_first, from_second) = sync_channel(1);
        let errands: Vec<Box<dyn FnOnce() -> i32 + Send>> = vec![
            Box::new(move || {
                to_second.send(1).unwrap();
                from_second.recv().unwrap()
            }),
            Box::new(|| panic!("a test")),
            Box::new(move || {
                to_first.send(2).unwrap();
                from_first.recv().unwrap()
            }),
        ];
        assert_eq!(together(errands), [Some(2), None, Some(1)]);
    }
}
