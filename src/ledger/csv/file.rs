//! A file as a table: which one it is, by its heads, and its rows as a spreadsheet numbers them.

use csv::{ReaderBuilder, StringRecord};

use super::cells;
use super::columns::{Columns, Need};
use super::names::folded;
use super::rows::InLogin;
use super::{FileProblem, Table};
use crate::case::guard;
use crate::ledger::{Device, Login, Method, Partner, Person, RightsChange, Role, Shop};
use crate::ui::text::ledger_csv::{self as words, heads};

/// The most rows, heads aside.
pub const MOST_ROWS: usize = 100_000;
/// What may stand between two cells.
const BETWEEN: [u8; 3] = [b',', b';', b'\t'];

/// A file as a table.
pub(super) struct File {
    pub(super) table: Table,
    pub(super) heads: Vec<String>,
    /// With their numbers.
    pub(super) rows: Vec<(u64, StringRecord)>,
}

impl File {
    pub(super) fn of(text: &str) -> Result<Self, FileProblem> {
        // What Excel writes where the separator is not the usual one.
        let (named, body, skipped) = match text.split_once('\n') {
            Some((first, rest)) if first.trim_end().to_lowercase().starts_with("sep=") => {
                (first.trim_end().bytes().last(), rest, 1)
            }
            _ => (None, text, 0),
        };
        if body.trim().is_empty() {
            return Err(FileProblem::Empty);
        }
        let mut readings = named.into_iter().chain(BETWEEN).map(|between| (between, head_of(body, between)));
        let best = readings.by_ref().max_by_key(|(_, heads)| best_table(heads).1);
        let (between, heads) = best.ok_or(FileProblem::Empty)?;
        if let Some(head) = heads.iter().find(|head| is_secret(head)) {
            return Err(FileProblem::SecretColumn { head: head.clone() });
        }
        let (table, known) = best_table(&heads);
        if known == 0 {
            return Err(FileProblem::NoTable);
        }
        let missing: Vec<&'static str> = needed(table)
            .into_iter()
            .filter(|head| !heads.iter().any(|other| is_head(other, head)))
            .collect();
        if !missing.is_empty() {
            return Err(FileProblem::MissingColumns { table, heads: missing });
        }
        let twice = |head: &&&'static str| heads.iter().filter(|other| is_head(other, head)).count() > 1;
        if let Some(head) = all_heads(table).iter().find(twice) {
            return Err(FileProblem::TwiceColumn { head });
        }
        Ok(Self { table, heads, rows: rows_of(body, between, skipped)? })
    }
}

fn reader(body: &str, between: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(between).has_headers(false).flexible(true).from_reader(body.as_bytes())
}

fn head_of(body: &str, between: u8) -> Vec<String> {
    let first = reader(body, between).into_records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(|head| cells::read(head).replace('\n', "")).collect()
}

/// All rows but the first, with the numbers that a spreadsheet shows.
fn rows_of(body: &str, between: u8, skipped: u64) -> Result<Vec<(u64, StringRecord)>, FileProblem> {
    let mut reader = reader(body, between);
    let mut rows = Vec::new();
    // Lines that are inside cells, of which a spreadsheet makes no rows.
    let mut inside = 0;
    let mut record = StringRecord::new();
    let mut is_head = true;
    loop {
        let broken = |line: u64| FileProblem::Broken { line: line + skipped };
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Err(_) => return Err(broken(reader.position().line())),
            Ok(true) => {}
        }
        let line = record.position().map_or(0, csv::Position::line);
        let number = (line + skipped).saturating_sub(inside);
        inside += record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if std::mem::take(&mut is_head) || record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(FileProblem::TooManyRows { most: MOST_ROWS });
        }
        rows.push((number, record.clone()));
    }
}

/// The table whose heads these are, and how many of them it knows; those that it needs count double.
fn best_table(heads: &[String]) -> (Table, usize) {
    let score = |table: Table| {
        let known = |head: &&&'static str| heads.iter().any(|other| is_head(other, head));
        let all = all_heads(table).iter().filter(known).count();
        let needed = needed(table);
        let found = needed.iter().filter(known).count();
        // A table of which all is there that it needs goes before one of which more is there.
        all + found + if found == needed.len() { 2 * heads.len() } else { 0 }
    };
    // The first of equals.
    let mut best = (Table::People, 0);
    for table in Table::ALL {
        let is_own = |head: &&'static str| *head != heads::ID && *head != heads::MEMO;
        let own: Vec<&'static str> = all_heads(table).into_iter().filter(is_own).collect();
        let has_own = own.iter().any(|head| heads.iter().any(|other| is_head(other, head)));
        let score = if has_own { score(table) } else { 0 };
        if score > best.1 {
            best = (table, score);
        }
    }
    best
}

/// Whether a head in a file means a column.
pub(super) fn is_head(typed: &str, head: &str) -> bool {
    let typed = folded(typed);
    typed == folded(head) || words::aliases(head).iter().any(|alias| folded(alias) == typed)
}

/// Whether a password or a code would be found behind this word, and only behind such a word.
fn is_secret(head: &str) -> bool {
    let is_told = |sample: &&str| {
        !guard::find(&format!("{head}：{sample}")).is_empty() && guard::find(sample).is_empty()
    };
    !head.is_empty() && ["Sakura-2024x", "482913"].iter().any(is_told)
}

fn heads_of<R: Columns>(is_wanted: impl Fn(Need) -> bool) -> Vec<&'static str> {
    R::columns().into_iter().filter(|column| is_wanted(column.need)).map(|column| column.head).collect()
}

fn heads_by(table: Table, is_wanted: impl Fn(Need) -> bool) -> Vec<&'static str> {
    match table {
        Table::People => heads_of::<Person>(is_wanted),
        Table::Devices => heads_of::<Device>(is_wanted),
        Table::Shops => heads_of::<Shop>(is_wanted),
        Table::Logins => heads_of::<Login>(is_wanted),
        Table::Roles => heads_of::<InLogin<Role>>(is_wanted),
        Table::Methods => heads_of::<InLogin<Method>>(is_wanted),
        Table::Partners => heads_of::<Partner>(is_wanted),
        Table::Changes => heads_of::<RightsChange>(is_wanted),
    }
}

fn needed(table: Table) -> Vec<&'static str> {
    heads_by(table, |need| need == Need::Needed)
}

/// All heads of a table, that of the id first.
pub(super) fn all_heads(table: Table) -> Vec<&'static str> {
    std::iter::once(heads::ID).chain(heads_by(table, |_| true)).collect()
}
