//! Variables in every place that sets them, and what browsers make of them.

use super::super::tests::{machine, seen};
use super::*;
use crate::environment::root::Os;

/// What Chromium and Firefox make of variables.
fn both(env: &[(&str, &str)]) -> (String, String) {
    let (_dir, root) = machine(&[], env);
    let variables = Variables::of(&root);
    let chromium = variables.chromium.as_ref().map_or_else(|| "nothing".to_owned(), seen);
    (chromium, seen(&variables.firefox))
}

fn chromium(env: &[(&str, &str)]) -> String {
    both(env).0
}

fn firefox(env: &[(&str, &str)]) -> String {
    both(env).1
}

const HTTPS: (&str, &str) = ("https_proxy", "http://h.example:80");
const ALL: (&str, &str) = ("all_proxy", "http://all.example:81");
const NOT: (&str, &str) = ("no_proxy", "a.example, .b c.example;d");

#[test]
fn chromium_reads_variables_in_its_order() {
    assert_eq!(chromium(&[]), "nothing");
    assert_eq!(chromium(&[HTTPS]), "Http h.example:80?");
    assert_eq!(chromium(&[HTTPS, ALL]), "Http all.example:81?", "the one for all comes first");
    assert_eq!(chromium(&[("http_proxy", "http://x:1")]), "direct", "sign-in is over HTTPS");
    assert_eq!(chromium(&[("ftp_proxy", "http://x:1"), ("SOCKS_SERVER", "s:1")]), "direct");
    assert_eq!(chromium(&[("SOCKS_SERVER", "s.example")]), "Socks5 s.example:1080?");
    assert_eq!(chromium(&[("SOCKS_SERVER", "s"), ("SOCKS_VERSION", "4")]), "Socks4 s:1080?");
    assert_eq!(chromium(&[("socks_server", "s"), ("socks_version", "5")]), "Socks5 s:1080?");
    assert_eq!(chromium(&[("auto_proxy", "http://pac/p?x"), ALL]), "http://pac/p?");
    assert_eq!(chromium(&[("auto_proxy", ""), ALL]), "detect");
    assert_eq!(chromium(&[NOT]), "direct", "exceptions alone say that everything is one");
    assert_eq!(chromium(&[HTTPS, NOT]), "Http h.example:80? -a.example -.b c.example;d");
    assert_eq!(
        chromium(&[("all_proxy", "socks5://s.example:1")]),
        "Http s.example:1?",
        "it takes all for HTTP"
    );
    assert_eq!(chromium(&[("all_proxy", "no server"), HTTPS]), "Http h.example:80?");
}

#[test]
fn names_are_found_in_both_cases() {
    assert_eq!(chromium(&[("HTTPS_PROXY", "http://upper:1")]), "Http upper:1?");
    assert_eq!(chromium(&[("HTTPS_PROXY", "http://upper:1"), HTTPS]), "Http h.example:80?");
    assert_eq!(
        chromium(&[("https_proxy", ""), ("HTTPS_PROXY", "http://upper:1")]),
        "nothing",
        "an empty one hides it"
    );
    assert_eq!(chromium(&[("ALL_PROXY", "http://upper:1"), ("NO_PROXY", "x")]), "Http upper:1? -x");
    assert_eq!(firefox(&[("HTTPS_PROXY", "http://upper:1"), ("NO_PROXY", "x")]), "Http upper:1? -x");
}

#[test]
fn firefox_reads_variables_in_another_order() {
    assert_eq!(firefox(&[]), "direct");
    assert_eq!(firefox(&[HTTPS, ALL]), "Http h.example:80?");
    assert_eq!(firefox(&[ALL]), "Http all.example:81?");
    assert_eq!(firefox(&[("https_proxy", "h.example:80")]), "direct", "it wants an address");
    assert_eq!(firefox(&[("all_proxy", "socks5://s.example:1")]), "direct");
    assert_eq!(firefox(&[("auto_proxy", "http://pac/p")]), "direct");
    assert_eq!(firefox(&[("SOCKS_SERVER", "s.example")]), "direct");
    assert_eq!(firefox(&[HTTPS, NOT]), "Http h.example:80? -a.example -.bc.example;d", "spaces do not count");
}

