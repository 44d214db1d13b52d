//! The page 文書: which tab is in front, what the paper in it looks like, and the check before an inquiry is sent.
//!
//! What a paper looks like is made on a thread and follows the note: [`follow`] is called after every change.

mod others;

use std::sync::Arc;

use jiff::Timestamp;

use crate::case::export::{Audience, Format, Language, Wish};
use crate::case::{Case, PointField, PointState, Source};
use crate::documents::papers::Paper;
use crate::triage::OTHER;
use crate::ui::text;

use super::change::toast;
use super::command::{Effect, NoteField};
use super::export::{self, ExportOf, RenderJob, Rendered};
use super::noting::NotePlace;
use super::state::{Page, Pane, State};

pub(super) use others::look as look_for_others;
pub use others::{OtherNote, Others, OthersJob};

/// What the page 文書 remembers.
#[derive(Debug)]
pub struct Documents {
    /// The tab in front.
    pub tab: DocumentTab,
    /// The way in front, by its id, if the operator chose another than the first.
    pub way: Option<String>,
    /// The language of the inquiry.
    pub language: Language,
    /// The improvement plan in front, by its place among those of the note. Where there are fewer, the last one is.
    pub plan: usize,
    /// The request in front.
    pub request: Paper,
    /// What the paper in front looks like, once it is made.
    pub sheet: Option<Arc<Rendered>>,
    /// Whether the sheet is of the note as it stands now.
    pub standing: SheetStanding,
    /// Other open notes of the same shop.
    pub others: Others,
    /// The note of which the operator has said that nobody else has asked Amazon, by its id.
    pub confirmed: Option<String>,
    /// For whom papers are, where the operator chose otherwise than usual.
    audiences: Vec<(Paper, Audience)>,
    /// Of what the last sheet was asked for, and its number.
    asked: Option<Box<Asked>>,
    wanted: u64,
    /// Of what the other notes were looked for.
    others_asked: Option<OthersJob>,
}

/// Whether a sheet is of the note as it stands now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetStanding {
    /// It is.
    Current,
    /// It is being made anew.
    #[default]
    Behind,
}

/// Of what a sheet was asked for.
#[derive(Debug, PartialEq)]
struct Asked {
    paper: Paper,
    audience: Audience,
    case: Case,
}

impl Default for Documents {
    fn default() -> Self {
        Self {
            tab: DocumentTab::default(),
            way: None,
            language: Language::default(),
            plan: 0,
            request: Paper::Handover,
            sheet: None,
            standing: SheetStanding::default(),
            others: Others::default(),
            confirmed: None,
            audiences: Vec::new(),
            asked: None,
            wanted: 0,
            others_asked: None,
        }
    }
}

impl Documents {
    /// The paper in front, if the tab in front is about one.
    pub fn paper(&self) -> Option<Paper> {
        match self.tab {
            DocumentTab::Inquiry => Some(Paper::Inquiry(self.language)),
            DocumentTab::Requests => Some(self.request),
            DocumentTab::Plan => Some(Paper::Plan(self.plan)),
            DocumentTab::Routing | DocumentTab::Checklists => None,
        }
    }

    /// For whom a paper is.
    pub fn audience(&self, paper: Paper) -> Audience {
        let chosen = self.audiences.iter().find(|(of, _)| *of == paper);
        chosen.map_or_else(|| paper.usual_audience(), |(_, audience)| *audience)
    }

    /// The paper that can be handed on now: it is of the note as it stands.
    pub fn ready(&self) -> Option<&Arc<Rendered>> {
        self.sheet.as_ref().filter(|_| self.standing == SheetStanding::Current)
    }
}

/// The tabs of the page 文書.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DocumentTab {
    /// 相談先: whom to turn to.
    #[default]
    Routing,
    /// お問い合わせ文
    Inquiry,
    /// 改善計画
    Plan,
    /// 引き継ぎ・依頼
    Requests,
    /// チェックリスト
    Checklists,
}

impl DocumentTab {
    /// All tabs, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Routing, Self::Inquiry, Self::Plan, Self::Requests, Self::Checklists];
}

