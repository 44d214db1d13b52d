//! Permissions of sites for cookies: `permissions.sqlite`, and the company's.
//!
//! As in Firefox: extensions/permissions/PermissionManager.cpp (a permission of a site holds for the hosts below it,
//! the most exact one decides), netwerk/cookie/nsICookiePermission.idl, nsIPermissionManager.idl.

use std::path::Path;

use super::policy::FirefoxPolicy;
use super::{Place, Profile};
use crate::environment::browsers::sqlite;
use crate::environment::facts::{
    Evidence, HostSetting, Permission, SIGN_IN_HOSTS, Scope, SetBy, Topic, Unread,
};
use crate::environment::hosts::is_at_or_below;
use crate::environment::mask;
use crate::environment::read::{Read, ReadState};

/// Far more permissions than anybody gives.
const QUERY: &str =
    "SELECT origin, permission, expireType, expireTime FROM moz_perms WHERE type = 'cookie' LIMIT 20000";

/// `nsIPermissionManager.EXPIRE_TIME`: it ends at a time.
const ENDS: i64 = 2;

/// The permission of one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SiteRule {
    host: String,
    permission: Permission,
    evidence: Evidence,
}

impl SiteRule {
    /// A rule for an origin such as `https://www.amazon.co.jp`; none if it is not about `https` pages in usual
    /// windows without a container, or not about the sign-in hosts.
    pub(super) fn new(origin: &str, permission: Permission, evidence: Evidence) -> Option<Self> {
        let host = https_host(origin)?;
        let rule = Self { host, permission, evidence };
        SIGN_IN_HOSTS.iter().any(|host| rule.is_about(host)).then_some(rule)
    }

    fn is_about(&self, host: &str) -> bool {
        is_at_or_below(host, &self.host)
    }
}

/// What holds for each sign-in host for which there is a rule. Of two rules for one site the company's decides.
pub(super) fn of_sign_in_hosts(rules: &[SiteRule]) -> Vec<HostSetting> {
    let of_host = |host: &str| {
        let rank = |rule: &&SiteRule| (rule.host.len(), rule.evidence.set_by == SetBy::Company);
        let rule = rules.iter().filter(|rule| rule.is_about(host)).max_by_key(rank)?;
        Some(HostSetting {
            host: host.to_owned(),
            permission: rule.permission,
            scope: Scope::ThisSite,
            evidence: rule.evidence.clone(),
        })
    };
    SIGN_IN_HOSTS.iter().filter_map(|host| of_host(host)).collect()
}

/// What holds in a profile for the sign-in hosts; none if it could not be read.
pub(super) fn read(
    place: &Place,
    profile: &Profile,
    policy: &FirefoxPolicy,
    unread: &mut Vec<Unread>,
) -> Option<Vec<HostSetting>> {
    let path = profile.folder.join("permissions.sqlite");
    let mut rules = match rules(place, &path) {
        Ok(rules) => rules,
        // A profile that was never given one may have none.
        Err(ReadState::Absent) => Vec::new(),
        Err(state) => {
            unread.push(place.unread(&profile.subject, Topic::ProfileSettings, &path, state));
            return None;
        }
    };
    rules.extend(policy.cookies.iter().cloned());
    Some(of_sign_in_hosts(&rules))
}

/// A row of the table.
#[derive(Clone, Debug)]
struct Row {
    origin: String,
    permission: i64,
    expires: i64,
    /// Milliseconds since 1970.
    end: i64,
}

fn rules(place: &Place, path: &Path) -> Read<Vec<SiteRule>> {
    let all = |copy: &sqlite::Copy| -> Read<Vec<Option<Row>>> {
        let columns = copy.columns("moz_perms")?;
        if !["origin", "permission", "expireType", "expireTime"]
            .iter()
            .all(|name| columns.iter().any(|column| column == name))
        {
            return Err(ReadState::Unparsable);
        }
        copy.query(QUERY, [], |row| Ok(of_row(row).ok()))
    };
    let rows = sqlite::read_copy(&place.root, path, all)?;
    let shown = place.root.shown(path);
    let now = place.now.as_millisecond();
    // A row that holds something else is nobody's permission.
    Ok(rows.iter().flatten().filter_map(|row| rule(row, now, &shown)).collect())
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row { origin: row.get(0)?, permission: row.get(1)?, expires: row.get(2)?, end: row.get(3)? })
}

