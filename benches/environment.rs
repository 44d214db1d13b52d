//! How long it takes to read a machine with twelve large profiles, and how much memory.
//!
//! The yardstick is a Python script that reads the same facts with json and sqlite3 (`benches/yardstick`). Both run
//! as whole programs, in turn; the fastest of each counts, so that other programs on the machine do not. The last
//! lines give both times, their ratio, which is to stay below a quarter, and the peak of memory, which is to stay
//! below 150 MB.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark that cannot begin fails"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

const PROFILES: usize = 12;
const COOKIES: usize = 10_000;
const BOOKMARKS: usize = 20_000;
/// Bytes.
const PREFERENCES: usize = 5 * 1024 * 1024;
const ROUNDS: usize = 7;

fn main() {
    let machine = tempfile::tempdir().unwrap();
    let user_data = machine.path().join("home/taro/.config/google-chrome");
    fs::create_dir_all(machine.path().join("etc")).unwrap();
    fs::write(machine.path().join("etc/timezone"), "Asia/Tokyo\n").unwrap();
    for number in 0..PROFILES {
        profile(&user_data.join(format!("Profile {number}")), number);
    }
    let ours = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_login-triage"));
        command.arg("inspect").arg("--json").arg("--root").arg(machine.path()).args(["--os", "linux"]);
        command.args(["--now", "2026-11-22T00:00:00Z"]);
        command
    };
    let yardstick = || {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/yardstick/read_profiles.py");
        let mut command = Command::new("python3");
        command.arg(script).arg(&user_data);
        command
    };
    check(ours());
    let (mut best, mut best_yardstick, mut peak) = (Duration::MAX, Duration::MAX, 0);
    for _ in 0..ROUNDS {
        let (time, memory) = run(ours());
        best = best.min(time);
        peak = peak.max(memory);
        best_yardstick = best_yardstick.min(run(yardstick()).0);
    }
    let ratio = best.as_secs_f64() / best_yardstick.as_secs_f64();
    println!("{PROFILES} profiles, each with {COOKIES} cookies, {BOOKMARKS} bookmarks, 5 MB of preferences");
    println!("this program: {best:?}, at most {peak} KiB of memory");
    println!("Python:       {best_yardstick:?}");
    println!("ratio:        {ratio:.3} (to stay below 0.25)");
}

/// All profiles must be there: a program that reads nothing is fast.
fn check(mut command: Command) {
    let output = command.output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let browsers = report["browsers"].as_array().unwrap();
    assert_eq!(browsers.len(), PROFILES);
    assert!(browsers.iter().all(|browser| browser["seller_last_used"].is_string()));
    assert!(browsers.iter().all(|browser| browser["jar"]["total"] == COOKIES), "all cookies are counted");
    assert!(browsers.iter().all(|browser| !browser["doors"].as_array().unwrap().is_empty()));
}

/// The time of a whole program, and the peak of its memory in KiB.
fn run(mut command: Command) -> (Duration, u64) {
    let begin = Instant::now();
    let mut child =
        command.stdout(Stdio::null()).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let now = fs::read_to_string(&status).unwrap_or_default();
        let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0));
        std::thread::park_timeout(Duration::from_millis(1));
    }
    (begin.elapsed(), peak)
}

fn profile(folder: &Path, number: usize) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("Preferences"), preferences()).unwrap();
    fs::write(folder.join("Bookmarks"), bookmarks(number)).unwrap();
    cookies(&folder.join("Cookies"));
}

