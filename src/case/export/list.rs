//! A list of notes for a spreadsheet: CSV (RFC 4180) as Excel opens it with a double click.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::case::Case;
use crate::knowledge::Knowledge;
use crate::ui::text::{self, export as words};

use super::Audience;
use super::compose::clean;
use super::mask::Mask;

/// Tells Excel that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// A line of the list.
#[derive(Clone, Copy, Debug)]
pub struct ListRow<'a> {
    /// The note.
    pub case: &'a Case,
    /// The name of its file; empty if it has none yet.
    pub file: &'a str,
}

/// Where a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOn {
    /// Into a file that Excel opens with a double click: commas, and a byte order mark.
    File,
    /// Onto the clipboard, to be pasted into a table: tabs.
    Clipboard,
}

/// The whole list: in a file a byte order mark, lines that end in CR and LF, a head with the names of the columns, and a line a note.
/// Names are masked alike over all of it.
pub fn list(
    rows: &[ListRow<'_>],
    on: ListOn,
    knowledge: &Knowledge,
    audience: Audience,
    zone: &TimeZone,
) -> String {
    let cases: Vec<Case> = rows.iter().map(|row| super::without_secrets(row.case)).collect();
    let mask = Mask::of(audience, cases.iter());
    let (between, mark) = match on {
        ListOn::File => (b',', MARK),
        ListOn::Clipboard => (b'\t', ""),
    };
    let mut writer = WriterBuilder::new()
        .delimiter(between)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    let head = words::COLUMNS.map(str::to_owned);
    let lines = cases.iter().zip(rows).map(|(case, row)| cells(case, row.file, &mask, knowledge, zone));
    for line in std::iter::once(head).chain(lines) {
        if let Err(error) = writer.write_record(line.iter().map(|cell| harmless(cell))) {
            log::error!("a list of cases cannot be written into memory: {error}");
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let mut list = String::from(mark);
    list.push_str(&String::from_utf8_lossy(&bytes));
    list
}

fn cells(case: &Case, file: &str, mask: &Mask, knowledge: &Knowledge, zone: &TimeZone) -> [String; 17] {
    let text = |text: &str| clean(&mask.text(text));
    let stage = case.stage.as_deref().and_then(|id| knowledge.stage(id));
    let outcome = case.outcome.as_ref();
    let cause = outcome.and_then(|outcome| outcome.confirmed_cause.as_deref());
    let at =
        |at: &Option<Zoned>| at.as_ref().map(|at| words::stamp(at.timestamp(), zone)).unwrap_or_default();
    [
        text(&case.title),
        text(&case.shop),
        outcome.map_or(words::OPEN, |outcome| words::solved(outcome.solved)).to_owned(),
        cause.map(|id| text::triage::cause(knowledge, id)).unwrap_or_default().to_owned(),
        stage.map(|stage| stage.label.clone()).unwrap_or_default(),
        clean(&mask.persons(&case.person)),
        clean(&mask.persons(&case.affected)),
        text(&case.role),
        at(&case.occurred_at),
        text(&case.impact),
        clean(&case.amazon_case),
        at(&case.next_check),
        case.password_tries.to_string(),
        case.code_requests.to_string(),
        words::stamp(case.created_at, zone),
        words::stamp(case.updated_at, zone),
        text(file),
    ]
}

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it. Japanese Excel
/// takes the wide characters too. <https://owasp.org/www-community/attacks/CSV_Injection>
pub(crate) fn harmless(cell: &str) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    if cell.trim_start_matches([' ', '\u{3000}']).starts_with(begins) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for cell in ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "A店", "1-2", "a=b", "2026/11/21 8:55"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
