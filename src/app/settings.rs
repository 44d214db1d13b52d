//! What is remembered between starts, in our own file: window size, last folder, theme.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::case::{Places, write_whole};

use super::opening::OpeningSettings;

/// A settings file larger than this is not ours.
const LARGEST_FILE: u64 = 1024 * 1024;

/// What is remembered between starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The version of this file's layout.
    pub version: u32,
    /// Light, dark, or as the system is.
    pub theme: Theme,
    /// The window's width and height in points.
    pub window: Option<(f32, f32)>,
    /// The folder of the last note.
    pub last_folder: Option<PathBuf>,
    /// Whether own closed cases say how probable causes are.
    pub own_cases: OwnCases,
    /// The folder of the notes, if the operator wants another than the usual one.
    pub notes_folder: Option<PathBuf>,
    /// The operator's name, for what they write and for others who open the same note.
    pub name: String,
    /// The operator's own phrases for the timeline.
    pub phrases: Vec<String>,
    /// How pages are opened, and what is handed to the staff.
    pub opening: OpeningSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: 1,
            theme: Theme::System,
            window: None,
            last_folder: None,
            notes_folder: None,
            own_cases: OwnCases::Learn,
            name: String::new(),
            phrases: Vec::new(),
            opening: OpeningSettings::default(),
        }
    }
}

/// Whether own closed cases say how probable causes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OwnCases {
    /// They do.
    #[default]
    Learn,
    /// They are left aside.
    Ignore,
}

/// Light, dark, or as the system is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Settings that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The settings cannot be put into words.
    #[error("{path}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// Where the settings are kept; see [`Places`].
pub fn default_path() -> Option<PathBuf> {
    Places::live().map(|places| places.settings)
}

/// Reads the settings; the defaults where there are none yet, or none that can be read. They hold nothing that
/// an operator would miss.
pub fn load(path: &Path) -> Settings {
    let small = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST_FILE);
    let text = if small { fs::read_to_string(path).ok() } else { None };
    text.and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
}

/// Writes the settings, so that after a crash the old or the new ones are there, whole.
pub fn save(settings: &Settings, path: &Path) -> Result<(), SettingsError> {
    let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default())
        .map_err(|error| SettingsError::Format { path: path.to_owned(), reason: error.to_string() })?;
    write_whole(path, text.as_bytes()).map_err(|source| SettingsError::Io { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/settings.ron");
        let settings = Settings {
            theme: Theme::Dark,
            window: Some((1280.0, 800.0)),
            last_folder: Some(PathBuf::from("/事例")),
            ..Settings::default()
        };
        save(&settings, &path).unwrap();
        assert_eq!(load(&path), settings);
    }

    #[test]
    fn a_missing_broken_or_foreign_file_gives_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        assert_eq!(load(&path), Settings::default());
        assert_eq!(load(folder.path()), Settings::default());
        fs::write(&path, b"(theme: Purple)\xff").unwrap();
        assert_eq!(load(&path), Settings::default());
        fs::write(&path, "(theme: Dark, something_newer: 3)").unwrap();
        assert_eq!(load(&path).theme, Theme::Dark);
    }
}
