//! The note as a form: dates, the masked login, the points of an inquiry, own lines of the timeline.

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key};
use egui_kittest::kittest::Queryable as _;
use login_triage::app::{self, Page, load_settings};
use login_triage::case::{EntryKind, points_missing};

use crate::support::{Begin, Window};

const CONTACT: &str = "担当・連絡・次の確認";
const POINTS: &str = "問い合わせに必要な13項目";
const EMAIL: &str = "ログインのメールアドレス";

fn tall() -> Window {
    Window::open(Begin { size: egui::vec2(1280.0, 2600.0), ..Begin::default() })
}

fn occurred(window: &Window) -> Option<String> {
    let at = window.state().case.occurred_at.as_ref();
    at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string())
}

fn next_check(window: &Window) -> Option<String> {
    let at = window.state().case.next_check.as_ref();
    at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string())
}

#[test]
fn the_calendar_chooses_day_and_time() {
    let mut window = tall();
    window.press("発生日時をカレンダーから選ぶ");
    window.sees("2026年11月（令和8年）");
    window.press("2026年11月20日(金)");
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-20 09:42"));
    window.press("5分後にする");
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-20 09:45"));
    window.press("5分前にする");
    window.press("1時間前にする");
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-20 08:40"));
    window.press("前の月");
    window.sees("2026年10月（令和8年）");
    window.press("前の年");
    window.sees("2025年10月（令和7年）");
    window.press("次の年");
    window.press("次の月");
    window.sees("2026年11月23日(月) 勤労感謝の日");
    window.sees("2026年11月21日(土)（今日）");
    window.press("消す");
    assert_eq!(occurred(&window), None);
    assert!(!window.shows("令和"), "the calendar is closed");
}

#[test]
fn the_calendar_obeys_the_keyboard() {
    let mut window = tall();
    window.press("発生日時をカレンダーから選ぶ");
    window.harness.key_press(Key::PageUp);
    window.settle();
    window.sees("2026年10月（令和8年）");
    window.harness.key_press(Key::PageDown);
    window.settle();
    let start = window.harness.get_by_role_and_label(Role::Button, "2026年11月19日(木)");
    start.focus();
    window.settle();
    window.harness.key_press(Key::ArrowRight);
    window.settle();
    window.harness.key_press(Key::ArrowDown);
    window.settle();
    window.harness.key_press(Key::Enter);
    window.settle();
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-27 09:42"));
    window.harness.key_press(Key::Escape);
    window.settle();
    assert!(!window.shows("2026年11月（令和8年）"), "the calendar is closed");
}

#[test]
fn a_typed_date_says_what_was_understood() {
    let mut window = tall();
    window.type_into("発生日時", "昨日 午後3時半");
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-20 15:30"));
    window.sees("令和8年 2026年11月20日(金) 15:30 日本時間");
    window.focus("メモ");
    assert!(!window.shows("令和8年"), "once left, the field itself says it");
    window.replace("発生日時", "来週のどこか");
    assert!(window.shows("日時として読めません"));
    assert!(window.shows("いまの記録は 2026年11月20日(金) 15:30 日本時間 のままです"));
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-20 15:30"), "nothing is lost by a slip");
    window.press("いま");
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-21 09:42"));
    window.press("昨日");
    assert_eq!(occurred(&window).as_deref(), Some("2026-11-20 09:42"));
}

#[test]
fn the_next_check_stands_near_the_top_and_tells_when_it_is_over() {
    let mut window = tall();
    assert!(!window.shows("11/24(火) 9:00"));
    window.press(CONTACT);
    window.press("次の営業日 9:00");
    assert_eq!(next_check(&window).as_deref(), Some("2026-11-24 09:00"), "Monday is a holiday");
    window.sees("11/24(火) 9:00");
    assert!(!window.shows("時刻を過ぎています"));
    window.press("3日後 9:00");
    assert_eq!(next_check(&window).as_deref(), Some("2026-11-24 09:00"));
    window.press("明日 9:00");
    assert_eq!(next_check(&window).as_deref(), Some("2026-11-22 09:00"));
    window.replace("次の確認", "2026/11/21 9:00");
    window.sees("時刻を過ぎています");
    window.type_into("AmazonのケースID", "12345678901");
    window.sees("12345678901");
    window.press("ケースIDをコピーする");
    window.press("直らない");
    window.press_in_dialog("いったん終える");
    assert!(!window.shows("時刻を過ぎています"), "a closed case waits for nobody");
}

