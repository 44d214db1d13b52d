//! Handing a note or a list of notes on: what is chosen in the dialog, the preview that a thread makes of it, the
//! clipboard and the file.

mod jobs;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::case::EntryKind;
use crate::case::export::{
    Audience, Existing, Format, Part, Wish, suggest_list_name, suggest_name, suggest_paper_name,
};
use crate::documents::papers::Paper;
use crate::ui::text;
use crate::ui::text::errors::Sentence;

use super::change::{toast, touched};
use super::command::{Effect, Picked};
use super::documents;
use super::files::start_folder;
use super::keeping::may_change;
use super::state::{Dialog, State};

pub use jobs::{KnowledgeRef, RenderJob, RenderOf, Rendered, diagnosis};
pub(super) use jobs::{render, rendered, write};

/// What is being handed on.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The open note, or a list.
    pub of: ExportOf,
    /// What is wanted.
    pub wish: Wish,
    /// What it looks like.
    pub preview: Preview,
    /// How far it is.
    pub stage: ExportStage,
    /// Counts the wishes, so that what was made of an earlier one is told.
    wanted: u64,
}

/// What is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportOf {
    /// The open note.
    Note,
    /// These notes, as a list.
    List(Arc<Vec<PathBuf>>),
    /// A paper that is made of the open note.
    Paper(Paper),
}

impl ExportOf {
    /// The note alone remembers that it was handed on: a list is of many.
    fn is_of_the_note(&self) -> bool {
        matches!(self, Self::Note | Self::Paper(_))
    }
}

/// What it looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// A thread is at work.
    Making,
    /// It is made.
    Ready(Arc<Rendered>),
}

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportStage {
    /// The operator chooses.
    Choosing,
    /// A file dialog is open.
    Picking,
    /// No file dialog can open on this machine: the place is typed.
    Typing(Typed),
    /// Another file is there.
    Exists(PathBuf),
    /// The file is being written.
    Writing,
    /// It is written.
    Written(PathBuf),
    /// It could not be written.
    Failed(Sentence),
}

/// A place, as far as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub String);

/// What the operator asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportCommand {
    /// Open the dialog.
    Begin(ExportOf),
    /// Choose a format.
    SetFormat(Format),
    /// Choose for whom it is.
    SetAudience(Audience),
    /// Take a part along, or leave it out.
    Toggle(Part),
    /// Put the text on the clipboard.
    Copy,
    /// Choose a file and write it.
    Save,
    /// The place as far as it is typed.
    Type(Typed),
    /// Write to the typed place.
    UseTyped,
    /// Replace the file that is there.
    Replace,
    /// Back to the choices.
    Back,
    /// Show the folder of the file.
    OpenFolder,
}

/// What `apply` asks of the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportEffect {
    /// Make the preview and the text.
    Render(Box<RenderJob>),
    /// Ask for a file.
    Pick {
        /// The folder to begin in.
        folder: Option<PathBuf>,
        /// The name to suggest.
        name: String,
        /// The format.
        format: Format,
    },
    /// Write a file.
    Write {
        /// Where.
        path: PathBuf,
        /// What.
        rendered: Arc<Rendered>,
        /// What may happen to a file that is there.
        existing: Existing,
    },
    /// Show a folder.
    OpenFolder(PathBuf),
}

/// What a job reports back.
#[derive(Debug)]
pub enum ExportEvent {
    /// The text is made of the wish with this number.
    Rendered(u64, Arc<Rendered>),
    /// The file dialog closed.
    Picked(Picked),
    /// The file was written.
    Written(PathBuf),
    /// Nothing was written: another file is there.
    Exists(PathBuf),
    /// It could not be written.
    Failed(Sentence),
    /// The folder cannot be shown.
    FolderFailed(Sentence),
}

