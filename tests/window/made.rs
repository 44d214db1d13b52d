//! Machines and checks of the connection made in code.

use std::sync::Arc;

use login_triage::environment::facts::{
    Answer, Contact, DefaultRoute, DiskFacts, DnsFacts, DnsServer, HostsFacts, InstallFacts, InterfaceFacts,
    InterfaceKind, LinkFacts, Machine, OnlineFacts, ProxyCheck, ProxyKind, ProxyServer, Road, RoadSource,
    Route, SELLER_HOSTS, SYSTEM, TimeSyncFacts, TimeZoneFacts, TlsFacts, Trust, Visit, VisitOutcome,
};
use login_triage::environment::{
    Confidence, Evidence, Finding, MACHINE, Os, ProfileOverview, ReadState, Report, SetBy,
};
use login_triage::knowledge::Likelihood;

/// The browsers of the machine, each with its road and who decides on it.
pub type Browser<'a> = (&'a str, Road, RoadSource);

pub fn proxy(host: &str, port: u16) -> ProxyServer {
    ProxyServer { kind: ProxyKind::Http, host: host.to_owned(), port }
}

pub fn through(host: &str, port: u16) -> Road {
    Road::Proxy(proxy(host, port))
}

/// A machine on which browsers go these ways. The first opens links.
pub fn report(browsers: &[Browser], machine: Machine) -> Report {
    let routes = browsers.iter().map(|(label, road, source)| route(label, road.clone(), source.clone()));
    let system = Route { browser: SYSTEM.to_owned(), ..route(MACHINE, Road::Direct, RoadSource::System) };
    Report {
        findings: Vec::new(),
        browsers: browsers.iter().enumerate().map(|(at, (label, ..))| overview(label, at == 0)).collect(),
        routes: std::iter::once(system).chain(routes).collect(),
        unread: machine.unread.clone(),
        taken_at: machine.taken_at,
        machine: Arc::new(machine),
    }
}

pub fn route(label: &str, road: Road, source: RoadSource) -> Route {
    Route {
        browser: label.to_owned(),
        label: label.to_owned(),
        subject: format!("{label} / 既定"),
        host: SELLER_HOSTS[0].to_owned(),
        road,
        source,
        server: None,
        script: None,
        misread: Vec::new(),
        certain: true,
        evidence: Vec::new(),
    }
}

fn overview(label: &str, opens_links: bool) -> ProfileOverview {
    ProfileOverview {
        browser: label.to_owned(),
        label: label.to_owned(),
        profile: "既定".to_owned(),
        subject: format!("{label} / 既定"),
        opens_links,
        last_used: true,
        usage_known: true,
        seller_last_used: None,
        amazon_last_used: None,
        state: ReadState::Ok,
        install: InstallFacts::default(),
        jar: None,
        extensions: Vec::new(),
        doors: Vec::new(),
    }
}

/// A machine of which nothing is known.
pub fn unknown() -> Machine {
    Machine::unknown(Os::Windows, "2026-11-21T00:40:00Z".parse().unwrap())
}

/// A machine in Japan that is as it should be, on a cable or behind a VPN.
pub fn machine(line: InterfaceKind) -> Machine {
    let interface = |name: &str, kind: InterfaceKind| InterfaceFacts {
        name: name.to_owned(),
        description: String::new(),
        kind,
        up: true,
        addresses: vec!["192.168.1.20".parse().unwrap()],
        dns: Vec::new(),
    };
    let route = DefaultRoute { version: 4, interface: "イーサネット".to_owned(), metric: 25 };
    Machine {
        links: Some(LinkFacts {
            interfaces: vec![interface("イーサネット", line)],
            default_routes: vec![route],
            place: "route".to_owned(),
        }),
        hosts: Some(HostsFacts::default()),
        dns: Some(DnsFacts {
            servers: vec![DnsServer {
                address: "192.168.1.1".parse().unwrap(),
                filter: None,
                evidence: evidence("DhcpNameServer", "192.168.1.1"),
            }],
            rules: Vec::new(),
        }),
        time_zone: Some(TimeZoneFacts {
            name: "Tokyo Standard Time".to_owned(),
            like_japan: true,
            evidence: evidence("TimeZoneKeyName", "Tokyo Standard Time"),
        }),
        time_sync: Some(TimeSyncFacts { on: true, evidence: evidence("Type", "NTP") }),
        disks: vec![DiskFacts { place: "C:".to_owned(), free: 48_200_000_000 }],
        ..unknown()
    }
}

pub fn evidence(key: &str, value: &str) -> Evidence {
    Evidence {
        place: r"HKLM\System".to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        default: String::new(),
        set_by: SetBy::Person,
    }
}

/// A machine behind a VPN, on which browsers disagree: the company's proxy, none, another one, a VPN of the browser,
/// and one whose settings cannot be read.
pub fn at_odds() -> Report {
    let company = through("proxy.example.co.jp", 8080);
    let browsers = [
        ("Google Chrome", company.clone(), RoadSource::System),
        ("Microsoft Edge", company, RoadSource::System),
        ("Mozilla Firefox", Road::Direct, RoadSource::Browser),
        ("Opera", Road::BrowserVpn, RoadSource::BuiltInVpn),
        ("Vivaldi", Road::Pac, RoadSource::System),
        ("Brave", Road::Unknown, RoadSource::System),
    ];
    report(&browsers, machine(InterfaceKind::Vpn("SoftEther".to_owned())))
}

/// What the check of the connection saw, by the road of the first browser.
pub fn checked(report: &Report, visit: Visit) -> Report {
    let proxies = match &visit.road {
        Road::Proxy(server) => vec![ProxyCheck { server: server.clone(), reach: Contact::Open }],
        _ => Vec::new(),
    };
    let online = OnlineFacts { at: report.taken_at, proxies, visits: vec![visit], detected: None };
    let machine = Machine { online: Some(online), ..(*report.machine).clone() };
    Report { machine: Arc::new(machine), ..report.clone() }
}

/// A visit that went well.
pub fn visit(road: Road) -> Visit {
    let addresses = match road {
        Road::Direct => vec!["52.119.161.5".parse().unwrap(), "52.119.168.48".parse().unwrap()],
        _ => Vec::new(),
    };
    Visit {
        host: SELLER_HOSTS[0].to_owned(),
        subject: "Google Chrome / 既定".to_owned(),
        road,
        addresses,
        tls: Some(TlsFacts {
            system: Trust::Trusted,
            public: Trust::Trusted,
            issuer: "Amazon RSA 2048 M02".to_owned(),
        }),
        answer: Some(Answer { status: 200, sent_on_to: None, leaves_amazon: false, clock_ahead: Some(0) }),
        outcome: VisitOutcome::Answered,
        millis: 840,
    }
}

/// A visit that ended before there was an answer.
pub fn ended(road: Road, outcome: VisitOutcome) -> Visit {
    Visit { tls: None, answer: None, outcome, millis: 2_300, ..visit(road) }
}

pub fn finding(id: &str, likelihood: Likelihood, subject: &str, summary: &str) -> Finding {
    Finding {
        id: id.to_owned(),
        subject: subject.to_owned(),
        likelihood,
        confidence: Confidence::High,
        set_by: SetBy::Person,
        summary: summary.to_owned(),
        why: "ログインの画面に届かないことがあります。".to_owned(),
        fix: vec!["設定を開きます。".to_owned()],
        recheck: "もう一度確認します。".to_owned(),
        evidence: vec![evidence("ProxyServer", "proxy.example.co.jp:8080")],
        state: ReadState::Ok,
    }
}
