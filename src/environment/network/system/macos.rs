//! The proxy of macOS, as `scutil --proxy` prints it. A copy does not say which network is in use.
//!
//! Source: Apple, `SCDynamicStoreCopyProxies` and the keys of `SCSchemaDefinitions`.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Failure, Raw, bypass, child};
use crate::environment::facts::{ProxyConfig, ProxyKind, ProxyOrigin, SetBy, SystemProxy};
use crate::environment::read::ReadState;
use crate::environment::root::Root;

const PROGRAM: &str = "scutil --proxy";

pub(super) fn read(root: &Root) -> Result<SystemProxy, Failure> {
    if !root.is_live() {
        return Err(Failure::new(PROGRAM, ReadState::Unsupported));
    }
    let printed = child::ask("/usr/sbin/scutil", &["--proxy"], Duration::from_secs(5));
    printed
        .map(|text| SystemProxy { origin: ProxyOrigin::Macos, config: parse(&text), variables: None })
        .map_err(|state| Failure::new(PROGRAM, state))
}

/// Lines such as `HTTPSProxy : proxy.example`; lists and inner dictionaries have lines of their own.
fn parse(text: &str) -> ProxyConfig {
    let mut settings = BTreeMap::new();
    let mut except = String::new();
    let mut inside = Vec::new();
    for line in text.lines().map(str::trim) {
        match line.split_once(" : ") {
            Some((name, value)) if value.ends_with('{') => inside.push(name),
            Some((name, value)) => match inside.as_slice() {
                [] | [_] if inside.first().is_none_or(|name| name.starts_with('<')) => {
                    settings.insert(name, value);
                }
                [.., "ExceptionsList"] if inside.len() <= 2 => {
                    except.push_str(value);
                    except.push(' ');
                }
                _ => {}
            },
            None if line.ends_with('{') => inside.push("<dictionary>"),
            None if line == "}" => {
                inside.pop();
            }
            None => {}
        }
    }
    let on = |name: &str| settings.get(name) == Some(&"1");
    let raw = |key| Raw { place: PROGRAM, key, set_by: SetBy::Person, certain: true };
    let server = |host: &'static str, port: &str, kind| {
        let server = format!("{}:{}", settings.get(host)?, settings.get(port)?);
        Some(raw(host).server(&server, kind, bypass::split(&except, &[' '])))
    };
    let detects = on("ProxyAutoDiscoveryEnable");
    let auto_detect = detects.then(|| raw("ProxyAutoDiscoveryEnable").evidence("1".to_owned()));
    let mut found = ProxyConfig { auto_detect, ..ProxyConfig::default() };
    if on("HTTPSEnable") {
        found.server = server("HTTPSProxy", "HTTPSPort", ProxyKind::Http);
    } else if on("SOCKSEnable") {
        found.server = server("SOCKSProxy", "SOCKSPort", ProxyKind::Socks5);
    }
    if on("ProxyAutoConfigEnable") {
        let key = "ProxyAutoConfigURLString";
        found.script = settings.get(key).map(|address| raw(key).script(address));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::root::Os;
    use proptest::prelude::*;

    const PRINTED: &str = "<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : *.amazon.co.jp
  }
  FTPPassive : 1
  HTTPEnable : 0
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.example
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://pac.example/proxy.pac?key=hunter2
  __SCOPED__ : <dictionary> {
    en0 : <dictionary> {
      HTTPSEnable : 0
      HTTPSProxy : other.example
    }
  }
}
";

    #[test]
    fn what_is_printed_is_understood() {
        let found = parse(PRINTED);
        let server = found.server.unwrap();
        assert_eq!(server.server.unwrap().to_string(), "proxy.example:8080");
        assert_eq!(server.bypass.entries, ["*.local", "*.amazon.co.jp"]);
        assert_eq!(found.script.unwrap().address.shown(), "http://pac.example/proxy.pac");
        assert!(found.auto_detect.is_none());
        assert_eq!(parse("<dictionary> {\n}\n"), ProxyConfig::default());
        assert_eq!(parse(""), ProxyConfig::default());
    }

    #[test]
    fn a_copy_is_not_asked() {
        let dir = tempfile::tempdir().unwrap();
        let root = Root::copied(dir.path(), Os::Macos).unwrap();
        assert_eq!(super::read(&root).err().unwrap().state, ReadState::Unsupported);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "([{}<>:a-z0-9 \n]| : ){0,60}") {
            parse(&text);
            parse(&like);
        }
    }
}
