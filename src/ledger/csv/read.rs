//! From a table to the ledger: all of it or nothing.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};
use jiff::Timestamp;

use super::cells;
use super::columns::{Column, Columns, Holds, Need};
use super::decode;
use super::names::{Names, folded};
use super::rows::InLogin;
use super::{CellProblem, FileProblem, ImportError, RowProblem, Table};
use crate::case::{guard, id_of};
use crate::ledger::{Device, Id, Ledger, Login, Method, Partner, Person, RightsChange, Role, Shop, merge};
use crate::ui::text::ledger_csv::{self as words, heads};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;
/// The most rows, heads aside.
pub const MOST_ROWS: usize = 100_000;
/// The most problems that are told one by one.
pub const MOST_PROBLEMS: usize = 200;
/// Characters of a cell.
const MOST_CHARACTERS: usize = 2000;
/// What may stand between two cells.
const BETWEEN: [u8; 3] = [b',', b';', b'\t'];
/// Digits of an id.
const ID_LENGTH: usize = 16;

/// A file that can be taken in, and what it would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The table.
    pub table: Table,
    /// How many rows it has, heads and empty rows aside.
    pub rows: usize,
    /// What it would add, in the order of the file.
    pub added: Vec<Added>,
    /// What it would change, in the order of the file.
    pub changed: Vec<Changed>,
    /// The heads of columns that are not known here. They are left out.
    pub ignored: Vec<String>,
    base: Ledger,
    result: Ledger,
}

/// Something that a file would add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The row.
    pub line: u64,
    /// What it is called.
    pub label: String,
}

/// Something that a file would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The row.
    pub line: u64,
    /// What it is called.
    pub label: String,
    /// What would be otherwise.
    pub fields: Vec<FieldChange>,
}

/// A cell that would be otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The head of the column.
    pub head: &'static str,
    /// What stands there now.
    pub before: String,
    /// What would stand there.
    pub after: String,
}

impl Import {
    /// How many rows would change nothing.
    pub fn unchanged(&self) -> usize {
        self.rows.saturating_sub(self.added.len() + self.changed.len())
    }

    /// The ledger with the file taken in. What was changed in it since the file was read is kept.
    pub fn onto(self, ledger: &Ledger, now: Timestamp) -> Ledger {
        if *ledger == self.base {
            return Ledger { updated_at: now, ..self.result };
        }
        let merged = merge(&self.base, &self.result, ledger).case;
        Ledger { updated_at: now, ..merged }
    }
}

/// Reads a table: which one it is, its heads tell. Nothing is changed yet.
pub fn read(bytes: &[u8], ledger: &Ledger, now: Timestamp) -> Result<Import, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::File(FileProblem::TooBig { most_bytes: MOST_BYTES }));
    }
    let text = decode::text(bytes).ok_or(ImportError::File(FileProblem::NotText))?;
    let file = File::of(&text).map_err(ImportError::File)?;
    match file.table {
        Table::People => take_in::<Person>(&file, ledger, now),
        Table::Devices => take_in::<Device>(&file, ledger, now),
        Table::Shops => take_in::<Shop>(&file, ledger, now),
        Table::Logins => take_in::<Login>(&file, ledger, now),
        Table::Roles => take_in::<InLogin<Role>>(&file, ledger, now),
        Table::Methods => take_in::<InLogin<Method>>(&file, ledger, now),
        Table::Partners => take_in::<Partner>(&file, ledger, now),
        Table::Changes => take_in::<RightsChange>(&file, ledger, now),
    }
}

/// A file as a table.
struct File {
    table: Table,
    heads: Vec<String>,
    rows: Vec<(u64, StringRecord)>,
}

