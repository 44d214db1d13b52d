//! The servers of Windows, by network adapter, and the company's rules for names (NRPT), from the registry.
//!
//! Sources: Microsoft, "TCP/IP and NBT configuration parameters" (`NameServer` goes before `DhcpNameServer`) and
//! MS-GPNRPT (rules and their two places).

use std::net::{IpAddr, Ipv6Addr};

use super::super::links;
use super::{Failure, add, addresses, evidence, is_for_amazon};
use crate::environment::facts::{DnsFacts, Evidence, SIGN_IN_HOSTS, SetBy};
use crate::environment::mask;
use crate::environment::read::{Read, ReadState};
use crate::environment::registry::{Hive, Registry, Value};
use crate::environment::root::Root;

const ADAPTERS: &str = "SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\Interfaces";
const ADAPTERS_6: &str = "SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters\\Interfaces";
const RULES_OF_COMPANY: &str = "SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig";
const RULES_OF_MACHINE: &str = "SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters\\DnsPolicyConfig";

pub(super) fn read(root: &Root) -> Result<DnsFacts, Failure> {
    let registry = &root.registry;
    let failure = |state| Failure::new(place(ADAPTERS), state);
    if registry.state() != ReadState::Ok {
        return Err(failure(registry.state()));
    }
    let mut facts = DnsFacts::default();
    let active = links::active_adapters(root);
    for adapter in registry.keys(Hive::LocalMachine, ADAPTERS).map_err(failure)? {
        let is_active = match &active {
            Some(active) => active.iter().any(|id| id.eq_ignore_ascii_case(&adapter)),
            None => has_address(registry, &adapter),
        };
        if is_active {
            for (place, name, servers) in settings(registry, &adapter) {
                add(&mut facts.servers, &place, name, &servers);
            }
        }
    }
    for (key, set_by) in [(RULES_OF_COMPANY, SetBy::Company), (RULES_OF_MACHINE, SetBy::Person)] {
        match rules(registry, key, set_by) {
            Ok(rules) => facts.rules.extend(rules),
            Err(ReadState::Absent) => {}
            Err(state) => return Err(Failure::new(place(key), state)),
        }
    }
    Ok(facts)
}

/// The servers that are set for a network adapter, by its id.
#[cfg(any(windows, target_os = "macos"))]
pub(in crate::environment) fn of_adapter(root: &Root, adapter: &str) -> Vec<IpAddr> {
    settings(&root.registry, adapter).into_iter().flat_map(|(.., servers)| servers).collect()
}

fn place(key: &str) -> String {
    format!("{}\\{key}", Hive::LocalMachine.short_name())
}

/// Whether an adapter was in use last: settings stay when a network is left or an adapter is taken out.
fn has_address(registry: &Registry, adapter: &str) -> bool {
    let key = format!("{ADAPTERS}\\{adapter}");
    let is_set = |text: &str| !text.is_empty() && text != "0.0.0.0";
    ["DhcpIPAddress", "IPAddress"].into_iter().any(|name| {
        match registry.value(Hive::LocalMachine, &key, name) {
            Ok(Value::Text(text)) => is_set(&text),
            Ok(Value::List(list)) => list.iter().any(|text| is_set(text)),
            _ => false,
        }
    })
}

/// Place, name and addresses of what is set for an adapter. What a person has set goes before what the network says.
fn settings(registry: &Registry, adapter: &str) -> Vec<(String, &'static str, Vec<IpAddr>)> {
    let mut found = Vec::new();
    for (adapters, of_network) in [(ADAPTERS, "DhcpNameServer"), (ADAPTERS_6, "Dhcpv6DNSServers")] {
        let key = format!("{adapters}\\{adapter}");
        let first = ["NameServer", of_network].into_iter().find_map(|name| {
            let servers = match registry.value(Hive::LocalMachine, &key, name).ok()? {
                Value::Text(text) => addresses(&text),
                Value::Bytes(bytes) => wide_addresses(&bytes),
                Value::List(_) | Value::Number(_) => Vec::new(),
            };
            (!servers.is_empty()).then_some((name, servers))
        });
        found.extend(first.map(|(name, servers)| (place(&key), name, servers)));
    }
    found
}

