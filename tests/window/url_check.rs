//! URLを確認: typing, pasting and dropping, verdicts, the steps after an exposure, and what reaches the note.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use egui_kittest::kittest::Queryable as _;
use login_triage::app::{Checked, Dialog, Looked};
use login_triage::message_doctor::MailVerdict;
use login_triage::seller_url::Verdict;
use login_triage::ui::text;

use crate::support::{Begin, Window};

fn opened(begin: Begin) -> Window {
    let mut window = Window::open(begin);
    window.press(text::url_check::OPEN);
    assert_eq!(window.state().dialog, Some(Dialog::Checking));
    window
}

fn look(window: &mut Window, typed: &str) {
    window.type_into(text::url_check::FIELD, typed);
    window.press(text::url_check::LOOK);
    window.wait("the verdict", |state| state.checking.checked.is_some());
}

fn seen(window: &Window) -> Looked {
    let Some(Checked { result: Ok(seen), .. }) = window.state().checking.checked.clone() else {
        panic!("{:?}", window.state().checking);
    };
    seen
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no file".to_owned())
    }
}

fn drop_file(window: &mut Window, path: &Path) {
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
    window.harness.step();
    window.harness.input_mut().dropped_files.clear();
    window.wait("the verdict", |state| state.checking.checked.is_some());
}

#[test]
fn a_fake_url_is_told_and_goes_into_the_note_by_its_host_alone() {
    let mut window = opened(Begin::default());
    look(&mut window, "https://sellercentral.amazon.co.jp.evil.example/ap/signin?token=topsecret");
    window.sees(text::seller_url::verdict(Verdict::NotAmazon));
    window.sees(text::url_check::PARTS);
    let before = window.probability_of("C48");
    window.press(text::url_check::NOTE_URL);
    assert!(window.probability_of("C48") > 3.0 * before, "the verdict is an observation");
    let case = &window.state().case;
    assert_eq!(case.answer("door"), Some("not_amazon"));
    let written = case.timeline.iter().map(|entry| entry.text.as_str()).collect::<Vec<_>>().join("\n");
    assert!(written.contains("sellercentral.amazon.co.jp.evil.example"), "{written}");
    assert!(!written.contains("topsecret") && !written.contains("/ap/signin"), "{written}");
    window.sees(text::url_check::NOTED);
}

#[test]
fn each_door_answers_the_question_which_page_is_open() {
    for (url, outcome) in [
        ("https://sellercentral.amazon.co.jp/home", Some("japan")),
        ("https://sellercentral-japan.amazon.com/home", Some("japan_second")),
        ("https://www.amazon.co.jp/", Some("other_service")),
        ("https://sellercentral.amazon.com/", Some("other_market")),
        ("https://vendorcentral.amazon.co.jp/", Some("other_service")),
        ("http://sellercentral.amazon.co.jp/", None),
    ] {
        let mut window = opened(Begin::default());
        look(&mut window, url);
        window.press(text::url_check::NOTE_URL);
        assert_eq!(window.state().case.answer("door"), outcome, "{url}");
    }
}

#[test]
fn a_message_is_judged_with_all_its_urls_and_its_deadline_is_an_answer() {
    let mut window = opened(Begin::default());
    look(
        &mut window,
        "Amazonより重要なお知らせ。24時間以内に確認してください https://a.example/x?token=topsecret https://www.amazon.co.jp/",
    );
    let Looked::Message(diagnosis) = seen(&window) else { panic!("a message") };
    assert_eq!(diagnosis.verdict, MailVerdict::FakeUrl);
    assert_eq!(diagnosis.urls.len(), 2);
    window.sees(text::mail::verdict(MailVerdict::FakeUrl));
    window.press(text::url_check::NOTE_MESSAGE);
    let case = &window.state().case;
    assert_eq!(case.answer("mail_urges"), Some("yes"));
    assert_eq!(case.answer("door"), None, "nobody said that it is open");
    assert!(case.timeline.iter().all(|entry| !entry.text.contains("topsecret")));
    assert!(window.outside.opened.lock().unwrap().is_empty(), "nothing is opened");
}

