//! 体制: the access ledger in the window.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use egui::accesskit::Role as AccessRole;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use jiff::Timestamp;
use login_triage::app::{LedgerNotice, LedgerStanding, ListOf, Picked, Right, Saving, fields, needs_saving};
use login_triage::case::{self, Draft, Recovery, Target};
use login_triage::ledger::{
    self, Departure, Device, DeviceKind, Ledger, Login, Method, MethodKind, Ownership, Person, Role,
    RoleKind, Shop, Slot,
};
use login_triage::ui::text;

use crate::support::{Begin, Outside, Window, fixture, outside_in};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

struct Office {
    folder: tempfile::TempDir,
    outside: Arc<Outside>,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let outside = outside_in(folder.path());
        Self { folder, outside }
    }

    fn path(&self) -> PathBuf {
        ledger::path_in(&self.folder.path().join("記録"))
    }

    /// An office whose ledger is on the disk.
    fn with(ledger: &Ledger) -> Self {
        let office = Self::new();
        fs::create_dir_all(office.folder.path().join("記録")).unwrap();
        case::save(ledger, Target::New(&office.path()), at("2026-11-20T00:00:00Z")).unwrap();
        office
    }

    fn saved(&self) -> Ledger {
        ledger::load(&self.path()).unwrap()
    }

    fn window(&self, begin: Begin) -> Window {
        let mut window = Window::open_with(begin, Arc::clone(&self.outside));
        window.wait("the ledger was looked for", |state| {
            !matches!(state.ledger.standing, LedgerStanding::Unread | LedgerStanding::Reading)
        });
        window
    }

    fn open(&self) -> Window {
        let mut window = self.window(Begin { size: egui::vec2(1280.0, 1600.0), ..Begin::default() });
        window.press("体制");
        window
    }
}

fn person(id: &str, name: &str) -> Person {
    Person { id: id.to_owned(), name: name.to_owned(), post: "EC運用課".to_owned(), ..Person::default() }
}

fn phone(id: &str, name: &str, holder: &str, ownership: Ownership) -> Device {
    let kind = DeviceKind::Phone;
    Device {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        ownership,
        holder: holder.to_owned(),
        ..Device::default()
    }
}

fn login(id: &str, name: &str, users: &[&str], roles: &[(&str, RoleKind)], device: &str) -> Login {
    let roles = roles.iter().map(|(shop, kind)| Role {
        id: format!("r-{shop}"),
        shop: (*shop).to_owned(),
        kind: *kind,
        ..Role::default()
    });
    let main = Method {
        id: "m1".to_owned(),
        slot: Slot::Main,
        kind: MethodKind::Authenticator,
        device: device.to_owned(),
        ..Method::default()
    };
    Login {
        id: id.to_owned(),
        name: name.to_owned(),
        email: "ya***@example.co.jp".to_owned(),
        users: users.iter().map(|user| (*user).to_owned()).collect(),
        roles: roles.collect(),
        methods: vec![main],
        ..Login::default()
    }
}

/// Two shops that hang on one administrator's telephone.
pub fn office() -> Ledger {
    let shop = |id: &str, name: &str| Shop { id: id.to_owned(), name: name.to_owned(), ..Shop::default() };
    Ledger {
        company: "サンプル商店".to_owned(),
        people: vec![person("p1", "山田 花子"), person("p2", "佐藤 次郎"), person("p3", "鈴木 一郎")],
        devices: vec![
            phone("d1", "EC課の会社スマホ", "p1", Ownership::Company),
            phone("d2", "佐藤さんの私物", "p2", Ownership::Private),
            Device {
                kind: DeviceKind::Landline, ..phone("d3", "会社の固定電話", "", Ownership::Company)
            },
        ],
        shops: vec![shop("s1", "本店"), shop("s2", "アウトレット店")],
        logins: vec![
            login(
                "l1",
                "管理者のログイン",
                &["p1"],
                &[("s1", RoleKind::MainAdmin), ("s2", RoleKind::Admin)],
                "d1",
            ),
            login("l2", "受注のログイン", &["p2", "p3"], &[("s1", RoleKind::User)], "d2"),
        ],
        ..Ledger::new(at("2026-11-01T00:00:00Z"), "k7f2")
    }
}

