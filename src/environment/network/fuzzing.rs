//! A way to the parsers for the fuzz targets. Nothing else uses it.

use super::bypass::{self, Reader};
use super::server;
use crate::environment::facts::{ProxyKind, SELLER_HOSTS};

/// Reads a list of exceptions as each of its readers does. Whether they hold to this: an entry that is the host
/// itself, put at the end, counts but where another entry may spoil the list, and remarks are few.
pub fn bypass_list(text: &str) -> bool {
    let host = SELLER_HOSTS[0];
    let lists = [bypass::of_windows(text), bypass::of_variable(text), bypass::split(text, &[',', ' '])];
    lists.into_iter().all(|mut list| {
        bypass::address_notes(&list, &[[10, 0, 0, 1].into()]);
        let remarks = |reader| bypass::judge(&list, host, reader).notes.len() <= bypass::MOST_NOTES;
        let few = bypass::ALL_READERS.into_iter().all(remarks);
        list.entries.push(host.to_owned());
        let counts = |reader| {
            bypass::judge(&list, host, reader).bypassed || matches!(reader, Reader::WinInet | Reader::Glib)
        };
        few && bypass::ALL_READERS.into_iter().all(counts)
    })
}

/// Reads a server, a list of servers and an answer of a script. Whether what is understood is read again as it is
/// written, and no answer is without a road.
pub fn proxy_server(text: &str) -> bool {
    server::for_https(text);
    let again = server::parse(text, ProxyKind::Http).is_none_or(|found| {
        let shown = found.to_string();
        !shown.contains('@') && server::parse(&shown, found.kind) == Some(found)
    });
    again && !server::parse_pac_result(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_the_targets_look_for_holds(
            text in "\\PC*",
            like in "([a-z0-9:/;=, @.*\\[\\]\t<>-]|amazon|\\.co\\.jp|sellercentral|https?://|socks|:443|PROXY |/8|10\\.){0,30}",
        ) {
            for text in [text, like] {
                prop_assert!(bypass_list(&text), "{}", text);
                prop_assert!(proxy_server(&text), "{}", text);
            }
        }
    }
}
