//! `check-mail`: what a mail or short message in Amazon's name demands, and where its links lead, by its text alone.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use crate::knowledge::Knowledge;
use crate::message_doctor::{self, Diagnosis, MAX_BYTES, MailVerdict, Weight};
use crate::ui::text;

use super::arguments::Input;
use super::check_url::{self, Line};
use super::input::{self, Unread};
use super::{CallError, FINE, PROBLEM};

/// A mail that cannot be read.
#[derive(Debug)]
pub(crate) struct MailFileError {
    /// The file, or none for the standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) fault: Unread,
}

/// A message, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Output<'d> {
    verdict: &'static str,
    urls: Vec<UrlEntry<'d>>,
    points: Vec<PointEntry>,
    next: &'static str,
}

#[derive(Debug, Serialize)]
struct UrlEntry<'d> {
    url: &'d str,
    #[serde(flatten)]
    judged: Line<'d>,
}

#[derive(Debug, Serialize)]
struct PointEntry {
    id: &'static str,
    weight: &'static str,
    text: String,
}

/// Looks at a message. Whether there is something against it is the exit code.
pub(super) fn run(input: &Input, json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    let bytes = input::read(input, MAX_BYTES)
        .map_err(|fault| CallError::Mail(MailFileError { path: input.path(), fault }))?;
    let diagnosis = message_doctor::diagnose_bytes(&bytes);
    if json {
        super::write_json(&output(&diagnosis, &knowledge), out)?;
    } else {
        write_text(&diagnosis, out)?;
    }
    Ok(if diagnosis.verdict == MailVerdict::Unverified { FINE } else { PROBLEM })
}

fn output<'d>(diagnosis: &'d Diagnosis, knowledge: &Knowledge) -> Output<'d> {
    let urls = diagnosis.urls.iter();
    let points = diagnosis.points.iter();
    Output {
        verdict: diagnosis.verdict.id(),
        urls: urls
            .map(|url| UrlEntry { url: &url.text, judged: check_url::line(&url.judgement, knowledge) })
            .collect(),
        points: points
            .map(|point| PointEntry {
                id: point.id,
                weight: point.weight.id(),
                text: text::mail::point(point),
            })
            .collect(),
        next: text::mail::next(diagnosis.verdict),
    }
}

fn write_text(diagnosis: &Diagnosis, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}", text::mail::verdict(diagnosis.verdict))?;
    for weight in [Weight::Certain, Weight::Hint, Weight::Place] {
        let mut points = diagnosis.points.iter().filter(|point| point.weight == weight).peekable();
        if points.peek().is_some() {
            writeln!(out, "  {}", text::mail::heading(weight))?;
        }
        for point in points {
            writeln!(out, "{}", text::cli::item(&text::mail::point(point)))?;
        }
    }
    for url in &diagnosis.urls {
        let host = url.judgement.host.as_deref().unwrap_or_default();
        let whose = text::cli::whose(host, url.judgement.registrable_domain.as_deref());
        writeln!(out, "  {whose}: {}", text::seller_url::verdict(url.judgement.verdict))?;
    }
    Ok(writeln!(out, "  → {}", text::mail::next(diagnosis.verdict))?)
}
