//! What only the operating system can do: opening a URL, file dialogs, the console. Everything else is portable.

pub mod browsers;
pub mod console;
mod dialogs;
mod host;

pub use host::{Desktop, FileWish, Host, PickFuture};
