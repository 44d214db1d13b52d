//! File dialogs through rfd.

use std::path::PathBuf;

use rfd::{AsyncFileDialog, FileHandle};

use crate::app::Picked;
use crate::case::Surroundings;
use crate::ui::text;

use super::host::{FileWish, PickFuture};

/// What opens a file dialog on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Means {
    /// The system, or the desktop's portal.
    System,
    /// The program zenity, which takes one path instead of a folder and a name.
    Zenity,
    /// Nothing. rfd would answer as if the operator had cancelled.
    Nothing,
}

/// Opens the dialog. Where none can open, says so.
pub(super) fn pick(wish: FileWish, parent: Option<&eframe::Frame>) -> PickFuture {
    let means = means();
    if means == Means::Nothing {
        return Box::pin(std::future::ready(Picked::NoDialog));
    }
    let (kind, endings): (_, &[_]) = match &wish {
        FileWish::Export { format, .. } => (text::export_dialog::format(*format), &[format.ending()]),
        FileWish::Table { .. } => (text::files::TABLE_FILTER, &["csv", "tsv", "txt"]),
        FileWish::Picture { .. } => (text::files::PICTURE_FILTER, &["png", "jpg", "jpeg"]),
        FileWish::Open { .. } | FileWish::Save { .. } | FileWish::Folder { .. } => {
            (text::files::FILTER, &["ron"])
        }
    };
    let mut dialog = AsyncFileDialog::new().add_filter(kind, endings);
    if let Some(parent) = parent {
        dialog = dialog.set_parent(parent);
    }
    match wish {
        FileWish::Table { folder } => {
            let dialog = begin_in(dialog, means, folder, "").set_title(text::files::TABLE_TITLE);
            let opened = dialog.pick_file();
            Box::pin(async move { picked(opened.await) })
        }
        FileWish::Picture { folder } => {
            let dialog = begin_in(dialog, means, folder, "").set_title(text::files::PICTURE_TITLE);
            let opened = dialog.pick_file();
            Box::pin(async move { picked(opened.await) })
        }
        FileWish::Open { folder } => {
            let dialog = begin_in(dialog, means, folder, "").set_title(text::files::OPEN_TITLE);
            let opened = dialog.pick_file();
            Box::pin(async move { picked(opened.await) })
        }
        FileWish::Folder { folder } => {
            let dialog = begin_in(dialog, means, folder, "").set_title(text::files::FOLDER_TITLE);
            let chosen = dialog.pick_folder();
            Box::pin(async move { picked(chosen.await) })
        }
        FileWish::Save { folder, name } => {
            let dialog = begin_in(dialog, means, folder, &name).set_title(text::files::SAVE_TITLE);
            let saved = dialog.save_file();
            Box::pin(async move { picked(saved.await) })
        }
        FileWish::Export { folder, name, .. } => {
            let dialog = begin_in(dialog, means, folder, &name).set_title(text::export_dialog::TITLE);
            let saved = dialog.save_file();
            Box::pin(async move { picked(saved.await) })
        }
    }
}

/// Begins in a folder, or else where people keep their documents, with a name to suggest if there is one.
fn begin_in(dialog: AsyncFileDialog, means: Means, folder: Option<PathBuf>, name: &str) -> AsyncFileDialog {
    let folder = folder.or_else(|| Surroundings::live().documents_folder());
    if means == Means::Zenity {
        // Joined with an empty name, the path ends in a slash: a folder.
        let path = folder.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
        return dialog.set_file_name(path.display().to_string());
    }
    let dialog = match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    };
    if name.is_empty() { dialog } else { dialog.set_file_name(name) }
}

fn picked(file: Option<FileHandle>) -> Picked {
    file.map_or(Picked::Cancelled, |file| Picked::Path(file.path().to_owned()))
}

/// On Linux a dialog needs a desktop portal on the session bus, or zenity.
#[cfg(all(unix, not(target_os = "macos")))]
fn means() -> Means {
    let portals = ["/usr/libexec/xdg-desktop-portal", "/usr/lib/xdg-desktop-portal"];
    let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    if bus && portals.iter().any(|portal| std::path::Path::new(portal).is_file()) {
        return Means::System;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file()) {
        Means::Zenity
    } else {
        Means::Nothing
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn means() -> Means {
    // Only named here, so that no system warns of a variant that it never makes.
    const _: [Means; 2] = [Means::Zenity, Means::Nothing];
    Means::System
}
