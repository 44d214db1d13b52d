//! The pages for IT departments say what the program does: every key of the registry, every host, every program and
//! every field of the policy that is in the code stands on both.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use login_triage::case::places::Surroundings;
use login_triage::environment::Os;
use login_triage::environment::facts::SELLER_HOSTS;
use login_triage::policy::{Fault, MAX_BYTES, Person, parse};
use regex::Regex;

const PAGES: [&str; 2] = ["docs/it-departments.md", "docs/it-departments.ja.md"];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(here(path)).unwrap()
}

/// The program's own code of some folders: no comments, and nothing after the first test module.
fn code(folders: &[&str]) -> String {
    let mut found = String::new();
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| here(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let is_test = path.file_stem().is_some_and(|name| name == "tests");
            if path.is_dir() {
                folders.extend((!is_test).then_some(path));
            } else if !is_test && path.extension().is_some_and(|ending| ending == "rs") {
                let file = fs::read_to_string(&path).unwrap();
                let program = file.split("#[cfg(test)]").next().unwrap_or_default();
                let lines = program.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.extend(lines.map(|line| format!("{line}\n")));
            }
        }
    }
    found
}

/// What a pattern finds in the code, escapes undone.
fn strings(code: &str, pattern: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).unwrap();
    pattern.captures_iter(code).map(|found| found[1].replace("\\\\", "\\")).collect()
}

fn stands_on_both(what: &BTreeSet<String>, at_least: usize) {
    assert!(what.len() >= at_least, "too few were found in the code: {what:?}");
    for page in PAGES {
        let page_text = text(page);
        let missing: Vec<&String> = what.iter().filter(|word| !page_text.contains(*word)).collect();
        assert!(missing.is_empty(), "{page} does not tell of {missing:?}");
    }
}

#[test]
fn every_key_of_the_registry_that_is_read() {
    let code = code(&["src/environment", "src/platform", "src/case"]);
    let keys = strings(&code, r#""((?i:software|system)\\\\[A-Za-z0-9_\\ ]+[A-Za-z0-9_])""#);
    assert!(keys.contains(r"SYSTEM\CurrentControlSet\Services\W32Time"), "{keys:?}");
    stands_on_both(&keys, 12);
    // Keys that are put together end in what the table of browsers says.
    stands_on_both(&BTreeSet::from([r"Software\Policies\…".to_owned()]), 1);
}

#[test]
fn every_host_that_is_contacted_on_a_click() {
    let mut hosts: BTreeSet<String> = SELLER_HOSTS.into_iter().map(str::to_owned).collect();
    let online = code(&["src/environment/online"]);
    hosts.extend(strings(&online, r#""([a-z0-9.-]+\.(?:jp|com|net|org))""#));
    hosts.extend(strings(&online, r#""(https?://[^"{]+)""#));
    hosts.retain(|host| host != "https://" && host != "http://");
    assert!(hosts.contains("http://wpad/wpad.dat"), "{hosts:?}");
    stands_on_both(&hosts, 4);
}

#[test]
fn every_program_that_is_asked_something() {
    let asked = strings(&code(&["src/environment"]), r#"child::ask\("(?:/usr/sbin/)?([a-z]+)""#);
    stands_on_both(&asked, 3);
}

#[test]
fn every_file_of_a_system_that_is_read() {
    let code = code(&["src/environment"]);
    let files = strings(&code, r#"const [A-Z_0-9]+: &str = "(/(?:etc|Library)/[A-Za-z0-9_./]+)";"#);
    assert!(files.contains("/etc/resolv.conf"), "{files:?}");
    // Folders of units and desktop settings are told in words.
    let files = files.into_iter().filter(|file| !file.contains("systemd") && file != "/etc/xdg").collect();
    stands_on_both(&files, 4);
}

#[test]
fn where_the_policy_is_and_every_field_of_it() {
    let mut surroundings = Surroundings::live();
    surroundings.program_data = Some(PathBuf::from("%ProgramData%"));
    let places = [Os::Linux, Os::Macos, Os::Windows].map(|os| {
        surroundings.os = os;
        surroundings.policy_file().display().to_string()
    });
    let places = places.into_iter().map(|place| match place.strip_prefix("%ProgramData%/") {
        Some(rest) => format!("%ProgramData%\\{}", rest.replace('/', "\\")),
        None => place,
    });
    stands_on_both(&places.collect(), 3);
    let example = text("packaging/policy/policy.ron");
    let fields = strings(&example, r"(?m)^    (?:// )?([a-z_]+): ");
    let fields: BTreeSet<String> = fields.into_iter().map(|field| format!("| `{field}` |")).collect();
    stands_on_both(&fields, 7);
    stands_on_both(&BTreeSet::from([format!("{} KiB", MAX_BYTES / 1024)]), 1);
}

#[test]
fn the_example_on_the_page_is_one_that_is_followed() {
    for page in PAGES {
        let page = text(page);
        let begin = page.find("    (\n        version").unwrap();
        let end = begin + page[begin..].find("\n    )").unwrap() + "\n    )".len();
        let person = Person { user: Some("taro".to_owned()), ..Person::default() };
        match parse(&page.as_bytes()[begin..end], &person) {
            Ok(policy) => assert!(!policy.allows_online_checks() && policy.browser.is_some()),
            // A share of Windows is a path of Windows only.
            Err(Fault::Value { field: "notes_folder", reason }) if cfg!(not(windows)) => {
                assert_eq!(reason, "not an absolute path");
            }
            Err(fault) => panic!("{fault}"),
        }
    }
}

#[test]
fn both_pages_have_the_same_parts() {
    let parts = |page: &str| text(page).lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(parts(PAGES[0]), parts(PAGES[1]));
    let rows = |page: &str| text(page).lines().filter(|line| line.starts_with('|')).count();
    assert_eq!(rows(PAGES[0]), rows(PAGES[1]));
}
