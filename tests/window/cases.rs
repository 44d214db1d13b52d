//! The list of cases: searched, filtered, walked through by keyboard, kept up to date, and what is done with a note.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use login_triage::app::{Dialog, Leave, Listing, Look, Page, State};
use login_triage::case::places::Mode;
use login_triage::case::{
    self, Case, CaseOutcome, EditLock, Editor, EntryKind, Places, Solved, Taken, Target,
};
use tempfile::TempDir;

use crate::support::{Begin, Outside, Window};

/// Notes, and a window that keeps everything beside them.
struct Office {
    folder: TempDir,
    window: Window,
}

impl Office {
    fn notes(&self) -> PathBuf {
        notes(&self.folder)
    }

    /// The titles of the rows, in order.
    fn rows(&self) -> Vec<String> {
        let title = |row: &login_triage::case::index::Row| match row.summary() {
            Some(summary) => summary.title.clone(),
            None => row.path().file_name().unwrap().to_string_lossy().into_owned(),
        };
        self.window.state().cases.found.rows.iter().map(title).collect()
    }

    /// Types into the search, and waits for what is found.
    fn search(&mut self, typed: &str) {
        self.window.replace(SEARCH, typed);
        self.found();
    }

    /// Waits until nothing is being looked for.
    fn found(&mut self) {
        self.window.wait("an answer", |state| state.cases.asking == login_triage::app::Asking::Idle);
    }

    fn chosen(&self) -> Option<String> {
        let path = self.window.state().cases.chosen.as_ref()?;
        Some(path.file_name().unwrap().to_string_lossy().into_owned())
    }

    fn key(&mut self, key: Key) {
        self.window.harness.key_press(key);
        self.window.settle();
    }

    /// The window loses the keyboard, and gets it again: then the folder is looked at at once.
    fn look_away_and_back(&mut self) {
        for focused in [false, true] {
            self.window.harness.input_mut().focused = focused;
            self.window.harness.event(Event::WindowFocused(focused));
            self.window.settle();
        }
    }
}

const SEARCH: &str = "すべての記録から探す";
const FIRST: &str = "朝からログインできない";

fn notes(folder: &TempDir) -> PathBuf {
    folder.path().join("記録")
}

fn note(title: &str, shop: &str) -> Case {
    let at = "2026-11-20T00:00:00Z".parse().unwrap();
    let mut case = Case::new(at, title);
    title.clone_into(&mut case.title);
    shop.clone_into(&mut case.shop);
    case.log(at, EntryKind::Note, format!("「{title}」を書き留めた"));
    case
}

fn save(folder: &Path, name: &str, case: &Case) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    case::save(case, Target::Replace(&path), case.updated_at).unwrap();
    path
}

/// An overdue one, one without a deadline, a solved one, and one that cannot be read.
fn fill(notes: &Path) {
    let mut overdue = note(FIRST, "A店");
    overdue.next_check = Some("2026-11-20T09:00:00+09:00[Asia/Tokyo]".parse().unwrap());
    "12345678901".clone_into(&mut overdue.amazon_case);
    "山田".clone_into(&mut overdue.person);
    overdue.stage = Some("G2".to_owned());
    "ﾊﾟｽﾜｰﾄﾞは変えていない。前任者に電話した。".clone_into(&mut overdue.memo);
    save(notes, "一.case.ron", &overdue);
    save(notes, "二.case.ron", &note("コードが届かない", "B店"));
    let mut solved = note("画面が白い", "B店");
    let confirmed_cause = Some("C17".to_owned());
    solved.outcome = Some(CaseOutcome { solved: Solved::Yes, confirmed_cause, ..CaseOutcome::default() });
    save(notes, "B店/三.case.ron", &solved);
    fs::write(notes.join("壊.case.ron"), "(\n  version: 2,\n  title: \"途中").unwrap();
}

fn office_of(folder: TempDir, size: egui::Vec2, theme: egui::Theme) -> Office {
    let outside = Arc::new(Outside::default());
    let at = |name: &str| folder.path().join(name);
    *outside.places.lock().unwrap() = Some(Places {
        mode: Mode::Installed,
        notes: at("記録"),
        settings: at("設定/settings.ron"),
        recovery: at("控え"),
        cache: at("一時"),
        ..Places::within(folder.path())
    });
    let mut window = Window::open_with(Begin { size, theme, ..Begin::default() }, outside);
    window.press("一覧");
    let over = |state: &State| matches!(state.cases.listing, Listing::Listed | Listing::Failed(_));
    window.wait("the list", over);
    Office { folder, window }
}

/// The list of a folder that holds the usual notes.
fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    fill(&notes(&folder));
    office_of(folder, egui::vec2(1280.0, 800.0), egui::Theme::Light)
}

