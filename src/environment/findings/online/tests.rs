//! Tests of the findings from the check of the connection.

use super::*;
use crate::environment::facts::{ProxyCheck, RoadSource};
use crate::environment::findings::tests::made::{
    answered, checked, ids, proxy, route, server, to_shop, told, trust, visit,
};

const CHROME: &str = "Chrome / 仕事";

fn of(visit: Visit) -> Vec<Draft> {
    findings(&checked(vec![visit]), &[])
}

fn one(visit: Visit) -> Draft {
    let mut drafts = of(visit);
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    drafts.remove(0)
}

fn through_proxy(visit: Visit) -> Visit {
    Visit { road: proxy("proxy.example:8080"), addresses: Vec::new(), ..visit }
}

#[test]
fn an_answer_is_told_by_its_status() {
    for (status, wanted) in [
        (200, Some("net.reachable")),
        (302, Some("net.reachable")),
        (399, Some("net.reachable")),
        (400, Some("site.status_400")),
        (401, None),
        (403, Some("site.status_403")),
        (404, None),
        (429, Some("site.status_429")),
        (500, Some("site.status_503")),
        (503, Some("site.status_503")),
        (199, None),
    ] {
        let drafts = of(answered(status));
        assert_eq!(ids(&drafts), Vec::from_iter(wanted), "{status}");
        assert!(drafts.iter().all(|draft| draft.value == status.to_string() && draft.subject == MACHINE));
    }
    assert_eq!(one(answered(302)).confidence, Confidence::High);
    assert_eq!(one(answered(503)).confidence, Confidence::Medium, "a browser may be answered otherwise");
    for status in [200, 403, 503] {
        assert_eq!(ids(&of(to_shop(answered(status)))), [""; 0], "pages for customers say nothing");
    }
}

#[test]
fn an_answer_that_leads_away_from_amazon_is_somebody_elses() {
    let away = |host: &str, leaves_amazon| {
        let answer = Answer { status: 302, sent_on_to: Some(host.into()), leaves_amazon, clock_ahead: None };
        Visit { answer: Some(answer), ..answered(302) }
    };
    let draft = one(away("portal.example", true));
    assert_eq!(
        (draft.id, draft.detail, draft.value.as_str()),
        ("net.captive_portal", "sends_on", "portal.example")
    );
    assert_eq!(draft.likelihood, None);
    assert_eq!(one(away("www.amazon.co.jp", false)).id, "net.reachable");
    assert_eq!(one(to_shop(away("portal.example", true))).confidence, Confidence::Medium);
}

#[test]
fn how_far_a_request_went_without_an_answer() {
    for (outcome, id, detail) in [
        (VisitOutcome::NoName, "net.no_connection", "no_name"),
        (VisitOutcome::NoConnection(Contact::Refused), "net.no_connection", "refused"),
        (VisitOutcome::NoConnection(Contact::TimedOut), "net.no_connection", "timed_out"),
        (VisitOutcome::NoConnection(Contact::Unreachable), "net.no_connection", "unreachable"),
        (VisitOutcome::NoConnection(Contact::NoName), "net.no_connection", "no_name"),
        (VisitOutcome::NoAnswer, "net.no_connection", "broken"),
        (VisitOutcome::Unclear, "net.no_connection", "broken"),
        (VisitOutcome::NoTls, "net.captive_portal", "no_tls"),
        (VisitOutcome::Untrusted, "tls.cert_error", "bad"),
    ] {
        let draft = one(visit(outcome));
        assert_eq!((draft.id, draft.detail, draft.subject.as_str()), (id, detail, MACHINE), "{outcome:?}");
    }
    for outcome in [
        VisitOutcome::NoRoad,
        VisitOutcome::Cancelled,
        VisitOutcome::Sinkhole,
        VisitOutcome::Answered,
        VisitOutcome::NoConnection(Contact::Open),
    ] {
        assert_eq!(ids(&of(visit(outcome))), [""; 0], "{outcome:?}");
    }
    let portal = one(visit(VisitOutcome::NoTls));
    assert_eq!((portal.confidence, portal.likelihood), (Confidence::Low, Some(Likelihood::Medium)));
    assert_eq!(one(visit(VisitOutcome::NoName)).likelihood, None);
    let shop = one(to_shop(visit(VisitOutcome::NoName)));
    assert_eq!((shop.confidence, shop.likelihood), (Confidence::Medium, Some(Likelihood::Medium)));
}