#[test]
fn an_empty_ledger_is_begun_by_four_questions_and_saved() {
    let office = Office::new();
    let mut window = office.open();
    window.sees(text::ledger::EMPTY);
    window.press("店舗を書く");
    window.type_into("名前", "本店");
    window.press(text::ledger::NEXT_QUESTION);
    window.press("人を書く");
    window.type_into("名前", "山田 花子");
    window.press("概要");
    window.press("ログインを書く");
    window.type_into("名前", "管理者のログイン");
    assert!(matches!(window.state().ledger.saving, Saving::Changed));
    window.press("台帳を保存する");
    window.wait("the ledger is saved", |state| matches!(state.ledger.saving, Saving::Saved(_)));
    let saved = office.saved();
    assert_eq!((saved.shops[0].name.as_str(), saved.people[0].name.as_str()), ("本店", "山田 花子"));
    assert!(!saved.id.ends_with('-'), "it has an id of its own: {}", saved.id);
    assert!(window.state().ledger.base.is_some());
}

#[test]
fn a_login_is_filled_in_by_choosing_and_its_address_is_masked() {
    let office =
        Office::with(&Ledger { logins: vec![Login { id: "l1".to_owned(), ..Login::default() }], ..office() });
    let mut window = office.open();
    window.press("ログイン 1");
    window.press(text::ledger::NAMELESS);
    window.type_into("メールアドレス", "yamada.hanako@example.co.jp");
    window.focus("名前");
    assert_eq!(window.state().ledger.ledger.logins[0].email, "ya***@example.co.jp");
    window.press("使う人を選ぶ");
    window.press("山田 花子");
    window.harness.key_press(Key::Escape);
    window.settle();
    window.press("手段を加える");
    window.press("認証アプリ");
    window.press("端末を選ぶ：未記入");
    window.press("EC課の会社スマホ");
    window.press("店舗の権限を加える");
    window.press("主な管理者");
    let login = &window.state().ledger.ledger.logins[0];
    assert_eq!(login.users, ["p1"]);
    assert_eq!((login.methods[0].kind, login.methods[0].device.as_str()), (MethodKind::Authenticator, "d1"));
    assert_eq!(login.roles[0].kind, RoleKind::MainAdmin);
}

#[test]
fn days_are_typed_or_chosen_from_the_calendar() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("人 3");
    window.press("山田 花子");
    window.type_into("最終日", "令和8年12月31日");
    assert_eq!(window.state().ledger.ledger.people[0].last_day, Some(jiff::civil::date(2026, 12, 31)));
    window.replace("最終日", "いつか");
    assert_eq!(window.state().ledger.ledger.people[0].last_day, Some(jiff::civil::date(2026, 12, 31)));
    assert!(window.shows("日付として読めません"));
    window.press(&text::calendar::open("最終日"));
    window.press("消す");
    assert_eq!(window.state().ledger.ledger.people[0].last_day, None);
}

#[test]
fn what_was_changed_is_taken_back_step_by_step_with_the_keyboard() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("人 3");
    window.press("佐藤 次郎");
    window.press("台帳から外す");
    assert_eq!(window.state().ledger.ledger.people.len(), 2);
    assert_eq!(window.state().ledger.ledger.logins[1].users, ["p3"]);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.settle();
    assert_eq!(window.state().ledger.ledger.people.len(), 3);
    assert_eq!(window.state().ledger.ledger.logins[1].users, ["p2", "p3"]);
    window.press("やり直す");
    assert_eq!(window.state().ledger.ledger.people.len(), 2);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.settle();
    window.wait("the ledger is saved", |state| matches!(state.ledger.saving, Saving::Saved(_)));
    assert_eq!(office.saved().people.len(), 2);
}

