//! A form: one widget a field, by the table of fields.

use egui::{Margin, Ui, Vec2};
use egui_material_icons::icons::ICON_CLOSE;

use crate::app::{
    Command, FieldDraft, FieldSpec, LedgerCommand, PartKind, PartRef, Shape, State, Value, areas, fields,
    right_in, with_right,
};
use crate::ledger::{Id, Level, Login, Right};
use crate::ui::text;
use crate::ui::text::ledger_words as words;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, DateChange, DateField, Field, Mark, Weight};

use super::{ask, part_name, picker, today};

/// Characters kept of a line, and of several.
const LIMIT: usize = 200;
const LONG_LIMIT: usize = 4_000;

/// All fields of a part.
pub(super) fn fields_of(state: &State, part: &PartRef, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.push_id(part, |ui| {
        for field in fields(part.kind) {
            if let Some(value) = (field.get)(&state.ledger.ledger, part) {
                one(state, part, field, value, commands, ui);
            }
        }
    });
}

fn one(
    state: &State,
    part: &PartRef,
    field: &FieldSpec,
    value: Value,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let label = words::field(field.name);
    let set = |value: Value| ask(LedgerCommand::Set(part.clone(), field.name, value));
    match (field.shape, value) {
        (Shape::Line | Shape::Digits, Value::Text(text)) => {
            text_field(part, field, 1, text, commands, ui);
        }
        (Shape::Lines, Value::Text(text)) => text_field(part, field, 3, text, commands, ui),
        (Shape::Email, Value::Text(text)) => email(state, part, field, text, commands, ui),
        (Shape::Day, Value::Day(day)) => day_field(state, part, field, day, commands, ui),
        (Shape::Count, Value::Count(count)) => {
            let text = if count == 0 { String::new() } else { count.to_string() };
            let mut typed = text.clone();
            let look = Field { label, hint: text::ledger::hint(part.kind, field.name), rows: 1, limit: 3 };
            if widgets::field(ui, field.name, look, &mut typed).changed() {
                commands.push(set(Value::Count(number(&typed))));
            }
        }
        (Shape::Choice(of), Value::Choice(chosen)) => {
            if let Some(at) = choices(label, &of(), &[chosen], ui) {
                commands.push(set(Value::Choice(at)));
            }
        }
        (Shape::Flags(of), Value::Flags(chosen)) => {
            if let Some(at) = choices(label, &of(), &chosen, ui) {
                commands.push(set(Value::Flags(turned(&chosen, at))));
            }
        }
        (Shape::One(kinds), Value::One(id)) => {
            if let Some(id) = picker::one(state, label, kinds, &id, ui) {
                commands.push(set(Value::One(id)));
            }
        }
        (Shape::Many(kind), Value::Many(ids)) => {
            if let Some(ids) = picker::many(state, label, kind, &ids, ui) {
                commands.push(set(Value::Many(ids)));
            }
        }
        (Shape::Rights, Value::Rights(of)) => {
            if let Some(rights) = rights(label, &of, ui) {
                commands.push(set(Value::Rights(rights)));
            }
        }
        _ => {}
    }
}

/// The digits of what was typed, in either width.
fn number(typed: &str) -> u32 {
    let digits = typed.chars().filter_map(|c| match c {
        '０'..='９' => u32::from(c).checked_sub(u32::from('０')),
        c => c.to_digit(10),
    });
    digits.fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(digit))
}

fn turned(chosen: &[usize], at: usize) -> Vec<usize> {
    let mut chosen = chosen.to_vec();
    match chosen.iter().position(|other| *other == at) {
        Some(place) => {
            chosen.remove(place);
        }
        None => chosen.push(at),
    }
    chosen
}

fn text_field(
    part: &PartRef,
    field: &FieldSpec,
    rows: usize,
    mut typed: String,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let limit = if rows > 1 { LONG_LIMIT } else { LIMIT };
    let hint = text::ledger::hint(part.kind, field.name);
    let look = Field { label: words::field(field.name), hint, rows, limit };
    if widgets::field(ui, field.name, look, &mut typed).changed() {
        commands.push(ask(LedgerCommand::Set(part.clone(), field.name, Value::Text(typed))));
    }
}

/// An address is masked once its field is left.
fn email(
    state: &State,
    part: &PartRef,
    field: &FieldSpec,
    text: String,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let mut typed = draft(state, part, field).map_or(text, |draft| draft.typed.text.clone());
    let hint = text::ledger::hint(part.kind, field.name);
    let look = Field { label: words::field(field.name), hint, rows: 1, limit: LIMIT };
    let edited = widgets::field(ui, field.name, look, &mut typed);
    if edited.changed() {
        commands.push(ask(LedgerCommand::Type(part.clone(), field.name, typed)));
    } else if edited.lost_focus() {
        commands.push(ask(LedgerCommand::Leave));
    }
}

fn draft<'a>(state: &'a State, part: &PartRef, field: &FieldSpec) -> Option<&'a FieldDraft> {
    state.ledger.draft.as_ref().filter(|draft| draft.part == *part && draft.field == field.name)
}

