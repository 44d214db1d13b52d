//! The servers of macOS: what `scutil --dns` prints of the machine at hand; of a copy, what was set by hand in the
//! network preferences. Where nothing is set, the network names them, and a copy does not say which.
//!
//! Sources: `SCNetworkConfiguration` (services, their order and their `DNS` entries); resolver(5).

use std::time::Duration;

use serde_json::Value;

use super::super::child;
use super::{Failure, add, addresses, evidence, is_for_amazon};
use crate::environment::browsers::property_list;
use crate::environment::facts::{DnsFacts, SetBy};
use crate::environment::mask;
use crate::environment::read;
use crate::environment::root::Root;

const PROGRAM: &str = "scutil --dns";
const LIMIT: Duration = Duration::from_secs(2);
const PREFERENCES: &str = "/Library/Preferences/SystemConfiguration/preferences.plist";
const RULES: &str = "/etc/resolver";

pub(super) fn read(root: &Root) -> Result<DnsFacts, Failure> {
    if root.is_live() {
        let printed = child::ask("/usr/sbin/scutil", &["--dns"], LIMIT);
        return printed.map(|text| parse(&text)).map_err(|state| Failure::new(PROGRAM, state));
    }
    let path = root.inside(PREFERENCES);
    let list = property_list(root, &path).map_err(|state| Failure::new(root.shown(&path), state))?;
    let mut facts = DnsFacts::default();
    for service in services(&list) {
        let listed = service.pointer("/DNS/ServerAddresses").and_then(Value::as_array);
        let listed = listed.into_iter().flatten().filter_map(Value::as_str).flat_map(addresses);
        let listed: Vec<_> = listed.collect();
        add(&mut facts.servers, &root.shown(&path), "DNS.ServerAddresses", &listed);
    }
    rules(root, &mut facts);
    Ok(facts)
}

/// The services of the set that is in use, the one that goes first before others.
fn services(list: &Value) -> Vec<&Value> {
    let current = list.get("CurrentSet").and_then(Value::as_str).unwrap_or_default();
    let order = list.pointer(current).and_then(|set| set.pointer("/Network/Global/IPv4/ServiceOrder"));
    let order = order.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let named = order.filter_map(|id| list.get("NetworkServices")?.get(id));
    named.filter(|service| service.get("__INACTIVE__").is_none()).collect()
}

/// Files that send a domain to servers of its own; their names are the domains.
fn rules(root: &Root, facts: &mut DnsFacts) {
    let folder = root.inside(RULES);
    for domain in read::entries(root, &folder).unwrap_or_default() {
        if !is_for_amazon(&domain) {
            continue;
        }
        let path = folder.join(&domain);
        let text = read::text(root, &path).unwrap_or_default();
        let servers = text.lines().filter_map(|line| line.trim().strip_prefix("nameserver"));
        let servers: Vec<String> = servers.map(mask::shown).collect();
        if !servers.is_empty() {
            let value = servers.join(" ");
            facts.rules.push(evidence(&root.shown(&path), "nameserver", value, SetBy::Person));
        }
    }
}

/// A resolver as it is printed.
#[derive(Default)]
struct Resolver {
    domain: Option<String>,
    servers: Vec<String>,
}

