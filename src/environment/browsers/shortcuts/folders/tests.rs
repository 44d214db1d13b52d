use super::*;

/// Below a copy of a machine, the shortcuts that are found.
fn found(os: Os, files: &[&str], registry: &str) -> (Vec<String>, Vec<Unread>) {
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        let path = dir.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "x").unwrap();
    }
    if os == Os::Windows {
        std::fs::write(
            dir.path().join("registry.reg"),
            format!("Windows Registry Editor Version 5.00\n{registry}"),
        )
        .unwrap();
    }
    let root = Root::copied(dir.path(), os).unwrap();
    let mut unread = Vec::new();
    let found = shortcuts(&root, &mut unread).iter().map(|path| root.shown(path)).collect();
    (found, unread)
}

const MENU: &str = "Users/taro/AppData/Roaming/Microsoft/Windows/Start Menu/Programs";

#[test]
fn the_places_of_windows_are_looked_into() {
    let files = [
        "Users/taro/Desktop/a.lnk",
        "Users/taro/Desktop/b.LNK",
        "Users/taro/Desktop/c.txt",
        "Users/taro/Desktop/folder/d.lnk",
        "Users/Public/Desktop/e.lnk",
        &format!("{MENU}/Startup/f.lnk"),
        "ProgramData/Microsoft/Windows/Start Menu/Programs/g.lnk",
        "Users/taro/AppData/Roaming/Microsoft/Internet Explorer/Quick Launch/User Pinned/TaskBar/h.lnk",
        "Users/taro/OneDrive - Shop/デスクトップ/i.lnk",
    ];
    let (found, unread) = found(Os::Windows, &files, "");
    let names: String = found.iter().filter_map(|path| path.rsplit('\\').next()?.chars().next()).collect();
    assert_eq!(names, "abiefgh", "{found:?}");
    assert!(unread.is_empty());
}

#[test]
fn folders_that_were_moved_are_found() {
    let key = format!("[HKEY_CURRENT_USER\\{MOVED}]\n");
    let moved = |path: &str| {
        let registry = format!("{key}\"Desktop\"=\"{}\"\n", path.replace('\\', "\\\\"));
        let (found, unread) = found(Os::Windows, &["Users/taro/Other/a.lnk", "Data/b.lnk"], &registry);
        (found, unread.into_iter().map(|unread| (unread.topic, unread.state)).collect::<Vec<_>>())
    };
    assert_eq!(moved("%USERPROFILE%\\Other"), (vec!["~\\Other\\a.lnk".to_owned()], vec![]));
    assert_eq!(moved("D:\\Data"), (vec!["\\Data\\b.lnk".to_owned()], vec![]));
    let unsupported = vec![(crate::environment::facts::Topic::Shortcuts, ReadState::Unsupported)];
    assert_eq!(moved("\\\\server\\people\\taro"), (vec![], unsupported.clone()), "on another machine");
    assert_eq!(moved("%Company%\\Desktop"), (vec![], unsupported));
}

#[test]
fn a_folder_that_is_named_twice_is_looked_into_once() {
    let registry = format!("[HKEY_CURRENT_USER\\{MOVED}]\n\"Desktop\"=\"%USERPROFILE%\\\\Desktop\"\n");
    assert_eq!(found(Os::Windows, &["Users/taro/Desktop/a.lnk"], &registry).0.len(), 1);
}

#[test]
fn an_entry_of_the_person_hides_that_of_the_machine() {
    let (found, _) = found(
        Os::Linux,
        &[
            "home/taro/.local/share/applications/chrome.desktop",
            "usr/share/applications/chrome.desktop",
            "usr/share/applications/firefox.desktop",
            "usr/share/applications/kde/x.desktop",
            "home/taro/.config/autostart/a.desktop",
            "etc/xdg/autostart/a.desktop",
            "home/taro/Desktop/firefox.desktop",
            "home/taro/Desktop/notes.txt",
        ],
        "",
    );
    let expected = [
        "~/.local/share/applications/chrome.desktop",
        "/usr/share/applications/firefox.desktop",
        "/usr/share/applications/kde/x.desktop",
        "~/.config/autostart/a.desktop",
        "~/Desktop/firefox.desktop",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_desktop_may_have_a_name_in_japanese() {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("home/taro/.config/user-dirs.dirs", "# a comment\nXDG_DESKTOP_DIR=\"$HOME/デスクトップ\"\n");
    write("home/taro/デスクトップ/a.desktop", "");
    write("home/taro/Desktop/b.desktop", "");
    let root = Root::copied(dir.path(), Os::Linux).unwrap();
    let found = shortcuts(&root, &mut Vec::new());
    assert_eq!(found, [dir.path().join("home/taro/デスクトップ/a.desktop")]);
}

#[test]
fn a_folder_with_too_many_is_said() {
    let files: Vec<String> = (0..MOST + 5).map(|n| format!("Users/taro/Desktop/{n}.lnk")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let (found, unread) = found(Os::Windows, &files, "");
    assert_eq!(found.len(), MOST);
    assert_eq!(unread.iter().map(|unread| unread.state).collect::<Vec<_>>(), [ReadState::TooBig]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_out_or_round_is_no_trouble() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    let outside = tempfile::tempdir().unwrap();
    let menu = dir.path().join(MENU);
    std::fs::create_dir_all(&menu).unwrap();
    symlink(&menu, menu.join("round")).unwrap();
    symlink(outside.path(), menu.join("out")).unwrap();
    std::fs::write(outside.path().join("secret.lnk"), "x").unwrap();
    std::fs::write(menu.join("a.lnk"), "x").unwrap();
    std::fs::write(dir.path().join("registry.reg"), "Windows Registry Editor Version 5.00\n").unwrap();
    let root = Root::copied(dir.path(), Os::Windows).unwrap();
    let found = shortcuts(&root, &mut Vec::new());
    assert!(!found.is_empty() && found.iter().all(|path| path.ends_with("a.lnk")), "{found:?}");
}
