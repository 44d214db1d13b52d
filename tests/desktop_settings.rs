//! The proxy settings of a Linux desktop at hand, set with the desktop's own program and read by ours.
//!
//! Each program is started with an environment of its own: a home folder that was just made, and no variable of the
//! person who runs the tests.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A person who has just been given a home folder.
struct Person {
    home: tempfile::TempDir,
    env: Vec<(String, String)>,
}

impl Person {
    fn on(desktop: &str) -> Self {
        let env = vec![("XDG_CURRENT_DESKTOP".to_owned(), desktop.to_owned())];
        Self { home: tempfile::tempdir().unwrap(), env }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The settings in a text file instead of the store, so that no service is needed.
    fn with_text_file(self) -> Self {
        self.with("GSETTINGS_BACKEND", "keyfile")
    }

    /// A program, with nothing of whoever runs the tests.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.path().join(".config"))
            .env("XDG_RUNTIME_DIR", self.home.path())
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    fn set(&self, schema: &str, key: &str, value: &str) {
        let schema = format!("org.gnome.system.proxy{schema}");
        succeeded(&self.command("gsettings").args(["set", &schema, key, value]).output().unwrap());
    }

    fn inspect(&self) -> Value {
        inspected(&mut self.command(env!("CARGO_BIN_EXE_login-triage")))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }
}

fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn inspected(command: &mut Command) -> Value {
    let output = command.args(["inspect", "--json"]).output().unwrap();
    // 1: there is something that can be a reason.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The road of a browser without settings of its own, whether that is certain, and where the settings stand.
fn road(report: &Value) -> (String, bool, Vec<String>) {
    let routes = report["routes"].as_array().unwrap();
    let is_ours =
        |route: &&Value| route["browser"] == "system" && route["host"] == "sellercentral.amazon.co.jp";
    let route = routes.iter().find(is_ours).unwrap();
    let evidence = route["evidence"].as_array().unwrap();
    let places =
        evidence.iter().map(|one| format!("{} {}", one["place"], one["key"]).replace('"', "")).collect();
    (route["road"].as_str().unwrap().to_owned(), route["certain"].as_bool().unwrap(), places)
}

fn is(road: &str, certain: bool, place: &str) -> (String, bool, Vec<String>) {
    let places = Some(place.to_owned()).filter(|place| !place.is_empty());
    (road.to_owned(), certain, places.into_iter().collect())
}

/// What was said to be unread about the system's proxy.
fn unread(report: &Value) -> Vec<(String, String)> {
    let unread = report["unread"].as_array().unwrap().iter();
    let ours = unread.filter(|unread| unread["topic"] == "system_proxy");
    ours.map(|unread| {
        (unread["path"].as_str().unwrap().to_owned(), unread["state"].as_str().unwrap().to_owned())
    })
    .collect()
}

#[test]
fn what_gsettings_set_is_read() {
    let taro = Person::on("ubuntu:GNOME").with_text_file().with("https_proxy", "http://e.example:80");
    assert_eq!(road(&taro.inspect()), is("direct", true, ""), "the environment is not looked at");
    taro.set("", "mode", "manual");
    taro.set(".https", "host", "proxy.example");
    taro.set(".https", "port", "8080");
    let proxied = is("proxy proxy.example:8080", true, "org.gnome.system.proxy.https host");
    assert_eq!(road(&taro.inspect()), proxied);
    taro.set("", "ignore-hosts", "['localhost', \"it's\", '*.amazon.co.jp']");
    assert_eq!(road(&taro.inspect()).0, "direct", "excepted");
    taro.set("", "ignore-hosts", "[]");
    assert_eq!(road(&taro.inspect()), proxied);
    taro.set(".https", "host", "");
    taro.set(".socks", "host", "127.0.0.1");
    taro.set(".socks", "port", "1080");
    assert_eq!(road(&taro.inspect()), is("proxy 127.0.0.1:1080", true, "org.gnome.system.proxy.socks host"));
    taro.set(".socks", "host", "");
    assert_eq!(road(&taro.inspect()).0, "proxy e.example:80", "nothing usable is set");
    taro.set("", "mode", "auto");
    assert_eq!(road(&taro.inspect()), is("direct", false, "org.gnome.system.proxy mode"));
    taro.set("", "autoconfig-url", "http://u:hunter2@pac.example/p.pac?hunter2");
    let report = taro.inspect();
    assert_eq!(road(&report), is("pac", true, "org.gnome.system.proxy autoconfig-url"));
    assert!(!report.to_string().contains("hunter2"));
    assert_eq!(unread(&report), []);
}

/// The store that GNOME has by default. Changing it takes a service, reading it does not.
#[test]
fn what_is_in_the_store_of_gnome_is_read() {
    let hanako = Person::on("GNOME");
    let script = "gsettings set org.gnome.system.proxy.https host store.example && \
                  gsettings set org.gnome.system.proxy.https port 3128 && \
                  gsettings set org.gnome.system.proxy mode manual";
    succeeded(&hanako.command("dbus-run-session").args(["--", "sh", "-c", script]).output().unwrap());
    let store = fs::read(hanako.path(".config/dconf/user")).unwrap();
    assert!(store.starts_with(b"GVariant"));
    let report = hanako.inspect();
    assert_eq!(road(&report), is("proxy store.example:3128", true, "org.gnome.system.proxy.https host"));
    assert_eq!(fs::read(hanako.path(".config/dconf/user")).unwrap(), store, "it is only read");
}

#[test]
fn other_desktops_have_variables() {
    let jiro = Person::on("XFCE").with_text_file().with("https_proxy", "http://u:hunter2@e.example:80");
    jiro.set("", "mode", "auto");
    let report = jiro.inspect();
    assert_eq!(road(&report), is("proxy e.example:80", false, "env https_proxy"), "no file says so");
    assert!(!report.to_string().contains("hunter2"));
    fs::write(jiro.path(".profile"), "export https_proxy=http://u:hunter2@e.example:80\n").unwrap();
    assert_eq!(road(&jiro.inspect()), is("proxy e.example:80", true, "env https_proxy"));
    let saburo = Person::on("XFCE");
    fs::write(saburo.path(".profile"), "export https_proxy=http://f.example:80\n").unwrap();
    assert_eq!(road(&saburo.inspect()), is("proxy f.example:80", false, "~/.profile https_proxy"), "not yet");
}

#[test]
fn kde_has_a_file() {
    let shiro = Person::on("KDE").with("HTTPS_PROXY", "http://e.example:80");
    fs::create_dir(shiro.path(".config")).unwrap();
    let write = |text: &str| {
        fs::write(shiro.path(".config/kioslaverc"), format!("[Proxy Settings]\n{text}")).unwrap();
    };
    write("ProxyType=1\nhttpsProxy=http://k.example 8080\n");
    assert_eq!(road(&shiro.inspect()), is("proxy k.example:8080", true, "~/.config/kioslaverc httpsProxy"));
    write("ProxyType=4\nhttpsProxy=HTTPS_PROXY\n");
    assert_eq!(road(&shiro.inspect()).0, "proxy e.example:80");
    write("ProxyType=4\nhttpsProxy=PROXY\n");
    assert_eq!(
        road(&shiro.inspect()).0,
        "proxy e.example:80",
        "that one is not set, and the usual ones count"
    );
    write("ProxyType=0\n");
    assert_eq!(road(&shiro.inspect()), is("direct", true, ""));
}

/// A folder with a `gsettings` of ours.
fn with_program(person: &Person, script: &str) -> String {
    let folder = person.path("bin");
    fs::create_dir_all(&folder).unwrap();
    let program = folder.join("gsettings");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:/usr/bin:/bin", folder.display())
}

fn inspected_with(person: &Person, path: &str) -> Value {
    inspected(person.command(env!("CARGO_BIN_EXE_login-triage")).env("PATH", path))
}

#[test]
fn a_program_that_does_not_answer_is_said_to_have_timed_out() {
    let goro = Person::on("GNOME").with("https_proxy", "http://e.example:80");
    let path = with_program(&goro, "trap '' TERM; while :; do sleep 1; done");
    let start = Instant::now();
    let report = inspected_with(&goro, &path);
    assert!(start.elapsed() < Duration::from_mins(1));
    assert_eq!(unread(&report), [("org.gnome.system.proxy".to_owned(), "timed_out".to_owned())]);
    assert_eq!(road(&report).0, "unknown", "not direct");
}

#[test]
fn a_program_that_fails_or_is_not_there_is_told_apart() {
    let rokuro = Person::on("GNOME").with("https_proxy", "http://e.example:80");
    let path = with_program(&rokuro, "exit 1");
    let report = inspected_with(&rokuro, &path);
    assert_eq!(unread(&report), [("org.gnome.system.proxy".to_owned(), "unsupported".to_owned())]);
    assert_eq!(road(&report).0, "unknown");
    // Without it browsers find no settings either, and look at the variables.
    let nothing = rokuro.path("nothing");
    fs::create_dir(&nothing).unwrap();
    let report = inspected_with(&rokuro, &nothing.display().to_string());
    assert_eq!(unread(&report), []);
    assert_eq!(road(&report).0, "proxy e.example:80");
}
