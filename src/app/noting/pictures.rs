//! Pictures: looked at and painted over first, then put beside the note.
//!
//! Nothing of a picture is written before the operator says so, and what is painted over is gone before anything is. A
//! note that is not saved yet has no place for pictures: it is saved first.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::command::{Attaching, MaskEdit, PictureCommand, PictureEffect, PictureEvent, PictureSource, Seen};
use super::state::{EditStage, PictureEdit, PreviewState, Reader, Texture};
use crate::app::change::{toast, touched};
use crate::app::command::{Command, Effect};
use crate::app::files;
use crate::app::keeping::may_change;
use crate::app::state::{Dialog, State};
use crate::case::{Attachment, EntryKind, Mask};
use crate::ui::text;

pub(super) fn apply(state: &mut State, command: PictureCommand, now: Timestamp) -> Vec<Effect> {
    // Beside a note that is only looked at, no file comes or goes.
    if !may_change(state) && !matches!(command, PictureCommand::Preview(_) | PictureCommand::Close) {
        toast(state, now, text::keeping::ONLY_TO_READ);
        return Vec::new();
    }
    match command {
        PictureCommand::Choose => return choose(state),
        PictureCommand::Paste(image) => return read(state, PictureSource::Pasted(image)),
        PictureCommand::Drop(files) => {
            state.noting.pictures.waiting.extend(files);
            return next(state);
        }
        PictureCommand::Open(id) => return open(state, &id),
        PictureCommand::Preview(id) => return preview(state, &id),
        PictureCommand::Caption(id, caption) => {
            if let Some(attachment) = state.case.attachments.iter_mut().find(|known| known.id == id) {
                attachment.caption = caption;
                touched(state, now);
            }
        }
        PictureCommand::Remove(id) => return remove(state, &id, now),
        PictureCommand::Mask(edit) => mask(state, edit),
        PictureCommand::TypeCaption(caption) => {
            if let Some(edit) = &mut state.noting.pictures.edit {
                edit.caption = caption;
            }
        }
        PictureCommand::Attach => return attach(state, now),
        PictureCommand::Close => {
            state.noting.pictures.edit = None;
            return next(state);
        }
    }
    Vec::new()
}

pub(in crate::app) fn report(state: &mut State, event: PictureEvent, now: Timestamp) -> Vec<Effect> {
    match event {
        PictureEvent::Read(source, result) => {
            state.noting.pictures.reading = Reader::Idle;
            match result {
                Ok(seen) => show(state, source, seen),
                Err(sentence) => return failed(state, sentence),
            }
        }
        PictureEvent::Previewed(id, shown) => {
            let known = shown.map_or(PreviewState::Missing, PreviewState::Ready);
            state.noting.pictures.know(&id, known);
        }
        PictureEvent::Attached(Ok((attachment, shown))) => return attached(state, attachment, shown, now),
        PictureEvent::Attached(Err(sentence)) => {
            if let Some(edit) = &mut state.noting.pictures.edit {
                edit.stage = EditStage::Open;
            }
            state.dialog = Some(Dialog::Failed(sentence));
        }
        PictureEvent::Done => state.noting.pictures.look_again(),
        PictureEvent::Failed(sentence) => state.dialog = Some(Dialog::Failed(sentence)),
    }
    Vec::new()
}

/// The note is kept here now; before, it was elsewhere or nowhere.
pub(in crate::app) fn saved(state: &mut State, before: Option<&Path>, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let (Some(from), Some(to)) = (before, state.path.clone())
        && from != to
        && !state.case.attachments.is_empty()
    {
        let files = state.case.attachments.iter().map(|attachment| attachment.file.clone()).collect();
        effects.push(Effect::Picture(PictureEffect::Copy { from: from.to_owned(), to, files }));
    }
    state.noting.pictures.look_again();
    let waits = |edit: &PictureEdit| edit.stage == EditStage::WhenSaved;
    if state.noting.pictures.edit.as_ref().is_some_and(waits) {
        effects.extend(attach(state, now));
    }
    effects
}

/// Reads a picture that the operator chose, unless another one is looked at: then it waits.
pub(in crate::app) fn read_picture(state: &mut State, path: PathBuf) -> Vec<Effect> {
    state.noting.pictures.waiting.push_back(path);
    next(state)
}

fn choose(state: &mut State) -> Vec<Effect> {
    if state.picking {
        return Vec::new();
    }
    state.picking = true;
    vec![Effect::PickPicture { folder: files::start_folder(state) }]
}

fn next(state: &mut State) -> Vec<Effect> {
    let pictures = &mut state.noting.pictures;
    if pictures.edit.is_some() || pictures.reading == Reader::Busy {
        return Vec::new();
    }
    match pictures.waiting.pop_front() {
        Some(path) => read(state, PictureSource::File(path)),
        None => Vec::new(),
    }
}

fn read(state: &mut State, source: PictureSource) -> Vec<Effect> {
    let pictures = &mut state.noting.pictures;
    if pictures.edit.is_some() || pictures.reading == Reader::Busy {
        return Vec::new();
    }
    pictures.reading = Reader::Busy;
    vec![Effect::Picture(PictureEffect::Read(source))]
}

