//! What a host answers.

use login_triage::environment::facts::{Answer, VisitOutcome};
use login_triage::knowledge::Likelihood;

use super::certificates::{Authority, NOW};
use super::net::{DATE, Net};
use super::servers::Server;
use super::{FINE, Pc, SELLER, SHORT, Seen, WWW, amazon};

/// What is seen of a Seller Central that answers with this head.
fn seen_of(head: &str) -> (Seen, Server) {
    let (server, net) = amazon(head);
    (Pc::direct().check(net), server)
}

fn answer(seen: &Seen) -> &Answer {
    seen.visit().answer.as_ref().unwrap()
}

#[test]
fn the_top_page_is_asked_for_once_and_nothing_is_told() {
    let (seen, server) = seen_of(FINE);
    assert_eq!(seen.visit().outcome, VisitOutcome::Answered);
    let asked = server.seen();
    assert_eq!(asked.len(), 1);
    assert!(asked[0].starts_with("GET / HTTP/1.1\r\nHost: sellercentral.amazon.co.jp\r\n"), "{asked:?}");
    assert!(asked[0].contains("compatible; LoginTriage/") && asked[0].contains("Connection: close"));
    assert!(!asked[0].to_lowercase().contains("cookie"));
    assert_eq!(seen.net.looked_up(), [SELLER]);
    assert_eq!(seen.net.dialled().len(), 1);
}

#[test]
fn the_status_is_told() {
    for status in [200, 400, 403, 429, 503] {
        let (seen, _server) = seen_of(&format!("HTTP/1.1 {status} X\r\n\r\n"));
        assert_eq!(seen.visit().outcome, VisitOutcome::Answered);
        assert_eq!(answer(&seen).status, status);
        let id = match status {
            200 => "net.reachable".to_owned(),
            _ => format!("site.status_{status}"),
        };
        assert_eq!(seen.found(), [id.as_str()]);
        seen.says(&id, &status.to_string());
    }
}

/// How far the clock is ahead, at this time of the machine.
fn ahead(lines: &str, clock: &str) -> Option<i64> {
    let (_server, net) = amazon(&format!("HTTP/1.1 200 OK\r\n{lines}\r\n"));
    answer(&Pc::direct().check(net.clock(clock))).clock_ahead
}

/// On a busy machine the answer takes its time, half of which is taken for the way.
fn is_about(seconds: Option<i64>, expected: i64) -> bool {
    seconds.is_some_and(|seconds| (seconds - expected).abs() <= 5)
}

#[test]
fn the_clock_is_compared_with_the_servers() {
    assert!(is_about(ahead(DATE, "2026-11-22T00:00:00.500Z"), 0));
    assert!(is_about(ahead(DATE, "2026-11-22T00:02:00.500Z"), 120));
    assert!(is_about(ahead(DATE, "2026-11-21T23:58:00.500Z"), -120));
    assert!(is_about(ahead(DATE, "2026-11-22T09:00:00.500Z"), 9 * 3600));
    let kept = format!("{DATE}Age: 7200\r\n");
    assert_eq!(ahead(&kept, "2026-11-22T00:02:00.500Z"), None, "it was kept on the way");
    assert_eq!(ahead("", "2026-11-22T00:02:00.500Z"), None);
    assert_eq!(ahead("Date: soon\r\n", "2026-11-22T00:02:00.500Z"), None);
}

/// What is found where the clock of this machine shows this time.
fn by_clock(pc: &Pc, clock: &str) -> Seen {
    let (_server, net) = amazon(&format!("HTTP/1.1 200 OK\r\n{DATE}\r\n"));
    pc.check(net.clock(clock))
}