#[test]
fn files_of_the_session_are_hints() {
    for (path, text) in [
        (
            "etc/environment",
            "# x\nPATH=\"/bin\"\nHTTPS_PROXY=\"http://f.example:1\"\nno_proxy=amazon.co.jp\n",
        ),
        ("etc/profile.d/proxy.sh", "export HTTPS_PROXY=http://f.example:1\nexport no_proxy=amazon.co.jp\n"),
        ("home/taro/.profile", "HTTPS_PROXY=http://f.example:1; no_proxy=amazon.co.jp; export HTTPS_PROXY\n"),
        (
            "home/taro/.pam_environment",
            "HTTPS_PROXY DEFAULT=http://f.example:1\nno_proxy DEFAULT=amazon.co.jp\n",
        ),
        (
            "home/taro/.config/environment.d/10-proxy.conf",
            "HTTPS_PROXY=http://f.example:1\nno_proxy=amazon.co.jp\n",
        ),
        ("etc/environment.d/proxy.conf", "HTTPS_PROXY='http://f.example:1'\nno_proxy=amazon.co.jp\n"),
    ] {
        let (_dir, root) = machine(&[(path, text)], &[]);
        let variables = Variables::of(&root);
        let config = variables.chromium.unwrap();
        assert_eq!(seen(&config), "Http f.example:1? -amazon.co.jp", "{path}");
        let evidence = config.server.unwrap().evidence;
        assert_eq!(evidence.place, format!("/{path}").replace("/home/taro", "~"));
        assert_eq!(evidence.key, "HTTPS_PROXY");
        assert_eq!(seen(&variables.firefox), "Http f.example:1? -amazon.co.jp", "{path}");
    }
    for (path, text) in [
        ("etc/profile.d/proxy.csh", "export https_proxy=http://f.example:1\n"),
        ("etc/environment", "#https_proxy=http://f.example:1\n"),
        ("etc/environment", "XHTTPS_PROXY=http://f.example:1\n"),
    ] {
        let (_dir, root) = machine(&[(path, text)], &[]);
        assert_eq!(Variables::of(&root).chromium, None, "{path}: {text}");
    }
}

#[test]
fn what_the_session_has_counts_more_than_its_files() {
    let file = ("etc/environment", "https_proxy=http://f.example:1\n");
    let (_dir, root) = machine(&[file], &[HTTPS]);
    assert_eq!(seen(&Variables::of(&root).chromium.unwrap()), "Http h.example:80?");
    let (_dir, root) = machine(&[file], &[("https_proxy", "")]);
    assert_eq!(seen(&Variables::of(&root).chromium.unwrap()), "Http f.example:1?");
}

#[test]
fn a_server_that_a_shell_puts_together_is_unknown() {
    let file = ("home/taro/.profile", "export https_proxy=http://$PROXY_HOST:8080\n");
    let (_dir, root) = machine(&[file], &[]);
    let variables = Variables::of(&root);
    assert_eq!(seen(&variables.chromium.unwrap()), "unknown?");
    assert_eq!(seen(&variables.firefox), "unknown?");
}

fn values(pairs: &[(&str, &str)]) -> Values {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), value_of("place", text))).collect()
}

/// The machine at hand: its session is known, and files confirm it.
#[test]
fn what_files_confirm_is_certain() {
    let session = values(&[HTTPS]);
    let seen_with = |files: &[(&str, &str)]| {
        let files = values(files);
        seen(&Source { values: &session, confirmed_by: Some(&files) }.chromium().unwrap())
    };
    assert_eq!(seen_with(&[HTTPS]), "Http h.example:80");
    assert_eq!(seen_with(&[]), "Http h.example:80?");
    assert_eq!(seen_with(&[("https_proxy", "http://other:1")]), "Http h.example:80?");
    assert_eq!(seen_with(&[("HTTPS_PROXY", HTTPS.1)]), "Http h.example:80?");
}

#[test]
fn what_a_variable_holds_is_told_by_its_name() {
    let variables = |session_is_known| Variables {
        chromium: None,
        firefox: ProxyConfig::default(),
        session: values(&[HTTPS]),
        files: values(&[("https_proxy", "other"), ALL]),
        session_is_known,
        failures: Vec::new(),
    };
    assert_eq!(variables(true).named("https_proxy"), Named::Set(HTTPS.1.to_owned()));
    assert_eq!(variables(true).named("all_proxy"), Named::Set(ALL.1.to_owned()));
    assert_eq!(variables(true).named("PROXY"), Named::Unset);
    assert_eq!(variables(true).named("MY_PROXY"), Named::Unknown, "it is not read");
    assert_eq!(variables(false).named("PROXY"), Named::Unknown, "a copy has no session");
}

#[test]
fn every_variable_that_is_asked_for_is_read() {
    for name in [
        "all_proxy",
        "https_proxy",
        "http_proxy",
        "ftp_proxy",
        "auto_proxy",
        "no_proxy",
        "SOCKS_SERVER",
        "SOCKS_VERSION",
    ] {
        for name in [name.to_ascii_lowercase(), name.to_ascii_uppercase()] {
            assert!(VARIABLES.contains(&name.as_str()), "{name}");
        }
    }
}

#[test]
fn no_password_is_kept() {
    let env =
        [("https_proxy", "http://u:hunter2@h.example:80"), ("auto_proxy", "http://u:hunter2@pac/p?hunter2")];
    for env in [&env[..1], &env[..]] {
        let (_dir, root) = machine(&[], env);
        let variables = Variables::of(&root);
        let shown = format!("{:?}{:?}", variables.chromium, variables.firefox);
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let dir = tempfile::tempdir().unwrap();
    assert!(Variables::of(&Root::copied(dir.path(), Os::Linux).unwrap()).chromium.is_none());
}
