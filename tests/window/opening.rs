//! Opening pages with a browser that was chosen, and what the staff gets. The browsers are scripts on a machine of the
//! test's own, which write down what they are started with.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use login_triage::app::opening::{Correction, OpeningDialog, OpeningSettings, Seen};
use login_triage::app::{Dialog, Picked, Settings, State};
use login_triage::case::EntryKind;
use login_triage::platform::browsers::{Chosen, WindowKind};
use login_triage::ui::text;

use crate::support::{Begin, Outside, Window};

const DOOR: &str = "https://sellercentral.amazon.co.jp/";
const OPEN: &str = "日本のセラーセントラルを開く";

/// A machine with Chromium, which has two profiles, and Firefox.
struct Machine {
    dir: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let machine = Self { dir: tempfile::tempdir().unwrap() };
        machine.install("chromium");
        machine.install("firefox-esr");
        let config = machine.root().join("home/taro/.config/chromium");
        for profile in ["Default", "Profile 1"] {
            fs::create_dir_all(config.join(profile)).unwrap();
            fs::write(config.join(profile).join("Preferences"), "{}").unwrap();
        }
        let names = r#"{"profile": {"last_used": "Default", "info_cache": {
            "Default": {"name": "個人"}, "Profile 1": {"name": "店舗用"}}}}"#;
        fs::write(config.join("Local State"), names).unwrap();
        machine
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("linux_fakes")
    }

    fn program(&self, name: &str) -> PathBuf {
        self.root().join("usr/bin").join(name)
    }

    fn install(&self, name: &str) {
        let (program, seen) = (self.program(name), self.seen(name));
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        let script =
            format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >'{0}.part'\nmv '{0}.part' '{0}'\n", seen.display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn seen(&self, name: &str) -> PathBuf {
        self.dir.path().join(format!("{name}.seen"))
    }

    /// A window on this machine, tall enough for the whole menu.
    fn window(&self, opening: OpeningSettings) -> Window {
        let outside = Arc::new(Outside::default());
        *outside.machine.lock().unwrap() = Some(self.root());
        let begin = Begin {
            size: egui::vec2(1280.0, 1500.0),
            settings: Settings { opening, ..Settings::default() },
            settings_path: Some(self.dir.path().join("settings.ron")),
            ..Begin::default()
        };
        Window::open_with(begin, outside)
    }

    /// What a browser was started with, once it was.
    fn started_with(&self, window: &mut Window, name: &str) -> Vec<String> {
        let seen = self.seen(name);
        window.wait_for_file(&seen);
        fs::read_to_string(&seen).unwrap().lines().map(str::to_owned).collect()
    }
}

fn open_menu(window: &mut Window) {
    window.press("ほかの公式ページ");
    window.wait("the browsers", |state| !state.opening.installed().is_empty());
}

fn was_asked(window: &mut Window) {
    window.wait("the page is opened", |state| state.opening.asked.is_some());
}

fn chromium() -> Chosen {
    Chosen { browser: "chromium".to_owned(), label: "Chromium".to_owned(), profile: None }
}

fn with_chromium() -> OpeningSettings {
    OpeningSettings { browser: Some(chromium()), ..OpeningSettings::default() }
}

fn said(window: &Window, kind: EntryKind) -> String {
    let entry = window.state().case.timeline.iter().rev().find(|entry| entry.kind == kind);
    entry.map(|entry| entry.text.clone()).unwrap_or_default()
}

