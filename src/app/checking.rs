//! Judging URLs and messages: what is typed, what is found, and what goes into the note.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::case::{Case, EntryKind};
use crate::message_doctor::{Diagnosis, MAX_BYTES, Message, diagnose, diagnose_bytes, read_link_file};
use crate::seller_url::{Judgement, Verdict, find_urls, judge};
use crate::ui::text;

use super::answering;
use super::change::{toast, touched};
use super::command::{Command, Effect};
use super::state::{Dialog, State};

/// A text around a URL that is no longer than this, in characters, makes no message of it.
const AROUND_URL: usize = 24;
/// The question about the page that is open.
const DOOR: &str = "door";
/// The question whether something was typed into a fake page, and the step that follows from it.
const TYPED_SECRET: &str = "typed_secret";
const AFTER_EXPOSURE: &str = "K03";
/// The question whether a mail urges, and the hint that says so.
const MAIL_URGES: &str = "mail_urges";
const DEADLINE: &str = "deadline";

/// What the operator asks for in the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckCommand {
    /// The text as far as it is typed or pasted.
    Type(String),
    /// Put what is on the clipboard into the field. It is read on this wish alone.
    Paste,
    /// Judge what is in the field.
    Look,
    /// Judge a file that was dropped.
    LookAtFile(PathBuf),
    /// Put the verdict into the note; that of a single URL answers which page is open.
    Note,
    /// Something was typed into a fake page: show what to do, in its order.
    Exposed,
    /// Back from there to the verdict.
    Back,
    /// A step of that was done, or not after all.
    Tick(usize),
}

/// What the outside does for the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckEffect {
    /// Paste from the clipboard into the field that has the keyboard.
    Paste,
    /// Judge this.
    Look(CheckSource),
}

/// What is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckSource {
    /// A text that was typed or pasted.
    Text(String),
    /// A mail or a file of a link.
    File(PathBuf),
}

/// What came of a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The text as it was in the field; none for a file.
    pub text: Option<String>,
    /// The name of the file.
    pub file: Option<String>,
    /// What was seen.
    pub result: Result<Looked, CheckFault>,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// One URL: its text and what it leads to.
    Url(String, Judgement),
    /// A message.
    Message(Diagnosis),
}

/// Why a file could not be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFault {
    /// It cannot be read.
    Unreadable,
    /// It is larger than any mail.
    TooBig,
    /// The look broke off.
    BrokenOff,
}

/// The dialog in which URLs and messages are judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checking {
    /// What is in the field.
    pub text: String,
    /// Whether a look is under way.
    pub looking: bool,
    /// What the last look came to.
    pub checked: Option<Checked>,
    /// Whether that is in the note.
    pub noted: bool,
    /// What the dialog shows.
    pub page: CheckingPage,
}

/// What the dialog shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckingPage {
    /// The field and the verdict.
    #[default]
    Verdict,
    /// What to do after something was typed into a fake page.
    AfterExposure,
}

impl Checking {
    /// The steps to take after something was typed into a fake page, from the knowledge.
    pub fn steps_after_exposure(state: &State) -> &[String] {
        state.model.knowledge().step(AFTER_EXPOSURE).map(|step| step.how.as_slice()).unwrap_or_default()
    }

    /// Whether one of them is done: the note's timeline knows, also after it was closed and opened again.
    pub fn is_done(case: &Case, step: &str) -> bool {
        let (done, undone) = (text::url_check::done(step), text::url_check::undone(step));
        let last = case.timeline.iter().rev().find(|entry| entry.text == done || entry.text == undone);
        last.is_some_and(|entry| entry.text == done)
    }
}

impl Checked {
    /// A look that came to nothing.
    pub(super) fn broken_off(source: &CheckSource) -> Self {
        let (text, file) = names(source);
        Self { text, file, result: Err(CheckFault::BrokenOff) }
    }
}

pub(super) fn apply(state: &mut State, command: CheckCommand, now: Timestamp) -> Vec<Effect> {
    match command {
        CheckCommand::Type(text) => {
            state.checking = Checking { text, ..Checking::default() };
        }
        CheckCommand::Paste => {
            state.checking = Checking::default();
            return vec![Effect::Check(CheckEffect::Paste)];
        }
        CheckCommand::Look => {
            let text = state.checking.text.clone();
            if !text.trim().is_empty() {
                return start(state, CheckSource::Text(text));
            }
        }
        CheckCommand::LookAtFile(path) => {
            state.checking.text.clear();
            return start(state, CheckSource::File(path));
        }
        CheckCommand::Note => note(state, now),
        CheckCommand::Exposed => {
            state.checking.page = CheckingPage::AfterExposure;
            if state.case.answer(TYPED_SECRET) != Some("yes") {
                answer(state, TYPED_SECRET, "yes", now);
            }
        }
        CheckCommand::Back => state.checking.page = CheckingPage::Verdict,
        CheckCommand::Tick(index) => tick(state, index, now),
    }
    Vec::new()
}

