//! `check-url`: whether URLs lead to the Japanese Seller Central, by their text alone.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;

use crate::knowledge::Knowledge;
use crate::seller_url::{Judgement, judge};
use crate::ui::text;

use super::{CallError, FINE, PROBLEM};

/// A longer line holds no URL that anybody was sent.
const LONGEST_LINE: u64 = 1024 * 1024;

/// A URL, judged, as the JSON output has it.
#[derive(Debug, Serialize)]
pub(super) struct Line<'j> {
    verdict: &'static str,
    safe_to_sign_in: bool,
    host: Option<&'j str>,
    host_unicode: Option<&'j str>,
    registrable_domain: Option<&'j str>,
    marketplace: Option<&'j str>,
    service: Option<&'j str>,
    imitates: Option<&'static str>,
    reasons: Vec<ReasonEntry>,
    next: &'static str,
}

#[derive(Debug, Serialize)]
struct ReasonEntry {
    id: &'static str,
    text: String,
}

/// Judges the URLs, or without any the lines of the standard input. Whether all are Japanese doors is the exit code.
pub(super) fn run(urls: &[String], json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let knowledge = Knowledge::embedded().map_err(CallError::Knowledge)?;
    let mut exit = FINE;
    let mut tell = |url: &str| {
        let judged = judge().judge(url);
        if !judged.verdict.is_safe_to_sign_in() {
            exit = PROBLEM;
        }
        if json { write_line(&judged, &knowledge, out) } else { write_text(&judged, &knowledge, out) }
    };
    if urls.is_empty() {
        for_each_line(&mut io::stdin().lock(), tell)?;
    } else {
        urls.iter().try_for_each(|url| tell(url))?;
    }
    Ok(exit)
}

/// Reads lines one at a time, so that a million of them take no more memory than one.
fn for_each_line(
    input: &mut dyn BufRead,
    mut tell: impl FnMut(&str) -> Result<(), CallError>,
) -> Result<(), CallError> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if !line.ends_with(b"\n") && line.len() as u64 == LONGEST_LINE {
            skip_line(input)?;
        }
        let text = String::from_utf8_lossy(&line);
        tell(text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']))?;
    }
}

/// Leaves out the rest of a line.
fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, ended) = match memchr::memchr(b'\n', buffer) {
            Some(end) => (end + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
    }
}

/// A URL as the JSON output has it.
pub(super) fn line<'j>(judged: &'j Judgement, knowledge: &Knowledge) -> Line<'j> {
    let reasons = judged.reasons.iter();
    Line {
        verdict: judged.verdict.id(),
        safe_to_sign_in: judged.verdict.is_safe_to_sign_in(),
        host: judged.host.as_deref(),
        host_unicode: judged.host_unicode.as_deref(),
        registrable_domain: judged.registrable_domain.as_deref(),
        marketplace: judged.marketplace.as_deref(),
        service: judged.service.as_deref(),
        imitates: judged.imitates,
        reasons: reasons
            .map(|reason| ReasonEntry {
                id: reason.id(),
                text: text::seller_url::reason(judged, *reason, knowledge),
            })
            .collect(),
        next: text::seller_url::next(judged),
    }
}

fn write_line(judged: &Judgement, knowledge: &Knowledge, out: &mut dyn Write) -> Result<(), CallError> {
    serde_json::to_writer(&mut *out, &line(judged, knowledge)).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}

fn write_text(judged: &Judgement, knowledge: &Knowledge, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}", text::seller_url::verdict(judged.verdict))?;
    if let Some(host) = &judged.host {
        writeln!(out, "  {}", text::cli::whose(host, judged.registrable_domain.as_deref()))?;
    }
    for reason in &judged.reasons {
        writeln!(out, "{}", text::cli::item(&text::seller_url::reason(judged, *reason, knowledge)))?;
    }
    if judged.verdict.is_safe_to_sign_in() {
        writeln!(out, "{}", text::cli::item(text::seller_url::NO_GUARANTEE))?;
    }
    Ok(writeln!(out, "  → {}\n", text::seller_url::next(judged))?)
}