/// Lines such as `nameserver[0] : 192.168.1.1`, below `resolver #1`. Those of single interfaces come last, and are for
/// programs that ask for one.
fn parse(text: &str) -> DnsFacts {
    let text = text.split("(for scoped queries)").next().unwrap_or_default();
    let mut resolvers: Vec<Resolver> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("resolver #") {
            resolvers.push(Resolver::default());
        }
        let (Some(resolver), Some((name, value))) = (resolvers.last_mut(), line.split_once(" : ")) else {
            continue;
        };
        match name.split('[').next().unwrap_or_default().trim() {
            "nameserver" => resolver.servers.push(mask::shown(value)),
            "domain" => resolver.domain = Some(mask::shown(value)),
            _ => {}
        }
    }
    let mut facts = DnsFacts::default();
    for Resolver { domain, servers } in resolvers {
        let listed = servers.join(" ");
        match domain {
            None => add(&mut facts.servers, PROGRAM, "nameserver", &addresses(&listed)),
            Some(domain) if is_for_amazon(&domain) && !servers.is_empty() => {
                let value = format!("{domain}: {listed}");
                facts.rules.push(evidence(PROGRAM, "domain", value, SetBy::Person));
            }
            Some(_) => {}
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::read::ReadState;
    use crate::environment::root::Os;
    use proptest::prelude::*;
    use std::fs;

    const PRINTED: &str = "DNS configuration

resolver #1
  search domain[0] : lan
  nameserver[0] : 192.168.1.1
  nameserver[1] : fe80::1%en0
  if_index : 6 (en0)
  flags    : Request A records, Request AAAA records
  reach    : 0x00020002 (Reachable,Directly Reachable Address)

resolver #2
  domain   : local
  options  : mdns
  timeout  : 5

resolver #3
  domain   : amazon.co.jp
  nameserver[0] : 10.8.0.1
  port     : 53

resolver #4
  domain   : corp.example
  nameserver[0] : 10.8.0.2

DNS configuration (for scoped queries)

resolver #1
  nameserver[0] : 172.16.0.1
";

    fn listed(facts: &DnsFacts) -> Vec<String> {
        facts.servers.iter().map(|server| server.address.to_string()).collect()
    }

    fn values(facts: &DnsFacts) -> Vec<&str> {
        facts.rules.iter().map(|rule| rule.value.as_str()).collect()
    }

    #[test]
    fn what_is_printed_is_understood() {
        let facts = parse(PRINTED);
        assert_eq!(listed(&facts), ["192.168.1.1", "fe80::1"]);
        assert_eq!(values(&facts), ["amazon.co.jp: 10.8.0.1"]);
        assert_eq!(parse("No DNS configuration available\n"), DnsFacts::default());
    }

    fn copy(preferences: &str) -> (tempfile::TempDir, Root) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(PREFERENCES.trim_start_matches('/'));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, preferences).unwrap();
        let root = Root::copied(dir.path(), Os::Macos).unwrap();
        (dir, root)
    }

    fn plist(services: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><plist version=\"1.0\"><dict>\
             <key>CurrentSet</key><string>/Sets/A</string>\
             <key>Sets</key><dict><key>A</key><dict><key>Network</key><dict><key>Global</key><dict>\
             <key>IPv4</key><dict><key>ServiceOrder</key><array><string>W</string><string>E</string>\
             <string>gone</string></array></dict></dict></dict></dict></dict>\
             <key>NetworkServices</key><dict>{services}</dict></dict></plist>"
        )
    }

    fn service(id: &str, server: &str, more: &str) -> String {
        format!(
            "<key>{id}</key><dict><key>DNS</key><dict><key>ServerAddresses</key><array>\
             <string>{server}</string></array></dict>{more}</dict>"
        )
    }

    #[test]
    fn a_copy_shows_what_was_set_by_hand() {
        let more = "<key>__INACTIVE__</key><integer>1</integer>";
        let services =
            service("E", "9.9.9.9", "") + &service("W", "1.1.1.2", "") + &service("X", "8.8.8.8", "");
        let (dir, root) = copy(&plist(&services));
        let facts = read(&root).ok().unwrap();
        assert_eq!(listed(&facts), ["1.1.1.2", "9.9.9.9"], "in the order of the services, others left out");
        assert_eq!(facts.rules, []);
        let rules = dir.path().join("etc/resolver");
        fs::create_dir_all(&rules).unwrap();
        fs::write(
            rules.join("amazon.co.jp"),
            "domain amazon.co.jp\nnameserver 10.0.0.1\nnameserver 10.0.0.2\n",
        )
        .unwrap();
        fs::write(rules.join("corp.example"), "nameserver 10.0.0.1\n").unwrap();
        fs::write(rules.join("amazon.com"), "").unwrap();
        let facts = read(&root).ok().unwrap();
        assert_eq!(values(&facts), ["10.0.0.1 10.0.0.2"]);
        let (_dir, root) = copy(&plist(&service("W", "1.1.1.2", more)));
        assert_eq!(listed(&read(&root).ok().unwrap()), Vec::<String>::new(), "switched off");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let root = Root::copied(dir.path(), Os::Macos).unwrap();
        let failure = read(&root).err().unwrap();
        assert_eq!((failure.place.as_str(), failure.state), (PREFERENCES, ReadState::Absent));
        let (_dir, root) = copy("nonsense");
        assert_eq!(read(&root).err().unwrap().state, ReadState::Unparsable);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "(resolver #1\n|(domain|nameserver\\[0\\]) : [a-z0-9.:%]{0,9}\n){0,9}") {
            parse(&text);
            parse(&like);
        }
    }
}
