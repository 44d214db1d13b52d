//! Machines made of facts, for the tests of findings.

use jiff::Timestamp;

use crate::environment::facts::{
    Answer, BrowserFacts, Evidence, Family, InstallFacts, Machine, OnlineFacts, Os, OwnProxy, PolicyFacts,
    ProfileFacts, ProxyKind, ProxyServer, ReadState, Road, RoadSource, Route, SELLER_HOSTS, SYSTEM, SetBy,
    Settings, TlsFacts, Trust, Visit, VisitOutcome,
};
use crate::environment::findings::Draft;

/// A Windows machine of which nothing is known.
pub(in crate::environment::findings) fn machine() -> Machine {
    Machine::unknown(Os::Windows, now())
}

fn now() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

/// A setting.
pub(in crate::environment::findings) fn evidence(key: &str, value: &str) -> Evidence {
    Evidence {
        place: "place".into(),
        key: key.into(),
        value: value.into(),
        default: String::new(),
        set_by: SetBy::Person,
    }
}

/// A browser with one profile named `仕事`; its id is its label.
pub(in crate::environment::findings) fn browser(label: &str, family: Family) -> BrowserFacts {
    let profile = ProfileFacts {
        dir: "Default".into(),
        name: "仕事".into(),
        subject: format!("{label} / 仕事"),
        place: String::new(),
        last_used: true,
        state: ReadState::Ok,
        settings: Settings::Unread,
        proxy: OwnProxy::System,
        secure_dns: None,
        amazon: None,
        jar: None,
        extensions: Vec::new(),
        doors: Vec::new(),
        crashed: None,
        created: None,
    };
    BrowserFacts {
        id: label.into(),
        label: label.into(),
        family,
        root: String::new(),
        policy: PolicyFacts::default(),
        install: InstallFacts::default(),
        shortcuts: Vec::new(),
        profiles: vec![profile],
    }
}

/// A proxy server, written `host:port`.
pub(in crate::environment::findings) fn server(place: &str) -> ProxyServer {
    let (host, port) = place.rsplit_once(':').unwrap();
    let host = host.trim_matches(['[', ']']);
    ProxyServer { kind: ProxyKind::Http, host: host.into(), port: port.parse().unwrap() }
}

/// The road through a proxy.
pub(in crate::environment::findings) fn proxy(place: &str) -> Road {
    Road::Proxy(server(place))
}

/// The road of a subject to Seller Central, through a server that is set, as [`SYSTEM`] or `Chrome / 仕事`.
pub(in crate::environment::findings) fn route(subject: &str, road: Road, source: RoadSource) -> Route {
    let label = subject.split(" / ").next().unwrap();
    let server = match &road {
        Road::Proxy(server) => Some(server.clone()),
        _ => None,
    };
    Route {
        browser: label.into(),
        label: if subject == SYSTEM { "PC".into() } else { label.into() },
        subject: if subject == SYSTEM { "PC".into() } else { subject.into() },
        host: SELLER_HOSTS[0].into(),
        evidence: vec![evidence("ProxyServer", &road.to_string())],
        road,
        source,
        server,
        script: None,
        misread: Vec::new(),
        certain: true,
    }
}

/// A machine whose connection was checked.
pub(in crate::environment::findings) fn checked(visits: Vec<Visit>) -> Machine {
    let online = OnlineFacts { at: now(), proxies: Vec::new(), visits, detected: None };
    Machine { online: Some(online), ..machine() }
}

/// A request by Chrome to Seller Central, directly, that went so far.
pub(in crate::environment::findings) fn visit(outcome: VisitOutcome) -> Visit {
    Visit {
        host: SELLER_HOSTS[0].into(),
        subject: "Chrome / 仕事".into(),
        road: Road::Direct,
        addresses: vec!["203.0.113.7".parse().unwrap()],
        tls: None,
        answer: None,
        outcome,
        millis: 100,
    }
}

/// One that was answered, with a certificate that everybody trusts and a clock that agrees.
pub(in crate::environment::findings) fn answered(status: u16) -> Visit {
    let answer = Answer { status, sent_on_to: None, leaves_amazon: false, clock_ahead: None };
    let tls = trust(Trust::Trusted, Trust::Trusted);
    Visit { tls: Some(tls), answer: Some(answer), ..visit(VisitOutcome::Answered) }
}

/// Certificates, as the operating system and the public see them.
pub(in crate::environment::findings) fn trust(system: Trust, public: Trust) -> TlsFacts {
    TlsFacts { system, public, issuer: "Example CA".into() }
}

/// The same request to another host of Amazon.
pub(in crate::environment::findings) fn to_shop(visit: Visit) -> Visit {
    Visit { host: "www.amazon.co.jp".into(), ..visit }
}

/// Ids and subjects, in the order in which they were found.
pub(in crate::environment::findings) fn told(drafts: &[Draft]) -> Vec<(&str, &str)> {
    drafts.iter().map(|draft| (draft.id, draft.subject.as_str())).collect()
}

/// The ids alone.
pub(in crate::environment::findings) fn ids(drafts: &[Draft]) -> Vec<&str> {
    drafts.iter().map(|draft| draft.id).collect()
}
