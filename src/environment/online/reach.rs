//! From a name to a connection.

use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
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

#[cfg(test)]
mod tests {
    use super::*;

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
