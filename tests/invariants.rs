//! The invariants of ARCHITECTURE.md that can be grepped.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    assert!(!files.is_empty(), "{folder:?} is empty");
    files
}

/// The program's lines of code: no comments, and nothing after the first test module.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]").next().unwrap_or_default();
    program.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn forbid(folders: &[&str], words: &[&str], except: &[&str]) {
    let mut found = Vec::new();
    for (path, text) in folders.iter().flat_map(|folder| rust_files(folder)) {
        let name = path.display().to_string().replace('\\', "/");
        let is_test = name.ends_with("tests.rs") || name.contains("/tests/");
        if is_test || except.iter().any(|end| name.contains(end)) {
            continue;
        }
        for line in code(&text) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                found.push(format!("{name}: {word}: {}", line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn knowledge_and_triage_are_pure() {
    let impure = [
        "egui",
        "std::fs",
        "std::net",
        "std::process",
        "std::thread",
        "SystemTime",
        "Timestamp::now",
        "Instant",
    ];
    forbid(&["src/knowledge", "src/triage", "src/seller_url", "src/message_doctor"], &impure, &[]);
}

#[test]
fn rooms_below_the_window_know_no_egui() {
    forbid(&["src/case", "src/environment", "src/cli", "src/policy"], &["egui", "eframe"], &[]);
    forbid(&["src/ui/text"], &["egui", "eframe"], &[]);
}

#[test]
fn views_touch_no_disk_clock_or_thread() {
    let effects =
        ["std::fs", "std::thread", "std::process", "Timestamp::now", "Instant::now", "open::that", "rfd::"];
    forbid(&["src/ui"], &effects, &["/ui/text/"]);
}

#[test]
fn views_do_not_change_the_state() {
    forbid(&["src/ui"], &["&mut State"], &[]);
}

#[test]
fn nothing_is_contacted_over_a_network_but_by_the_check_of_the_connection() {
    let sockets = ["TcpStream", "TcpListener", "UdpSocket", "reqwest", "ureq", "hyper::"];
    forbid(&["src"], &sockets, &["/environment/online/"]);
    // Even there, one file alone opens connections and looks names up.
    let reaching = ["TcpStream::connect", "ToSocketAddrs", "to_socket_addrs", "lookup_host", "getaddrinfo"];
    forbid(&["src"], &reaching, &["/online/internet.rs"]);
    // Whoever has the real network asked has been asked for it by a click or an option.
    forbid(
        &["src"],
        &["online::Live", "Live)"],
        &["/environment/online/", "/cli/inspect.rs", "/platform/host.rs"],
    );
}

#[test]
fn threads_have_names_and_channels_have_bounds() {
    forbid(&["src"], &["thread::spawn(", "mpsc::channel("], &[]);
}

#[test]
fn colours_and_text_sizes_are_numbers_in_the_theme_only() {
    let numbers = [
        "Color32::from_",
        "Color32::BLACK",
        "Color32::WHITE",
        "Color32::RED",
        ".size(1",
        "FontId::new(",
        "FontId::proportional(",
    ];
    forbid(&["src"], &numbers, &["/ui/theme.rs"]);
}

#[test]
fn japanese_wording_is_in_text_and_assets_only() {
    let japanese = |c: char| ('\u{3040}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut found = Vec::new();
    for (path, text) in rust_files("src") {
        let name = path.display().to_string().replace('\\', "/");
        let allowed = ["/ui/text/", "tests.rs", "/tests/", "/window/mod.rs", "/platform/dialogs.rs"]
            .iter()
            .any(|part| name.contains(part));
        for line in code(&text).filter(|line| !allowed && line.contains('"') && line.chars().any(japanese)) {
            found.push(format!("{name}: {}", line.trim()));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_stay_short() {
    let long: Vec<String> = rust_files("src")
        .iter()
        .map(|(path, text)| (path, code(text).count()))
        .filter(|(_, lines)| *lines > 420)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
