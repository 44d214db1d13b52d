//! `case check`: whether notes are whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::case::index::Index;
use crate::case::{Case, LoadError, Seal, attachment_path, conflicts_of, generations, load};
use crate::cli::{CallError, FINE, PROBLEM, write_json};
use crate::ui::text;

use super::note::{paths, time};
use super::{folder, read};

/// What was checked, as the JSON output has it.
#[derive(Debug, Serialize)]
struct Report {
    notes: Vec<Checked>,
    /// Folders that could not be read.
    unread: Vec<String>,
}

/// A note that was checked.
#[derive(Debug, Serialize)]
struct Checked {
    path: String,
    /// Whether there is nothing to do.
    whole: bool,
    /// The version of its layout, if it can be read.
    version: Option<u32>,
    /// `ok`, or why it cannot be read.
    state: &'static str,
    /// Where it is damaged.
    line: Option<usize>,
    column: Option<usize>,
    /// Whether it is what the program wrote: `whole`, `missing`, `broken`.
    seal: Option<&'static str>,
    /// Earlier states that can be opened, newest first.
    generations: Vec<Earlier>,
    /// Copies that a synchronising program made of it.
    copies: Vec<String>,
    /// Pictures that the note names and that are not there.
    missing_attachments: Vec<String>,
    /// What is wrong, for people.
    #[serde(skip)]
    said: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Earlier {
    path: String,
    updated_at: String,
}

/// Checks files and folders. The exit code says whether anything is wrong with any of them.
pub(super) fn run(named: &[PathBuf], json: bool, out: &mut dyn Write) -> Result<u8, CallError> {
    let usual = if named.is_empty() { vec![folder(None)?] } else { Vec::new() };
    let mut report = Report { notes: Vec::new(), unread: Vec::new() };
    for path in named.iter().chain(&usual) {
        if path.is_dir() {
            let index = read(path)?;
            report.notes.extend(files(&index).iter().map(|file| Checked::of(file)));
            report.unread.extend(paths(index.unread().iter()));
        } else if path.exists() {
            report.notes.push(Checked::of(path));
        } else {
            return Err(CallError::Case(LoadError::Missing { path: path.clone() }));
        }
    }
    let problems = report.notes.iter().filter(|note| !note.whole).count();
    if json {
        write_json(&report, out)?;
    } else {
        write_text(&report, problems, out)?;
    }
    Ok(if problems == 0 && report.unread.is_empty() { FINE } else { PROBLEM })
}

/// All notes of a folder, copies included.
fn files(index: &Index) -> Vec<PathBuf> {
    let of_row = index.rows().iter().flat_map(|row| [&row.file].into_iter().chain(&row.copies));
    of_row.map(|file| file.path.clone()).collect()
}

impl Checked {
    fn of(path: &Path) -> Self {
        let mut checked = Self {
            path: path.display().to_string(),
            whole: true,
            version: None,
            state: "ok",
            line: None,
            column: None,
            seal: None,
            generations: Vec::new(),
            copies: paths(conflicts_of(path).iter()),
            missing_attachments: Vec::new(),
            said: Vec::new(),
        };
        let earlier = generations(path);
        checked.generations = earlier
            .iter()
            .map(|state| Earlier { path: state.path.display().to_string(), updated_at: time(state.at()) })
            .collect();
        match load(path) {
            Ok(case) => checked.take(&case, path),
            Err(error) => checked.fail(&error),
        }
        if !checked.copies.is_empty() {
            checked.said.push(text::cases::copies(checked.copies.len()));
        }
        checked.whole = checked.said.is_empty();
        checked
    }

    fn take(&mut self, case: &Case, path: &Path) {
        self.version = Some(case.version);
        let seal = std::fs::read(path).map(|bytes| Seal::of(&bytes)).unwrap_or(Seal::Missing);
        self.seal = Some(match seal {
            Seal::Whole => "whole",
            Seal::Missing => "missing",
            Seal::Broken => "broken",
        });
        if seal == Seal::Broken {
            self.said.push(text::cases::SEAL_BROKEN.to_owned());
        }
        let there = |file: &str| attachment_path(path, file).is_ok_and(|path| path.is_file());
        let files = case.attachments.iter().map(|picture| &picture.file);
        self.missing_attachments = files.filter(|file| !there(file)).cloned().collect();
        if !self.missing_attachments.is_empty() {
            self.said.push(text::cases::missing_pictures(self.missing_attachments.len()));
        }
    }

    fn fail(&mut self, error: &LoadError) {
        (self.line, self.column) = match error {
            LoadError::Truncated { line, column, .. } | LoadError::Damaged { line, column, .. } => {
                (Some(*line), Some(*column))
            }
            _ => (None, None),
        };
        self.state = match error {
            LoadError::Missing { .. } => "missing",
            LoadError::NotAFile { .. } => "not_a_file",
            LoadError::TooBig { .. } => "too_big",
            LoadError::Read { .. } => "not_readable",
            LoadError::NotText { .. } => "not_text",
            LoadError::NotACase { .. } => "not_a_note",
            LoadError::Newer { .. } => "newer",
            LoadError::Truncated { .. } => "truncated",
            LoadError::Damaged { .. } => "damaged",
        };
        self.said.push(text::errors::load_error(error).what);
        if let Some(earlier) = self.generations.first() {
            self.said.push(text::cases::earlier(Path::new(&earlier.path)));
        }
    }
}

fn write_text(report: &Report, problems: usize, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}", text::cases::checked(report.notes.len(), problems))?;
    for note in report.notes.iter().filter(|note| !note.whole) {
        writeln!(out, "\n{}", text::cases::path(Path::new(&note.path)))?;
        for line in &note.said {
            writeln!(out, "  {line}")?;
        }
    }
    for path in &report.unread {
        writeln!(out, "\n{}", text::cases::unread_folder(Path::new(path)))?;
    }
    Ok(())
}
