//! A note as it is handed on, compared with files that a person can read. `UPDATE_GOLDEN=1` writes them anew.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use login_triage::case::export::{
    Audience, Diagnosis, Format, Line, LineEnd, ListOn, ListRow, Part, Picture, PictureState, Source, Wish,
    list, render,
};
use login_triage::case::{Case, parse};
use login_triage::knowledge::Knowledge;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports_note")
}

fn note() -> Case {
    let path = here().join("note.case.ron");
    parse(&fs::read(&path).unwrap(), &path).unwrap()
}

/// Made by hand, so that no edit of the knowledge's numbers changes the files.
fn diagnosis() -> Diagnosis {
    let line = |text: &str, more: &[&str]| Line {
        text: text.to_owned(),
        more: more.iter().map(|more| (*more).to_owned()).collect(),
    };
    Diagnosis {
        causes: vec![
            line("確認コードの届く先が使えない 62%", &["＋ コードが届かない", "＋ 自社の過去の事例（3件）"]),
            line("それ以外・まだ分からない 8%", &[]),
        ],
        next: vec![line("予備の手段を確かめる", &["5分・本人・危険なし"])],
        locked: vec![line("Cookieを消す", &["解除の条件: 2段階認証の受け取り先を確かめた"])],
    }
}

fn rendered(format: Format, audience: Audience) -> String {
    let (case, knowledge) = (note(), Knowledge::embedded().unwrap());
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let state = PictureState::Loaded {
        mime: "image/png",
        bytes: Arc::new(b"not a real picture".to_vec()),
        width: 640,
        height: 400,
    };
    let pictures = [Picture { id: "1d3a5b7c9e0f0001".to_owned(), state }];
    let source = Source {
        case: &case,
        knowledge: &knowledge,
        diagnosis: Some(&diagnosis()),
        pictures: &pictures,
        zone: &zone,
        now: "2026-11-21T00:42:00Z".parse().unwrap(),
    };
    let parts = Part::ALL.into_iter().collect();
    render(&source, &Wish { format, audience, parts }, LineEnd::Lf)
}

#[track_caller]
fn compare(name: &str, found: &str) {
    let path = here().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(found.replace("\r\n", "\n") == expected, "{name} is another one now:\n{found}");
}

#[test]
fn a_text_for_people_outside() {
    compare("outside.txt", &rendered(Format::Text, Audience::Outside));
}

#[test]
fn markdown_for_people_inside() {
    compare("inside.md", &rendered(Format::Markdown, Audience::Inside));
}

#[test]
fn a_page_for_people_outside() {
    let page = rendered(Format::Html, Audience::Outside);
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    compare("outside.html", &format!("{before}<style></style>{after}"));
}

#[test]
fn a_list_for_a_spreadsheet() {
    let case = note();
    let second = Case { title: "=HYPERLINK(\"x\")".to_owned(), memo: String::new(), ..case.clone() };
    let rows = [ListRow { case: &case, file: "a.case.ron" }, ListRow { case: &second, file: "b.case.ron" }];
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let list = list(&rows, ListOn::File, &Knowledge::embedded().unwrap(), Audience::Outside, &zone);
    assert!(list.starts_with('\u{feff}'));
    assert_eq!(list.matches("\r\n").count(), 3);
    compare("list.csv", &list);
}
