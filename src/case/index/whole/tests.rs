use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::filter::StandingFilter;
use super::super::fold::fold;
use super::*;
use crate::case::{self, Case, CaseOutcome, EntryKind, Solved, Target, Tick};

/// Long after the files were written.
fn later() -> Timestamp {
    "2030-01-01T00:00:00Z".parse().unwrap()
}

fn today() -> Today {
    Today { now: later(), ends: later() }
}

fn note(id: &str, title: &str, memo: &str) -> Case {
    let mut case = Case::new("2026-11-21T00:34:00Z".parse().unwrap(), "x");
    id.clone_into(&mut case.id);
    title.clone_into(&mut case.title);
    memo.clone_into(&mut case.memo);
    case.log(case.created_at, EntryKind::Note, format!("「{title}」を書きました"));
    case
}

fn write(folder: &TempDir, name: &str, case: &Case) -> PathBuf {
    let path = folder.path().join(name);
    case::save(case, Target::Replace(&path), case.updated_at).unwrap();
    path
}

fn list(folder: &TempDir) -> Index {
    Index::read(folder.path(), None, later(), &|_, _| {}).unwrap()
}

fn names(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| row.path().file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn ask(index: &mut Index, typed: &str) -> Vec<String> {
    let query = Query { terms: Terms::parse(typed), ..Query::default() };
    let mut found = names(&index.ask(&query, today(), &|| false).unwrap().rows);
    found.sort();
    found
}

#[test]
fn notes_are_listed_found_and_filtered() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.case.ron", &note("1", "朝からログインできない", "ﾊﾟｽﾜｰﾄﾞを変えた"));
    let mut solved = note("2", "コードが届かない", "髙﨑さん");
    solved.outcome = Some(CaseOutcome { solved: Solved::Yes, ..CaseOutcome::default() });
    write(&folder, "b.case.ron", &solved);
    fs::write(folder.path().join("設定.ron"), "(version: 1, theme: Dark, window: None)").unwrap();
    fs::write(folder.path().join("壊.ron"), "(\n  version: 2,\n  id: \"3\",\n  title: \"").unwrap();
    let mut index = list(&folder);
    assert_eq!(names(index.rows()), ["a.case.ron", "b.case.ron", "壊.ron"]);
    assert!(matches!(index.rows()[2].content(), Content::Unreadable(LoadError::Truncated { .. })));
    assert_eq!(ask(&mut index, "パスワード"), ["a.case.ron"]);
    assert_eq!(ask(&mut index, "書きました こーど"), ["b.case.ron"]);
    assert_eq!(ask(&mut index, "壊"), ["壊.ron"], "by the name of the file");
    assert_eq!(ask(&mut index, "").len(), 3);
    let filter = Filter { standing: StandingFilter::Closed, ..Filter::default() };
    let found = index.ask(&Query { filter, ..Query::default() }, today(), &|| false).unwrap();
    assert_eq!(names(&found.rows), ["b.case.ron"]);
    assert_eq!((found.counts.all, found.counts.open), (3, 2));
}

#[test]
fn who_ticked_a_checklist_and_which_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut ticked = note("1", "朝からログインできない", "");
    let (list, item, by) = ("lost_phone".to_owned(), "stop_line".to_owned(), "鈴木".to_owned());
    ticked.ticks = vec![Tick { list, item, by, ..Tick::default() }];
    write(&folder, "a.case.ron", &ticked);
    write(&folder, "b.case.ron", &note("2", "コードが届かない", ""));
    let mut index = self::list(&folder);
    for typed in ["鈴木", "lost_phone", "stop_line"] {
        assert_eq!(ask(&mut index, typed), ["a.case.ron"], "{typed}");
    }
}

#[test]
fn a_summary_is_that_of_the_whole_note() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/notes");
    let index = Index::read(&fixtures, None, later(), &|_, _| {}).unwrap();
    assert!(index.rows().len() >= 3);
    for row in index.rows() {
        let whole = case::load(row.path()).unwrap();
        let brief = row.summary().unwrap();
        let known = super::super::summary::Summary::of(&whole);
        assert_eq!(*brief, super::super::summary::Summary { version: brief.version, ..known });
    }
}

