//! The bytes of the file that says who edits a note: never a panic, and nobody who is not in it.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use login_triage::case::{Editor, read_lock};

fuzz_target!(|bytes: &[u8]| {
    let me = Editor { who: "山田".to_owned(), machine: "PC-02".to_owned(), pid: 7 };
    let holder = read_lock(bytes, &me, Timestamp::UNIX_EPOCH, |_| false);
    match &holder.editor {
        // On our machine, nothing runs.
        Some(editor) if editor.machine == me.machine => assert!(holder.stale),
        Some(_) => assert!(holder.since.is_some() && holder.seen.is_some()),
        None => assert!(holder.stale),
    }
});
