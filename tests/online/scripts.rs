//! Scripts that pick the road, on servers of all kinds.

use std::io::Write as _;

use login_triage::environment::facts::{Contact, Detected, Road, ScriptFacts, ScriptOutcome, VisitOutcome};
use login_triage::knowledge::Likelihood;

use super::certificates::{Authority, NOW};
use super::net::Net;
use super::servers::Server;
use super::{FINE, Pc, SELLER, SHORT, Seen, amazon};

const ADDRESS: &str = "http://pac.example/proxy.pac";

/// A script as a server sends it.
fn page(content_type: &str, script: &[u8]) -> Vec<u8> {
    let length = script.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n");
    [head.as_bytes(), script].concat()
}

const TYPE: &str = "application/x-ns-proxy-autoconfig";

fn script(says: &str) -> Vec<u8> {
    page(TYPE, format!("function FindProxyForURL(url, host) {{ {says} }}").as_bytes())
}

/// What is seen of a machine whose script is on this server.
fn seen_of(server: &Server, net: Net) -> Seen {
    Pc::new(&[], &[("auto_proxy", ADDRESS)]).check(net.host("pac.example", 80, server.port))
}

fn facts(seen: &Seen) -> &ScriptFacts {
    let scripts = &seen.report.machine.scripts;
    assert_eq!(scripts.len(), 1, "{scripts:?}");
    &scripts[0]
}

fn outcome(answer: impl Into<Vec<u8>>) -> ScriptOutcome {
    facts(&answered(answer)).outcome
}

/// What is seen where the script's server answers this, and Amazon can be reached directly.
fn answered(answer: impl Into<Vec<u8>>) -> Seen {
    let server = Server::plain(answer);
    let (_amazon, net) = amazon(FINE);
    seen_of(&server, net)
}

/// The script cannot be used, for this reason, and pages are reached directly.
fn is_found(seen: &Seen, id: &str, reason: &str) {
    assert_eq!(seen.visit().road, Road::Direct);
    assert_eq!(seen.found(), [id, "net.reachable"]);
    let found = seen.says(id, &format!("：{reason}"));
    assert!(found.summary.ends_with(&format!("（{ADDRESS}）")), "{}", found.summary);
    assert_eq!(found.likelihood, Likelihood::Medium);
}

#[test]
fn a_script_is_fetched_once_and_asked_plainly() {
    let server = Server::plain(script("return 'DIRECT';"));
    let files = [(
        ".config/kioslaverc",
        "[Proxy Settings]\nProxyType=2\nProxy Config Script=http://pac.example/proxy.pac\n",
    )];
    // Both the desktop and the environment name it.
    let pc = Pc::new(&files, &[("auto_proxy", ADDRESS), ("XDG_CURRENT_DESKTOP", "KDE")]);
    let seen = pc.check(Net::new().host("pac.example", 80, server.port));
    assert_eq!(facts(&seen).address.shown(), ADDRESS);
    let asked = server.seen();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].starts_with("GET /proxy.pac HTTP/1.1\r\nHost: pac.example\r\n"), "{asked:?}");
    assert!(!asked[0].to_lowercase().contains("cookie"));
}

#[test]
fn a_good_script_is_asked_and_its_road_taken() {
    let (amazon, net) = amazon(FINE);
    let proxy = Server::proxy(amazon.port);
    let server = Server::plain(script("return host == 'www.amazon.co.jp' ? 'DIRECT' : 'PROXY proxy:8080';"));
    let seen = seen_of(&server, net.host("proxy", 8080, proxy.port));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Answered);
    let visit = seen.visit();
    assert!(matches!(&visit.road, Road::Proxy(server) if server.to_string() == "proxy:8080"), "{visit:?}");
    assert_eq!(visit.outcome, VisitOutcome::Answered);
    assert_eq!(proxy.seen().len(), 1);
    assert_eq!(seen.found(), ["proxy.pac_proxied", "net.reachable"]);
    seen.says("proxy.pac_proxied", "proxy:8080");
}

#[test]
fn a_dead_proxy_of_a_script_is_passed_over() {
    let (_amazon, net) = amazon(FINE);
    let server = Server::plain(script("return 'PROXY dead:8080; DIRECT';"));
    let seen = seen_of(&server, net.name("dead", &["203.0.113.99"]));
    assert_eq!(seen.visit().road, Road::Direct);
    assert_eq!(seen.visit().outcome, VisitOutcome::Answered);
    assert_eq!(seen.facts.proxies[0].reach, Contact::Refused);
    assert_eq!(seen.found(), ["proxy.unreachable", "net.reachable"], "it is told once");
    assert_eq!(seen.says("proxy.unreachable", "dead:8080").likelihood, Likelihood::Medium);
}

#[test]
fn scripts_may_look_names_up_but_not_without_end() {
    let (_amazon, net) = amazon(FINE);
    let server = Server::plain(script(
        "for (var i = 0; i < 100; i++) dnsResolve('host' + i); return isResolvable('x') ? 'PROXY a:1' : 'DIRECT';",
    ));
    let seen = seen_of(&server, net);
    assert_eq!(seen.visit().road, Road::Direct);
    let names = seen.net.looked_up();
    let by_script = names.iter().filter(|name| name.starts_with("host")).count();
    assert_eq!(by_script, 16, "{names:?}");
}

