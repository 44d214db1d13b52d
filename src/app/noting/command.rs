//! What a view may ask for about the note, and what that asks of the outside.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::case::{Attachment, Case, Mask, Picture};
use crate::ui::text::errors::Sentence;

use super::state::{Entries, Section, Texture};

/// Something about the note that the operator asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum NoteCommand {
    /// Change a date and time.
    SetTime(TimeField, TimeEdit),
    /// The keyboard has left the field of a date and time.
    LeaveTime(TimeField),
    /// The address of the login, as far as it is typed. Only its masked form is kept.
    TypeEmail(String),
    /// The keyboard has left the field of the address.
    LeaveEmail,
    /// What is written to a point of the inquiry: its id, and the text.
    SetPoint(String, String),
    /// The field that was gone to has the keyboard.
    Arrived,
    /// Unfold or fold a section.
    Fold(Section),
    /// Something about the timeline.
    Entry(EntryCommand),
    /// Something about the pictures.
    Picture(PictureCommand),
}

/// A date and time that the operator may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeField {
    /// When it began.
    Occurred,
    /// When somebody is to look after it again.
    NextCheck,
    /// When the line of the timeline happened that is being changed.
    Entry,
}

/// How a date and time changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeEdit {
    /// As typed, whether or not it can be read.
    Typed(String),
    /// Chosen, in the zone of the window.
    At(DateTime),
    /// Now.
    Now,
    /// None.
    Clear,
}

/// Something about the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryCommand {
    /// Change an own line, by its id.
    Edit(String),
    /// The line that is being changed, as far as it is typed.
    Type(String),
    /// Keep the changes.
    Keep,
    /// Leave the line as it was.
    Drop,
    /// Remove an own line, by its id.
    Remove(String),
    /// A phrase goes into the timeline at once.
    Phrase(String),
    /// The typed line becomes a phrase of the operator's own.
    KeepPhrase,
    /// Forget an own phrase.
    ForgetPhrase(String),
    /// Show all phrases, or the first few.
    TurnPhrases,
    /// Which lines are shown.
    Filter(Entries),
    /// Show the whole timeline, or only its end.
    TurnTimeline,
}

/// Something about the pictures.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureCommand {
    /// Choose a file.
    Choose,
    /// A picture came from the clipboard.
    Paste(Arc<egui::ColorImage>),
    /// Files were dropped on the window.
    Drop(Vec<PathBuf>),
    /// Paint more of an attached picture over, by its id.
    Open(String),
    /// A picture is on the screen and its preview is needed, by its id.
    Preview(String),
    /// What an attached picture shows: its id, and the text.
    Caption(String, String),
    /// Remove a picture, by its id.
    Remove(String),
    /// Change what is painted over.
    Mask(MaskEdit),
    /// What the picture shows that is about to be attached.
    TypeCaption(String),
    /// Attach it.
    Attach,
    /// Do not.
    Close,
}

/// A change of what is painted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskEdit {
    /// One more rectangle.
    Add(Mask),
    /// One in the middle, for those who do not draw.
    AddInTheMiddle,
    /// The rectangle of this number is another one.
    Change(usize, Mask),
    /// Remove the rectangle of this number.
    Remove(usize),
    /// Choose the rectangle of this number, or none.
    Select(Option<usize>),
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
}

/// Where a picture comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureSource {
    /// A file that the operator chose or dropped.
    File(PathBuf),
    /// The clipboard.
    Pasted(Arc<egui::ColorImage>),
    /// The note itself: it is to be painted over once more.
    Attached {
        /// Where the note is kept.
        note: PathBuf,
        /// What the note says of it.
        attachment: Attachment,
    },
}

/// What is to be done with pictures, on a thread of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureEffect {
    /// Read one, to be looked at before it is attached.
    Read(PictureSource),
    /// Make the preview of an attached one.
    Preview {
        /// Where the note is kept.
        note: PathBuf,
        /// What the note says of it.
        attachment: Attachment,
    },
    /// Paint one over and put it beside the note.
    Attach(Box<Attaching>),
    /// Put the file of one that was removed into the system's bin.
    Trash {
        /// Where the note is kept.
        note: PathBuf,
        /// The file's name.
        file: String,
    },
    /// Copy them to the place in which the note is kept from now on.
    Copy {
        /// Where the note was kept.
        from: PathBuf,
        /// Where it is kept.
        to: PathBuf,
        /// The files' names.
        files: Vec<String>,
    },
}

/// A picture on its way into the folder of the note.
#[derive(Clone, Debug, PartialEq)]
pub struct Attaching {
    /// The note as it stands.
    pub case: Case,
    /// Where it is kept.
    pub note: PathBuf,
    /// The picture as it was read.
    pub picture: Arc<Picture>,
    /// What is painted over.
    pub masks: Vec<Mask>,
    /// What it shows.
    pub caption: String,
    /// The attached picture whose place it takes.
    pub replaces: Option<Attachment>,
    /// When this was asked for.
    pub at: jiff::Zoned,
}

/// What came of it.
#[derive(Debug)]
pub enum PictureEvent {
    /// A picture was read, or not.
    Read(PictureSource, Result<Seen, Sentence>),
    /// The preview of an attached one, by its id; none if its file is missing or damaged.
    Previewed(String, Option<Texture>),
    /// A picture lies beside the note, or not.
    Attached(Result<(Attachment, Texture), Sentence>),
    /// A file was put into the bin, or pictures were copied.
    Done,
    /// Neither was possible.
    Failed(Sentence),
}

/// A picture that was read.
#[derive(Debug)]
pub struct Seen {
    /// The picture.
    pub picture: Arc<Picture>,
    /// The same, small enough for the screen.
    pub shown: Texture,
}
