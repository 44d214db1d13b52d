//! What an address leads to, judged by the address alone.

use url::{Host, Url};

use super::look_alike;
use crate::environment::facts::{Door, SELLER_HOSTS};
use crate::environment::mask;
use crate::seller_url::judge;

/// Where the pages of a sign-in lie. They belong to one attempt; later they lead to an error or round in a circle.
const SIGN_IN_PAGES: [&str; 6] =
    ["/ap/signin", "/ap/mfa", "/ap/cvf", "/ap/forgotpassword", "/authorization/", "/errors/"];

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) door: Door,
    pub(super) host: String,
    /// A page of a sign-in that has ended.
    pub(super) stale: bool,
    /// The address as it is shown: shortened, without query and fragment.
    pub(super) shown: String,
}

/// Judges an address; none if it has nothing to do with Amazon.
pub(super) fn classify(url: &str) -> Option<Judged> {
    if !look_alike::may_matter(url) {
        return None;
    }
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = match url.host()? {
        Host::Domain(domain) => domain.strip_suffix('.').unwrap_or(domain).to_owned(),
        address => address.to_string(),
    };
    let is_sign_in_page = is_sign_in_page(&url);
    let door = if judge().is_amazons(&host) {
        of_amazon(&host)
    } else if judge().is_harmless(&host) {
        return None;
    } else {
        look_alike::judge(&url, &host, is_sign_in_page)?
    };
    let stale = is_sign_in_page && !matches!(door, Door::LookAlike | Door::NamesAmazon);
    let shown = shown(&url, &host);
    Some(Judged { door, host, stale, shown })
}

fn of_amazon(host: &str) -> Door {
    match host {
        _ if host == SELLER_HOSTS[0] => Door::Japan,
        _ if host == SELLER_HOSTS[1] => Door::JapanSecond,
        "www.amazon.co.jp" | "amazon.co.jp" => Door::Buyer,
        _ => judge().marketplace(host).map_or(Door::OtherAmazon, Door::OtherMarketplace),
    }
}

fn is_sign_in_page(url: &Url) -> bool {
    SIGN_IN_PAGES.iter().any(|page| url.path().starts_with(page))
        || url.query_pairs().any(|(key, _)| key.starts_with("openid."))
}

/// Scheme, host and the first words of the path. Codes in a path are not shown: they may be keys.
fn shown(url: &Url, host: &str) -> String {
    const MOST_WORDS: usize = 2;
    let words: Vec<&str> = url.path().split('/').filter(|word| !word.is_empty()).collect();
    let plain: Vec<&str> =
        words.iter().copied().take(MOST_WORDS).take_while(|word| is_plain_word(word)).collect();
    let more = match (plain.len() < words.len(), plain.is_empty()) {
        (true, true) => "…",
        (true, false) => "/…",
        (false, _) => "",
    };
    mask::shown(&format!("{}://{host}/{}{more}", url.scheme(), plain.join("/")))
}

