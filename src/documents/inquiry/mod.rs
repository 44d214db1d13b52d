//! お問い合わせ文: the inquiry to Amazon, by the points that an inquiry needs, in Japanese or English. Pure.
//!
//! Only points to which something is written go along. Where the text is longer than the form can be trusted to take, it
//! is shortened by priority: findings and tries first, then the operator's longer texts, then points that matter least. What
//! was left out is told beside the text.

mod measure;
mod voice;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::export::{Block, Document, Format, Language, Line, LineEnd, Section, lay_out};
use crate::case::{Case, EntryKind, Given, PointState, points_of};
use crate::knowledge::{Knowledge, Likelihood};
use crate::ui::text::inquiry as words;

use measure::{LEVELS, Measure, cut};
pub use measure::{Shortened, limit};
use voice::Voice;

/// The point that stands first, under a heading of its own.
const WISH: &str = "wish";
/// The point beside which the findings of the machine stand.
const MACHINE: &str = "machine";
/// The point that is told by the subject.
const CASE: &str = "case";

/// An inquiry, and what has to be said beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The text.
    pub document: Document,
    /// Its characters as plain text.
    pub characters: usize,
    /// What was left out for want of room.
    pub shortened: Vec<Shortened>,
}

/// Makes the inquiry of a note that is [veiled](crate::case::export::veiled).
pub fn inquiry(
    case: &Case,
    knowledge: &Knowledge,
    language: Language,
    zone: &TimeZone,
    now: Timestamp,
) -> Inquiry {
    let voice = Voice { language, knowledge, zone, now };
    let mut made = None;
    for measure in LEVELS {
        let mut writer = Writer { case, voice, measure, texts: 0 };
        let document = writer.document();
        let characters = lay_out(&document, Format::Text, LineEnd::Lf).trim().chars().count();
        let fits = characters <= limit(language);
        made = Some(Inquiry { document, characters, shortened: writer.shortened() });
        if fits {
            break;
        }
    }
    made.unwrap_or_else(|| Inquiry { document: empty(language), characters: 0, shortened: Vec::new() })
}

fn empty(language: Language) -> Document {
    Document {
        language,
        title: words::subject(language, None, ""),
        about: Vec::new(),
        sections: Vec::new(),
        foot: Vec::new(),
    }
}

struct Writer<'a> {
    case: &'a Case,
    voice: Voice<'a>,
    measure: &'static Measure,
    /// Texts of the operator that were cut.
    texts: usize,
}

