//! The same work on many things, on as many threads as help.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

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
            // The window draws on one of these processors, too: it gets its turn between two chunks.
            thread::yield_now();
            done.lock().unwrap_or_else(PoisonError::into_inner).push((at, results));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread can be had, this one does it all.
            thread::Builder::new().name("cases-part".to_owned()).spawn_scoped(scope, labour).ok();
        }
        labour();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, results)| results).collect()
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
