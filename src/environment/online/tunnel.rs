//! Through a proxy to a host: HTTP's CONNECT (RFC 9110, 9.3.6), SOCKS 5 (RFC 1928) and SOCKS 4a.
//!
//! No user and no password is ever offered: browsers take those from the person.

use std::io;

use super::errand::Errand;
use super::http::{self, Failure};
use super::reach::{self, Stream};
use super::tls;
use crate::environment::facts::{ProxyKind, ProxyServer, VisitOutcome};

/// The port of HTTPS.
const PORT: u16 = 443;

/// A connection to port 443 of a host through a proxy, or how far it went. The proxy looks the name up.
pub(super) fn through<'a>(
    errand: Errand<'a>,
    proxy: &ProxyServer,
    host: &str,
) -> Result<Box<dyn Stream + 'a>, VisitOutcome> {
    let wire = reach::dial(errand, &proxy.host, proxy.port).map_err(VisitOutcome::NoConnection)?;
    let mut stream: Box<dyn Stream + 'a> = match proxy.kind {
        ProxyKind::Https => {
            let secured = tls::secure(errand, &proxy.host, Box::new(wire));
            Box::new(secured.or(Err(VisitOutcome::ProxyUnclear))?.0)
        }
        ProxyKind::Http | ProxyKind::Socks4 | ProxyKind::Socks5 => Box::new(wire),
    };
    match proxy.kind {
        ProxyKind::Http | ProxyKind::Https => connect(stream.as_mut(), host)?,
        ProxyKind::Socks4 => socks4(stream.as_mut(), host)?,
        ProxyKind::Socks5 => socks5(stream.as_mut(), host)?,
    }
    Ok(stream)
}

/// Asks for a tunnel as browsers do.
pub(super) fn connect(stream: &mut dyn Stream, host: &str) -> Result<(), VisitOutcome> {
    let question = format!(
        "CONNECT {host}:{PORT} HTTP/1.1\r\nHost: {host}:{PORT}\r\nUser-Agent: {}\r\n\r\n",
        http::AGENT
    );
    stream.write_all(question.as_bytes()).map_err(broken)?;
    match http::read_head(stream) {
        // Whoever waits behind the proxy does not speak first.
        Ok((head, rest)) if (200..300).contains(&head.status) && rest.is_empty() => Ok(()),
        Ok((head, _)) if (200..300).contains(&head.status) => Err(VisitOutcome::ProxyUnclear),
        Ok((head, _)) if head.status == 407 => Err(VisitOutcome::ProxyAsksPassword),
        Ok((head, _)) => Err(VisitOutcome::ProxyRefuses(head.status)),
        Err(Failure::BrokeOff) => Err(VisitOutcome::NoAnswer),
        Err(Failure::Unclear | Failure::TooBig) => Err(VisitOutcome::ProxyUnclear),
    }
}

/// SOCKS 5 with the host's name.
pub(super) fn socks5(stream: &mut dyn Stream, host: &str) -> Result<(), VisitOutcome> {
    // Version 5, and one method: without a password.
    stream.write_all(&[5, 1, 0]).map_err(broken)?;
    match read::<2>(stream)? {
        [5, 0] => {}
        [5, _] => return Err(VisitOutcome::ProxyAsksPassword),
        _ => return Err(VisitOutcome::ProxyUnclear),
    }
    let length = u8::try_from(host.len()).or(Err(VisitOutcome::ProxyUnclear))?;
    let question = [&[5, 1, 0, 3, length], host.as_bytes(), &PORT.to_be_bytes()].concat();
    stream.write_all(&question).map_err(broken)?;
    let rest = match read::<5>(stream)? {
        [5, 0, _, 1, _] => 5,
        [5, 0, _, 4, _] => 17,
        [5, 0, _, 3, length] => usize::from(length) + 2,
        [5, 1..=255, ..] => return Err(VisitOutcome::ProxyRefuses(0)),
        _ => return Err(VisitOutcome::ProxyUnclear),
    };
    // Where the proxy itself is, which nobody needs.
    stream.read_exact(&mut vec![0; rest]).map_err(broken)
}

/// SOCKS 4a: an address that cannot be stands for the name behind it.
pub(super) fn socks4(stream: &mut dyn Stream, host: &str) -> Result<(), VisitOutcome> {
    let question = [&[4, 1], &PORT.to_be_bytes()[..], &[0, 0, 0, 1], &[0], host.as_bytes(), &[0]].concat();
    stream.write_all(&question).map_err(broken)?;
    match read::<8>(stream)? {
        [0, 0x5a, ..] => Ok(()),
        [0, 0x5b..=0x5d, ..] => Err(VisitOutcome::ProxyRefuses(0)),
        _ => Err(VisitOutcome::ProxyUnclear),
    }
}

fn read<const LENGTH: usize>(stream: &mut dyn Stream) -> Result<[u8; LENGTH], VisitOutcome> {
    let mut bytes = [0; LENGTH];
    stream.read_exact(&mut bytes).map_err(broken)?;
    Ok(bytes)
}

