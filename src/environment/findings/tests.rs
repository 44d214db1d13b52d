//! What holds for all findings, and that each has its words.

pub(super) mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::*;
use crate::environment::facts::{
    BypassTrap, Contact, MACHINE, RoadSource, ScriptAddress, ScriptFacts, ScriptOutcome, TimeZoneFacts,
    Trust, Visit, VisitOutcome,
};
use crate::knowledge::Knowledge;
use made::{answered, checked, evidence, machine, proxy, route, trust, visit};

static TEXTS: LazyLock<Vec<FindingText>> = LazyLock::new(|| Knowledge::embedded().unwrap().findings);

#[test]
fn the_worst_comes_first() {
    assert!(Likelihood::High < Likelihood::Medium);
    assert!(Confidence::High < Confidence::Low);
}

/// The details that the code can name, by finding.
const DETAILS: &[(&str, &[&str])] = &[
    (
        "proxy.bypass_misread",
        &[
            "that_name_only",
            "spoils_list",
            "opens_all",
            "port_kills_it",
            "form_unknown",
            "addresses_only",
            "other_pages",
        ],
    ),
    ("proxy.unreachable", &["refused", "timed_out", "no_name", "unreachable"]),
    ("proxy.pac_unreachable", &["bad_address", "missing", "withheld", "unreachable", "timed_out"]),
    ("proxy.pac_broken", &["too_big", "broken", "failed", "endless"]),
    ("proxy.refuses", &["forbidden", "gateway", "socks", "unclear"]),
    ("dns.filtering", &["filter", "company_rule", "secure_only"]),
    (
        "tls.cert_error",
        &["expired", "not_yet_valid", "other_name", "unknown_issuer", "old_roots", "revoked", "bad"],
    ),
    ("net.captive_portal", &["sends_on", "no_tls"]),
    ("net.no_connection", &["no_name", "refused", "timed_out", "unreachable", "broken"]),
    (
        "clock.skew",
        &[
            "ahead_seconds",
            "behind_seconds",
            "ahead_minutes",
            "behind_minutes",
            "ahead_hours",
            "behind_hours",
            "ahead_days",
            "behind_days",
        ],
    ),
    ("clock.timezone", &["zone", "hours"]),
];

#[test]
fn each_finding_has_a_text_and_each_detail_its_words() {
    let with_text: BTreeSet<&str> = TEXTS.iter().map(|text| text.id.as_str()).collect();
    assert_eq!(with_text, ids().collect());
    assert_eq!(ids().count(), TEXTS.len(), "ids are unique");
    let known: BTreeMap<&str, BTreeSet<&str>> =
        DETAILS.iter().map(|(id, details)| (*id, details.iter().copied().collect())).collect();
    for text in TEXTS.iter() {
        let details: BTreeSet<&str> = text.details.keys().map(String::as_str).collect();
        assert_eq!(details, known.get(text.id.as_str()).cloned().unwrap_or_default(), "{}", text.id);
    }
}

