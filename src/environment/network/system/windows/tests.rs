//! Registries as they are found, and what is made of them.

use std::fs;

use super::*;
use crate::environment::facts::Topic;
use crate::environment::root::Os;

/// The binary value of a connection, as regedit exports it.
fn exported(name: &str, switches: u8, [server, except, script]: [&str; 3]) -> String {
    let mut bytes = vec![0x46, 0, 0, 0, 9, 0, 0, 0, switches, 0, 0, 0];
    for text in [server, except, script] {
        bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        bytes.extend(text.bytes());
    }
    bytes.extend([0; 32]);
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{name}\"=hex:{}\n", digits.join(","))
}

fn lan(switches: u8, texts: [&str; 3]) -> String {
    exported(LAN, switches, texts)
}

fn machine(registry: &str) -> (tempfile::TempDir, Root) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("registry.reg"), registry).unwrap();
    let root = Root::copied(dir.path(), Os::Windows).unwrap();
    (dir, root)
}

fn registry(settings: &str, connections: &str) -> String {
    format!(
        "[HKEY_CURRENT_USER\\{SETTINGS}]\n{settings}\n\n[HKEY_CURRENT_USER\\{SETTINGS}\\Connections]\n{connections}\n"
    )
}

/// Detection, script and server of a configuration, with `?` where it is not certain.
fn seen(config: &ProxyConfig) -> String {
    let sure = |certain: bool| if certain { "" } else { "?" };
    let mut parts = Vec::new();
    parts.extend(config.auto_detect.as_ref().map(|_| "detect".to_owned()));
    parts.extend(
        config.script.as_ref().map(|script| format!("{}{}", script.address.shown(), sure(script.certain))),
    );
    parts.extend(config.server.as_ref().map(|setting| {
        let server = setting.server.as_ref().map_or_else(|| "…".to_owned(), ToString::to_string);
        let except: Vec<_> = setting.bypass.entries.iter().map(|entry| format!(" -{entry}")).collect();
        format!("{server}{}{}", sure(setting.certain), except.concat())
    }));
    if parts.is_empty() { "direct".to_owned() } else { parts.join(", ") }
}

fn read_copy(settings: &str, connections: &str) -> String {
    let (_dir, root) = machine(&registry(settings, connections));
    seen(&read(&root, &mut Vec::new()).ok().unwrap().config)
}

const ON: &str = "\"ProxyEnable\"=dword:00000001\n\"ProxyServer\"=\"p.example:80\"\n";
const OFF: &str = "\"ProxyEnable\"=dword:00000000\n\"ProxyServer\"=\"p.example:80\"\n";
const SCRIPT_SET: &str = "\"AutoConfigURL\"=\"http://pac.example/p.pac?key=hunter2\"\n";
const PAC: &str = "http://pac.example/p.pac";

#[test]
fn without_the_binary_value_the_others_count() {
    assert_eq!(read_copy("", ""), "direct");
    assert_eq!(read_copy(ON, ""), "p.example:80");
    assert_eq!(read_copy(OFF, ""), "direct", "a server that is left over");
    assert_eq!(
        read_copy(&format!("{ON}\"ProxyOverride\"=\"<local>;*.amazon.co.jp a,b\"\n"), ""),
        "p.example:80 -<local> -*.amazon.co.jp -a,b"
    );
    assert_eq!(read_copy(SCRIPT_SET, ""), PAC);
    assert_eq!(read_copy("\"AutoDetect\"=dword:00000001\n", ""), "detect");
    assert_eq!(read_copy("\"AutoDetect\"=dword:00000000\n", ""), "direct");
    assert_eq!(read_copy("\"ProxyServer\"=\"p.example:80\"\n", ""), "direct", "nothing says that it is on");
    assert_eq!(read_copy(&ON.replace("p.example:80", "http=a:1;https=b:2"), ""), "b:2");
    assert_eq!(read_copy(&ON.replace("p.example:80", "http=a:1"), ""), "direct", "sign-in is over HTTPS");
    assert_eq!(read_copy(&ON.replace("p.example:80", "p example"), ""), "p:80");
}

