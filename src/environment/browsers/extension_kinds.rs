//! What extensions are by their ids and names: the table `assets/environment/extensions.ron`; and which permissions
//! bear on signing in.

use std::sync::LazyLock;

use serde::Deserialize;

use super::tables;
use crate::environment::facts::ExtensionKind;
use crate::environment::mask;

/// The permissions that bear on signing in: they reroute, delete or change what a sign-in needs.
const PERMISSIONS: [&str; 15] = [
    "browsingData",
    "contentSettings",
    "cookies",
    "debugger",
    "declarativeNetRequest",
    "declarativeNetRequestWithHostAccess",
    "management",
    "nativeMessaging",
    "privacy",
    "proxy",
    "scripting",
    "userScripts",
    "vpnProvider",
    "webRequest",
    "webRequestBlocking",
];

/// The longest id that Firefox takes.
const LONGEST_ID: usize = 255;

/// One kind of extensions, and how it is recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindDef {
    kind: ExtensionKind,
    #[serde(default)]
    ids: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    words: Vec<Vec<String>>,
    #[serde(default)]
    not: Vec<String>,
}

impl KindDef {
    /// `name` is in lower case.
    fn is(&self, id: &str, name: &str) -> bool {
        if self.ids.iter().any(|own| own.eq_ignore_ascii_case(id)) {
            return true;
        }
        let has_one = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
        let has_words = !self.words.is_empty() && self.words.iter().all(|group| has_one(group));
        (has_one(&self.names) || has_words) && !has_one(&self.not)
    }
}

/// What an extension is known or seems to be.
pub(super) fn kinds(id: &str, name: &str) -> Vec<ExtensionKind> {
    let name = name.to_lowercase();
    table().iter().filter(|def| def.is(id, &name)).map(|def| def.kind).collect()
}

/// Those of its permissions that matter, sorted.
pub(super) fn that_matter<'a>(permissions: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> =
        permissions.into_iter().filter(|name| PERMISSIONS.contains(name)).map(str::to_owned).collect();
    kept.sort();
    kept.dedup();
    kept
}

/// An id as it is shown. That of an add-on may look like an address for mail, but is not one.
pub(super) fn shown_id(id: &str) -> String {
    let is_usual = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'_' | b'-' | b'{' | b'}');
    if id.len() <= LONGEST_ID && id.bytes().all(is_usual) { id.to_owned() } else { mask::shown(id) }
}

fn table() -> &'static [KindDef] {
    static TABLE: LazyLock<Vec<KindDef>> = LazyLock::new(|| {
        tables::embedded("extensions.ron", include_str!("../../../assets/environment/extensions.ron"))
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_is_sound() {
        let all: Vec<KindDef> =
            tables::parse(include_str!("../../../assets/environment/extensions.ron")).unwrap();
        let mut ids = BTreeSet::new();
        for def in &all {
            for id in &def.ids {
                assert!(ids.insert(id.to_lowercase()), "{id} twice");
                let of_chrome = id.len() == 32 && id.bytes().all(|b| (b'a'..=b'p').contains(&b));
                assert!(of_chrome || id.contains('@') || id.starts_with('{'), "{id}");
            }
            let texts = def.names.iter().chain(def.words.iter().flatten()).chain(&def.not);
            for text in texts {
                assert_eq!(*text, text.to_lowercase(), "names are compared in lower case");
                assert!(text.trim() == text && text.chars().count() > 1, "{text}");
            }
            assert!(def.words.iter().all(|group| !group.is_empty()));
        }
        assert!(PERMISSIONS.is_sorted());
    }

    #[test]
    fn extensions_are_known_by_id_or_name() {
        use ExtensionKind::{
            Blocker, CookieCleaner, HeaderOrUserAgent, ScriptBlocker, SellerTool, Toolbar, Vpn,
        };
        for (id, name, wanted) in [
            ("fhcgjolkccmbidfldomjliifgaodjagh", "x", vec![CookieCleaner]),
            ("x", "Cookie おそうじ君", vec![CookieCleaner]),
            ("x", "Cookie AutoDelete", vec![CookieCleaner]),
            ("x", "Cookie Banner Remover", vec![]),
            ("x", "Cookie Editor", vec![]),
            ("x", "I still don't care about cookies", vec![]),
            ("{73A6FE31-595D-460B-A920-FCC0F8843232}", "x", vec![ScriptBlocker]),
            ("x", "Disable JavaScript", vec![ScriptBlocker]),
            ("x", "uBlock Origin", vec![Blocker]),
            ("x", "広告ブロッカー", vec![Blocker]),
            ("x", "Google 翻訳", vec![]),
            ("x", "User-Agent Switcher and Manager", vec![HeaderOrUserAgent]),
            ("gkojfkhlekighikafcpjkiklfbnlmeio", "x", vec![Vpn]),
            ("x", "NordVPN - VPN Proxy for Privacy", vec![Vpn]),
            ("x", "Keepa - Amazon Price Tracker", vec![SellerTool]),
            ("x", "セラースプライト", vec![SellerTool]),
            ("x", "便利ツールバー", vec![Toolbar]),
        ] {
            assert_eq!(kinds(id, name), wanted, "{name}");
        }
    }

    #[test]
    fn only_permissions_that_matter_are_kept() {
        assert_eq!(that_matter(["tabs", "proxy", "cookies", "proxy", "storage"]), ["cookies", "proxy"]);
    }

    #[test]
    fn an_id_is_shown_as_it_is_unless_it_is_odd() {
        assert_eq!(shown_id("CookieAutoDelete@kennydo.com"), "CookieAutoDelete@kennydo.com");
        assert_eq!(shown_id("mail to taro@example.jp"), "mail to t***@example.jp");
        assert!(shown_id(&"x".repeat(1000)).chars().count() < 200);
    }

    proptest! {
        #[test]
        fn nothing_panics(id in "\\PC*", name in "\\PC*") {
            kinds(&id, &name);
        }
    }
}
