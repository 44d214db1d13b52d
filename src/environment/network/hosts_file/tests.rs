use super::*;
use proptest::prelude::*;

fn copy(files: &[(&str, &[u8])], os: Os) -> (tempfile::TempDir, Root) {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let root = Root::copied(dir.path(), os).unwrap();
    (dir, root)
}

/// Line, address and name of each entry.
fn entries(root: &Root) -> Vec<(String, String, String)> {
    let mut unread = Vec::new();
    let facts = super::read(root, &mut unread).unwrap();
    assert_eq!(unread, []);
    let entry = |entry: HostsEntry| (entry.evidence.key, entry.address.to_string(), entry.name);
    facts.entries.into_iter().map(entry).collect()
}

fn seen(text: &[u8]) -> Vec<(String, String, String)> {
    let (_dir, root) = copy(&[("etc/hosts", text)], Os::Linux);
    entries(&root)
}

fn entry(line: usize, address: &str, name: &str) -> (String, String, String) {
    (line.to_string(), address.to_owned(), name.to_owned())
}

#[test]
fn names_of_amazon_are_found_and_no_others() {
    let text = "127.0.0.1 localhost\n\
                # 10.0.0.1 www.amazon.co.jp\n\
                10.0.0.1\tWWW.Amazon.co.jp. m.media-amazon.com # Amazon\n\
                  ::1 other.example sellercentral.amazon.co.jp#here\n\
                0.0.0.0 www.amazon.de notamazon.co.jp fls-fe.amazon.co.jp\n\
                fe80::1%eth0 amazon.co.jp\n\
                nonsense www.amazon.co.jp\n\
                10.0.0.1\n";
    let found = [
        entry(3, "10.0.0.1", "www.amazon.co.jp"),
        entry(3, "10.0.0.1", "m.media-amazon.com"),
        entry(4, "::1", "sellercentral.amazon.co.jp"),
        entry(6, "fe80::1", "amazon.co.jp"),
    ];
    assert_eq!(seen(text.as_bytes()), found);
    let (_dir, root) = copy(&[("etc/hosts", text.as_bytes())], Os::Linux);
    let facts = super::read(&root, &mut Vec::new()).unwrap();
    let roles: Vec<HostRole> = facts.entries.iter().map(|entry| entry.role).collect();
    assert_eq!(roles, [HostRole::Pages, HostRole::Parts, HostRole::Pages, HostRole::Pages]);
    let evidence = &facts.entries[0].evidence;
    assert_eq!(
        (evidence.place.as_str(), evidence.value.as_str()),
        ("/etc/hosts", "10.0.0.1 www.amazon.co.jp")
    );
}

#[test]
fn whatever_wrote_the_file_it_is_read() {
    let one = |line| vec![entry(line, "0.0.0.0", "amazon.co.jp")];
    assert_eq!(seen(b"# x\r0.0.0.0 amazon.co.jp\r"), one(2), "carriage returns alone");
    assert_eq!(seen(b"\xEF\xBB\xBF0.0.0.0 amazon.co.jp\r\n"), one(1));
    // 日本語 in Shift_JIS: the second bytes of some characters are letters.
    assert_eq!(seen(b"# \x93\xFA\x96\x7B\x8C\xEA\n0.0.0.0 amazon.co.jp # \x83\x5C\n"), one(2));
    let wide: Vec<u8> =
        "\u{FEFF}# 名前\r\n0.0.0.0 amazon.co.jp\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(seen(&wide), one(2));
}

#[test]
fn long_lists_against_advertising_are_read_to_their_end() {
    let mut text = String::new();
    while text.len() < 3 * 1024 * 1024 {
        text.push_str("0.0.0.0 some.host.of.an.advertiser.example\n");
    }
    text.push_str("0.0.0.0 www.amazon.co.jp");
    assert_eq!(seen(text.as_bytes()).len(), 1);
    let customers = "0.0.0.0 d111111abcdef8.cloudfront.net\n".repeat(2 * MOST_ENTRIES);
    let seen = seen(format!("{customers}0.0.0.0 amazon.co.jp").as_bytes());
    assert_eq!(seen.len(), MOST_ENTRIES + 1);
    assert_eq!(seen.last(), Some(&entry(2 * MOST_ENTRIES + 1, "0.0.0.0", "amazon.co.jp")));
    let pages = "0.0.0.0 amazon.com\n".repeat(5 * MOST_ENTRIES);
    let (_dir, root) = copy(&[("etc/hosts", pages.as_bytes())], Os::Linux);
    assert_eq!(entries(&root).len(), 2 * MOST_ENTRIES);
}