#[test]
fn what_looks_like_a_secret_is_not_saved() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("人 3");
    window.press("山田 花子");
    window.type_into("メモ", "パスワード：Sakura-2024");
    window.press("台帳を保存する");
    window.sees(text::ledger::SECRETS);
    assert_eq!(office.saved().people[0].memo, "");
    window.press(text::ledger::BLANK_AND_SAVE);
    window.wait("the ledger is saved", |state| matches!(state.ledger.saving, Saving::Saved(_)));
    assert!(!fs::read_to_string(office.path()).unwrap().contains("Sakura"));
}

#[test]
fn what_somebody_else_has_written_is_put_together_with_what_is_typed() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("人 3");
    window.press("山田 花子");
    window.type_into("メモ", "内線12");
    let opened = ledger::open(&office.path()).unwrap();
    let mut theirs = opened.case;
    theirs.people.push(person("p9", "高橋 三郎"));
    case::save(&theirs, Target::Own(&opened.base), at("2026-11-21T00:41:00Z")).unwrap();
    window.press("台帳を保存する");
    window.wait("the ledger is saved", |state| matches!(state.ledger.saving, Saving::Saved(_)));
    let here = &window.state().ledger.ledger;
    assert_eq!((here.people.len(), here.people[0].memo.as_str()), (4, "内線12"));
    assert!(window.state().ledger.notices.iter().any(|it| matches!(it, LedgerNotice::CameIn { .. })));
    assert_eq!(office.saved().people.len(), 4);
}

#[test]
fn a_change_by_somebody_else_comes_in_when_the_window_comes_to_the_front() {
    let office = Office::with(&office());
    let mut window = office.open();
    let opened = ledger::open(&office.path()).unwrap();
    let mut theirs = opened.case;
    theirs.people.push(person("p9", "高橋 三郎"));
    case::save(&theirs, Target::Own(&opened.base), at("2026-11-21T00:41:00Z")).unwrap();
    for focused in [false, true] {
        window.harness.input_mut().focused = focused;
        window.settle();
    }
    window.wait("it comes in", |state| state.ledger.ledger.people.len() == 4);
}

#[test]
fn a_newer_ledger_is_only_looked_at() {
    let office = Office::with(&office());
    let newer = fs::read_to_string(office.path()).unwrap().replacen("version: 1", "version: 99", 1);
    fs::write(office.path(), newer).unwrap();
    let mut window = office.open();
    assert!(matches!(window.state().ledger.right, Right::Forbidden(_)));
    window.press("人 3");
    window.press("山田 花子");
    assert!(!window.state().ledger.may_change());
    let before = window.state().ledger.ledger.clone();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.settle();
    assert_eq!(window.state().ledger.ledger, before);
}

#[test]
fn of_a_broken_ledger_the_state_before_is_offered() {
    let office = Office::with(&office());
    let opened = ledger::open(&office.path()).unwrap();
    let mut later = opened.case;
    later.company = "後の会社名".to_owned();
    later.updated_at = at("2026-11-21T00:10:00Z");
    case::save(&later, Target::Own(&opened.base), later.updated_at).unwrap();
    fs::write(office.path(), "(version: 1, people: [").unwrap();
    let mut window = office.open();
    assert!(matches!(window.state().ledger.standing, LedgerStanding::Broken(_)));
    window.sees("体制の台帳を開けませんでした。");
    let name = {
        let LedgerStanding::Broken(broken) = &window.state().ledger.standing else { unreachable!() };
        let (_, at) = broken.earlier.as_ref().expect("there is an earlier state");
        text::ledger::use_earlier(&text::time::full(&at.to_zoned(window.state().zone.clone())))
    };
    window.press(&name);
    assert_eq!(window.state().ledger.ledger.company, "サンプル商店");
    window.press("台帳を保存する");
    window.wait("the ledger is saved", |state| matches!(state.ledger.saving, Saving::Saved(_)));
    assert_eq!(office.saved().people.len(), 3);
}