pub(super) fn apply(state: &mut State, command: ExportCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        ExportCommand::Begin(of) => begin(state, of, now),
        ExportCommand::SetFormat(format) => change(state, now, |wish| wish.format = format),
        ExportCommand::SetAudience(audience) => change(state, now, |wish| {
            *wish = Wish::usual(wish.format, audience);
        }),
        ExportCommand::Toggle(part) => change(state, now, |wish| {
            if !wish.parts.remove(&part) {
                wish.parts.insert(part);
            }
        }),
        ExportCommand::Copy => copy(state, now),
        ExportCommand::Save => pick(state, now),
        ExportCommand::Type(typed) => set_stage(state, ExportStage::Typing(typed)),
        ExportCommand::UseTyped => use_typed(state),
        ExportCommand::Replace => match state.export.as_ref().map(|export| export.stage.clone()) {
            Some(ExportStage::Exists(path)) => write_to(state, path, Existing::Replaced),
            _ => Vec::new(),
        },
        ExportCommand::Back => set_stage(state, ExportStage::Choosing),
        ExportCommand::OpenFolder => match state.export.as_ref().map(|export| &export.stage) {
            Some(ExportStage::Written(path)) => {
                let folder = path.parent().map(PathBuf::from);
                folder.map(|folder| Effect::Export(ExportEffect::OpenFolder(folder))).into_iter().collect()
            }
            _ => Vec::new(),
        },
    }
}

pub(super) fn report(state: &mut State, event: ExportEvent, now: Timestamp) -> Vec<Effect> {
    match event {
        ExportEvent::Rendered(number, rendered) => {
            if let Some(export) = state.export.as_mut().filter(|export| export.wanted == number) {
                export.preview = Preview::Ready(rendered);
            }
            Vec::new()
        }
        ExportEvent::Picked(picked) => picked_path(state, picked, now),
        ExportEvent::Written(path) => written(state, path, now),
        ExportEvent::Exists(path) => set_stage(state, ExportStage::Exists(path)),
        ExportEvent::Failed(sentence) => set_stage(state, ExportStage::Failed(sentence)),
        ExportEvent::FolderFailed(sentence) => {
            state.dialog = Some(Dialog::Failed(sentence));
            Vec::new()
        }
    }
}

fn begin(state: &mut State, of: ExportOf, now: Timestamp) -> Vec<Effect> {
    // A file that is still being written keeps its place, so that its end is told.
    if state.export.as_ref().is_some_and(|export| export.stage == ExportStage::Writing) {
        state.dialog = Some(Dialog::Export);
        return Vec::new();
    }
    let (format, audience) = match &of {
        // Masked until somebody says that it stays in the house.
        ExportOf::Note => (Format::Text, Audience::default()),
        ExportOf::List(_) => (Format::Csv, Audience::default()),
        ExportOf::Paper(paper) => (Format::Text, state.documents.audience(*paper)),
    };
    let wish = Wish::usual(format, audience);
    let wanted = state.export.as_ref().map_or(0, |export| export.wanted);
    state.export = Some(Export { of, wish, preview: Preview::Making, stage: ExportStage::Choosing, wanted });
    state.dialog = Some(Dialog::Export);
    change(state, now, |_| {})
}

/// Changes the wish and has its text made.
fn change(state: &mut State, now: Timestamp, change: impl FnOnce(&mut Wish)) -> Vec<Effect> {
    let Some(export) = &mut state.export else { return Vec::new() };
    change(&mut export.wish);
    export.wanted += 1;
    export.preview = Preview::Making;
    export.stage = ExportStage::Choosing;
    let (number, of, wish) = (export.wanted, export.of.clone(), export.wish.clone());
    let job = render_job(state, number, &of, wish, now);
    vec![Effect::Export(ExportEffect::Render(Box::new(job)))]
}

/// What a thread needs to make a text.
pub(super) fn render_job(state: &State, number: u64, of: &ExportOf, wish: Wish, now: Timestamp) -> RenderJob {
    let diagnosis = || Box::new(diagnosis(&state.model, &state.assessment));
    let of = match of {
        ExportOf::Note => RenderOf::Note {
            case: Box::new(state.case.clone()),
            path: state.path.clone(),
            diagnosis: diagnosis(),
        },
        ExportOf::List(paths) => RenderOf::List(Arc::clone(paths)),
        ExportOf::Paper(paper) => RenderOf::Paper {
            paper: *paper,
            case: Box::new(state.case.clone()),
            diagnosis: diagnosis(),
            ranked: documents::ranked(state),
        },
    };
    let knowledge = KnowledgeRef(Arc::clone(&state.model));
    RenderJob { number, of, wish, knowledge, zone: state.zone.clone(), now }
}