/// The proxy closed the connection, or says nothing.
fn broken(_: io::Error) -> VisitOutcome {
    VisitOutcome::NoAnswer
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{Read, Write};

    const HOST: &str = "sellercentral.amazon.co.jp";

    /// Says what it was given, and remembers what it was told.
    struct Proxy<'a> {
        says: &'a [u8],
        told: Vec<u8>,
    }

    impl Read for Proxy<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.says.read(into)
        }
    }

    impl Write for Proxy<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.told.extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    type Asking = fn(&mut dyn Stream, &str) -> Result<(), VisitOutcome>;

    fn ask(asking: Asking, says: &[u8]) -> (Result<(), VisitOutcome>, Vec<u8>) {
        let mut proxy = Proxy { says, told: Vec::new() };
        let result = asking(&mut proxy, HOST);
        (result, proxy.told)
    }

    #[test]
    fn a_proxy_is_asked_for_a_tunnel() {
        let (result, told) = ask(connect, b"HTTP/1.1 200 Connection established\r\n\r\n");
        assert_eq!(result, Ok(()));
        let told = String::from_utf8(told).unwrap();
        assert!(told.starts_with("CONNECT sellercentral.amazon.co.jp:443 HTTP/1.1\r\nHost: sellercentral"));
        assert!(!told.to_lowercase().contains("authorization"));
        for (says, outcome) in [
            (&b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"[..], VisitOutcome::ProxyAsksPassword),
            (b"HTTP/1.1 403 Forbidden\r\n\r\nblocked", VisitOutcome::ProxyRefuses(403)),
            (b"HTTP/1.0 302 Found\r\nLocation: http://portal/\r\n\r\n", VisitOutcome::ProxyRefuses(302)),
            (b"HTTP/1.1 200 OK\r\n\r\n<html>", VisitOutcome::ProxyUnclear),
            (b"SSH-2.0-OpenSSH\r\n", VisitOutcome::ProxyUnclear),
            (b"", VisitOutcome::NoAnswer),
        ] {
            assert_eq!(ask(connect, says).0, Err(outcome), "{says:?}");
        }
    }

    #[test]
    fn socks_5_is_spoken_without_a_password() {
        let (result, told) = ask(socks5, &[5, 0, 5, 0, 0, 1, 10, 0, 0, 1, 1, 187]);
        assert_eq!(result, Ok(()));
        assert_eq!(told, [&[5, 1, 0, 5, 1, 0, 3, 26], HOST.as_bytes(), &[1, 187]].concat());
        assert_eq!(ask(socks5, &[5, 0, 5, 0, 0, 3, 2, b'a', b'b', 1, 187]).0, Ok(()), "a name");
        let v6 = [&[5, 0, 5, 0, 0, 4][..], &[0; 16], &[1, 187]].concat();
        assert_eq!(ask(socks5, &v6).0, Ok(()), "an address of IPv6");
        for (says, outcome) in [
            (&[5, 0xff][..], VisitOutcome::ProxyAsksPassword),
            (&[5, 2], VisitOutcome::ProxyAsksPassword),
            (&[5, 0, 5, 2, 0, 1, 0, 0, 0, 0, 0, 0], VisitOutcome::ProxyRefuses(0)),
            (&[5, 0, 5, 0, 0, 9, 0], VisitOutcome::ProxyUnclear),
            (b"HTTP/1.1 400 Bad Request\r\n\r\n", VisitOutcome::ProxyUnclear),
            (&[5, 0, 5, 0], VisitOutcome::NoAnswer),
            (&[5, 0, 5, 0, 0, 1, 10], VisitOutcome::NoAnswer),
            (&[], VisitOutcome::NoAnswer),
        ] {
            assert_eq!(ask(socks5, says).0, Err(outcome), "{says:?}");
        }
    }

    #[test]
    fn socks_4_is_given_the_name() {
        let (result, told) = ask(socks4, &[0, 0x5a, 0, 0, 0, 0, 0, 0]);
        assert_eq!(result, Ok(()));
        assert_eq!(told, [&[4, 1, 1, 187, 0, 0, 0, 1, 0][..], HOST.as_bytes(), &[0]].concat());
        assert_eq!(ask(socks4, &[0, 0x5b, 0, 0, 0, 0, 0, 0]).0, Err(VisitOutcome::ProxyRefuses(0)));
        assert_eq!(ask(socks4, b"HTTP/1.1 400").0, Err(VisitOutcome::ProxyUnclear));
    }

    proptest! {
        #[test]
        fn no_answer_panics(says in proptest::collection::vec(any::<u8>(), 0..80)) {
            for asking in [connect as Asking, socks4, socks5] {
                ask(asking, &says).0.ok();
            }
            ask(socks5, &[&[5, 0, 5, 0, 0][..], &says].concat()).0.ok();
        }
    }
}
