//! 文書: from the case to the exported file, tab by tab.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use login_triage::app::{
    Dialog, DocumentTab, ExportOf, ExportStage, Others, Page, Picked, Preview, SheetStanding,
};
use login_triage::case::EntryKind;
use login_triage::case::export::{Audience, Format, Language};
use login_triage::documents::papers::Paper;
use login_triage::platform::FileWish;
use login_triage::ui::text;

use crate::support::{Begin, Outside, Window, outside_in};

fn note(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers").join(format!("{name}.case.ron"))
}

/// A window with a case, kept in the folder of notes of a test, on the page 文書.
fn opened(outside: &Arc<Outside>, folder: &Path, name: &str) -> Window {
    sized(outside, folder, name, Begin::default())
}

fn sized(outside: &Arc<Outside>, folder: &Path, name: &str, begin: Begin) -> Window {
    let notes = folder.join("記録");
    fs::create_dir_all(&notes).unwrap();
    let path = notes.join(format!("{name}.case.ron"));
    fs::copy(note(name), &path).unwrap();
    let mut window = Window::open_with(Begin { open: Some(path), ..begin }, Arc::clone(outside));
    window.wait("the note is opened", |state| state.path.is_some());
    window.press("文書");
    assert_eq!(window.state().page, Page::Documents);
    window
}

/// Brings a tab to the front, and waits for its paper.
#[track_caller]
fn tab(window: &mut Window, tab: DocumentTab) {
    window.press(text::documents::tab(tab));
    ready(window);
}

#[track_caller]
fn ready(window: &mut Window) {
    window.wait("the paper", |state| {
        state.documents.paper().is_none() || state.documents.standing == SheetStanding::Current
    });
}

fn sheet(window: &Window) -> String {
    window.state().documents.ready().unwrap().to_copy.clone()
}

fn handed_on(window: &Window) -> Vec<&str> {
    let entries = window.state().case.timeline.iter().filter(|entry| entry.kind == EntryKind::Exported);
    entries.map(|entry| entry.text.as_str()).collect()
}

/// Waits for the text in the dialog of an export: its buttons move when it comes.
#[track_caller]
fn previewed(window: &mut Window) {
    window.wait("the text", |state| matches!(state.export.as_ref().unwrap().preview, Preview::Ready(_)));
}

/// Exports the paper in front as a file, through the dialog.
#[track_caller]
fn export(window: &mut Window, outside: &Outside, target: &Path, format: &str) -> String {
    outside.picks.lock().unwrap().push(Picked::Path(target.to_owned()));
    window.press(text::documents::EXPORT);
    previewed(window);
    window.press(format);
    previewed(window);
    window.press(text::export_dialog::SAVE);
    window.wait("the file", |state| matches!(state.export.as_ref().unwrap().stage, ExportStage::Written(_)));
    window.press_in_dialog(text::dialogs::CLOSE);
    fs::read_to_string(target).unwrap()
}

#[test]
fn whom_to_turn_to_follows_from_the_answers() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let mut window = opened(&outside, folder.path(), "c40_no_rights");
    window.sees("自社の管理者に頼む");
    window.sees(text::documents::DONTS);
    window.sees(text::documents::through(login_triage::documents::routing::Through::OtherPerson));
    window.press("管理者への依頼を作る");
    ready(&mut window);
    assert_eq!(window.state().documents.paper(), Some(Paper::AdminRequest));
    assert!(sheet(&window).contains("小林"));
}

#[test]
fn a_way_behind_the_login_says_what_to_do_without_one() {
    let (outside, folder) = (Arc::default(), tempfile::tempdir().unwrap());
    let mut window = opened(&outside, folder.path(), "c33_suspended");
    window.sees("アカウント健全性から再開を申し込む");
    assert!(window.shows("入れないときはログインの原因を先に直し"));
    window.press("改善計画を書く");
    assert_eq!(window.state().documents.tab, DocumentTab::Plan);
}

#[test]
fn a_page_of_a_way_is_opened_with_the_chosen_browser() {
    let (outside, folder): (Arc<Outside>, _) = (Arc::default(), tempfile::tempdir().unwrap());
    let mut window = opened(&outside, folder.path(), "c33_suspended");
    window.press("出品用アカウント停止への対応のヘルプ");
    let opened = Arc::clone(&outside);
    window.wait("the page is opened", move |_| !opened.opened.lock().unwrap().is_empty());
    assert!(outside.opened.lock().unwrap()[0].contains("sellercentral"));
}