#[test]
fn all_notes_are_listed_and_the_chosen_one_is_opened() {
    let mut office = office();
    assert_eq!(
        office.rows(),
        [FIRST, "コードが届かない", "壊.case.ron", "画面が白い"],
        "the urgent one first"
    );
    office.window.sees("4 件");
    office.window.press("朝からログインできない（A店）");
    office.window.wait("a look at it", |state| matches!(state.cases.preview, Look::Read(_)));
    assert!(office.window.shows("前任者に電話した") && office.window.shows("12345678901"));
    assert!(office.window.shows("期限切れ") && office.window.shows("「朝からログインできない」を書き留めた"));
    office.window.press("開く");
    office.window.wait("the note", |state| state.path.is_some());
    assert_eq!(office.window.state().case.title, FIRST);
    assert_eq!(office.window.state().page, Page::Triage, "where it can be seen");
}

#[test]
fn what_is_not_saved_is_asked_about_before_another_note_is_opened() {
    let mut office = office();
    office.window.press("診断");
    office.window.type_into("件名", "まだ保存していない");
    office.window.press("一覧");
    office.window.press("コードが届かない（B店）");
    office.window.press("開く");
    let path = office.notes().join("二.case.ron");
    assert_eq!(office.window.state().dialog, Some(Dialog::Unsaved(Leave::OpenPath(path))));
    office.window.press("やめる");
    assert_eq!(office.window.state().case.title, "まだ保存していない");
}

#[test]
fn a_search_finds_as_it_is_typed_and_marks_what_it_found() {
    let mut office = office();
    office.search("ぱすわ");
    assert_eq!(office.rows(), [FIRST]);
    office.search("ぱすわーど　Ａ店");
    assert_eq!(office.rows(), [FIRST]);
    office.window.press("朝からログインできない（A店）");
    let read =
        |state: &State| matches!(&state.cases.preview, Look::Read(preview) if !preview.excerpts.is_empty());
    office.window.wait("a look at it", read);
    office.window.sees("見つかったところ");
    office.search("そんな言葉はない");
    office.window.sees("当てはまる記録はありません");
    office.window.press("すべての記録を表示する");
    office.found();
    assert_eq!(office.rows().len(), 4);
}

#[test]
fn an_input_method_is_left_to_compose_before_anything_is_looked_for() {
    let mut office = office();
    office.window.focus(SEARCH);
    let preedit =
        |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    for composed in ["こ", "こー", "こーど", "コード"] {
        office.window.harness.event(preedit(composed));
        office.window.settle();
        assert_eq!(office.window.state().cases.typed, composed);
        assert_eq!(office.window.state().cases.terms.words().len(), 0, "nothing is looked for yet");
        assert_eq!(office.window.state().cases.asking, login_triage::app::Asking::Idle);
    }
    office.window.harness.event(Event::Ime(ImeEvent::Commit("コード".to_owned())));
    office.window.settle();
    office.window.wait("the search", |state| !state.cases.terms.is_empty());
    assert_eq!(office.rows(), ["コードが届かない"]);
}

#[test]
fn filters_and_orders_are_chosen_by_name() {
    let mut office = office();
    for (name, rows) in [("終了 1", 1), ("今日までに確認 1", 1), ("未解決 3", 3), ("すべて 4", 4)]
    {
        office.window.press(name);
        office.found();
        assert_eq!(office.rows().len(), rows, "{name}");
    }
    office.window.press("店舗：すべて");
    office.window.press("B店（2）");
    office.found();
    assert_eq!(office.rows(), ["コードが届かない", "画面が白い"]);
    office.window.press("店舗：B店");
    office.window.press("すべて");
    office.found();
    office.window.press("「件名」で並べ替える");
    office.found();
    let ascending = office.rows();
    office.window.press("「件名」で並べ替える");
    office.found();
    let mut turned = office.rows();
    assert_eq!(
        (ascending[3].as_str(), turned[3].as_str()),
        ("壊.case.ron", "壊.case.ron"),
        "what has none is last"
    );
    turned[..3].reverse();
    assert_eq!(turned, ascending);
    office.window.press("並べ替え：件名");
    office.window.press("未解決と期限の近い順");
    office.found();
    assert_eq!(office.rows()[0], FIRST);
}

