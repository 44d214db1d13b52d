//! The network interfaces, and which of them leads outside.
//!
//! Nothing is sent. Linux shows its interfaces and routes as files, which a copy may hold; on the machine at hand the
//! kernel is asked besides, since rules of a VPN can put a route before others that no file shows. Windows and macOS
//! show theirs to programs on the machine at hand only.

mod addresses;
#[cfg(target_os = "linux")]
mod kernel;
mod kinds;
mod linux;
#[cfg(any(windows, target_os = "macos"))]
mod listed;
mod routes;

use crate::environment::facts::{LinkFacts, MACHINE, Topic, Unread};
use crate::environment::read::ReadState;
use crate::environment::root::{Os, Root};

/// Reads them; none, with an entry in `unread`, where they cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<LinkFacts> {
    let mut failed = |(path, state): Failure| {
        unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::Links, path, state });
    };
    let found = match root.os {
        Os::Linux => linux::read(root, &mut failed),
        Os::Windows | Os::Macos => others(root),
    };
    found.map_err(failed).ok()
}

/// The ids of the network adapters of Windows that are up; none of a copy, which does not say.
pub(super) fn active_adapters(root: &Root) -> Option<Vec<String>> {
    #[cfg(windows)]
    if root.is_live() {
        return Some(listed::active());
    }
    let _ = root;
    None
}

/// What could not be read, and why.
type Failure = (String, ReadState);

fn others(root: &Root) -> Result<LinkFacts, Failure> {
    #[cfg(any(windows, target_os = "macos"))]
    if root.is_live() {
        return listed::read(root);
    }
    let _ = root;
    Err((String::new(), ReadState::Unsupported))
}