#[test]
fn a_click_on_the_label_of_a_field_is_one_on_the_field() {
    let mut window = tall();
    let label = window.harness.get_by_role_and_label(Role::Label, "メモ").rect();
    window.harness.drag_at(label.center());
    window.harness.drop_at(label.center());
    window.settle();
    assert!(window.harness.get_by_role_and_label(Role::MultilineTextInput, "メモ").is_focused());
}

#[test]
fn the_login_is_masked_and_never_kept_whole() {
    let mut window = tall();
    window.press(CONTACT);
    window.type_into(EMAIL, "taro.yamada@example.co.jp");
    assert_eq!(window.state().case.email, "ta***@example.co.jp", "also while it is typed");
    window.focus("メモ");
    assert_eq!(window.state().drafts.email, None);
    let field = window.harness.get_by_role_and_label(Role::TextInput, EMAIL);
    assert_eq!(field.value().as_deref(), Some("ta***@example.co.jp"));
    window.focus(EMAIL);
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    window.settle();
    let field = window.harness.get_by_role_and_label(Role::TextInput, EMAIL);
    assert!(!field.value().unwrap_or_default().contains("yamada"), "undo does not bring it back");
    window.focus("メモ");
    assert_eq!(window.state().case.email, "", "the note has taken back what was typed");
    window.press("やり直す");
    assert_eq!(window.state().case.email, "ta***@example.co.jp", "and never knew more than this");
    assert!(!format!("{:?}", window.state()).contains("yamada"));

    window.replace(EMAIL, "hanako@example.jp");
    window.press("設定");
    assert_eq!(window.state().drafts.email, None, "a page that is left keeps nothing either");
    assert_eq!(window.state().case.email, "ha***@example.jp");
}

#[test]
fn the_points_tell_what_is_there_and_what_is_missing() {
    let mut window = tall();
    window.press(POINTS);
    window.sees("1. 店舗と出品者ID");
    window.sees("14. すでにあるケースID");
    assert_eq!(points_missing(&window.state().case), 13);
    window.type_into("店舗", "A店");
    window.sees("店舗：A店");
    window.sees("あと少し");
    window.type_into("出品者ID・法人名・登録国", "A1EXAMPLE2ID");
    window.type_into("業務への影響", "未出荷 12 件");
    window.sees("業務への影響：未出荷 12 件");
    window.sees("入力済み");
    assert_eq!(points_missing(&window.state().case), 11);
    assert_eq!(window.state().case.points.len(), 1);
    window.replace("出品者ID・法人名・登録国", " ");
    assert_eq!(points_missing(&window.state().case), 12);
    window.press(POINTS);
    assert!(!window.shows("1. 店舗と出品者ID"), "folded");
}

#[test]
fn an_input_method_composes_in_a_point() {
    let mut window = tall();
    window.press(POINTS);
    window.focus("希望する対応・連絡できる時間・緊急連絡先");
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    for event in [
        preedit("さいせってい"),
        preedit("再設定"),
        Event::Ime(ImeEvent::Commit("再設定".to_owned())),
        preedit("をきぼう"),
        Event::Ime(ImeEvent::Commit("を希望".to_owned())),
    ] {
        window.harness.event(event);
        window.settle();
    }
    assert_eq!(window.state().case.points[0].text, "再設定を希望");
}

