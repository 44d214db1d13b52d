//! A note as a document: what goes along, in which order, in which words.

use crate::case::{Attachment, Case, CaseOutcome, FindingSnapshot, Solved, Tick, points_asked};
use crate::documents::checklists::table;
use crate::documents::plan;
use crate::knowledge::{Likelihood, Spends};
use crate::ui::text::{self, export as words};

use super::document::{Block, Document, Language, Line, Moment, Section};
use super::veil::veiled;
use super::{Diagnosis, Part, PictureState, Source, Wish};

/// Makes the document that all formats are made of.
pub fn document(source: &Source<'_>, wish: &Wish) -> Document {
    let case = veiled(source.case, wish.audience);
    let composer = Composer { source, case: &case };
    let parts = Part::ALL.into_iter().filter(|part| wish.parts.contains(part));
    let title = if case.title.is_empty() { words::NAMELESS } else { &case.title };
    Document {
        language: Language::Japanese,
        title: title.to_owned(),
        about: vec![
            words::for_whom(wish.audience).to_owned(),
            words::made(source.now, source.zone),
            words::id(&clean(&case.id)),
        ],
        sections: std::iter::once(composer.overview())
            .chain(parts.filter_map(|part| composer.part(part)))
            .collect(),
        foot: words::FOOT.map(str::to_owned).to_vec(),
    }
}

struct Composer<'a> {
    source: &'a Source<'a>,
    /// As the reader may see it.
    case: &'a Case,
}

impl Composer<'_> {
    fn overview(&self) -> Section {
        let case = self.case;
        let knowledge = self.source.knowledge;
        let stage = case.stage.as_deref().and_then(|id| knowledge.stage(id));
        let when = |at: &jiff::Zoned| text::time::full(at);
        let mut fields = vec![
            (words::SHOP, case.shop.clone()),
            (words::STATUS, self.status()),
            (words::CAUSE, self.cause()),
            (words::OUTCOME_NOTE, outcome_note(case).to_owned()),
            (words::PERSON, case.person.clone()),
            (words::AFFECTED, case.affected.clone()),
            (words::ROLE, case.role.clone()),
            (words::EMAIL, case.email.clone()),
            (words::STAGE, stage.map(|stage| stage.label.clone()).unwrap_or_default()),
            (words::MESSAGE, case.message.clone()),
            (words::OCCURRED, case.occurred_at.as_ref().map(when).unwrap_or_default()),
            (words::IMPACT, case.impact.clone()),
            (words::AMAZON_CASE, case.amazon_case.clone()),
            (words::NEXT_CHECK, case.next_check.as_ref().map(when).unwrap_or_default()),
            (words::TRIES, tries(case)),
        ];
        if case.round > 0 {
            fields.push((words::ROUND, text::checklist::round(case.round + 1)));
        }
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let fields = fields.map(|(name, value)| (name.to_owned(), value)).collect();
        Section { heading: words::OVERVIEW.to_owned(), blocks: vec![Block::Fields(fields)] }
    }

    fn status(&self) -> String {
        let ended = self.case.outcome.as_ref();
        ended.map_or(words::OPEN, |outcome| words::solved(outcome.solved)).to_owned()
    }

    /// What it turned out to be; nothing for a case that goes on.
    fn cause(&self) -> String {
        match &self.case.outcome {
            Some(CaseOutcome { confirmed_cause: Some(id), .. }) => {
                text::triage::cause(self.source.knowledge, id).to_owned()
            }
            Some(CaseOutcome { solved: Solved::Yes, .. }) => words::CAUSE_UNKNOWN.to_owned(),
            _ => String::new(),
        }
    }

    fn part(&self, part: Part) -> Option<Section> {
        let (heading, blocks) = match part {
            Part::Diagnosis => (words::DIAGNOSIS, self.source.diagnosis.map(diagnosis).unwrap_or_default()),
            Part::Facts => (words::FACTS, self.facts()),
            Part::Answers => (words::ANSWERS, self.answers()),
            Part::Findings => (words::FINDINGS, self.findings()),
            Part::Timeline => (words::TIMELINE, self.timeline()),
            Part::Memo => (words::MEMO, text_block(self.case.memo.clone())),
            Part::Pictures => (words::PICTURES, self.pictures()),
        };
        (!blocks.is_empty()).then(|| Section { heading: heading.to_owned(), blocks })
    }

    fn facts(&self) -> Vec<Block> {
        let facts = self.case.facts.iter().map(|fact| (fact.label.clone(), fact.text.clone()));
        let points = self.case.points.iter().map(|point| (point_name(&point.id), point.text.clone()));
        let name = |name: String| if name.is_empty() { words::FACT.to_owned() } else { name };
        let all = facts.chain(points).filter(|(_, text)| !text.is_empty());
        fields(all.map(|(label, text)| (name(label), text)).collect())
    }

    fn answers(&self) -> Vec<Block> {
        let knowledge = self.source.knowledge;
        // Both stand in the overview.
        let shown =
            self.case.answers.iter().filter(|answer| !matches!(answer.id.as_str(), "stage" | "message"));
        let named = shown.map(|answer| {
            let (asked, given) = (
                text::triage::asked(knowledge, &answer.id),
                text::triage::answer_label(knowledge, &answer.id, &answer.outcome),
            );
            // An answer of another program's knowledge is better told by its id than not at all.
            let or_id = |text: &str, id: &str| if text.is_empty() { clean(id) } else { text.to_owned() };
            (or_id(asked, &answer.id), or_id(given, &answer.outcome))
        });
        let mut blocks = fields(named.collect());
        blocks.extend(self.checklists());
        blocks.extend(plan::blocks(&self.case.plans));
        blocks
    }

    /// What is ticked of the checklists, list by list.
    fn checklists(&self) -> Vec<Block> {
        let ticks = &self.case.ticks;
        let mut lists: Vec<&str> = Vec::new();
        for tick in ticks {
            if !lists.contains(&tick.list.as_str()) {
                lists.push(&tick.list);
            }
        }
        let of = |id: &str| {
            let lines = ticks.iter().filter(|tick| tick.list == id).map(|tick| self.tick(tick)).collect();
            // A list of another program is better told by its id than not at all.
            let heading = match table().list(id) {
                Some(list) => text::checklists::heading(&list.label, list.done(ticks), list.items.len()),
                None => clean(id),
            };
            [Block::Heading(heading), Block::List(lines)]
        };
        lists.into_iter().flat_map(of).collect()
    }

    fn tick(&self, tick: &Tick) -> Line {
        let item = table().list(&tick.list).and_then(|list| list.item(&tick.item));
        let label =
            item.map_or_else(|| clean(&tick.item), |item| item.says(self.source.knowledge).to_owned());
        let since = text::checklists::done(&words::stamp(tick.at, self.source.zone), &tick.by);
        Line { text: words::in_brackets(&label, &since), more: Vec::new() }
    }

    fn findings(&self) -> Vec<Block> {
        let lines: Vec<Line> = self.case.findings.iter().map(finding_line).collect();
        let mut blocks = list(lines);
        let unread = self.case.unread.iter().map(|unread| Line { text: unread.clone(), more: Vec::new() });
        let unread = list(unread.collect());
        if !unread.is_empty() {
            blocks.push(Block::Heading(words::UNREAD.to_owned()));
            blocks.extend(unread);
        }
        blocks
    }

    fn timeline(&self) -> Vec<Block> {
        let moments: Vec<Moment> = self
            .case
            .timeline
            .iter()
            .map(|entry| Moment {
                at: words::stamp(entry.at, self.source.zone),
                by: entry.by.clone(),
                text: entry.text.clone(),
            })
            .collect();
        if moments.is_empty() { Vec::new() } else { vec![Block::Timeline(moments)] }
    }

    fn pictures(&self) -> Vec<Block> {
        let picture = |attachment: &Attachment| {
            let loaded = self.source.pictures.iter().find(|picture| picture.id == attachment.id);
            Block::Picture {
                caption: attachment.caption.clone(),
                file: attachment.file.clone(),
                state: loaded.map_or(PictureState::Missing, |picture| picture.state.clone()),
            }
        };
        self.case.attachments.iter().map(picture).collect()
    }
}