/// Takes up what a look came to, unless the text has changed meanwhile.
pub(super) fn report(state: &mut State, checked: Checked) {
    let checking = &mut state.checking;
    let current = checked.text.as_ref().is_none_or(|text| *text == checking.text);
    if checking.looking && current {
        checking.looking = false;
        checking.checked = Some(checked);
    }
}

fn start(state: &mut State, source: CheckSource) -> Vec<Effect> {
    state.dialog = Some(Dialog::Checking);
    let checking = &mut state.checking;
    (checking.looking, checking.noted, checking.page) = (true, false, CheckingPage::Verdict);
    checking.checked = None;
    vec![Effect::Check(CheckEffect::Look(source))]
}

/// Looks at a text or file. Takes its time with long ones: never on the window's thread.
pub(super) fn look(source: CheckSource) -> Checked {
    let (text, file) = names(&source);
    let result = match source {
        CheckSource::Text(text) => Ok(look_at_text(&text)),
        CheckSource::File(path) => look_at_file(&path),
    };
    Checked { text, file, result }
}

fn names(source: &CheckSource) -> (Option<String>, Option<String>) {
    match source {
        CheckSource::Text(text) => (Some(text.clone()), None),
        CheckSource::File(path) => {
            (None, Some(path.file_name().unwrap_or_default().to_string_lossy().into_owned()))
        }
    }
}

/// One URL with little around it is judged as a URL, everything else as a message.
fn look_at_text(text: &str) -> Looked {
    let text = text.trim();
    let found = find_urls(text);
    let single = match found.as_slice() {
        [] => (!text.contains(char::is_whitespace) && text.is_ascii()).then_some(text),
        [one] => {
            let around = text.len() - one.len();
            let url = text.get(one.clone()).unwrap_or_default();
            (around <= AROUND_URL * 3 && !text.contains('\n')).then_some(url)
        }
        _ => None,
    };
    match single {
        // Tricks around the URL count, too: all of the text is judged.
        Some(url) => Looked::Url(url.to_owned(), judge().judge(text)),
        None => Looked::Message(diagnose(&Message::pasted(text))),
    }
}

fn look_at_file(path: &Path) -> Result<Looked, CheckFault> {
    let unreadable = |_: std::io::Error| CheckFault::Unreadable;
    if path.metadata().map_err(unreadable)?.is_dir() {
        return Err(CheckFault::Unreadable);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(CheckFault::TooBig);
    }
    Ok(match read_link_file(&bytes) {
        Some(url) => {
            let judged = judge().judge_url(url.trim());
            Looked::Url(url, judged)
        }
        None => Looked::Message(diagnose_bytes(&bytes)),
    })
}

/// The answer to the question which page is open; none where the verdict does not tell.
fn door(judged: &Judgement) -> Option<&'static str> {
    match judged.verdict {
        Verdict::Japan if judged.service.is_some() => Some("other_service"),
        Verdict::Japan => Some("japan"),
        Verdict::JapanSecond => Some("japan_second"),
        Verdict::OtherMarketplace => Some("other_market"),
        Verdict::OtherAmazon => Some("other_service"),
        Verdict::NotAmazon => Some("not_amazon"),
        Verdict::Caution | Verdict::Unreadable => None,
    }
}

fn note(state: &mut State, now: Timestamp) {
    let Some(Checked { result: Ok(seen), .. }) = &state.checking.checked else { return };
    if state.checking.noted {
        return;
    }
    // Hosts alone: a query may hold what must not be kept.
    let (line, answered) = match seen {
        Looked::Url(_, judged) => {
            (text::timeline::url_checked(judged), door(judged).map(|door| (DOOR, door)))
        }
        Looked::Message(diagnosis) => {
            let urges = diagnosis.points.iter().any(|point| point.id == DEADLINE);
            (text::timeline::message_checked(diagnosis), urges.then_some((MAIL_URGES, "yes")))
        }
    };
    state.case.log(now, EntryKind::Note, line);
    state.checking.noted = true;
    match answered {
        Some((question, outcome)) if state.case.answer(question) != Some(outcome) => {
            answer(state, question, outcome, now);
        }
        _ => touched(state, now),
    }
    toast(state, now, text::url_check::NOTED);
}

fn answer(state: &mut State, question: &str, outcome: &str, now: Timestamp) {
    let answer = Command::Answer { id: question.to_owned(), outcome: outcome.to_owned() };
    answering::apply(state, answer, now);
}

fn tick(state: &mut State, index: usize, now: Timestamp) {
    let Some(step) = Checking::steps_after_exposure(state).get(index).cloned() else { return };
    let done = Checking::is_done(&state.case, &step);
    let line = if done { text::url_check::undone(&step) } else { text::url_check::done(&step) };
    state.case.log(now, EntryKind::Note, line);
    touched(state, now);
}
