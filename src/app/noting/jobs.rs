//! What is done with pictures on a thread of its own: reading, painting over, writing, making them small.

use std::path::Path;
use std::sync::Arc;

use egui::{ColorImage, TextureOptions};

use super::command::{Attaching, PictureEffect, PictureEvent, PictureSource, Seen};
use super::state::Texture;
use crate::case::{
    Attachment, AttachmentError, Picture, attachment_path, attachments_folder, copy_attachments,
    new_attachment, read_attachment, read_picture, write_attachment,
};
use crate::platform::Host;
use crate::ui::text::errors::Sentence;
use crate::ui::text::pictures;

/// The longest side of a preview in the note, in pixels: sharp on a screen with two pixels a point.
const PREVIEW: u32 = 320;
/// The same where a picture is looked at and painted over. Every graphics card takes textures of this size.
const LARGE: u32 = 1_800;

/// What is reported if the work itself breaks off.
pub(in crate::app) fn broken_off(effect: &PictureEffect) -> PictureEvent {
    let sentence = pictures::broken_off();
    match effect {
        PictureEffect::Read(source) => PictureEvent::Read(source.clone(), Err(sentence)),
        PictureEffect::Preview { attachment, .. } => PictureEvent::Previewed(attachment.id.clone(), None),
        PictureEffect::Attach(_) => PictureEvent::Attached(Err(sentence)),
        PictureEffect::Trash { .. } | PictureEffect::Copy { .. } => PictureEvent::Failed(sentence),
    }
}

/// Does what is asked.
pub(in crate::app) fn carry_out(
    effect: PictureEffect,
    host: &dyn Host,
    context: &egui::Context,
) -> PictureEvent {
    match effect {
        PictureEffect::Read(source) => {
            let seen = read(&source).map(|picture| {
                let shown = texture(&picture, LARGE, context);
                Seen { picture: Arc::new(picture), shown }
            });
            PictureEvent::Read(source, seen)
        }
        PictureEffect::Preview { note, attachment } => {
            let picture = read_attachment(&note, &attachment.file);
            let shown = picture.ok().map(|picture| texture(&picture, PREVIEW, context));
            PictureEvent::Previewed(attachment.id, shown)
        }
        PictureEffect::Attach(attaching) => {
            let attached = attach(&attaching).map(|(attachment, picture)| {
                let shown = texture(&picture, PREVIEW, context);
                (attachment, shown)
            });
            PictureEvent::Attached(attached.map_err(|error| pictures::error(&error)))
        }
        PictureEffect::Trash { note, file } => trash(&note, &file, host),
        PictureEffect::Copy { from, to, files } => match copy_attachments(&from, &to, &files) {
            Ok(()) => PictureEvent::Done,
            Err(error) => PictureEvent::Failed(pictures::not_copied(&error, &attachments_folder(&from))),
        },
    }
}

/// A name that leads elsewhere was never ours, and a file that is gone needs no bin.
fn trash(note: &Path, file: &str, host: &dyn Host) -> PictureEvent {
    let Some(path) = attachment_path(note, file).ok().filter(|path| path.is_file()) else {
        return PictureEvent::Done;
    };
    match host.trash(&path) {
        Ok(()) => PictureEvent::Done,
        Err(error) => {
            log::warn!("{} cannot be put into the bin: {error}", path.display());
            PictureEvent::Failed(pictures::not_trashed(&path))
        }
    }
}

fn read(source: &PictureSource) -> Result<Picture, Sentence> {
    match source {
        PictureSource::File(path) => read_picture(path).map_err(|error| pictures::error(&error)),
        PictureSource::Attached { note, attachment } => {
            read_attachment(note, &attachment.file).map_err(|error| pictures::error(&error))
        }
        PictureSource::Pasted(image) => {
            let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or(u32::MAX));
            let rgba = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
            Picture::from_rgba(width, height, rgba).map_err(|error| pictures::pasted(&error))
        }
    }
}

/// Paints over first: nothing else is ever written.
fn attach(attaching: &Attaching) -> Result<(Attachment, Picture), AttachmentError> {
    let picture = attaching.picture.masked(&attaching.masks);
    let attachment = match &attaching.replaces {
        Some(before) => Attachment { caption: attaching.caption.clone(), ..before.clone() },
        None => new_attachment(&attaching.case, &picture, &attaching.caption, &attaching.at),
    };
    write_attachment(&attaching.note, &attachment.file, &picture)?;
    Ok((attachment, picture))
}

fn texture(picture: &Picture, longest: u32, context: &egui::Context) -> Texture {
    let preview = picture.preview(longest);
    let side = |side: u32| usize::try_from(side).unwrap_or_default();
    let image = ColorImage::from_rgb([side(preview.width), side(preview.height)], &preview.rgb);
    Texture(context.load_texture("picture", image, TextureOptions::LINEAR))
}