/// A finding with where it was found and what it rests on.
fn finding_line(finding: &FindingSnapshot) -> Line {
    let levels = [Likelihood::High, Likelihood::Medium, Likelihood::Low, Likelihood::Info];
    let level = levels.into_iter().find(|level| level.id() == finding.likelihood);
    let level = level.map(text::environment::likelihood).unwrap_or_default();
    let text =
        if level.is_empty() { finding.summary.clone() } else { words::in_brackets(&finding.summary, level) };
    let evidence = finding.evidence.iter().map(|evidence| format!("{}{evidence}", words::EVIDENCE));
    let subject = Some(finding.subject.clone()).filter(|subject| !subject.is_empty());
    Line { text, more: subject.into_iter().chain(evidence).collect() }
}

/// What was to be written to a point; the id of one that is not known here.
fn point_name(id: &str) -> String {
    match points_asked().iter().find(|asked| asked.id == id) {
        Some(asked) => asked.write.as_ref().map_or(&asked.label, |write| &write.label).clone(),
        None => clean(id),
    }
}

fn outcome_note(case: &Case) -> &str {
    case.outcome.as_ref().map_or("", |outcome| outcome.note.as_str())
}

fn tries(case: &Case) -> String {
    let counts = [(Spends::PasswordTry, case.password_tries), (Spends::CodeRequest, case.code_requests)];
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    told.map(|(spends, count)| text::triage::count(spends, count)).collect::<Vec<_>>().join("、")
}

fn diagnosis(diagnosis: &Diagnosis) -> Vec<Block> {
    let parts = [
        (text::checklist::CAUSES, Block::List(diagnosis.causes.clone()), diagnosis.causes.is_empty()),
        (text::checklist::NEXT, Block::Steps(diagnosis.next.clone()), diagnosis.next.is_empty()),
        (text::checklist::LOCKS, Block::List(diagnosis.locked.clone()), diagnosis.locked.is_empty()),
    ];
    let parts = parts.into_iter().filter(|(_, _, empty)| !empty);
    parts.flat_map(|(heading, block, _)| [Block::Heading(heading.to_owned()), block]).collect()
}

fn fields(fields: Vec<(String, String)>) -> Vec<Block> {
    if fields.is_empty() { Vec::new() } else { vec![Block::Fields(fields)] }
}

fn list(lines: Vec<Line>) -> Vec<Block> {
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

fn text_block(text: String) -> Vec<Block> {
    if text.is_empty() { Vec::new() } else { vec![Block::Text(text)] }
}

/// A text without characters that act on a terminal or turn the order of what stands around them, in lines that end
/// alike, without white space around it.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.replace(acts, "").trim().to_owned()
}