#[test]
fn the_next_start_reads_only_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::in_folder(&folder.path().join(".data"));
    for name in ["a.ron", "b.ron", "c.ron"] {
        write(&folder, name, &note(name, name, ""));
    }
    let read = |now: Timestamp| {
        let count = AtomicUsize::new(0);
        let counting = |_: usize, _: usize| {
            count.fetch_add(1, Ordering::Relaxed);
        };
        let index = Index::read(folder.path(), Some(&cache), now, &counting).unwrap();
        index.remember(&cache).unwrap();
        (names(index.rows()), count.into_inner())
    };
    assert_eq!(read(later()).1, 3);
    assert_eq!(read(later()).1, 0);
    write(&folder, "b.ron", &note("b.ron", "長くなった", ""));
    fs::remove_file(folder.path().join("c.ron")).unwrap();
    let (rows, count) = read(later());
    assert_eq!((rows, count), (vec!["a.ron".to_owned(), "b.ron".to_owned()], 1));
}

#[test]
fn what_changed_just_now_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "a.ron", &note("1", "前の題", ""));
    let cache = Cache::in_folder(&folder.path().join(".data"));
    let changed = fs::metadata(&path).unwrap().modified().unwrap();
    let now = Timestamp::try_from(changed).unwrap();
    let index = Index::read(folder.path(), Some(&cache), now, &|_, _| {}).unwrap();
    index.remember(&cache).unwrap();
    // As long as before, at the same time: on a disk that counts in long steps.
    write(&folder, "a.ron", &note("1", "次の題", ""));
    fs::File::options().write(true).open(&path).unwrap().set_modified(changed).unwrap();
    let index = Index::read(folder.path(), Some(&cache), later(), &|_, _| {}).unwrap();
    assert_eq!(index.rows()[0].summary().unwrap().title, "次の題");
}

#[test]
fn changes_on_disk_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "a.ron", &note("1", "前の題", ""));
    let mut index = list(&folder);
    assert_eq!(index.refresh(later()).unwrap(), Change::None);
    write(&folder, "a.ron", &note("1", "長くなった題", ""));
    assert_eq!(index.refresh(later()).unwrap(), Change::Some);
    assert_eq!(ask(&mut index, "長く"), ["a.ron"]);
    write(&folder, "b.ron", &note("2", "b", ""));
    assert_eq!(index.refresh(later()).unwrap(), Change::Some);
    fs::remove_file(path).unwrap();
    assert_eq!(index.refresh(later()).unwrap(), Change::Some);
    assert_eq!(names(index.rows()), ["b.ron"]);
    drop(folder);
    assert!(matches!(index.refresh(later()), Err(FolderError::Missing { .. })));
}

#[test]
fn a_search_that_nobody_wants_ends() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.ron", &note("1", "題", ""));
    let mut index = list(&folder);
    let query = Query { terms: Terms::parse("題"), ..Query::default() };
    assert!(index.ask(&query, today(), &|| true).is_none());
    assert!(index.prepare(&|| true, &|_, _| {}).is_none());
    assert_eq!(index.ask(&query, today(), &|| false).unwrap().rows.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Typed letter by letter, so that each search begins with what the one before has found.
    #[test]
    fn as_typed_nothing_is_missed_and_nothing_too_much(
        memos in prop::collection::vec("[a-cあ-うｱ-ｳア-ウー一-三 。\\\\\"]{0,24}", 1..8),
        typed in "[a-cあ-うｱ-ｳ一ー ]{1,5}",
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (at, memo) in memos.iter().enumerate() {
            write(&folder, &format!("{at}.ron"), &note(&format!("n{at}"), "題", memo));
        }
        let mut index = list(&folder);
        for end in (1..=typed.len()).filter(|end| typed.is_char_boundary(*end)) {
            let terms = Terms::parse(&typed[..end]);
            let naive = |memo: &&String, at: usize| {
                let pieces = [memo.as_str(), "題", "「題」を書きました", &format!("n{at}"), &format!("{at}.ron")].map(fold);
                terms.words().iter().all(|word| pieces.iter().any(|piece| piece.contains(word)))
            };
            let expected: Vec<String> = memos.iter().enumerate()
                .filter(|(at, memo)| naive(memo, *at)).map(|(at, _)| format!("{at}.ron")).collect();
            prop_assert_eq!(ask(&mut index, &typed[..end]), expected, "{:?}", terms);
        }
    }
}
