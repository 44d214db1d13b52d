//! What `gsettings` prints and what its text file holds, and what is made of it.

use super::super::tests::seen;
use super::*;

fn printed(text: &str) -> String {
    Keys::printed(text).gnome(true).config.map_or_else(|| "environment".to_owned(), |config| seen(&config))
}

macro_rules! export {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../../../tests/fixtures/exports/gnome/", $name, ".txt")))
    };
}

/// What `gsettings list-recursively org.gnome.system.proxy` prints on different machines.
#[test]
fn what_is_printed_is_understood() {
    let table = [
        (export!("default"), "direct"),
        (
            export!("office_manual"),
            "Http proxy.corp.example:8080 -localhost -127.0.0.0/8 -::1 -*.amazon.co.jp",
        ),
        (export!("office_pac"), "http://pac.corp.example/proxy.pac"),
        (export!("detection"), "detect"),
        (export!("socks_only"), "Socks5 127.0.0.1:1080 -localhost -127.0.0.0/8 -::1"),
        (export!("http_only"), "direct"),
        (export!("left_over"), "direct"),
        (export!("no_exceptions"), "Http 10.0.0.8:3128"),
        (export!("odd_exceptions"), "Http 10.0.0.8:3128 -it's -a\"b -back\\slash -日本語.jp -*.local"),
        (export!("manual_without_server"), "environment"),
        (export!("password"), "Http proxy.corp.example:8080 -localhost"),
    ];
    for ((name, text), expected) in table {
        assert_eq!(printed(text), expected, "{name}");
    }
}

#[test]
fn passwords_are_not_kept() {
    let (_, text) = export!("password");
    assert!(text.contains("hunter2"));
    let keys = Keys::printed(text);
    assert!(!keys.values.keys().any(|key| key.contains("authentication")), "{:?}", keys.values.keys());
    let gnome = keys.gnome(true);
    assert!(!format!("{:?}{:?}", gnome.config, gnome.firefox).contains("hunter2"));
}

#[test]
fn where_a_setting_stands_is_told() {
    let of = |keys: &Keys| {
        let evidence = keys.gnome(true).config.unwrap().server.unwrap().evidence;
        (evidence.place, evidence.key, evidence.value)
    };
    let (_, text) = export!("office_manual");
    let expected = ("org.gnome.system.proxy.https", "host", "proxy.corp.example:8080");
    assert_eq!(of(&Keys::printed(text)), (expected.0.into(), expected.1.into(), expected.2.into()));
    let file = "[system/proxy]\nmode='manual'\n[system/proxy/socks]\nhost='s.example'\n";
    let expected = ("~/keyfile", "system/proxy/socks/host", "s.example:1080");
    assert_eq!(
        of(&Keys::in_file(file, "~/keyfile")),
        (expected.0.into(), expected.1.into(), expected.2.into())
    );
}

#[test]
fn what_the_schema_has_where_nothing_is_set_counts_in_the_file() {
    let file = |text: &str| {
        let gnome = Keys::in_file(text, "").gnome(true);
        gnome.config.map_or_else(|| "environment".to_owned(), |config| seen(&config))
    };
    assert_eq!(file("[system/proxy/https]\nhost='p.example'\n"), "direct", "no mode is none");
    let manual = "[system/proxy]\nmode='manual'\n[system/proxy/https]\nhost='p.example'\n";
    assert_eq!(file(manual), "Http p.example:80");
    assert_eq!(file(&format!("{manual}port=70000\n")), "Http p.example:80", "as if it were not set");
    assert_eq!(file(&format!("{manual}port=1\n[system/proxy-other]\nmode='none'\n")), "Http p.example:1");
    assert_eq!(file("[system/proxy]\nmode='strange'\n"), "environment");
    assert_eq!(file("# x\n[system/proxy]\nmode=\nmode='auto'\n"), "detect");
    assert_eq!(file("[system/proxy]\nmode='auto'\nautoconfig-url='no address'\n"), "environment");
}

#[test]
fn firefox_does_not_take_a_server_without_a_port() {
    let firefox = |port: &str| {
        let text =
            format!("[system/proxy]\nmode='manual'\n[system/proxy/http]\nhost='h.example'\nport={port}\n");
        Keys::in_file(&text, "").gnome(true).firefox.is_some()
    };
    assert!(firefox("3128"));
    assert!(!firefox("0"));
}