impl File {
    fn of(text: &str) -> Result<Self, FileProblem> {
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

fn is_head(typed: &str, head: &str) -> bool {
    let typed = folded(typed);
    typed == folded(head) || words::aliases(head).iter().any(|alias| folded(alias) == typed)
}

/// Whether a secret would be found behind this word.
fn is_secret(head: &str) -> bool {
    const SOME_SECRET: &str = "Sakura-2024x";
    !head.is_empty()
        && !guard::find(&format!("{head}：{SOME_SECRET}")).is_empty()
        && guard::find(SOME_SECRET).is_empty()
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

fn all_heads(table: Table) -> Vec<&'static str> {
    std::iter::once(heads::ID).chain(heads_by(table, |_| true)).collect()
}

/// What the rows of a file come to.
struct Taking<'a, R> {
    ledger: &'a Ledger,
    names: Names<'a>,
    columns: Vec<Column<R>>,
    /// For each cell of a row, its column; none for the id.
    places: Vec<Place>,
    /// The ledger's rows, changed by those of the file, and then those that were added.
    rows: Vec<R>,
    by_id: HashMap<Id, usize>,
    by_key: HashMap<String, Vec<usize>>,
    /// By the place in `rows`, the row of the file that has changed or added it.
    taken: HashMap<usize, u64>,
    problems: Vec<RowProblem>,
    added: Vec<Added>,
    changed: Vec<Changed>,
    now: Timestamp,
}

/// What stands in the cells below a head.
#[derive(Clone, Copy)]
enum Place {
    Id,
    Column(usize),
    Ignored,
    /// There is no head.
    Nameless,
}

fn take_in<R: Columns>(file: &File, ledger: &Ledger, now: Timestamp) -> Result<Import, ImportError> {
    let mut taking = Taking::<R>::new(file, ledger, now);
    for (line, record) in &file.rows {
        if let Err(problems) = taking.row(*line, record) {
            taking.problems.extend(problems);
        }
    }
    let Taking { rows, mut problems, added, changed, .. } = taking;
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.line);
        let further = problems.len().saturating_sub(MOST_PROBLEMS);
        problems.truncate(MOST_PROBLEMS);
        return Err(ImportError::Rows { table: file.table, problems, further });
    }
    let mut result = ledger.clone();
    R::put(&mut result, rows);
    let is_ignored =
        |head: &&String| !head.is_empty() && !all_heads(file.table).iter().any(|known| is_head(head, known));
    Ok(Import {
        table: file.table,
        rows: file.rows.len(),
        added,
        changed,
        ignored: file.heads.iter().filter(is_ignored).cloned().collect(),
        base: ledger.clone(),
        result,
    })
}

