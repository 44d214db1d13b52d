//! An end that speaks: jobs that break off, a panic in the midst of typing, and where the log is.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use login_triage::app::{Dialog, PathPurpose, Picked, Saving};
use login_triage::case::Places;
use login_triage::logging;

use crate::support::{Begin, Window, outside_in};

const FOLDER: &str = "LOGIN_TRIAGE_TEST_FOLDER";
const SECRET: &str = "Sakura2024!";

#[test]
fn the_settings_tell_where_the_log_is_and_show_it() {
    let folder = tempfile::tempdir().unwrap();
    let begin = Begin { size: egui::vec2(1280.0, 2400.0), ..Begin::default() };
    let mut window = Window::open_with(begin, outside_in(folder.path()));
    window.press("設定");
    window.press("ログのフォルダーを開く");
    let log = folder.path().join("log");
    let shown = log.clone();
    window.wait_for("it is shown", move |window| window.outside.shown.lock().unwrap().contains(&shown));
    window.sees(&log.display().to_string());
}

fn save_elsewhere(window: &mut Window) {
    window.harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    window.settle();
}

#[test]
fn jobs_that_break_off_leave_a_window_that_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let begin = Begin { size: egui::vec2(1280.0, 2400.0), ..Begin::default() };
    let mut window = Window::open_with(begin, outside_in(folder.path()));
    *window.outside.break_off.lock().unwrap() = true;
    // Something waits for the dialog of the system.
    save_elsewhere(&mut window);
    window.wait(
        "a path can be typed",
        |state| matches!(&state.dialog, Some(Dialog::Path(request)) if request.purpose == PathPurpose::Save),
    );
    assert!(!window.state().picking);
    window.press_in_dialog("やめる");
    // Nothing waits for this one; the operator is told all the same.
    window.press("設定");
    window.press("ログのフォルダーを開く");
    window.wait("it is said", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
    assert!(window.shows("処理が途中で止まりました。"));
    window.press_in_dialog("閉じる");
    *window.outside.break_off.lock().unwrap() = false;
    let target = folder.path().join("a.case.ron");
    window.outside.picks.lock().unwrap().push(Picked::Path(target.clone()));
    window.press("診断");
    save_elsewhere(&mut window);
    window.wait_for_file(&target);
    window.wait("it is saved", |state| matches!(state.saving, Saving::Saved(_)));
}

/// Not a test of its own: the program that [`a_panic_keeps_what_is_typed_and_tells_the_log`] starts.
#[test]
fn a_program_that_panics() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    logging::begin(&Places::within(folder));
    let mut window = Window::open_with(Begin::default(), outside_in(folder));
    logging::keep_in_panics(window.shelter());
    window.type_into("件名", "打ちかけ");
    assert_eq!(
        window.harness.get_by_role_and_label(Role::TextInput, "件名").value().as_deref(),
        Some("打ちかけ")
    );
    let home = std::env::var("HOME").unwrap();
    let job = std::thread::Builder::new().name("some-job".to_owned());
    let job = job.spawn(move || panic!("パスワード：{SECRET} {home}/a taro.yamada@example.jp")).unwrap();
    assert!(job.join().is_err());
    // Not by its usual end, which would keep it, too.
    std::process::exit(7);
}

#[test]
fn a_panic_keeps_what_is_typed_and_tells_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "ending::a_program_that_panics"])
        .env(FOLDER, folder.path())
        .env("HOME", "/home/hanako")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(7));
    let log = fs::read_to_string(folder.path().join("log").join(logging::FILE)).unwrap();
    assert!(
        log.contains("ERROR login_triage::logging::panics [some-job] panic in the thread some-job at tests"),
        "{log}"
    );
    // What followed is a backtrace.
    assert!(log.lines().any(|line| line.starts_with("    ") && line.contains("0:")), "{log}");
    assert!(log.contains("ta***@example.jp") && log.contains("~/a"), "{log}");
    assert!(!log.contains(SECRET) && !log.contains("hanako"), "{log}");
    let copies = fs::read_dir(folder.path().join("recovery")).unwrap();
    let copies = copies.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    assert!(copies.into_iter().any(|copy| copy.contains("打ちかけ")), "what was typed is in no copy");
}