#[test]
fn a_proxy_on_the_road_is_told_by_what_it_says() {
    for (outcome, id, detail) in [
        (VisitOutcome::ProxyAsksPassword, "proxy.asks_password", ""),
        (VisitOutcome::ProxyRefuses(403), "proxy.refuses", "forbidden"),
        (VisitOutcome::ProxyRefuses(502), "proxy.refuses", "gateway"),
        (VisitOutcome::ProxyRefuses(0), "proxy.refuses", "socks"),
        (VisitOutcome::ProxyUnclear, "proxy.refuses", "unclear"),
        (VisitOutcome::NoTls, "net.no_connection", "broken"),
    ] {
        let draft = one(through_proxy(visit(outcome)));
        assert_eq!((draft.id, draft.detail), (id, detail), "{outcome:?}");
        assert_eq!(draft.evidence.last().map(|line| line.value.as_str()), Some("proxy.example:8080"));
    }
    assert_eq!(one(through_proxy(visit(VisitOutcome::ProxyRefuses(403)))).value, "proxy.example:8080");
}

#[test]
fn a_finding_is_about_the_machine_unless_a_browser_has_its_own_road() {
    let refused = || through_proxy(visit(VisitOutcome::ProxyRefuses(403)));
    let subject = |source| {
        let routes = [route(CHROME, proxy("proxy.example:8080"), source)];
        findings(&checked(vec![refused()]), &routes)[0].subject.clone()
    };
    assert_eq!(subject(RoadSource::System), MACHINE);
    assert_eq!(subject(RoadSource::Company), "Chrome");
    assert_eq!(subject(RoadSource::Browser), CHROME);
    assert_eq!(of(refused())[0].subject, CHROME, "its road is not known any more");
}

#[test]
fn a_proxy_that_does_not_answer_is_told_of_the_proxy() {
    let visit = through_proxy(visit(VisitOutcome::NoConnection(Contact::TimedOut)));
    assert_eq!(ids(&of(visit.clone())), [""; 0]);
    let mut machine = checked(vec![visit]);
    let check = ProxyCheck { server: server("proxy.example:8080"), reach: Contact::Open };
    machine.online.as_mut().unwrap().proxies = vec![check];
    assert_eq!(ids(&findings(&machine, &[])), ["net.no_connection"], "it answered before");
}

#[test]
fn certificates_that_only_this_machine_knows_are_an_interception() {
    let seen = |system, public| {
        let drafts = of(Visit { tls: Some(trust(system, public)), ..answered(302) });
        drafts.into_iter().find(|draft| draft.id == "tls.intercepted")
    };
    let found = seen(Trust::Trusted, Trust::UnknownIssuer).unwrap();
    assert_eq!((found.value.as_str(), found.confidence), ("Example CA", Confidence::High));
    assert_eq!(seen(Trust::Trusted, Trust::Bad).unwrap().confidence, Confidence::Low);
    assert!(seen(Trust::Trusted, Trust::Trusted).is_none());
    assert!(seen(Trust::UnknownIssuer, Trust::UnknownIssuer).is_none());
}

#[test]
fn a_certificate_that_is_not_trusted_is_told_with_the_reason() {
    for (system, public, detail) in [
        (Trust::Expired, Trust::Expired, "expired"),
        (Trust::NotYetValid, Trust::NotYetValid, "not_yet_valid"),
        (Trust::OtherName, Trust::OtherName, "other_name"),
        (Trust::UnknownIssuer, Trust::UnknownIssuer, "unknown_issuer"),
        (Trust::UnknownIssuer, Trust::Trusted, "old_roots"),
        (Trust::Revoked, Trust::Trusted, "revoked"),
        (Trust::Bad, Trust::Bad, "bad"),
    ] {
        let visit = Visit { tls: Some(trust(system, public)), ..visit(VisitOutcome::Untrusted) };
        let draft = one(visit);
        assert_eq!((draft.id, draft.detail, draft.subject.as_str()), ("tls.cert_error", detail, MACHINE));
        assert_eq!(draft.value, "Example CA");
    }
    let trusted = Visit { tls: Some(trust(Trust::Trusted, Trust::Trusted)), ..answered(302) };
    assert_eq!(told(&of(trusted)), [("net.reachable", MACHINE)]);
}

#[test]
fn the_sellers_host_is_told_before_the_others() {
    let portal = |host: &str| Answer {
        status: 302,
        sent_on_to: Some(host.into()),
        leaves_amazon: true,
        clock_ahead: None,
    };
    let shop = to_shop(Visit { answer: Some(portal("second.example")), ..answered(302) });
    let seller = Visit { answer: Some(portal("first.example")), ..answered(302) };
    let drafts = findings(&checked(vec![shop, seller]), &[]);
    assert_eq!(drafts[0].value, "first.example");
}