#[test]
fn forms_that_agree_are_certain() {
    assert_eq!(read_copy(ON, &lan(3, ["p.example:80", "", ""])), "p.example:80");
    let except = format!("{ON}\"ProxyOverride\"=\"<local>;*.amazon.co.jp\"\n");
    assert_eq!(
        read_copy(&except, &lan(3, ["p.example:80", "<local>;*.amazon.co.jp", ""])),
        "p.example:80 -<local> -*.amazon.co.jp"
    );
    assert_eq!(read_copy(OFF, &lan(1, ["p.example:80", "", ""])), "direct");
    assert_eq!(read_copy(OFF, &lan(9, ["p.example:80", "", ""])), "detect");
    assert_eq!(read_copy(SCRIPT_SET, &lan(5, ["", "", "http://pac.example/p.pac?key=hunter2"])), PAC);
    assert_eq!(read_copy(SCRIPT_SET, &lan(1, ["", "", "http://pac.example/p.pac"])), "direct", "left over");
    let all = format!("{ON}{SCRIPT_SET}");
    assert_eq!(
        read_copy(&all, &lan(15, ["p.example:80", "", "http://pac.example/p.pac?key=hunter2"])),
        format!("detect, {PAC}, p.example:80")
    );
    assert_eq!(read_copy("", &lan(3, ["q.example:81", "", ""])), "q.example:81", "the others say nothing");
}

#[test]
fn forms_that_disagree_are_not_certain() {
    assert_eq!(read_copy(ON, &lan(1, ["p.example:80", "", ""])), "p.example:80?");
    assert_eq!(read_copy(ON, &lan(1, ["", "", ""])), "p.example:80?");
    assert_eq!(read_copy(OFF, &lan(3, ["q.example:81", "", ""])), "q.example:81?");
    assert_eq!(
        read_copy(ON, &lan(3, ["q.example:81", "", ""])),
        "q.example:81?",
        "Windows goes by the binary value"
    );
    assert_eq!(
        read_copy(ON, &lan(3, ["p.example:80", "*.amazon.co.jp", ""])),
        "p.example:80? -*.amazon.co.jp"
    );
    assert_eq!(
        read_copy(SCRIPT_SET, &lan(5, ["", "", "http://other.example/p.pac"])),
        "http://other.example/p.pac?"
    );
    assert_eq!(read_copy("", &lan(5, ["", "", "http://other.example/p.pac"])), "http://other.example/p.pac?");
    let unknown = lan(3, ["q.example:81", "", ""]).replace("hex:46", "hex:99");
    assert_eq!(read_copy(ON, &unknown), "p.example:80?", "a version that is not known");
    let short = "\"DefaultConnectionSettings\"=hex:46,00,00,00,01,00,00,00,03,00,00,00,00,00\n";
    assert_eq!(read_copy(ON, short), "p.example:80", "the switches are there, the texts stand elsewhere");
    assert_eq!(read_copy(OFF, short), "p.example:80?");
}

#[test]
fn where_the_settings_stand_is_told() {
    let config = |settings: &str, connections: &str| {
        let (_dir, root) = machine(&registry(settings, connections));
        read(&root, &mut Vec::new()).ok().unwrap().config
    };
    let server = |settings: &str, connections: &str| {
        let evidence = config(settings, connections).server.unwrap().evidence;
        (evidence.place, evidence.key, evidence.value, evidence.set_by)
    };
    let plain = format!("HKCU\\{SETTINGS}");
    let expected =
        |place: &str, key: &str, value: &str| (place.into(), key.into(), value.into(), SetBy::Person);
    assert_eq!(
        server(&ON.replace("p.example", "user:hunter2@p.example"), ""),
        expected(&plain, "ProxyServer", "p.example:80")
    );
    assert_eq!(
        server(OFF, &lan(3, ["q.example:81", "", ""])),
        expected(&format!("{plain}\\Connections"), LAN, "q.example:81")
    );
    let detects = config("", &lan(9, ["", "", ""])).auto_detect.unwrap();
    assert_eq!((detects.key.as_str(), detects.value.as_str()), (LAN, "8"));
    let script = config(SCRIPT_SET, &lan(5, ["", "", "http://pac.example/p.pac?key=hunter2"]));
    assert!(!format!("{script:?}{}", serde_json::to_string(&script).unwrap()).contains("hunter2"));
}