#[test]
fn the_keyboard_walks_searches_and_opens() {
    let mut office = office();
    office.key(Key::ArrowDown);
    assert_eq!(office.chosen().as_deref(), Some("一.case.ron"));
    office.key(Key::ArrowDown);
    office.key(Key::End);
    assert_eq!(office.chosen().as_deref(), Some("三.case.ron"));
    office.key(Key::ArrowUp);
    assert_eq!(office.chosen().as_deref(), Some("壊.case.ron"));
    office.window.wait("what is wrong with it", |state| matches!(state.cases.preview, Look::Failed(_)));
    assert!(office.window.shows("途切れている"));
    office.window.harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    office.window.settle();
    office.window.harness.event(Event::Text("こーど".to_owned()));
    office.window.settle();
    office.window.wait("the search", |state| state.cases.found.rows.len() == 1);
    office.key(Key::ArrowDown);
    office.key(Key::Enter);
    office.window.wait("the note", |state| state.path.is_some());
    assert_eq!(office.window.state().case.title, "コードが届かない");
}

#[test]
fn a_note_goes_into_the_bin_only_after_a_question_and_the_open_one_stays() {
    let mut office = office();
    let path = office.notes().join("二.case.ron");
    office.window.press("コードが届かない（B店）");
    office.key(Key::Delete);
    assert!(matches!(office.window.state().dialog, Some(Dialog::Trash(..))));
    office.window.press("やめる");
    assert!(path.is_file());
    office.window.press("ごみ箱へ移す");
    office.window.press_in_dialog("ごみ箱へ移す");
    office.window.wait("the note is gone", |state| state.cases.found.rows.len() == 3);
    assert_eq!(*office.window.outside.trashed.lock().unwrap(), [path]);
    assert_eq!(office.chosen().as_deref(), Some("壊.case.ron"), "the next one is chosen");

    office.window.press("朝からログインできない（A店）");
    office.window.press("開く");
    office.window.wait("the note", |state| state.path.is_some());
    office.window.press("一覧");
    office.key(Key::Delete);
    assert_eq!(office.window.state().dialog, None);
    let trash = office.window.harness.get_by_role_and_label(Role::Button, "ごみ箱へ移す");
    assert!(trash.accesskit_node().is_disabled());
}

#[test]
fn a_note_that_somebody_else_is_editing_is_not_put_away() {
    let mut office = office();
    let path = office.notes().join("二.case.ron");
    let other = Editor { who: "山田".to_owned(), machine: "PC-02".to_owned(), pid: 1 };
    let now = "2026-11-21T00:41:00Z".parse().unwrap();
    let Taken::Ours(_lock) = EditLock::take(&path, &other, now) else { panic!("nobody else has it") };
    office.window.press("コードが届かない（B店）");
    office.window.press("ごみ箱へ移す");
    office.window.press_in_dialog("ごみ箱へ移す");
    office.window.wait("the refusal", |state| matches!(state.dialog, Some(Dialog::Failed(_))));
    assert!(office.window.shows("山田"));
    assert!(path.is_file() && office.window.outside.trashed.lock().unwrap().is_empty());
}

#[test]
fn a_duplicate_is_a_case_of_its_own_and_is_chosen() {
    let mut office = office();
    office.window.press("画面が白い（B店）");
    office.window.press("複製する");
    office.window.wait("the copy", |state| state.cases.found.rows.len() == 5);
    assert!(office.rows().contains(&"画面が白い（複製）".to_owned()));
    office.window.wait("a look at it", |state| match &state.cases.preview {
        Look::Read(preview) => preview.summary.title == "画面が白い（複製）",
        _ => false,
    });
    let copy = case::load(office.window.state().cases.chosen.as_ref().unwrap()).unwrap();
    assert!(copy.outcome.is_none(), "it is not solved");
    office.window.press("フォルダーを開く");
    let outside = std::sync::Arc::clone(&office.window.outside);
    office.window.wait("the folder", |_| !outside.shown.lock().unwrap().is_empty());
    assert_eq!(*office.window.outside.shown.lock().unwrap(), [office.notes().join("B店")]);
}

#[test]
fn changes_on_disk_appear_by_themselves() {
    let mut office = office();
    let path = save(&office.notes(), "四.case.ron", &note("ほかの人が書いた", "C店"));
    office.look_away_and_back();
    office.window.wait("the new note", |state| state.cases.found.rows.len() == 5);
    office.window.press("ほかの人が書いた（C店）");
    save(&office.notes(), "四.case.ron", &note("書き直した", "C店"));
    office.look_away_and_back();
    office.window.wait("the change", |state| match &state.cases.preview {
        Look::Read(preview) => preview.summary.title == "書き直した",
        _ => false,
    });
    // Without anybody doing anything in the window: the folder is looked at every two seconds.
    fs::remove_file(path).unwrap();
    office.window.wait("it is gone", |state| state.cases.found.rows.len() == 4);
    assert_eq!(office.chosen(), None);
    // The next start has it all at hand.
    assert!(office.folder.path().join("一時/cases.cache").is_file());
}