/// Something about the page 文書 that the operator asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentsCommand {
    /// Bring a tab to the front.
    ShowTab(DocumentTab),
    /// Show a way, by its id.
    ShowWay(String),
    /// Choose the language of the inquiry.
    SetLanguage(Language),
    /// Choose a request, and bring its tab to the front.
    ShowRequest(Paper),
    /// Choose for whom the paper in front is.
    SetAudience(Audience),
    /// Put the paper in front on the clipboard.
    Copy,
    /// Nobody else has asked Amazon about this case, or that is not sure.
    Confirm,
    /// Go to where something of the note is written.
    GoTo(NotePlace),
}

/// What the page asks of the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentsEffect {
    /// Make the text of a paper.
    Render(Box<RenderJob>),
    /// Look for other open notes of the same shop.
    LookForOthers(Box<OthersJob>),
}

/// What a job reports back to the page.
#[derive(Debug)]
pub enum DocumentsEvent {
    /// The text is made; its number.
    Rendered(u64, Arc<Rendered>),
    /// The other open notes of a shop; none if the folder cannot be read.
    Others(Box<OthersJob>, Option<Vec<OtherNote>>),
}

pub(super) fn apply(state: &mut State, command: DocumentsCommand, now: Timestamp) -> Vec<Effect> {
    let documents = &mut state.documents;
    match command {
        DocumentsCommand::ShowTab(tab) => documents.tab = tab,
        DocumentsCommand::ShowWay(way) => documents.way = Some(way),
        DocumentsCommand::SetLanguage(language) => documents.language = language,
        DocumentsCommand::ShowRequest(paper) => {
            documents.request = paper;
            documents.tab = DocumentTab::Requests;
        }
        DocumentsCommand::SetAudience(audience) => {
            if let Some(paper) = documents.paper() {
                documents.audiences.retain(|(of, _)| *of != paper);
                documents.audiences.push((paper, audience));
            }
        }
        DocumentsCommand::Copy => return copy(state, now),
        DocumentsCommand::Confirm => {
            let id = &state.case.id;
            let confirmed = documents.confirmed.as_ref() == Some(id);
            documents.confirmed = (!confirmed).then(|| id.clone());
        }
        DocumentsCommand::GoTo(place) => go_to(state, place),
    }
    Vec::new()
}

pub(super) fn report(state: &mut State, event: DocumentsEvent) {
    let documents = &mut state.documents;
    match event {
        DocumentsEvent::Rendered(number, rendered) => {
            if number == documents.wanted {
                documents.sheet = Some(rendered);
                documents.standing = SheetStanding::Current;
            }
        }
        DocumentsEvent::Others(job, found) => {
            if documents.others_asked.as_ref() == Some(&*job) {
                documents.others = found.map_or(Others::Failed, |notes| Others::Known(Arc::new(notes)));
            }
        }
    }
}

/// Has the paper in front made anew where the note, the paper or its reader has changed. Called after every change.
pub(super) fn follow(state: &mut State, now: Timestamp) -> Vec<Effect> {
    if state.page != Page::Documents {
        return Vec::new();
    }
    let mut effects = follow_others(state);
    let Some(paper) = state.documents.paper() else { return effects };
    let audience = state.documents.audience(paper);
    let is_same = |asked: &Asked| asked.paper == paper && asked.audience == audience;
    let documents = &mut state.documents;
    let before = documents.asked.as_deref();
    if before.is_some_and(|asked| is_same(asked) && asked.case == state.case) {
        return effects;
    }
    // What was made before stays in sight until then, if it is the same paper: nothing flickers while somebody types.
    if !before.is_some_and(|asked| is_same(asked) && asked.case.id == state.case.id) {
        documents.sheet = None;
    }
    documents.standing = SheetStanding::Behind;
    documents.wanted += 1;
    documents.asked = Some(Box::new(Asked { paper, audience, case: state.case.clone() }));
    let number = documents.wanted;
    let wish = Wish::usual(Format::Text, audience);
    let job = export::render_job(state, number, &ExportOf::Paper(paper), wish, now);
    effects.push(Effect::Documents(DocumentsEffect::Render(Box::new(job))));
    effects
}

