use super::*;
use proptest::prelude::*;

/// `kind host:port`, as a test writes it.
fn shown(server: Option<ProxyServer>) -> String {
    server.map_or_else(|| "-".to_owned(), |server| format!("{:?} {server}", server.kind).to_lowercase())
}

#[test]
fn one_server_is_understood_in_every_way_of_writing() {
    for (given, expected) in [
        ("proxy:8080", "http proxy:8080"),
        (" proxy:8080 ", "http proxy:8080"),
        ("proxy", "http proxy:80"),
        ("HTTP://Proxy.Example:8080/", "http proxy.example:8080"),
        ("https://proxy", "https proxy:443"),
        ("socks://proxy", "socks5 proxy:1080"),
        ("socks4://proxy:1", "socks4 proxy:1"),
        ("socks5h://proxy:1", "socks5 proxy:1"),
        // User and password go.
        ("http://user:hunter2@proxy:3128", "http proxy:3128"),
        ("user:p@ss/w;rd@proxy:3128", "http proxy:3128"),
        // KDE writes the port after a space.
        ("http://proxy 8080", "http proxy:8080"),
        ("socks://proxy 1080", "socks5 proxy:1080"),
        ("proxy 8080 9", "-"),
        // Addresses.
        ("127.1:8080", "http 127.0.0.1:8080"),
        ("[::1]:8080", "http [::1]:8080"),
        ("[0:0:0:0:0:0:0:1]", "http [::1]:80"),
        ("fe80::1", "http [fe80::1]:80"),
        ("[fe80::1%eth0]:80", "-"),
        ("[proxy]:80", "-"),
        ("::g", "-"),
        // Names of other scripts.
        ("プロキシ.example:8080", "http xn--nckua8gwd.example:8080"),
        ("ｐｒｏｘｙ:8080", "http proxy:8080"),
        // One letter that stands for several signs.
        ("㈨:8080", "-"),
        ("my_proxy:8080", "http my_proxy:8080"),
        // Ports that are none.
        ("proxy:", "-"),
        ("proxy:0", "-"),
        ("proxy:65536", "-"),
        ("proxy:+80", "-"),
        ("proxy:00080", "http proxy:80"),
        ("proxy:８０", "-"),
        // No servers.
        ("", "-"),
        ("http://", "-"),
        ("direct://", "-"),
        ("quic://proxy:443", "-"),
        ("http://proxy:80/path", "-"),
        ("a b", "-"),
        ("%70roxy:80", "-"),
        ("*:80", "-"),
    ] {
        assert_eq!(shown(parse(given, ProxyKind::Http)), expected, "{given}");
    }
    assert_eq!(shown(parse("proxy", ProxyKind::Socks5)), "socks5 proxy:1080");
    assert_eq!(shown(parse(&format!("{}:80", "a.".repeat(200)), ProxyKind::Http)), "-");
}

#[test]
fn the_server_for_https_is_found_in_a_list() {
    for (given, expected) in [
        ("proxy:8080", "http proxy:8080"),
        ("http=a:80;https=b:81;socks=c:82", "http b:81"),
        ("http=a:80 https=b:81", "http b:81"),
        ("HTTPS=https://b:81", "https b:81"),
        ("http=a:80;SOCKS=c:82", "socks4 c:82"),
        ("socks=socks5://c:82", "socks5 c:82"),
        ("http=a:80;https=;socks=c:82", "socks4 c:82"),
        ("ftp=a:21;b:81", "http b:81"),
        ("a:80;https=b:81", "http a:80"),
        // Fallbacks stand after a comma; what cannot be understood is passed over.
        ("a:80,b:80", "http a:80"),
        ("a:x,b:80", "http b:80"),
        ("https=a:80,direct://;http=b:80", "http a:80"),
        ("direct://,a:80", "direct"),
        ("https=direct://", "direct"),
        // Nothing for HTTPS.
        ("", "direct"),
        (" ; ", "direct"),
        ("http=a:80", "direct"),
        ("ftp=a:21;gopher=b:70", "direct"),
        // Passwords may hold any sign.
        ("http://user:a;b@proxy:1", "http proxy:1"),
        ("http://user:a=b@proxy:1", "http proxy:1"),
        ("http://user:a,b c@proxy:1", "http proxy:1"),
        ("https=http://user:a,b@proxy:1", "http proxy:1"),
        ("https=user:123;rest@proxy:1", "-"),
        ("https=a:x", "-"),
        ("a:99999", "-"),
    ] {
        let found = match for_https(given) {
            ForHttps::Direct => "direct".to_owned(),
            ForHttps::Through(server) => shown(Some(server)),
            ForHttps::Unclear => "-".to_owned(),
        };
        assert_eq!(found, expected, "{given}");
    }
}

