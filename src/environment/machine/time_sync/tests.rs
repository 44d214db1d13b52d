use super::*;

fn machine(files: &[(&str, &str)], os: Os) -> (tempfile::TempDir, Root) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let root = Root::copied(dir.path(), os).unwrap();
    (dir, root)
}

/// Whether it is on, and where that stands; else what could not be read.
type Seen = Result<(bool, String, String), (String, ReadState)>;

fn seen(root: &Root) -> Seen {
    let mut unread = Vec::new();
    match super::read(root, &mut unread) {
        Some(facts) => {
            assert_eq!(unread, []);
            Ok((facts.on, facts.evidence.key, facts.evidence.value))
        }
        None => Err((unread[0].path.clone(), unread[0].state)),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with what was read")]
fn found(on: bool, key: &str, value: &str) -> Seen {
    Ok((on, key.to_owned(), value.to_owned()))
}

fn key(key: &str, values: &str) -> String {
    format!("[HKEY_LOCAL_MACHINE\\{key}]\n{values}\n")
}

fn on_windows(keys: &[String]) -> Seen {
    let text = format!("Windows Registry Editor Version 5.00\n{}", keys.concat());
    seen(&machine(&[("registry.reg", &text)], Os::Windows).1)
}

#[test]
fn windows_says_whether_and_how() {
    let start = |number| key(SERVICE, &format!("\"Start\"=dword:0000000{number}"));
    let kind =
        |above: &str, kind: &str| key(&format!("{above}\\Parameters"), &format!("\"Type\"=\"{kind}\""));
    let asks = |above: &str, on| {
        key(&format!("{above}\\TimeProviders\\NtpClient"), &format!("\"Enabled\"=dword:0000000{on}"))
    };
    assert_eq!(on_windows(&[start(3), kind(SERVICE, "NTP"), asks(SERVICE, 1)]), found(true, "Type", "NTP"));
    assert_eq!(on_windows(&[start(2), kind(SERVICE, "NT5DS")]), found(true, "Type", "NT5DS"));
    assert_eq!(on_windows(&[start(3), kind(SERVICE, "nosync")]), found(false, "Type", "nosync"));
    assert_eq!(on_windows(&[start(4), kind(SERVICE, "NTP")]), found(false, "Start", "4"));
    assert_eq!(on_windows(&[kind(SERVICE, "NTP"), asks(SERVICE, 0)]), found(false, "Enabled", "0"));
    let company = [kind(SERVICE, "NoSync"), kind(POLICY, "NTP")];
    assert_eq!(on_windows(&company), found(true, "Type", "NTP"), "what the company says goes first");
    let company = [kind(SERVICE, "NTP"), asks(POLICY, 0)];
    assert_eq!(on_windows(&company), found(false, "Enabled", "0"));
}

#[test]
fn windows_without_the_service_is_not_said_to_be_fine() {
    let place = format!("HKLM\\{SERVICE}");
    assert_eq!(on_windows(&[key("SOFTWARE", "")]), Err((place.clone(), ReadState::Absent)));
    let odd = key(&format!("{SERVICE}\\Parameters"), "\"Type\"=dword:00000001");
    assert_eq!(on_windows(&[odd]), Err((place.clone(), ReadState::Unparsable)));
    let (_dir, root) = machine(&[("registry.reg", "nonsense")], Os::Windows);
    assert_eq!(seen(&root), Err((place, ReadState::Unparsable)));
}

#[test]
fn macos_says_whether() {
    let list = |value: &str| {
        let text = format!("<plist version=\"1.0\"><dict><key>{AUTOMATIC}</key>{value}</dict></plist>");
        seen(&machine(&[(TIMED.trim_start_matches('/'), &text)], Os::Macos).1)
    };
    assert_eq!(list("<true/>"), found(true, AUTOMATIC, "true"));
    assert_eq!(list("<false/>"), found(false, AUTOMATIC, "false"));
    assert_eq!(list("<integer>0</integer>"), found(false, AUTOMATIC, "false"));
    assert_eq!(list("<string>x</string>"), Err((TIMED.to_owned(), ReadState::Unparsable)));
    assert_eq!(seen(&machine(&[], Os::Macos).1), Err((TIMED.to_owned(), ReadState::Absent)));
}

const UNIT: &str = "usr/lib/systemd/system/chrony.service";

#[test]
fn linux_is_on_where_something_starts_a_service() {
    let places = [
        "etc/systemd/system/multi-user.target.wants/chrony.service",
        "usr/lib/systemd/system/sysinit.target.wants/systemd-timesyncd.service",
        "lib/systemd/system/timers.target.wants/openntpd.service",
    ];
    for link in places {
        let unit = link.rsplit('/').next().unwrap();
        let (_dir, root) = machine(&[(UNIT, ""), (link, "")], Os::Linux);
        assert_eq!(seen(&root), found(true, unit, "enabled"), "{link}");
    }
    let (_dir, root) = machine(&[("run/systemd/timesync/synchronized", "")], Os::Linux);
    assert_eq!(seen(&root), found(true, "systemd-timesyncd.service", "enabled"));
}

#[test]
fn linux_is_off_where_nothing_starts_the_service_that_is_there() {
    let other = "etc/systemd/system/multi-user.target.wants/cron.service";
    let (_dir, root) = machine(&[(UNIT, ""), (other, "")], Os::Linux);
    assert_eq!(seen(&root), found(false, "chrony.service", "disabled"));
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_keeps_a_service_off() {
    let wants = "etc/systemd/system/sysinit.target.wants/systemd-timesyncd.service";
    let unit = "usr/lib/systemd/system/systemd-timesyncd.service";
    let (dir, root) = machine(&[(unit, ""), (wants, "")], Os::Linux);
    let mask = dir.path().join("etc/systemd/system/systemd-timesyncd.service");
    std::os::unix::fs::symlink("/dev/null", mask).unwrap();
    assert_eq!(seen(&root), found(false, "systemd-timesyncd.service", "disabled"));
}

#[test]
fn a_linux_whose_clock_another_system_sets_is_not_said_to_be_off() {
    let unknown = || Err((OWN.to_owned(), ReadState::Absent));
    assert_eq!(seen(&machine(&[], Os::Linux).1), unknown());
    let other = "etc/systemd/system/multi-user.target.wants/cron.service";
    assert_eq!(seen(&machine(&[(other, "")], Os::Linux).1), unknown(), "no service for time at all");
    let kernel = ("proc/sys/kernel/osrelease", "5.15.153.1-microsoft-standard-WSL2\n");
    assert_eq!(seen(&machine(&[(UNIT, ""), kernel], Os::Linux).1), unknown());
    assert_eq!(seen(&machine(&[(UNIT, ""), (".dockerenv", "")], Os::Linux).1), unknown());
}
