//! Joining the console of the program that started this one, and leaving it.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::os::windows::io::{AsRawHandle as _, IntoRawHandle as _, RawHandle};
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_UNKNOWN, GetFileType};
use windows_sys::Win32::System::Console::{
    ATTACH_PARENT_PROCESS, AttachConsole, FreeConsole, STD_ERROR_HANDLE, STD_HANDLE, STD_INPUT_HANDLE,
    STD_OUTPUT_HANDLE, SetStdHandle,
};

use super::Voice;

/// Whether the console is one that [`attach`] has joined. One that was there from the start, as that of a build for
/// developers, is not left.
static JOINED: AtomicBool = AtomicBool::new(false);

/// One of the three standard streams.
#[derive(Clone, Copy)]
enum Stream {
    Input,
    Output,
    Error,
}

impl Stream {
    const ALL: [Self; 3] = [Self::Input, Self::Output, Self::Error];

    fn id(self) -> STD_HANDLE {
        match self {
            Self::Input => STD_INPUT_HANDLE,
            Self::Output => STD_OUTPUT_HANDLE,
            Self::Error => STD_ERROR_HANDLE,
        }
    }

    /// Where it leads now. The standard library asks anew each time, and so follows [`lead`].
    fn handle(self) -> RawHandle {
        match self {
            Self::Input => io::stdin().as_raw_handle(),
            Self::Output => io::stdout().as_raw_handle(),
            Self::Error => io::stderr().as_raw_handle(),
        }
    }

    fn is_console(self) -> bool {
        match self {
            Self::Input => io::stdin().is_terminal(),
            Self::Output => io::stdout().is_terminal(),
            Self::Error => io::stderr().is_terminal(),
        }
    }

    /// The console itself, as a file.
    fn open(self) -> io::Result<File> {
        let name = if matches!(self, Self::Input) { "CONIN$" } else { "CONOUT$" };
        File::options().read(true).write(true).open(name)
    }
}

/// See [`super::attach`].
pub(super) fn attach() -> Voice {
    let before = Stream::ALL.map(|stream| (stream, stream.handle()));
    if before.iter().any(|(_, handle)| !leads_somewhere(*handle)) && join() {
        JOINED.store(true, Ordering::Relaxed);
        for (stream, handle) in before {
            settle(stream, handle);
        }
    }
    let is_read = [Stream::Output, Stream::Error].into_iter().any(|stream| leads_somewhere(stream.handle()));
    if is_read { Voice::Printed } else { Voice::Nobody }
}

/// See [`super::detach`].
pub(super) fn detach() {
    if !JOINED.swap(false, Ordering::Relaxed) {
        return;
    }
    // The number of a handle that is closed may soon be that of a file, which nothing may be printed into.
    for stream in Stream::ALL {
        if stream.is_console() {
            lead(stream, ptr::null_mut());
        }
    }
    leave();
}

/// Joining a console leads all streams into it. One that led into a file or to another program goes there again; one
/// that led nowhere is led into the console, where Windows has not done so.
fn settle(stream: Stream, before: RawHandle) {
    if leads_somewhere(before) {
        lead(stream, before);
    } else if !leads_somewhere(stream.handle())
        && let Ok(console) = stream.open()
    {
        lead(stream, console.into_raw_handle());
    }
}

#[expect(unsafe_code, reason = "no crate that is kept well has a safe call for it")]
fn join() -> bool {
    // SAFETY: takes a number.
    unsafe { AttachConsole(ATTACH_PARENT_PROCESS) != 0 }
}

#[expect(unsafe_code, reason = "no crate that is kept well has a safe call for it")]
fn leave() {
    // SAFETY: takes nothing, and no stream leads into the console any more.
    unsafe { FreeConsole() };
}

#[expect(unsafe_code, reason = "no crate that is kept well has a safe call for it")]
fn lead(stream: Stream, handle: RawHandle) {
    // SAFETY: the handle is none, or that of a file or console that stays open: nobody closes it from here on.
    unsafe { SetStdHandle(stream.id(), handle) };
}

/// Whether there is a file, a console or another program behind it. A program that was started by a double-click may
/// have got the number of something else.
#[expect(
    unsafe_code,
    reason = "the safe call of the standard library asks for a handle that is known to be open"
)]
fn leads_somewhere(handle: RawHandle) -> bool {
    // SAFETY: takes any number, and only looks whether there is a file behind it.
    unsafe { GetFileType(handle) != FILE_TYPE_UNKNOWN }
}
