//! The secrets guard against lines with known answers: how much of what it finds is right, and how much it finds.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]
#![expect(clippy::print_stdout, reason = "precision and recall are what this test is run for")]

use login_triage::case::guard::{Kind, blank, find};
use login_triage::knowledge::Knowledge;
use unicode_normalization::UnicodeNormalization as _;

/// What both have to reach at least.
const ENOUGH: f64 = 0.97;

const CORPUS: &str = include_str!("guard/corpus.tsv");
const HELD_OUT: &str = include_str!("guard/held_out.tsv");

/// A line and what is expected in it.
struct Line {
    text: String,
    secrets: Vec<(Kind, String)>,
}

fn lines(file: &str) -> Vec<Line> {
    let tabs = |text: &str| text.replace("\\t", "\t");
    let kind = |name: &str| Kind::ALL.into_iter().find(|kind| kind.name() == name).unwrap();
    let rows = file.lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let mut columns = row.split('\t');
        let text = tabs(columns.next().unwrap());
        let secret = |column: &str| {
            let (name, secret) = column.split_once(':').unwrap();
            (kind(name), tabs(secret))
        };
        let secrets: Vec<_> = columns.map(secret).collect();
        assert!(secrets.iter().all(|(_, secret)| text.contains(secret)), "{row}");
        Line { text, secrets }
    })
    .collect()
}

/// How much of what is found is right, and how much of what is there is found. A secret counts when its kind and its
/// whole extent are right.
fn measure(name: &str, lines: &[Line]) -> (f64, f64) {
    let (mut right, mut found_in_all, mut expected_in_all) = (0_u32, 0_u32, 0_u32);
    for line in lines {
        let found: Vec<(Kind, String)> =
            find(&line.text).iter().map(|secret| (secret.kind, secret.of(&line.text).to_owned())).collect();
        let hits = found.iter().filter(|secret| line.secrets.contains(secret)).count();
        if hits != found.len() || hits != line.secrets.len() {
            println!("{}\n    expected {:?}\n    found    {found:?}", line.text, line.secrets);
        }
        right += u32::try_from(hits).unwrap();
        found_in_all += u32::try_from(found.len()).unwrap();
        expected_in_all += u32::try_from(line.secrets.len()).unwrap();
    }
    let precision = f64::from(right) / f64::from(found_in_all);
    let recall = f64::from(right) / f64::from(expected_in_all);
    let without = lines.iter().filter(|line| line.secrets.is_empty()).count();
    println!(
        "{name}: {} lines, {without} without secrets, {expected_in_all} secrets: precision {precision:.4}, recall {recall:.4}",
        lines.len()
    );
    (precision, recall)
}

#[test]
fn the_corpus_is_told_apart() {
    for (name, file, least) in [("corpus", CORPUS, 300), ("held out", HELD_OUT, 120)] {
        let lines = lines(file);
        assert!(lines.len() >= least, "{name}: {} lines", lines.len());
        let (precision, recall) = measure(name, &lines);
        assert!(precision >= ENOUGH && recall >= ENOUGH, "{name}: precision {precision}, recall {recall}");
    }
}

#[test]
fn every_kind_is_in_the_corpus() {
    let lines = lines(CORPUS);
    for kind in Kind::ALL {
        let count = lines.iter().flat_map(|line| &line.secrets).filter(|(of, _)| *of == kind).count();
        assert!(count >= 8, "{}: {count}", kind.name());
    }
    let without = lines.iter().filter(|line| line.secrets.is_empty()).count();
    assert!(without * 5 >= lines.len() * 2, "{without} of {} hold nothing", lines.len());
}

#[test]
fn width_and_composition_change_nothing() {
    let wide = |text: &str| -> String {
        let wider = |c: char| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            ' ' => '\u{3000}',
            c => c,
        };
        text.chars().map(wider).collect()
    };
    for line in lines(CORPUS) {
        let kinds = |text: &str| -> Vec<Kind> { find(text).iter().map(|secret| secret.kind).collect() };
        let plain = kinds(&line.text);
        assert_eq!(kinds(&line.text.nfd().collect::<String>()), plain, "taken apart: {}", line.text);
        // Quotes and tabs have no one wide form.
        if !line.text.contains(['\t', '"', '\'']) {
            assert_eq!(kinds(&wide(&line.text)), plain, "in full width: {}", line.text);
        }
    }
}

#[test]
fn blanked_lines_hold_nothing_of_what_was_found() {
    for line in lines(CORPUS).into_iter().chain(lines(HELD_OUT)) {
        let blanked = blank(&line.text);
        assert_eq!(find(&blanked), [], "{blanked}");
        for secret in find(&line.text) {
            let secret = secret.of(&line.text);
            // A short one may be a word of the line as well, as in `user: admin / pass: admin`.
            assert!(!blanked.contains(secret) || secret.len() <= 8, "{blanked}");
        }
    }
}

/// The program's own words, which it writes into timelines and shows in fields, are no secrets.
#[test]
fn the_knowledge_holds_nothing_that_looks_like_a_secret() {
    let mut knowledge = Knowledge::embedded().unwrap();
    // The names of help pages are random letters; they are parts of URLs, and are never written anywhere alone.
    for link in &mut knowledge.links {
        link.item = None;
    }
    let knowledge = format!("{knowledge:#?}");
    let found: Vec<&str> = find(&knowledge).iter().map(|secret| secret.of(&knowledge)).collect();
    assert_eq!(found, Vec::<&str>::new());
}
