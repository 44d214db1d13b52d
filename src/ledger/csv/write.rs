//! From the ledger to a table.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use encoding_rs::SHIFT_JIS;

use super::Table;
use super::cells;
use super::columns::Columns;
use super::names::Names;
use super::rows::InLogin;
use crate::ledger::guard::blank_ledger;
use crate::ledger::{Device, Ledger, Login, Method, Partner, Person, RightsChange, Role, Shop};
use crate::ui::text::ledger_csv::heads;

/// Tells Excel that a file is UTF-8.
const MARK: &str = "\u{feff}";
/// So many characters that an encoding does not have are named.
const MOST_NAMED: usize = 10;

/// How a table is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a mark, as Excel opens it with a double click.
    Utf8,
    /// CP932 (`Shift_JIS` as Windows has it), for older programs.
    Cp932,
}

/// Why a table cannot be written in an encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the encoding has no {characters:?}")]
pub struct NotInEncoding {
    /// Characters that it does not have, the first ones.
    pub characters: Vec<char>,
}

/// A table: heads, and a line for each row, or the heads alone to be filled in. What looks like a secret is blanked, and
/// no cell is a formula.
pub fn write(ledger: &Ledger, table: Table, encoding: Encoding) -> Result<Vec<u8>, NotInEncoding> {
    let ledger = blank_ledger(ledger);
    let text = match table {
        Table::People => text::<Person>(&ledger),
        Table::Devices => text::<Device>(&ledger),
        Table::Shops => text::<Shop>(&ledger),
        Table::Logins => text::<Login>(&ledger),
        Table::Roles => text::<InLogin<Role>>(&ledger),
        Table::Methods => text::<InLogin<Method>>(&ledger),
        Table::Partners => text::<Partner>(&ledger),
        Table::Changes => text::<RightsChange>(&ledger),
    };
    match encoding {
        Encoding::Utf8 => Ok([MARK.as_bytes(), &text].concat()),
        Encoding::Cp932 => cp932(&String::from_utf8_lossy(&text)),
    }
}

fn text<R: Columns>(ledger: &Ledger) -> Vec<u8> {
    let names = Names::of(ledger);
    let columns = R::columns();
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let head: Vec<String> = std::iter::once(heads::ID)
        .chain(columns.iter().map(|column| column.head))
        .map(str::to_owned)
        .collect();
    let rows = R::all(ledger);
    let lines = rows.iter().map(|row| {
        let id = if row.id().is_empty() { String::new() } else { format!("#{}", row.id()) };
        let cells = columns.iter().map(|column| (column.get)(row, &names));
        std::iter::once(id).chain(cells).map(|cell| cells::written(&cell)).collect()
    });
    for line in std::iter::once(head).chain(lines) {
        if let Err(error) = writer.write_record(line) {
            log::error!("a table of the ledger cannot be written into memory: {error}");
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn cp932(text: &str) -> Result<Vec<u8>, NotInEncoding> {
    let (bytes, _, has_unknown) = SHIFT_JIS.encode(text);
    if !has_unknown {
        return Ok(bytes.into_owned());
    }
    let mut characters: Vec<char> = Vec::new();
    for c in text.chars() {
        let is_unknown = SHIFT_JIS.encode(c.encode_utf8(&mut [0; 4])).2;
        if is_unknown && !characters.contains(&c) {
            characters.push(c);
            if characters.len() == MOST_NAMED {
                break;
            }
        }
    }
    Err(NotInEncoding { characters })
}
