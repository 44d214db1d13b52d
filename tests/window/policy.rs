//! What the IT department has decided: it holds everywhere, is said where it holds, and leaves the operator's own
//! settings alone. And the page of newer versions.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use login_triage::app::opening::{Correction, OpeningSettings, StaffForm, files};
use login_triage::app::{Check, Settings};
use login_triage::platform::browsers::{Chosen, WebAddress, WindowKind, With};
use login_triage::policy::{Fault, Policy, Rule, Standing};
use login_triage::ui::text;
use login_triage::window::Scan;

use crate::support::{Begin, Outside, Window, outside_in};

const OPEN: &str = "日本のセラーセントラルを開く";
const DOOR: &str = "https://sellercentral-japan.amazon.com/";

fn followed(policy: Policy) -> Policy {
    Policy { standing: Standing::Followed(PathBuf::from("/etc/login-triage/policy.ron")), ..policy }
}

fn unusable(fault: Fault) -> Policy {
    Policy::unusable(Path::new("/etc/login-triage/policy.ron"), fault)
}

fn chromium(profile: Option<&str>) -> Chosen {
    let profile = profile.map(|profile| (profile.to_owned(), profile.to_owned()));
    Chosen { browser: "chromium".to_owned(), label: "Chromium".to_owned(), profile }
}

fn under(policy: Policy) -> Begin {
    Begin { size: egui::vec2(1280.0, 1600.0), policy, ..Begin::default() }
}

fn is_disabled(window: &Window, name: &str) -> bool {
    window.harness.get_by_role_and_label(Role::Button, name).accesskit_node().is_disabled()
}

fn is_offered(window: &Window, name: &str) -> bool {
    window.harness.query_all_by_role_and_label(Role::Button, name).next().is_some()
}

#[test]
fn a_check_that_is_forbidden_cannot_be_asked_for_and_says_why() {
    for (policy, said) in [
        (
            followed(Policy { online_checks: Rule::Forbidden, ..Policy::default() }),
            "IT部門の設定で、接続の確認は",
        ),
        (unusable(Fault::NotAFile), "IT部門の設定を読み取れないため、接続の確認は"),
    ] {
        let begin = Begin { scan: Scan::AtStart, ..under(policy) };
        let mut window = Window::open(begin);
        window.wait("the scan", |state| state.environment.report.is_some());
        assert!(is_disabled(&window, text::connection::CHECK));
        assert!(window.shows(said), "{said}");
        window.harness.get_by_role_and_label(Role::Button, text::connection::CHECK).click();
        window.settle();
        assert_eq!(window.state().environment.check, Check::Idle);
        assert_eq!(window.outside.network.taken.load(Ordering::SeqCst), 0);
    }
}

#[test]
fn the_folder_is_decided_shown_and_cannot_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let fixed = folder.path().join("共有/taro");
    let settings = Settings { notes_folder: Some(folder.path().join("own")), ..Settings::default() };
    let policy = followed(Policy { notes_folder: Some(fixed.clone()), ..Policy::default() });
    let begin = Begin { settings, settings_path: Some(folder.path().join("settings.ron")), ..under(policy) };
    let mut window = Window::open_with(begin, outside_in(folder.path()));
    window.press("設定");
    window.sees(text::policy::TITLE);
    window.sees(text::policy::DECIDED);
    assert!(window.shows(fixed.to_str().unwrap()));
    assert!(!is_offered(&window, text::keeping::CHANGE_FOLDER));
    assert!(!is_offered(&window, text::keeping::USUAL_FOLDER));
    assert_eq!(window.state().notes_folder(), Some(fixed.clone()));
    window.press("暗い");
    assert_eq!(window.state().settings.notes_folder, Some(folder.path().join("own")), "still their own");

    window.press("診断");
    window.type_into("件名", "朝からログインできない");
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    window.wait("the note is saved", |state| state.path.is_some());
    assert!(window.state().path.as_ref().unwrap().starts_with(&fixed), "{:?}", window.state().path);
}

#[test]
fn without_a_file_nothing_is_said() {
    let mut window = Window::open(under(Policy::default()));
    window.press("設定");
    assert!(!window.shows("IT部門"));
    assert!(is_offered(&window, text::keeping::CHANGE_FOLDER));
}