#[test]
fn nobody_is_named_before_anything_is_known() {
    let mut window = Window::open(Begin::default());
    window.press("文書");
    window.sees(text::documents::NO_ADVICE);
    window.press(text::documents::TO_TRIAGE);
    assert_eq!(window.state().page, Page::Triage);
}

#[test]
fn an_inquiry_goes_out_after_its_check_and_leaves_its_traces() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = opened(&outside, folder.path(), "c25_leaver_phone");
    tab(&mut window, DocumentTab::Inquiry);
    assert!(sheet(&window).contains("端末の末尾が自分の番号と違う") && !sheet(&window).contains("高橋"));
    window.sees(text::documents::ONE_CASE_FIRST);
    window.wait("the other notes", |state| matches!(state.documents.others, Others::Known(_)));
    window.sees(text::documents::NO_OTHERS);
    window.sees(text::documents::NO_SECRETS);
    window.press(text::export_dialog::COPY);
    assert!(handed_on(&window).is_empty(), "not before the check");
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    window.settle();
    assert_eq!(window.state().export.as_ref().unwrap().of, ExportOf::Note, "the note is no inquiry");
    previewed(&mut window);
    window.press_in_dialog(text::dialogs::CLOSE);
    window.press(text::documents::ONE_CASE);
    window.press(text::export_dialog::COPY);
    assert_eq!(handed_on(&window), ["お問い合わせ文（日本語）をコピーしました（社外向け）"]);
    ready(&mut window);
    let target = folder.path().join("送る.txt");
    let written = export(&mut window, &outside, &target, "テキスト");
    assert_eq!(written.replace("\r\n", "\n"), sheet(&window).replace("\r\n", "\n"));
    let wish = outside.wishes.lock().unwrap().last().cloned();
    let Some(FileWish::Export { name, format, .. }) = wish else { panic!("{wish:?}") };
    assert!(format == Format::Text && name.ends_with("_お問い合わせ文_社外向け.txt"), "{name}");
    assert!(!name.contains("鈴木"), "{name}");
    // What is kept afterwards: the id, and when to look again.
    window.type_into("AmazonのケースID", "12345678901");
    window.press(text::calendar::NEXT_BUSINESS_DAY);
    assert_eq!(window.state().case.amazon_case, "12345678901");
    assert!(window.state().case.next_check.is_some());
    ready(&mut window);
    assert!(sheet(&window).starts_with("ケースID 12345678901 への追記"), "no second case");
}

#[test]
fn an_inquiry_in_english() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = opened(&outside, folder.path(), "c43_only_admin");
    tab(&mut window, DocumentTab::Inquiry);
    window.press(text::documents::language(Language::English));
    ready(&mut window);
    assert!(sheet(&window).contains("Two-step verification code screen"));
    assert!(window.shows("ケースID 12345678901 があります"));
    window.sees(text::documents::NOTHING_MISSING);
    window.press(text::documents::SAME_CASE);
    let page = export(&mut window, &outside, &folder.path().join("inquiry.html"), "HTML");
    assert!(page.contains("<html lang=\"en\">") && page.contains("Addition to case ID"));
    assert_eq!(
        handed_on(&window),
        ["お問い合わせ文（英語）を書き出しました（社外向け：inquiry.html）"],
        "the note knows"
    );
}

#[test]
fn another_open_note_of_the_shop_is_named_and_opened() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let notes = folder.path().join("記録");
    fs::create_dir_all(&notes).unwrap();
    // The same shop in other letters, with a case at Amazon; another shop; and one that has ended.
    fs::copy(note("c43_only_admin"), notes.join("other.case.ron")).unwrap();
    fs::copy(note("c34_buyer_closed"), notes.join("elsewhere.case.ron")).unwrap();
    let ended = fs::read_to_string(note("c49_takeover")).unwrap();
    let ended =
        ended.replace("  stage:", "  outcome: Some((solved: Yes, at: \"2026-11-21T00:00:00Z\")),\n  stage:");
    fs::write(notes.join("ended.case.ron"), ended).unwrap();
    let mut window = opened(&outside, folder.path(), "c47_outage");
    window.replace_shop("A店");
    tab(&mut window, DocumentTab::Inquiry);
    window.wait("the other notes", |state| matches!(state.documents.others, Others::Known(_)));
    window.sees(&text::documents::others(1));
    window.press(&text::documents::other_note("管理者が1人だけで入れない", "12345678901"));
    assert!(matches!(window.state().dialog, Some(Dialog::Unsaved(_))), "nothing is lost on the way");
}

