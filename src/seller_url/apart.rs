//! A URL taken apart for the eye: what decides whose it is stands by itself.

use url::Url;

use super::verdict::Judgement;

/// As much of a path as is shown.
const LONGEST_PATH: usize = 32;

/// The pieces of a URL, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// `https://`; empty where none is written.
    pub scheme: String,
    /// What stands before the registrable domain, with its dot.
    pub before: String,
    /// The domain that somebody has registered, or the whole host where it has none.
    pub domain: String,
    /// Port and path, cut; of a query no more than that there is one.
    pub after: String,
}

impl Apart {
    /// Takes a URL apart that was judged; none where no host was found in it.
    pub fn of(text: &str, judged: &Judgement) -> Option<Self> {
        let host = judged.host.as_deref()?;
        let domain = judged.registrable_domain.as_deref().unwrap_or(host);
        let before = host.strip_suffix(domain).unwrap_or_default().to_owned();
        let mut apart = Self { before, domain: domain.to_owned(), ..Self::default() };
        let has_scheme = text.contains("//") || text.contains("\\\\") || text.contains("／／");
        let url = Url::parse(text.trim()).ok().filter(Url::has_host);
        if let Some(url) = url {
            apart.scheme = format!("{}://", url.scheme());
            apart.after = after(&url);
        } else if has_scheme {
            "https://".clone_into(&mut apart.scheme);
        }
        Some(apart)
    }
}

fn after(url: &Url) -> String {
    let mut after = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = url.path();
    if path.chars().count() > LONGEST_PATH {
        after.extend(path.chars().take(LONGEST_PATH));
        after.push('…');
    } else {
        after.push_str(path);
    }
    if url.query().is_some() {
        after.push_str("?…");
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seller_url::judge;

    #[test]
    fn the_registrable_domain_stands_by_itself() {
        let apart = |text: &str| Apart::of(text, &judge().judge_url(text));
        let pieces = |text: &str| {
            let Apart { scheme, before, domain, after } = apart(text).unwrap_or_default();
            [scheme, before, domain, after].join("|")
        };
        assert_eq!(
            pieces("https://amazon.co.jp.signin.a.example/ap?token=secret"),
            "https://|amazon.co.jp.signin.|a.example|/ap?…"
        );
        assert_eq!(pieces("https://www.amazon.co.jp@evil.example:8443/"), "https://||evil.example|:8443/");
        assert_eq!(pieces("amazon.co.jp/x"), "||amazon.co.jp|");
        assert_eq!(pieces("https://203.0.113.7/"), "https://||203.0.113.7|/");
        assert!(pieces(&format!("https://a.example/{}", "x".repeat(90))).ends_with('…'));
        assert_eq!(apart("javascript:x"), None);
    }
}
