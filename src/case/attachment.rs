//! Pictures beside a note: where they are kept, under which names, and how they get there.
//!
//! A note `朝の件.case.ron` has its pictures in the folder `朝の件.添付` beside it. What lies there is always our own copy,
//! encoded anew: it holds the pixels that are shown and nothing else.

mod complete;
mod picture;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use unicode_normalization::UnicodeNormalization as _;

use super::identity::id_of;
use super::replace::{folder_of, write_whole};
use super::{Attachment, Case};

pub use picture::{Mask, PICTURE_MAX_BYTES, PICTURE_MAX_PIXELS, Picture, PictureError, PictureKind, Preview};

/// The longest name of a folder, in UTF-8 bytes, as most file systems take it.
const LONGEST_NAME: usize = 255;

/// A picture that cannot be brought into the folder of a note, or out of it.
#[derive(Debug, thiserror::Error)]
pub enum AttachmentError {
    /// Nothing is there.
    #[error("there is no such file: {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The note names a file that lies in no folder of ours.
    #[error("not the name of an attachment: {name}")]
    Name {
        /// The name in the note.
        name: String,
    },
    /// The system refuses to hand it out.
    #[error("the picture cannot be read: {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no picture that can be shown.
    #[error("{}: {source}", path.display())]
    Picture {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: PictureError,
    },
    /// The system refuses to write.
    #[error("the picture cannot be written: {}", path.display())]
    Write {
        /// The file that was to be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The folder of the attachments of a note, whether or not it exists. One whose name is written in another normal form
/// of Unicode, as a Mac may have made it, is found as well.
pub fn attachments_folder(note: &Path) -> PathBuf {
    let parent = folder_of(note);
    let name = folder_name(note);
    let plain = parent.join(&name);
    if plain.is_dir() {
        return plain;
    }
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let same = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().nfc().eq(name.nfc());
    entries.filter(same).map(|entry| entry.path()).find(|path| path.is_dir()).unwrap_or(plain)
}

/// Reads a picture from anywhere: what an operator chose or dropped.
pub fn read_picture(path: &Path) -> Result<Picture, AttachmentError> {
    let read = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => AttachmentError::Missing { path: path.to_owned() },
        _ => AttachmentError::Read { path: path.to_owned(), source },
    };
    let picture = |source| AttachmentError::Picture { path: path.to_owned(), source };
    let about = fs::metadata(path).map_err(read)?;
    if !about.is_file() {
        return Err(picture(PictureError::NoFile));
    }
    if about.len() > PICTURE_MAX_BYTES {
        return Err(picture(PictureError::TooBig { bytes: about.len() }));
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read.
    File::open(path)
        .and_then(|file| file.take(PICTURE_MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(read)?;
    Picture::read(&bytes).map_err(picture)
}

/// Reads a picture of a note.
pub fn read_attachment(note: &Path, file: &str) -> Result<Picture, AttachmentError> {
    read_picture(&attachment_path(note, file)?)
}

/// The path of a picture of a note. What a note of somebody else names must not lead out of its folder.
pub fn attachment_path(note: &Path, file: &str) -> Result<PathBuf, AttachmentError> {
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let is_bare = !file.is_empty()
        && !file.contains(forbidden)
        && !file.starts_with('.')
        && !file.ends_with([' ', '.']);
    if !is_bare {
        return Err(AttachmentError::Name { name: file.to_owned() });
    }
    Ok(attachments_folder(note).join(file))
}

/// What the note will say of a picture that is about to be written: a new id, and a name that tells when it was
/// attached and is unlike all others, also those that a colleague attaches at the same moment elsewhere.
pub fn new_attachment(case: &Case, picture: &Picture, caption: &str, now: &Zoned) -> Attachment {
    let (width, height) = picture.size();
    let at = now.timestamp();
    let taken = |id: &str| case.attachments.iter().any(|attachment| attachment.id == id);
    let id = id_of(at, &["attachment", &case.id, caption, &picture.fingerprint()], taken);
    let file = file_name(&id, picture.kind(), now);
    Attachment { id, file, caption: caption.to_owned(), width, height, at, ..Attachment::default() }
}

/// Writes a picture into the folder of a note: beside its place, synced, and then renamed. The picture whose place it
/// takes is gone then, without a backup: what was painted over must not be left anywhere.
pub fn write_attachment(note: &Path, file: &str, picture: &Picture) -> Result<(), AttachmentError> {
    let path = attachment_path(note, file)?;
    let bytes = picture.encode().map_err(|source| AttachmentError::Picture { path: path.clone(), source })?;
    write(&path, &bytes)
}

/// Copies pictures to the folder of a note that was saved in another place. Those that are missing stay missing.
pub fn copy_attachments(from: &Path, to: &Path, files: &[String]) -> Result<(), AttachmentError> {
    for file in files {
        let (source, target) = (attachment_path(from, file)?, attachment_path(to, file)?);
        if source == target || target.exists() || !source.is_file() {
            continue;
        }
        let bytes =
            fs::read(&source).map_err(|error| AttachmentError::Read { path: source, source: error })?;
        write(&target, &bytes)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), AttachmentError> {
    write_whole(path, bytes).map_err(|source| AttachmentError::Write { path: path.to_owned(), source })
}

fn file_name(id: &str, kind: PictureKind, now: &Zoned) -> String {
    // The end of an id is what keeps two of one moment apart.
    let short = id.get(8..).unwrap_or(id);
    format!("{}_{short}.{}", now.strftime("%Y-%m-%d_%H%M"), kind.ending())
}

/// The name of the note without its ending, and ours.
fn folder_name(note: &Path) -> String {
    let name = note.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_ascii_lowercase();
    let ending = [".case.ron", ".ron"].into_iter().find(|ending| lower.ends_with(ending)).unwrap_or("");
    let stem = name.get(..name.len() - ending.len()).unwrap_or(&name);
    let ours = format!(".{}", crate::ui::text::files::ATTACHMENTS);
    let mut end = stem.len().min(LONGEST_NAME - ours.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ours}", stem.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests;
