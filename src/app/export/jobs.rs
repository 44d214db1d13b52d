//! What a thread does for an export.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::Assessment;
use crate::case::export::{
    self, Diagnosis, Existing, Format, Line, LineEnd, ListOn, ListRow, Part, Picture, Source, Wish,
    WriteError,
};
use crate::case::{self, Case};
use crate::documents::papers::{self, Made, Material, Paper, Remarks};
use crate::knowledge::Knowledge;
use crate::triage::{Evidence, Locked, Model, OTHER, Posterior};
use crate::ui::text::{self, errors};

use super::ExportEvent;

/// Characters of the preview. Whoever wants to read more opens the file.
const PREVIEW: usize = 6_000;
/// A cause below this is not worth a line.
const SMALLEST: f64 = 0.015;
/// Causes, steps and locks that go along.
const CAUSES: usize = 6;
const STEPS: usize = 5;
const LOCKS: usize = 6;

/// The words for ids, on their way to a thread.
#[derive(Clone, Debug)]
pub struct KnowledgeRef(pub Arc<Model>);

impl PartialEq for KnowledgeRef {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl KnowledgeRef {
    fn get(&self) -> &Knowledge {
        self.0.knowledge()
    }
}

/// A text to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderJob {
    /// The number of the wish.
    pub number: u64,
    /// Of what.
    pub of: RenderOf,
    /// How.
    pub wish: Wish,
    /// The words.
    pub knowledge: KnowledgeRef,
    /// The zone of all times.
    pub zone: TimeZone,
    /// When it is made.
    pub now: Timestamp,
}

/// Of what a text is made.
#[derive(Clone, Debug, PartialEq)]
pub enum RenderOf {
    /// Of a note.
    Note {
        /// The note as it stands.
        case: Box<Case>,
        /// Where it is kept, once it is: its pictures lie beside it.
        path: Option<PathBuf>,
        /// What the engine says of it.
        diagnosis: Box<Diagnosis>,
    },
    /// Of these notes, as a list.
    List(Arc<Vec<PathBuf>>),
    /// A paper that is made of a note.
    Paper {
        /// Which.
        paper: Paper,
        /// The note as it stands.
        case: Box<Case>,
        /// What the engine says of it.
        diagnosis: Box<Diagnosis>,
        /// The ranked causes: id and probability.
        ranked: Vec<(String, f64)>,
    },
}

/// The text, ready to be handed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Its beginning, as a person reads it.
    pub preview: String,
    /// How many characters the preview leaves out.
    pub left_out: usize,
    /// What goes into the file.
    pub file: String,
    /// What goes onto the clipboard.
    pub to_copy: String,
    /// How many notes could not be read.
    pub unread: usize,
    /// What has to be said beside a paper.
    pub remarks: Option<Remarks>,
}

/// Makes the text. Reads pictures or whole notes: to be called from a worker thread.
pub(in crate::app) fn render(job: &RenderJob) -> ExportEvent {
    ExportEvent::Rendered(job.number, Arc::new(rendered(job)))
}

/// The same, for whoever shows it elsewhere.
pub(in crate::app) fn rendered(job: &RenderJob) -> Rendered {
    match &job.of {
        RenderOf::Note { case, path, diagnosis } => note(job, case, path.as_deref(), diagnosis),
        RenderOf::List(paths) => list(job, paths),
        RenderOf::Paper { paper, case, diagnosis, ranked } => {
            let material = Material {
                case,
                knowledge: job.knowledge.get(),
                diagnosis,
                ranked,
                zone: &job.zone,
                now: job.now,
            };
            self::paper(job, &papers::make(*paper, &material, job.wish.audience))
        }
    }
}

fn paper(job: &RenderJob, made: &Made) -> Rendered {
    let lay_out = |format, line_end| export::lay_out(&made.document, format, line_end);
    in_format(job.wish.format, lay_out, Some(made.remarks.clone()))
}

/// A text as it is shown, written and copied.
fn in_format(
    format: Format,
    render: impl Fn(Format, LineEnd) -> String,
    remarks: Option<Remarks>,
) -> Rendered {
    // A page of HTML is read as text, in the preview and where it is pasted.
    let read_as = if format == Format::Html { Format::Text } else { format };
    let (preview, left_out) = beginning(&render(read_as, LineEnd::Lf));
    Rendered {
        preview,
        left_out,
        file: render(format, LineEnd::native()),
        to_copy: render(read_as, LineEnd::native()),
        unread: 0,
        remarks,
    }
}

