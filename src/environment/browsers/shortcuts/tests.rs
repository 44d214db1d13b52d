use super::lnk::tests::Made;
use super::*;

fn machine(os: Os, files: &[(&str, &[u8])]) -> (tempfile::TempDir, Root) {
    let dir = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    if os == Os::Windows {
        let empty = "Windows Registry Editor Version 5.00\n";
        std::fs::write(dir.path().join("registry.reg"), empty).unwrap();
    }
    let root = Root::copied(dir.path(), os).unwrap();
    (dir, root)
}

/// The browsers that are started with switches that matter.
fn browsers(os: Os, files: &[(&str, &[u8])]) -> Vec<(String, String)> {
    let (_dir, root) = machine(os, files);
    let mut unread = Vec::new();
    let found = read(&root, &mut unread);
    assert!(unread.is_empty(), "{unread:?}");
    found.into_iter().map(|(id, found)| (id, found.evidence.value)).collect()
}

#[test]
fn a_browser_of_windows_is_known_by_its_program() {
    let of = |program: &str| {
        let link = Made::new(program, "--proxy-server=p:1").bytes();
        browsers(Os::Windows, &[("Users/taro/Desktop/a.lnk", &link)]).pop().map(|(id, _)| id)
    };
    let files = "C:\\Program Files";
    for (program, id) in [
        (format!("{files}\\Google\\Chrome\\Application\\chrome.exe"), Some("chrome")),
        (format!("{files}\\Google\\Chrome Beta\\Application\\Chrome.EXE"), Some("chrome_beta")),
        (format!("{files}\\Google\\Chrome\\Application\\chrome_proxy.exe"), Some("chrome")),
        (format!("{files} (x86)\\Microsoft\\Edge\\Application\\msedge_proxy.exe"), Some("edge")),
        ("E:\\Portable\\chrome.exe".to_owned(), Some("chrome")),
        ("C:\\Windows\\notepad.exe".to_owned(), None),
        ("C:\\x\\mychrome.exe".to_owned(), None),
    ] {
        assert_eq!(of(&program).as_deref(), id, "{program}");
    }
    let private = Made::new("C:\\Program Files\\Mozilla Firefox\\firefox.exe", "-private-window").bytes();
    let found = browsers(Os::Windows, &[("Users/taro/Desktop/a.lnk", &private)]);
    assert_eq!(found, [("firefox".to_owned(), "--private-window".to_owned())]);
}

#[test]
fn a_browser_of_linux_is_known_by_its_command() {
    let of = |command: &str| {
        let entry = format!("[Desktop Entry]\nType=Application\nExec={command} --proxy-server=p:1 %U\n");
        browsers(Os::Linux, &[("home/taro/Desktop/a.desktop", entry.as_bytes())]).pop().map(|(id, _)| id)
    };
    for (command, id) in [
        ("/usr/bin/google-chrome-stable", Some("chrome")),
        ("/opt/google/chrome/chrome", Some("chrome")),
        ("chromium", Some("chromium")),
        ("env LANG=ja_JP.UTF-8 /usr/bin/brave-browser-stable", Some("brave")),
        ("/usr/bin/flatpak run --branch=stable --command=chrome com.google.Chrome", Some("chrome")),
        ("snap run chromium", Some("chromium")),
        ("BAMF_DESKTOP_FILE_HINT=/x /snap/bin/chromium", Some("chromium")),
        ("/usr/bin/microsoft-edge-stable", Some("edge")),
        ("gedit", None),
        ("env", None),
        ("flatpak run", None),
    ] {
        assert_eq!(of(command).as_deref(), id, "{command}");
    }
}

#[test]
fn the_shortcuts_of_a_browser_are_among_its_facts() {
    let chrome = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";
    let with = |arguments: &str| Made::new(chrome, arguments).bytes();
    let data = "Users/taro/AppData/Local/Google/Chrome/User Data";
    let (_dir, root) = machine(
        Os::Windows,
        &[
            (&format!("{data}/Default/Preferences"), b"{}"),
            ("Users/taro/Desktop/a.lnk", &with("--profile-directory=Default")),
            ("Users/taro/Desktop/b.lnk", &with("--proxy-server=http://u:hunter2@p.example:8080")),
            ("Users/Public/Desktop/c.lnk", &with("--no-proxy-server")),
        ],
    );
    let root = std::sync::Arc::new(root);
    let now = jiff::Timestamp::UNIX_EPOCH;
    let machine = crate::environment::read_machine(&root, now, &crate::environment::Unwatched).unwrap();
    let browser = machine.browsers.iter().find(|browser| browser.id == "chrome").unwrap();
    let shown = |found: &ShortcutFacts| (found.evidence.place.clone(), found.evidence.value.clone());
    let expected = [
        ("~\\Desktop\\b.lnk", "--proxy-server=p.example:8080"),
        ("\\Users\\Public\\Desktop\\c.lnk", "--no-proxy-server"),
    ];
    let expected = expected.map(|(place, value)| (place.to_owned(), value.to_owned()));
    assert_eq!(browser.shortcuts.iter().map(shown).collect::<Vec<_>>(), expected);
    assert!(!format!("{machine:?}").contains("hunter2"));
}

#[test]
fn what_cannot_be_read_is_said() {
    let large = vec![b' '; usize::try_from(LARGEST).unwrap() + 1];
    let (dir, root) = machine(
        Os::Windows,
        &[
            ("Users/taro/Desktop/broken.lnk", b"x"),
            ("Users/taro/Desktop/empty.lnk", b""),
            ("Users/taro/Desktop/large.lnk", &large),
        ],
    );
    std::fs::create_dir(dir.path().join("Users/taro/Desktop/folder.lnk")).unwrap();
    let mut unread = Vec::new();
    assert!(read(&root, &mut unread).is_empty());
    assert!(unread.iter().all(|unread| unread.topic == Topic::Shortcuts && unread.subject == MACHINE));
    let states: Vec<_> = unread.into_iter().map(|unread| (unread.path, unread.state)).collect();
    let path = |name: &str| format!("~\\Desktop\\{name}.lnk");
    assert_eq!(
        states,
        [
            (path("broken"), ReadState::Unparsable),
            (path("folder"), ReadState::NotAFile),
            (path("large"), ReadState::TooBig)
        ]
    );
}
