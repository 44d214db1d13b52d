//! What reaches the file, and what does not.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// Lines with what is to be found in them, as the guard is measured by.
static CORPUS: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
    let rows = include_str!("../../tests/guard/corpus.tsv").lines().filter(|row| !row.starts_with('#'));
    let line = |row: &str| {
        let mut columns = row.split('\t').map(|column| column.replace("\\t", "\t"));
        let text = columns.next().unwrap();
        // As much as the guard itself finds of them.
        let found: Vec<String> =
            crate::case::guard::find(&text).iter().map(|secret| secret.of(&text).to_owned()).collect();
        (text, found)
    };
    rows.map(line).filter(|(_, found)| !found.is_empty()).collect()
});

fn logger(folder: &Path) -> Logger {
    Logger::in_folder(folder, Person::of(Some("/home/taro"), Some("taro"))).unwrap()
}

fn log_as(logger: &Logger, level: Level, target: &str, text: &str) {
    logger.log(&Record::builder().args(format_args!("{text}")).level(level).target(target).build());
}

fn written(logger: &Logger, folder: &Path) -> String {
    logger.flush();
    fs::read_to_string(folder.join(FILE)).unwrap_or_default()
}

#[test]
fn own_entries_count_from_info_on_and_those_of_libraries_from_warn_on() {
    let folder = tempfile::tempdir().unwrap();
    let logger = logger(folder.path());
    for target in ["login_triage::app", "winit"] {
        for level in [Level::Error, Level::Warn, Level::Info, Level::Debug] {
            log_as(&logger, level, target, &format!("{target} {level}!"));
        }
    }
    let text = written(&logger, folder.path());
    let entries: Vec<&str> = text.lines().map(|line| line.rsplit_once("] ").unwrap().1).collect();
    let expected = [
        "login_triage::app ERROR!",
        "login_triage::app WARN!",
        "login_triage::app INFO!",
        "winit ERROR!",
        "winit WARN!",
    ];
    assert_eq!(entries, expected);
    assert!(text.starts_with("20") && text.contains("Z ERROR login_triage::app [logging::tests::"), "{text}");
}

#[test]
fn lines_that_follow_are_set_in_and_nothing_acts() {
    let folder = tempfile::tempdir().unwrap();
    let logger = logger(folder.path());
    log_as(&logger, Level::Warn, "a", "first\nsecond\r\n\u{1b}[31mred\x07");
    let text = written(&logger, folder.path());
    assert!(text.ends_with("] first\n    second\n    \u{fffd}[31mred\u{fffd}\n"), "{text:?}");
    log_as(&logger, Level::Warn, "a", &"あ".repeat(LONGEST));
    let text = written(&logger, folder.path());
    assert!(text.len() < LONGEST + 400 && text.ends_with("あ […]\n"));
}

#[test]
fn an_entry_that_comes_again_and_again_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let logger = logger(folder.path());
    for _ in 0..50 {
        log_as(&logger, Level::Warn, "winit", "no frame");
    }
    let text = written(&logger, folder.path());
    assert_eq!(text.matches("no frame").count(), 1, "{text}");
    assert!(text.contains("the same, 49 more"), "{text}");
    log_as(&logger, Level::Warn, "winit", "no frame");
    assert_eq!(written(&logger, folder.path()).matches("no frame").count(), 2);
}

#[test]
fn where_nothing_can_be_written_nobody_waits() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let logger = logger(&file);
    let begun = Instant::now();
    for number in 0..2 * WAITING {
        log_as(&logger, Level::Warn, "a", &format!("{number}"));
    }
    logger.flush();
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn no_secret_of_the_corpus_reaches_the_file() {
    assert!(CORPUS.len() > 200, "{}", CORPUS.len());
    let folder = tempfile::tempdir().unwrap();
    let logger = logger(folder.path());
    for (text, secrets) in CORPUS.iter() {
        log_as(&logger, Level::Warn, "a", text);
        let all = written(&logger, folder.path());
        let last = all.lines().last().unwrap();
        // One may be the same as a name beside it, which stays.
        let stays = crate::case::guard::blank(text);
        for secret in secrets.iter().filter(|secret| !stays.contains(secret.as_str())) {
            assert!(!last.contains(secret.as_str()), "{secret:?} of {text:?} in {last}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Whatever stands around it, and however it is logged.
    #[test]
    fn whatever_is_logged_no_secret_reaches_the_file(
        line in 0..1000_usize,
        before in "(/home/taro/|https://a\\.example/b|a@b\\.example |\\PC{0,12})",
        after in "(\\?c=d|#e| a@b\\.example|\n\\PC{0,12})?",
        level in prop_oneof![Just(Level::Error), Just(Level::Warn), Just(Level::Info)],
    ) {
        let (text, _) = &CORPUS[line % CORPUS.len()];
        let text = format!("{before} {text}{after}");
        // What stands around may make something else of it: then the guard says what there is.
        let found = crate::case::guard::find(&text);
        let entry = Entry {
            at: Timestamp::UNIX_EPOCH,
            level,
            target: "login_triage".to_owned(),
            thread: "main".to_owned(),
            text: text.clone(),
        };
        let shown = line_of(&entry, &Person::of(Some("/home/taro"), Some("taro")));
        prop_assert_eq!(crate::case::guard::find(&shown), vec![]);
        for secret in found {
            let secret = secret.of(&text);
            // A short one may stand elsewhere as well, for instance in the time.
            if secret.chars().count() >= 8 {
                prop_assert!(!shown.contains(secret), "{:?} in {:?}", secret, shown);
            }
        }
    }
}
