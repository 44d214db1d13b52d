//! Whether Edge opens Amazon's pages as Internet Explorer would.
//!
//! Sources: Microsoft, the Edge policies `InternetExplorerIntegrationLevel` and `InternetExplorerIntegrationSiteList`
//! and the schema of Enterprise Mode site lists; the pages that a person adds stand in `Preferences`.

use jiff::SignedDuration;
use serde_json::Value;
use url::Url;

use super::super::{Place, ProfileJob};
use crate::environment::browsers::chromium::time_of;
use crate::environment::facts::{Evidence, SIGN_IN_HOSTS, SetBy};
use crate::environment::read::{self, Keep};
use crate::environment::registry::{Hive, Value as Registered};
use crate::environment::root::Os;

/// A page that a person added opens like this for so long.
const LASTS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where it is set for a page of the sign-in.
pub(super) fn read(place: &Place, jobs: &[ProfileJob]) -> Option<Evidence> {
    if place.root.os != Os::Windows || !place.def.id.starts_with("edge") {
        return None;
    }
    by_policy(place).or_else(|| jobs.iter().find_map(|job| by_person(place, job)))
}

fn by_person(place: &Place, job: &ProfileJob) -> Option<Evidence> {
    let path = job.profile.folder.join("Preferences");
    let parts = read::json_parts(&place.root, &path, &Keep::parts(&["dual_engine"])).ok()?;
    let lists = parts.get("dual_engine")?.as_object()?;
    for (key, list) in lists.iter().filter(|(key, _)| key.starts_with("user_list_data")) {
        for (page, about) in list.as_object().into_iter().flatten() {
            let added = about.get("date_added").and_then(Value::as_str).and_then(|time| time.parse().ok());
            let is_over =
                added.and_then(time_of).is_some_and(|added| place.now.duration_since(added) > LASTS);
            let host = Url::parse(page).ok().and_then(|page| Some(page.host_str()?.to_owned()));
            if let Some(host) = host.filter(|host| is_sign_in(host) && !is_over) {
                return Some(Evidence {
                    place: place.root.shown(&path),
                    key: format!("dual_engine.{key}"),
                    value: format!("IE: {host}"),
                    default: String::new(),
                    set_by: SetBy::Person,
                });
            }
        }
    }
    None
}

/// The company's list is read where it is a file of this machine. One on a server is not asked for.
fn by_policy(place: &Place) -> Option<Evidence> {
    let key = format!("Software\\Policies\\{}", place.def.policy_key.as_ref()?);
    let registry = &place.root.registry;
    for hive in [Hive::LocalMachine, Hive::CurrentUser] {
        let level = registry.value(hive, &key, "InternetExplorerIntegrationLevel").ok();
        if level.as_ref().and_then(Registered::number).is_none_or(|level| level == 0) {
            continue;
        }
        let Ok(list) = registry.text(hive, &key, "InternetExplorerIntegrationSiteList") else { continue };
        let file = list.strip_prefix("file:///").unwrap_or(&list);
        let is_here = file.get(1..3).is_some_and(|drive| drive == ":\\" || drive == ":/");
        if !is_here {
            continue;
        }
        let text = read::text(&place.root, &place.root.inside(file)).ok()?;
        if let Some(host) = listed(&text) {
            return Some(Evidence {
                place: format!("{}\\{key}", hive.short_name()),
                key: "InternetExplorerIntegrationSiteList".to_owned(),
                value: format!("IE: {host}"),
                default: String::new(),
                set_by: SetBy::Company,
            });
        }
    }
    None
}

/// The host of the sign-in that a site list opens in Internet Explorer:
/// `<site url="amazon.co.jp"><open-in>IE11</open-in></site>`.
fn listed(text: &str) -> Option<String> {
    for site in text.split("<site ").skip(1) {
        let site = site.split("</site>").next().unwrap_or_default();
        let Some((_, after)) = site.split_once("url=\"") else { continue };
        let address = after.split('"').next().unwrap_or_default().to_lowercase();
        let host = address.rsplit("://").next().unwrap_or_default();
        let host = host.split(['/', ':']).next().unwrap_or_default();
        let opens_in = site.split_once("<open-in").map(|(_, rest)| rest).unwrap_or_default();
        let opens_in = opens_in.split_once('>').map(|(_, rest)| rest).unwrap_or_default();
        if is_sign_in(host) && opens_in.trim_start().starts_with("IE") {
            return Some(host.to_owned());
        }
    }
    None
}

fn is_sign_in(host: &str) -> bool {
    SIGN_IN_HOSTS.contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_site_list_says_what_opens_in_internet_explorer() {
        let list = |site: &str, browser: &str| {
            listed(&format!(
                "<site-list version=\"1\"><site url=\"example.jp\"><open-in>IE11</open-in></site>\
                 <site url=\"{site}\">\n<compat-mode>Default</compat-mode><open-in allow-redirect=\"true\">{browser}</open-in></site></site-list>"
            ))
        };
        assert_eq!(list("sellercentral.amazon.co.jp", "IE11").as_deref(), Some("sellercentral.amazon.co.jp"));
        assert_eq!(list("https://Amazon.co.jp/ap", "IE11").as_deref(), Some("amazon.co.jp"));
        assert_eq!(list("sellercentral.amazon.co.jp", "MSEdge"), None);
        assert_eq!(list("amazon.example", "IE11"), None);
        assert_eq!(listed("<site url=\"amazon.co.jp\"/><site"), None);
    }

    proptest! {
        #[test]
        fn no_list_panics(text in "(<site |url=\"|\"|<open-in|>|IE11|</site>|amazon.co.jp|\\PC){0,20}") {
            listed(&text);
        }
    }
}
