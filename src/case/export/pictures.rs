//! The pictures of a note, read for an export. To be called from a worker thread.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Cursor, Read as _};
use std::path::{Component, Path};
use std::sync::Arc;

use image::{ImageFormat, ImageReader, Limits};

use crate::case::Attachment;

/// A picture file larger than this is left out.
const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// All pictures of a page together: a larger page opens in no mail program.
const MOST_BYTES_IN_ALL: usize = 40 * 1024 * 1024;
/// A picture wider or higher than this, in pixels, is none of a screen.
const MOST_PIXELS: u32 = 12_000;
/// The most memory that a picture may take while it is read, in bytes: a small file can claim to be huge.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

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

/// Reads the pictures of a note from the folder of its attachments.
pub fn load(folder: &Path, attachments: &[Attachment]) -> Vec<Picture> {
    let mut left = MOST_BYTES_IN_ALL;
    let load = |attachment: &Attachment| {
        let mut state = read(folder, &attachment.file);
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

fn read(folder: &Path, name: &str) -> PictureState {
    if !is_bare_name(name) {
        return PictureState::Missing;
    }
    let path = folder.join(name);
    // The link itself is looked at, not where it leads: a shared folder must not make us show other files.
    let Ok(found) = fs::symlink_metadata(&path) else { return PictureState::Missing };
    if !found.is_file() {
        return PictureState::Unreadable;
    }
    if found.len() > MOST_BYTES {
        return PictureState::TooBig;
    }
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes));
    if read.is_err() {
        return PictureState::Unreadable;
    }
    anew(&bytes).unwrap_or(PictureState::Unreadable)
}

/// A name without any folder, as the note has it.
fn is_bare_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let first = parts.next();
    parts.next().is_none()
        && matches!(first, Some(Component::Normal(part)) if part == OsStr::new(name))
        && !name.contains(['/', '\\', ':'])
}

/// The picture decoded and written again.
fn anew(bytes: &[u8]) -> Option<PictureState> {
    let (format, mime) = match image::guess_format(bytes).ok()? {
        ImageFormat::Png => (ImageFormat::Png, "image/png"),
        ImageFormat::Jpeg => (ImageFormat::Jpeg, "image/jpeg"),
        _ => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let mut written = Vec::new();
    picture.write_to(&mut Cursor::new(&mut written), format).ok()?;
    let (width, height) = (picture.width(), picture.height());
    Some(PictureState::Loaded { mime, bytes: Arc::new(written), width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::DynamicImage::new_rgb8(6, 4).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn states(folder: &Path, names: &[&str]) -> Vec<PictureState> {
        let attachment = |name: &&str| Attachment { file: (*name).to_owned(), ..Attachment::default() };
        let attachments: Vec<Attachment> = names.iter().map(attachment).collect();
        load(folder, &attachments).into_iter().map(|picture| picture.state).collect()
    }

    #[test]
    fn pictures_are_told_by_their_content() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.png"), picture(ImageFormat::Png)).unwrap();
        fs::write(folder.path().join("画面.png"), picture(ImageFormat::Jpeg)).unwrap();
        fs::write(folder.path().join("c.png"), "<svg onload='alert(1)'/>").unwrap();
        let found = states(folder.path(), &["a.png", "画面.png", "c.png", "d.png"]);
        assert!(matches!(&found[0], PictureState::Loaded { mime: "image/png", width: 6, height: 4, .. }));
        assert!(matches!(&found[1], PictureState::Loaded { mime: "image/jpeg", .. }));
        assert_eq!(found[2..], [PictureState::Unreadable, PictureState::Missing]);
    }

    #[test]
    fn nothing_outside_the_folder_is_shown() {
        let outside = tempfile::tempdir().unwrap();
        let secret = outside.path().join("secret.png");
        fs::write(&secret, picture(ImageFormat::Png)).unwrap();
        let folder = outside.path().join("note");
        fs::create_dir(&folder).unwrap();
        let absolute = secret.display().to_string();
        let names = ["../secret.png", "..", ".", "", "./secret.png", "a/../../secret.png", "C:secret.png", &absolute];
        assert!(states(&folder, &names).iter().all(|state| *state == PictureState::Missing));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&secret, folder.join("link.png")).unwrap();
            assert_eq!(states(&folder, &["link.png"]), [PictureState::Unreadable]);
        }
    }

    #[test]
    fn what_a_camera_wrote_into_a_picture_does_not_go_along() {
        let folder = tempfile::tempdir().unwrap();
        let mut jpeg = picture(ImageFormat::Jpeg);
        // A comment segment behind the start of the image.
        let comment = b"\xff\xfe\x00\x0dTokyo 35.68";
        jpeg.splice(2..2, comment.iter().copied());
        fs::write(folder.path().join("a.jpg"), &jpeg).unwrap();
        let PictureState::Loaded { bytes, .. } = &states(folder.path(), &["a.jpg"])[0] else { panic!() };
        assert!(!bytes.windows(5).any(|part| part == b"Tokyo"));
    }
}
