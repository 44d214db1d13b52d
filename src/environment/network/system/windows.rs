//! The proxy of Windows, from the registry.
//!
//! Sources: Microsoft, "Internet Settings" and `ProxySettingsPerUser`; the binary value as `WinINet` writes it
//! (undocumented: version, counter, flags, then texts with their lengths).

use super::{Failure, Raw, bypass};
use crate::environment::facts::{ProxyConfig, ProxyOrigin, SetBy, SystemProxy};
use crate::environment::read::ReadState;
use crate::environment::registry::{Hive, Registry, Value};
use crate::environment::root::Root;

const SETTINGS: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
const POLICY: &str = "Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";

/// Flags of the binary value.
const MANUAL: u8 = 2;
const SCRIPT: u8 = 4;
const DETECT: u8 = 8;

pub(super) fn read(root: &Root) -> Result<SystemProxy, Failure> {
    let registry = &root.registry;
    // 0 means: the machine's settings hold for everybody.
    let per_user = registry.value(Hive::LocalMachine, POLICY, "ProxySettingsPerUser");
    let (hive, set_by) = match per_user {
        Ok(Value::Number(0)) => (Hive::LocalMachine, SetBy::Company),
        _ => (Hive::CurrentUser, SetBy::Person),
    };
    let place = format!("{}\\{SETTINGS}", hive.short_name());
    if registry.state() != ReadState::Ok {
        return Err(Failure::new(place, registry.state()));
    }
    match registry.values(hive, SETTINGS) {
        Ok(_) | Err(ReadState::Absent) => {
            let config = Settings { registry, hive, set_by, place: &place }.proxy();
            Ok(SystemProxy { origin: ProxyOrigin::Windows, config, variables: None })
        }
        Err(state) => Err(Failure::new(place, state)),
    }
}

/// The settings of one hive.
struct Settings<'a> {
    registry: &'a Registry,
    hive: Hive,
    set_by: SetBy,
    place: &'a str,
}

impl Settings<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let text = self.registry.text(self.hive, SETTINGS, name).ok();
        text.filter(|text| !text.trim().is_empty())
    }

    fn flags(&self) -> Option<u8> {
        let key = format!("{SETTINGS}\\Connections");
        flags(self.registry.value(self.hive, &key, "DefaultConnectionSettings").ok())
    }

    fn raw<'a>(&'a self, key: &'a str, certain: bool) -> Raw<'a> {
        Raw { place: self.place, key, set_by: self.set_by, certain }
    }

    /// Texts stay when a proxy is switched off: only the switches count.
    fn proxy(&self) -> ProxyConfig {
        let flags = self.flags();
        let flag = |bit: u8| flags.map(|flags| flags & bit != 0);
        let enabled = self.registry.value(self.hive, SETTINGS, "ProxyEnable").ok();
        let enabled = enabled.and_then(|value| value.number()).map(|number| number != 0);
        let detects = flag(DETECT).unwrap_or(false);
        let auto_detect =
            detects.then(|| self.raw("DefaultConnectionSettings", true).evidence("8".to_owned()));
        let mut found = ProxyConfig { auto_detect, ..ProxyConfig::default() };
        let server = self.text("ProxyServer");
        if let Some(server) = server
            && enabled.or(flag(MANUAL)).unwrap_or(false)
        {
            // Windows keeps both in step; a program that changed one of them may not have been noticed yet.
            let certain = enabled.is_none_or(|enabled| flag(MANUAL).unwrap_or(enabled) == enabled);
            let except = self.text("ProxyOverride").unwrap_or_default();
            let except = bypass::of_windows(&except);
            found.server = self.raw("ProxyServer", certain).server_of_list(&server, except);
        }
        if let Some(address) = self.text("AutoConfigURL")
            && flag(SCRIPT).unwrap_or(true)
        {
            found.script = Some(self.raw("AutoConfigURL", true).script(&address));
        }
        found
    }
}

/// The flags of the binary value: the byte after version and counter.
fn flags(value: Option<Value>) -> Option<u8> {
    match value? {
        Value::Bytes(bytes) if bytes.len() >= 12 => bytes.get(8).copied(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::root::Os;

    /// Server, whether that is certain, and script.
    type Seen = (Option<(String, bool)>, Option<String>);

    fn seen(settings: &str, flags: Option<u8>) -> Seen {
        let dir = tempfile::tempdir().unwrap();
        let blob = flags.map(|flags| {
            let name = "\"DefaultConnectionSettings\"=hex:46,00,00,00,01,00,00,00";
            format!("[HKEY_CURRENT_USER\\{SETTINGS}\\Connections]\n{name},{flags:02x},00,00,00,00,00\n")
        });
        let blob = blob.unwrap_or_default();
        let text = format!("[HKEY_CURRENT_USER\\{SETTINGS}]\n{settings}\n{blob}");
        std::fs::write(dir.path().join("registry.reg"), text).unwrap();
        let found = read(&Root::copied(dir.path(), Os::Windows).unwrap()).ok().unwrap();
        let ProxyConfig { server, script, .. } = found.config;
        let server = server.map(|server| (server.server.unwrap().to_string(), server.certain));
        (server, script.map(|script| script.address.shown()))
    }

    #[test]
    fn texts_that_are_left_over_do_not_count() {
        let server = "\"ProxyServer\"=\"p.example:80\"\n\"ProxyEnable\"=dword:0000000";
        assert_eq!(seen(&format!("{server}0"), None), (None, None));
        assert_eq!(seen(&format!("{server}1"), None).0, Some(("p.example:80".into(), true)));
        assert_eq!(seen(&format!("{server}1"), Some(3)).0, Some(("p.example:80".into(), true)));
        assert_eq!(seen(&format!("{server}1"), Some(1)).0, Some(("p.example:80".into(), false)));
        assert_eq!(seen(&format!("{server}0"), Some(9)), (None, None));
        assert_eq!(seen("\"ProxyServer\"=\"p.example:80\"", Some(3)).0, Some(("p.example:80".into(), true)));
        let script = "\"AutoConfigURL\"=\"http://pac.example/p.pac\"";
        assert_eq!(seen(script, None).1.as_deref(), Some("http://pac.example/p.pac"));
        assert_eq!(seen(script, Some(5)).1.as_deref(), Some("http://pac.example/p.pac"));
        assert_eq!(seen(script, Some(9)).1, None);
    }

    #[test]
    fn an_exception_for_amazon_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let text = format!(
            "[HKEY_LOCAL_MACHINE\\{POLICY}]\n\"ProxySettingsPerUser\"=dword:00000000\n\
             [HKEY_LOCAL_MACHINE\\{SETTINGS}]\n\"ProxyEnable\"=dword:00000001\n\
             \"ProxyServer\"=\"p.example:80\"\n\"ProxyOverride\"=\"<local>;*.amazon.co.jp\"\n"
        );
        std::fs::write(dir.path().join("registry.reg"), text).unwrap();
        let found = read(&Root::copied(dir.path(), Os::Windows).unwrap()).ok().unwrap();
        let server = found.config.server.unwrap();
        assert_eq!(server.bypass.entries, ["<local>", "*.amazon.co.jp"]);
        assert_eq!(server.evidence.set_by, SetBy::Company, "the machine's settings hold for everybody");
    }
}
