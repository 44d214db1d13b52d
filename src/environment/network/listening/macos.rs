//! Ports of macOS, as `netstat` prints them. What libraries can ask shows the person's own programs only.

use std::collections::BTreeSet;
use std::net::IpAddr;
#[cfg(target_os = "macos")]
use std::time::Duration;

#[cfg(target_os = "macos")]
use super::super::child;
use super::is_reached_from_here;

#[cfg(target_os = "macos")]
pub(super) fn read() -> Result<BTreeSet<u16>, super::Failure> {
    const LIMIT: Duration = Duration::from_secs(2);
    const PRINTED: &str = "netstat -an -p tcp";
    let text = child::ask("/usr/sbin/netstat", &["-an", "-p", "tcp"], LIMIT);
    text.map(|text| parse(&text)).map_err(|state| (PRINTED.to_owned(), state))
}

/// Lines such as `tcp4  0  0  127.0.0.1.8080  *.*  LISTEN`.
fn parse(text: &str) -> BTreeSet<u16> {
    text.lines().filter_map(port_of).collect()
}

fn port_of(line: &str) -> Option<u16> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [protocol, _, _, local, _, "LISTEN", ..] = words.as_slice() else { return None };
    let (address, port) = local.rsplit_once('.')?;
    let address = address.split('%').next()?;
    let is_here = address == "*" || address.parse::<IpAddr>().is_ok_and(is_reached_from_here);
    port.parse().ok().filter(|_| protocol.starts_with("tcp") && is_here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PRINTED: &str = "Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.8080         *.*                    LISTEN
tcp46      0      0  *.3000                 *.*                    LISTEN
tcp6       0      0  ::1.631                *.*                    LISTEN
tcp6       0      0  fe80::1%lo0.1234       *.*                    LISTEN
tcp4       0      0  192.168.1.5.5000       *.*                    LISTEN
tcp4       0      0  192.168.1.5.50123      10.0.0.1.443           ESTABLISHED
udp4       0      0  *.5353                 *.*
";

    #[test]
    fn what_is_printed_is_understood() {
        assert_eq!(parse(PRINTED), BTreeSet::from([8080, 3000, 631]));
        assert_eq!(parse(""), BTreeSet::new());
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "(tcp4|0|LISTEN|[0-9.*:]{0,9}| |\n){0,30}") {
            parse(&text);
            parse(&like);
        }
    }
}