#[test]
fn the_steps_after_an_exposure_are_ticked_in_the_timeline() {
    let mut window = opened(Begin { size: egui::vec2(1280.0, 1200.0), ..Begin::default() });
    look(&mut window, "https://amaz0n.example/");
    window.press(text::url_check::EXPOSED);
    assert_eq!(window.state().case.answer("typed_secret"), Some("yes"));
    window.sees(text::url_check::AFTER_TITLE);
    let steps = window.state().model.knowledge().step("K03").unwrap().how.clone();
    let tick = |window: &mut Window| {
        window.harness.get_by_role_and_label(egui::accesskit::Role::CheckBox, &steps[1]).click();
        window.settle();
    };
    tick(&mut window);
    window.sees(&text::url_check::progress(1, steps.len()));
    let wanted = text::url_check::done(&steps[1]);
    assert!(window.state().case.timeline.iter().any(|entry| entry.text == wanted));
    tick(&mut window);
    window.sees(&text::url_check::progress(0, steps.len()));
    window.press(text::url_check::BACK);
    window.sees(text::seller_url::verdict(Verdict::NotAmazon));
}

#[test]
fn the_right_door_is_one_press_away() {
    let mut window = opened(Begin::default());
    look(&mut window, "https://sellercentral.amazon.com/");
    window.press(text::url_check::OPEN_DOOR);
    let outside = window.outside.clone();
    window.wait("the page is opened", move |_| !outside.opened.lock().unwrap().is_empty());
    assert_eq!(*window.outside.opened.lock().unwrap(), ["https://sellercentral.amazon.co.jp/"]);
}

#[test]
fn what_is_pasted_is_judged_at_once_and_a_change_takes_the_verdict_back() {
    let mut window = opened(Begin::default());
    window.press(text::url_check::PASTE);
    window.harness.event(egui::Event::Paste("https://amaz0n.example/".to_owned()));
    window.wait("the verdict", |state| state.checking.checked.is_some());
    assert!(matches!(seen(&window), Looked::Url(_, judged) if judged.verdict == Verdict::NotAmazon));
    window.type_into(text::url_check::FIELD, "x");
    assert!(window.state().checking.checked.is_none());
}

#[test]
fn dropped_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let shortcut = folder.path().join("入口.url");
    fs::write(&shortcut, "[InternetShortcut]\r\nURL=https://sellercentral.amazon.co.jp/\r\n").unwrap();
    let mut window = opened(Begin::default());
    drop_file(&mut window, &shortcut);
    assert!(matches!(seen(&window), Looked::Url(_, judged) if judged.verdict == Verdict::Japan));
    window.sees(&text::url_check::of_file("入口.url"));
    window.sees(text::seller_url::verdict(Verdict::Japan));

    let mail = folder.path().join("a.eml");
    fs::write(&mail, "From: Amazon <a@evil.example>\r\nMIME-Version: 1.0\r\n\r\nhttps://evil.example/\r\n")
        .unwrap();
    drop_file(&mut window, &mail);
    assert!(matches!(seen(&window), Looked::Message(said) if said.verdict == MailVerdict::FakeUrl));

    drop_file(&mut window, &folder.path().join("none.eml"));
    window.sees(text::url_check::fault(login_triage::app::CheckFault::Unreadable));
}

#[test]
fn a_new_note_forgets_what_was_looked_at() {
    let mut window = opened(Begin::default());
    look(&mut window, "https://amaz0n.example/");
    window.press(text::dialogs::CLOSE);
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::N);
    window.settle();
    assert!(window.state().checking.text.is_empty());
}

const MAIL: &str = "件名: 【重要】Amazonアカウントの停止\n\nお客様各位\nアカウントを停止しました。24時間以内に下記リンクからログインし、クレジットカード情報をご入力ください。\nhttps://amazon.co.jp.signin.id-1.example.link/ap/signin\nhttps://sellercentral.amazon.co.jp/home";

#[test]
fn a_picture_of_a_fake_url() {
    let mut window = opened(Begin::default());
    look(
        &mut window,
        "https://sellercentral.amazon.co.jp.signin.id-1.example.link/ap/signin?openid.return_to=x",
    );
    // The dialog finds its place anew once its height is known.
    window.harness.run_steps(8);
    window.harness.snapshot("url_check_fake_light");
}

#[test]
fn a_picture_of_a_mail() {
    let mut window = opened(Begin { theme: egui::Theme::Dark, ..Begin::default() });
    look(&mut window, MAIL);
    // The dialog finds its place anew once its height is known.
    window.harness.run_steps(8);
    window.harness.snapshot("url_check_mail_dark");
}

#[test]
fn a_picture_of_the_steps() {
    let mut window = opened(Begin::default());
    look(&mut window, "https://sellercentral.xn--mazon-3ve.co.jp/");
    window.press(text::url_check::EXPOSED);
    // The dialog finds its place anew once its height is known.
    window.harness.run_steps(8);
    window.harness.snapshot("url_check_steps_light");
}
