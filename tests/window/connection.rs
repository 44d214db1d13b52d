//! 接続も確認する: asked for by a click, and by nothing else.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use login_triage::app::{Check, Progress};
use login_triage::case::EntryKind;
use login_triage::environment::Report;
use login_triage::environment::facts::{
    Answer, Contact, InterfaceKind, Road, RoadSource, Trust, Visit, VisitOutcome,
};
use login_triage::knowledge::Likelihood;
use login_triage::ui::text;
use login_triage::window::Scan;

use crate::made;
use crate::support::{Begin, Checked, Outside, Window, fixture};

const CHECK: &str = text::connection::CHECK;

/// A machine on which Chrome goes directly, and what a check of the connection sees from it.
fn direct() -> Report {
    let browsers = [("Google Chrome", Road::Direct, RoadSource::System)];
    made::report(&browsers, made::machine(InterfaceKind::Line))
}

/// What is found when the clock is off.
fn with_clock(report: Report) -> Report {
    let clock = made::finding("clock.timezone", Likelihood::High, "PC", "時計が9時間ずれています");
    Report { findings: vec![clock], ..report }
}

/// A window that has read the machine, for which a check comes to `checked`.
fn on(report: Report, checked: Checked) -> Window {
    let outside = Arc::new(Outside::default());
    *outside.made.lock().unwrap() = Some(report);
    *outside.checked.lock().unwrap() = Some(checked);
    let begin = Begin { size: egui::vec2(1280.0, 1600.0), scan: Scan::AtStart, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    window
}

fn check(window: &mut Window) {
    window.press(CHECK);
    window.wait("the check is over", |state| !state.environment.check.is_under_way());
}

fn ends(visit: Visit) -> Window {
    let mut window = on(direct(), Checked::Ends(Box::new(made::checked(&direct(), visit))));
    check(&mut window);
    window
}

fn entries(window: &Window) -> Vec<String> {
    let scans = window.state().case.timeline.iter().filter(|entry| entry.kind == EntryKind::Scanned);
    scans.map(|entry| entry.text.clone()).collect()
}

fn has_button(window: &Window, name: &str) -> bool {
    window.harness.query_all_by_role_and_label(Role::Button, name).next().is_some()
}

fn online(window: &Window) -> bool {
    window.state().environment.report.as_ref().is_some_and(|report| report.machine.online.is_some())
}

#[test]
fn nothing_is_contacted_before_the_click() {
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(fixture("machines/windows_company"));
    let open = Some(fixture("notes/in_the_midst.ron"));
    let begin = Begin { size: egui::vec2(1280.0, 4000.0), scan: Scan::AtStart, open, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    window.press("このPCの結果を記録に取り込む");
    window.press_first("この結果だけ見る");
    window.press_first("根拠と直し方");
    window.press("再確認");
    window.wait("the second scan", |state| state.environment.running.is_none());
    window.press("使い方");
    window.press("診断");
    let network = Arc::clone(&window.outside.network);
    let contacts = || (network.taken.load(Ordering::SeqCst), network.asked.load(Ordering::SeqCst));
    assert_eq!(contacts(), (0, 0), "nobody has clicked");
    check(&mut window);
    assert_eq!(contacts().0, 1, "the network is handed out once a click");
}

#[test]
fn it_says_what_is_contacted_and_is_offered_only_for_a_machine_that_was_read() {
    let outside = Arc::new(Outside::default());
    let holder = Arc::clone(&outside);
    let mut window = Window::open_with(Begin::default(), outside);
    assert!(!has_button(&window, CHECK), "nothing was read yet");
    window.press("環境を確認する");
    window.wait("the scan", |state| state.environment.report.is_some());
    window.sees(text::connection::CONTACTS);
    let held = holder.hold_scan.lock().unwrap();
    window.press("再確認");
    window.sees(text::connection::AFTER_SCAN);
    let button = window.harness.get_by_role_and_label(Role::Button, CHECK);
    assert!(button.accesskit_node().is_disabled());
    drop(held);
    window.wait("the second scan", |state| state.environment.running.is_none());
    assert!(!window.harness.get_by_role_and_label(Role::Button, CHECK).accesskit_node().is_disabled());
}

#[test]
fn it_shows_how_far_it_is_and_nothing_is_kept_once_it_is_stopped() {
    let seen = with_clock(made::checked(&direct(), made::visit(Road::Direct)));
    let mut window = on(direct(), Checked::Ends(Box::new(seen)));
    let before = (entries(&window), window.state().case.findings.clone());
    let holder = Arc::clone(&window.outside);
    let held = holder.hold_check.lock().unwrap();
    window.press(CHECK);
    let progress = Progress { done: 1, of: 4, what: "proxies".to_owned() };
    window.wait("its first step", |state| state.environment.check == Check::Running(progress.clone()));
    window.sees(text::environment::step("proxies"));
    assert!(!has_button(&window, CHECK) && !has_button(&window, "再確認"));
    window.harness.key_press(egui::Key::F5);
    window.settle();
    assert!(window.state().environment.running.is_none(), "the machine is not read meanwhile");
    window.press("中止する");
    window.sees(text::connection::STOPPING);
    // It came to its end before it saw that it was to stop.
    drop(held);
    window.wait("it is over", |state| !state.environment.check.is_under_way());
    window.sees(text::connection::STOPPED);
    assert!(!online(&window));
    assert_eq!((entries(&window), window.state().case.findings.clone()), before);
    assert!(has_button(&window, CHECK));
}

#[test]
fn what_it_saw_is_shown_noted_and_fed_to_the_diagnosis() {
    let seen = with_clock(made::checked(&direct(), made::visit(Road::Direct)));
    let mut window = on(direct(), Checked::Ends(Box::new(seen)));
    assert!(window.state().case.findings.is_empty());
    let before = window.probability_of("C15");
    check(&mut window);
    window.sees("入口まで届きました");
    window.sees("0.8秒");
    window.sees("名前はできました、接続はできました、証明書はできました、応答はできました");
    window.sees("Google Chrome / 既定 の道すじ");
    window.sees("52.119.161.5 ほか1件");
    window.sees("時計が9時間ずれています");
    assert_eq!(window.state().case.findings.len(), 1);
    assert!(window.probability_of("C15") > before, "the clock is a cause now");
    assert_eq!(entries(&window)[1], "接続を確認（入口まで届きました、0.8秒）");
    window.press(text::connection::AGAIN);
    window.wait("the second check", |state| !state.environment.check.is_under_way());
    assert_eq!(entries(&window).len(), 3);
    window.press("再確認");
    window.wait("the second scan", |state| state.environment.running.is_none());
    assert!(
        !online(&window) && !has_button(&window, text::connection::AGAIN),
        "a new look knows of no check"
    );
    assert!(has_button(&window, CHECK));
}

#[test]
fn every_end_is_told() {
    let proxy = || made::through("proxy.example.co.jp", 8080);
    let refused = VisitOutcome::NoConnection(Contact::Refused);
    for (visit, told, steps) in [
        (
            made::ended(Road::Direct, VisitOutcome::NoName),
            "入口の名前を調べられませんでした",
            "名前はできませんでした、接続は行っていません、証明書は行っていません、応答は行っていません",
        ),
        (
            made::ended(Road::Direct, refused),
            "入口につながりませんでした（接続を受け付けていません）",
            "名前はできました、接続はできませんでした、証明書は行っていません、応答は行っていません",
        ),
        (
            made::ended(proxy(), VisitOutcome::ProxyAsksPassword),
            "プロキシが、ユーザー名とパスワードを求めています",
            "プロキシはできませんでした、接続は行っていません、証明書は行っていません、応答は行っていません",
        ),
        (
            made::ended(proxy(), VisitOutcome::ProxyRefuses(502)),
            "プロキシに断られました（502）",
            "プロキシはできました、接続はできませんでした、証明書は行っていません、応答は行っていません",
        ),
        (
            made::ended(Road::Unknown, VisitOutcome::NoRoad),
            "道すじが分からないため、接続していません",
            "名前は行っていません、接続は行っていません、証明書は行っていません、応答は行っていません",
        ),
    ] {
        let window = ends(visit);
        window.sees(told);
        window.sees(steps);
        assert!(entries(&window)[1].contains(told), "the timeline tells it too");
    }
}

#[test]
fn an_answer_that_is_not_as_usual_is_told() {
    let answer = |status, sent_on_to: Option<&str>| Answer {
        status,
        sent_on_to: sent_on_to.map(str::to_owned),
        leaves_amazon: sent_on_to.is_some(),
        clock_ahead: Some(32_400),
    };
    let portal = Visit { answer: Some(answer(302, Some("portal.example"))), ..made::visit(Road::Direct) };
    let window = ends(portal);
    window.sees("Amazon以外のページ（portal.example）に送られました");
    window.sees("9時間 進んでいます");
    window.sees("名前はできました、接続はできました、証明書はできました、応答はいつもと違います");
    let busy = Visit { answer: Some(answer(503, None)), ..made::visit(Road::Direct) };
    ends(busy).sees("届きましたが、Amazonの側が応答できないようです（503）");
    let mut looked_into = made::visit(Road::Direct);
    if let Some(tls) = &mut looked_into.tls {
        (tls.public, tls.issuer) = (Trust::UnknownIssuer, "Web Shield".to_owned());
    }
    let window = ends(looked_into);
    window.sees("名前はできました、接続はできました、証明書はいつもと違います、応答はできました");
    window.sees("途中で置き換えられています（発行：Web Shield）");
}

#[test]
fn where_the_answer_leads_on_both_pages_are_told() {
    let led_on = Answer {
        status: 302,
        sent_on_to: Some("www.amazon.co.jp".to_owned()),
        leaves_amazon: false,
        clock_ahead: None,
    };
    let first = Visit { answer: Some(led_on), ..made::visit(Road::Direct) };
    let host = "www.amazon.co.jp".to_owned();
    let dead = Visit { host: host.clone(), ..made::ended(Road::Direct, VisitOutcome::NoAnswer) };
    let fine = Visit { host, ..made::visit(Road::Direct) };
    for (second, told, other) in [
        (fine, "入口まで届きました", "www.amazon.co.jp：案内先まで届きました"),
        (dead, "案内先から応答がありませんでした", "sellercentral.amazon.co.jp：入口まで届きました"),
    ] {
        let mut seen = made::checked(&direct(), first.clone());
        let mut machine = (*seen.machine).clone();
        if let Some(online) = &mut machine.online {
            online.visits.push(second);
        }
        seen.machine = Arc::new(machine);
        let mut window = on(direct(), Checked::Ends(Box::new(seen)));
        check(&mut window);
        window.sees(told);
        window.sees(other);
    }
}

#[test]
fn one_that_breaks_off_is_told_and_can_be_asked_for_again() {
    let mut window = on(direct(), Checked::BreaksOff);
    check(&mut window);
    assert_eq!(window.state().environment.check, Check::Failed);
    window.sees(text::connection::FAILED);
    let seen = made::checked(&direct(), made::visit(Road::Direct));
    *window.outside.checked.lock().unwrap() = Some(Checked::Ends(Box::new(seen)));
    check(&mut window);
    window.sees("入口まで届きました");
    assert!(!window.shows(text::connection::FAILED));
}

#[test]
fn a_note_that_was_opened_is_told_only_when_the_operator_says_so() {
    let outside = Arc::new(Outside::default());
    *outside.made.lock().unwrap() = Some(direct());
    let seen = with_clock(made::checked(&direct(), made::visit(Road::Direct)));
    *outside.checked.lock().unwrap() = Some(Checked::Ends(Box::new(seen)));
    let open = Some(fixture("notes/in_the_midst.ron"));
    let begin = Begin { size: egui::vec2(1280.0, 1600.0), open, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the note is opened", |state| state.path.is_some());
    window.press("環境を確認する");
    window.wait("the scan", |state| state.environment.report.is_some());
    let before = (entries(&window), window.state().case.findings.clone());
    check(&mut window);
    window.sees("入口まで届きました");
    assert_eq!((entries(&window), window.state().case.findings.clone()), before);
    window.press("このPCの結果を記録に取り込む");
    assert_eq!(window.state().case.findings.len(), 1);
    assert!(entries(&window).iter().any(|entry| entry.starts_with("接続を確認（入口まで届きました")));
}
