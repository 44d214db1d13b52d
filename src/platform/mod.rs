//! What only the operating system can do: opening a URL, file dialogs. Everything else is portable.

pub mod browsers;
mod dialogs;
mod host;

pub use host::{Desktop, FileWish, Host, PickFuture};
