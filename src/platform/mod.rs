//! What only the operating system can do: opening a URL, file dialogs, one window a user. Everything else is portable.

pub mod browsers;
mod dialogs;
mod host;
pub mod instance;

pub use host::{Desktop, FileWish, Host, PickFuture};
