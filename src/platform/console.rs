//! The console that the program was started from. Windows gives none to a program with a window: what it prints is lost
//! until it asks for the one of whoever started it. Elsewhere a program has its terminal from the start.

#[cfg(windows)]
mod parent;

/// Whether somebody can read what the program prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// A console, a file or another program takes it.
    Printed,
    /// Nobody does: the program was started by a double-click.
    Nobody,
}

/// Joins the console of the program that started this one. Streams that lead into a file or to another program stay as
/// they are. To be called before anything is printed.
#[cfg(windows)]
pub fn attach() -> Voice {
    parent::attach()
}

/// Joins the console of the program that started this one: it is joined already.
#[cfg(not(windows))]
pub fn attach() -> Voice {
    Voice::Printed
}

/// Lets go of the console that [`attach`] has joined. To be called before the window opens: Windows ends every program
/// of a console that is closed, without asking it to save anything.
#[cfg(windows)]
pub fn detach() {
    parent::detach();
}

/// Lets go of the console that [`attach`] has joined, which is none.
#[cfg(not(windows))]
pub fn detach() {}