/// Half of it site measures and exceptions, half extensions with their manifests, as in a profile of many years.
fn preferences() -> String {
    let mut sites = String::from(
        r#""https://sellercentral.amazon.co.jp:443,*":{"last_modified":"13400000000000000","setting":{"lastEngagementTime":1.34e16,"rawScore":9.5}}"#,
    );
    let mut site = 0;
    while sites.len() < PREFERENCES / 2 {
        site += 1;
        write!(sites, r#","https://www.site-{site}.example:443,*":{{"last_modified":"13400000000000000","setting":{{"lastEngagementTime":1.33e16,"lastShortcutLaunchTime":0.0,"pointsAddedToday":1.5,"rawScore":4.2}}}}"#).unwrap();
    }
    let mut extensions = String::new();
    while extensions.len() < PREFERENCES / 2 {
        let comma = if extensions.is_empty() { "" } else { "," };
        let id: String = format!("{:032}", extensions.len()).chars().map(letter).collect();
        write!(extensions, r#"{comma}"{id}":{{"location":1,"path":"{id}/1.0_0","disable_reasons":[1],"manifest":{{"name":"An extension","version":"1.0","description":"{}","permissions":["storage","tabs"]}}}}"#, "words ".repeat(200)).unwrap();
    }
    format!(
        r#"{{"profile":{{"content_settings":{{"exceptions":{{"cookies":{{"[*.]amazon.co.jp,*":{{"setting":4}}}},"site_engagement":{{{sites}}}}}}},"default_content_setting_values":{{"cookies":1}}}},"extensions":{{"settings":{{{extensions}}}}}}}"#
    )
}

/// Chromium writes the ids of extensions in the letters a to p.
fn letter(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| "abcdefghij".chars().nth(digit as usize)).unwrap_or('a')
}

fn bookmarks(number: usize) -> String {
    let mut children = String::from(
        r#"{"id":"1","type":"url","name":"セラーセントラル","url":"https://sellercentral.amazon.co.jp/home?ref=x","date_added":"13300000000000000"}"#,
    );
    for mark in 1..BOOKMARKS {
        write!(children, r#",{{"id":"{mark}","guid":"0-{number}-{mark}","type":"url","name":"お気に入り {mark}","url":"https://www.site-{mark}.example/path/{mark}?q=1","date_added":"13300000000000000"}}"#).unwrap();
    }
    format!(
        r#"{{"checksum":"x","roots":{{"bookmark_bar":{{"type":"folder","name":"bar","children":[{children}]}},"other":{{"type":"folder","name":"other","children":[]}}}},"version":1}}"#
    )
}

fn cookies(path: &Path) {
    let mut database = Connection::open(path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
             INSERT INTO meta VALUES('version', '24');
             CREATE TABLE cookies(creation_utc INTEGER NOT NULL, host_key TEXT NOT NULL,
                 top_frame_site_key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
                 encrypted_value BLOB NOT NULL, path TEXT NOT NULL, expires_utc INTEGER NOT NULL,
                 is_secure INTEGER NOT NULL, is_httponly INTEGER NOT NULL, last_access_utc INTEGER NOT NULL,
                 has_expires INTEGER NOT NULL, is_persistent INTEGER NOT NULL, priority INTEGER NOT NULL,
                 samesite INTEGER NOT NULL, source_scheme INTEGER NOT NULL, source_port INTEGER NOT NULL,
                 last_update_utc INTEGER NOT NULL, source_type INTEGER NOT NULL,
                 has_cross_site_ancestor INTEGER NOT NULL);
             CREATE UNIQUE INDEX cookies_unique_index ON cookies(host_key, top_frame_site_key,
                 has_cross_site_ancestor, name, path, source_scheme, source_port);",
        )
        .unwrap();
    let transaction = database.transaction().unwrap();
    for number in 0..COOKIES {
        let host =
            if number < 14 { ".amazon.co.jp".to_owned() } else { format!(".site-{}.example", number / 5) };
        transaction
            .execute(
                "INSERT INTO cookies VALUES(13380000000000000, ?1, '', ?2, '', ?3, '/', 13440000000000000,
                     1, 1, 13399000000000000, 1, 1, 1, 0, 2, 443, 13399000000000000, 1, 0)",
                params![host, format!("name-{number}"), vec![7_u8; 120]],
            )
            .unwrap();
    }
    transaction.commit().unwrap();
}