#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let mut office = office();
    office.window.settle();
    assert!(office.window.harness.try_run().is_ok_and(|frames| frames <= 2), "the list is at rest");
}

#[test]
fn a_missing_folder_is_told_and_can_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office_of(folder, egui::vec2(1280.0, 800.0), egui::Theme::Light);
    assert!(office.window.shows("記録のフォルダーが見つかりません"));
    office.window.press("このフォルダーを作る");
    office.window.wait("the empty list", |state| state.cases.listing == Listing::Listed);
    assert!(office.notes().is_dir());
    office.window.sees("このフォルダーに記録はまだありません");
    office.window.press("新しい記録を始める");
    assert_eq!(office.window.state().page, Page::Triage);
}

#[test]
fn a_folder_that_vanishes_is_told() {
    let mut office = office();
    fs::rename(office.notes(), office.folder.path().join("よそ")).unwrap();
    office.look_away_and_back();
    office.window.wait("the trouble", |state| matches!(state.cases.listing, Listing::Failed(_)));
    assert!(office.window.shows("記録のフォルダーが見つかりません"));
    fs::rename(office.folder.path().join("よそ"), office.notes()).unwrap();
    office.window.press("もう一度読み込む");
    office.window.wait("the list", |state| state.cases.listing == Listing::Listed);
    assert_eq!(office.rows().len(), 4);
}

#[test]
fn a_narrow_window_has_the_look_at_a_note_below() {
    let folder = tempfile::tempdir().unwrap();
    fill(&notes(&folder));
    let mut office = office_of(folder, egui::vec2(900.0, 700.0), egui::Theme::Dark);
    office.window.press("朝からログインできない（A店）");
    office.window.wait("a look at it", |state| matches!(state.cases.preview, Look::Read(_)));
    office.window.sees("ごみ箱へ移す");
}

/// A folder as full as that of a small agency.
fn full(size: egui::Vec2, theme: egui::Theme) -> Office {
    let folder = tempfile::tempdir().unwrap();
    fill(&notes(&folder));
    let titles = [
        (
            "2段階認証のコードが別の人の端末に届く",
            "C店",
            "佐藤",
            "2026-11-21T17:00:00+09:00[Asia/Tokyo]",
            "G4",
        ),
        ("管理者が退職して設定を開けない", "D店", "山田", "2026-11-25T09:00:00+09:00[Asia/Tokyo]", "G6"),
        ("「アカウントにアクセスできません」と出る", "A店", "鈴木", "", "G7"),
        (
            "パスワードを変えてから全員が入れない",
            "Ｅ店（本店）",
            "佐藤",
            "2026-11-20T13:00:00+09:00[Asia/Tokyo]",
            "G2",
        ),
        ("Chromeだけログイン画面に戻る", "B店", "", "", "G5"),
    ];
    for (at, (title, shop, person, due, stage)) in titles.into_iter().enumerate() {
        let mut case = note(title, shop);
        person.clone_into(&mut case.person);
        case.next_check = (!due.is_empty()).then(|| due.parse().unwrap());
        case.stage = Some(stage.to_owned());
        if at == 0 {
            "24680135790".clone_into(&mut case.amazon_case);
        }
        save(&notes(&folder), &format!("{at}.case.ron"), &case);
    }
    for (at, (title, solved)) in
        [("スマホを替えてコードが出ない", Solved::Yes), ("名義の違いで本人確認が進まない", Solved::No)]
            .into_iter()
            .enumerate()
    {
        let mut case = note(title, "C店");
        let confirmed_cause = Some("C12".to_owned()).filter(|_| solved == Solved::Yes);
        case.outcome = Some(CaseOutcome { solved, confirmed_cause, ..CaseOutcome::default() });
        save(&notes(&folder), &format!("終{at}.case.ron"), &case);
    }
    let mut office = office_of(folder, size, theme);
    office.window.press("朝からログインできない（A店）");
    office.window.wait("a look at it", |state| matches!(state.cases.preview, Look::Read(_)));
    office
}

#[test]
fn a_full_list_light() {
    let mut office = full(egui::vec2(1280.0, 800.0), egui::Theme::Light);
    office.window.harness.snapshot("cases_light_1280x800");
}

#[test]
fn a_search_dark() {
    let mut office = full(egui::vec2(1920.0, 1080.0), egui::Theme::Dark);
    office.search("ログイン 電話");
    let read =
        |state: &State| matches!(&state.cases.preview, Look::Read(preview) if !preview.excerpts.is_empty());
    office.window.wait("a look at it", read);
    // Without the bar of the keyboard, which blinks.
    office.key(Key::Escape);
    office.window.harness.snapshot("cases_dark_1920x1080");
}
