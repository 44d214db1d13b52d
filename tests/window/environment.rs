//! The environment pane: findings, filters, browsers, and what could not be read.

use std::collections::BTreeSet;
use std::sync::Arc;

use login_triage::app::FindingFilter;
use login_triage::case::EntryKind;
use login_triage::environment::Finding;
use login_triage::environment::facts::InterfaceKind;
use login_triage::knowledge::Likelihood;
use login_triage::ui::text;
use login_triage::window::Scan;

use crate::made;
use crate::support::{Begin, Outside, Window, fixture};

/// A tall window that has read this machine.
fn on_machine(name: &str) -> Window {
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(fixture(&format!("machines/{name}")));
    let begin = Begin { size: egui::vec2(1600.0, 4000.0), scan: Scan::AtStart, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    window
}

#[test]
fn the_environment_is_read_shown_and_fed_to_the_diagnosis() {
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(fixture("machines/linux_office"));
    let mut window = Window::open_with(Begin { scan: Scan::AtStart, ..Begin::default() }, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    let state = window.state();
    let report = state.environment.report.as_ref().unwrap();
    assert!(!report.findings.is_empty());
    assert_eq!(state.case.findings.len(), report.findings.len(), "the note keeps what was found");
    assert!(state.case.timeline.iter().any(|entry| entry.kind == EntryKind::Scanned));
    assert!(state.assessment.evidence.is_some());
    let summary = report.findings[0].summary.clone();
    window.sees(&summary);
    assert!(window.shows("確認できなかったもの"));
    window.press("再確認");
    window.wait("the second scan", |state| state.environment.running.is_none());
}

#[test]
fn a_scan_shows_that_it_runs_and_can_be_stopped() {
    let outside = Arc::new(Outside::default());
    let holder = Arc::clone(&outside);
    let held = holder.hold_scan.lock().unwrap();
    let mut window = Window::open_with(Begin::default(), Arc::clone(&outside));
    window.press("環境を確認する");
    assert!(window.shows("確認しています"));
    window.press("中止する");
    drop(held);
    window.wait("the scan is over", |state| state.environment.running.is_none());
    assert!(window.state().environment.cancelled);
    assert!(window.shows("確認を中止しました"));
    assert!(window.state().environment.report.is_none());
}

#[test]
fn a_finding_unfolds_its_evidence_and_fix() {
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(fixture("machines/linux_office"));
    let mut window = Window::open_with(
        Begin { size: egui::vec2(1600.0, 2400.0), scan: Scan::AtStart, ..Begin::default() },
        outside,
    );
    window.wait("the scan", |state| state.environment.report.is_some());
    window.press_first("根拠と直し方");
    window.sees("なぜ関係するか");
    window.sees("確かめ方");
    window.press_first("閉じる");
    assert!(!window.shows("なぜ関係するか"));
}

#[test]
fn findings_can_be_filtered_by_likelihood_and_by_browser() {
    let mut window = on_machine("windows_shop");
    let all = window.state().environment.report.as_ref().unwrap().findings.clone();
    let count = |keep: &dyn Fn(&Finding) -> bool| all.iter().filter(|finding| keep(finding)).count();
    let shown = |window: &Window| all.iter().filter(|finding| window.shows(&finding.summary)).count();
    assert_eq!(shown(&window), all.len());
    let edge = count(&|finding| finding.owner() == "Microsoft Edge");
    window.press(&format!("Microsoft Edge {edge}"));
    assert_eq!(shown(&window), edge);
    let likely = count(&|finding| finding.likelihood <= Likelihood::Medium);
    assert!(likely < all.len(), "the filter leaves something out");
    window.press(&format!("可能性 高・中 {likely}"));
    assert_eq!(shown(&window), likely);
    window.press(&format!("すべて {}", all.len()));
    assert_eq!(shown(&window), all.len());
    assert_eq!(window.state().case.findings.len(), all.len(), "a filter hides nothing from the diagnosis");
}

#[test]
fn a_browsers_card_says_what_stands_out_and_leads_there() {
    let mut window = on_machine("windows_company");
    assert!(window.shows("リンクを開く既定"));
    assert!(window.shows("プロファイル「出品」"));
    assert!(window.shows("セラーセントラルの最後の利用 11/19"));
    window.press_first("この結果だけ見る");
    let chosen = window.state().environment.filter.clone();
    let report = window.state().environment.report.as_ref().unwrap();
    assert_eq!(chosen, FindingFilter::About(report.browsers[0].label.clone()));
    // A filter that would hide everything after the next look is given up.
    *window.outside.machine.lock().unwrap() = Some(fixture("machines/linux_office"));
    window.press("再確認");
    window.wait("the second scan", |state| state.environment.running.is_none());
    assert_eq!(window.state().environment.filter, FindingFilter::All);
}

#[test]
fn what_is_not_to_be_switched_yet_is_named_as_the_machine_shows_it() {
    let mut window = on_machine("windows_shop");
    let locks = window.state().assessment.locked.iter().flat_map(|locked| &locked.locks);
    let hazards: BTreeSet<String> = locks.map(|lock| lock.hazard.clone()).collect();
    assert!(hazards.contains("H10"));
    window.press(&text::checklist::all_locks(hazards.len()));
    let findings = &window.state().case.findings;
    let vpn = findings.iter().find(|finding| finding.id == "proxy.opera_vpn").unwrap();
    window.sees(&text::checklist::shown_here(&vpn.summary));
    let other = findings.iter().find(|finding| finding.id == "clock.timezone").unwrap();
    assert!(!window.shows(&text::checklist::shown_here(&other.summary)));
}

#[test]
fn what_could_not_be_read_is_always_in_sight() {
    let mut window = on_machine("macos_managed");
    let unread = window.state().environment.report.as_ref().unwrap().unread.clone();
    let title = format!("確認できなかったもの（{}）", unread.len());
    window.sees(&title);
    // The note lists them too, so that the list is told by the words above it.
    let above = text::environment_pane::UNREAD_MEANS;
    assert!(!window.shows(above));
    window.press("内容を見る");
    window.sees(above);
    window.sees(&text::environment::unread(&unread[0]));
    window.press("たたむ");
    assert!(!window.shows(above));
    let outside = Arc::new(Outside::default());
    *outside.made.lock().unwrap() = Some(made::report(&[], made::machine(InterfaceKind::Line)));
    let mut healthy = Window::open_with(Begin { scan: Scan::AtStart, ..Begin::default() }, outside);
    healthy.wait("the scan", |state| state.environment.report.is_some());
    healthy.sees("確認できなかったもの（0）");
    healthy.sees("ありません。");
}

#[test]
fn safari_is_read_only_when_the_person_wants_it() {
    let safari = "machines/made/safari_blocks_cookies";
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(fixture(safari));
    let begin = Begin { size: egui::vec2(1600.0, 4000.0), scan: Scan::AtStart, ..Begin::default() };
    let mut window = Window::open_with(begin, outside);
    window.wait("the scan", |state| state.environment.report.is_some());
    let found = |window: &Window| {
        let report = window.state().environment.report.as_ref().unwrap();
        report.findings.iter().any(|finding| finding.id == "safari.block_all_cookies")
    };
    assert!(!found(&window));
    window.press("内容を見る");
    assert!(window.shows("まだ読み取っていません"));
    window.press("Safariも確認する（Macが許可を尋ねることがあります）");
    window.wait("the second scan", |state| state.environment.running.is_none());
    assert!(found(&window));
}