#[test]
fn the_door_is_the_one_that_was_decided_and_cannot_be_corrected() {
    let at = "2026-11-20".to_owned();
    let own =
        Correction { link: "door".to_owned(), url: "https://sellercentral.amazon.co.jp/home".to_owned(), at };
    let opening = OpeningSettings { corrections: vec![own], ..OpeningSettings::default() };
    let policy = followed(Policy { door: WebAddress::new(DOOR), ..Policy::default() });
    let begin = Begin { settings: Settings { opening, ..Settings::default() }, ..under(policy) };
    let mut window = Window::open(begin);
    window.press(OPEN);
    window.wait("the page is opened", |state| state.opening.asked.is_some());
    assert_eq!(*window.outside.opened.lock().unwrap(), [DOOR]);
    window.press("設定");
    window.sees(text::policy::DECIDED);
    let label = window.state().model.knowledge().link("door").unwrap().label.clone();
    assert!(!is_offered(&window, &text::opening::correct(&label)));
    assert!(!is_offered(&window, &text::opening::reset(&label)));
    assert_eq!(window.state().settings.opening.corrections.len(), 1, "still their own");
    let form = StaffForm { door: "second_door".to_owned(), ..StaffForm::default() };
    let state = window.state();
    let handed = files(state, &form, Path::new("/"), state.now).unwrap();
    let bookmarks = String::from_utf8(handed.files[0].1.clone()).unwrap();
    assert!(bookmarks.contains(DOOR), "{bookmarks}");
}

#[test]
fn no_other_browser_is_offered_than_the_one_that_was_decided() {
    let policy = followed(Policy { browser: Some(chromium(Some("Profile 1"))), ..Policy::default() });
    let firefox =
        Chosen { browser: "firefox".to_owned(), label: "Mozilla Firefox".to_owned(), profile: None };
    let opening = OpeningSettings { browser: Some(firefox.clone()), ..OpeningSettings::default() };
    let begin = Begin { settings: Settings { opening, ..Settings::default() }, ..under(policy) };
    let mut window = Window::open(begin);
    assert_eq!(window.state().opening.with(), With::Browser(chromium(Some("Profile 1")), WindowKind::Normal));
    window.press("ほかの公式ページ");
    window.sees(text::policy::DECIDED);
    let default =
        window.harness.query_all_by_role_and_label(Role::RadioButton, text::opening::DEFAULT).count();
    assert_eq!(default, 0, "not the operating system's either");
    window.harness.key_press(egui::Key::Escape);
    window.settle();
    window.press(OPEN);
    window.wait("nothing was opened", |state| state.dialog.is_some());
    window.sees(text::policy::BROWSER_GONE);
    assert!(window.outside.opened.lock().unwrap().is_empty());
    assert!(!is_offered(&window, &text::opening::open_with(text::opening::DEFAULT)));
    window.press_in_dialog("やめる");
    window.press("設定");
    assert!(!is_offered(&window, text::opening::FORGET));
    assert_eq!(window.state().settings.opening.browser, Some(firefox), "still their own");
}

#[test]
fn a_browser_of_the_operators_stays_where_it_is_the_same_one() {
    let policy = followed(Policy { browser: Some(chromium(None)), ..Policy::default() });
    let opening =
        OpeningSettings { browser: Some(chromium(Some("Profile 2"))), ..OpeningSettings::default() };
    let begin = Begin { settings: Settings { opening, ..Settings::default() }, ..under(policy) };
    let window = Window::open(begin);
    assert_eq!(window.state().opening.chosen, Some(chromium(Some("Profile 2"))));
}

#[test]
fn a_file_that_cannot_be_followed_is_told_once_and_stays_in_the_settings() {
    for fault in [
        Fault::Newer(2),
        Fault::Format("1:3: Expected comma".to_owned()),
        Fault::OpenToAll(PathBuf::from("/etc/login-triage")),
        Fault::Unreadable("permission denied".to_owned()),
    ] {
        let policy = unusable(fault);
        let said = text::policy::unusable(&policy.standing).unwrap();
        let mut window = Window::open(under(policy));
        window.sees(&said.what);
        assert!(window.shows("/etc/login-triage/policy.ron"));
        window.press(text::policy::UNDERSTOOD);
        assert!(!window.shows(&said.what));
        window.press("設定");
        window.sees(&said.what);
        window.press("診断");
        assert!(!window.shows(&said.what), "once is enough");
    }
}