#[test]
fn the_company_may_make_the_machines_settings_count() {
    let per_user = |number: u8| {
        let of_machine = format!(
            "[HKEY_LOCAL_MACHINE\\{POLICY}]\n\"ProxySettingsPerUser\"=dword:0000000{number}\n\
             [HKEY_LOCAL_MACHINE\\{SETTINGS}]\n{}\n[HKEY_LOCAL_MACHINE\\{SETTINGS}\\Connections]\n{}",
            ON.replace("p.example", "machine.example"),
            lan(3, ["machine.example:80", "", ""])
        );
        let (_dir, root) =
            machine(&format!("{}{of_machine}", registry(ON, &lan(3, ["p.example:80", "", ""]))));
        let server = read(&root, &mut Vec::new()).ok().unwrap().config.server.unwrap();
        (server.server.unwrap().to_string(), server.evidence.set_by, server.evidence.place)
    };
    assert_eq!(per_user(0), ("machine.example:80".into(), SetBy::Company, format!("HKLM\\{SETTINGS}")));
    assert_eq!(per_user(1), ("p.example:80".into(), SetBy::Person, format!("HKCU\\{SETTINGS}")));
}

#[test]
fn settings_of_services_do_not_count() {
    let connections = format!(
        "{}[HKEY_LOCAL_MACHINE\\{SETTINGS}\\Connections]\n{}",
        lan(1, ["", "", ""]),
        exported("WinHttpSettings", 3, ["services.example:80", "", ""])
    );
    let (_dir, root) = machine(&registry("", &connections));
    let mut unread = Vec::new();
    assert_eq!(seen(&read(&root, &mut unread).ok().unwrap().config), "direct");
    assert_eq!(unread, []);
}

fn named(connections: &str) -> Vec<(String, ReadState)> {
    let (_dir, root) = machine(&registry(ON, &format!("{}{connections}", lan(3, ["p.example:80", "", ""]))));
    let mut unread = Vec::new();
    assert_eq!(seen(&read(&root, &mut unread).ok().unwrap().config), "p.example:80");
    assert!(unread.iter().all(|unread| unread.topic == Topic::SystemProxy && unread.subject == "PC"));
    unread.into_iter().map(|unread| (unread.path, unread.state)).collect()
}

#[test]
fn a_vpn_with_settings_of_its_own_is_told() {
    let expected = |name: &str| (format!("HKCU\\{SETTINGS}\\Connections\\{name}"), ReadState::Unsupported);
    let own = exported("会社 VPN (taro@example.jp)", 3, ["vpn.example:80", "", ""]);
    assert_eq!(named(&own), [expected("会社 VPN (t***@example.jp)")]);
    assert_eq!(named(&exported("VPN", 5, ["", "", PAC])), [expected("VPN")]);
    assert_eq!(named(&exported("VPN", 9, ["vpn.example:80", "", PAC])), [], "nothing of its own is on");
    assert_eq!(named(&exported("SavedLegacySettings", 3, ["old.example:80", "", ""])), []);
    assert_eq!(named("\"Note\"=\"text\"\n\"Other\"=hex:01,02\n"), []);
    let many: String = (0..50).map(|n| exported(&format!("v{n}"), 3, ["v:1", "", ""])).collect();
    assert_eq!(named(&many).len(), MOST_CONNECTIONS);
}

