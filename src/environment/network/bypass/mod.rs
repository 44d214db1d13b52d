//! Lists of hosts that are reached without the proxy. Each reader of such a list reads it its own way.
//!
//! Sources: Chromium, `net/proxy_resolution/proxy_bypass_rules.cc` and `proxy_config_service_linux.cc`; Firefox,
//! netwerk/base/nsProtocolProxyService.cpp.

use crate::environment::facts::{BypassList, BypassMeaning, BypassNote, Family, ProxyOrigin};

/// Who reads a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::environment) enum Reader {
    /// Browsers built on Chromium, for their own lists and those of Windows, macOS and GNOME.
    Chromium,
    /// The same for lists of KDE and the environment, in which a name stands for the names below it too.
    ChromiumSuffix,
    /// Programs of Windows.
    WinInet,
    /// Safari and programs of macOS.
    CfNetwork,
    /// Programs of GNOME.
    Glib,
    /// Firefox, for its own list.
    Firefox,
    /// Firefox, for the list of Windows.
    FirefoxWindows,
    /// Firefox, for the list of macOS.
    FirefoxMacos,
    /// Firefox, for lists of GNOME and the environment.
    FirefoxUnix,
}

/// What a list says of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::environment) struct Verdict {
    /// The host is reached directly.
    pub(in crate::environment) bypassed: bool,
    /// Entries that name the host or its domain, and do something else than they seem to.
    pub(in crate::environment) notes: Vec<BypassNote>,
}

/// A list as written, split at any of the separators.
pub(in crate::environment) fn split(text: &str, separators: &[char]) -> BypassList {
    let entries = text.split(separators).map(str::trim).filter(|entry| !entry.is_empty());
    BypassList { entries: entries.map(str::to_owned).collect(), meaning: BypassMeaning::Except }
}

/// Who reads the operating system's list for programs without settings of their own.
pub(in crate::environment) fn of_system(origin: ProxyOrigin) -> Reader {
    match origin {
        ProxyOrigin::Windows => Reader::WinInet,
        ProxyOrigin::Macos => Reader::CfNetwork,
        ProxyOrigin::Gnome => Reader::Glib,
        ProxyOrigin::Kde | ProxyOrigin::Variables => Reader::ChromiumSuffix,
    }
}

/// Who reads the operating system's list for a browser.
pub(in crate::environment) fn of_browser(family: Family, origin: ProxyOrigin) -> Reader {
    match (family, origin) {
        (Family::Safari, _) => Reader::CfNetwork,
        (Family::Chromium, ProxyOrigin::Kde | ProxyOrigin::Variables) => Reader::ChromiumSuffix,
        (Family::Chromium, _) => Reader::Chromium,
        (Family::Firefox, ProxyOrigin::Windows) => Reader::FirefoxWindows,
        (Family::Firefox, ProxyOrigin::Macos) => Reader::FirefoxMacos,
        (Family::Firefox, _) => Reader::FirefoxUnix,
    }
}

/// Who reads a browser's own list.
pub(in crate::environment) fn of_own(family: Family) -> Reader {
    match family {
        Family::Chromium => Reader::Chromium,
        Family::Firefox => Reader::Firefox,
        Family::Safari => Reader::CfNetwork,
    }
}

/// What a list says of a host that is reached over HTTPS.
pub(in crate::environment) fn judge(list: &BypassList, host: &str, reader: Reader) -> Verdict {
    let style = match reader {
        Reader::Chromium | Reader::WinInet | Reader::CfNetwork | Reader::FirefoxWindows => Style::Globs,
        _ => Style::Domains,
    };
    let named = list.entries.iter().any(|entry| excepts_one(entry, host, style));
    Verdict { bypassed: named != (list.meaning == BypassMeaning::Only), notes: Vec::new() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Globs,
    Domains,
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