#[test]
fn what_was_typed_and_not_saved_is_offered_at_the_next_start() {
    let office = Office::with(&office());
    let opened = ledger::open(&office.path()).unwrap();
    let mut typed = opened.case.clone();
    typed.people.push(person("p9", "高橋 三郎"));
    {
        let recovery =
            Recovery::open(&office.folder.path().join("recovery"), at("2026-11-21T00:30:00Z")).unwrap();
        recovery.keep(&Draft { case: &typed, base: Some(&opened.base) }, at("2026-11-21T00:30:00Z")).unwrap();
    }
    let mut window = office.open();
    window.wait("it was found", |state| !state.ledger.offers.is_empty());
    window.press(text::ledger::RESTORE);
    assert_eq!(window.state().ledger.ledger.people.len(), 4);
    assert!(matches!(window.state().ledger.saving, Saving::Changed));
}

#[test]
fn the_ledger_is_saved_before_the_window_closes() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("人 3");
    window.press("山田 花子");
    window.type_into("メモ", "内線12");
    window.close();
    window.wait("the window closes", |state| state.closing);
    assert_eq!(office.saved().people[0].memo, "内線12");
}

#[test]
fn a_ledger_that_cannot_be_saved_keeps_nobody_from_closing_the_window() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("人 3");
    window.press("山田 花子");
    window.type_into("メモ", "パスワード：Sakura-2024");
    window.press("診断");
    window.close();
    assert!(!window.state().closing, "first it says why");
    window.sees(text::ledger::SECRETS);
    assert!(!needs_saving(window.state()), "the next wish to close is not refused");
    drop(window);
    let copies = fs::read_dir(office.folder.path().join("recovery")).unwrap().flatten();
    let texts: Vec<String> = copies.filter_map(|copy| fs::read_to_string(copy.path()).ok()).collect();
    assert!(texts.iter().any(|text| text.contains("山田")), "what was typed is kept");
    assert!(texts.iter().all(|text| !text.contains("Sakura")), "but for what looks like a secret");
    assert_eq!(office.saved().people[0].memo, "");
}

#[test]
fn another_folder_of_notes_has_another_ledger() {
    let office = Office::with(&office());
    let other = tempfile::tempdir().unwrap();
    let mut window = office.open();
    assert_eq!(window.state().ledger.ledger.people.len(), 3);
    window.press("設定");
    office.outside.picks.lock().unwrap().push(Picked::Path(other.path().to_owned()));
    window.press("変更する");
    window.wait("the folder is another one", |state| state.settings.notes_folder.is_some());
    window.press("体制");
    window.wait("it was looked for", |state| state.ledger.standing == LedgerStanding::Absent);
    assert!(window.state().ledger.ledger.is_blank());
    window.sees(text::ledger::EMPTY);
}

#[test]
fn a_loss_is_told_and_the_changes_against_it_are_written_down() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.press("もしも");
    window.press("EC課の会社スマホ");
    assert!(window.shows("店舗1件にだれも入れなくなり"));
    assert!(window.shows("コードを受け取れる端末がありません"));
    let next = |window: &Window| {
        let state = &window.state().ledger;
        let change = state.judged.remedy.as_ref().and_then(|remedy| remedy.changes.first());
        change.map(|change| text::ledger::change(&state.ledger, change))
    };
    let mut made = 0;
    while let Some(said) = next(&window) {
        window.press(&said);
        made += 1;
    }
    assert_eq!(made, 2, "one administrator more for each shop");
    let remedy = window.state().ledger.judged.remedy.as_ref().unwrap();
    assert_eq!(remedy.fatal, [], "nothing is fatal any more");
    window.sees(text::ledger::NO_CHANGES);
}

#[test]
fn the_overview_says_what_to_do_next_and_leads_there() {
    let office = Office::with(&office());
    let mut window = office.open();
    window.sees(text::ledger::NEXT);
    window.sees("管理者が1人だけの店舗があります。");
    assert!(!window.shows("%"), "no percentage");
    window.replace("会社名", "別の商店");
    assert_eq!(window.state().ledger.ledger.company, "別の商店");
    window.press_first("本店を見る");
    window.sees(text::ledger::REMOVE);
}

