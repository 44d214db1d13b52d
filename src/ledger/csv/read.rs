//! From a table to the ledger: all of it or nothing.

use std::collections::HashMap;

use csv::StringRecord;
use jiff::Timestamp;

use super::cells;
use super::columns::{Column, Columns, Holds, Need};
use super::decode;
use super::file::{File, all_heads, is_head};
use super::names::{Names, folded};
use super::rows::InLogin;
use super::{CellProblem, FileProblem, ImportError, RowProblem, Table};
use crate::case::{guard, id_of};
use crate::ledger::{Device, Id, Ledger, Login, Method, Partner, Person, RightsChange, Role, Shop, merge};
use crate::ui::text::ledger_csv::heads;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 32 * 1024 * 1024;
/// The most problems that are told one by one.
pub const MOST_PROBLEMS: usize = 200;
/// Characters of a cell.
const MOST_CHARACTERS: usize = 2000;
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

/// A cell that says something: the place of its column, and what.
type Said = (usize, String);

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
                let cells = if by_id { cells } else { self.news(at, cells) };
                self.change(at, line, &cells)?;
            }
            None => self.add(said, id, line),
        }
        Ok(())
    }

    /// The id and the cells of a row that say something.
    fn cells(&self, line: u64, record: &StringRecord) -> Result<(Option<Id>, Vec<Said>), Vec<RowProblem>> {
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
    fn set(&self, row: &mut R, line: u64, cells: &[Said]) -> Result<(), Vec<RowProblem>> {
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
    fn news(&self, at: usize, cells: Vec<Said>) -> Vec<Said> {
        let is_new = |(place, cell): &Said| {
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

    fn change(&mut self, at: usize, line: u64, cells: &[Said]) -> Result<(), Vec<RowProblem>> {
        let Some(before) = self.rows.get(at) else { return Ok(()) };
        let mut after = before.clone();
        self.set(&mut after, line, cells)?;
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
