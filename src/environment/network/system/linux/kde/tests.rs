//! Files of KDE, and what is made of them.

use super::super::tests::{machine, seen};
use super::*;

const USER: &str = "home/taro/.config/kioslaverc";
const SYSTEM: &str = "etc/xdg/kioslaverc";

/// What is read of a KDE desktop; `environment` where nothing is.
fn kde(files: &[(&str, &str)], env: &[(&str, &str)]) -> String {
    let (_dir, root) = machine(files, env);
    let found = read(&root, &Variables::of(&root), true).ok().unwrap();
    found.map_or_else(|| "environment".to_owned(), |config| seen(&config))
}

fn user(settings: &str) -> String {
    kde(&[(USER, &format!("[Proxy Settings]\n{settings}"))], &[])
}

#[test]
fn each_type_is_understood() {
    assert_eq!(kde(&[], &[]), "environment");
    assert_eq!(user("ProxyType=0\nhttpsProxy=http://p.example 80\n"), "direct");
    assert_eq!(user("httpsProxy=http://p.example 80\n"), "environment", "Chromium wants a type");
    assert_eq!(user("ProxyType=1\nhttpsProxy=http://p.example 8080\n"), "Http p.example:8080");
    assert_eq!(user("ProxyType=1\nhttpsProxy=http://p.example:8080\n"), "Http p.example:8080");
    assert_eq!(user("ProxyType=1\nhttpsProxy=p.example\n"), "Http p.example:80");
    assert_eq!(user("ProxyType=1\nsocksProxy=socks://s.example 1080\n"), "Socks5 s.example:1080");
    assert_eq!(user("ProxyType=1\nhttpProxy=http://h.example 80\n"), "direct", "sign-in is over HTTPS");
    assert_eq!(user("ProxyType=1\nhttpsProxy=\n"), "environment");
    assert_eq!(user("ProxyType=1\nhttpsProxy=//: 0\n"), "environment", "as KDE writes that there is none");
    assert_eq!(
        user("ProxyType=2\nProxy Config Script=http://pac.example/p.pac?x\n"),
        "http://pac.example/p.pac"
    );
    assert_eq!(user("ProxyType=2\nProxy Config Script=/home/taro/p.pac\n"), "file:///home/taro/p.pac");
    assert_eq!(user("ProxyType=2\n"), "detect");
    assert_eq!(user("ProxyType=3\nProxy Config Script=http://old.example/p.pac\n"), "detect");
    assert_eq!(user("ProxyType=9\nhttpsProxy=http://p.example 80\n"), "direct");
    assert_eq!(user("ProxyType=none\n"), "direct");
}

#[test]
fn exceptions_and_their_reversal() {
    let with = |rest: &str| user(&format!("ProxyType=1\nhttpsProxy=http://p.example 80\n{rest}"));
    assert_eq!(
        with("NoProxyFor=localhost,amazon.co.jp .x\n"),
        "Http p.example:80 -localhost -amazon.co.jp -.x"
    );
    assert_eq!(with("NoProxyFor[$e]=localhost\n"), "Http p.example:80 -localhost");
    let reversed = |value: &str| with(&format!("NoProxyFor=a\nReversedException={value}\n"));
    assert_eq!(reversed("true"), "Http p.example:80 +a");
    assert_eq!(reversed("1"), "Http p.example:80 +a");
    assert_eq!(reversed("-2"), "Http p.example:80 +a");
    assert_eq!(reversed("false"), "Http p.example:80 -a");
    assert_eq!(reversed("0"), "Http p.example:80 -a");
    assert_eq!(reversed("yes"), "Http p.example:80? +a", "Chromium does not know that word");
    assert_eq!(with("ReversedException=true\n"), "Http p.example:80");
    let long = with(&format!("NoProxyFor=amazon.co.jp,{}\n", "a".repeat(600)));
    assert!(long.starts_with("Http p.example:80? -amazon.co.jp"), "Chromium skips long lines: {long}");
}

