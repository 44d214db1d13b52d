//! The judgement of URLs: a table of cases, the URLs of the web platform's own tests, and what holds for all.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use base64::Engine as _;
use login_triage::knowledge::Knowledge;
use login_triage::seller_url::{Verdict, find_urls, judge};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Hosts where the password for the Japanese Seller Central may be typed.
const CORE: [&str; 4] =
    ["sellercentral.amazon.co.jp", "sellercentral-japan.amazon.com", "www.amazon.co.jp", "amazon.co.jp"];

/// Parameters that hold a return address.
const KEYS: [&str; 11] = [
    "openid.return_to",
    "return_to",
    "returnTo",
    "returnUrl",
    "redirect_uri",
    "redirect",
    "url",
    "u",
    "continue",
    "goto",
    "mons_redirect",
];

/// `\\`, `\t`, `\n` and `\u{…}` as what they stand for.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (sign, length) = match after.chars().next().unwrap() {
            't' => ('\t', 1),
            'n' => ('\n', 1),
            'u' => {
                let end = after.find('}').unwrap();
                let code = u32::from_str_radix(&after[2..end], 16).unwrap();
                (char::from_u32(code).unwrap(), end + 1)
            }
            sign => (sign, 1),
        };
        out.push(sign);
        rest = &after[length..];
    }
    out + rest
}

