//! Who stands at the door of the first start: takes what later ones say, and answers when the window has it.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::door::{self, Listener, Stream};
use super::inbox::{Fate, HandedOver, Inbox, Taker};
use super::message::{Answer, LONGEST, RequestError, read_request, write_answer};

/// How long a window may take to take something. Less than whoever waits for the answer has patience.
const WINDOW: Duration = Duration::from_millis(2_500);
/// How often whoever waits is told that the window is still to come.
const NEWS: Duration = Duration::from_secs(1);
/// How long the window may be still to come.
const STARTING: Duration = Duration::from_secs(25);
/// How long somebody may take to say what they want, where the system can be told.
const LISTENING: Duration = Duration::from_secs(3);
/// Talks at once. Windows cannot be told to stop listening to somebody who says nothing: they take up one each.
const MOST: usize = 8;
/// After an error of the system, so that it is not asked all the time.
const PAUSE: Duration = Duration::from_millis(200);

/// Puts a thread at the door, which stays until the inbox has ended.
pub(super) fn serve(listener: Listener, key: String, inbox: Arc<Inbox>) -> io::Result<()> {
    let porter = Porter { key: key.into(), inbox, talks: Arc::default() };
    thread::Builder::new().name("instance".to_owned()).spawn(move || porter.stand(&listener)).map(drop)
}

struct Porter {
    key: Arc<str>,
    inbox: Arc<Inbox>,
    talks: Arc<AtomicUsize>,
}

impl Porter {
    fn stand(&self, listener: &Listener) {
        loop {
            let come = door::come(listener);
            if self.inbox.is_over() {
                return;
            }
            match come {
                Ok(stream) => self.receive(stream),
                Err(error) => {
                    log::warn!("a later start could not be heard: {error}");
                    thread::sleep(PAUSE);
                }
            }
        }
    }

    fn receive(&self, stream: Stream) {
        let Some(talk) = Counted::begin(&self.talks) else {
            log::warn!("too many later starts at once");
            return;
        };
        let (key, inbox) = (Arc::clone(&self.key), Arc::clone(&self.inbox));
        let started = thread::Builder::new().name("handed-over".to_owned()).spawn(move || {
            let _talk = talk;
            match talk_with(&stream, &key, &inbox) {
                Ok(()) => {}
                Err(Trouble::Request(error)) => log::warn!("what a later start said is let be: {error}"),
                Err(Trouble::Key) => log::warn!("somebody at the door does not know the word"),
                // Who asked may have gone on alone; whoever shuts the door says nothing at all.
                Err(Trouble::Io(error)) => log::debug!("a later start has gone: {error}"),
            }
        });
        if let Err(error) = started {
            log::error!("the thread handed-over cannot start: {error}");
        }
    }
}

/// Why a talk ended without its answer.
enum Trouble {
    Request(RequestError),
    Key,
    Io(io::Error),
}

fn talk_with(stream: &Stream, key: &str, inbox: &Inbox) -> Result<(), Trouble> {
    if let Err(error) = door::listen_no_longer_than(stream, LISTENING) {
        log::debug!("whoever says nothing is listened to all the same: {error}");
    }
    let mut line = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    BufReader::new(stream).take(most).read_until(b'\n', &mut line).map_err(Trouble::Io)?;
    if line.is_empty() {
        return Err(Trouble::Io(io::ErrorKind::UnexpectedEof.into()));
    }
    let request = match read_request(&line) {
        Ok(request) => request,
        Err(error) => {
            // It may be one of a later version, which then knows what to do.
            answer(stream, Answer::Refused).ok();
            return Err(Trouble::Request(error));
        }
    };
    if request.key != key {
        return Err(Trouble::Key);
    }
    let Some(number) = inbox.put(HandedOver { case: request.case }) else {
        return answer(stream, Answer::Refused).map_err(Trouble::Io);
    };
    match await_window(stream, inbox, number) {
        Ok(Fate::Taken) => {
            log::info!("the window has what a later start wants");
            answer(stream, Answer::Taken).map_err(Trouble::Io)
        }
        Ok(Fate::Waiting | Fate::Over) => Ok(()),
        Err(error) => Err(Trouble::Io(error)),
    }
}

/// Waits for the window; tells whoever waits while there is none. What nobody takes in time is withdrawn, and nothing is
/// said: whoever asked opens a window of their own.
fn await_window(stream: &Stream, inbox: &Inbox, number: u64) -> io::Result<Fate> {
    let begun = Instant::now();
    loop {
        let taker = inbox.taker();
        let patience = if taker == Taker::Window { WINDOW } else { NEWS };
        match inbox.wait(number, patience) {
            Fate::Waiting => {}
            fate => return Ok(fate),
        }
        if taker == Taker::Window || begun.elapsed() > STARTING {
            return Ok(inbox.withdraw(number));
        }
        if let Err(error) = answer(stream, Answer::Starting) {
            // Nobody is there to be told, nor to open it elsewhere: it stays where it is.
            return match inbox.withdraw(number) {
                Fate::Taken => Ok(Fate::Taken),
                Fate::Waiting | Fate::Over => Err(error),
            };
        }
    }
}

fn answer(mut stream: &Stream, answer: Answer) -> io::Result<()> {
    stream.write_all(write_answer(answer).as_bytes())
}

/// One of the talks under way, as long as it is kept.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    /// None if there are too many.
    fn begin(talks: &Arc<AtomicUsize>) -> Option<Self> {
        let counted = Self(Arc::clone(talks));
        (counted.0.fetch_add(1, Ordering::SeqCst) < MOST).then_some(counted)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