#[test]
fn the_page_of_newer_versions_is_a_link_and_only_where_there_is_one() {
    let page = "https://tools.example.co.jp/login-triage/";
    let mut without = Window::open(under(Policy::default()));
    without.press("設定");
    assert!(!is_offered(&without, text::policy::OPEN_RELEASES), "no page is published yet");
    let forbidden =
        Policy { releases_url: WebAddress::new(page), releases_link: Rule::Forbidden, ..Policy::default() };
    let mut forbidden = Window::open(under(followed(forbidden)));
    forbidden.press("使い方");
    assert!(!is_offered(&forbidden, text::policy::OPEN_RELEASES));

    let policy = followed(Policy { releases_url: WebAddress::new(page), ..Policy::default() });
    for place in ["設定", "使い方"] {
        let outside = Arc::new(Outside::default());
        let mut window = Window::open_with(under(policy.clone()), outside);
        window.press(place);
        assert!(window.outside.opened.lock().unwrap().is_empty(), "nothing by itself");
        let entries = window.state().case.timeline.len();
        window.press(text::policy::OPEN_RELEASES);
        let opened = Arc::clone(&window.outside);
        window.wait("the page is opened", |_| !opened.opened.lock().unwrap().is_empty());
        assert_eq!(*window.outside.opened.lock().unwrap(), [page]);
        assert_eq!(window.state().case.timeline.len(), entries, "no matter of the note");
        *window.outside.refuse_urls.lock().unwrap() = true;
        window.press(text::policy::OPEN_RELEASES);
        window.wait("told", |state| state.dialog.is_some());
        window.sees(page);
    }
}

#[test]
fn keys_are_written_as_on_the_keyboard_in_front_of_the_operator() {
    for (os, shown) in [(egui::os::OperatingSystem::Mac, "⌘"), (egui::os::OperatingSystem::Windows, "Ctrl")]
    {
        let mut window = Window::open(Begin { os, ..under(Policy::default()) });
        window.press("設定");
        assert!(window.shows(&format!("{shown} と ＋ で大きく")), "{os:?}");
        window.press("使い方");
        assert!(window.shows(if shown == "⌘" { "⌘S 保存" } else { "Ctrl＋S 保存" }), "{os:?}");
        assert!(!window.shows(if shown == "⌘" { "Ctrl" } else { "⌘" }), "{os:?}");
    }
}

#[test]
fn what_was_decided_in_a_picture() {
    let decided = Policy {
        online_checks: Rule::Forbidden,
        notes_folder: Some(PathBuf::from("/srv/share/login-triage/taro")),
        door: WebAddress::new(DOOR),
        browser: Some(chromium(Some("Profile 1"))),
        releases_url: WebAddress::new("https://tools.example.co.jp/login-triage/"),
        ..Policy::default()
    };
    let size = egui::vec2(1280.0, 800.0);
    let mut window = Window::open(Begin { size, ..under(followed(decided)) });
    window.press("設定");
    window.harness.snapshot("policy_settings_light_1280x800");
}

#[test]
fn what_cannot_be_followed_in_a_picture() {
    let policy = unusable(Fault::Format("3:17: Expected comma".to_owned()));
    let begin = Begin { size: egui::vec2(1280.0, 800.0), theme: egui::Theme::Dark, ..under(policy) };
    Window::open(begin).harness.snapshot("policy_notice_dark_1280x800");
}

#[test]
fn steps_name_the_keys_of_the_keyboard_too() {
    let size = egui::vec2(1280.0, 3000.0);
    let os = egui::os::OperatingSystem::Mac;
    let mut window = Window::open(Begin { size, os, ..Begin::default() });
    window.press("コードを入れた後");
    window.choose_step("T10");
    assert!(window.shows("ChromeとEdgeでは⇧⌘N、Firefoxでは⇧⌘P"));
}