impl Window {
    /// Writes the shop's name on the page of the note, and comes back.
    fn replace_shop(&mut self, shop: &str) {
        // Of the rail; the menu of files has the same name.
        self.harness.get_by_role_and_label(Role::Tab, "記録").click();
        self.settle();
        self.replace("店舗", shop);
        self.press("文書");
    }
}

#[test]
fn a_missing_point_leads_to_its_field() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = opened(&outside, folder.path(), "c25_leaver_phone");
    tab(&mut window, DocumentTab::Inquiry);
    window.press("Amazonからの通知");
    assert_eq!(window.state().page, Page::Note);
    window.settle();
    assert_eq!(window.state().noting.wanted, None, "it is there");
    // The keyboard is in the field: what is typed arrives there.
    window.harness.event(egui::Event::Text("なし".to_owned()));
    window.settle();
    let point = window.state().case.points.iter().find(|point| point.id == "notices");
    assert_eq!(point.map(|point| point.text.as_str()), Some("なし"));
    window.press("文書");
    ready(&mut window);
    assert!(sheet(&window).contains("なし"));
}

#[test]
fn each_request_becomes_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = opened(&outside, folder.path(), "c18_proxy");
    tab(&mut window, DocumentTab::Requests);
    let cases = [
        (Paper::Handover, "Markdown", "handover.md", "引き継ぎの決まり"),
        (Paper::ItRequest, "HTML", "it.html", "sellercentral.amazon.co.jp"),
        (Paper::AdminRequest, "テキスト", "admin.txt", "ユーザー権限"),
        (Paper::FormerColleague, "テキスト", "former.txt", "お聞きしません"),
    ];
    for (paper, format, file, holds) in cases {
        window.press(text::papers::name(paper));
        ready(&mut window);
        let written = export(&mut window, &outside, &folder.path().join(file), format);
        assert!(written.contains(holds), "{file}");
    }
    assert_eq!(handed_on(&window).len(), 4);
    assert_eq!(handed_on(&window)[1], "情シスへの作業依頼を書き出しました（社内向け：it.html）");
}

#[test]
fn for_whom_a_request_is_decides_what_is_masked() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = opened(&outside, folder.path(), "c25_leaver_phone");
    tab(&mut window, DocumentTab::Requests);
    assert!(sheet(&window).contains("高橋 涼"));
    window.press("社外の人");
    ready(&mut window);
    assert!(!sheet(&window).contains("高橋"));
    window.press(text::documents::EXPORT);
    window.wait("the text", |state| matches!(state.export.as_ref().unwrap().preview, Preview::Ready(_)));
    assert_eq!(window.state().export.as_ref().unwrap().wish.audience, Audience::Outside, "as on the page");
    assert!(!window.shows(text::export_dialog::PARTS), "a paper has no parts to choose");
}

#[test]
fn the_keyboard_copies_and_exports() {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = opened(&outside, folder.path(), "c18_proxy");
    tab(&mut window, DocumentTab::Requests);
    let both = egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT);
    window.harness.key_press_modifiers(both, egui::Key::C);
    window.settle();
    assert_eq!(handed_on(&window), ["引き継ぎ書をコピーしました（社内向け）"]);
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    window.settle();
    assert_eq!(window.state().export.as_ref().unwrap().of, ExportOf::Paper(Paper::Handover));
}

/// A tab at a size at which it is looked at.
#[track_caller]
fn picture(shown: DocumentTab, name: &str, begin: Begin, picture: &str) {
    let folder = tempfile::tempdir().unwrap();
    let outside = outside_in(folder.path());
    let mut window = sized(&outside, folder.path(), name, begin);
    tab(&mut window, shown);
    if shown == DocumentTab::Inquiry {
        window.wait("the other notes", |state| matches!(state.documents.others, Others::Known(_)));
    }
    window.harness.snapshot(picture);
}

#[test]
fn whom_to_turn_to_light() {
    picture(DocumentTab::Routing, "c25_leaver_phone", Begin::default(), "documents_routing_light");
}

#[test]
fn the_inquiry_light() {
    picture(DocumentTab::Inquiry, "c25_leaver_phone", Begin::default(), "documents_inquiry_light");
}

#[test]
fn the_requests_dark() {
    let begin = Begin { theme: egui::Theme::Dark, ..Begin::default() };
    picture(DocumentTab::Requests, "c18_proxy", begin, "documents_requests_dark");
}

#[test]
fn the_inquiry_in_a_large_window() {
    let begin = Begin { size: egui::vec2(1920.0, 1080.0), ..Begin::default() };
    picture(DocumentTab::Inquiry, "c43_only_admin", begin, "documents_inquiry_wide");
}