#[test]
fn the_chosen_browser_profile_and_window_are_used_once() {
    let machine = Machine::new();
    let mut window = machine.window(OpeningSettings::default());
    open_menu(&mut window);
    window.sees("プライベートウィンドウで開くには、上でブラウザーを選んでください。");
    window.press("Chromium");
    window.press("店舗用");
    window.press("プライベート");
    window.press("選んだブラウザーで入口を開く");
    was_asked(&mut window);
    let seen = machine.started_with(&mut window, "chromium");
    assert_eq!(seen, ["--profile-directory=Profile 1", "--incognito", "--", DOOR]);
    assert!(window.outside.opened.lock().unwrap().is_empty(), "not in the default browser, too");
    let line = "「日本のセラーセントラル」をChromium（店舗用・プライベート）で開きました";
    assert_eq!(said(&window, EntryKind::Opened), line);
    assert_eq!(window.state().opening.window, WindowKind::Normal, "private is for one page");
    fs::remove_file(machine.seen("chromium")).unwrap();
    window.press(OPEN);
    let seen = machine.started_with(&mut window, "chromium");
    assert_eq!(seen, ["--profile-directory=Profile 1", "--", DOOR]);
}

#[test]
fn the_shops_browser_is_kept_and_can_be_forgotten() {
    let machine = Machine::new();
    let settings = machine.dir.path().join("settings.ron");
    let mut window = machine.window(OpeningSettings::default());
    open_menu(&mut window);
    window.press("Mozilla Firefox");
    window.press("いつもこのブラウザーで開く");
    window.wait_for_file(&settings);
    window.sees("いつもこのブラウザーで開きます。");
    let kept = window.state().settings.opening.clone();
    assert_eq!(kept.browser.as_ref().map(|kept| kept.browser.as_str()), Some("firefox"));

    let mut next_day = machine.window(kept);
    next_day.press(OPEN);
    assert_eq!(machine.started_with(&mut next_day, "firefox-esr"), [DOOR]);
    was_asked(&mut next_day);
    next_day.press("設定");
    next_day.press("標準のブラウザーに戻す");
    assert_eq!(next_day.state().settings.opening.browser, None);
    assert_eq!(next_day.state().opening.chosen, None);
}

#[test]
fn a_browser_that_is_gone_opens_nothing_but_a_question() {
    let machine = Machine::new();
    let mut window = machine.window(with_chromium());
    fs::remove_file(machine.program("chromium")).unwrap();
    window.press(OPEN);
    window.wait("the question", |state| matches!(state.dialog, Some(Dialog::Opening(_))));
    window.sees("選んだブラウザーが見つかりません");
    assert!(window.outside.opened.lock().unwrap().is_empty());
    assert!(!machine.seen("firefox-esr").exists());
    window.press("Mozilla Firefoxで開く");
    assert_eq!(machine.started_with(&mut window, "firefox-esr"), [DOOR]);
    was_asked(&mut window);
    assert_eq!(window.state().settings.opening.browser, Some(chromium()), "that was for this time only");
    open_menu(&mut window);
    window.sees("Chromium");
    assert!(!window.shows("ブラウザーを探しています"));
}

#[test]
fn a_profile_that_is_gone_opens_nothing_but_a_question() {
    let machine = Machine::new();
    let profile = Some(("Profile 9".to_owned(), "旧店舗".to_owned()));
    let chosen = Chosen { profile, ..chromium() };
    let mut window = machine.window(OpeningSettings { browser: Some(chosen), ..OpeningSettings::default() });
    window.press(OPEN);
    window.wait("the question", |state| matches!(state.dialog, Some(Dialog::Opening(_))));
    window.sees("選んだプロファイルが見つかりません");
    window.sees("Chromium（旧店舗）");
    assert!(!machine.seen("chromium").exists());
    window.press("やめる");
    assert_eq!(window.state().dialog, None);
}

#[test]
fn what_came_up_goes_into_the_note() {
    let machine = Machine::new();
    let mut window = machine.window(OpeningSettings::default());
    window.press(OPEN);
    was_asked(&mut window);
    window.sees("開けましたか");
    window.press("はい");
    assert_eq!(window.state().opening.asked, None);
    assert_eq!(said(&window, EntryKind::Answered), "「日本のセラーセントラル」が開けたことを確かめました");
    assert_eq!(window.state().case.stage, None);

    window.press(OPEN);
    was_asked(&mut window);
    window.press("別の画面が出た");
    window.sees(text::opening::NEXT_ANOTHER);
    assert_eq!(window.state().case.stage, None);
    window.press("出た画面のURLを確認する");
    assert_eq!(window.state().dialog, Some(Dialog::Checking));
    window.harness.key_press(egui::Key::Escape);
    window.settle();
    window.press("この確認を閉じる");
    assert_eq!(window.state().opening.asked, None);
}

