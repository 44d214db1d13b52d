//! A person's home folder and their administrator's `/etc`, for one test.
//!
//! Programs are started in a user and mount namespace of the home's own (`unshare` and `nsenter`, of util-linux), in
//! which a copy of `/etc` lies over the real one. So an administrator's files are real to the browser and to the
//! program that is tested, need no root, are seen by no other test, and are gone with the test.

use std::cell::OnceCell;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::scan::Scan;

/// Lays folders over others, given in pairs, says so, and keeps the namespaces until its input ends.
const KEEP: &str = r#"
set -e
while [ "$#" -gt 0 ]; do mount --bind "$1" "$2"; shift 2; done
echo ready
exec cat
"#;

/// A home folder with everything a program needs to run in it.
pub(crate) struct Home {
    dir: TempDir,
    /// Folders that lie over folders of the system.
    over: Vec<(PathBuf, &'static str)>,
    /// Where settings are kept, if not in `~/.config`.
    config: Option<PathBuf>,
    /// Keeps the namespaces.
    keeper: OnceCell<Child>,
    _turn: File,
}

impl Home {
    /// An empty one, with a copy of the machine's `/etc`. Waits while two other tests have one.
    pub(crate) fn new() -> Self {
        let turn = turn();
        // A short path: browsers make sockets below it.
        let dir = tempfile::Builder::new().prefix("lt-").tempdir().unwrap();
        for folder in ["home", "tmp", "run", "etc"] {
            fs::create_dir(dir.path().join(folder)).unwrap();
        }
        fs::set_permissions(dir.path().join("run"), fs::Permissions::from_mode(0o700)).unwrap();
        // What only root may read is left out; no program here needs it.
        let copied = Command::new("cp")
            .args(["-a", "/etc/."])
            .arg(dir.path().join("etc"))
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(copied.code().is_some());
        let over = vec![(dir.path().join("etc"), "/etc")];
        Self { dir, over, config: None, keeper: OnceCell::new(), _turn: turn }
    }

    /// The home folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// The folder in which programs keep their settings.
    pub(crate) fn config(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(|| self.path().join(".config"))
    }

    /// Has programs keep their settings elsewhere in the home folder, by `XDG_CONFIG_HOME`.
    pub(crate) fn keep_settings_in(&mut self, folder: &str) {
        self.config = Some(self.path().join(folder));
    }

    /// Writes a file in the home folder.
    pub(crate) fn write(&self, path: &str, text: &str) -> PathBuf {
        write(&self.path().join(path), text)
    }

    /// Writes a file as the administrator: a path below `/etc`.
    pub(crate) fn write_etc(&self, path: &str, text: &str) {
        let inside = path.strip_prefix("/etc/").expect("an administrator's file is in /etc");
        write(&self.dir.path().join("etc").join(inside), text);
    }

    /// The same, as JSON.
    pub(crate) fn write_policy(&self, path: &str, policy: &Value) {
        self.write_etc(path, &policy.to_string());
    }

    /// Lays an empty folder over a folder of the system, and says where it is.
    pub(crate) fn lay_over(&mut self, system: &'static str) -> PathBuf {
        assert!(self.keeper.get().is_none(), "before the first program is started");
        let folder = self.dir.path().join(format!("over{}", self.over.len()));
        fs::create_dir(&folder).unwrap();
        self.over.push((folder.clone(), system));
        folder
    }

    /// A program in this home; it dies with the thread that starts it.
    pub(crate) fn command(&self, program: &str) -> Command {
        let keeper = self.keeper.get_or_init(|| keeper(&self.over)).id().to_string();
        let mut command = Command::new("nsenter");
        command.args(["--target", &keeper, "--user", "--mount", "--preserve-credentials"]);
        command.args(["--", "setpriv", "--pdeathsig", "KILL", program]);
        command.env_clear();
        for name in ["PATH", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command
            .env("HOME", self.path())
            .env("TMPDIR", self.dir.path().join("tmp"))
            .env("XDG_RUNTIME_DIR", self.dir.path().join("run"))
            // None is there, and none is to be started.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
            .env("LANG", "C.UTF-8")
            .env("TZ", "Asia/Tokyo")
            .stdin(Stdio::null());
        if let Some(config) = &self.config {
            command.env("XDG_CONFIG_HOME", config);
        }
        command
    }

    /// A file to which a browser may complain.
    pub(crate) fn complaints(&self, of: &str) -> Stdio {
        let path = self.dir.path().join(format!("{of}.log"));
        File::options().create(true).append(true).open(path).unwrap().into()
    }

    /// What a browser has complained about.
    pub(crate) fn complained(&self, of: &str) -> String {
        let text = fs::read(self.dir.path().join(format!("{of}.log"))).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// What the program says of this machine.
    pub(crate) fn inspect(&self) -> Scan {
        let mut command = self.command(env!("CARGO_BIN_EXE_login-triage"));
        let output = command.args(["inspect", "--json"]).output().unwrap();
        Scan::new(&output)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(keeper) = self.keeper.get_mut() {
            // Its input ends, and with it the namespaces.
            drop(keeper.stdin.take());
            keeper.wait().ok();
        }
    }
}

/// Makes the namespaces in which folders lie over others.
fn keeper(over: &[(PathBuf, &str)]) -> Child {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", KEEP, "sh"]);
    for (folder, system) in over {
        command.arg(folder).arg(system);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(
        line.trim_end(),
        "ready",
        "these tests need a user namespace of their own: `unshare -rm` must work"
    );
    child
}

fn write(path: &Path, text: &str) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    path.to_owned()
}

/// Waits until fewer than two other tests, in whatever process, have one of these files, and keeps it until it is
/// dropped: browsers are heavy.
fn turn() -> File {
    let open = |number: u8| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browsers{number}.turn"));
        File::options().create(true).truncate(false).write(true).open(path).unwrap()
    };
    loop {
        let free = (0..2).map(open).find(|file| file.try_lock().is_ok());
        if let Some(file) = free {
            return file;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
