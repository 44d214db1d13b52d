//! The permission of a site that holds in a browser built on Chromium.
//!
//! Order as in Chromium: the company's rules and default come before those of extensions, these before the person's
//! rules, and those before the person's default; within one of them the most exact pattern decides
//! (`components/content_settings/core/browser/content_settings_policy_provider.cc`, `host_content_settings_map.cc`).

use super::patterns::Pair;
use crate::environment::facts::{Evidence, HostSetting, Permission, SELLER_HOSTS, SIGN_IN_HOSTS, Scope};

/// A rule or default, with the place where it stands.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) pair: Pair,
    pub(super) permission: Permission,
    pub(super) scope: Scope,
    pub(super) evidence: Evidence,
}

impl Rule {
    /// Whether it is an exception for whatever the seller's pages embed.
    pub(super) fn allows_embedded(&self) -> bool {
        self.permission == Permission::Allow && self.pair.is_for_embedded_in(SELLER_HOSTS[0])
    }
}

/// What holds for each sign-in host for which one of `layers` says anything, the earlier layer first.
pub(super) fn of_sign_in_hosts(layers: &[&[Rule]]) -> Vec<HostSetting> {
    let of_host = |host: &str| {
        let rule = layers.iter().find_map(|rules| best(rules, host))?;
        Some(HostSetting {
            host: host.to_owned(),
            permission: rule.permission,
            scope: rule.scope,
            evidence: rule.evidence.clone(),
        })
    };
    SIGN_IN_HOSTS.iter().filter_map(|host| of_host(host)).collect()
}

/// The most exact rule for a host; of two equally exact ones the stricter.
fn best<'a>(rules: &'a [Rule], host: &str) -> Option<&'a Rule> {
    rules
        .iter()
        .filter(|rule| rule.pair.matches_https(host))
        .max_by_key(|rule| (rule.pair.rank(), strictness(rule.permission)))
}

fn strictness(permission: Permission) -> u8 {
    match permission {
        Permission::Allow => 0,
        Permission::SessionOnly => 1,
        Permission::Block => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::SetBy;

    fn rule(pattern: &str, permission: Permission) -> Rule {
        let evidence = Evidence {
            place: String::new(),
            key: pattern.to_owned(),
            value: String::new(),
            default: String::new(),
            set_by: SetBy::Person,
        };
        let scope = if pattern == "*" { Scope::AllSites } else { Scope::ThisSite };
        Rule { pair: Pair::parse(pattern).unwrap(), permission, scope, evidence }
    }

    fn of_seller(layers: &[&[Rule]]) -> Option<(Permission, Scope)> {
        let all = of_sign_in_hosts(layers);
        all.iter().find(|setting| setting.is_main_host()).map(|setting| (setting.permission, setting.scope))
    }

    #[test]
    fn the_more_exact_rule_decides() {
        let rules = [
            rule("[*.]amazon.co.jp,*", Permission::Block),
            rule("https://sellercentral.amazon.co.jp:443,*", Permission::Allow),
        ];
        assert_eq!(of_seller(&[&rules]), Some((Permission::Allow, Scope::ThisSite)));
        assert_eq!(of_sign_in_hosts(&[&rules]).len(), 3, "the other hosts of amazon.co.jp too");
    }

    #[test]
    fn the_company_comes_before_the_person_even_with_its_default() {
        let company = [rule("*", Permission::Allow)];
        let person = [rule("sellercentral.amazon.co.jp", Permission::Block)];
        assert_eq!(of_seller(&[&company, &person]), Some((Permission::Allow, Scope::AllSites)));
        assert_eq!(of_seller(&[&[], &person]), Some((Permission::Block, Scope::ThisSite)));
        assert_eq!(of_seller(&[]), None);
    }
}
