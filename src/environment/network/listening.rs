//! At which TCP ports of this machine programs wait for others of this machine. Nothing is connected to.
//!
//! Linux lists them as files (proc(5), `/proc/net/tcp`), Windows and macOS on the machine at hand only.

#[cfg(any(target_os = "macos", test))]
mod macos;

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::environment::facts::{MACHINE, Topic, Unread};
use crate::environment::read::{self, ReadState};
use crate::environment::root::{Os, Root};

const TABLE: &str = "/proc/net/tcp";
const TABLE_6: &str = "/proc/net/tcp6";

/// Reads them, sorted; none, with an entry in `unread`, where they cannot be read.
pub(in crate::environment) fn read(root: &Root, unread: &mut Vec<Unread>) -> Option<Vec<u16>> {
    let found = match root.os {
        Os::Linux => linux(root),
        Os::Windows | Os::Macos => others(root),
    };
    found
        .map(|ports| ports.into_iter().collect())
        .map_err(|(path, state)| {
            unread.push(Unread { subject: MACHINE.to_owned(), topic: Topic::Listening, path, state });
        })
        .ok()
}

type Failure = (String, ReadState);

/// Half of the ports are not enough: a program that seems not to wait would be taken for one that is gone.
fn linux(root: &Root) -> Result<BTreeSet<u16>, Failure> {
    let table = |path: &str| read::text(root, &root.inside(path));
    let failure = |path: &str, state| (root.shown(&root.inside(path)), state);
    let text = table(TABLE).map_err(|state| {
        // These files are made while they are read; few copies have them.
        let no_copy = state == ReadState::Absent && !root.is_live();
        failure(TABLE, if no_copy { ReadState::Unsupported } else { state })
    })?;
    let mut ports = of_table(&text);
    match table(TABLE_6) {
        Ok(text) => ports.extend(of_table(&text)),
        // IPv6 is switched off.
        Err(ReadState::Absent) => {}
        Err(state) => return Err(failure(TABLE_6, state)),
    }
    Ok(ports)
}

/// Lines such as `0: 0100007F:1F90 00000000:0000 0A …`: a program waits at 127.0.0.1:8080. Each group of 32 bits of an
/// address is written as a number of a little-endian machine.
fn of_table(text: &str) -> BTreeSet<u16> {
    text.lines().skip(1).filter_map(port_of).collect()
}

fn port_of(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace().skip(1);
    let (address, port) = words.next()?.split_once(':')?;
    let state = words.nth(1)?;
    let address = match address.len() {
        8 => IpAddr::V4(Ipv4Addr::from(u32::from_str_radix(address, 16).ok()?.swap_bytes())),
        32 => {
            let mut bits: u128 = 0;
            for start in [0, 8, 16, 24] {
                let group = u32::from_str_radix(address.get(start..start + 8)?, 16).ok()?;
                bits = bits << 32 | u128::from(group.swap_bytes());
            }
            IpAddr::V6(Ipv6Addr::from(bits))
        }
        _ => return None,
    };
    // TCP_LISTEN.
    let waits = state == "0A" && is_reached_from_here(address);
    u16::from_str_radix(port, 16).ok().filter(|_| waits)
}

/// Whether what waits at an address answers to this machine's own name, `localhost`.
fn is_reached_from_here(address: IpAddr) -> bool {
    let address = address.to_canonical();
    address.is_loopback() || address.is_unspecified()
}

#[cfg(windows)]
fn others(root: &Root) -> Result<BTreeSet<u16>, Failure> {
    const PLACE: &str = "GetExtendedTcpTable";
    if !root.is_live() {
        return Err((PLACE.to_owned(), ReadState::Unsupported));
    }
    let all = listeners::get_all().map_err(|error| {
        log::warn!("programs that wait cannot be listed: {error}");
        (PLACE.to_owned(), ReadState::Denied)
    })?;
    let waits = |listener: &&listeners::Listener| {
        listener.protocol == listeners::Protocol::TCP
            && listener.state == listeners::SocketState::Listen
            && is_reached_from_here(listener.socket.ip())
    };
    let found: BTreeSet<u16> = all.iter().filter(waits).map(|listener| listener.socket.port()).collect();
    // Parts of Windows always wait: then the table itself could not be read.
    if found.is_empty() { Err((PLACE.to_owned(), ReadState::Denied)) } else { Ok(found) }
}

#[cfg(not(windows))]
fn others(root: &Root) -> Result<BTreeSet<u16>, Failure> {
    #[cfg(target_os = "macos")]
    if root.is_live() {
        return macos::read();
    }
    let _ = root;
    Err((String::new(), ReadState::Unsupported))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn copy(files: &[(&str, &str)], os: Os) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("proc/net")).unwrap();
        for (name, text) in files {
            fs::write(dir.path().join("proc/net").join(name), text).unwrap();
        }
        let root = Root::copied(dir.path(), os).unwrap();
        (dir, root)
    }

    const HEAD: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

    fn line(local: &str, state: &str) -> String {
        format!(
            "   0: {local} 00000000:0000 {state} 00000000:00000000 00:00000000 00000000     0        0 1 1\n"
        )
    }

    #[test]
    fn only_who_waits_for_this_machine_counts() {
        let tcp = HEAD.to_owned()
            + &line("0100007F:1F90", "0A")
            + &line("00000000:0016", "0A")
            + &line("0501A8C0:0050", "0A")
            + &line("0100007F:1F91", "01")
            + &line("0200007F:0C38", "0A")
            + "nonsense\n";
        let tcp6 = HEAD.to_owned()
            + &line("00000000000000000000000001000000:0BB8", "0A")
            + &line("00000000000000000000000000000000:0016", "0A")
            + &line("0000000000000000FFFF00000100007F:2382", "0A")
            + &line("000080FE00000000FF00FC0001000000:0051", "0A");
        let (_dir, root) = copy(&[("tcp", &tcp), ("tcp6", &tcp6)], Os::Linux);
        let mut unread = Vec::new();
        assert_eq!(super::read(&root, &mut unread), Some(vec![22, 3000, 3128, 8080, 9090]));
        assert_eq!(unread, []);
        let (_dir, root) = copy(&[("tcp", &tcp)], Os::Linux);
        assert_eq!(super::read(&root, &mut unread), Some(vec![22, 3128, 8080]), "without IPv6");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let failed = |root: &Root| {
            let mut unread = Vec::new();
            assert_eq!(super::read(root, &mut unread), None);
            (unread[0].path.clone(), unread[0].state)
        };
        let (_dir, root) = copy(&[], Os::Linux);
        assert_eq!(failed(&root), (TABLE.to_owned(), ReadState::Unsupported));
        for os in [Os::Windows, Os::Macos] {
            let (_dir, root) = copy(&[], os);
            assert_eq!(failed(&root).1, ReadState::Unsupported);
        }
        let (dir, root) = copy(&[("tcp", HEAD)], Os::Linux);
        fs::create_dir(dir.path().join("proc/net/tcp6")).unwrap();
        assert_eq!(failed(&root), (TABLE_6.to_owned(), ReadState::NotAFile), "half of them are not enough");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_port_of_this_machine_is_found() {
        let here = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = here.local_addr().unwrap().port();
        let listed = || super::read(&Root::live(), &mut Vec::new()).unwrap();
        assert!(listed().contains(&port));
        drop(here);
        assert!(!listed().contains(&port));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "([0-9A-F:]{0,40}[ \n]){0,20}") {
            of_table(&text);
            of_table(&format!("x\n{like}"));
        }
    }
}
