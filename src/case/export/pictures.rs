//! The pictures of a note, read for an export. To be called from a worker thread.

use std::path::Path;
use std::sync::Arc;

use crate::case::{Attachment, AttachmentError, PictureError, PictureKind, attachment_path, read_picture};

/// All pictures of a page together, in bytes: a larger page opens in no mail program.
const MOST_BYTES_IN_ALL: usize = 40 * 1024 * 1024;

/// A picture of the note.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The id of its attachment.
    pub id: String,
    /// The picture itself, or why it is not there.
    pub state: PictureState,
}

/// The picture itself, or why it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureState {
    /// It was read.
    Loaded {
        /// `image/png` or `image/jpeg`.
        mime: &'static str,
        /// The file, written anew: nothing but the pixels, above all no place and no name that a camera put into it.
        bytes: Arc<Vec<u8>>,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Its file is not there.
    Missing,
    /// It is larger than what is put into a page, or all together are.
    TooBig,
    /// Its file is no picture that can be read.
    Unreadable,
}

/// Reads the pictures that belong to the note at a path.
pub fn load(note: &Path, attachments: &[Attachment]) -> Vec<Picture> {
    let mut left = MOST_BYTES_IN_ALL;
    let load = |attachment: &Attachment| {
        let mut state = read(note, &attachment.file).unwrap_or_else(|error| refused(&error));
        if let PictureState::Loaded { bytes, .. } = &state {
            match left.checked_sub(bytes.len()) {
                Some(rest) => left = rest,
                None => state = PictureState::TooBig,
            }
        }
        Picture { id: attachment.id.clone(), state }
    };
    attachments.iter().map(load).collect()
}

fn read(note: &Path, name: &str) -> Result<PictureState, AttachmentError> {
    let path = attachment_path(note, name)?;
    // A link in a shared folder must not put another picture of this machine into a page that is sent away.
    if path.is_symlink() {
        return Ok(PictureState::Unreadable);
    }
    let picture = read_picture(&path)?;
    let mime = match picture.kind() {
        PictureKind::Png => "image/png",
        PictureKind::Jpeg => "image/jpeg",
    };
    let (width, height) = picture.size();
    let bytes = picture.encode().map_err(|source| AttachmentError::Picture { path, source })?;
    Ok(PictureState::Loaded { mime, bytes: Arc::new(bytes), width, height })
}

fn refused(error: &AttachmentError) -> PictureState {
    match error {
        AttachmentError::Missing { .. } | AttachmentError::Name { .. } => PictureState::Missing,
        AttachmentError::Picture { source: PictureError::TooBig { .. }, .. } => PictureState::TooBig,
        _ => PictureState::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Cursor;

    use image::ImageFormat;

    use super::*;
    use crate::case::attachments_folder;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::DynamicImage::new_rgb8(6, 4).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn states(note: &Path, names: &[&str]) -> Vec<PictureState> {
        let attachment = |name: &&str| Attachment { file: (*name).to_owned(), ..Attachment::default() };
        let attachments: Vec<Attachment> = names.iter().map(attachment).collect();
        load(note, &attachments).into_iter().map(|picture| picture.state).collect()
    }

    #[test]
    fn pictures_are_told_by_their_content() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("朝の件.case.ron");
        let beside = attachments_folder(&note);
        fs::create_dir(&beside).unwrap();
        fs::write(beside.join("a.png"), picture(ImageFormat::Png)).unwrap();
        fs::write(beside.join("画面.png"), picture(ImageFormat::Jpeg)).unwrap();
        fs::write(beside.join("c.png"), "<svg onload='alert(1)'/>").unwrap();
        let found = states(&note, &["a.png", "画面.png", "c.png", "d.png"]);
        assert!(matches!(&found[0], PictureState::Loaded { mime: "image/png", width: 6, height: 4, .. }));
        assert!(matches!(&found[1], PictureState::Loaded { mime: "image/jpeg", .. }));
        assert_eq!(found[2..], [PictureState::Unreadable, PictureState::Missing]);
    }

    #[test]
    fn nothing_outside_the_folder_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret.png");
        fs::write(&secret, picture(ImageFormat::Png)).unwrap();
        let note = folder.path().join("a.case.ron");
        let beside = attachments_folder(&note);
        fs::create_dir(&beside).unwrap();
        let absolute = secret.display().to_string();
        let names = ["../secret.png", "..", ".", "", "./secret.png", "a/../../secret.png", &absolute];
        assert!(states(&note, &names).iter().all(|state| *state == PictureState::Missing));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&secret, beside.join("link.png")).unwrap();
            assert_eq!(states(&note, &["link.png"]), [PictureState::Unreadable]);
        }
    }
}
