//! From a name to a connection.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::Arc;

use super::errand::Errand;
use crate::environment::facts::Contact;

/// More addresses of one host are not tried.
const MOST_ADDRESSES: usize = 4;

/// Something that bytes go through, in both directions.
pub(super) trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

/// A connection that ends with its errand.
pub(super) struct Wire<'a> {
    stream: TcpStream,
    errand: Errand<'a>,
}

impl Read for Wire<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            self.stream.set_read_timeout(Some(self.errand.glance()?))?;
            match self.stream.read(into) {
                Err(error) if is_pause(&error) => {}
                result => return result,
            }
        }
    }
}

impl Write for Wire<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            self.stream.set_write_timeout(Some(self.errand.glance()?))?;
            match self.stream.write(bytes) {
                Err(error) if is_pause(&error) => {}
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Nothing went wrong, nothing came yet.
fn is_pause(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

/// The addresses of a host; empty if it has none, or none came in time. One that is an address itself is not asked
/// for.
pub(super) fn addresses(errand: Errand<'_>, host: &str) -> Vec<IpAddr> {
    if let Ok(address) = host.trim_matches(['[', ']']).parse() {
        return vec![address];
    }
    let (internet, host) = (Arc::clone(errand.internet()), host.to_owned());
    errand.aside(move || internet.resolve(&host).unwrap_or_default()).unwrap_or_default()
}

/// A connection to a host by its name.
pub(super) fn dial<'a>(errand: Errand<'a>, host: &str, port: u16) -> Result<Wire<'a>, Contact> {
    let addresses = addresses(errand, host);
    if addresses.is_empty() { Err(Contact::NoName) } else { connect(errand, &addresses, port) }
}

/// A connection to the first of these addresses that takes one. Each gets its share of the time, so that one which
/// does not answer leaves some to the others.
pub(super) fn connect<'a>(errand: Errand<'a>, addresses: &[IpAddr], port: u16) -> Result<Wire<'a>, Contact> {
    let mut failure = Contact::Unreachable;
    let addresses: Vec<IpAddr> = addresses.iter().copied().take(MOST_ADDRESSES).collect();
    for (left, address) in (1..=addresses.len()).rev().zip(&addresses) {
        let Some(time) = errand.left() else {
            return Err(Contact::TimedOut);
        };
        let share = time / u32::try_from(left).unwrap_or(1);
        let (internet, to) = (Arc::clone(errand.internet()), SocketAddr::new(*address, port));
        let contact = match errand.part(share).aside(move || internet.connect(to, share)) {
            Some(Ok(stream)) => return Ok(Wire { stream, errand }),
            Some(Err(error)) => contact_of(&error),
            None => Contact::TimedOut,
        };
        // What a host says itself tells more than that a part of the network is not there.
        if weight(contact) > weight(failure) {
            failure = contact;
        }
    }
    Err(failure)
}

fn contact_of(error: &io::Error) -> Contact {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Contact::Refused,
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Contact::TimedOut,
        _ => Contact::Unreachable,
    }
}

fn weight(contact: Contact) -> u8 {
    match contact {
        Contact::Refused => 2,
        Contact::TimedOut => 1,
        _ => 0,
    }
}

/// Whether an address cannot be that of a host of Amazon: it stands for this machine, this network, or nobody.
///
/// Not so 198.18.0.0/15 (RFC 2544): tunnels such as Clash and Surge hand out these addresses for all names, and what
/// is sent there arrives.
pub(super) fn leads_nowhere(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4_leads_nowhere(v4),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4_leads_nowhere(v4),
            None => v6_leads_nowhere(v6),
        },
    }
}

fn v4_leads_nowhere(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let shared_by_carriers = first == 100 && (64..128).contains(&second);
    first == 0
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || shared_by_carriers
        || first >= 224
}

fn v6_leads_nowhere(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_and_this_network_lead_nowhere() {
        for address in [
            "0.0.0.0",
            "0.0.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.1.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
        ] {
            assert!(leads_nowhere(address.parse().unwrap()), "{address}");
        }
        for address in [
            "52.94.236.248",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "198.18.0.5",
            "203.0.113.1",
            "2600:9000::1",
            "64:ff9b::345e:ecf8",
            "::ffff:52.94.236.248",
        ] {
            assert!(!leads_nowhere(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn errors_of_the_operating_system_become_words() {
        for (kind, contact) in [
            (io::ErrorKind::ConnectionRefused, Contact::Refused),
            (io::ErrorKind::TimedOut, Contact::TimedOut),
            (io::ErrorKind::WouldBlock, Contact::TimedOut),
            (io::ErrorKind::NetworkUnreachable, Contact::Unreachable),
            (io::ErrorKind::PermissionDenied, Contact::Unreachable),
        ] {
            assert_eq!(contact_of(&kind.into()), contact);
        }
    }
}