fn show(state: &mut State, source: PictureSource, seen: Seen) {
    let attached = match source {
        PictureSource::Attached { attachment, .. } => Some(attachment),
        PictureSource::File(_) | PictureSource::Pasted(_) => None,
    };
    // Another note may have been opened meanwhile.
    let is_here =
        |attachment: &Attachment| state.case.attachments.iter().any(|known| known.id == attachment.id);
    if attached.as_ref().is_none_or(is_here) {
        state.noting.pictures.edit = Some(PictureEdit::new(seen.picture, seen.shown, attached));
    }
}

fn failed(state: &mut State, sentence: text::errors::Sentence) -> Vec<Effect> {
    state.dialog = Some(Dialog::Failed(sentence));
    next(state)
}

fn find(state: &State, id: &str) -> Option<(PathBuf, Attachment)> {
    let attachment = state.case.attachments.iter().find(|attachment| attachment.id == id)?;
    Some((state.path.clone()?, attachment.clone()))
}

fn open(state: &mut State, id: &str) -> Vec<Effect> {
    match find(state, id) {
        Some((note, attachment)) => read(state, PictureSource::Attached { note, attachment }),
        None => Vec::new(),
    }
}

fn preview(state: &mut State, id: &str) -> Vec<Effect> {
    if state.noting.pictures.preview(id).is_some() {
        return Vec::new();
    }
    match find(state, id) {
        Some((note, attachment)) => {
            state.noting.pictures.know(id, PreviewState::Asked);
            vec![Effect::Picture(PictureEffect::Preview { note, attachment })]
        }
        None => {
            state.noting.pictures.know(id, PreviewState::Missing);
            Vec::new()
        }
    }
}

fn remove(state: &mut State, id: &str, now: Timestamp) -> Vec<Effect> {
    let found = find(state, id);
    let Some(index) = state.case.attachments.iter().position(|attachment| attachment.id == id) else {
        return Vec::new();
    };
    let removed = state.case.attachments.remove(index);
    state.noting.pictures.forget(id);
    state.case.log(now, EntryKind::Attached, text::pictures::removed(&removed));
    touched(state, now);
    let trash = |(note, attachment): (PathBuf, Attachment)| {
        Effect::Picture(PictureEffect::Trash { note, file: attachment.file })
    };
    found.map(trash).into_iter().collect()
}

fn mask(state: &mut State, change: MaskEdit) {
    let Some(edit) = &mut state.noting.pictures.edit else { return };
    let size = edit.picture.size();
    let mut masks = edit.masks.clone();
    match change {
        MaskEdit::Add(mask) => {
            masks.push(mask.within(size));
            let selected = masks.len() - 1;
            edit.change(masks, Some(selected));
        }
        MaskEdit::AddInTheMiddle => {
            let (width, height) = (size.0 / 4, size.1 / 8);
            let (left, top) = ((size.0 - width) / 2, (size.1 - height) / 2);
            masks.push(Mask { left, top, width, height }.within(size));
            let selected = masks.len() - 1;
            edit.change(masks, Some(selected));
        }
        MaskEdit::Change(index, mask) => {
            if let Some(place) = masks.get_mut(index) {
                *place = mask.within(size);
                edit.change(masks, Some(index));
            }
        }
        MaskEdit::Remove(index) => {
            if index < masks.len() {
                masks.remove(index);
                edit.change(masks, None);
            }
        }
        MaskEdit::Select(selected) => edit.selected = selected.filter(|index| *index < masks.len()),
        MaskEdit::Undo => edit.undo(),
        MaskEdit::Redo => edit.redo(),
    }
}

fn attach(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let at = now.to_zoned(state.zone.clone());
    let Some(edit) = &mut state.noting.pictures.edit else { return Vec::new() };
    if edit.stage == EditStage::Writing {
        return Vec::new();
    }
    let Some(note) = state.path.clone() else {
        edit.stage = EditStage::WhenSaved;
        return files::apply(state, Command::Save, now);
    };
    edit.stage = EditStage::Writing;
    let attaching = Attaching {
        case: state.case.clone(),
        note,
        picture: edit.picture.clone(),
        masks: edit.masks.clone(),
        caption: edit.caption.trim().to_owned(),
        replaces: edit.attached.clone(),
        at,
    };
    vec![Effect::Picture(PictureEffect::Attach(Box::new(attaching)))]
}

fn attached(state: &mut State, attachment: Attachment, shown: Texture, now: Timestamp) -> Vec<Effect> {
    let was_open = state.noting.pictures.edit.take().is_some_and(|edit| edit.stage == EditStage::Writing);
    state.noting.pictures.know(&attachment.id, PreviewState::Ready(shown));
    match state.case.attachments.iter_mut().find(|known| known.id == attachment.id) {
        Some(known) => {
            let entry = text::pictures::masked(&attachment);
            *known = attachment;
            state.case.log(now, EntryKind::Attached, entry);
        }
        // Another note was opened while this one's picture was written: its file stays, and says nothing there.
        None if !was_open => return Vec::new(),
        None => {
            state.case.log(now, EntryKind::Attached, text::pictures::attached(&attachment));
            state.case.attachments.push(attachment);
        }
    }
    touched(state, now);
    next(state)
}