#[test]
fn the_answer_of_a_script_is_understood() {
    for (given, expected) in [
        ("", "direct"),
        (" ; ;", "direct"),
        ("DIRECT", "direct"),
        ("direct;", "direct"),
        ("PROXY p:8080", "http p:8080"),
        ("PROXY p:8080; DIRECT", "http p:8080, direct"),
        ("PROXY\tp:8080;PROXY q", "http p:8080, http q:80"),
        ("HTTP p:1; HTTPS p", "http p:1, https p:443"),
        ("SOCKS p; SOCKS4 p:1; SOCKS5 p:2", "socks4 p:1080, socks4 p:1, socks5 p:2"),
        ("PROXY [::1]:80", "http [::1]:80"),
        ("QUIC p:443; PROXY p:1", "?, http p:1"),
        ("BOGUS", "?"),
        ("PROXY", "?"),
        ("DIRECT p:1", "?"),
        ("PROXY a:1 b:2", "?"),
        ("PROXY http://p:1", "?"),
        ("PROXY user:hunter2@p:1", "?"),
        ("PROXY p:99999", "?"),
        ("PROXY p:1\nDIRECT", "?"),
        ("PROXYp:1", "?"),
    ] {
        let road = |road| match road {
            Road::Direct => "direct".to_owned(),
            Road::Proxy(server) => shown(Some(server)),
            _ => "?".to_owned(),
        };
        let roads: Vec<String> = parse_pac_result(given).into_iter().map(road).collect();
        assert_eq!(roads.join(", "), expected, "{given}");
    }
    assert_eq!(parse_pac_result(&"PROXY p:1;".repeat(1000)).len(), MOST_ROADS);
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC*", like in "([a-z0-9:/;=, @.\\[\\]\t]|socks|https?|direct://|PROXY ){0,40}") {
        for text in [text, like] {
            parse(&text, ProxyKind::Http);
            for_https(&text);
            prop_assert!(!parse_pac_result(&text).is_empty());
        }
    }

    #[test]
    fn what_is_written_is_read_again(host in "[a-z][a-z0-9-]{0,8}[a-z](\\.[a-z]{2,5})?", port in 1..=u16::MAX) {
        let server = parse(&format!("{host}:{port}"), ProxyKind::Http).unwrap();
        prop_assert_eq!(&server, &ProxyServer { kind: ProxyKind::Http, host, port });
        prop_assert_eq!(parse(&server.to_string(), ProxyKind::Http), Some(server.clone()));
        prop_assert_eq!(for_https(&server.to_string()), ForHttps::Through(server.clone()));
        prop_assert_eq!(parse_pac_result(&format!("PROXY {server}")), vec![Road::Proxy(server)]);
    }

    #[test]
    fn a_password_is_never_part_of_a_server(secret in "SECRET[!-~]{0,12}", list in prop::bool::ANY) {
        let scheme = if list { "http=a:80;https=" } else { "" };
        let text = format!("{scheme}http://user:{secret}@proxy.example:8080");
        let seen = format!("{:?}", (parse(&text, ProxyKind::Http), for_https(&text), parse_pac_result(&text)));
        prop_assert!(!seen.to_uppercase().contains("SECRET"), "{}", seen);
    }
}
