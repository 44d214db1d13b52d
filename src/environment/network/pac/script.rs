//! A script on a thread of its own.
//!
//! The engine looks every few thousand steps whether it is to end, but there are single steps in it that can take
//! hours (joining an array with four billion holes). Whoever asks therefore never waits longer than the limits say: a
//! thread that does not end in time is left behind, and ends when the step does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::answers::Answers;
use super::engine::Engine;
use super::pace::Life;
use super::{Limits, PacError};
use crate::environment::facts::Road;

/// How often the wish to cancel is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// The thread's stack, of which the engine uses up to [`Limits::stack`].
const THREAD_STACK: usize = 4 * 1024 * 1024;

/// When so many threads were left behind and have not ended, no other script is begun: each may keep a processor busy.
const MOST_LEFT: usize = 4;

static LEFT: AtomicUsize = AtomicUsize::new(0);

type Reply<T> = SyncSender<Result<T, PacError>>;

/// A script that was loaded, and waits for questions.
pub(in crate::environment) struct Script {
    questions: SyncSender<(String, Reply<Vec<Road>>)>,
    life: Arc<Life>,
    limits: Limits,
}

impl Script {
    /// Runs a script, so that it can be asked. `cancelled` is asked all the while.
    pub(in crate::environment) fn load(
        source: &str,
        limits: Limits,
        answers: Arc<dyn Answers>,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Self, PacError> {
        if LEFT.load(Ordering::Relaxed) >= MOST_LEFT {
            return Err(PacError::Endless);
        }
        let (loaded, wait) = sync_channel(1);
        let (questions, asked) = sync_channel(1);
        let life = Arc::new(Life::default());
        let (source, of_thread) = (source.to_owned(), Arc::clone(&life));
        let work = move || {
            let end = End(of_thread);
            serve(&source, limits, answers, &end.0, &loaded, &asked);
        };
        let named = thread::Builder::new().name("proxy-script".to_owned()).stack_size(THREAD_STACK);
        named.spawn(work).or(Err(PacError::Failed))?;
        let script = Self { questions, life, limits };
        script.wait(&wait, limits.load, cancelled)?;
        Ok(script)
    }

    /// By which roads the script would reach a host, in the order in which they are tried.
    pub(in crate::environment) fn ask(
        &self,
        host: &str,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Vec<Road>, PacError> {
        if self.life.stop.load(Ordering::Relaxed) {
            return Err(PacError::Endless);
        }
        let (answer, wait) = sync_channel(1);
        self.questions.try_send((host.to_owned(), answer)).or(Err(PacError::Failed))?;
        self.wait(&wait, self.limits.ask, cancelled)
    }

    fn wait<T>(
        &self,
        reply: &Receiver<Result<T, PacError>>,
        limit: Duration,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<T, PacError> {
        let (longest, grace) = (limit + self.limits.grace, self.limits.grace);
        let (mut ran, mut asked) = (Duration::ZERO, Duration::ZERO);
        let why = loop {
            let begin = Instant::now();
            match reply.recv_timeout(GLANCE) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Disconnected) => return Err(PacError::Failed),
                Err(RecvTimeoutError::Timeout) if cancelled() => break PacError::Cancelled,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let spent = if self.life.looks_up.load(Ordering::Relaxed) { &mut asked } else { &mut ran };
            *spent += begin.elapsed();
            if ran >= longest || asked >= self.limits.names + grace {
                break PacError::Endless;
            }
        };
        self.life.stop.store(true, Ordering::Relaxed);
        LEFT.fetch_add(1, Ordering::Relaxed);
        if self.life.parted.swap(true, Ordering::AcqRel) {
            // It has ended in the meantime.
            LEFT.fetch_sub(1, Ordering::Relaxed);
        }
        Err(why)
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        // A thread that waits for a question ends when nobody can ask any more; one that runs, at its next step.
        self.life.stop.store(true, Ordering::Relaxed);
    }
}

/// Says that the thread has ended, however it ended.
struct End(Arc<Life>);

impl Drop for End {
    fn drop(&mut self) {
        if self.0.parted.swap(true, Ordering::AcqRel) {
            LEFT.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// The script's thread: loads it, and answers until nobody can ask any more.
fn serve(
    source: &str,
    limits: Limits,
    answers: Arc<dyn Answers>,
    life: &Arc<Life>,
    loaded: &Reply<()>,
    asked: &Receiver<(String, Reply<Vec<Road>>)>,
) {
    let engine = match Engine::load(source, limits, answers, Arc::clone(life)) {
        Ok(engine) => engine,
        // Where nobody waits any more, nobody needs to know.
        Err(error) => return loaded.send(Err(error)).unwrap_or_default(),
    };
    if loaded.send(Ok(())).is_err() {
        return;
    }
    while let Ok((host, reply)) = asked.recv() {
        if reply.send(engine.ask(&host)).is_err() {
            return;
        }
    }
}
