//! What only the operating system can do: opening a URL, file dialogs, boxes, the console, one window a user. Everything
//! else is portable.

pub mod browsers;
pub mod console;
mod dialogs;
mod host;
pub mod instance;
pub(crate) mod mesa;
pub mod message_box;

pub use host::{Desktop, FileWish, Host, PickFuture};
