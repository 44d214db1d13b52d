//! Small machines, one or more for each finding: made here, kept in `tests/fixtures/machines`, and read.
//!
//! Each is described once, as [`Made`]: what is on it, what must be found on it and nothing else, and which findings
//! it nearly has. `UPDATE_MACHINES=1 cargo test --test machines` writes them anew.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail the test")]

mod doors;
mod extensions;
mod install;
mod jar;
mod make;
mod network;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use login_triage::environment::findings::ids;
use login_triage::environment::{self, Report, Root, Unwatched};
use login_triage::knowledge::{FindingText, Knowledge};

use make::Made;

/// The groups of findings whose machines are made here; of the others there are copies of larger machines.
const GROUPS: [fn() -> Vec<Made>; 6] = [
    settings::machines,
    jar::machines,
    extensions::machines,
    doors::machines,
    install::machines,
    network::machines,
];

/// Findings that no machine made of files can have, and where they are tested instead.
///
/// - `store.locked`: only a program that runs locks a file (`src/environment/findings/jar/tests.rs`).
const NOT_MADE: &[&str] = &["store.locked"];

/// Findings of which no machine of files is made: what a connection shows, and what only a machine that runs has. Their
/// tests, for and against, are beside their code (`src/environment/findings`); those of a connection have servers of
/// their own besides (`tests/online`).
const BESIDE_THE_CODE: &[&str] = &[
    // Seen when the connection is checked.
    "proxy.unreachable",
    "proxy.wpad_on",
    "proxy.asks_password",
    "proxy.refuses",
    "dns.sinkhole",
    "tls.intercepted",
    "tls.cert_error",
    "net.captive_portal",
    "net.no_connection",
    "net.reachable",
    "site.status_400",
    "site.status_403",
    "site.status_429",
    "site.status_503",
    "clock.skew",
    "clock.right",
    // Of a machine that runs.
    "proxy.dead_local",
    "disk.low",
    "app.no_permission",
];

static TEXTS: LazyLock<Vec<FindingText>> = LazyLock::new(|| Knowledge::embedded().unwrap().findings);

/// The time at which all of them are read.
fn now() -> Timestamp {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

fn all() -> Vec<Made> {
    GROUPS.iter().flat_map(|machines| machines()).collect()
}

fn scan(made: &Made, dir: &Path) -> Report {
    let root = Arc::new(Root::copied(dir, made.os).unwrap());
    environment::scan(&root, &TEXTS, now(), &Unwatched).unwrap()
}

/// All files and links below a folder, with their content.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let name = path.strip_prefix(dir).unwrap().to_owned();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() {
                // Windows writes it in another way.
                let to = fs::read_link(&path).unwrap().to_string_lossy().replace('\\', "/");
                all.insert(name, format!("-> {to}").into_bytes());
            } else {
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    all
}

#[test]
fn each_machine_shows_what_is_on_it_and_nothing_else() {
    let mut wrong = Vec::new();
    for made in all() {
        let dir = tempfile::tempdir().unwrap();
        made.write(dir.path());
        let before = files(dir.path());
        let report = scan(&made, dir.path());
        let found: BTreeSet<_> =
            report.findings.iter().map(|finding| (finding.id.as_str(), finding.subject.as_str())).collect();
        if found != made.finds.iter().copied().collect() {
            wrong.push(format!("{}: {found:?}, not {:?}", made.name, made.finds));
        }
        let near = made.near.iter().filter(|near| found.iter().any(|(id, _)| id == *near));
        wrong.extend(near.map(|near| format!("{}: {near}", made.name)));
        assert!(before == files(dir.path()), "{}: nothing is written", made.name);
        let shown = format!("{report:?}{}", serde_json::to_string(&report).unwrap());
        assert!(!shown.contains(make::CANARY), "{}: a secret is shown", made.name);
        let words = report.findings.iter().flat_map(|finding| {
            [&finding.summary, &finding.why, &finding.recheck].into_iter().chain(&finding.fix)
        });
        for text in words {
            assert!(!text.is_empty() && !text.contains('{'), "{}: {text}", made.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_machines_in_the_fixtures_are_the_ones_that_are_made() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/machines/made");
    let update = std::env::var_os("UPDATE_MACHINES").is_some();
    let made = all();
    let names: BTreeSet<&str> = made.iter().map(|made| made.name).collect();
    assert_eq!(names.len(), made.len(), "names are unique");
    if update {
        fs::remove_dir_all(&fixtures).ok();
        for made in &made {
            made.write(&fixtures.join(made.name));
        }
    }
    for made in &made {
        let dir = tempfile::tempdir().unwrap();
        made.write(dir.path());
        let kept = fixtures.join(made.name);
        assert!(
            kept.is_dir() && files(dir.path()) == files(&kept),
            "{}: write it anew with UPDATE_MACHINES=1",
            made.name
        );
    }
    let kept: BTreeSet<String> = fs::read_dir(&fixtures)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(kept, names.iter().map(ToString::to_string).collect());
}

#[test]
fn each_finding_has_a_machine_with_it_and_one_that_nearly_has_it() {
    let made = all();
    let found: BTreeSet<&str> = made.iter().flat_map(|made| &made.finds).map(|(id, _)| *id).collect();
    let near: BTreeSet<&str> = made.iter().flat_map(|made| &made.near).copied().collect();
    let wanted: BTreeSet<&str> = ids().filter(|id| !BESIDE_THE_CODE.contains(id)).collect();
    let missing =
        |had: &BTreeSet<&str>| wanted.difference(had).copied().map(String::from).collect::<Vec<_>>();
    let not_made: Vec<String> =
        missing(&found).into_iter().filter(|id| !NOT_MADE.contains(&id.as_str())).collect();
    assert_eq!(not_made, Vec::<String>::new(), "no machine has it");
    assert_eq!(missing(&near), Vec::<String>::new(), "no machine nearly has it");
    let known: BTreeSet<&str> = ids().collect();
    let both = |id: &&&str| found.contains(**id) && near.contains(**id);
    let listed: Vec<&&str> = BESIDE_THE_CODE.iter().filter(both).collect();
    assert!(listed.is_empty(), "they have machines: {listed:?}");
    assert!(BESIDE_THE_CODE.iter().all(|id| known.contains(id)), "only ids that exist");
    assert!(near.union(&found).all(|id| known.contains(id)), "only ids that exist");
}
