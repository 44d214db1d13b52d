//! Waiting for a thread, but not forever.

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Between two looks at a thread that is about to end.
const GLANCE: Duration = Duration::from_millis(2);

/// Waits for a thread that is about to end, but no longer than `patience`: a disk may not answer.
pub(crate) fn wait_for(thread: &JoinHandle<()>, patience: Duration) {
    let begun = Instant::now();
    while !thread.is_finished() && begun.elapsed() < patience {
        thread::sleep(GLANCE);
    }
}
