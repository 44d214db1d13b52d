//! The proxy of a Linux desktop.
//!
//! Which source counts: Chromium, `net/proxy_resolution/proxy_config_service_linux.cc`. GNOME keeps its settings in
//! a binary store, so that its own program is asked; KDE in `kioslaverc`; others use environment variables.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Failure, Raw, bypass, child};
use crate::environment::facts::{
    BypassList, BypassMeaning, ProxyConfig, ProxyKind, ProxyOrigin, SetBy, SystemProxy,
};
use crate::environment::read::{self, ReadState};
use crate::environment::root::Root;

const LIMIT: Duration = Duration::from_secs(2);
const GNOME: &str = "org.gnome.system.proxy";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Desktop {
    Gnome,
    Kde,
    Other,
    /// A copy does not say.
    Unknown,
}

pub(super) fn read(root: &Root) -> Result<SystemProxy, Failure> {
    let (origin, found) = match desktop(root) {
        Desktop::Gnome => (ProxyOrigin::Gnome, gnome(root)?),
        Desktop::Kde => (ProxyOrigin::Kde, kde(root, true)?),
        Desktop::Other => (ProxyOrigin::Variables, None),
        Desktop::Unknown => (ProxyOrigin::Kde, unknown(root)?),
    };
    let variables = variables(root);
    Ok(match found {
        Some(config) => SystemProxy { origin, config, variables: Some(variables) },
        None => SystemProxy { origin: ProxyOrigin::Variables, config: variables, variables: None },
    })
}