/// Addresses of IPv6, one after another.
fn wide_addresses(bytes: &[u8]) -> Vec<IpAddr> {
    bytes.as_chunks::<16>().0.iter().map(|address| IpAddr::V6(Ipv6Addr::from(*address))).collect()
}

/// Rules that send names of Amazon to servers of their own. A rule without servers is an exemption from others.
fn rules(registry: &Registry, key: &str, set_by: SetBy) -> Read<Vec<Evidence>> {
    let mut found = Vec::new();
    for rule in registry.keys(Hive::LocalMachine, key)? {
        let key = format!("{key}\\{rule}");
        let names = match registry.value(Hive::LocalMachine, &key, "Name") {
            Ok(Value::List(names)) => names,
            Ok(Value::Text(name)) => vec![name],
            _ => continue,
        };
        let text = |name| registry.text(Hive::LocalMachine, &key, name).ok();
        let servers = ["GenericDNSServers", "DirectAccessDNSServers"]
            .into_iter()
            .find_map(|name| text(name).filter(|servers| !servers.trim().is_empty()));
        let (Some(name), Some(servers)) = (names.iter().find(|name| holds(name)), servers) else { continue };
        let value = mask::shown(&format!("{name}: {servers}"));
        found.push(evidence(&place(&key), "Name", value, set_by));
    }
    Ok(found)
}