#[test]
fn what_cannot_be_read_is_said() {
    let (dir, root) = copy(&[], Os::Linux);
    let failed = |root: &Root| {
        let mut unread = Vec::new();
        let facts = super::read(root, &mut unread);
        (facts, unread.into_iter().map(|unread| (unread.path, unread.state)).collect::<Vec<_>>())
    };
    let place = || "/etc/hosts".to_owned();
    assert_eq!(failed(&root), (None, vec![(place(), ReadState::Absent)]));
    fs::create_dir_all(dir.path().join("etc/hosts")).unwrap();
    assert_eq!(failed(&root), (None, vec![(place(), ReadState::NotAFile)]));
    let (dir, root) = copy(&[("etc/hosts", b"")], Os::Linux);
    File::create(dir.path().join("etc/hosts")).unwrap().set_len(LARGEST + 1).unwrap();
    assert_eq!(failed(&root), (None, vec![(place(), ReadState::TooBig)]));
}

#[test]
fn on_a_mac_the_file_stands_behind_a_link() {
    let (_dir, root) = copy(&[("private/etc/hosts", b"1.2.3.4 amazon.co.jp")], Os::Macos);
    assert_eq!(entries(&root), [entry(1, "1.2.3.4", "amazon.co.jp")]);
    let (_dir, root) = copy(&[("etc/hosts", b"1.2.3.4 amazon.co.jp")], Os::Macos);
    assert_eq!(entries(&root), [entry(1, "1.2.3.4", "amazon.co.jp")]);
}

const HERE: &str = "Windows/System32/drivers/etc/hosts";

#[test]
fn on_windows_the_registry_says_where_the_file_stands() {
    let line: &[u8] = b"1.2.3.4 amazon.co.jp\r\n";
    let (_dir, root) = copy(&[(HERE, line)], Os::Windows);
    // There is no registry: that is said once, by the reader of the registry.
    assert_eq!(entries(&root), [entry(1, "1.2.3.4", "amazon.co.jp")]);
    let registry = |folder: &str| {
        format!(
            "Windows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE\\{PARAMETERS}]\n\
             \"DataBasePath\"=\"{}\"\n[HKEY_LOCAL_MACHINE\\{VERSION}]\n\"SystemRoot\"=\"C:\\\\WINDOWS\"\n",
            folder.replace('\\', "\\\\")
        )
    };
    let places = [
        ("%SystemRoot%\\System32\\drivers\\etc", HERE),
        ("%systemroot%\\SYSTEM32\\Drivers\\ETC", HERE),
        ("C:\\Elsewhere\\hosts", "Elsewhere/hosts/hosts"),
        ("", HERE),
    ];
    for (folder, file) in places {
        let registry = registry(folder);
        let (_dir, root) = copy(&[(file, line), ("registry.reg", registry.as_bytes())], Os::Windows);
        assert_eq!(entries(&root), [entry(1, "1.2.3.4", "amazon.co.jp")], "{folder}");
    }
}

#[test]
fn shared_connections_have_a_file_of_their_own() {
    let ics = HERE.replace("hosts", "hosts.ics");
    let (_dir, root) = copy(&[(HERE, b""), (&ics, b"\n9.9.9.9 amazon.co.jp")], Os::Windows);
    assert_eq!(entries(&root), [entry(2, "9.9.9.9", "amazon.co.jp")]);
    let (_dir, root) = copy(&[(&ics, b"9.9.9.9 amazon.co.jp")], Os::Windows);
    assert_eq!(entries(&root).len(), 1, "one of them is there");
}

proptest! {
    #[test]
    fn nothing_panics(line in "[0-9a-f:.% #\t\u{3042}]{0,20} (amazon\\.co\\.jp|[a-z. ]{0,20})") {
        let mut entries = Vec::new();
        see("x", 1, line.as_bytes(), &mut entries);
        for entry in entries {
            prop_assert!(line.contains(&entry.name));
        }
    }
}