#[test]
fn a_clock_that_is_off_is_found() {
    let pc = Pc::in_japan();
    let right = by_clock(&pc, "2026-11-22T00:00:00.500Z");
    assert_eq!(right.found(), ["clock.right", "net.reachable"]);
    // Two minutes, less or more what the answer took.
    let off = by_clock(&pc, "2026-11-22T00:02:00.500Z");
    assert_eq!(off.found(), ["clock.skew", "net.reachable"]);
    assert_eq!(off.says("clock.skew", "秒進んでいます").likelihood, Likelihood::High);
    let behind = by_clock(&pc, "2026-11-21T23:59:15.500Z");
    assert_eq!(behind.found(), ["clock.skew", "net.reachable"]);
    assert_eq!(behind.says("clock.skew", "秒遅れています").likelihood, Likelihood::Medium);
}

#[test]
fn a_clock_that_is_off_by_hours_may_be_of_another_zone() {
    let nine_hours = "2026-11-22T09:00:00.500Z";
    let in_japan = by_clock(&Pc::in_japan(), nine_hours);
    assert_eq!(in_japan.found(), ["clock.skew", "net.reachable"], "the zone is right, so the clock is not");
    in_japan.says("clock.skew", "9時間進んでいます");
    let unknown = by_clock(&Pc::direct(), nine_hours);
    assert_eq!(unknown.found(), ["clock.timezone", "net.reachable"]);
    unknown.says("clock.timezone", "9時間");
    let elsewhere = Pc::new(&[("/etc/timezone", "Europe/London\n")], &[]);
    assert_eq!(by_clock(&elsewhere, nine_hours).found(), ["clock.timezone", "net.reachable"]);
}

#[test]
fn a_portal_is_told_and_not_followed() {
    let (seen, server) =
        seen_of("HTTP/1.1 302 Found\r\nLocation: https://portal.example/login?from=a\r\n\r\n");
    let answer = answer(&seen);
    assert_eq!(answer.sent_on_to.as_deref(), Some("portal.example"));
    assert!(answer.leaves_amazon);
    assert_eq!(server.seen().len(), 1);
    assert_eq!(seen.net.looked_up(), [SELLER], "nobody else is asked, not even for the name");
    assert_eq!(seen.found(), ["net.captive_portal"]);
    seen.says("net.captive_portal", "portal.example");
}

/// Seller Central and the shop, which send on to these places.
fn two_hosts(first: &str, second: &str) -> (Seen, Server, Server) {
    let authority = Authority::new("Amazon");
    let head = |to: &str| {
        format!(
            "HTTP/1.1 302 Found\r\nSet-Cookie: session-id=1; Domain=.amazon.co.jp\r\nLocation: {to}\r\n\r\n"
        )
    };
    let seller = Server::page(authority.server(&[SELLER], NOW), &head(first));
    let www = Server::page(authority.server(&[WWW], NOW), &head(second));
    let net = Net::new().host(SELLER, 443, seller.port).host(WWW, 443, www.port).trusted(&authority.root);
    (Pc::direct().check(net), seller, www)
}

#[test]
fn amazon_sends_on_within_amazon_once() {
    let (seen, seller, www) =
        two_hosts("https://www.amazon.co.jp/ap/signin?a=b", "https://sellercentral.amazon.co.jp/home");
    let hosts: Vec<&str> = seen.facts.visits.iter().map(|visit| visit.host.as_str()).collect();
    assert_eq!(hosts, [SELLER, WWW]);
    assert!(seen.facts.visits.iter().all(|visit| visit.outcome == VisitOutcome::Answered));
    assert_eq!((seller.seen().len(), www.seen().len()), (1, 1), "one request a host");
    assert!(www.seen()[0].starts_with("GET /ap/signin?a=b HTTP/1.1\r\nHost: www.amazon.co.jp\r\n"));
    assert!(!www.seen()[0].to_lowercase().contains("cookie"), "none is kept");
    let sent_on: Vec<_> =
        seen.facts.visits.iter().filter_map(|visit| visit.answer.as_ref()?.sent_on_to.clone()).collect();
    assert_eq!(sent_on, [WWW, SELLER]);
    assert_eq!(seen.found(), ["net.reachable"]);
}

