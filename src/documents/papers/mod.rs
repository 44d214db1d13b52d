//! Papers that are made of a note: the inquiry to Amazon, the handover, and requests to those who can help. Pure.

mod admin;
mod former;
mod handover;
mod it;
mod parts;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::Case;
use crate::case::export::{Audience, Diagnosis, Document, Format, Language, LineEnd, lay_out, veiled};
use crate::case::guard::find_in;
use crate::knowledge::Knowledge;

use super::checklists;
use super::inquiry::{self, Shortened};
use super::plan;

/// A paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// お問い合わせ文, to Amazon.
    Inquiry(Language),
    /// 引き継ぎ書, to a colleague who goes on.
    Handover,
    /// 作業依頼, to the IT department.
    ItRequest,
    /// To the admin of the shop's users.
    AdminRequest,
    /// To somebody who has left the company.
    FormerColleague,
    /// 改善計画, by its place among the plans of the note, which begins with 0.
    Plan(usize),
    /// A checklist as it stands, by its id.
    Checklist(&'static str),
}

impl Paper {
    /// The papers for people, in the order in which they are offered.
    pub const REQUESTS: [Self; 4] =
        [Self::Handover, Self::ItRequest, Self::AdminRequest, Self::FormerColleague];

    /// For whom it is where nobody has chosen. Whoever is named in a plan is named to Amazon on purpose.
    pub fn usual_audience(self) -> Audience {
        match self {
            Self::Inquiry(_) | Self::FormerColleague => Audience::Outside,
            Self::Handover | Self::ItRequest | Self::AdminRequest | Self::Plan(_) | Self::Checklist(_) => {
                Audience::Inside
            }
        }
    }

    /// Whether somebody may choose for whom it is. An inquiry to Amazon is masked in any case; a plan never is, since it has
    /// to name those who own its measures.
    pub fn has_choice_of_audience(self) -> bool {
        !matches!(self, Self::Inquiry(_) | Self::Plan(_))
    }
}

/// What papers are made of.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The note as it is.
    pub case: &'a Case,
    /// The words for its ids.
    pub knowledge: &'a Knowledge,
    /// What the engine says of it, in words.
    pub diagnosis: &'a Diagnosis,
    /// The ranked causes: id and probability, most probable first.
    pub ranked: &'a [(String, f64)],
    /// The zone in which times are told.
    pub zone: &'a TimeZone,
    /// When it is made.
    pub now: Timestamp,
}

/// A paper, and what has to be said beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The paper.
    pub document: Document,
    /// What has to be said.
    pub remarks: Remarks,
}

/// What has to be said beside a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Its characters as plain text.
    pub characters: usize,
    /// The most characters that it may have, if it has a limit.
    pub limit: Option<usize>,
    /// What was left out for want of room.
    pub shortened: Vec<Shortened>,
    /// Places of the note that look like a secret and are blank in the paper.
    pub blanked: usize,
}

/// Makes a paper. All texts are blanked, masked for `audience` and free of control characters.
pub fn make(paper: Paper, material: &Material<'_>, audience: Audience) -> Made {
    let audience = if paper.has_choice_of_audience() { audience } else { paper.usual_audience() };
    let blanked = find_in(material.case).len();
    let case = veiled(material.case, audience);
    let material = Material { case: &case, ..*material };
    let remarks = Remarks { blanked, ..Remarks::default() };
    let document = match paper {
        Paper::Inquiry(language) => {
            let made = inquiry::inquiry(&case, material.knowledge, language, material.zone, material.now);
            let remarks = Remarks {
                characters: made.characters,
                limit: Some(inquiry::limit(language)),
                shortened: made.shortened,
                ..remarks
            };
            return Made { document: made.document, remarks };
        }
        Paper::Handover => handover::handover(&material),
        Paper::ItRequest => it::request(&material),
        Paper::AdminRequest => admin::request(&material),
        Paper::FormerColleague => former::request(&material, audience),
        Paper::Plan(place) => plan::document(place, &material),
        Paper::Checklist(list) => checklists::document(list, &material, audience),
    };
    let characters = lay_out(&document, Format::Text, LineEnd::Lf).trim().chars().count();
    Made { document, remarks: Remarks { characters, ..remarks } }
}

#[cfg(test)]
mod tests;
