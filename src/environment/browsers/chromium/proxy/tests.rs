use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::environment::facts::{ExtensionSource, ProxyKind, Reach, SetBy};

fn by_test(shown: &str) -> Evidence {
    evidence("place", "key", shown, "")
}

/// How a dictionary is understood: what is shown, and the server or script with what belongs to it.
fn seen(dictionary: &Value) -> Option<(String, String)> {
    let (config, evidence) = understand(dictionary, by_test)?;
    let server = config.server.map(|setting| {
        let server = setting.server.map(|server| format!("{:?} {server}", server.kind));
        format!("{} but for {:?}", server.unwrap_or_default(), setting.bypass.entries)
    });
    let script = config.script.map(|script| {
        format!("{}{}", script.address.reveal(), if script.mandatory { " mandatory" } else { "" })
    });
    let detects = config.auto_detect.map(|_| "detects".to_owned());
    Some((evidence.value, server.or(script).or(detects).unwrap_or_else(|| "direct".to_owned())))
}

#[test]
fn a_dictionary_is_understood_as_the_browser_does() {
    for (dictionary, shown, stands_for) in [
        (json!({"mode": "direct", "server": "left:1"}), "direct", "direct"),
        (json!({"mode": "auto_detect"}), "auto_detect", "detects"),
        (
            json!({"mode": "pac_script", "pac_url": "http://u:hunter2@pac/a?k=hunter2", "pac_mandatory": true}),
            "pac_script http://pac/a",
            "http://u:hunter2@pac/a?k=hunter2 mandatory",
        ),
        (
            json!({"mode": "pac_script", "pac_url": "data:text/plain,hunter2"}),
            "pac_script data:…",
            "data:text/plain,hunter2",
        ),
        (json!({"mode": "pac_script", "pac_url": "proxy.pac"}), "pac_script", "direct"),
        (json!({"mode": "pac_script"}), "pac_script", "direct"),
        (
            json!({"mode": "fixed_servers", "server": "proxy:8080", "bypass_list": "<local>; *.amazon.co.jp,a"}),
            "fixed_servers proxy:8080",
            "Http proxy:8080 but for [\"<local>\", \"*.amazon.co.jp\", \"a\"]",
        ),
        (json!({"mode": "fixed_servers", "server": "u:hunter2"}), "fixed_servers …", " but for []"),
        (json!({"mode": "fixed_servers", "server": "direct://"}), "fixed_servers direct", "direct"),
        (json!({"mode": "fixed_servers"}), "fixed_servers direct", "direct"),
    ] {
        let expected = (shown.to_owned(), stands_for.to_owned());
        assert_eq!(seen(&dictionary), Some(expected), "{dictionary}");
    }
    for system in [
        json!({"mode": "system", "server": "left:1"}),
        json!({"mode": "other"}),
        json!({"mode": 3}),
        json!([]),
    ] {
        assert_eq!(seen(&system), None, "{system}");
    }
}

#[test]
fn the_server_for_https_is_found_in_a_list() {
    use ProxyKind::{Http, Https, Socks4, Socks5};
    let server = |kind, host: &str, port| First::Server(ProxyServer { kind, host: host.to_owned(), port });
    for (list, first) in [
        ("proxy:8080", server(Http, "proxy", 8080)),
        ("proxy", server(Http, "proxy", 80)),
        ("https://proxy", server(Https, "proxy", 443)),
        ("socks5://[::1]:1080,direct://", server(Socks5, "::1", 1080)),
        ("a:1,b:2", server(Http, "a", 1)),
        ("direct://,a:1", First::Direct),
        ("http=a:80;https=b:81;socks=c:82", server(Http, "b", 81)),
        ("http=a:80; https=socks5://b", server(Socks5, "b", 1080)),
        ("http=a:80;socks=c", server(Socks4, "c", 1080)),
        ("http=a:80", First::Direct),
        ("https=direct://;socks=c", First::Direct),
        ("http=a:80;b:81", First::Direct),
        ("b:81;http=a:80", server(Http, "b", 81)),
        ("http://u:hunter2@a:80", server(Http, "a", 80)),
        ("https=u:h;un,ter=2@b:81;http=a:80", server(Http, "b", 81)),
        ("http=u:hunter2@a:80;https=u:hunter2@b:81", server(Http, "b", 81)),
        ("a:0", First::Unknown),
        ("a b", First::Unknown),
        (";;", First::Direct),
    ] {
        assert_eq!(for_https(list), first, "{list}");
    }
}

const ID: &str = "aaaabbbbccccddddeeeeffffgggghhhh";

fn preferences(plain: Value) -> Preferences {
    Preferences {
        plain,
        place: "Preferences".into(),
        secure: Value::Null,
        secure_place: "Secure Preferences".into(),
        secure_is_known: true,
    }
}

fn fixed(host: &str) -> Value {
    json!({"mode": "fixed_servers", "server": format!("{host}:8080")})
}

/// An extension with this proxy.
fn extension(proxy: &Value) -> Value {
    json!({"settings": {ID: {"path": "a", "preferences": {"proxy": proxy}}}})
}

fn relay() -> ExtensionFacts {
    ExtensionFacts {
        id: ID.to_owned(),
        name: "Relay".to_owned(),
        version: String::new(),
        source: ExtensionSource::Store,
        reach: Reach::Elsewhere,
        permissions: Vec::new(),
        kinds: Vec::new(),
        controls: Vec::new(),
        evidence: by_test(""),
    }
}

