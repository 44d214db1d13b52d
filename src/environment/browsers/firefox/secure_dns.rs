//! Whether Firefox asks for names over HTTPS ("trusted recursive resolver").
//!
//! Source: Firefox, netwerk/dns/TRRServiceBase.cpp: 2 asks such a server first, 3 nobody else. Where the person has not
//! chosen, Mozilla may have, for the country or the network.

use url::Url;

use super::prefs::Effective;
use crate::environment::facts::SecureDns;
use crate::environment::mask;

pub(super) const MODE: &str = "network.trr.mode";
pub(super) const SERVER: &str = "network.trr.uri";
const USUAL_SERVER: &str = "network.trr.default_provider_uri";
const MOZILLAS_MODE: &str = "doh-rollout.mode";
const MOZILLAS_SERVER: &str = "doh-rollout.uri";

/// All of these settings.
pub(super) const NAMES: [&str; 5] = [MODE, SERVER, USUAL_SERVER, MOZILLAS_MODE, MOZILLAS_SERVER];

impl Effective<'_> {
    /// How names are asked for; none where it is the operating system's way.
    pub(super) fn secure_dns(&self) -> Option<SecureDns> {
        let chosen = self.number(MODE).filter(|mode| *mode != 0);
        let (name, mode) = match chosen {
            Some(mode) => (MODE, mode),
            None => (MOZILLAS_MODE, self.number(MOZILLAS_MODE)?),
        };
        let only = match mode {
            2 => false,
            3 => true,
            _ => return None,
        };
        let server = [SERVER, MOZILLAS_SERVER, USUAL_SERVER].into_iter().find_map(|name| self.text(name));
        let url = server.and_then(|server| Url::parse(server).ok());
        let server = url.and_then(|url| url.host_str().map(mask::shown)).unwrap_or_default();
        Some(SecureDns { only, server, evidence: self.evidence(name, "0")? })
    }
}

#[cfg(test)]
mod tests {
    use super::super::policy::FirefoxPolicy;
    use super::super::prefs::Prefs;

    fn found(lines: &str) -> Option<(bool, String, String)> {
        let mut prefs = Prefs::default();
        prefs.add(lines, "prefs.js");
        let dns = prefs.secure_dns(&FirefoxPolicy::default())?;
        Some((dns.only, dns.server, format!("{} = {}", dns.evidence.key, dns.evidence.value)))
    }

    #[test]
    fn names_may_be_asked_for_over_https_first_or_only() {
        let uri = "user_pref(\"network.trr.uri\", \"https://user:hunter2@dns.example/q?hunter2\");";
        let mode = |number: u8| format!("user_pref(\"network.trr.mode\", {number});");
        let expected =
            |only, number| Some((only, "dns.example".to_owned(), format!("network.trr.mode = {number}")));
        assert_eq!(found(&format!("{}{uri}", mode(2))), expected(false, 2));
        assert_eq!(found(&format!("{}{uri}", mode(3))), expected(true, 3));
        for number in [0, 1, 4, 5] {
            assert_eq!(found(&format!("{}{uri}", mode(number))), None, "{number}");
        }
        assert_eq!(found(uri), None);
        assert_eq!(found(&mode(3)).unwrap().1, "");
    }

    #[test]
    fn mozilla_may_have_chosen() {
        let rollout =
            "user_pref(\"doh-rollout.mode\", 2);user_pref(\"doh-rollout.uri\", \"https://dns.example/\");";
        let expected = (false, "dns.example".to_owned(), "doh-rollout.mode = 2".to_owned());
        assert_eq!(found(rollout), Some(expected));
        assert_eq!(
            found(&format!("{rollout}user_pref(\"network.trr.mode\", 5);")),
            None,
            "the person said no"
        );
    }
}
