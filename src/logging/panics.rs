//! A panic of any thread: what is typed and not saved is kept, and the log tells where it came from.
//!
//! Nothing is shown here. A panic of the window ends in its caller, which says so; one of a job is reported to the window.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::panic::PanicHookInfo;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread::{self, Builder};
use std::time::Duration;

use jiff::Timestamp;

use crate::app::Shelter;
use crate::patience::wait_for;

/// The thread that keeps what is typed.
const KEEPER: &str = "panic-keeper";
/// How long a disk may take for it.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most lines of a backtrace.
const FRAMES: usize = 80;

static SHELTER: Mutex<Option<Arc<Shelter>>> = Mutex::new(None);

/// Whatever thread panics from now on, what `shelter` holds is written down first. The last one counts.
pub fn keep_in_panics(shelter: Arc<Shelter>) {
    *SHELTER.lock().unwrap_or_else(PoisonError::into_inner) = Some(shelter);
    install();
}

/// Has panics kept and logged, once for the whole program; what was done before is done last.
pub(super) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            on_panic(info);
            before(info);
        }));
    });
}

fn on_panic(info: &PanicHookInfo<'_>) {
    log::error!("{}", description(info));
    if thread::current().name() != Some(KEEPER) {
        keep();
    }
    log::logger().flush();
}

/// On a thread of its own: if it was the reading of what is typed that panicked, it does so again, and a second panic in
/// the midst of the first one would end the program without a word.
fn keep() {
    let shelter = SHELTER.try_lock().ok().and_then(|shelter| shelter.clone());
    let Some(shelter) = shelter else { return };
    let keeper = Builder::new().name(KEEPER.to_owned()).spawn(move || shelter.keep(Timestamp::now()));
    let Ok(keeper) = keeper else { return };
    wait_for(&keeper, PATIENCE);
}

/// What happened, where, in which thread, and how it came to be there.
fn description(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let name = thread.name().unwrap_or("?");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let message = info.payload_as_str().unwrap_or("no message");
    let mut text = format!("panic in the thread {name} at {place}: {message}");
    for line in Backtrace::force_capture().to_string().lines().take(FRAMES) {
        // A String takes everything.
        write!(text, "\n{}", line.trim_end()).ok();
    }
    text
}