/// Who decides, what is shown of it and where it stands; none for the operating system.
fn decides(preferences: &Preferences, policy: &Policy) -> Option<(RoadSource, String, String, SetBy)> {
    match read(preferences, policy, &[relay()]) {
        OwnProxy::Own(choice) => {
            let ProxyChoice { source, evidence, .. } = *choice;
            Some((source, evidence.value, evidence.key, evidence.set_by))
        }
        OwnProxy::System => None,
        OwnProxy::Unread => panic!("unread"),
    }
}

#[test]
fn the_company_comes_first_then_extensions_then_the_vpn_then_the_person() {
    let vpn = json!({"proxy_switcher": {"enabled": true}});
    let all =
        preferences(json!({"proxy": fixed("own"), "freedom": vpn, "extensions": extension(&fixed("relay"))}));
    let company = choice(Some((ProxyConfig::default(), by_test("direct"))), RoadSource::Company);
    let policy = |proxy| Policy { proxy: Some(proxy), ..Policy::default() };
    let (source, shown, ..) = decides(&all, &policy(company)).unwrap();
    assert_eq!((source, shown.as_str()), (RoadSource::Company, "direct"));
    assert_eq!(
        decides(&all, &policy(OwnProxy::System)),
        None,
        "the company's word for the system's settings"
    );
    let none = Policy::default();
    let by_relay = |shown: &str| {
        let key = format!("extensions.settings.{ID}.preferences.proxy");
        Some((RoadSource::Extension("Relay".into()), shown.to_owned(), key, SetBy::Extension))
    };
    assert_eq!(decides(&all, &none), by_relay("fixed_servers relay:8080"));
    let of = |plain: Value| decides(&preferences(plain), &none);
    let off = json!({"proxy": fixed("own"), "extensions": extension(&json!({"mode": "direct"}))});
    assert_eq!(of(off), by_relay("direct"));
    let back = json!({"proxy": fixed("own"), "extensions": extension(&json!({"mode": "system"}))});
    assert_eq!(of(back), None, "it decides by leaving it to the system");
    let (source, ..) = of(json!({"proxy": fixed("own"), "freedom": vpn})).unwrap();
    assert_eq!(source, RoadSource::BuiltInVpn);
    let own = (RoadSource::Browser, "fixed_servers own:8080".to_owned(), "proxy".to_owned(), SetBy::Person);
    assert_eq!(
        of(json!({"proxy": fixed("own"), "freedom": {"proxy_switcher": {"enabled": false}}})),
        Some(own)
    );
    assert_eq!(of(json!({"proxy": {"mode": "system"}})), None);
    assert_eq!(of(json!({})), None);
}

#[test]
fn a_vpn_of_the_maker_has_no_servers_that_are_told() {
    let plain = json!({"freedom": {"proxy_switcher": {"enabled": true}}});
    let OwnProxy::Own(choice) = read(&preferences(plain), &Policy::default(), &[]) else { panic!() };
    assert_eq!(choice.config, None);
}

#[test]
fn without_the_second_file_nothing_is_known_but_what_the_company_or_an_extension_says() {
    let of = |plain: Value, proxy| {
        let preferences = Preferences { secure_is_known: false, ..preferences(plain) };
        read(&preferences, &Policy { proxy, ..Policy::default() }, &[])
    };
    assert_eq!(of(json!({"proxy": fixed("own")}), None), OwnProxy::Unread);
    assert_eq!(of(json!({}), Some(OwnProxy::System)), OwnProxy::System);
    let OwnProxy::Own(choice) = of(json!({"extensions": extension(&fixed("relay"))}), None) else { panic!() };
    assert_eq!(choice.source, RoadSource::Extension(ID.to_owned()), "no name is known");
}

proptest! {
    #[test]
    fn a_password_is_never_shown(
        user in "[a-z]{1,8}",
        secret in "[0-9;,=]{0,6}SECRET[!-~]{0,12}",
        before in "(|http=a:80;|https=|a:1,|https=a:1;b:2;)",
        scheme in "(|http://|socks5://)",
    ) {
        let server = format!("{before}{scheme}{user}:{secret}@proxy.example:8080");
        for dictionary in [
            json!({"mode": "fixed_servers", "server": server}),
            json!({"mode": "pac_script", "pac_url": format!("http://{user}:{secret}@proxy.example/a.pac")}),
            json!({"mode": "pac_script", "pac_url": format!("data:text/plain,{secret}")}),
        ] {
            let (config, evidence) = understand(&dictionary, by_test).unwrap();
            let shown = format!("{config:?} {evidence:?} {}", serde_json::to_string(&config).unwrap());
            prop_assert!(!shown.contains("SECRET"), "{}", shown);
        }
    }

    #[test]
    fn the_beginning_of_a_password_is_not_taken_for_a_port(port in 1..65535_u16, rest in "[;,][a-z]{0,4}") {
        let server = format!("http://user:{port}{rest}@proxy.example:8080");
        let start = format!("user:{port}");
        prop_assert!(!for_https(&server).shown().contains(&start));
    }

    #[test]
    fn nothing_panics(list in "\\PC*", like in "[a-z0-9:;,=@/\\[\\]]{0,40}") {
        for_https(&list);
        for_https(&like);
    }
}