fn copy(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let Some(Export { of, wish, preview: Preview::Ready(rendered), .. }) = &state.export else {
        return Vec::new();
    };
    let effect = Effect::Copy(rendered.to_copy.clone());
    let line = match of {
        ExportOf::Paper(paper) => text::documents::copied(*paper, wish.audience),
        ExportOf::Note | ExportOf::List(_) => text::export_dialog::copied(wish.format, wish.audience),
    };
    let of_note = of.is_of_the_note();
    toast(state, now, text::toasts::COPIED);
    if of_note {
        log(state, line, now);
    }
    vec![effect]
}

fn pick(state: &mut State, now: Timestamp) -> Vec<Effect> {
    if state.picking {
        return Vec::new();
    }
    let Some(Export { of, wish, preview: Preview::Ready(_), .. }) = &state.export else {
        return Vec::new();
    };
    let name = name_of(state, of, wish, now);
    let effect = ExportEffect::Pick { folder: start_folder(state), name, format: wish.format };
    state.picking = true;
    set_stage(state, ExportStage::Picking);
    vec![Effect::Export(effect)]
}

/// The name to suggest for the file.
fn name_of(state: &State, of: &ExportOf, wish: &Wish, now: Timestamp) -> String {
    let today = now.to_zoned(state.zone.clone());
    match of {
        ExportOf::Note => suggest_name(&state.case, wish.format, wish.audience, &today),
        ExportOf::List(_) => suggest_list_name(wish.audience, &today),
        ExportOf::Paper(paper) => {
            let name = text::papers::file_name(*paper);
            suggest_paper_name(&state.case, name, wish.format, wish.audience, &today)
        }
    }
}

fn picked_path(state: &mut State, picked: Picked, now: Timestamp) -> Vec<Effect> {
    state.picking = false;
    match picked {
        Picked::Path(path) => {
            let full = with_ending(state, path.clone());
            // The system's dialog has asked about the name that it knows, not about the one with our ending.
            let existing = if full == path { Existing::Replaced } else { Existing::Stays };
            write_to(state, full, existing)
        }
        Picked::Cancelled => set_stage(state, ExportStage::Choosing),
        Picked::NoDialog => {
            let Some(export) = &state.export else { return Vec::new() };
            let name = name_of(state, &export.of, &export.wish, now);
            let place = start_folder(state).map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
            set_stage(state, ExportStage::Typing(Typed(place.display().to_string())))
        }
    }
}

fn use_typed(state: &mut State) -> Vec<Effect> {
    let Some(ExportStage::Typing(Typed(typed))) = state.export.as_ref().map(|export| export.stage.clone())
    else {
        return Vec::new();
    };
    let typed = typed.trim().trim_matches('"');
    if typed.is_empty() {
        return Vec::new();
    }
    let path = with_ending(state, PathBuf::from(typed));
    write_to(state, path, Existing::Stays)
}

fn write_to(state: &mut State, path: PathBuf, existing: Existing) -> Vec<Effect> {
    let Some(Export { preview: Preview::Ready(rendered), stage, .. }) = &mut state.export else {
        return Vec::new();
    };
    *stage = ExportStage::Writing;
    vec![Effect::Export(ExportEffect::Write { path, rendered: Arc::clone(rendered), existing })]
}

fn written(state: &mut State, path: PathBuf, now: Timestamp) -> Vec<Effect> {
    let Some(export) = &mut state.export else { return Vec::new() };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let line = match &export.of {
        ExportOf::Paper(paper) => text::documents::written(*paper, export.wish.audience, &name),
        ExportOf::Note | ExportOf::List(_) => {
            text::export_dialog::written(export.wish.format, export.wish.audience, &name)
        }
    };
    let of_note = export.of.is_of_the_note();
    export.stage = ExportStage::Written(path);
    toast(state, now, text::export_dialog::WRITTEN);
    if of_note {
        log(state, line, now);
    }
    Vec::new()
}

/// The note remembers to whom it was handed on, unless it can only be read.
pub(super) fn log(state: &mut State, line: String, now: Timestamp) {
    if !may_change(state) {
        return;
    }
    state.case.log(now, EntryKind::Exported, line);
    touched(state, now);
}

fn set_stage(state: &mut State, stage: ExportStage) -> Vec<Effect> {
    if let Some(export) = &mut state.export {
        export.stage = stage;
    }
    Vec::new()
}

/// The file gets the ending of its format, so that a double click opens it.
fn with_ending(state: &State, path: PathBuf) -> PathBuf {
    let Some(ending) = state.export.as_ref().map(|export| export.wish.format.ending()) else { return path };
    if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
