//! 道すじ and このPC: the picture of the roads and the lines beside it.

use std::sync::Arc;

use login_triage::environment::Report;
use login_triage::environment::facts::{
    BypassNote, BypassTrap, InterfaceKind, Road, RoadSource, Route, ScriptFacts, ScriptOutcome,
};
use login_triage::knowledge::Likelihood;
use login_triage::ui::text;
use login_triage::window::Scan;

use crate::made;
use crate::support::{Begin, Outside, Window};

/// A tall window on a made machine.
fn on(report: Report) -> Window {
    let outside = Arc::new(Outside::default());
    *outside.made.lock().unwrap() = Some(report);
    opened(outside)
}

fn opened(outside: Arc<Outside>) -> Window {
    let begin = Begin { size: egui::vec2(1280.0, 2400.0), scan: Scan::AtStart, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    window
}

#[test]
fn browsers_that_disagree_stand_side_by_side_with_a_caution() {
    let window = on(made::at_odds());
    window.sees("道すじ");
    window.sees(text::roads::DISAGREE);
    for sentence in [
        "Google Chrome（リンクを開く既定）・Microsoft Edge：このPCからVPN SoftEtherとプロキシ proxy.example.co.jp:8080を通り、Amazonへつながります。",
        "Mozilla Firefox：このPCからVPN SoftEtherを通り、プロキシなしでAmazonへつながります。",
        "Opera：このPCからVPN SoftEtherと内蔵VPNを通り、Amazonへつながります。",
        "Vivaldi：このPCからVPN SoftEtherを通り、その先はスクリプト（PAC）が決めます。まだ確認していません。",
        "Brave：このPCからVPN SoftEtherを通り、その先は確認できませんでした。",
    ] {
        window.sees(sentence);
    }
    window.sees(text::roads::NOT_READ);
}

#[test]
fn browsers_that_agree_need_no_caution_and_no_explanation() {
    let browsers = [("A", Road::Direct, RoadSource::System), ("B", Road::Direct, RoadSource::System)];
    let window = on(made::report(&browsers, made::machine(InterfaceKind::Line)));
    window.sees("A（リンクを開く既定）・B：このPCから、プロキシなしでAmazonへつながります。");
    assert!(!window.shows(text::roads::DISAGREE));
    assert!(!window.shows(text::roads::GLOSS));
}

#[test]
fn an_exception_that_does_not_do_what_it_seems_to_is_told_below_the_road() {
    let note = BypassNote { entry: "amazon.co.jp".to_owned(), trap: BypassTrap::ThatNameOnly };
    let browsers = [("A", made::through("p", 8080), RoadSource::System)];
    let mut report = made::report(&browsers, made::unknown());
    let misread = |route: Route| Route { misread: vec![note.clone()], ..route };
    report.routes = report.routes.into_iter().map(misread).collect();
    on(report).sees(&text::roads::misread(&note));
}

#[test]
fn a_script_is_named_without_its_secrets_and_its_answer_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let machine = folder.path().join("windows_script");
    std::fs::create_dir_all(machine.join("Users/taro/AppData/Local/Google/Chrome/User Data/Default"))
        .unwrap();
    let registry = concat!(
        "Windows Registry Editor Version 5.00\r\n\r\n",
        "[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\r\n",
        "\"AutoConfigURL\"=\"http://wpad.example/proxy.pac?token=geheim\"\r\n",
    );
    std::fs::write(machine.join("registry.reg"), registry).unwrap();
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(machine);
    let mut window = opened(outside);
    let report = window.state().environment.report.as_ref().unwrap();
    let address = report.routes[0].script.clone().expect("the machine asks a script");
    window.sees(&text::roads::script("http://wpad.example/proxy.pac", ScriptOutcome::NotLoaded));
    assert!(!window.shows("geheim"));
    // Now it has answered.
    let road = made::through("p", 8080);
    let mut answered = report.clone();
    for route in &mut answered.routes {
        route.road = road.clone();
    }
    let answers = vec![("sellercentral.amazon.co.jp".to_owned(), vec![road])];
    let facts = ScriptFacts { address, detected: false, outcome: ScriptOutcome::Answered, answers };
    let mut machine = (*report.machine).clone();
    machine.scripts = vec![facts];
    answered.machine = Arc::new(machine);
    *window.outside.made.lock().unwrap() = Some(answered);
    window.press("再確認");
    window.wait("the second scan", |state| state.environment.running.is_none());
    window.sees(&text::roads::script("http://wpad.example/proxy.pac", ScriptOutcome::Answered));
    assert!(!window.shows("geheim"));
}

#[test]
fn the_machine_has_a_card_with_what_is_known_and_what_is_not() {
    let mut report = made::at_odds();
    report.findings = vec![
        made::finding("vpn.default_route", Likelihood::Medium, "PC", "VPNが既定の経路です"),
        made::finding("proxy.in_use", Likelihood::Low, "Google Chrome / 既定", "プロキシを使います"),
        made::finding("proxy.own", Likelihood::Low, "Mozilla Firefox / 既定", "プロキシを使いません"),
        made::finding("x", Likelihood::Info, "Mozilla Firefox / 既定", "情報です"),
    ];
    let mut window = on(report);
    window.sees("このPC");
    window.sees("VPN SoftEther を経由");
    window.sees("192.168.1.1");
    window.sees("残り 48 GB");
    window.sees(text::machine::BY_CHECK);
    assert!(window.shows("プロキシを使います"));
    window.press_first("この結果だけ見る");
    assert!(window.shows("VPNが既定の経路です"));
    assert!(!window.shows("プロキシを使います"), "the machine's card comes first, and leads to its findings");
}
