//! How long something takes once.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The time of one run.
pub fn time<T>(run: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}
