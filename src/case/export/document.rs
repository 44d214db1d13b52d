//! A note ready to be handed on, in no format yet. All texts are final: blanked, masked, and free of control characters.

use crate::ui::text::export as words;

use super::PictureState;

/// The language of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 日本語
    #[default]
    Japanese,
    /// English. What somebody typed stays as it is.
    English,
}

/// The whole of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The language of the program's own words in it.
    pub language: Language,
    /// What the case is called.
    pub title: String,
    /// For whom it is and of when.
    pub about: Vec<String>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// What whoever reads it has to know.
    pub foot: Vec<String>,
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What is in it; never empty.
    pub blocks: Vec<Block>,
}

/// What a part is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Names with their values.
    Fields(Vec<(String, String)>),
    /// Running text of one or more lines.
    Text(String),
    /// A small heading.
    Heading(String),
    /// Lines in no order.
    List(Vec<Line>),
    /// Lines in order, numbered.
    Steps(Vec<Line>),
    /// What happened, oldest first.
    Timeline(Vec<Moment>),
    /// A picture.
    Picture {
        /// What it shows.
        caption: String,
        /// The name of its file.
        file: String,
        /// The picture itself, or why it is not there.
        state: PictureState,
    },
}

/// A line of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// More about it, a line each.
    pub more: Vec<String>,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When.
    pub at: String,
    /// Who, if that is known.
    pub by: String,
    /// What.
    pub text: String,
}

impl Moment {
    /// What happened, and in brackets who, if that is known.
    pub fn text_and_name(&self) -> String {
        if self.by.is_empty() { self.text.clone() } else { words::in_brackets(&self.text, &self.by) }
    }
}