#[test]
fn a_spreadsheet_is_shown_before_it_is_taken_in() {
    let office = Office::with(&office());
    let table = office.folder.path().join("人.csv");
    fs::write(&table, "氏名,所属・役職\n高橋 三郎,経理課\n").unwrap();
    office.outside.picks.lock().unwrap().push(Picked::Path(table.clone()));
    let mut window = office.open();
    window.press(text::ledger::TABLES);
    window.press(text::ledger::IMPORT);
    window.wait("it was read", |state| state.ledger.moving.table.is_some());
    window.sees(text::ledger::IMPORT_TITLE);
    assert!(window.shows("高橋 三郎"));
    assert_eq!(window.state().ledger.ledger.people.len(), 3, "nothing is taken in yet");
    window.press_in_dialog(text::ledger::IMPORT_DO);
    assert_eq!(window.state().ledger.ledger.people.len(), 4);
    window.press(text::ledger::UNDO);
    assert_eq!(window.state().ledger.ledger.people.len(), 3);
}

#[test]
fn of_a_spreadsheet_with_mistakes_each_row_is_told_and_nothing_taken_in() {
    let office = Office::with(&office());
    let table = office.folder.path().join("人.csv");
    fs::write(&table, "氏名,最終日\n高橋 三郎,2026/13/45\n田中 四郎,いつか\n").unwrap();
    office.outside.picks.lock().unwrap().push(Picked::Path(table.clone()));
    let mut window = office.open();
    window.press(text::ledger::TABLES);
    window.press(text::ledger::IMPORT);
    window.wait("it was read", |state| state.ledger.moving.table.is_some());
    window.sees(text::ledger::IMPORT_FAILED);
    assert!(window.shows("2行目") && window.shows("3行目"));
    window.press_in_dialog("閉じる");
    assert_eq!(window.state().ledger.ledger, office.saved());
}

#[test]
fn the_ledger_goes_into_spreadsheets_and_comes_back_unchanged() {
    let office = Office::with(&office());
    let folder = tempfile::tempdir().unwrap();
    office.outside.picks.lock().unwrap().push(Picked::Path(folder.path().to_owned()));
    let mut window = office.open();
    window.press(text::ledger::TABLES);
    window.press("台帳を表（CSV）に書き出す");
    let people = folder.path().join(text::ledger_csv::file_name(ledger::csv::Table::People));
    window.wait_for_file(&people);
    office.outside.picks.lock().unwrap().push(Picked::Path(people));
    window.press(text::ledger::TABLES);
    window.press(text::ledger::IMPORT);
    window.wait("it was read", |state| state.ledger.moving.table.is_some());
    window.sees(text::ledger::IMPORT_NOTHING);
}