#[test]
fn every_case_of_the_table() {
    let cases = include_str!("url_cases.tsv").lines().filter(|line| !line.starts_with("# "));
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in cases {
        let (wanted, url) = line.split_once('\t').unwrap();
        let judged = judge().judge(&unescaped(url));
        count += 1;
        if judged.verdict.id() != wanted {
            wrong.push(format!("{wanted}, not {}: {url} {:?}", judged.verdict.id(), judged.reasons));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 400, "{count}");
}

/// From the web-platform-tests, url/resources/urltestdata.json (3-clause BSD licence), inputs and bases alone.
#[test]
fn nothing_in_the_web_platforms_list_is_green() {
    let urls: Vec<String> = serde_json::from_str(include_str!("seller_url/wpt_inputs.json")).unwrap();
    assert!(urls.len() > 500, "{}", urls.len());
    for url in urls {
        for text in [&url, &url.replace("example.", "amazon.")] {
            let judged = judge().judge(text);
            let green = judged.verdict.is_safe_to_sign_in();
            assert!(!green || CORE.contains(&judged.host.as_deref().unwrap()), "{text}");
            assert!(!judge().judge(&url).verdict.is_safe_to_sign_in(), "{url}");
        }
    }
}

#[test]
fn what_is_imitated_is_named() {
    for (url, wanted) in [
        ("https://sellercentral.amaz0n.co.jp/", Some("amazon")),
        ("https://www.arnazon.example/", Some("amazon")),
        ("https://se11ercentra1.example/", Some("sellercentral")),
        ("https://vend0rcentral.example/", Some("vendorcentral")),
        ("https://amazonpay-jp.example/", Some("amazonpay")),
        ("https://amzon.example/", Some("amazon")),
        ("https://amazan.example/", Some("amazon")),
        ("https://amazom.example/", Some("amazon")),
        ("https://sellercentra.example/", Some("sellercentral")),
        ("https://helpdesk-amaznaccount-verifynow-japan.example.com/", Some("amazon")),
        ("https://sellercentral.xn--mazon-3ve.co.jp/", Some("amazon")),
        ("https://amazonas.example/", None),
        ("https://www.yahoo.co.jp/", None),
        ("https://rakuten.co.jp/", None),
        ("https://example.com/amazon", None),
    ] {
        assert_eq!(judge().judge(url).imitates, wanted, "{url}");
    }
}

#[test]
fn the_domain_that_somebody_registered_is_told() {
    for (url, host, domain) in [
        ("https://sellercentral.amazon.co.jp./", "sellercentral.amazon.co.jp", Some("amazon.co.jp")),
        (
            "https://Amazon.co.jp.signin.Example.link/",
            "amazon.co.jp.signin.example.link",
            Some("example.link"),
        ),
        ("https://www.amazon.co.jp@evil.example/", "evil.example", Some("evil.example")),
        ("https://203.0.113.7/", "203.0.113.7", None),
    ] {
        let judged = judge().judge(url);
        assert_eq!(judged.host.as_deref(), Some(host));
        assert_eq!(judged.registrable_domain.as_deref(), domain);
    }
    let judged = judge().judge("https://sellercentral.\u{430}mazon.co.jp/");
    assert_eq!(judged.host_unicode.as_deref(), Some("sellercentral.\u{430}mazon.co.jp"));
}

#[test]
fn every_seller_central_is_known_with_its_marketplace() {
    for market in Knowledge::embedded().unwrap().marketplaces {
        for host in &market.seller_hosts {
            let judged = judge().judge(&format!("https://{host}/home"));
            assert!(judged.marketplace.is_some(), "{host}");
            assert_eq!(judged.verdict.is_safe_to_sign_in(), market.id == "JP", "{host}");
            assert!(judge().is_amazons(host), "{host}");
        }
    }
    assert_eq!(judge().marketplace("sellercentral-europe.amazon.com").as_deref(), Some("UK"));
    assert_eq!(judge().marketplace("www.amazon.co.jp"), None);
}

fn encoded(text: &str, rounds: usize) -> String {
    (0..rounds).fold(text.to_owned(), |text, _| utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string())
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(1000) })]

    #[test]
    fn whatever_is_typed_is_judged_the_same_twice_and_green_is_the_core(
        text in "\\PC*",
        like in "(https?:|ftp:|[/\\\\@:.?#&=%]|amazon|sellercentral|co\\.jp|u=|ape:|[a-z0-9あア。「」（）（ ]|\u{200b}){0,20}",
    ) {
        for text in [text, like] {
            let judged = judge().judge(&text);
            if judged.verdict.is_safe_to_sign_in() {
                prop_assert!(CORE.contains(&judged.host.as_deref().unwrap()), "{text:?} {judged:?}");
            }
            prop_assert_eq!(&judged, &judge().judge(&text));
            prop_assert!(find_urls(&text).into_iter().all(|range| text.get(range).is_some()));
        }
    }

    #[test]
    fn a_return_address_of_somebody_else_is_never_green(
        (core, nest, rounds) in (0..CORE.len(), 0..3_usize, 0..6_usize),
        key in prop::sample::select(KEYS.to_vec()),
        host in "[a-z]{2,8}\\.(example|com|net|co\\.jp|jp|top)",
        lead in prop::sample::select(vec!["https://", "http://", "//", "https:", "/\\", "\\\\", "https:\\\\", "HTTPS://"]),
        base64 in any::<bool>(),
        before in "[a-z]{1,4}=[a-z]{0,4}&|",
    ) {
        prop_assume!(!host.starts_with("amazon."));
        let mut target = format!("{lead}{host}/x");
        for level in 0..nest {
            target = format!("https://{}/y?{key}={}", CORE[level % CORE.len()], encoded(&target, 1));
        }
        if base64 {
            target = format!("ape:{}", base64::engine::general_purpose::STANDARD.encode(&target));
        }
        let url = format!("https://{}/ap/signin?{before}{key}={}", CORE[core], encoded(&target, rounds));
        prop_assert!(!judge().judge(&url).verdict.is_safe_to_sign_in(), "{url}");
    }

    #[test]
    fn case_dot_and_port_443_change_nothing_and_a_user_everything(
        core in 0..CORE.len(),
        path in "[a-zA-Z0-9/_.-]{0,20}",
        rounds in 1..3_usize,
        (upper, dot, port) in any::<(bool, bool, bool)>(),
    ) {
        let host = if upper { CORE[core].to_uppercase() } else { CORE[core].to_owned() };
        let (dot, port) = (if dot { "." } else { "" }, if port { ":443" } else { "" });
        let namespace = encoded("http://specs.openid.net/auth/2.0", 1);
        let back = encoded("https://sellercentral.amazon.co.jp/home?mons_redirect=change_domain", rounds);
        let url = format!("https://{host}{dot}{port}/{path}?openid.ns={namespace}&openid.return_to={back}");
        prop_assert!(judge().judge(&url).verdict.is_safe_to_sign_in(), "{url}");
        let with_user = url.replacen("https://", "https://user@", 1);
        prop_assert_eq!(judge().judge(&with_user).verdict, Verdict::NotAmazon);
    }

    #[test]
    fn another_registrable_domain_is_never_green(
        host in "([a-z0-9-]{1,10}\\.){1,3}[a-z]{2,6}",
        before in prop::sample::select(vec!["sellercentral.amazon.co.jp.", "amazon.co.jp-", "www.amazon.co.jp.", ""]),
    ) {
        let judged = judge().judge(&format!("https://{before}{host}/"));
        let green = judged.verdict.is_safe_to_sign_in();
        prop_assert!(!green || CORE.contains(&judged.host.as_deref().unwrap()), "{judged:?}");
    }
}
