//! The same work on many things, on as many threads as help.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use thread_priority::{ThreadPriority, ThreadPriorityValue};

/// Of 0 to 99, where 50 is as threads are by themselves: nice 11 on Linux, below normal on Windows.
const PRIORITY: u8 = 20;
/// More threads do not help: reading is bound by the disk, comparing by memory.
const MOST_THREADS: usize = 8;

/// Does `work` for all things; the results come in their order. `chunk` things are taken at a time, and what is less than
/// two chunks is done where we are.
pub(super) fn map<T: Sync, R: Send>(things: &[T], chunk: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let chunks: Vec<&[T]> = things.chunks(chunk.max(1)).collect();
    if threads < 2 || chunks.len() < 2 {
        return things.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<R>)>> = Mutex::new(Vec::with_capacity(chunks.len()));
    let labour = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(at) else { break };
            let results = chunk.iter().map(&work).collect();
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, results));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread can be had, this one does it all.
            let part = thread::Builder::new().name("cases-part".to_owned());
            part.spawn_scoped(scope, || {
                stand_back();
                labour();
            })
            .ok();
        }
        labour();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

/// Lets the window, which draws on one of these processors, go before the thread that calls this.
pub fn stand_back() {
    let priority = ThreadPriorityValue::try_from(PRIORITY).map(ThreadPriority::Crossplatform);
    if let Err(error) = priority.map(ThreadPriority::set_for_current) {
        log::debug!("a thread keeps its priority: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_order() {
        for (count, chunk) in [(0, 4), (1, 4), (7, 4), (1000, 3), (1000, 0)] {
            let things: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = things.iter().map(|thing| thing * 2).collect();
            assert_eq!(map(&things, chunk, |thing| thing * 2), doubled);
        }
    }
}
