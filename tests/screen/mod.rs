//! A person with a home and a screen of their own, for tests that start the real program.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);
/// Between two looks at what other programs do.
const GLANCE: Duration = Duration::from_millis(20);

/// A person with a home, and a screen in memory.
pub struct Person {
    home: tempfile::TempDir,
    screen: Child,
    display: String,
}

impl Person {
    pub fn new() -> Self {
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb, of Debian's package xvfb, starts");
        let mut number = String::new();
        BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { home: tempfile::tempdir().unwrap(), screen, display: format!(":{}", number.trim()) }
    }

    /// A place in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The program, as this person starts it. It says nothing to anybody.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_login-triage"));
        command
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("DISPLAY", &self.display)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for name in ["WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LIBGL_ALWAYS_SOFTWARE"] {
            command.env_remove(name);
        }
        command
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        self.screen.kill().ok();
        self.screen.wait().ok();
    }
}

/// Looks until it is there. Other programs tell nobody when.
#[track_caller]
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < end, "never: {what}");
        thread::park_timeout(GLANCE);
    }
}