/// Writes the file.
pub(in crate::app) fn write(path: PathBuf, rendered: &Rendered, existing: Existing) -> ExportEvent {
    match export::write(&path, &rendered.file, existing) {
        Ok(()) => ExportEvent::Written(path),
        Err(WriteError::Exists { path }) => ExportEvent::Exists(path),
        Err(error) => ExportEvent::Failed(errors::export_error(&error)),
    }
}

fn note(job: &RenderJob, case: &Case, path: Option<&Path>, diagnosis: &Diagnosis) -> Rendered {
    let wanted = job.wish.format == Format::Html && job.wish.parts.contains(&Part::Pictures);
    let pictures: Vec<Picture> = match path.filter(|_| wanted) {
        Some(path) => export::load_pictures(path, &case.attachments),
        None => Vec::new(),
    };
    let source = Source {
        case,
        knowledge: job.knowledge.get(),
        diagnosis: Some(diagnosis),
        pictures: &pictures,
        zone: &job.zone,
        now: job.now,
    };
    let render = |format, line_end| export::render(&source, &Wish { format, ..job.wish.clone() }, line_end);
    in_format(job.wish.format, render, None)
}

fn list(job: &RenderJob, paths: &[PathBuf]) -> Rendered {
    let notes: Vec<(String, Case)> = paths
        .iter()
        .filter_map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Some((name, case::load(path).ok()?))
        })
        .collect();
    let rows: Vec<ListRow<'_>> = notes.iter().map(|(file, case)| ListRow { case, file }).collect();
    let made = |on| export::list(&rows, on, job.knowledge.get(), job.wish.audience, &job.zone);
    let to_copy = made(ListOn::Clipboard);
    let (preview, left_out) =
        beginning(&to_copy.replace("\r\n", "\n").replace('\t', text::export_dialog::CELLS));
    Rendered {
        preview,
        left_out,
        file: made(ListOn::File),
        to_copy,
        unread: paths.len() - notes.len(),
        remarks: None,
    }
}

/// The beginning of a text, and how many characters are left out.
fn beginning(text: &str) -> (String, usize) {
    let end = text.char_indices().nth(PREVIEW).map_or(text.len(), |(end, _)| end);
    let (shown, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (shown.to_owned(), rest.chars().count())
}

/// What the engine says of a note, in words.
pub fn diagnosis(model: &Model, assessment: &Assessment) -> Diagnosis {
    let (Some(evidence), Some(posterior)) = (&assessment.evidence, &assessment.posterior) else {
        return Diagnosis::default();
    };
    // Before anything is known, the list of causes is that of everybody.
    if evidence.answered() == 0 && evidence.matches().is_empty() {
        return Diagnosis::default();
    }
    let knowledge = model.knowledge();
    let step = |id: &str| knowledge.step(id);
    let next = assessment.next.iter().take(STEPS).filter_map(|next| step(&next.step)).map(|step| {
        let more = vec![step.why.clone(), text::cli::step_details(step)];
        Line { text: step.label.clone(), more: more.into_iter().filter(|line| !line.is_empty()).collect() }
    });
    let locked = assessment.locked.iter().take(LOCKS).filter_map(|locked| lock(knowledge, locked));
    Diagnosis { causes: causes(model, evidence, posterior), next: next.collect(), locked: locked.collect() }
}

fn causes(model: &Model, evidence: &Evidence, posterior: &Posterior) -> Vec<Line> {
    let knowledge = model.knowledge();
    let is_other = |cause: &usize| model.cause_id(*cause) == OTHER;
    let named = posterior.order().iter().copied().filter(|cause| !is_other(cause));
    let named = named.filter(|cause| posterior.of(*cause) >= SMALLEST).take(CAUSES);
    let other = posterior.order().iter().copied().filter(is_other);
    let line = |cause: usize| {
        let label = text::triage::cause(knowledge, model.cause_id(cause));
        let reasons = model.reasons(evidence, cause);
        Line {
            text: text::export::cause(label, &text::triage::percent(posterior.of(cause))),
            more: reasons.iter().map(|reason| text::triage::signed_reason(knowledge, reason)).collect(),
        }
    };
    named.chain(other).map(line).collect()
}

fn lock(knowledge: &Knowledge, locked: &Locked) -> Option<Line> {
    let step = knowledge.step(&locked.step)?;
    let harm = locked
        .locks
        .iter()
        .filter_map(|lock| knowledge.hazard(&lock.hazard))
        .map(|hazard| hazard.harm.clone());
    let opens = locked
        .locks
        .iter()
        .flat_map(|lock| lock.unlock.iter().map(|condition| text::cli::unlock(lock.opens, condition)));
    Some(Line { text: step.label.clone(), more: harm.chain(opens).collect() })
}