#[test]
fn where_nothing_opens_that_is_the_stage_and_other_browsers_are_offered() {
    let machine = Machine::new();
    let mut window = machine.window(with_chromium());
    open_menu(&mut window);
    window.press("選んだブラウザーで入口を開く");
    was_asked(&mut window);
    window.press("開かない");
    assert_eq!(window.state().case.stage.as_deref(), Some("G0"));
    assert_eq!(window.state().opening.asked.as_ref().map(|asked| asked.seen), Some(Seen::Nothing));
    window.press("Mozilla Firefoxで開く");
    assert_eq!(machine.started_with(&mut window, "firefox-esr"), [DOOR]);
    was_asked(&mut window);
    window.press("開かない");
    fs::remove_file(machine.seen("firefox-esr")).unwrap();
    window.press("Mozilla Firefox（プライベート）で開く");
    assert_eq!(machine.started_with(&mut window, "firefox-esr"), ["-private-window", DOOR]);
}

#[test]
fn a_stage_that_was_chosen_is_not_overwritten() {
    let machine = Machine::new();
    let mut window = machine.window(OpeningSettings::default());
    window.press("パスワードを入れた直後");
    window.press(OPEN);
    was_asked(&mut window);
    window.press("開かない");
    assert_eq!(window.state().case.stage.as_deref(), Some("G2"));
}

#[test]
fn a_corrected_url_is_judged_kept_and_reset() {
    let machine = Machine::new();
    let mut window = machine.window(OpeningSettings::default());
    window.press("設定");
    window.press("一覧を見る（29件）");
    window.press("「日本のセラーセントラル」のURLを直す");
    window.replace("URL", "https://sellercentral.amazon.co.jp.example.com/");
    window.press("このURLにする");
    window.sees("このURLは登録できません");
    assert!(window.shows("ログイン先ではありません"));
    window.replace("URL", "https://sellercentral.amazon.co.jp/home");
    window.press("このURLにする");
    assert_eq!(window.state().dialog, None);
    window.press(OPEN);
    was_asked(&mut window);
    assert_eq!(*window.outside.opened.lock().unwrap(), ["https://sellercentral.amazon.co.jp/home"]);
    window.press("「日本のセラーセントラル」のURLを元に戻す");
    window.press(OPEN);
    let outside = Arc::clone(&window.outside);
    window.wait("the table's URL", |_| outside.opened.lock().unwrap().last().unwrap() == DOOR);
}

#[test]
fn old_corrections_say_so_and_forged_ones_are_not_opened() {
    let machine = Machine::new();
    let correction = |link: &str, url: &str, at: &str| Correction {
        link: link.to_owned(),
        url: url.to_owned(),
        at: at.to_owned(),
    };
    let corrections = vec![
        correction("account_health", "https://sellercentral.amazon.co.jp/performance/old", "2025-06-01"),
        correction("door", "https://sellercentral.amazon.co.jp.example.com/", "2026-11-20"),
    ];
    let mut window = machine.window(OpeningSettings { corrections, ..OpeningSettings::default() });
    window.press("設定");
    window.sees(text::opening::TABLE_NEWER);
    window.sees(text::opening::STALE);
    window.press("「アカウント健全性」のURLを元に戻す");
    assert!(!window.shows(text::opening::STALE));
    window.press(OPEN);
    was_asked(&mut window);
    assert_eq!(*window.outside.opened.lock().unwrap(), [DOOR], "what is not Amazon's is not opened");
}

fn pick(window: &Window, picked: Picked) {
    window.outside.picks.lock().unwrap().push(picked);
}

fn is_written(state: &State) -> bool {
    let Some(Dialog::Opening(dialog)) = &state.dialog else { return false };
    matches!(**dialog, OpeningDialog::Written(_))
}

