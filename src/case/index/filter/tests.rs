use std::path::Path;
use std::sync::Arc;

use super::super::file::{Content, NoteFile};
use super::super::folder::Stamp;
use super::*;
use crate::case::{Case, CaseOutcome, LoadError, Solved};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn today() -> Today {
    let today = Today::new(at("2026-11-21T00:42:00Z"), &TimeZone::get("Asia/Tokyo").unwrap());
    assert_eq!(today.ends, at("2026-11-21T15:00:00Z"));
    today
}

fn row(content: Content, name: &str) -> Row {
    let file = NoteFile::new(Path::new("/f").join(name), Stamp { bytes: 1, modified: 1 }, content);
    Row { file: Arc::new(file), copies: Vec::new() }
}

fn note(title: &str, change: impl FnOnce(&mut Case)) -> Row {
    let mut case = Case::new(at("2026-11-20T00:00:00Z"), "x");
    title.clone_into(&mut case.title);
    change(&mut case);
    row(Content::Note(Summary::of(&case)), title)
}

fn due(case: &mut Case, day: &str) {
    case.next_check = Some(format!("{day}T09:00:00+09:00[Asia/Tokyo]").parse().unwrap());
}

fn ended(case: &mut Case, solved: Solved, cause: Option<&str>) {
    let confirmed_cause = cause.map(str::to_owned);
    case.outcome = Some(CaseOutcome { solved, confirmed_cause, ..CaseOutcome::default() });
}

/// An open one, an overdue one, one of tomorrow, a solved one, one given up, one that cannot be read.
fn rows() -> Vec<Row> {
    let broken = LoadError::Truncated { path: "/f/壊".into(), line: 1, column: 1 };
    vec![
        note("未", |case| "B店".clone_into(&mut case.shop)),
        note("遅", |case| {
            due(case, "2026-11-20");
            " A店 ".clone_into(&mut case.shop);
        }),
        note("明", |case| due(case, "2026-11-22")),
        note("解", |case| {
            ended(case, Solved::Yes, Some("C17"));
            due(case, "2026-11-19");
            case.updated_at = at("2026-11-21T00:00:00Z");
            "山田".clone_into(&mut case.person);
            case.created_at = at("2026-09-01T00:00:00Z");
        }),
        note("諦", |case| ended(case, Solved::No, Some("C01"))),
        row(Content::Unreadable(broken), "壊"),
    ]
}

fn names(rows: &[Row], order: impl IntoIterator<Item = usize>) -> String {
    order.into_iter().map(|at| rows[at].path().file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn shown(filter: &Filter) -> String {
    let rows = rows();
    names(&rows, (0..rows.len()).filter(|at| filter.shows(&rows[*at], today())))
}

#[test]
fn each_filter_lets_its_notes_through() {
    let standing = |standing| Filter { standing, ..Filter::default() };
    assert_eq!(shown(&Filter::default()), "未遅明解諦壊");
    assert_eq!(shown(&standing(StandingFilter::Open)), "未遅明壊");
    assert_eq!(shown(&standing(StandingFilter::Closed)), "解諦");
    assert_eq!(shown(&standing(StandingFilter::Due)), "遅");
    assert_eq!(shown(&Filter { shop: Some("A店".to_owned()), ..Filter::default() }), "遅");
    assert_eq!(shown(&Filter { cause: Some("C17".to_owned()), ..Filter::default() }), "解");
    assert_eq!(
        shown(&Filter { cause: Some("C01".to_owned()), ..Filter::default() }),
        "",
        "it was not solved"
    );
    assert_eq!(shown(&Filter { person: Some("山田".to_owned()), ..Filter::default() }), "解");
    assert_eq!(shown(&Filter { period: Period::Days(30), ..Filter::default() }), "未遅明諦");
}

#[test]
fn the_urgent_ones_come_first() {
    let rows = rows();
    let order = |by, direction| names(&rows, Order { by, direction }.of(&rows));
    assert_eq!(names(&rows, Order::default().of(&rows)), "遅明未壊解諦");
    assert_eq!(order(Sort::Shop, Direction::Ascending), "遅未解明諦壊");
    assert_eq!(order(Sort::Shop, Direction::Descending), "未遅解明諦壊", "what has none stays last");
    assert_eq!(order(Sort::NextCheck, Direction::Ascending), "解遅明未諦壊");
    assert_eq!(order(Sort::Updated, Direction::Descending), "解未遅明諦壊");
}

#[test]
fn notes_and_choices_are_counted() {
    let rows = rows();
    assert_eq!(Counts::of(&rows, today()), Counts { all: 6, open: 4, closed: 2, due: 1 });
    let choices = Choices::of(&rows);
    assert_eq!(choices.shops, [("A店".to_owned(), 1), ("B店".to_owned(), 1)]);
    assert_eq!((choices.causes.len(), choices.persons.len()), (1, 1));
}