#[test]
fn the_persons_file_counts_more_unless_it_may_not() {
    let system = |text: &str| kde(&[(SYSTEM, text), (USER, "[Proxy Settings]\nProxyType=0\n")], &[]);
    let theirs = "ProxyType=1\nhttpsProxy=http://p.example 80\n";
    assert_eq!(system(&format!("[Proxy Settings]\n{theirs}")), "direct");
    // Chromium does not know what may not be changed.
    assert_eq!(system(&format!("[Proxy Settings][$i]\n{theirs}")), "Http p.example:80?");
    assert_eq!(system(&format!("[$i]\n[Proxy Settings]\n{theirs}")), "Http p.example:80?");
    let key = theirs.replace("ProxyType=", "ProxyType[$i]=");
    assert_eq!(system(&format!("[Proxy Settings]\n{key}")), "Http p.example:80?");
    let alone = kde(&[(SYSTEM, &format!("[Proxy Settings][$i]\n{theirs}"))], &[]);
    assert_eq!(alone, "Http p.example:80", "nobody wanted to change it");
    let part = kde(
        &[
            (SYSTEM, "[Proxy Settings]\nhttpsProxy=http://p.example 80\nNoProxyFor=a\n"),
            (USER, "[Proxy Settings]\nProxyType=1\nNoProxyFor=b\n"),
        ],
        &[],
    );
    assert_eq!(part, "Http p.example:80 -b", "each entry by itself");
}

#[test]
fn folders_come_in_their_order() {
    let manual = |server: &str| format!("[Proxy Settings]\nProxyType=1\nhttpsProxy=http://{server} 80\n");
    let (first, second, own) = (manual("first"), manual("second"), manual("own"));
    let files = [("a/kioslaverc", first.as_str()), ("b/kioslaverc", second.as_str())];
    let dirs = [("XDG_CONFIG_DIRS", "/a:/b")];
    assert_eq!(kde(&files, &dirs), "Http first:80", "the first one counts most");
    assert_eq!(kde(&files, &[]), "environment");
    let moved = [("XDG_CONFIG_DIRS", "/a"), ("XDG_CONFIG_HOME", "/own")];
    assert_eq!(
        kde(&[files[0], ("own/kioslaverc", &own)], &moved),
        "Http own:80?",
        "Chromium looks into ~/.config"
    );
}

#[test]
fn variables_are_looked_up() {
    let env = [
        ("https_proxy", "http://u:hunter2@e.example:3128"),
        ("HTTPS_PROXY", "http://upper.example:1"),
        ("no_proxy", "a, b"),
    ];
    let with = |settings: &str| kde(&[(USER, &format!("[Proxy Settings]\n{settings}"))], &env);
    let names = "ProxyType=4\nhttpsProxy=https_proxy\nNoProxyFor=no_proxy\n";
    assert_eq!(with(names), "Http e.example:3128 -a -b");
    assert_eq!(with("ProxyType=4\nhttpsProxy=HTTPS_PROXY\n"), "Http upper.example:1");
    assert_eq!(with("ProxyType=4\nhttpsProxy=MY_PROXY\n"), "unknown", "a variable that is not read");
    assert_eq!(with("ProxyType=4\nsocksProxy=https_proxy\n"), "Socks5 e.example:3128");
    assert_eq!(with("ProxyType=4\n"), "environment");
    let in_value = "ProxyType=1\nhttpsProxy[$e]=${https_proxy}\n";
    assert_eq!(with(in_value), "Http e.example:3128?", "Chromium does not replace it");
    assert_eq!(with("ProxyType=1\nhttpsProxy[$e]=http://p$$x.example 80\n"), "unknown");
    assert_eq!(with("ProxyType=1\nhttpsProxy[$e]=http://$SOME_HOST 80\n"), "unknown");
}

#[test]
fn where_a_setting_stands_is_told() {
    let (_dir, root) = machine(
        &[
            (SYSTEM, "[Proxy Settings]\nhttpsProxy=http://u:hunter2@p.example 80\n"),
            (USER, "[Proxy Settings]\nProxyType=1\n"),
        ],
        &[],
    );
    let config = read(&root, &Variables::of(&root), true).ok().unwrap().unwrap();
    let evidence = &config.server.as_ref().unwrap().evidence;
    assert_eq!(evidence.place, "/etc/xdg/kioslaverc");
    assert_eq!((evidence.key.as_str(), evidence.value.as_str()), ("httpsProxy", "p.example:80"));
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn a_last_line_without_an_end_is_not_chromiums() {
    assert_eq!(user("ProxyType=1\nhttpsProxy=http://p.example 80"), "Http p.example:80?");
}
