use super::*;
use crate::environment::facts::{Answer, Contact, ProxyKind, ProxyServer};

fn visit(road: Road, outcome: VisitOutcome) -> Visit {
    Visit {
        host: "sellercentral.amazon.co.jp".to_owned(),
        subject: "A / 1".to_owned(),
        road,
        addresses: Vec::new(),
        tls: None,
        answer: None,
        outcome,
        millis: 1,
    }
}

fn through_proxy() -> Road {
    Road::Proxy(ProxyServer { kind: ProxyKind::Http, host: "p".to_owned(), port: 1 })
}

/// `+` well, `!` odd, `x` not, `-` untried.
fn signs(visit: &Visit) -> String {
    let sign = |step: &Step| match step.went {
        Went::Well => '+',
        Went::Odd => '!',
        Went::Not => 'x',
        Went::Untried => '-',
    };
    steps(visit).iter().map(sign).collect()
}

#[test]
fn every_outcome_says_how_far_it_got() {
    let refused = VisitOutcome::NoConnection(Contact::Refused);
    for (outcome, direct, proxied) in [
        (VisitOutcome::NoRoad, "----", "----"),
        (VisitOutcome::Cancelled, "----", "----"),
        (VisitOutcome::NoName, "x---", "x---"),
        (VisitOutcome::Sinkhole, "x---", "x---"),
        (refused, "+x--", "x---"),
        (VisitOutcome::ProxyAsksPassword, "x---", "x---"),
        (VisitOutcome::ProxyUnclear, "x---", "x---"),
        (VisitOutcome::ProxyRefuses(403), "+x--", "+x--"),
        (VisitOutcome::Untrusted, "++x-", "++x-"),
        (VisitOutcome::NoTls, "++x-", "++x-"),
    ] {
        assert_eq!(signs(&visit(Road::Direct, outcome)), direct, "{outcome:?}");
        assert_eq!(signs(&visit(through_proxy(), outcome)), proxied, "{outcome:?} through a proxy");
    }
}

#[test]
fn an_answer_counts_only_where_it_is_amazons_and_says_yes() {
    let tls = |public| TlsFacts { system: Trust::Trusted, public, issuer: "Amazon".to_owned() };
    let answer = Answer { status: 302, sent_on_to: None, leaves_amazon: false, clock_ahead: None };
    let fine = Visit {
        tls: Some(tls(Trust::Trusted)),
        answer: Some(answer.clone()),
        ..visit(Road::Direct, VisitOutcome::Answered)
    };
    assert_eq!(signs(&fine), "++++");
    let refused = Visit { answer: Some(Answer { status: 403, ..answer.clone() }), ..fine.clone() };
    assert_eq!(signs(&refused), "+++!");
    let portal = Visit { answer: Some(Answer { leaves_amazon: true, ..answer }), ..fine.clone() };
    assert_eq!(signs(&portal), "+++!");
    let silent = Visit { answer: None, outcome: VisitOutcome::NoAnswer, ..fine.clone() };
    assert_eq!(signs(&silent), "+++x");
    let looked_into = Visit { tls: Some(tls(Trust::UnknownIssuer)), ..fine };
    assert_eq!(signs(&looked_into), "++!+");
}

#[test]
fn through_a_proxy_the_first_step_is_the_proxy() {
    let first = |road| steps(&visit(road, VisitOutcome::NoAnswer))[0].name;
    assert_eq!(first(Road::Direct), text::connection::NAME);
    assert_eq!(first(through_proxy()), text::connection::PROXY);
}