/// Machines that have about everything at once.
fn crowded() -> Vec<(Machine, Vec<Route>)> {
    let outcomes = [
        VisitOutcome::NoName,
        VisitOutcome::NoTls,
        VisitOutcome::NoAnswer,
        VisitOutcome::Untrusted,
        VisitOutcome::Sinkhole,
        VisitOutcome::ProxyAsksPassword,
        VisitOutcome::ProxyRefuses(0),
        VisitOutcome::ProxyRefuses(502),
        VisitOutcome::ProxyUnclear,
        VisitOutcome::NoConnection(Contact::TimedOut),
    ];
    let mut visits: Vec<Visit> = outcomes.map(visit).into();
    visits.extend([200, 400, 403, 429, 503].map(answered));
    visits.extend([Trust::Expired, Trust::OtherName, Trust::UnknownIssuer].map(|system| Visit {
        tls: Some(trust(system, Trust::UnknownIssuer)),
        ..visit(VisitOutcome::Untrusted)
    }));
    let scripts = [ScriptOutcome::Broken, ScriptOutcome::TimedOut].map(|outcome| ScriptFacts {
        address: ScriptAddress::new("http://pac.example/p.pac"),
        detected: false,
        outcome,
        answers: Vec::new(),
    });
    let sources = [RoadSource::System, RoadSource::Company, RoadSource::Browser];
    let routes = sources.into_iter().flat_map(|source| {
        [proxy("127.0.0.1:1"), proxy("proxy.example:8080"), crate::environment::facts::Road::Direct].map(
            |road| {
                let trap = BypassTrap::ThatNameOnly;
                let note = crate::environment::facts::BypassNote { entry: "amazon.co.jp".into(), trap };
                Route {
                    script: Some(ScriptAddress::new("http://pac.example/p.pac")),
                    misread: vec![note],
                    ..route("Chrome / 仕事", road, source.clone())
                }
            },
        )
    });
    let routes: Vec<Route> = routes.collect();
    visits
        .into_iter()
        .map(|visit| {
            let machine = Machine {
                scripts: scripts.to_vec(),
                listening: Some(Vec::new()),
                time_zone: Some(TimeZoneFacts {
                    name: "UTC".into(),
                    like_japan: false,
                    evidence: evidence("zone", "UTC"),
                }),
                ..checked(vec![visit])
            };
            (machine, routes.clone())
        })
        .collect()
}

#[test]
fn there_is_one_finding_for_each_id_and_subject_and_all_are_worded() {
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (machine, routes) in crowded() {
        let found = findings(&machine, &routes, &TEXTS);
        let names: BTreeSet<_> = found.iter().map(|finding| (&finding.id, &finding.subject)).collect();
        assert_eq!(names.len(), found.len());
        assert!(found.is_sorted_by_key(|finding| (finding.likelihood, finding.confidence)));
        for finding in &found {
            let words = [&finding.summary, &finding.why, &finding.recheck].into_iter().chain(&finding.fix);
            for text in words {
                assert!(!text.is_empty() && !text.contains('{'), "{}: {text}", finding.id);
                assert!(!text.ends_with('：') && !text.contains("：（"), "{}: {text}", finding.id);
            }
            assert!(!finding.evidence.is_empty(), "{}", finding.id);
            told.insert(finding.id.clone());
        }
    }
    assert!(told.len() >= 19, "{told:?}");
}

#[test]
fn a_proxy_or_vpn_that_works_is_never_a_likely_reason() {
    let broken = ["proxy.dead_local", "proxy.unreachable", "proxy.refuses"];
    let roads = TEXTS.iter().filter(|text| text.id.starts_with("proxy.") || text.id.starts_with("vpn."));
    for text in roads {
        let is_broken = broken.contains(&text.id.as_str());
        assert_eq!(text.likelihood == Likelihood::High, is_broken, "{}", text.id);
    }
}

#[test]
fn nothing_is_found_on_a_machine_of_which_nothing_is_known() {
    assert!(findings(&machine(), &[], &TEXTS).is_empty());
}

#[test]
fn texts_leave_nobody_alone_with_a_file_and_shout_at_nobody() {
    let network = ["proxy.", "vpn.", "net.", "hosts.", "dns.", "tls.", "site.", "clock.", "disk.", "app."];
    for text in TEXTS.iter().filter(|text| network.iter().any(|group| text.id.starts_with(group))) {
        let words: Vec<&String> = [&text.summary, &text.why, &text.recheck]
            .into_iter()
            .chain(&text.fix)
            .chain(text.details.values())
            .collect();
        let all = words.iter().map(|text| text.as_str()).collect::<String>();
        assert!(!all.contains('！') && !all.contains('!'), "{}", text.id);
        if text.id.starts_with("hosts.") {
            assert!(all.contains("ご自身では書き換えません") && all.contains("情シス"), "{}", text.id);
        }
        if text.id.starts_with("vpn.") {
            assert!(all.contains("会社") && all.contains("次々に"), "{}", text.id);
        }
        if text.likelihood != Likelihood::Info {
            assert!(text.fix.len() >= 2, "{}", text.id);
        }
    }
    assert_eq!(MACHINE, "PC", "the texts call it so");
}