fn ask_staff(window: &mut Window) {
    open_menu(window);
    window.press(text::staff::ITEM);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_staff_gets_files_and_nothing_is_overwritten_unasked() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().unwrap();
    let mut window = machine.window(OpeningSettings::default());
    let sheet = folder.path().join("日本のセラーセントラル_配布用シート.html");
    fs::write(&sheet, "前のシート").unwrap();

    ask_staff(&mut window);
    window.type_into("会社名", "株式会社見本商店");
    window.type_into("困ったときの連絡先", "情報システム 内線123");
    pick(&window, Picked::Path(folder.path().to_owned()));
    window.press("保存先を選んで作る");
    let asks = |state: &State| matches!(&state.dialog, Some(Dialog::Opening(dialog)) if matches!(**dialog, OpeningDialog::Exists(..)));
    window.wait("the question", asks);
    assert_eq!(fs::read_to_string(&sheet).unwrap(), "前のシート");
    assert_eq!(names(folder.path()).len(), 1, "nothing is written before");
    window.press("置き換える");
    window.wait("the files", is_written);
    let expected = [
        "日本のセラーセントラル.url",
        "日本のセラーセントラル_ブックマーク.html",
        "日本のセラーセントラル_配布用シート.html",
    ];
    assert_eq!(names(folder.path()), expected);
    let text = fs::read_to_string(&sheet).unwrap();
    assert!(
        text.contains("株式会社見本商店") && text.contains("情報システム 内線123") && text.contains(DOOR)
    );
    let shortcut = fs::read_to_string(folder.path().join(expected[0])).unwrap();
    assert_eq!(shortcut, format!("[InternetShortcut]\r\nURL={DOOR}\r\n"));
    assert_eq!(window.state().settings.opening.staff.company, "株式会社見本商店", "for the next time");
}

#[test]
fn without_a_file_dialog_the_folder_is_typed() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().unwrap();
    let mut window = machine.window(OpeningSettings::default());
    ask_staff(&mut window);
    pick(&window, Picked::NoDialog);
    window.press("保存先を選んで作る");
    window.wait("the field", |state| {
        matches!(&state.dialog, Some(Dialog::Opening(dialog)) if matches!(**dialog, OpeningDialog::StaffFolder(..)))
    });
    window.replace("フォルダーの場所", folder.path().to_str().unwrap());
    window.press("ここに作る");
    window.wait("the files", is_written);
    assert_eq!(names(folder.path()).len(), 3);
    window.press("閉じる");

    ask_staff(&mut window);
    pick(&window, Picked::Cancelled);
    window.press("保存先を選んで作る");
    window.wait("the dialog", |state| !state.picking);
    assert_eq!(names(folder.path()).len(), 3);
}

/// Compares a part of the window, so that what is behind may change.
#[track_caller]
fn compare(window: &mut Window, part: [u32; 4], name: &str) {
    let whole = window.harness.render().unwrap();
    let [left, top, width, height] = part;
    let part = image::imageops::crop_imm(&whole, left, top, width, height).to_image();
    egui_kittest::image_snapshot(&part, name);
}

#[test]
fn a_picture_of_the_menu() {
    let machine = Machine::new();
    let mut window = machine.window(OpeningSettings::default());
    open_menu(&mut window);
    window.press("Chromium");
    window.press("プライベート");
    compare(&mut window, [234, 48, 416, 400], "opening_menu_light");
}

#[test]
fn a_picture_of_the_form_for_the_staff() {
    let machine = Machine::new();
    let outside = Arc::new(Outside::default());
    *outside.machine.lock().unwrap() = Some(machine.root());
    let theme = egui::Theme::Dark;
    let mut window = Window::open_with(Begin { theme, ..Begin::default() }, outside);
    ask_staff(&mut window);
    window.type_into("会社名", "株式会社見本商店");
    compare(&mut window, [392, 80, 496, 640], "staff_form_dark");
}