fn is_plain_word(word: &str) -> bool {
    word.len() <= 24 && word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn door(url: &str) -> Option<Door> {
        classify(url).map(|judged| judged.door)
    }

    fn market(id: &str) -> Door {
        Door::OtherMarketplace(id.to_owned())
    }

    #[test]
    fn each_part_of_amazon_is_told_from_the_others() {
        for (url, wanted) in [
            ("https://sellercentral.amazon.co.jp/", Door::Japan),
            ("HTTPS://SellerCentral.Amazon.CO.JP:443/home", Door::Japan),
            ("https://sellercentral.amazon.co.jp./", Door::Japan),
            ("http://sellercentral.amazon.co.jp", Door::Japan),
            ("https:\\\\sellercentral.amazon.co.jp\\home", Door::Japan),
            ("https://ｓellercentral.amazon。co.jp/", Door::Japan),
            ("https://sellercentral-japan.amazon.com/home", Door::JapanSecond),
            ("https://sellercentral.amazon.com/home?x=1", market("US")),
            ("https://sellercentral-europe.amazon.com/", market("UK")),
            ("https://sellercentral.amazon.com.au/", market("AU")),
            ("https://www.amazon.co.jp/dp/B000000000", Door::Buyer),
            ("https://amazon.co.jp", Door::Buyer),
            ("https://sell.amazon.co.jp/", Door::OtherAmazon),
            ("https://vendorcentral.amazon.me/", Door::OtherAmazon),
            ("https://www.amazon.com/ap/signin", Door::OtherAmazon),
            ("https://developer-docs.amazon/", Door::OtherAmazon),
        ] {
            assert_eq!(door(url), Some(wanted), "{url}");
        }
    }

    #[test]
    fn other_sites_are_none_of_our_business() {
        for url in [
            "https://example.com/sellercentral.amazon.co.jp/",
            "https://www.google.com/search?q=amazon",
            "https://example.com/#amazon.co.jp",
            "https://bucket.s3.amazonaws.com/x",
            "https://m.media-amazon.com/images/x.png",
            "https://www.aboutamazon.jp/",
            "https://203.0.113.7/ap/signin",
            "javascript:location='https://sellercentral.amazon.co.jp'",
            "ftp://sellercentral.amazon.co.jp/",
            "file:///home/taro/amazon.html",
            "sellercentral.amazon.co.jp",
            "https://日本語.jp/",
            "place:sort=8&maxResults=10",
            "https://",
            "",
        ] {
            assert_eq!(door(url), None, "{url}");
        }
    }

    #[test]
    fn pages_of_a_sign_in_are_known() {
        let stale = |url: &str| classify(url).unwrap().stale;
        for url in [
            "https://sellercentral.amazon.co.jp/ap/signin?openid.return_to=x",
            "https://www.amazon.co.jp/ap/mfa",
            "https://www.amazon.co.jp/ap/cvf/request",
            "https://www.amazon.co.jp/ap/forgotpassword",
            "https://sellercentral.amazon.co.jp/authorization/select-account",
            "https://sellercentral.amazon.co.jp/errors/404",
            "https://sellercentral.amazon.co.jp/home?a=1&openid.ns=x",
            "https://sellercentral.amazon.co.jp/?openid%2Emode=x",
        ] {
            assert!(stale(url), "{url}");
        }
        for url in [
            "https://sellercentral.amazon.co.jp/",
            "https://sellercentral.amazon.co.jp/home?return=/ap/signin",
            "https://sellercentral.amazon.co.jp/home?q=openid.x",
            "https://sellercentral.amazon.co.jp/help/hub/reference/G202153510",
            "https://sellercentral.amazon.co.jp.signin.example/ap/signin",
        ] {
            assert!(!stale(url), "{url}");
        }
    }

    #[test]
    fn little_of_an_address_is_shown() {
        for (url, shown) in [
            (
                "https://sellercentral.amazon.com/home?secret=1#secret",
                "https://sellercentral.amazon.com/home",
            ),
            ("https://u:secret@www.amazon.co.jp:8443/", "https://www.amazon.co.jp/"),
            (
                "https://www.amazon.co.jp/ap/signin/355-1234567-7654321",
                "https://www.amazon.co.jp/ap/signin/…",
            ),
            ("https://www.amazon.co.jp/%E5%95%86/dp/B0", "https://www.amazon.co.jp/…"),
            ("https://www.amazon.co.jp/gp/a1b2/x", "https://www.amazon.co.jp/gp/…"),
            ("https://www.amazon.co.jp/a;secret=1", "https://www.amazon.co.jp/…"),
        ] {
            assert_eq!(classify(url).unwrap().shown, shown, "{url}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", odd in "(https?|ftp)?:?[/\\\\]{0,3}(amazon|sellercentral|xn--|аmazon|rn|0|[.@:%/?#0-9a-zあ\\\\-]){0,12}") {
            for url in [&text, &odd, &format!("https://{text}"), &format!("https://amazon.co.jp/{text}")] {
                classify(url);
            }
        }

        #[test]
        fn no_query_is_shown(path in "[a-z/]{0,20}", secret in "SECRET[!-~]{0,12}") {
            for mark in ['?', '#'] {
                let judged = classify(&format!("https://sellercentral.amazon.com/{path}{mark}{secret}")).unwrap();
                prop_assert_eq!(&judged.door, &market("US"));
                prop_assert!(!judged.shown.contains("SECRET"));
            }
        }

        #[test]
        fn what_stands_before_the_host_of_another_never_makes_it_amazon(before in "[a-z.]{0,20}") {
            let judged = door(&format!("https://{before}.amazon.co.jp.example/"));
            prop_assert!(matches!(judged, None | Some(Door::LookAlike)));
        }
    }
}
