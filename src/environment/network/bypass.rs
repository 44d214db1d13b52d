//! Lists of hosts that are reached without the proxy. Each reader of such a list reads it its own way.
//!
//! Sources: Chromium, `net/proxy_resolution/proxy_bypass_rules.cc` and `proxy_config_service_linux.cc`; Firefox,
//! netwerk/base/nsProtocolProxyService.cpp.

/// How a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::environment) enum Style {
    /// Browsers on Windows, macOS and GNOME: `example.com` is that host only, `*` stands for anything, and a
    /// leading dot for everything below a domain.
    Globs,
    /// Environment variables, KDE and Firefox: `example.com` is that domain and everything below it.
    Domains,
}

/// Whether `host` (over HTTPS) is on the list.
pub(in crate::environment) fn excepts(list: &str, host: &str, style: Style) -> bool {
    list.split([';', ',', ' ', '\t', '\r', '\n']).any(|entry| excepts_one(entry.trim(), host, style))
}

fn excepts_one(entry: &str, host: &str, style: Style) -> bool {
    let entry = entry.to_lowercase();
    let entry = match entry.split_once("://") {
        Some(("https", rest)) => rest,
        Some(_) => return false,
        None => entry.as_str(),
    };
    let entry = match entry.rsplit_once(':') {
        Some((name, "443")) => name,
        Some(_) => return false,
        None => entry,
    };
    match (style, entry.strip_prefix('.')) {
        (_, Some("")) => false,
        (_, Some(domain)) => is_below(host, domain),
        (Style::Globs, None) => glob(entry, host),
        (Style::Domains, None) if entry.contains('*') => glob(entry, host),
        (Style::Domains, None) => !entry.is_empty() && (entry == host || is_below(host, entry)),
    }
}

fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
}

/// `*` stands for any number of characters.
fn glob(pattern: &str, text: &str) -> bool {
    if pattern.is_empty() {
        return false;
    }
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.split_once(part) {
            Some((_, after)) => text = after,
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOST: &str = "sellercentral.amazon.co.jp";

    #[test]
    fn each_reader_reads_the_list_its_own_way() {
        for (list, globs, domains) in [
            ("amazon.co.jp", false, true),
            (".amazon.co.jp", true, true),
            ("*.amazon.co.jp", true, true),
            ("*amazon*", true, true),
            ("*", true, true),
            ("sellercentral.amazon.co.jp", true, true),
            ("SellerCentral.Amazon.co.jp:443", true, true),
            ("sellercentral.amazon.co.jp:80", false, false),
            ("http://sellercentral.amazon.co.jp", false, false),
            ("mazon.co.jp", false, false),
            ("10.0.0.0/8;<local>", false, false),
            ("localhost, *.amazon.co.jp", true, true),
            ("", false, false),
        ] {
            assert_eq!(excepts(list, HOST, Style::Globs), globs, "{list}");
            assert_eq!(excepts(list, HOST, Style::Domains), domains, "{list}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(list in "\\PC*", like in "[*.;,:/a-z]{0,30}") {
            for list in [list, like] {
                excepts(&list, HOST, Style::Globs);
                excepts(&list, HOST, Style::Domains);
            }
        }
    }
}
