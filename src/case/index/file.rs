//! One file of the folder, as far as a list knows it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::case::disk::RealDisk;
use crate::case::rescue::is_named_as;
use crate::case::store::{read, text};
use crate::case::{CURRENT_VERSION, Case, LoadError, parse};

use super::folder::Stamp;
use super::skim::{Part, Present, Skim, skim};
use super::summary::Summary;
use super::texts::Text;

/// A file that is a note, or was taken for one.
#[derive(Debug)]
pub struct NoteFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it was when it was read.
    pub stamp: Stamp,
    /// What is in it.
    pub content: Content,
    /// Its text, once it was needed.
    text: OnceLock<Text>,
}

/// What is in a file.
#[derive(Debug)]
pub enum Content {
    /// A note.
    Note(Summary),
    /// A note of a newer program, as far as it is understood here.
    Newer(Summary),
    /// A note that cannot be read.
    Unreadable(LoadError),
}

impl NoteFile {
    pub(super) fn new(path: PathBuf, stamp: Stamp, content: Content) -> Self {
        Self { path, stamp, content, text: OnceLock::new() }
    }

    /// Reads a file. None if it is something else than a note.
    pub(super) fn read(path: &Path, stamp: Stamp) -> Option<Self> {
        let content = match with_skim(path, Summary::of_skim) {
            Ok(summary) if summary.version > CURRENT_VERSION => Content::Newer(summary),
            Ok(summary) => Content::Note(summary),
            Err(LoadError::Missing { .. }) => return None,
            // Under the name of a note it was one; under another it is somebody else's.
            Err(LoadError::NotACase { .. } | LoadError::NotText { .. }) if !is_named_as::<Case>(path) => {
                return None;
            }
            Err(error) => Content::Unreadable(error),
        };
        Some(Self::new(path.to_owned(), stamp, content))
    }

    /// The note in brief, if it can be read.
    pub fn summary(&self) -> Option<&Summary> {
        match &self.content {
            Content::Note(summary) | Content::Newer(summary) => Some(summary),
            Content::Unreadable(_) => None,
        }
    }

    /// Its text, folded. It is read again for that, and only once: most lists are looked at without a search. Of a file
    /// that cannot be read, the name is all there is.
    pub(super) fn text(&self) -> &Text {
        self.text.get_or_init(|| {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            let all = |skim: &Skim<'_>| Text::new(texts(skim).chain([&*name]));
            let read = self.summary().and_then(|_| with_skim(&self.path, all).ok());
            read.unwrap_or_else(|| Text::new([&*name].into_iter()))
        })
    }

    /// Whether its text was read.
    pub(super) fn has_text(&self) -> bool {
        self.text.get().is_some()
    }
}

fn texts<'s>(skim: &'s Skim<'_>) -> impl Iterator<Item = &'s str> {
    skim.pieces().into_iter().map(|(_, text): (Part, &str)| text)
}

/// Reads a file as a note and hands it to `take`. The error is that of the true loader.
pub(super) fn with_skim<T>(path: &Path, take: impl FnOnce(&Skim<'_>) -> T) -> Result<T, LoadError> {
    let (bytes, _) = read(&RealDisk, path)?;
    let Ok(text) = text(&bytes) else {
        return parse(&bytes, path).and_then(|_| Err(LoadError::NotText { path: path.to_owned() }));
    };
    match skim(&text) {
        // Other RON files have a version, too, and none of them an id like a note's but the access ledger.
        Ok(skim) if skim.id.is_empty() || skim.logins == Present::Yes => {
            parse(&bytes, path).map(|_| take(&skim))
        }
        Ok(skim) => Ok(take(&skim)),
        Err(error) => {
            let (line, column) = (error.span.end.line, error.span.end.col);
            let damaged =
                LoadError::Damaged { path: path.to_owned(), line, column, source: Some(Box::new(error)) };
            parse(&bytes, path).and_then(|_| Err(damaged))
        }
    }
}