#[test]
fn a_script_that_does_not_end_is_given_up() {
    let seen = answered(script("while (true) {}"));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Endless);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoRoad);
    assert_eq!(seen.found(), ["proxy.pac_broken"]);
    assert_eq!(seen.says("proxy.pac_broken", "いつまでも終わりません").likelihood, Likelihood::High);
}

#[test]
fn a_script_in_another_charset_is_understood() {
    // Shift_JIS in a comment, without a word of it in the head.
    let text = b"// \x8e\xd0\x93\xe0\nfunction FindProxyForURL(u, h) { return 'DIRECT'; }";
    let seen = answered(page(TYPE, text));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Answered);
    assert_eq!(seen.found(), ["net.reachable"]);
    let wide: Vec<u8> = "function FindProxyForURL(u, h) { return 'DIRECT'; }"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(outcome(page(TYPE, &[b"\xff\xfe", wide.as_slice()].concat())), ScriptOutcome::Answered);
    let seen = answered(page("text/plain; charset=wrong-1", text));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Answered);
    assert_eq!(seen.found(), ["net.reachable"]);
}

#[test]
fn what_is_no_script_is_told() {
    let seen = answered(page("text/html", b"<html>sign in to the network</html>"));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Broken);
    is_found(&seen, "proxy.pac_broken", "中身がスクリプトとして読めません");
    let seen = answered(script("return nobody_has_this(host);"));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Failed);
    is_found(&seen, "proxy.pac_broken", "実行の途中で失敗します");
}

#[test]
fn a_script_that_is_not_there_is_told() {
    let seen = answered("HTTP/1.1 404 Not Found\r\n\r\n");
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Missing(Some(404)));
    is_found(&seen, "proxy.pac_unreachable", "その場所にファイルがありません");
    let seen = answered("HTTP/1.1 403 Forbidden\r\n\r\n");
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Missing(Some(403)));
    is_found(&seen, "proxy.pac_unreachable", "置いてあるサーバーが、ファイルを渡しません");
    assert_eq!(outcome("HTTP/1.1 500 X\r\n\r\n"), ScriptOutcome::Missing(Some(500)));
    assert_eq!(outcome("HTTP/1.1 401 X\r\n\r\n"), ScriptOutcome::Missing(Some(401)));
    assert_eq!(outcome("not http"), ScriptOutcome::Unreachable);
    let (_amazon, net) = amazon(FINE);
    let nobody = Pc::new(&[], &[("auto_proxy", ADDRESS)]).check(net);
    assert_eq!(facts(&nobody).outcome, ScriptOutcome::Unreachable);
    is_found(&nobody, "proxy.pac_unreachable", "置いてあるサーバーにつながりません");
    let (_amazon, net) = amazon(FINE);
    let refused = net.name("pac.example", &["203.0.113.5"]);
    let refused = Pc::new(&[], &[("auto_proxy", ADDRESS)]).check(refused);
    assert_eq!(facts(&refused).outcome, ScriptOutcome::Unreachable);
    is_found(&refused, "proxy.pac_unreachable", "置いてあるサーバーにつながりません");
}

#[test]
fn a_huge_script_is_not_loaded() {
    let five_megabytes = page(TYPE, &vec![b' '; 5 * 1024 * 1024]);
    let seen = answered(five_megabytes.clone());
    assert_eq!(facts(&seen).outcome, ScriptOutcome::TooBig);
    is_found(&seen, "proxy.pac_broken", "1 MBを超えていて、大きすぎます");
    // Without its length said, it is found out on the way.
    let head_end = five_megabytes.windows(4).position(|end| end == b"\r\n\r\n").unwrap();
    let unsaid = [b"HTTP/1.1 200 OK".as_slice(), &five_megabytes[head_end..]].concat();
    assert_eq!(outcome(unsaid), ScriptOutcome::TooBig);
}

#[test]
fn a_script_that_never_ends_to_come_is_given_up() {
    let server = Server::start(|call, mut connection| {
        call.request(&mut connection)?;
        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nfunction")?;
        super::servers::wait_for_the_end(&mut connection)
    });
    let (_amazon, net) = amazon(FINE);
    let seen = seen_of(&server, net.patience(SHORT));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::TimedOut);
    is_found(&seen, "proxy.pac_unreachable", "時間内に読み込み終わりません");
    let silent = facts(&seen_of(&Server::silent(), Net::new().patience(SHORT))).outcome;
    assert_eq!(silent, ScriptOutcome::TimedOut);
    let hanging = Net::new().hanging("pac.example").patience(SHORT);
    let hanging = Pc::new(&[], &[("auto_proxy", ADDRESS)]).check(hanging);
    assert_eq!(facts(&hanging).outcome, ScriptOutcome::TimedOut);
}

