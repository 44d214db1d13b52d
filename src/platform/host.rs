//! The outside as the app needs it, so that tests can stand in for it.

use std::ffi::OsStr;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::Picked;
use crate::case::export::Format;
use crate::case::{Editor, Places};
use crate::environment::online::{self, Internet};
use crate::environment::{self, Asking, Cancelled, Installed, Report, Root, Watch};
use crate::knowledge::FindingText;

use super::browsers::{self, Chosen, OpenError, WebAddress, WindowKind, With};

/// A file dialog, still open.
pub type PickFuture = Pin<Box<dyn Future<Output = Picked> + Send>>;

/// What a file dialog is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileWish {
    /// A note to open.
    Open {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// Where to save a note.
    Save {
        /// The folder to begin in.
        folder: Option<PathBuf>,
        /// The name to suggest.
        name: String,
    },
    /// Where to write a note that is handed on.
    Export {
        /// The folder to begin in.
        folder: Option<PathBuf>,
        /// The name to suggest.
        name: String,
        /// The format, which says the ending.
        format: Format,
    },
    /// A folder: of the notes, or to write files into.
    Folder {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// A spreadsheet to bring in.
    Table {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
    /// A picture to attach.
    Picture {
        /// The folder to begin in.
        folder: Option<PathBuf>,
    },
}

/// The outside: browser, dialogs, machine.
pub trait Host: Send + Sync {
    /// Hands a URL to the default browser. May take a moment; never called on the UI thread.
    fn open_url(&self, url: &str) -> Result<(), String>;

    /// The browsers that can be started. Never called on the UI thread.
    fn browsers(&self) -> Vec<Installed> {
        environment::installed(&Arc::new(self.root()), self.now())
    }

    /// Hands an address to the browser that was chosen, and to no other. `token` lets its window come to the front. May
    /// take a moment; never called on the UI thread.
    fn open_with(&self, address: &WebAddress, with: &With, token: Option<&str>) -> Result<(), OpenError> {
        match with {
            With::Default => self.open_url(address.as_str()).map_err(OpenError::Failed),
            With::Browser(chosen, window) => self.open_chosen(address, chosen, *window, token),
        }
    }

    /// Starts a chosen browser. Never called on the UI thread.
    fn open_chosen(
        &self,
        address: &WebAddress,
        chosen: &Chosen,
        window: WindowKind,
        token: Option<&str>,
    ) -> Result<(), OpenError> {
        let root = Arc::new(self.root());
        let launch = browsers::plan(&root, chosen, window, address, self.now())?;
        browsers::start(&launch, token).map_err(OpenError::Failed)
    }

    /// Opens a file dialog over the window. Called on the UI thread, as macOS demands; the future is awaited on
    /// another one.
    fn pick(&self, wish: FileWish, parent: Option<&eframe::Frame>) -> PickFuture;

    /// Shows a folder in the system's file manager. Never called on the UI thread.
    fn show_folder(&self, folder: &Path) -> Result<(), String>;

    /// Where the program keeps things.
    fn places(&self) -> Option<Places>;

    /// Who works here, and at which machine. `name` is what the operator calls themselves. Never called on the UI thread.
    fn editor(&self, name: &str) -> Editor {
        Editor::here(name)
    }

    /// Puts a file into the system's bin, from which it can be taken out again. Never called on the UI thread.
    fn trash(&self, path: &Path) -> Result<(), String>;

    /// The machine to read.
    fn root(&self) -> Root;

    /// The network, for the check of the connection. Not called before the operator asks for one.
    fn internet(&self) -> Arc<dyn Internet>;

    /// Reads the machine.
    fn scan(&self, asking: Asking, texts: &[FindingText], watch: &dyn Watch) -> Result<Report, Cancelled> {
        let root = Arc::new(self.root().with_asking(asking));
        environment::scan(&root, texts, self.now(), watch)
    }

    /// Checks the connection by the roads of a report.
    fn check(&self, report: &Report, texts: &[FindingText], watch: &dyn Watch) -> Result<Report, Cancelled> {
        online::check(&Arc::new(self.root()), report, &self.internet(), texts, self.now(), watch)
    }

    /// The time.
    fn now(&self) -> Timestamp;

    /// The zone in which times are shown.
    fn zone(&self) -> TimeZone;
}

/// The real desktop.
#[derive(Clone, Copy, Debug, Default)]
pub struct Desktop;

impl Host for Desktop {
    fn open_url(&self, url: &str) -> Result<(), String> {
        open_default(url, None)
    }

    fn open_with(&self, address: &WebAddress, with: &With, token: Option<&str>) -> Result<(), OpenError> {
        match with {
            With::Default => open_default(address.as_str(), token).map_err(OpenError::Failed),
            With::Browser(chosen, window) => self.open_chosen(address, chosen, *window, token),
        }
    }

    fn pick(&self, wish: FileWish, parent: Option<&eframe::Frame>) -> PickFuture {
        super::dialogs::pick(wish, parent)
    }

    fn show_folder(&self, folder: &Path) -> Result<(), String> {
        open_default(folder, None)
    }

    fn places(&self) -> Option<Places> {
        Places::live()
    }

    fn trash(&self, path: &Path) -> Result<(), String> {
        trash::delete(path).map_err(|error| error.to_string())
    }

    fn root(&self) -> Root {
        Root::live()
    }

    fn internet(&self) -> Arc<dyn Internet> {
        Arc::new(online::Live)
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// Hands a URL or a folder to the operating system, by the first of its own ways that works.
#[cfg(not(windows))]
fn open_default(what: impl AsRef<OsStr>, token: Option<&str>) -> Result<(), String> {
    let mut failed = String::new();
    for command in open::commands(what) {
        match browsers::start_in(command, token) {
            Ok(()) => return Ok(()),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

/// Windows brings the program to the front by itself.
#[cfg(windows)]
fn open_default(what: impl AsRef<OsStr>, _token: Option<&str>) -> Result<(), String> {
    open::that_detached(what).map_err(|error| error.to_string())
}
