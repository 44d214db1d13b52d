//! Reading in parallel on named threads, none of which can hold up the rest.
//!
//! A folder on a network drive may answer late or never, and no call of the operating system can be given up once
//! it waits. A job that takes too long is therefore left behind with its thread, and another thread goes on with
//! the jobs that remain.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Cancelled;

/// How long a job may take. A profile of 64 MB takes about a second on a slow machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// How often the wish to cancel is looked at while nothing else happens.
const GLANCE: Duration = Duration::from_millis(50);

/// More threads do not help: reading is bound by the disk and by memory.
const MOST_THREADS: usize = 4;

type Work<T> = Box<dyn FnOnce() -> T + Send>;

/// Jobs that nobody has begun, with their numbers.
type Queue<T> = Arc<Mutex<VecDeque<(usize, Work<T>)>>>;

/// Does jobs in parallel. The results come in the order of the jobs; none for a job that took longer than
/// `patience`, or that panicked. `done` is told how many are done.
pub(super) fn run<T: Send + 'static>(
    jobs: Vec<Work<T>>,
    patience: Duration,
    cancelled: &dyn Fn() -> bool,
    mut done: impl FnMut(usize),
) -> Result<Vec<Option<T>>, Cancelled> {
    let mut results: Vec<Option<T>> = jobs.iter().map(|_| None).collect();
    let mut crew = Crew::new(jobs, patience);
    let mut finished = 0;
    while crew.waits() {
        if cancelled() {
            crew.stop();
            return Err(Cancelled);
        }
        match crew.next() {
            Some((at, result)) => {
                if let Some(place) = results.get_mut(at) {
                    *place = result;
                }
                finished += 1;
                done(finished);
            }
            None => {
                let given_up = crew.give_up_late();
                if given_up > 0 {
                    finished += given_up;
                    done(finished);
                }
            }
        }
    }
    Ok(results)
}

/// What a thread says of a job: it has begun, or it is done.
enum Word<T> {
    Began(usize),
    Done(usize, Option<T>),
}

struct Crew<T> {
    queue: Queue<T>,
    stop: Arc<AtomicBool>,
    sender: SyncSender<Word<T>>,
    receiver: Receiver<Word<T>>,
    patience: Duration,
    /// Jobs that run, and since when.
    running: Vec<(usize, Instant)>,
    /// Jobs that are neither done nor given up.
    left: Vec<usize>,
}

impl<T: Send + 'static> Crew<T> {
    fn new(jobs: Vec<Work<T>>, patience: Duration) -> Self {
        let count = jobs.len();
        let (sender, receiver) = sync_channel(2 * count + 1);
        let crew = Self {
            queue: Arc::new(Mutex::new(jobs.into_iter().enumerate().collect())),
            stop: Arc::default(),
            sender,
            receiver,
            patience,
            running: Vec::new(),
            left: (0..count).collect(),
        };
        let threads = thread::available_parallelism().map_or(2, usize::from).clamp(2, MOST_THREADS);
        for _ in 0..threads.min(count) {
            crew.hire();
        }
        crew
    }

    /// Starts one more thread.
    fn hire(&self) {
        let (queue, stop, sender) = (Arc::clone(&self.queue), Arc::clone(&self.stop), self.sender.clone());
        let work = move || {
            while !stop.load(Ordering::Relaxed) {
                let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                let Some((at, job)) = next else { return };
                // Where nobody listens any more, nobody needs the rest.
                if sender.send(Word::Began(at)).is_err() {
                    return;
                }
                let panicked = PanicWord { at, sender: sender.clone() };
                let result = job();
                std::mem::forget(panicked);
                if sender.send(Word::Done(at, Some(result))).is_err() {
                    return;
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("scan-reader".to_owned()).spawn(work) {
            log::error!("no thread for reading: {error}");
        }
    }

    /// Whether any job is neither done nor given up.
    fn waits(&self) -> bool {
        !self.left.is_empty()
    }

    fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The next result, if one comes in soon.
    fn next(&mut self) -> Option<(usize, Option<T>)> {
        match self.receiver.recv_timeout(GLANCE) {
            Ok(Word::Began(at)) => {
                self.running.push((at, Instant::now()));
                None
            }
            Ok(Word::Done(at, result)) => {
                self.running.retain(|(running, _)| *running != at);
                let wanted = self.left.contains(&at);
                self.left.retain(|left| *left != at);
                if result.is_none() {
                    self.hire();
                }
                wanted.then_some((at, result))
            }
            // This end holds a sender of its own, so that the channel never closes.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Gives up the jobs that take too long, and says how many.
    fn give_up_late(&mut self) -> usize {
        let patience = self.patience;
        let (late, running): (Vec<_>, Vec<_>) =
            self.running.drain(..).partition(|(_, since)| since.elapsed() > patience);
        self.running = running;
        for (at, _) in &late {
            self.left.retain(|left| left != at);
            self.hire();
        }
        late.len()
    }
}

/// Says that a job panicked, unless it is forgotten before.
struct PanicWord<T> {
    at: usize,
    sender: SyncSender<Word<T>>,
}

impl<T> Drop for PanicWord<T> {
    fn drop(&mut self) {
        self.sender.send(Word::Done(self.at, None)).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never() -> bool {
        false
    }

    fn boxed<T>(job: impl FnOnce() -> T + Send + 'static) -> Work<T> {
        Box::new(job)
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let jobs = (0..50).map(|number| boxed(move || number * 2)).collect();
        let mut counts = Vec::new();
        let results = run(jobs, PATIENCE, &never, |done| counts.push(done)).unwrap();
        assert_eq!(results, (0..50).map(|number| Some(number * 2)).collect::<Vec<_>>());
        assert_eq!(counts, (1..=50).collect::<Vec<_>>());
        assert_eq!(run(Vec::<Work<u8>>::new(), PATIENCE, &never, |_| {}).unwrap(), []);
    }

    #[test]
    fn jobs_that_hang_hold_up_no_other() {
        let (release, hung) = sync_channel::<()>(0);
        let hung = Arc::new(Mutex::new(hung));
        // More of them than there are threads.
        let hang = || {
            let hung = Arc::clone(&hung);
            boxed(move || {
                // It ends when the other end is dropped, at the end of the test.
                i32::from(hung.lock().is_ok_and(|hung| hung.recv().is_ok()))
            })
        };
        let mut jobs: Vec<Work<i32>> = (0..10).map(|_| hang()).collect();
        jobs.push(boxed(|| 7));
        let results = run(jobs, Duration::from_millis(300), &never, |_| {}).unwrap();
        assert_eq!(results.last(), Some(&Some(7)));
        assert!(results.iter().take(10).all(Option::is_none));
        drop(release);
    }

    #[test]
    fn a_job_that_panics_is_one_without_a_result() {
        let jobs = vec![boxed(|| panic!("a test")), boxed(|| 1), boxed(|| 2)];
        assert_eq!(run(jobs, PATIENCE, &never, |_| {}).unwrap(), [None, Some(1), Some(2)]);
    }

    #[test]
    fn cancelling_ends_at_once() {
        let (release, hung) = sync_channel::<()>(0);
        let jobs = vec![boxed(move || hung.recv().is_ok())];
        assert_eq!(run(jobs, PATIENCE, &|| true, |_| {}), Err(Cancelled));
        drop(release);
    }
}
