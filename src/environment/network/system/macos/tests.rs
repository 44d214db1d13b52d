//! What Macs print and keep, and what is made of it.

use std::fs;

use super::*;
use crate::environment::read::ReadState;
use crate::environment::root::Os;

/// Detection, script, server with its kind, exceptions, and whether all of it is certain.
fn seen(config: &ProxyConfig) -> String {
    let mut parts = Vec::new();
    if let Some(evidence) = &config.auto_detect {
        parts.push(format!("detect [{}]", evidence.key));
    }
    if let Some(script) = &config.script {
        let sure = if script.certain { "" } else { " ?" };
        parts.push(format!("script {} [{}]{sure}", script.address.shown(), script.evidence.key));
    }
    if let Some(setting) = &config.server {
        let server = setting
            .server
            .as_ref()
            .map_or_else(|| "…".to_owned(), |server| format!("{:?} {server}", server.kind));
        let sure = if setting.certain { "" } else { " ?" };
        let except = setting.bypass.entries.join(" ");
        parts.push(format!("{server} [{}]{sure} except {except}", setting.evidence.key));
    }
    if parts.is_empty() { "direct".to_owned() } else { parts.join(", ") }
}

macro_rules! printed {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../../tests/fixtures/exports/macos/", $name, ".txt")))
    };
}

/// What `scutil --proxy` prints on different Macs.
#[test]
fn what_is_in_force_is_understood() {
    let table = [
        (printed!("home"), "direct"),
        (
            printed!("office_manual"),
            "Http proxy.corp.example:8080 [HTTPSProxy] except *.local 169.254/16 *.amazon.co.jp <local>",
        ),
        (printed!("office_pac"), "script http://pac.corp.example/proxy.pac [ProxyAutoConfigURLString]"),
        (printed!("detection"), "detect [ProxyAutoDiscoveryEnable]"),
        (printed!("socks_only"), "Socks5 127.0.0.1:1080 [SOCKSProxy] except *.local 169.254/16"),
        (printed!("http_only"), "direct"),
        (printed!("left_over"), "direct"),
        (
            printed!("pac_and_manual"),
            "script http://pac.corp.example/proxy.pac [ProxyAutoConfigURLString], \
             Http 10.0.0.8:3128 [HTTPSProxy] except *.local",
        ),
        (printed!("vpn_for_some_domains"), "Http proxy.corp.example:8080 [HTTPSProxy] except *.local"),
        (printed!("vpn_for_all"), "Http [fd00::8]:8080 [__SUPPLEMENTAL__ / HTTPSProxy] ? except "),
        (printed!("other_interface"), "direct"),
    ];
    for ((name, text), expected) in table {
        assert_eq!(seen(&printed(text)), expected, "{name}");
    }
}

#[test]
fn a_vpn_for_amazon_makes_what_is_set_uncertain() {
    let text = |domain: &str| {
        format!(
            "<dictionary> {{\n  HTTPSEnable : 1\n  HTTPSProxy : p.example\n  HTTPSPort : 80\n  __SUPPLEMENTAL__ : \
             <array> {{\n    0 : <dictionary> {{\n      SOCKSEnable : 1\n      SOCKSProxy : vpn.example\n      \
             SupplementalMatchDomains : <array> {{\n        0 : {domain}\n      }}\n    }}\n  }}\n}}\n"
        )
    };
    let certain = |domain: &str| printed(&text(domain)).server.unwrap().certain;
    assert!(certain("corp.example"));
    assert!(certain("myamazon.co.jp"));
    assert!(!certain("amazon.co.jp"));
    assert!(!certain("*.amazon.co.jp"));
    assert!(!certain(""), "all domains");
}

#[test]
fn passwords_are_not_kept() {
    let text = "<dictionary> {\n  HTTPSEnable : 1\n  HTTPSProxy : u:hunter2@p.example\n  HTTPSPort : 80\n  \
                ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://u:hunter2@pac.example/p?hunter2\n}\n";
    let found = printed(text);
    assert_eq!(found.server.as_ref().unwrap().server.as_ref().unwrap().to_string(), "p.example:80");
    assert!(!format!("{found:?}{}", serde_json::to_string(&found).unwrap()).contains("hunter2"));
}

fn copy(file: Option<&str>) -> Result<SystemProxy, (String, ReadState)> {
    let dir = tempfile::tempdir().unwrap();
    if let Some(content) = file {
        let folder = dir.path().join("Library/Preferences/SystemConfiguration");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("preferences.plist"), content).unwrap();
    }
    let root = Root::copied(dir.path(), Os::Macos).unwrap();
    read(&root, &mut Vec::new()).map_err(|failure| (failure.place, failure.state))
}

#[test]
fn of_a_copy_the_network_services_are_read() {
    let place = "/Library/Preferences/SystemConfiguration/preferences.plist".to_owned();
    assert_eq!(copy(None).unwrap_err(), (place.clone(), ReadState::Unsupported));
    assert_eq!(copy(Some("no list")).unwrap_err(), (place.clone(), ReadState::Unparsable));
    assert_eq!(copy(Some("<plist><dict/></plist>")).unwrap_err(), (place, ReadState::Unparsable));
    let wifi = include_str!("../../../../../tests/fixtures/exports/macos/preferences_wifi.plist");
    assert_eq!(
        seen(&copy(Some(wifi)).unwrap().config),
        "Http proxy.corp.example:8080 [Wi-Fi / HTTPSProxy] ? except *.local 169.254/16"
    );
    let dictionary = "<key>Proxies</key>\n\t\t\t<dict>";
    let off = format!("{dictionary}<key>__INACTIVE__</key><integer>1</integer>");
    assert!(wifi.contains(dictionary));
    assert_eq!(seen(&copy(Some(&wifi.replace(dictionary, &off))).unwrap().config), "direct");
}
