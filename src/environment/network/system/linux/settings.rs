//! What a desktop's settings mean for browsers, whichever desktop keeps them.
//!
//! Source: Chromium, `net/proxy_resolution/proxy_config_service_linux.cc`, `GetConfigFromSettings`.

use url::Url;

use super::super::{Raw, server};
use crate::environment::facts::{BypassList, ProxyConfig, ProxyKind, ProxyServer, ServerSetting, SetBy};

/// A value of a desktop, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) place: String,
    pub(super) key: String,
    pub(super) text: String,
}

impl Setting {
    pub(super) fn raw(&self, certain: bool) -> Raw<'_> {
        Raw { place: &self.place, key: &self.key, set_by: SetBy::Person, certain }
    }
}

/// What a desktop is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// No proxy.
    Direct,
    /// A script, or detection where none is named. What says so comes first.
    Automatic(Setting, Option<Setting>),
    /// Servers.
    Manual(Servers),
}

/// The servers of a desktop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Servers {
    /// The one for HTTPS.
    pub(super) https: Option<Setting>,
    /// The one for what has none of its own.
    pub(super) socks: Option<Setting>,
    /// Those for other pages.
    pub(super) others: Vec<Setting>,
    /// The hosts that are reached without them.
    pub(super) except: BypassList,
}

/// What browsers make of it; none where they look at the environment instead, because nothing usable is set.
pub(super) fn config(mode: &Mode, certain: bool) -> Option<ProxyConfig> {
    let nothing = ProxyConfig::default();
    match mode {
        Mode::Direct => Some(nothing),
        Mode::Automatic(mode, None) => {
            let auto_detect = Some(mode.raw(certain).evidence(mode.text.clone()));
            Some(ProxyConfig { auto_detect, ..nothing })
        }
        Mode::Automatic(_, Some(script)) => {
            // A path is taken for a file.
            let is_path = script.text.starts_with('/');
            let address = if is_path { format!("file://{}", script.text) } else { script.text.clone() };
            Url::parse(&address).ok()?;
            Some(ProxyConfig { script: Some(script.raw(certain).script(&address)), ..nothing })
        }
        Mode::Manual(servers) => {
            let usable = |setting: &Option<Setting>, kind| {
                server_setting(setting.as_ref()?, kind, &servers.except, certain)
            };
            let for_https = usable(&servers.https, ProxyKind::Http);
            let server = for_https.or_else(|| usable(&servers.socks, ProxyKind::Socks5));
            let any =
                server.is_some() || servers.others.iter().any(|other| is_usable(other, ProxyKind::Http));
            any.then_some(ProxyConfig { server, ..nothing })
        }
    }
}

/// A server as a browser uses it; none if it cannot be understood, and then it counts as not set.
pub(super) fn server_setting(
    setting: &Setting,
    kind: ProxyKind,
    except: &BypassList,
    certain: bool,
) -> Option<ServerSetting> {
    is_usable(setting, kind).then(|| {
        let raw = setting.raw(certain);
        let server = understood(&setting.text, kind);
        let shown = server.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        ServerSetting { server, bypass: except.clone(), certain, evidence: raw.evidence(shown) }
    })
}

/// Whether a server is set. One that is still to be replaced by a variable is, though nobody knows by what.
fn is_usable(setting: &Setting, kind: ProxyKind) -> bool {
    setting.text.contains('$') || understood(&setting.text, kind).is_some()
}

/// A server as Chromium understands it: what stands before `://` does not count, but for SOCKS 4.
pub(super) fn understood(text: &str, kind: ProxyKind) -> Option<ProxyServer> {
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let old = kind == ProxyKind::Socks5 && scheme.eq_ignore_ascii_case("socks4");
    server::parse(rest, if old { ProxyKind::Socks4 } else { kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(text: &str) -> Setting {
        Setting { place: "place".to_owned(), key: "key".to_owned(), text: text.to_owned() }
    }

    fn manual(https: &str, socks: &str, other: &str) -> Option<String> {
        let some = |text: &str| Some(setting(text)).filter(|setting| !setting.text.is_empty());
        let servers = Servers {
            https: some(https),
            socks: some(socks),
            others: some(other).into_iter().collect(),
            except: BypassList::default(),
        };
        let config = config(&Mode::Manual(servers), true)?;
        Some(config.server.map_or_else(
            || "direct".to_owned(),
            |setting| {
                setting
                    .server
                    .map_or_else(|| "unknown".to_owned(), |server| format!("{:?} {server}", server.kind))
            },
        ))
    }

    #[test]
    fn the_server_for_https_is_chosen() {
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(manual("p.example:80", "s.example:1", ""), is("Http p.example:80"));
        assert_eq!(manual("", "s.example", "h.example:80"), is("Socks5 s.example:1080"));
        assert_eq!(manual("", "socks4://s.example:1", ""), is("Socks4 s.example:1"));
        assert_eq!(manual("", "", "h.example:80"), is("direct"), "there is a server, but for other pages");
        assert_eq!(manual("", "", ""), None, "the environment is looked at");
        assert_eq!(manual("not a server", "", ""), None);
        assert_eq!(manual("not a server", "s.example", ""), is("Socks5 s.example:1080"));
        assert_eq!(manual("$HTTPS_PROXY", "", ""), is("unknown"));
    }

    #[test]
    fn what_stands_before_a_server_does_not_count() {
        let is = |text: &str| Some(text.to_owned());
        assert_eq!(manual("https://p.example:80/", "", ""), is("Http p.example:80"));
        assert_eq!(manual("socks5://p.example", "", ""), is("Http p.example:80"));
        assert_eq!(manual("http://u:hunter2@p.example:80", "", ""), is("Http p.example:80"));
    }

    #[test]
    fn scripts_and_detection() {
        let script = |address: &str| {
            let config = config(&Mode::Automatic(setting("auto"), Some(setting(address))), true)?;
            config.script.map(|script| script.address.shown())
        };
        assert_eq!(script("http://p.example/p.pac?x").as_deref(), Some("http://p.example/p.pac"));
        assert_eq!(script("/home/taro/p.pac").as_deref(), Some("file:///home/taro/p.pac"));
        assert_eq!(script("p.pac"), None, "no address: the environment is looked at");
        let detects = config(&Mode::Automatic(setting("auto"), None), true).unwrap();
        assert_eq!(detects.auto_detect.unwrap().value, "auto");
        assert!(config(&Mode::Direct, true).unwrap().is_direct());
    }
}
