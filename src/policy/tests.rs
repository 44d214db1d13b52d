//! Files that can be followed, and all the others, which forbid what can be forbidden.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::platform::browsers::WindowKind;

/// A folder that the operating system calls absolute, for a person of the tests.
fn home() -> PathBuf {
    if cfg!(windows) { PathBuf::from("C:\\Users\\taro") } else { PathBuf::from("/home/taro") }
}

fn taro() -> Person {
    Person { user: Some("taro".to_owned()), home: Some(home()), documents: Some(home().join("書類")) }
}

fn parsed(text: &str) -> Result<Policy, Fault> {
    parse(text.as_bytes(), &taro())
}

/// Who has made a file of the tests.
fn owner_of(path: &Path) -> Owner {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Owner(fs::metadata(path).unwrap().uid())
    }
    #[cfg(not(unix))]
    {
        assert!(path.exists());
        Owner::ADMINISTRATOR
    }
}

/// A folder of an administrator's, with a file of this content in it.
fn written(content: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.ron");
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn read_here(path: &Path) -> Policy {
    read(path, &taro(), owner_of(path.parent().unwrap()))
}

fn fault(policy: Policy) -> Fault {
    assert!(!policy.allows_online_checks(), "forbidden as long as nobody knows better");
    assert_eq!(policy.releases_page("https://example.com/"), None);
    assert_eq!((policy.notes_folder, policy.door, policy.browser), (None, None, None));
    match policy.standing {
        Standing::Unusable(_, fault) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_example_says_everything_that_can_be_said() {
    let example = include_str!("../../packaging/policy/policy.ron");
    let policy = parsed(example).unwrap();
    assert_eq!(policy, Policy::default(), "as it stands, it decides nothing");
    let is_field = |line: &str| {
        let name = line.split_once(": ").map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let decided = |line: &str| match line.strip_prefix("    // ") {
        Some(field) if is_field(field) => format!("{field}\n"),
        _ => format!("{line}\n"),
    };
    let decided: String = example.lines().map(decided).collect();
    let policy = parsed(&decided).unwrap();
    assert!(!policy.allows_online_checks());
    assert_eq!(policy.notes_folder, Some(home().join("書類/ログイン診断ノート")));
    assert_eq!(policy.door.as_ref().map(WebAddress::as_str), Some("https://sellercentral.amazon.co.jp/"));
    let browser = policy.browser.as_ref().unwrap();
    assert_eq!((browser.browser.as_str(), browser.label.as_str()), ("edge", "Microsoft Edge"));
    assert_eq!(policy.releases_link, Rule::Forbidden);
    assert!(policy.releases_url.is_some());
}

#[test]
fn without_a_file_nothing_is_decided() {
    let (folder, path) = written("(version: 1)");
    assert_eq!(read_here(&folder.path().join("none.ron")), Policy::default());
    let below = path.join("below/a/file");
    assert_eq!(read(&below, &taro(), owner_of(folder.path())), Policy::default());
    let followed = read_here(&path);
    assert_eq!(followed, Policy { standing: Standing::Followed(path), ..Policy::default() });
}

#[test]
fn one_thing_can_be_decided_without_the_others() {
    let policy = parsed("(version: 1, online_checks: Forbidden)").unwrap();
    assert_eq!(policy, Policy { online_checks: Rule::Forbidden, ..Policy::default() });
    let with_mark = parsed("\u{feff}(version: 1, releases_link: Forbidden)").unwrap();
    assert_eq!(with_mark.releases_page("https://example.com/"), None);
    let elsewhere = parsed("(version: 1, releases_url: \"https://tools.example.co.jp/lt/\")").unwrap();
    let page = elsewhere.releases_page("https://example.com/").unwrap();
    assert_eq!(page.as_str(), "https://tools.example.co.jp/lt/");
    assert_eq!(Policy::default().releases_page(""), None, "there is no page yet");
}

#[test]
fn what_is_not_known_is_left_out() {
    let policy = parsed("(version: 1, wall: (colour: [1, \"a\"]), online_checks: Forbidden, x: Odd(2))");
    assert_eq!(policy.unwrap(), Policy { online_checks: Rule::Forbidden, ..Policy::default() });
}

#[test]
fn the_folder_is_made_up_for_each_person() {
    let of = |template: &str| parsed(&format!("(version: 1, notes_folder: {template:?})"));
    let folder = |template: &str| of(template).unwrap().notes_folder.unwrap();
    assert_eq!(folder("{home}/notes"), home().join("notes"));
    assert_eq!(folder("{documents}/{user}-notes"), home().join("書類/taro-notes"));
    let shared = home().join("共有").join("{user}");
    assert_eq!(folder(shared.to_str().unwrap()), home().join("共有/taro"));
    for none in ["notes", "", "{user}/notes", "{nobody}/notes", "{home", "/srv/{home}", "./{user}"] {
        assert!(matches!(of(none), Err(Fault::Value { field: "notes_folder", .. })), "{none}");
    }
    let of = |user: &str| {
        let person = Person { user: Some(user.to_owned()), ..taro() };
        parse("(version: 1, notes_folder: \"{home}/{user}\")".as_bytes(), &person)
    };
    assert!(of("山田 太郎").is_ok());
    for odd in ["..", ".", "", "a/../b", "a\\b", "C:", "a ", "a\nb"] {
        assert!(of(odd).is_err(), "{odd:?}");
    }
    let nobody = parse("(version: 1, notes_folder: \"{home}/{user}\")".as_bytes(), &Person::default());
    assert!(nobody.is_err());
}

#[test]
fn only_an_entrance_of_japan_is_taken_for_the_door() {
    let of = |url: &str| parsed(&format!("(version: 1, door: {url:?})"));
    for door in ["https://sellercentral.amazon.co.jp/home", "https://sellercentral-japan.amazon.com/"] {
        assert_eq!(of(door).unwrap().door.unwrap().as_str(), door);
    }
    for other in [
        "https://sellercentral.amazon.com/",
        "https://sellercentral.amazon.co.jp.example.com/",
        "http://sellercentral.amazon.co.jp/",
        "",
    ] {
        assert!(matches!(of(other), Err(Fault::Value { field: "door", .. })), "{other}");
    }
}

#[test]
fn a_browser_is_one_that_is_known_and_its_profile_can_be_left_open() {
    let of = |browser: &str| parsed(&format!("(version: 1, browser: {browser})"));
    let chosen = |browser: &str, profile: Option<&str>| Chosen {
        browser: browser.to_owned(),
        label: String::new(),
        profile: profile.map(|profile| (profile.to_owned(), "店舗".to_owned())),
    };
    let any = of("(id: \"chrome\")").unwrap();
    assert!(any.allows_choosing(&chosen("chrome", Some("Profile 1"))));
    assert!(any.allows_choosing(&chosen("chrome", None)));
    assert!(!any.allows_choosing(&chosen("edge", None)));
    assert!(!any.allows_opening_with(&With::Default));
    let one = of("(id: \"chrome\", profile: \"Profile 1\")").unwrap();
    let in_profile = chosen("chrome", Some("Profile 1"));
    assert!(one.allows_opening_with(&With::Browser(in_profile, WindowKind::Private)));
    assert!(!one.allows_choosing(&chosen("chrome", None)));
    assert!(!one.allows_choosing(&chosen("chrome", Some("Default"))));
    assert!(Policy::default().allows_opening_with(&With::Default));
    assert_eq!(of("(id: \"firefox/Snap\")").unwrap().browser.unwrap().label, "Mozilla Firefox (Snap)");
    for odd in ["(id: \"netscape\")", "(id: \"\")", "\"chrome\"", "(id: \"chrome\", profil: \"a\")"] {
        assert!(of(odd).is_err(), "{odd}");
    }
}

#[test]
fn a_file_that_cannot_be_followed_forbids_what_can_be_forbidden() {
    for text in [
        "",
        "()",
        "(version: 1",
        "(version: 1) more",
        "(version: \"1\")",
        "(version: 0)",
        "(version: 1, online_checks: forbidden)",
        "(version: 1, online_checks: Maybe)",
        "(version: 1, version: 1)",
        "[Policy]\nonline_checks=0",
    ] {
        let (_folder, path) = written(text);
        let fault = fault(read_here(&path));
        assert!(matches!(fault, Fault::Format(_) | Fault::Value { .. }), "{text}: {fault}");
    }
    let newer = "(version: 2, online_checks: [Forbidden, \"in the evening\"])";
    let (_folder, path) = written(newer);
    assert_eq!(fault(read_here(&path)), Fault::Newer(2));
    let (_folder, path) = written(b"(version: 1, door: \"\xff\")");
    assert!(matches!(fault(read_here(&path)), Fault::Format(_)));
    let (_folder, path) = written(format!("(version: 1) // {}", "x".repeat(64 * 1024)));
    assert_eq!(fault(read_here(&path)), Fault::NotAFile);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("policy.ron")).unwrap();
    assert_eq!(fault(read_here(&folder.path().join("policy.ron"))), Fault::NotAFile);
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    const FORBIDS: &str = "(version: 1, notes_folder: \"/srv/everybody\")";

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_file_that_others_can_change_prescribes_nothing() {
        let (folder, path) = written(FORBIDS);
        for (file, around, followed) in
            [(0o644, 0o755, true), (0o664, 0o755, false), (0o646, 0o755, false), (0o644, 0o777, false)]
        {
            allow(&path, file);
            allow(folder.path(), around);
            let policy = read_here(&path);
            assert_eq!(policy.notes_folder.is_some(), followed, "{file:o} in {around:o}");
            if !followed {
                assert!(matches!(fault(policy), Fault::OpenToAll(_)), "{file:o} in {around:o}");
            }
        }
    }

    #[test]
    fn a_file_of_somebody_elses_prescribes_nothing() {
        let (_folder, path) = written(FORBIDS);
        let Owner(own) = owner_of(&path);
        let fault = fault(read(&path, &taro(), Owner(own + 1)));
        assert!(matches!(fault, Fault::OpenToAll(_)), "{fault}");
    }

    #[test]
    fn a_link_is_followed_only_to_where_others_can_change_nothing() {
        let (folder, path) = written(FORBIDS);
        let (other, link) = (tempfile::tempdir().unwrap(), folder.path().join("link.ron"));
        symlink(&path, other.path().join("policy.ron")).unwrap();
        assert!(read_here(&other.path().join("policy.ron")).notes_folder.is_some());
        allow(folder.path(), 0o777);
        assert!(matches!(fault(read_here(&other.path().join("policy.ron"))), Fault::OpenToAll(_)));
        symlink(folder.path().join("gone"), &link).unwrap();
        assert!(matches!(fault(read_here(&link)), Fault::Unreadable(_)), "it was meant to decide something");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_it_is_followed_or_not(text in "(\\(version: [0-2])?[(),:\"\\[\\]{}a-z_ 0-9A-Z/]{0,80}\\)?") {
        if let Ok(policy) = parsed(&text) {
            prop_assert!(policy.notes_folder.is_none_or(|folder| folder.is_absolute()));
        }
    }

    #[test]
    fn whatever_is_decided_is_read_back(
        checks in any::<bool>(),
        link in any::<bool>(),
        folder in proptest::option::of("[a-z\u{3042}-\u{3093} ]{1,12}"),
        second in any::<bool>(),
    ) {
        let rule = |forbidden: bool| if forbidden { "Forbidden" } else { "Allowed" };
        let door = if second { "https://sellercentral-japan.amazon.com/" } else { "https://sellercentral.amazon.co.jp/" };
        let notes = folder.as_ref().map(|name| home().join(name));
        let line = notes.as_ref().map(|path| format!("notes_folder: {path:?},")).unwrap_or_default();
        let text = format!(
            "(version: 1, online_checks: {}, {line} releases_link: {}, door: \"{door}\")",
            rule(checks), rule(link),
        );
        let policy = parsed(&text).unwrap();
        prop_assert_eq!(policy.allows_online_checks(), !checks);
        prop_assert_eq!(policy.releases_link == Rule::Forbidden, link);
        prop_assert_eq!(policy.door.as_ref().map(WebAddress::as_str), Some(door));
        prop_assert_eq!(policy.notes_folder.map(|path| path.to_string_lossy().trim_end().to_owned()),
            notes.map(|path| path.to_string_lossy().trim_end().to_owned()));
    }
}