fn desktop(root: &Root) -> Desktop {
    let Some(names) = root.env.get("XDG_CURRENT_DESKTOP") else {
        return if root.is_live() { Desktop::Other } else { Desktop::Unknown };
    };
    let any = |known: &[&str]| {
        names.split(':').any(|name| known.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    if any(&["GNOME", "Unity", "X-Cinnamon", "Cinnamon", "Pantheon", "ubuntu"]) {
        Desktop::Gnome
    } else if any(&["KDE"]) {
        Desktop::Kde
    } else {
        Desktop::Other
    }
}

/// A copy: KDE's file and the variables set for everybody can be read. Where GNOME has settings of its own, those
/// cannot, and that is said.
fn unknown(root: &Root) -> Result<Option<ProxyConfig>, Failure> {
    if let Some(found) = kde(root, false)? {
        return Ok(Some(found));
    }
    let found = variables(root);
    let store = root.path("{config}/dconf/user");
    match store.filter(|path| std::fs::symlink_metadata(path).is_ok()) {
        Some(path) if found.is_direct() => Err(Failure::new(root.shown(&path), ReadState::Unsupported)),
        _ => Ok(None),
    }
}

/// None if GNOME's program is not there: then the variables count.
fn gnome(root: &Root) -> Result<Option<ProxyConfig>, Failure> {
    if !root.is_live() {
        return Err(Failure::new(GNOME, ReadState::Unsupported));
    }
    let get = |schema: &str, key: &str| child::ask("gsettings", &["get", schema, key], LIMIT);
    let mode = match get(GNOME, "mode") {
        Ok(mode) => mode,
        Err(ReadState::Absent) => return Ok(None),
        Err(state) => return Err(Failure::new(GNOME, state)),
    };
    let or_fail = |answer: read::Read<String>| answer.map_err(|state| Failure::new(GNOME, state));
    let mut found = ProxyConfig::default();
    match unquote(&mode) {
        "auto" => {
            let address = or_fail(get(GNOME, "autoconfig-url"))?;
            match unquote(&address) {
                "" => found.auto_detect = Some(raw(GNOME, "mode", true).evidence("auto".to_owned())),
                address => found.script = Some(raw(GNOME, "autoconfig-url", true).script(address)),
            }
        }
        "manual" => {
            let except = bypass::split(&or_fail(get(GNOME, "ignore-hosts"))?, &['[', ']', '\'', ',', ' ']);
            for (name, kind) in [("https", ProxyKind::Http), ("socks", ProxyKind::Socks5)] {
                let schema = format!("{GNOME}.{name}");
                let host = or_fail(get(&schema, "host"))?;
                let port = or_fail(get(&schema, "port"))?;
                if !unquote(&host).is_empty() && found.server.is_none() {
                    let server = format!("{}:{}", unquote(&host), port.trim());
                    found.server = Some(raw(&schema, "host", true).server(&server, kind, except.clone()));
                }
            }
        }
        _ => {}
    }
    Ok(Some(found))
}

/// `'text'` as gsettings prints it.
fn unquote(text: &str) -> &str {
    text.trim().trim_matches('\'')
}

/// None if KDE has no file: then the variables count.
fn kde(root: &Root, certain: bool) -> Result<Option<ProxyConfig>, Failure> {
    let mut settings = BTreeMap::new();
    let mut place = None;
    for template in ["/etc/xdg/kioslaverc", "{config}/kioslaverc"] {
        let Some(path) = root.path(template) else { continue };
        match read::ini(root, &path) {
            Ok(ini) => {
                let section = ini.section(Some("Proxy Settings")).into_iter().flat_map(ini::Properties::iter);
                // A suffix such as `[$e]` says how the value is expanded.
                let plain = |name: &str| name.split('[').next().unwrap_or(name).to_owned();
                settings.extend(section.map(|(name, value)| (plain(name), value.to_owned())));
                place = Some(root.shown(&path));
            }
            Err(ReadState::Absent) => {}
            Err(state) => return Err(Failure::new(root.shown(&path), state)),
        }
    }
    let Some(place) = place else { return Ok(None) };
    let get = |name: &str| settings.get(name).map(String::as_str).filter(|value| !value.trim().is_empty());
    let mut found = ProxyConfig::default();
    match get("ProxyType").and_then(|number| number.trim().parse().ok()).unwrap_or(0) {
        1 => {
            let only_these =
                get("ReversedException").is_some_and(|value| !matches!(value.trim(), "false" | "0"));
            let BypassList { entries, .. } =
                bypass::split(get("NoProxyFor").unwrap_or_default(), &[',', ' ']);
            let meaning = if only_these { BypassMeaning::Only } else { BypassMeaning::Except };
            let servers = [("httpsProxy", ProxyKind::Http), ("socksProxy", ProxyKind::Socks5)];
            let server = servers.into_iter().find_map(|(name, kind)| Some((name, kind, get(name)?)));
            found.server = server.map(|(name, kind, server)| {
                // The port stands after a space.
                let server = server.trim().replacen(' ', ":", 1);
                raw(&place, name, certain).server(&server, kind, BypassList { entries, meaning })
            });
        }
        2 => {
            found.script = get("Proxy Config Script")
                .map(|address| raw(&place, "Proxy Config Script", certain).script(address));
        }
        3 => found.auto_detect = Some(raw(&place, "ProxyType", certain).evidence("3".to_owned())),
        4 => return Ok(None),
        _ => {}
    }
    Ok(Some(found))
}

fn raw<'a>(place: &'a str, key: &'a str, certain: bool) -> Raw<'a> {
    Raw { place, key, set_by: SetBy::Person, certain }
}

/// The variables of the environment; of a copy, those that `/etc/environment` sets for everybody.
fn variables(root: &Root) -> ProxyConfig {
    let path = root.inside("/etc/environment");
    let (place, for_all) = if root.is_live() {
        ("env".to_owned(), BTreeMap::new())
    } else {
        (root.shown(&path), assignments(&read::text(root, &path).unwrap_or_default()))
    };
    let get = |name: &str| {
        let names = [name.to_owned(), name.to_uppercase()];
        names
            .iter()
            .find_map(|name| root.env.get(name).or_else(|| for_all.get(name)))
            .filter(|value| !value.is_empty())
    };
    let mut found = ProxyConfig::default();
    if let Some(address) = get("auto_proxy") {
        found.script = Some(raw(&place, "auto_proxy", root.is_live()).script(address));
    } else if let Some((name, server)) =
        ["https_proxy", "all_proxy"].into_iter().find_map(|name| Some((name, get(name)?)))
    {
        let except = bypass::of_variable(get("no_proxy").map(String::as_str).unwrap_or_default());
        // The browser need not have been started with the same variables.
        found.server = Some(raw(&place, name, false).server(server, ProxyKind::Http, except));
    }
    found
}

/// Lines such as `https_proxy="http://proxy:8080"`, with or without `export`.
fn assignments(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .filter_map(|line| {
            let line = line.trim();
            let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
            Some((name.trim().to_owned(), value.trim().trim_matches(['"', '\'']).to_owned()))
        })
        .filter(|(name, _)| !name.starts_with('#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::root::Os;
    use std::fs;

    fn machine(files: &[(&str, &str)], env: &[(&str, &str)]) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("home/taro/.config/dconf")).unwrap();
        fs::create_dir_all(dir.path().join("etc")).unwrap();
        for (path, text) in files {
            fs::write(dir.path().join(path), text).unwrap();
        }
        let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let root = Root::copied(dir.path(), Os::Linux).unwrap().with_env(env);
        (dir, root)
    }

    fn server(files: &[(&str, &str)], env: &[(&str, &str)]) -> Option<(String, Vec<String>)> {
        let (_dir, root) = machine(files, env);
        let server = read(&root).ok().unwrap().config.server;
        server.map(|server| (server.server.unwrap().to_string(), server.bypass.entries))
    }

    #[test]
    fn kde_settings_are_read() {
        let file = |rest: &str| {
            format!("[Proxy Settings]\nProxyType=1\nhttpsProxy=http://proxy.example 8080\n{rest}")
        };
        let read = |rest: &str| {
            server(&[("home/taro/.config/kioslaverc", &file(rest))], &[("XDG_CURRENT_DESKTOP", "KDE")])
        };
        assert_eq!(read(""), Some(("proxy.example:8080".into(), vec![])));
        assert_eq!(
            read("NoProxyFor[$e]=localhost,amazon.co.jp\n"),
            Some(("proxy.example:8080".into(), vec!["localhost".into(), "amazon.co.jp".into()]))
        );
        assert_eq!(
            read("NoProxyFor=amazon.co.jp\nReversedException=true\n"),
            Some(("proxy.example:8080".into(), vec!["amazon.co.jp".into()]))
        );
        assert_eq!(read("ProxyType=0\n"), None, "the last of two equal names counts");
    }

    #[test]
    fn variables_count_where_the_desktop_has_no_settings() {
        let env = [
            ("XDG_CURRENT_DESKTOP", "XFCE"),
            ("https_proxy", "http://u:hunter2@proxy:3128"),
            ("no_proxy", ".example"),
        ];
        assert_eq!(server(&[], &env), Some(("proxy:3128".into(), vec![".example".into()])));
        let only_http = [("XDG_CURRENT_DESKTOP", "XFCE"), ("http_proxy", "http://proxy:3128")];
        assert_eq!(server(&[], &only_http), None, "sign-in is over HTTPS");
        let file = (
            "etc/environment",
            "# x\nPATH=\"/bin\"\nHTTPS_PROXY=\"http://proxy:1\"\nno_proxy=amazon.co.jp\n",
        );
        assert_eq!(server(&[file], &[]), Some(("proxy:1".into(), vec!["amazon.co.jp".into()])));
    }

    #[test]
    fn settings_of_gnome_in_a_copy_are_said_to_be_unread() {
        let (_dir, root) = machine(&[("home/taro/.config/dconf/user", "GVariant")], &[]);
        let failure = super::read(&root).err().unwrap();
        assert_eq!(failure.state, ReadState::Unsupported);
        assert_eq!(failure.place, "~/.config/dconf/user");
        let (_dir, root) = machine(&[], &[("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")]);
        assert_eq!(super::read(&root).err().unwrap().state, ReadState::Unsupported);
    }
}