#[test]
fn the_years_checks_are_written_into_a_folder_of_choice() {
    let office = Office::with(&office());
    let folder = tempfile::tempdir().unwrap();
    office.outside.picks.lock().unwrap().push(Picked::Path(folder.path().to_owned()));
    let mut window = office.open();
    window.press(text::ledger::TABLES);
    window.press("1年分の点検予定（.ics）を書き出す");
    let file = folder.path().join(text::ledger::CALENDAR_FILE);
    window.wait_for_file(&file);
    assert!(fs::read_to_string(file).unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
}

#[test]
fn a_leavers_closing_in_the_wrong_order_is_said() {
    let leaver = Departure {
        id: "x1".to_owned(),
        person: "p2".to_owned(),
        removed: Some(jiff::civil::date(2026, 11, 1)),
        ..Departure::default()
    };
    let office = Office::with(&Ledger { departures: vec![leaver], ..office() });
    let mut window = office.open();
    window.press("退職・異動 1");
    window.press("佐藤 次郎");
    window.sees(text::ledger::SAFE_ORDER);
    assert!(window.shows("順番が逆です"));
}

#[test]
fn the_checklist_names_the_people_of_the_ledger() {
    let mut known = office();
    known.logins[0].methods.push(Method { slot: Slot::Backup, device: "d3".to_owned(), ..Method::default() });
    let office = Office::with(&known);
    let open = Some(fixture("notes/in_the_midst.ron"));
    let mut window = office.window(Begin { size: egui::vec2(1280.0, 2400.0), open, ..Begin::default() });
    window.wait("the note is open", |state| state.path.is_some());
    if let Some(all) = window.harness.query_by_label_contains("すべて見る") {
        all.click();
    }
    window.settle();
    let shows = |window: &Window| {
        window.shows("台帳の管理者：山田 花子") || window.shows("台帳で予備の手段がある人：山田 花子")
    };
    assert!(shows(&window), "the locks name who is meant");
}

#[test]
fn a_closed_case_proposes_tasks_that_one_click_puts_into_the_ledger() {
    let office = Office::with(&office());
    let open = Some(fixture("notes/in_the_midst.ron"));
    let mut window = office.window(Begin { size: egui::vec2(1280.0, 2400.0), open, ..Begin::default() });
    window.wait("the note is open", |state| state.path.is_some());
    window.press("直った");
    window.press_in_dialog("直ったと記録する");
    window.sees(text::ledger::PROPOSALS);
    let before = login_triage::app::proposals(window.state());
    window.press(&text::ledger::accept("関係者で振り返る日を決める"));
    assert_eq!(window.state().ledger.ledger.reviews.len(), 1);
    assert_eq!(login_triage::app::proposals(window.state()).len(), before.len() - 1);
}

#[test]
fn each_list_takes_a_new_part_shows_its_form_and_gives_it_back() {
    let office = Office::with(&office());
    let mut window = office.open();
    let before = window.state().ledger.ledger.clone();
    for list in ListOf::ALL {
        let tabs = [text::ledger::list(list).to_owned()];
        let counted = (1..4).map(|count| text::ledger::counted(text::ledger::list(list), count));
        let name = tabs.into_iter().chain(counted).find(|name| {
            window.harness.query_all_by_role_and_label(AccessRole::RadioButton, name).next().is_some()
        });
        window.press(&name.expect("a tab"));
        window.press(text::ledger::add(list.kind()));
        assert_ne!(window.state().ledger.ledger, before, "{list:?}");
        for field in fields(list.kind()) {
            assert!(window.shows(text::ledger_words::field(field.name)), "{list:?}: {}", field.name);
        }
        window.press(text::ledger::UNDO);
        let undone = Ledger { updated_at: before.updated_at, ..window.state().ledger.ledger.clone() };
        assert_eq!(undone, before, "{list:?}");
    }
}

/// Pictures of the page: few, so that each can be looked at.
mod pictures {
    use super::*;

    fn page(size: egui::Vec2, theme: egui::Theme) -> (Office, Window) {
        let office = Office::with(&office());
        let mut window = office.window(Begin { size, theme, ..Begin::default() });
        window.press("体制");
        (office, window)
    }

    #[test]
    fn overview_light() {
        let (_office, mut window) = page(egui::vec2(1280.0, 800.0), egui::Theme::Light);
        window.harness.snapshot("ledger_overview_light_1280x800");
    }

    #[test]
    fn what_if_light() {
        let (_office, mut window) = page(egui::vec2(1280.0, 800.0), egui::Theme::Light);
        window.press("もしも");
        window.press("EC課の会社スマホ");
        window.harness.snapshot("ledger_what_if_light_1280x800");
    }

    #[test]
    fn login_dark() {
        let (_office, mut window) = page(egui::vec2(1920.0, 1080.0), egui::Theme::Dark);
        window.press("ログイン 2");
        window.press("管理者のログイン");
        window.harness.snapshot("ledger_login_dark_1920x1080");
    }
}