fn day_field(
    state: &State,
    part: &PartRef,
    field: &FieldSpec,
    day: Option<jiff::civil::Date>,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    let draft = draft(state, part, field).map(|draft| &draft.typed);
    let look = DateField { label: words::field(field.name), day, draft, today: today(state) };
    widgets::date(ui, field.name, look, |change| {
        commands.push(ask(match change {
            DateChange::Typed(text) => LedgerCommand::Type(part.clone(), field.name, text),
            DateChange::Chosen(day) => LedgerCommand::Set(part.clone(), field.name, Value::Day(day)),
            DateChange::Left => LedgerCommand::Leave,
        }));
    });
}

/// Words to choose from, those that are chosen marked. Returns the one that was pressed.
fn choices(label: &str, of: &[&'static str], chosen: &[usize], ui: &mut Ui) -> Option<usize> {
    let mut pressed = None;
    labelled(label, ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(1.5 * STEP);
            for (at, word) in of.iter().enumerate() {
                let word = if word.is_empty() { text::ledger::UNSAID } else { word };
                if widgets::pill(ui, word, Mark::when(chosen.contains(&at))).clicked() {
                    pressed = Some(at);
                }
            }
        });
    });
    pressed
}

/// A small label over something that is no text field.
pub(super) fn labelled(label: &str, ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.push_id(label, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = STEP;
            widgets::small(ui, label);
            contents(ui);
        });
    });
    ui.add_space(STEP / 2.0);
}

/// Areas in two columns, each with nothing, to look, to change.
fn rights(label: &str, of: &[Right], ui: &mut Ui) -> Option<Vec<Right>> {
    let mut changed = None;
    let areas = areas();
    let half = areas.len().div_ceil(2);
    labelled(label, ui, |ui| {
        ui.columns(2, |columns| {
            for (at, area) in areas.iter().enumerate() {
                let Some(column) = columns.get_mut(at / half) else { continue };
                column.spacing_mut().item_spacing = Vec2::new(STEP, STEP);
                column.push_id(area, |ui| {
                    ui.horizontal(|ui| {
                        let size = Vec2::new(120.0, 24.0);
                        ui.allocate_ui_with_layout(
                            size,
                            egui::Layout::left_to_right(egui::Align::Center),
                            |ui| {
                                ui.set_min_size(size);
                                widgets::plain_small(ui, *area);
                            },
                        );
                        let now = right_in(of, at);
                        for level in [None, Some(Level::View), Some(Level::Edit)] {
                            let word = level.map_or(text::ledger::NO_RIGHT, words::level);
                            if widgets::pill(ui, word, Mark::when(now == level)).clicked() {
                                changed = Some(with_right(of, at, level));
                            }
                        }
                    });
                });
            }
        });
    });
    changed
}

/// What belongs to a login: roles, methods, helpers.
pub(super) fn login(state: &State, part: &PartRef, commands: &mut Vec<Command>, ui: &mut Ui) {
    let ledger = &state.ledger.ledger;
    let Some(login) = ledger.get::<Login>(&part.id) else { return };
    let of = |kind: PartKind, id: &Id| PartRef::of(&part.id, kind, id);
    let roles: Vec<_> = login.roles.iter().map(|role| of(PartKind::Role, &role.id)).collect();
    section(state, text::ledger::ROLES, "", &roles, PartKind::Role, part, commands, ui);
    let methods: Vec<_> = login.methods.iter().map(|method| of(PartKind::Method, &method.id)).collect();
    section(state, text::ledger::METHODS, "", &methods, PartKind::Method, part, commands, ui);
    let helpers = ledger.recoveries.iter().filter(|recovery| recovery.login == part.id);
    let helpers: Vec<_> = helpers.map(|it| PartRef::new(PartKind::Recovery, &it.id)).collect();
    let (title, detail) = (text::ledger::RECOVERIES, text::ledger::RECOVERIES_DETAIL);
    section(state, title, detail, &helpers, PartKind::Recovery, part, commands, ui);
}

#[expect(clippy::too_many_arguments, reason = "a heading, what is below it, and where it goes")]
fn section(
    state: &State,
    title: &str,
    detail: &str,
    parts: &[PartRef],
    kind: PartKind,
    login: &PartRef,
    commands: &mut Vec<Command>,
    ui: &mut Ui,
) {
    ui.add_space(2.0 * STEP);
    widgets::title(ui, title);
    if !detail.is_empty() {
        widgets::small(ui, detail);
    }
    let p = palette(ui);
    for part in parts {
        widgets::framed(ui, p.card, p.line, Margin::same(12), |ui| {
            let name = part_name(state, part);
            ui.horizontal(|ui| {
                let font = crate::ui::theme::bold(crate::ui::theme::Size::Body);
                ui.add(egui::Label::new(widgets::wrapped(name.as_str(), font, p.ink)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let remove = text::ledger::remove_part(&name);
                    if widgets::icon_button(ui, ICON_CLOSE, &remove).clicked() {
                        commands.push(ask(LedgerCommand::Remove(part.clone())));
                    }
                });
            });
            fields_of(state, part, commands, ui);
        });
    }
    if widgets::button(ui, text::ledger::add(kind), Weight::Normal).clicked() {
        commands.push(ask(LedgerCommand::AddTo(login.id.clone(), kind)));
    }
}