#[test]
fn a_host_is_not_asked_twice_even_if_it_wants_to() {
    let (seen, seller, www) = two_hosts("/home", "/");
    assert_eq!(seen.visit().host, SELLER);
    assert_eq!((seller.seen().len(), www.seen().len()), (1, 0));
    assert_eq!(answer(&seen).sent_on_to.as_deref(), Some(SELLER));
    let (seen, _, www) = two_hosts("http://www.amazon.co.jp/", "/");
    assert_eq!(seen.facts.visits.len(), 1, "never without TLS");
    assert_eq!(www.seen().len(), 0);
}

#[test]
fn each_click_asks_each_host_once() {
    let (server, net) = amazon(FINE);
    let pc = Pc::direct();
    let seen = pc.check(net);
    assert_eq!(server.seen().len(), 1);
    let again = Pc { report: seen.report.clone(), ..pc };
    let (_, other) = amazon(FINE);
    let second = again.check(other);
    assert_eq!(server.seen().len(), 1);
    assert_eq!(second.facts.visits.len(), 1, "what the first click showed is gone");
}

#[test]
fn an_answer_that_comes_byte_by_byte_is_read() {
    let authority = Authority::new("Public");
    let server = Server::tls(authority.server(&[SELLER], NOW), |call, stream| {
        call.request(stream)?;
        for byte in format!("HTTP/1.1 200 OK\r\n{DATE}\r\n").bytes() {
            stream.write_all(&[byte])?;
            stream.flush()?;
        }
        Ok(())
    });
    let net = Net::new().host(SELLER, 443, server.port).trusted(&authority.root);
    let seen = Pc::direct().check(net);
    assert_eq!(answer(&seen).status, 200);
    assert!(answer(&seen).clock_ahead.is_some());
}

#[test]
fn a_head_without_end_is_not_read_to_the_end() {
    let authority = Authority::new("Public");
    let server = Server::tls(authority.server(&[SELLER], NOW), |call, stream| {
        call.request(stream)?;
        stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
        let line = format!("X: {}\r\n", "x".repeat(1000));
        // 10 GB, if anybody took them.
        for sent in 0..10_000_000_u64 {
            if stream.write_all(line.as_bytes()).is_err() {
                call.note(if sent < 100_000 { "gave up soon" } else { "gave up late" });
                break;
            }
        }
        Ok(())
    });
    let net = Net::new().host(SELLER, 443, server.port).trusted(&authority.root);
    let seen = Pc::direct().check(net);
    assert_eq!(seen.visit().outcome, VisitOutcome::Unclear);
    assert_eq!(seen.found(), ["net.no_connection"]);
    server.wait();
    while server.seen().len() < 2 {
        server.wait();
    }
    assert_eq!(server.seen()[1], "gave up soon");
}

#[test]
fn what_is_no_http_or_no_answer_is_told() {
    let (seen, _server) = seen_of("220 mail.example ESMTP\r\n");
    assert_eq!(seen.visit().outcome, VisitOutcome::Unclear);
    assert_eq!(seen.found(), ["net.no_connection"]);
    let (seen, _server) = seen_of("");
    assert_eq!(seen.visit().outcome, VisitOutcome::NoAnswer, "it closed the connection");
    assert_eq!(seen.found(), ["net.no_connection"]);
    let authority = Authority::new("Public");
    let slow = Server::tls(authority.server(&[SELLER], NOW), |call, stream| {
        call.request(stream)?;
        super::servers::wait_for_the_end(&mut &mut *stream)
    });
    let net = Net::new().host(SELLER, 443, slow.port).trusted(&authority.root).patience(SHORT * 2);
    let seen = Pc::direct().check(net);
    assert_eq!(seen.visit().outcome, VisitOutcome::NoAnswer);
    assert!(seen.visit().tls.is_some() && seen.visit().millis >= 1000);
    assert_eq!(seen.found(), ["net.no_connection"]);
}

#[test]
fn how_long_it_took_is_told() {
    let (seen, _server) = seen_of(FINE);
    assert!(seen.visit().millis < 120_000);
    assert_eq!(seen.facts.at, super::now());
}