/// Other open notes are looked for when the inquiry comes to the front, and when the note or its shop is another one.
fn follow_others(state: &mut State) -> Vec<Effect> {
    if state.documents.tab != DocumentTab::Inquiry {
        state.documents.others_asked = None;
        return Vec::new();
    }
    let job = state.notes_folder().map(|folder| OthersJob {
        folder,
        cache: state.places.as_ref().map(|places| places.cache.clone()),
        id: state.case.id.clone(),
        shop: state.case.shop.trim().to_owned(),
    });
    let job = job.filter(|job| !job.shop.is_empty());
    if state.documents.others_asked == job {
        return Vec::new();
    }
    state.documents.others = if job.is_some() { Others::Reading } else { Others::Unasked };
    state.documents.others_asked.clone_from(&job);
    job.map(|job| Effect::Documents(DocumentsEffect::LookForOthers(Box::new(job)))).into_iter().collect()
}

fn copy(state: &mut State, now: Timestamp) -> Vec<Effect> {
    let (Some(paper), Some(rendered)) = (state.documents.paper(), state.documents.ready()) else {
        return Vec::new();
    };
    let effect = Effect::Copy(rendered.to_copy.clone());
    toast(state, now, text::toasts::COPIED);
    let line = text::documents::copied(paper, state.documents.audience(paper));
    export::log(state, line, now);
    vec![effect]
}

fn go_to(state: &mut State, place: NotePlace) {
    let step = match &place {
        NotePlace::Stage => Some("T01"),
        NotePlace::Message => Some("T03"),
        _ => None,
    };
    state.drafts.email = None;
    match step {
        Some(step) => {
            state.page = Page::Triage;
            state.pane = Pane::Checklist;
            state.chosen_step = Some(step.to_owned());
        }
        None => {
            state.page = Page::Note;
            state.noting.wanted = Some(place);
        }
    }
}

/// Where what is missing of a point can be written; none where nothing can.
pub fn place_of(point: &PointState<'_>, case: &Case) -> Option<NotePlace> {
    let empty = point.asked.from.iter().filter_map(|source| match source {
        Source::Field(field) => empty_field(*field, case),
        _ => None,
    });
    let written = point.asked.write.as_ref().map(|_| NotePlace::Point(point.asked.id.clone()));
    empty.chain(written).next()
}

fn empty_field(field: PointField, case: &Case) -> Option<NotePlace> {
    let (place, text) = match field {
        PointField::Shop => (NotePlace::Field(NoteField::Shop), &case.shop),
        PointField::Affected => (NotePlace::Field(NoteField::Affected), &case.affected),
        PointField::Role => (NotePlace::Field(NoteField::Role), &case.role),
        PointField::Email => (NotePlace::Email, &case.email),
        PointField::Message => (NotePlace::Message, &case.message),
        PointField::Impact => (NotePlace::Field(NoteField::Impact), &case.impact),
        PointField::AmazonCase => (NotePlace::Field(NoteField::AmazonCase), &case.amazon_case),
        PointField::OccurredAt => return case.occurred_at.is_none().then_some(NotePlace::Occurred),
        PointField::Stage => return case.stage.is_none().then_some(NotePlace::Stage),
    };
    text.trim().is_empty().then_some(place)
}

/// The causes by which somebody is turned to: the one that turned out to be true, else those that are still in play. None
/// before anything is known: the list would be that of everybody.
pub fn ranked(state: &State) -> Vec<(String, f64)> {
    let confirmed = state.case.outcome.as_ref().and_then(|outcome| outcome.confirmed_cause.clone());
    if let Some(cause) = confirmed {
        return vec![(cause, 1.0)];
    }
    let (Some(evidence), Some(posterior)) = (&state.assessment.evidence, &state.assessment.posterior) else {
        return Vec::new();
    };
    if evidence.answered() == 0 && evidence.matches().is_empty() {
        return Vec::new();
    }
    let named = posterior.order().iter().filter(|cause| state.model.cause_id(**cause) != OTHER);
    named.map(|cause| (state.model.cause_id(*cause).to_owned(), posterior.of(*cause))).collect()
}

#[cfg(test)]
mod tests;