/// What is made of a registry and of what Windows says.
fn settled(settings: &str, connections: &str, told: ProxyConfig) -> (String, String) {
    let (_dir, root) = machine(&registry(settings, connections));
    let store = Store {
        registry: &root.registry,
        hive: Hive::CurrentUser,
        set_by: SetBy::Person,
        place: "HKCU\\…".to_owned(),
        connections: "HKCU\\…\\Connections".to_owned(),
    };
    let config = store.settled(told);
    let place = config.evidence().map(|evidence| format!("{} {}", evidence.place, evidence.key));
    (seen(&config), place.unwrap_or_default())
}

fn told_server(server: &str) -> ProxyConfig {
    let raw = Raw { place: "Windows", key: "server", set_by: SetBy::Person, certain: true };
    let server = raw.server(server, crate::environment::facts::ProxyKind::Http, bypass::of_windows("*.told"));
    ProxyConfig { server: Some(server), ..ProxyConfig::default() }
}

fn told_script(address: &str) -> ProxyConfig {
    let raw = Raw { place: "Windows", key: "script", set_by: SetBy::Person, certain: true };
    ProxyConfig { script: Some(raw.script(address)), ..ProxyConfig::default() }
}

fn told_detection() -> ProxyConfig {
    let raw = Raw { place: "Windows", key: "detect", set_by: SetBy::Person, certain: true };
    ProxyConfig { auto_detect: Some(raw.evidence("1".to_owned())), ..ProxyConfig::default() }
}

#[test]
fn what_windows_says_decides_where_the_forms_disagree() {
    let other = lan(3, ["q.example:81", "<local>", ""]);
    let is = |seen: &str, place: &str| (seen.to_owned(), place.to_owned());
    assert_eq!(
        settled(ON, &other, told_server("q.example:81")),
        is("q.example:81 -<local>", "HKCU\\…\\Connections DefaultConnectionSettings")
    );
    assert_eq!(settled(ON, &other, told_server("p.example:80")), is("p.example:80", "HKCU\\… ProxyServer"));
    assert_eq!(settled(ON, &lan(1, ["", "", ""]), ProxyConfig::default()), is("direct", ""));
    assert_eq!(
        settled(ON, &lan(1, ["", "", ""]), told_server("p.example:80")),
        is("p.example:80", "HKCU\\… ProxyServer")
    );
    // Nobody knows where that comes from.
    assert_eq!(
        settled(ON, &other, told_server("r.example:82")),
        is("r.example:82 -*.told", "Windows server")
    );
}

#[test]
fn a_connection_that_is_in_use_is_found() {
    let vpn = format!(
        "{}{}",
        lan(1, ["", "", ""]),
        exported("VPN", 7, ["v.example:80", "*.v", "http://v.example/p.pac"])
    );
    let is = |seen: &str, place: &str| (seen.to_owned(), place.to_owned());
    assert_eq!(settled("", &vpn, ProxyConfig::default()), is("direct", ""));
    assert_eq!(
        settled("", &vpn, told_script("http://V.example/p.pac")),
        is("http://v.example/p.pac, v.example:80 -*.v", "HKCU\\…\\Connections VPN")
    );
    assert_eq!(
        settled("", &vpn, told_script("http://other.example/")),
        is("http://other.example/", "Windows script")
    );
}

#[test]
fn what_is_tried_later_is_not_said_by_windows() {
    let is = |seen: &str, place: &str| (seen.to_owned(), place.to_owned());
    let both = lan(11, ["p.example:80", "", ""]);
    assert_eq!(
        settled(ON, &both, told_detection()),
        is("detect, p.example:80", "HKCU\\…\\Connections DefaultConnectionSettings")
    );
    assert_eq!(
        settled(OFF, &both, told_detection()),
        is("detect, p.example:80?", "HKCU\\…\\Connections DefaultConnectionSettings")
    );
    // As Wine does, which goes by the binary value alone and detects where there is none.
    assert_eq!(settled(ON, "", told_detection()), is("detect, p.example:80?", "Windows detect"));
    assert_eq!(
        settled(ON, "", told_script("http://x.example/p")),
        is("http://x.example/p, p.example:80?", "Windows script")
    );
}