#[test]
fn a_script_that_moved_on_its_host_is_followed_once() {
    let moving = |to: &'static str| {
        let server = Server::start(move |call, mut connection| {
            let asked = call.request(&mut connection)?;
            if asked.starts_with("GET /new.pac ") {
                return connection.write_all(&script("return 'DIRECT';"));
            }
            connection.write_all(format!("HTTP/1.1 301 Moved\r\nLocation: {to}\r\n\r\n").as_bytes())
        });
        let outcome = facts(&seen_of(&server, Net::new())).outcome;
        (outcome, server.seen().len())
    };
    assert_eq!(moving("/new.pac"), (ScriptOutcome::Answered, 2));
    assert_eq!(moving("/other.pac"), (ScriptOutcome::Missing(None), 2), "not a second time");
    assert_eq!(moving("http://other.example/new.pac"), (ScriptOutcome::Missing(Some(301)), 1));
}

#[test]
fn a_script_over_tls_must_be_trusted() {
    let authority = Authority::new("Company");
    let server = Server::tls(authority.server(&["pac.example"], NOW), |call, stream| {
        call.request(stream)?;
        stream.write_all(&script("return 'DIRECT';"))
    });
    let pc = Pc::new(&[], &[("auto_proxy", "https://pac.example/proxy.pac?key=hunter2")]);
    let net = || Net::new().host("pac.example", 443, server.port);
    let seen = pc.check(net().trusted_here(&authority.root));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Answered);
    assert!(server.seen()[0].starts_with("GET /proxy.pac?key=hunter2 "), "the server gets the whole address");
    let shown = format!("{:?}{}", seen.report, serde_json::to_string(&*seen.report.machine).unwrap());
    assert!(!shown.contains("hunter2"), "and nobody else");
    let seen = pc.check(net().trusted_here(&Authority::new("Other").root));
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Unreachable);
    assert_eq!(server.seen().len(), 1);
}

/// A machine that asks the network for a script.
fn detecting() -> Pc {
    let files = [(".config/kioslaverc", "[Proxy Settings]\nProxyType=3\n")];
    Pc::new(&files, &[("XDG_CURRENT_DESKTOP", "KDE")])
}

#[test]
fn the_network_is_asked_for_a_script_only_where_that_is_set() {
    let (_amazon, net) = amazon(FINE);
    let seen = detecting().check(net);
    assert_eq!(seen.facts.detected, Some(Detected::Nothing));
    assert!(seen.report.machine.scripts.is_empty(), "most networks have none");
    assert_eq!(seen.net.looked_up(), ["wpad", SELLER]);
    assert_eq!(seen.visit().outcome, VisitOutcome::Answered, "then it is direct");
    assert_eq!(seen.found(), ["proxy.wpad_on", "net.reachable"]);
    let (_amazon, net) = amazon(FINE);
    let seen = Pc::direct().check(net);
    assert_eq!(seen.facts.detected, None);
    assert_eq!(seen.net.looked_up(), [SELLER]);
    assert_eq!(seen.found(), ["net.reachable"]);
}

#[test]
fn a_script_that_the_network_tells_of_is_asked() {
    let (amazon, net) = amazon(FINE);
    let proxy = Server::proxy(amazon.port);
    let wpad = Server::plain(script("return 'PROXY proxy:8080';"));
    let seen = detecting().check(net.host("wpad", 80, wpad.port).host("proxy", 8080, proxy.port));
    assert_eq!(seen.facts.detected, Some(Detected::Found));
    assert!(facts(&seen).detected && facts(&seen).outcome == ScriptOutcome::Answered);
    assert!(wpad.seen()[0].starts_with("GET /wpad.dat HTTP/1.1\r\nHost: wpad\r\n"));
    assert!(matches!(seen.visit().road, Road::Proxy(_)));
    assert_eq!(seen.found(), ["proxy.pac_proxied", "net.reachable"]);
    let (_amazon, net) = super::amazon(FINE);
    let missing = Server::plain("HTTP/1.1 404 Not Found\r\n\r\n");
    let seen = detecting().check(net.host("wpad", 80, missing.port));
    assert_eq!(seen.facts.detected, Some(Detected::Nothing));
    assert_eq!(seen.found(), ["proxy.wpad_on", "net.reachable"]);
}

#[test]
fn a_script_of_this_machine_gets_the_names_that_it_asks_for() {
    let (amazon, net) = amazon(FINE);
    let proxy = Server::proxy(amazon.port);
    let script = "data:,function FindProxyForURL(u, h) { return dnsResolve('inside.example') == '203.0.113.5' \
                  ? 'PROXY proxy:8080' : 'DIRECT'; }";
    let pc = Pc::new(&[], &[("auto_proxy", script)]);
    let before = &pc.report.machine.scripts[0];
    assert_eq!(
        (before.outcome, before.answers.len()),
        (ScriptOutcome::NeedsNetwork, 0),
        "nothing is looked up"
    );
    let net = net.host("proxy", 8080, proxy.port).name("inside.example", &["203.0.113.5"]);
    let seen = pc.check(net);
    assert_eq!(facts(&seen).outcome, ScriptOutcome::Answered);
    assert!(matches!(seen.visit().road, Road::Proxy(_)), "{:?}", seen.visit());
    assert!(seen.net.looked_up().contains(&"inside.example".to_owned()));
}
