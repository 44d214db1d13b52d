//! What Firefox sees of the system's settings.

use super::*;

#[test]
fn firefox_sees_less_of_the_system() {
    let firefox = |system| by_system(Family::Firefox, system);
    // A script leaves it no server; the network is not asked for one.
    let system_with = |origin, config| system(origin, config);
    let both = with_server(by_script("http://pac"), 2, &[]);
    assert_eq!(firefox(system_with(ProxyOrigin::Windows, both.clone())), "pac");
    assert_eq!(firefox(system_with(ProxyOrigin::Windows, with_detection(by_server(2, &[])))), "proxy p:2");
    assert_eq!(firefox(system_with(ProxyOrigin::Windows, with_detection(ProxyConfig::default()))), "direct");
    let machine = machine(
        Some(system_with(ProxyOrigin::Windows, both)),
        vec![browser(Family::Firefox, OwnProxy::System)],
    );
    let broken = vec![script("http://pac", ScriptOutcome::Broken, &[])];
    assert_eq!(shown(&of_browser(&Machine { scripts: broken, ..machine })), "direct");
    // KDE is not known.
    assert_eq!(firefox(system_with(ProxyOrigin::Kde, by_server(2, &[]))), "direct");
    assert_eq!(firefox(system_with(ProxyOrigin::Kde, by_script("http://pac"))), "direct");
    assert_eq!(by_system(Family::Chromium, system_with(ProxyOrigin::Kde, by_server(2, &[]))), "proxy p:2");
}

#[test]
fn firefox_goes_by_the_environment_first() {
    let with =
        |origin, config, variables| SystemProxy { variables: Some(variables), ..system(origin, config) };
    let firefox = |system| by_system(Family::Firefox, system);
    let none = ProxyConfig::default;
    assert_eq!(firefox(with(ProxyOrigin::Kde, by_server(2, &[]), by_server(3, &[]))), "proxy p:3");
    assert_eq!(firefox(with(ProxyOrigin::Gnome, none(), by_server(3, &[]))), "proxy p:3");
    assert_eq!(firefox(with(ProxyOrigin::Gnome, by_server(2, &[]), none())), "proxy p:2");
    assert_eq!(firefox(with(ProxyOrigin::Gnome, by_script("http://pac"), by_server(3, &[]))), "pac");
    assert_eq!(firefox(with(ProxyOrigin::Gnome, by_server(3, &[]), by_server(3, &[]))), "proxy p:3");
    assert_eq!(
        firefox(with(ProxyOrigin::Gnome, by_server(2, &[]), by_server(3, &[]))),
        "proxy p:3?",
        "by version"
    );
    // Of the environment it knows neither scripts nor SOCKS.
    assert_eq!(firefox(system(ProxyOrigin::Variables, by_server(3, &[]))), "proxy p:3");
    assert_eq!(firefox(system(ProxyOrigin::Variables, by_script("http://pac"))), "direct");
    let socks = ServerSetting {
        server: Some(ProxyServer { kind: ProxyKind::Socks5, ..server(3) }),
        ..through(3, &[])
    };
    let socks = ProxyConfig { server: Some(socks), ..none() };
    assert_eq!(firefox(with(ProxyOrigin::Gnome, by_server(2, &[]), socks.clone())), "proxy p:2");
    assert_eq!(firefox(system(ProxyOrigin::Variables, socks.clone())), "direct");
    assert_eq!(by_system(Family::Chromium, system(ProxyOrigin::Variables, socks)), "proxy p:3");
    // Each list is read as the place it stands in asks for.
    let except = by_server(3, &["*.amazon.co.jp"]);
    assert_eq!(firefox(system(ProxyOrigin::Variables, except.clone())), "proxy p:3");
    assert_eq!(firefox(system(ProxyOrigin::Gnome, except)), "direct");
}

#[test]
fn firefox_has_exceptions_from_scripts_too() {
    let except = |entry: &str| {
        let except = BypassList { entries: vec![entry.to_owned()], ..BypassList::default() };
        ProxyConfig { except, ..by_script("http://pac") }
    };
    let firefox = |config| {
        of_browser(&machine(None, vec![browser(Family::Firefox, own(RoadSource::Browser, Some(config)))]))
    };
    let route = firefox(except("amazon.co.jp"));
    assert_eq!(shown(&route), "direct");
    assert_eq!(route.evidence, [evidence("choice"), evidence("script")]);
    assert_eq!(shown(&firefox(except("example.com"))), "pac");
    let route = firefox(except("*amazon*"));
    assert_eq!(shown(&route), "pac");
    assert_eq!(route.misread[0].trap, BypassTrap::FormUnknown);
}