impl<'a, R: Columns> Taking<'a, R> {
    fn new(file: &File, ledger: &'a Ledger, now: Timestamp) -> Self {
        let columns = R::columns();
        let place = |head: &String| {
            if head.is_empty() {
                return Place::Nameless;
            }
            if is_head(head, heads::ID) {
                return Place::Id;
            }
            columns.iter().position(|column| is_head(head, column.head)).map_or(Place::Ignored, Place::Column)
        };
        let places = file.heads.iter().map(place).collect();
        let rows = R::all(ledger);
        let mut by_id = HashMap::new();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            if !row.id().is_empty() {
                by_id.insert(row.id().to_owned(), at);
            }
            by_key.entry(row.key()).or_default().push(at);
        }
        Self {
            ledger,
            names: Names::of(ledger),
            columns,
            places,
            rows,
            by_id,
            by_key,
            taken: HashMap::new(),
            problems: Vec::new(),
            added: Vec::new(),
            changed: Vec::new(),
            now,
        }
    }

    fn row(&mut self, line: u64, record: &StringRecord) -> Result<(), Vec<RowProblem>> {
        let (id, cells) = self.cells(line, record)?;
        let mut said = R::default();
        self.set(&mut said, line, &cells)?;
        let about = |problem| vec![RowProblem { line, head: None, problem }];
        let found = match id.as_ref().and_then(|id| self.by_id.get(id)) {
            Some(at) => Some(*at),
            None if id.as_ref().is_some_and(is_ours) => self.of_another_ledger(&said),
            None => self.meant(&said).map_err(about)?,
        };
        if let Some(first) = found.and_then(|at| self.taken.get(&at)) {
            return Err(about(CellProblem::SameAs { line: *first }));
        }
        match found {
            Some(at) => {
                let by_id = id.as_ref().is_some_and(|id| self.by_id.get(id) == Some(&at));
                self.change(at, line, if by_id { cells } else { self.news(at, cells) })?;
            }
            None => self.add(said, id, line),
        }
        Ok(())
    }

    /// The id and the cells of a row that say something.
    fn cells(
        &self,
        line: u64,
        record: &StringRecord,
    ) -> Result<(Option<Id>, Vec<(usize, String)>), Vec<RowProblem>> {
        let mut problems = Vec::new();
        let (mut id, mut cells) = (None, Vec::new());
        for (at, cell) in record.iter().enumerate() {
            let cell = cells::read(cell);
            if cell.is_empty() {
                continue;
            }
            match self.places.get(at) {
                Some(Place::Ignored) => {}
                Some(Place::Id) => id = Some(cell.trim_start_matches('#').trim().to_owned()),
                Some(Place::Column(column)) => cells.push((*column, cell)),
                Some(Place::Nameless) | None => {
                    problems.push(RowProblem { line, head: None, problem: CellProblem::FurtherCells });
                }
            }
        }
        let is_missing = |(at, column): &(usize, &Column<R>)| {
            column.need == Need::Needed && !cells.iter().any(|(said, _)| said == at)
        };
        let missing = self.columns.iter().enumerate().filter(is_missing);
        problems.extend(missing.map(|(_, column)| RowProblem {
            line,
            head: Some(column.head),
            problem: CellProblem::Missing,
        }));
        if problems.is_empty() { Ok((id, cells)) } else { Err(problems) }
    }

    /// Says in a row what the cells say.
    fn set(&self, row: &mut R, line: u64, cells: &[(usize, String)]) -> Result<(), Vec<RowProblem>> {
        let mut problems = Vec::new();
        for (at, cell) in cells {
            let Some(column) = self.columns.get(*at) else { continue };
            if let Err(problem) =
                checked(column.holds, cell).and_then(|()| (column.set)(row, cell, &self.names))
            {
                problems.push(RowProblem { line, head: Some(column.head), problem });
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The one that a row without an id means; none if it is a new one.
    fn meant(&self, said: &R) -> Result<Option<usize>, CellProblem> {
        let called_so = self.by_key.get(&said.key()).map_or(&[][..], Vec::as_slice);
        let mut fitting =
            called_so.iter().filter(|at| self.rows.get(**at).is_some_and(|row| said.may_be(row)));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Err(CellProblem::SeveralMatch),
            (found, _) => Ok(found.copied()),
        }
    }

    /// The cells of a row but for the names by which it was found: another spelling of them is no change.
    fn news(&self, at: usize, cells: Vec<(usize, String)>) -> Vec<(usize, String)> {
        let is_new = |(place, cell): &(usize, String)| {
            let said = self.columns.get(*place).zip(self.rows.get(at));
            said.is_none_or(|(column, row)| {
                column.need == Need::Wanted || folded(&(column.get)(row, &self.names)) != folded(cell)
            })
        };
        cells.into_iter().filter(is_new).collect()
    }

    /// The same for a row with the id of another ledger: two of them are never the same thing.
    fn of_another_ledger(&self, said: &R) -> Option<usize> {
        self.meant(said).ok().flatten().filter(|at| !self.taken.contains_key(at))
    }

    fn change(&mut self, at: usize, line: u64, cells: Vec<(usize, String)>) -> Result<(), Vec<RowProblem>> {
        let Some(before) = self.rows.get(at) else { return Ok(()) };
        let mut after = before.clone();
        self.set(&mut after, line, &cells)?;
        self.taken.insert(at, line);
        let fields: Vec<FieldChange> = self
            .columns
            .iter()
            .map(|column| FieldChange {
                head: column.head,
                before: (column.get)(before, &self.names),
                after: (column.get)(&after, &self.names),
            })
            .filter(|field| field.before != field.after)
            .collect();
        if !fields.is_empty() {
            self.changed.push(Changed { line, label: after.label(self.ledger), fields });
        }
        if let Some(row) = self.rows.get_mut(at) {
            *row = after;
        }
        Ok(())
    }

    fn add(&mut self, mut row: R, id: Option<Id>, line: u64) {
        let place = self.rows.len();
        let id = id.filter(|id| is_ours(id) && !self.by_id.contains_key(id)).unwrap_or_else(|| {
            let table = format!("{:?}", R::TABLE);
            id_of(self.now, &[&table, &line.to_string()], |id| self.by_id.contains_key(id))
        });
        row.set_id(id.clone());
        self.by_id.insert(id, place);
        self.by_key.entry(row.key()).or_default().push(place);
        self.taken.insert(place, line);
        self.added.push(Added { line, label: row.label(self.ledger) });
        self.rows.push(row);
    }
}

/// Whether a program has made this id.
fn is_ours(id: &Id) -> bool {
    id.len() == ID_LENGTH && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a cell may be kept at all.
fn checked(holds: Holds, cell: &str) -> Result<(), CellProblem> {
    if cell.chars().count() > MOST_CHARACTERS {
        return Err(CellProblem::TooLong { most: MOST_CHARACTERS });
    }
    if holds == Holds::NoSecret {
        return Ok(());
    }
    match guard::find(cell).first() {
        Some(secret) => Err(CellProblem::Secret { kind: secret.kind }),
        None => Ok(()),
    }
}
