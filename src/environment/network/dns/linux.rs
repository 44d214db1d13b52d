//! The servers of Linux: `/etc/resolv.conf`, or, where that names a program of this machine which asks for others
//! (systemd-resolved, dnsmasq), the servers which that one asks.
//!
//! Sources: resolv.conf(5); systemd-resolved.service(8), "/etc/resolv.conf"; `NetworkManager.conf`(5), `rc-manager`.

use std::net::IpAddr;
use std::path::PathBuf;

use super::{Failure, add, addresses};
use crate::environment::facts::DnsFacts;
use crate::environment::read;
use crate::environment::root::Root;

const FILE: &str = "/etc/resolv.conf";
const OF_RESOLVED: &str = "/run/systemd/resolve/resolv.conf";
const OF_NETWORK_MANAGER: &str = "/run/NetworkManager/no-stub-resolv.conf";

pub(super) fn read(root: &Root, failed: &mut impl FnMut(Failure)) -> Result<DnsFacts, Failure> {
    let path = resolved(root);
    let text = read::text(root, &path).map_err(|state| Failure::new(root.shown(&path), state))?;
    let mut facts = DnsFacts::default();
    let listed = name_servers(&text);
    let resolved = listed.iter().all(is_of_resolved);
    if !listed.is_empty() && listed.iter().all(IpAddr::is_loopback) {
        for (file, is_used) in [(OF_RESOLVED, resolved), (OF_NETWORK_MANAGER, !resolved)] {
            if !is_used {
                continue;
            }
            let file = root.inside(file);
            match read::text(root, &file) {
                Ok(text) => {
                    let asked = name_servers(&text);
                    add(&mut facts.servers, &root.shown(&file), "nameserver", &asked);
                }
                // Other programs do without it.
                Err(read::ReadState::Absent) if !resolved => {}
                Err(state) => failed(Failure::new(root.shown(&file), state)),
            }
        }
    }
    if facts.servers.is_empty() {
        add(&mut facts.servers, FILE, "nameserver", &listed);
    }
    Ok(facts)
}

/// The file, which often is a link; one that leads to a fixed place means the place in the copy.
fn resolved(root: &Root) -> PathBuf {
    let file = root.inside(FILE);
    match std::fs::read_link(&file) {
        Ok(target) if target.is_absolute() => root.inside(&target.to_string_lossy()),
        _ => file,
    }
}

/// The addresses at which systemd-resolved answers.
fn is_of_resolved(address: &IpAddr) -> bool {
    [IpAddr::from([127, 0, 0, 53]), IpAddr::from([127, 0, 0, 54])].contains(address)
}

fn name_servers(text: &str) -> Vec<IpAddr> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix("nameserver"));
    lines
        .filter(|rest| rest.starts_with([' ', '\t']))
        .filter_map(|rest| addresses(rest).into_iter().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::environment::facts::Unread;
    use crate::environment::read::ReadState;
    use crate::environment::root::Os;
    use proptest::prelude::*;
    use std::fs;

    fn machine(files: &[(&str, &str)]) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let root = Root::copied(dir.path(), Os::Linux).unwrap();
        (dir, root)
    }

    /// Each server with the place it stands at.
    fn servers(root: &Root, unread: &mut Vec<Unread>) -> Vec<(String, String)> {
        let servers = read(root, unread).map(|facts| facts.servers).unwrap_or_default();
        servers.into_iter().map(|server| (server.address.to_string(), server.evidence.place)).collect()
    }

    fn seen(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let (_dir, root) = machine(files);
        let mut unread = Vec::new();
        let seen = servers(&root, &mut unread);
        assert_eq!(unread, []);
        seen
    }

    fn server(address: &str, place: &str) -> (String, String) {
        (address.to_owned(), place.to_owned())
    }

    #[test]
    fn servers_are_read_from_the_file() {
        let text = "# nameserver 1.1.1.1\n; x\nsearch lan\nnameserver 192.168.1.1 # home\nnameserver\tfe80::1%eth0\n\
                    nameserver nonsense\nnameservers 2.2.2.2\noptions edns0\n";
        assert_eq!(
            seen(&[("etc/resolv.conf", text)]),
            [server("192.168.1.1", FILE), server("fe80::1", FILE)]
        );
        assert_eq!(seen(&[("etc/resolv.conf", "")]), []);
    }

    #[test]
    fn a_program_of_this_machine_is_looked_behind() {
        let stub = ("etc/resolv.conf", "nameserver 127.0.0.53\n");
        let asked = ("run/systemd/resolve/resolv.conf", "nameserver 1.1.1.3\nnameserver 1.0.0.3\n");
        let found = [server("1.1.1.3", OF_RESOLVED), server("1.0.0.3", OF_RESOLVED)];
        assert_eq!(seen(&[stub, asked]), found);
        let dnsmasq = ("etc/resolv.conf", "nameserver 127.0.0.1\n");
        let asked = ("run/NetworkManager/no-stub-resolv.conf", "nameserver 10.0.0.1\n");
        assert_eq!(seen(&[dnsmasq, asked]), [server("10.0.0.1", OF_NETWORK_MANAGER)]);
        assert_eq!(seen(&[dnsmasq]), [server("127.0.0.1", FILE)], "a program that is set up elsewhere");
        let mixed = ("etc/resolv.conf", "nameserver 127.0.0.53\nnameserver 8.8.8.8\n");
        assert_eq!(seen(&[mixed]), [server("127.0.0.53", FILE), server("8.8.8.8", FILE)]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let (_dir, root) = machine(&[("etc/resolv.conf", "nameserver 127.0.0.53\n")]);
        let mut unread = Vec::new();
        assert_eq!(servers(&root, &mut unread), [server("127.0.0.53", FILE)]);
        assert_eq!((unread[0].path.as_str(), unread[0].state), (OF_RESOLVED, ReadState::Absent));
        let (_dir, root) = machine(&[]);
        let mut unread = Vec::new();
        assert_eq!(read(&root, &mut unread), None);
        assert_eq!((unread[0].path.as_str(), unread[0].state), (FILE, ReadState::Absent));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_of_a_copy_leads_to_the_copy() {
        let (dir, root) = machine(&[("run/systemd/resolve/stub-resolv.conf", "nameserver 10.9.8.7\n")]);
        fs::create_dir_all(dir.path().join("etc")).unwrap();
        let link = dir.path().join("etc/resolv.conf");
        let place = "/run/systemd/resolve/stub-resolv.conf";
        for target in [place, "../run/systemd/resolve/stub-resolv.conf"] {
            std::os::unix::fs::symlink(target, &link).unwrap();
            let seen = servers(&root, &mut Vec::new());
            assert_eq!(seen, [server("10.9.8.7", FILE)], "{target}");
            fs::remove_file(&link).unwrap();
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "(nameserver[ \t]?[0-9a-f.:%]{0,12}\n){0,8}") {
            name_servers(&text);
            name_servers(&like);
        }
    }
}
