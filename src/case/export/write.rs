//! The file of an export. To be called from a worker thread.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use crate::case::disk::RealDisk;
use crate::case::replace::{folder_of, follow_links};
use crate::case::{Case, suggest_file_name, write_whole};
use crate::ui::text::export as words;

use super::{Audience, Format};

/// Characters of a note's own name before that of a paper: both together stay below the 255 bytes of a file's name.
const LONGEST_STEM: usize = 40;

/// What may happen to a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Stays,
    /// It is replaced: the operator was asked.
    Replaced,
}

/// Why nothing was written. What was there is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Another file is there, and nobody was asked about it.
    #[error("a file is there already: {}", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The path names no file, or something that is none.
    #[error("not a file: {}", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("there is no such folder: {}", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("the file cannot be written: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes an export as a whole or not at all.
pub fn write(path: &Path, text: &str, existing: Existing) -> Result<(), WriteError> {
    let target = follow_links(&RealDisk, path);
    let named = || path.to_owned();
    if target.file_name().is_none() {
        return Err(WriteError::NotAFile { path: named() });
    }
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(WriteError::NoFolder { path: folder.to_owned() });
    }
    match fs::symlink_metadata(&target) {
        Ok(found) if !found.is_file() => return Err(WriteError::NotAFile { path: named() }),
        Ok(_) if existing == Existing::Stays => return Err(WriteError::Exists { path: named() }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(WriteError::Io { path: named(), source }),
    }
    write_whole(&target, text.as_bytes()).map_err(|source| WriteError::Io { path: named(), source })
}

/// A name for the file of an exported note: that of the note, for whom, and the ending of the format.
pub fn suggest_name(case: &Case, format: Format, audience: Audience, now: &Zoned) -> String {
    // For people outside, the names of persons in the title would tell what the text does not.
    let stem = match audience {
        Audience::Inside => suggest_file_name(case, now),
        Audience::Outside => {
            let mask = super::mask::Mask::of(audience, std::iter::once(case));
            let masked = Case { title: mask.text(&case.title), shop: mask.text(&case.shop), ..case.clone() };
            suggest_file_name(&masked, now)
        }
    };
    let stem = stem.strip_suffix(".case.ron").unwrap_or(&stem);
    format!("{stem}_{}.{}", words::audience(audience), format.ending())
}

/// A name for the file of a paper that is made of a note: that of the note with the paper's name behind it.
pub fn suggest_paper_name(
    case: &Case,
    paper: &str,
    format: Format,
    audience: Audience,
    now: &Zoned,
) -> String {
    let name = suggest_name(case, format, audience, now);
    let end = format!("_{}.{}", words::audience(audience), format.ending());
    let stem: String = name.strip_suffix(&end).unwrap_or(&name).chars().take(LONGEST_STEM).collect();
    format!("{}_{paper}{end}", stem.trim_end())
}

/// A name for the file of a list of notes: the day, what it is, for whom.
pub fn suggest_list_name(audience: Audience, now: &Zoned) -> String {
    let day = now.strftime("%Y-%m-%d");
    format!("{day}_{}_{}.{}", words::LIST_NAME, words::audience(audience), Format::Csv.ending())
}
