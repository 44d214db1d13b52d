//! Whether names are asked for over HTTPS.
//!
//! Source: Chromium, `chrome/browser/net/stub_resolver_config_reader.cc`: what a person has chosen does not count on a
//! machine on which there is any policy.

use serde_json::Value;
use url::Url;

use super::policy::Policy;
use super::preferences::evidence;
use super::profiles::LocalState;
use crate::environment::facts::{Evidence, SecureDns};
use crate::environment::mask;

const MODE: &str = "dns_over_https.mode";
const SERVERS: &str = "dns_over_https.templates";

/// How names are asked for; none where it is the usual way: over HTTPS only if the operating system's server is known
/// to offer that.
pub(super) fn read(local_state: &LocalState, policy: &Policy) -> Option<SecureDns> {
    match &policy.dns_mode {
        Some((mode, evidence)) => of(mode, &policy.dns_servers, evidence.clone()),
        None if policy.is_any => None,
        None => {
            let text = |name: &str| {
                local_state.value.pointer(&format!("/{}", name.replace('.', "/"))).and_then(Value::as_str)
            };
            let mode = text(MODE)?;
            let evidence = evidence(&local_state.place, MODE, mode, "automatic");
            of(mode, text(SERVERS).unwrap_or_default(), evidence)
        }
    }
}

fn of(mode: &str, servers: &str, evidence: Evidence) -> Option<SecureDns> {
    let server = host(servers);
    match mode {
        "secure" => Some(SecureDns { only: true, server, evidence }),
        "automatic" if !server.is_empty() => Some(SecureDns { only: false, server, evidence }),
        _ => None,
    }
}

/// The host of the first server in a list such as `https://dns.example/dns-query{?dns}`.
fn host(servers: &str) -> String {
    let first = servers.split_whitespace().next().unwrap_or_default();
    let plain = first.split('{').next().unwrap_or_default();
    let url = Url::parse(plain).ok();
    url.and_then(|url| url.host_str().map(mask::shown)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::policy;
    use super::*;
    use crate::environment::browsers::place_in;
    use crate::environment::root::Os;

    /// What holds with this policy, if any, and this `Local State`.
    fn found(company: Option<&Value>, own: &Value) -> Option<(bool, String, String)> {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, value: &Value| {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, value.to_string()).unwrap();
        };
        write("home/taro/.config/google-chrome/Local State", &json!({"dns_over_https": own}));
        if let Some(company) = company {
            write("etc/opt/chrome/policies/managed/a.json", company);
        }
        let place = place_in(dir.path(), Os::Linux, "chrome");
        let policy = policy::read(&place, &mut Vec::new());
        let dns = read(&LocalState::read(&place), &policy)?;
        Some((dns.only, dns.server, dns.evidence.key))
    }

    const SERVER: &str = "https://user:hunter2@dns.example/q{?dns} https://other.example/q";

    #[test]
    fn the_person_may_choose_a_server_and_nobody_else() {
        let of = |own: Value| found(None, &own);
        let mode = || MODE.to_owned();
        assert_eq!(
            of(json!({"mode": "secure", "templates": SERVER})),
            Some((true, "dns.example".into(), mode()))
        );
        assert_eq!(of(json!({"mode": "secure"})), Some((true, String::new(), mode())));
        assert_eq!(
            of(json!({"mode": "automatic", "templates": SERVER})),
            Some((false, "dns.example".into(), mode()))
        );
        for usual in
            [json!({"mode": "automatic"}), json!({"mode": "off", "templates": SERVER}), json!({}), json!(3)]
        {
            assert_eq!(of(usual.clone()), None, "{usual}");
        }
    }

    #[test]
    fn the_company_decides_and_any_policy_switches_it_off() {
        let own = json!({"mode": "secure", "templates": SERVER});
        let of = |company: Value| found(Some(&company), &own);
        assert_eq!(of(json!({"ProxyMode": "direct"})), None);
        assert_eq!(of(json!({"NobodyKnowsThis": 1})), None);
        assert_eq!(of(json!({"DnsOverHttpsMode": "off"})), None);
        let company =
            json!({"DnsOverHttpsMode": "secure", "DnsOverHttpsTemplates": "https://company.example/"});
        assert_eq!(of(company), Some((true, "company.example".into(), "DnsOverHttpsMode".into())));
    }
}