/// Whether a rule is for names of Amazon: `.` is every name, `.example` all below a domain, others are one name.
fn holds(name: &str) -> bool {
    match name.strip_prefix('.') {
        Some(_) => is_for_amazon(name),
        None => SIGN_IN_HOSTS.iter().any(|host| host.eq_ignore_ascii_case(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::root::Os;
    use std::fs;

    fn machine(registry: &str) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        let text = format!("Windows Registry Editor Version 5.00\n{registry}");
        fs::write(dir.path().join("registry.reg"), text).unwrap();
        let root = Root::copied(dir.path(), Os::Windows).unwrap();
        (dir, root)
    }

    fn key(key: &str, values: &str) -> String {
        format!("[HKEY_LOCAL_MACHINE\\{key}]\n{values}\n")
    }

    /// Address and name of the setting of each server.
    fn servers(registry: &str) -> Vec<(String, String)> {
        let (_dir, root) = machine(registry);
        let facts = read(&root).ok().unwrap();
        facts.servers.into_iter().map(|server| (server.address.to_string(), server.evidence.key)).collect()
    }

    fn server(address: &str, name: &str) -> (String, String) {
        (address.to_owned(), name.to_owned())
    }

    #[test]
    fn what_is_set_goes_before_what_the_network_says() {
        let values = "\"DhcpIPAddress\"=\"192.168.1.5\"\n\"NameServer\"=\"94.140.14.14,94.140.15.15\"\n\
                      \"DhcpNameServer\"=\"192.168.1.1\"";
        let found = [server("94.140.14.14", "NameServer"), server("94.140.15.15", "NameServer")];
        assert_eq!(servers(&key(&format!("{ADAPTERS}\\{{A}}"), values)), found);
        let values = "\"DhcpIPAddress\"=\"192.168.1.5\"\n\"NameServer\"=\"\"\n\
                      \"DhcpNameServer\"=\"192.168.1.1 192.168.1.2\"";
        let found = [server("192.168.1.1", "DhcpNameServer"), server("192.168.1.2", "DhcpNameServer")];
        assert_eq!(servers(&key(&format!("{ADAPTERS}\\{{A}}"), values)), found);
    }

    #[test]
    fn adapters_without_an_address_are_left_out() {
        let stale = "\"DhcpNameServer\"=\"94.140.14.14\"\n\"DhcpIPAddress\"=\"0.0.0.0\"";
        // IPAddress is a list of texts: 10.0.0.9.
        let set = "\"NameServer\"=\"10.0.0.1\"\n\
                   \"IPAddress\"=hex(7):31,00,30,00,2e,00,30,00,2e,00,30,00,2e,00,39,00,00,00,00,00";
        let registry = key(&format!("{ADAPTERS}\\{{A}}"), stale)
            + &key(&format!("{ADAPTERS}\\{{B}}"), set)
            + &key(&format!("{ADAPTERS}\\{{C}}"), "\"NameServer\"=\"10.0.0.3\"");
        assert_eq!(servers(&registry), [server("10.0.0.1", "NameServer")]);
    }

    #[test]
    fn servers_of_ipv6_are_read_too() {
        let registry = key(&format!("{ADAPTERS}\\{{A}}"), "\"DhcpIPAddress\"=\"192.168.1.5\"")
            + &key(
                &format!("{ADAPTERS_6}\\{{a}}"),
                "\"Dhcpv6DNSServers\"=hex:26,20,00,fe,00,00,00,00,00,00,00,00,00,00,00,fe,01",
            );
        assert_eq!(servers(&registry), [server("2620:fe::fe", "Dhcpv6DNSServers")]);
    }

    fn rules(values: &[(&str, &str)]) -> Vec<(String, SetBy)> {
        let mut registry = key(ADAPTERS, "");
        for (number, (place, values)) in values.iter().enumerate() {
            registry += &key(&format!("{place}\\{{{number}}}"), values);
        }
        let (_dir, root) = machine(&registry);
        read(&root).ok().unwrap().rules.into_iter().map(|rule| (rule.value, rule.set_by)).collect()
    }

    #[test]
    fn rules_for_amazon_are_found() {
        let to = "\"GenericDNSServers\"=\"10.1.1.1\"";
        let values = |name: &str, rest: &str| format!("\"Name\"=\"{name}\"\n{rest}");
        let below = values(".amazon.co.jp", to);
        let one = values("sellercentral.amazon.co.jp", "\"DirectAccessDNSServers\"=\"fd00::1\"");
        let all = values(".", to);
        let found = rules(&[(RULES_OF_COMPANY, &below), (RULES_OF_COMPANY, &one), (RULES_OF_MACHINE, &all)]);
        let expected = [
            (".amazon.co.jp: 10.1.1.1", SetBy::Company),
            ("sellercentral.amazon.co.jp: fd00::1", SetBy::Company),
            (".: 10.1.1.1", SetBy::Person),
        ];
        assert_eq!(found, expected.map(|(value, set_by)| (value.to_owned(), set_by)));
        // .a, .amazon.com as a list of texts.
        let list = "\"Name\"=hex(7):2e,00,61,00,00,00,2e,00,61,00,6d,00,61,00,7a,00,6f,00,6e,00,2e,00,63,00,6f,00,\
                    6d,00,00,00,00,00";
        let found = rules(&[(RULES_OF_COMPANY, &format!("{list}\n{to}"))]);
        assert_eq!(found, [(".amazon.com: 10.1.1.1".to_owned(), SetBy::Company)]);
        let others = [
            values(".corp.example", to),
            values("jp", to),
            values(".amazon.co.jp", ""),
            values(".amazon.co.jp", "\"GenericDNSServers\"=\" \""),
            to.to_owned(),
        ];
        for other in others {
            assert_eq!(rules(&[(RULES_OF_COMPANY, &other)]), [], "{other}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let (_dir, root) = machine("[HKEY_LOCAL_MACHINE\\SOFTWARE]\n");
        let failure = read(&root).err().unwrap();
        assert_eq!((failure.place, failure.state), (place(ADAPTERS), ReadState::Absent));
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("registry.reg"), "nonsense").unwrap();
        let root = Root::copied(dir.path(), Os::Windows).unwrap();
        assert_eq!(read(&root).err().unwrap().state, ReadState::Unparsable);
    }
}
