//! How this machine reaches the network: the operating system's proxy.

pub(super) mod bypass;
mod child;
mod linux;
mod macos;
pub(super) mod proxy;
mod windows;