impl Writer<'_> {
    fn document(&mut self) -> Document {
        let language = self.voice.language;
        let mut sections = vec![self.wish()];
        let mut number = 0;
        for point in points_of(self.case) {
            let id = point.asked.id.as_str();
            if matches!(id, WISH | CASE) || self.measure.without.contains(&id) {
                continue;
            }
            let lines = self.point(&point);
            if lines.is_empty() {
                continue;
            }
            number += 1;
            let heading = words::numbered(number, self.voice.point(point.asked));
            sections.push(Section { heading, blocks: vec![Block::List(lines)] });
        }
        let about = match language {
            Language::Japanese => vec![words::opening(language).to_owned()],
            Language::English => vec![words::opening(language).to_owned(), words::OWN_WORDS_KEPT.to_owned()],
        };
        Document { language, title: self.subject(), about, sections, foot: Vec::new() }
    }

    fn subject(&self) -> String {
        let language = self.voice.language;
        let amazon_case = self.case.amazon_case.trim();
        if !amazon_case.is_empty() {
            return words::subject_of_case(language, &cut(language, amazon_case, self.measure.own).0);
        }
        let stage = self.case.stage.as_deref();
        words::subject(language, stage, stage.map(|id| self.voice.stage(id)).unwrap_or_default())
    }

    fn wish(&mut self) -> Section {
        let language = self.voice.language;
        let wish = points_of(self.case).into_iter().find(|point| point.asked.id == WISH);
        let written = wish.map(|point| point.text.trim().to_owned()).unwrap_or_default();
        let text = if written.is_empty() {
            self.usual_wish().to_owned()
        } else {
            let kept = self.cut(&written);
            self.voice.own(&kept)
        };
        Section { heading: words::wish(language).to_owned(), blocks: vec![Block::Text(text)] }
    }

    /// Changes that nobody made are not to wait behind a question of procedure.
    fn usual_wish(&self) -> &'static str {
        match self.case.answer("unknown_activity") {
            Some("yes") => words::urgent_wish(self.voice.language),
            _ => words::usual_wish(self.voice.language),
        }
    }

    fn point(&mut self, point: &PointState<'_>) -> Vec<Line> {
        let mut lines = Vec::new();
        let repairs = self.repairs();
        let mut passed = repairs.saturating_sub(self.measure.tried);
        for given in &point.given {
            if matches!(given, Given::Repair(_)) && passed > 0 {
                passed -= 1;
                continue;
            }
            lines.extend(self.given(given));
        }
        if self.voice.language == Language::English && point.asked.id == "tried" {
            lines.extend(self.answered_repairs());
        }
        let written = point.text.trim();
        if !written.is_empty() {
            let kept = self.cut(written);
            lines.push(line(self.voice.written(point.asked, &kept)));
        }
        if point.asked.id == MACHINE {
            lines.extend(self.findings());
        }
        lines
    }

    fn given(&mut self, given: &Given<'_>) -> Option<Line> {
        let kept;
        let given = match given {
            Given::Text(field, text) => {
                kept = self.cut(text);
                &Given::Text(*field, &kept)
            }
            other => other,
        };
        let told = self.voice.given(given).filter(|text| !text.is_empty())?;
        // A line of the timeline is as long as whoever wrote it liked.
        Some(line(if matches!(given, Given::Repair(_)) { self.cut(&told) } else { told }))
    }

    /// How many repairs there are to tell of.
    fn repairs(&self) -> usize {
        match self.voice.language {
            Language::Japanese => {
                self.case.timeline.iter().filter(|entry| entry.kind == EntryKind::Repaired).count()
            }
            Language::English => self.voice.repairs(self.case).count(),
        }
    }

    /// Repairs by their ids: the lines of the timeline are Japanese.
    fn answered_repairs(&self) -> Vec<Line> {
        let all: Vec<String> = self.voice.repairs(self.case).collect();
        let from = all.len().saturating_sub(self.measure.tried);
        all.into_iter().skip(from).map(line).collect()
    }

    /// The findings that matter, worst first: those that are likely to be the reason.
    fn findings(&mut self) -> Vec<Line> {
        let told: Vec<String> = self.worth_telling().take(self.measure.findings).collect();
        let told: Vec<String> = told.iter().map(|told| self.cut(told)).collect();
        let head = words::findings(self.voice.language).to_owned();
        if told.is_empty() { Vec::new() } else { vec![Line { text: head, more: told }] }
    }

    fn worth_telling(&self) -> impl Iterator<Item = String> {
        let levels = [Likelihood::High, Likelihood::Medium];
        levels.into_iter().flat_map(move |level| {
            let of_level = self.case.findings.iter().filter(move |finding| finding.likelihood == level.id());
            of_level.filter_map(|finding| self.voice.finding(finding))
        })
    }

    fn cut(&mut self, text: &str) -> String {
        // Where room is short, lines cost room, too: each begins anew, further in.
        let flat = (self.measure.own < usize::MAX && text.contains('\n')).then(|| one_line(text));
        let text = flat.as_deref().unwrap_or(text);
        let (kept, was_cut) = cut(self.voice.language, text, self.measure.own);
        self.texts += usize::from(was_cut);
        kept
    }

    fn shortened(&self) -> Vec<Shortened> {
        let mut shortened = Vec::new();
        let (findings, tried) = (self.worth_telling().count(), self.repairs());
        if findings > self.measure.findings {
            shortened.push(Shortened::Findings { kept: self.measure.findings, of: findings });
        }
        if tried > self.measure.tried {
            shortened.push(Shortened::Tried { kept: self.measure.tried, of: tried });
        }
        if self.texts > 0 {
            shortened.push(Shortened::Texts { count: self.texts });
        }
        let left_out = points_of(self.case)
            .into_iter()
            .filter(|point| self.measure.without.contains(&point.asked.id.as_str()))
            .filter(|point| !point.given.is_empty() || !point.text.trim().is_empty());
        let labels: Vec<String> = left_out.map(|point| point.asked.label.clone()).collect();
        if !labels.is_empty() {
            shortened.push(Shortened::Points { labels });
        }
        shortened
    }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn line(text: String) -> Line {
    Line { text, more: Vec::new() }
}

#[cfg(test)]
mod tests;