fn rule(row: &Row, now: i64, place: &str) -> Option<SiteRule> {
    let permission = match row.permission {
        1 => Permission::Allow,
        2 => Permission::Block,
        8 => Permission::SessionOnly,
        _ => return None,
    };
    if row.expires == ENDS && row.end <= now {
        return None;
    }
    let evidence = Evidence {
        place: place.to_owned(),
        key: "moz_perms: cookie".to_owned(),
        value: format!("{} = {}", mask::shown(&row.origin), row.permission),
        default: String::new(),
        set_by: SetBy::Person,
    };
    SiteRule::new(&row.origin, permission, evidence)
}

/// The host of an origin of `https` at the usual port. Origins of containers, private windows and parted storage end
/// in `^userContextId=…` and the like.
fn https_host(origin: &str) -> Option<String> {
    let rest = origin.trim().to_lowercase().strip_prefix("https://")?.to_owned();
    if rest.contains('^') {
        return None;
    }
    let place = rest.split(['/', '?', '#']).next()?;
    let host = place.strip_suffix(":443").unwrap_or(place);
    (!host.is_empty() && !host.contains([':', '@'])).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(origin: &str, permission: i64) -> Row {
        Row { origin: origin.to_owned(), permission, expires: 0, end: 0 }
    }

    fn of_seller(rows: &[Row]) -> Option<Permission> {
        let rules: Vec<SiteRule> = rows.iter().filter_map(|row| rule(row, 1000, "p")).collect();
        of_sign_in_hosts(&rules).into_iter().find(HostSetting::is_main_host).map(|found| found.permission)
    }

    #[test]
    fn only_the_https_page_in_a_usual_window_counts() {
        for (origin, counts) in [
            ("https://sellercentral.amazon.co.jp", true),
            ("https://amazon.co.jp", true),
            ("https://amazon.co.jp:443", true),
            ("https://www.amazon.co.jp", false),
            ("http://sellercentral.amazon.co.jp", false),
            ("https://sellercentral.amazon.co.jp:8443", false),
            ("https://sellercentral.amazon.co.jp^userContextId=2", false),
            ("https://sellercentral.amazon.co.jp^privateBrowsingId=1", false),
            ("https://mazon.co.jp", false),
            ("https://", false),
            ("sellercentral.amazon.co.jp", false),
        ] {
            assert_eq!(of_seller(&[row(origin, 2)]).is_some(), counts, "{origin}");
        }
    }

    #[test]
    fn the_most_exact_site_decides() {
        let wide = row("https://amazon.co.jp", 2);
        assert_eq!(
            of_seller(&[row("https://sellercentral.amazon.co.jp", 1), wide.clone()]),
            Some(Permission::Allow)
        );
        assert_eq!(of_seller(&[wide.clone(), row("https://www.amazon.co.jp", 1)]), Some(Permission::Block));
        assert_eq!(of_seller(&[row("https://amazon.co.jp", 8)]), Some(Permission::SessionOnly));
        assert_eq!(of_seller(&[row("https://amazon.co.jp", 0)]), None);
        let company = Evidence { set_by: SetBy::Company, ..rule(&wide, 0, "p").unwrap().evidence };
        let rules = [
            SiteRule::new("https://amazon.co.jp", Permission::Allow, company).unwrap(),
            rule(&wide, 0, "p").unwrap(),
        ];
        assert_eq!(of_sign_in_hosts(&rules)[0].permission, Permission::Allow, "the company's");
    }

    #[test]
    fn what_has_ended_does_not_count() {
        let ending = |expires, end| Row { expires, end, ..row("https://amazon.co.jp", 2) };
        assert_eq!(of_seller(&[ending(2, 1000)]), None);
        assert_eq!(of_seller(&[ending(2, 1001)]), Some(Permission::Block));
        assert_eq!(of_seller(&[ending(0, 1)]), Some(Permission::Block));
    }

    proptest! {
        #[test]
        fn nothing_panics(origin in "\\PC*", like in "(https?://)?[a-zあ.:^/@]{0,20}") {
            for origin in [origin, like] {
                of_seller(&[row(&origin, 2)]);
            }
        }
    }
}
