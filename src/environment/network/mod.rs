//! How this machine reaches the network: proxies and who sets them, scripts, interfaces, names.

pub(super) mod bypass;
mod child;
pub(super) mod dns;
pub mod fuzzing;
pub(super) mod hosts_file;
pub(super) mod links;
pub(super) mod listening;
pub(super) mod pac;
pub(super) mod roads;
pub(super) mod route;
pub(super) mod server;
pub(super) mod system;
