//! The dialog with a spreadsheet before it is taken in: what it would change, or what is wrong in which row.

use egui::{ScrollArea, Ui};

use crate::app::{Command, LedgerCommand, ReadTable, State};
use crate::ledger::csv::{Import, ImportError};
use crate::ui::text::ledger_csv as words;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Weight};
use crate::ui::{dialogs, text};

use super::ask;

/// Height of the list, in points.
const HEIGHT: f32 = 360.0;
/// Rows that are listed; the rest is counted.
const MOST: usize = 200;

pub(in crate::ui) fn table(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    match &state.ledger.moving.table {
        Some(ReadTable { import: Ok(import), path }) => {
            dialogs::head(ui, text::ledger::IMPORT_TITLE, text::ledger::IMPORT_DETAIL);
            preview(import, ui);
            widgets::small(ui, path.display().to_string());
            let cancel = (text::ledger::IMPORT_CANCEL, Weight::Normal, ask(LedgerCommand::CancelImport));
            if import.added.is_empty() && import.changed.is_empty() {
                dialogs::foot(ui, commands, &[cancel]);
            } else {
                let take = (text::ledger::IMPORT_DO, Weight::Primary, ask(LedgerCommand::Import));
                dialogs::foot(ui, commands, &[take, cancel]);
            }
        }
        Some(ReadTable { import: Err(error), path }) => {
            dialogs::head(ui, text::ledger::IMPORT_FAILED, text::ledger::IMPORT_FAILED_DETAIL);
            problems(error, ui);
            widgets::small(ui, path.display().to_string());
            let close = (text::dialogs::CLOSE, Weight::Primary, ask(LedgerCommand::CancelImport));
            dialogs::foot(ui, commands, &[close]);
        }
        None => {}
    }
}

fn preview(import: &Import, ui: &mut Ui) {
    let (added, changed) = (import.added.len(), import.changed.len());
    let table = words::table(import.table);
    widgets::strong(ui, text::ledger::import_summary(table, added, changed, import.unchanged()));
    if !import.ignored.is_empty() {
        widgets::caution_small(ui, text::ledger::import_ignored(&import.ignored));
    }
    if added == 0 && changed == 0 {
        widgets::body(ui, text::ledger::IMPORT_NOTHING);
        return;
    }
    list(ui, |ui| {
        if changed > 0 {
            widgets::title(ui, text::ledger::IMPORT_CHANGED);
        }
        for row in import.changed.iter().take(MOST) {
            widgets::strong(ui, text::ledger::import_row(row.line, &row.label));
            for field in &row.fields {
                widgets::small(ui, text::ledger::import_field(field.head, &field.before, &field.after));
            }
        }
        more(changed, ui);
        if added > 0 {
            widgets::title(ui, text::ledger::IMPORT_ADDED);
        }
        for row in import.added.iter().take(MOST) {
            widgets::body(ui, text::ledger::import_row(row.line, &row.label));
        }
        more(added, ui);
    });
}

fn problems(error: &ImportError, ui: &mut Ui) {
    match error {
        ImportError::File(problem) => {
            widgets::body(ui, words::file_problem(problem));
        }
        ImportError::Rows { problems, further, .. } => list(ui, |ui| {
            for problem in problems {
                widgets::body(ui, words::row_problem(problem));
            }
            if *further > 0 {
                widgets::small(ui, words::further_problems(*further));
            }
        }),
    }
}

fn list(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.add_space(STEP);
    ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        ui.set_max_width(ui.available_width() - 10.0);
        contents(ui);
    });
    ui.add_space(STEP);
}

fn more(count: usize, ui: &mut Ui) {
    if count > MOST {
        widgets::small(ui, text::guard::more(count - MOST));
    }
}