#[test]
fn own_lines_are_changed_moved_and_removed() {
    let mut window = tall();
    for line in ["本社に知らせた", "電話した"] {
        window.type_into("経過に書き足す", line);
        window.press("書き足す");
    }
    window.press("「電話した」を直す");
    window.replace("経過の内容", "店長に電話した");
    window.replace("起きた日時", "昨日 18:00");
    window.press("直す");
    let timeline = &window.state().case.timeline;
    assert_eq!(timeline[0].text, "店長に電話した", "the list is kept oldest first");
    assert_eq!(timeline[0].at.to_string(), "2026-11-20T09:00:00Z");
    window.sees("11/20 18:00");

    window.press("「本社に知らせた」を直す");
    window.replace("経過の内容", "なかったこと");
    window.press("やめる");
    window.sees("本社に知らせた");
    window.press("「本社に知らせた」を直す");
    window.press("この行を消す");
    assert!(!window.shows("本社に知らせた"));

    window.press("自分の記録だけ");
    assert!(!window.shows("診断を開始しました"));
    window.sees("店長に電話した");
    window.press("すべて");
    window.sees("診断を開始しました");
}

#[test]
fn lines_of_others_are_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("共有.case.ron");
    let entry = r#"(id: "1", at: "2026-11-21T00:00:00Z", kind: Note, by: "山田", text: "電話した")"#;
    std::fs::write(&path, format!("(version: 2, title: \"共有\", timeline: [{entry}])")).unwrap();
    let begin = Begin { open: Some(path), size: egui::vec2(1280.0, 2600.0), ..Begin::default() };
    let mut window = Window::open(begin);
    window.wait("the note is opened", |state| state.path.is_some());
    window.sees("電話した（山田）");
    assert!(!window.shows("「電話した」を直す"));
    window.press("自分の記録だけ");
    window.sees("自分で書いた記録は、まだありません。");
}

#[test]
fn phrases_go_into_the_timeline_with_one_click_and_own_ones_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("settings.ron");
    let begin =
        Begin { settings_path: Some(settings.clone()), size: egui::vec2(1280.0, 2600.0), ..Begin::default() };
    let mut window = Window::open(begin);
    window.press("Amazonへ問い合わせた");
    let last = window.state().case.timeline.last().expect("a line");
    assert_eq!((last.kind, last.text.as_str()), (EntryKind::Note, "Amazonへ問い合わせた"));

    window.type_into("経過に書き足す", "本社の情シスへ転送した");
    window.press("よく使う言葉に加える");
    window.wait_for_file(&settings);
    assert_eq!(load_settings(&settings).phrases, ["本社の情シスへ転送した"]);
    window.press("本社の情シスへ転送した");
    assert_eq!(window.state().case.timeline.last().expect("a line").text, "本社の情シスへ転送した");
    window.press("ほかの言葉");
    for phrase in app::phrases() {
        window.sees(phrase);
    }
    window.press("「本社の情シスへ転送した」をよく使う言葉から外す");
    assert!(window.state().settings.phrases.is_empty());
}

#[test]
fn the_large_view_shows_all_sections_and_leads_back() {
    let mut window = Window::open(Begin::default());
    window.press("大きく開く");
    assert_eq!(window.state().page, Page::Note);
    window.sees("1. 店舗と出品者ID");
    window.type_into("件名", "朝からログインできない");
    assert_eq!(window.state().case.title, "朝からログインできない");
    window.press("診断に戻る");
    assert_eq!(window.state().page, Page::Triage);
}

#[test]
fn a_long_timeline_shows_its_end_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("長い.case.ron");
    let entries: Vec<String> = (0..200)
        .map(|index| {
            format!("(id: \"{index}\", at: \"2026-11-20T00:00:00Z\", kind: Note, text: \"{index}回目\"),")
        })
        .collect();
    std::fs::write(&path, format!("(version: 2, title: \"長い\", timeline: [{}])", entries.concat()))
        .unwrap();
    let mut window = Window::open(Begin { open: Some(path), ..Begin::default() });
    window.wait("the note is opened", |state| state.path.is_some());
    window.sees("199回目");
    assert!(!window.shows("「5回目」"));
    window.press("自分の記録だけ");
    window.press("前の 120 件も表示する");
    window.sees("5回目");
}
