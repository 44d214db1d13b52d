//! Choosing other parts of the ledger: people, devices, shops.

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui, Vec2};
use egui_material_icons::icons::ICON_ARROW_DROP_DOWN;

use crate::app::{PartKind, State};
use crate::ledger::Id;
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Field, Mark};

use super::form::labelled;
use super::today;

/// With more than these, what is typed narrows the choice.
const FEW: usize = 10;
const WIDTH: f32 = 280.0;
const HEIGHT: f32 = 260.0;
/// Rows of a popup that are laid out; whoever looks for another one narrows the choice.
const MOST: usize = 60;

/// One part, or none. Returns the new choice.
pub(super) fn one(state: &State, label: &str, kinds: &[PartKind], now: &str, ui: &mut Ui) -> Option<Id> {
    let mut changed = None;
    labelled(label, ui, |ui| {
        let name = match now {
            "" => text::ledger::UNSAID.to_owned(),
            id => text::ledger::named(&state.ledger.ledger, id),
        };
        let opener = widgets::pill_menu(ui, &name, Mark::when(!now.is_empty()), ICON_ARROW_DROP_DOWN);
        let opener = widgets::named(ui, opener, &format!("{}：{name}", text::ledger::choose_for(label)));
        popup(&opener, label, |ui| {
            if widgets::choice(ui, text::ledger::NOBODY, "", Mark::when(now.is_empty())).clicked() {
                changed = Some(Id::new());
                ui.close();
            }
            if let Some(id) = offered(state, kinds, &[now], ui) {
                changed = Some(id);
                ui.close();
            }
        });
    });
    changed
}

/// Several parts. Returns the new choice.
pub(super) fn many(state: &State, label: &str, kind: PartKind, now: &[Id], ui: &mut Ui) -> Option<Vec<Id>> {
    let mut changed = None;
    labelled(label, ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(1.5 * STEP);
            for (at, id) in now.iter().enumerate() {
                let name = text::ledger::named(&state.ledger.ledger, id);
                let shown = widgets::tag(ui, &format!("{name} ×"));
                if widgets::named(ui, shown, &text::ledger::leave_out(&name)).clicked() {
                    let mut ids = now.to_vec();
                    ids.remove(at);
                    changed = Some(ids);
                }
            }
            let name = text::ledger::choose_for(label);
            let opener = widgets::pill_menu(ui, &name, Mark::Open, ICON_ARROW_DROP_DOWN);
            popup(&opener, label, |ui| {
                let chosen: Vec<&str> = now.iter().map(String::as_str).collect();
                if let Some(id) = offered(state, &[kind], &chosen, ui) {
                    let mut ids = now.to_vec();
                    match ids.iter().position(|other| *other == id) {
                        Some(at) => {
                            ids.remove(at);
                        }
                        None => ids.push(id),
                    }
                    changed = Some(ids);
                }
            });
        });
    });
    changed
}

fn popup(opener: &egui::Response, label: &str, contents: impl FnOnce(&mut Ui)) {
    Popup::from_toggle_button_response(opener)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(text::ledger::choose_for(label))
        .show(|ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing.y = STEP;
            contents(ui);
            if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
                ui.close();
            }
        });
}

/// The parts of these kinds. Returns the one that was pressed.
fn offered(state: &State, kinds: &[PartKind], chosen: &[&str], ui: &mut Ui) -> Option<Id> {
    let ledger = &state.ledger.ledger;
    let all: Vec<(PartKind, &str)> =
        kinds.iter().flat_map(|kind| kind.ids(ledger).map(|id| (*kind, id))).collect();
    // What narrows the choice is no part of the ledger: it goes with the popup.
    let id = ui.scope_id().with("filter");
    let mut filter: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if all.len() > FEW {
        let look = Field { label: text::ledger::FILTER, hint: "", rows: 1, limit: 40 };
        if widgets::field(ui, "filter", look, &mut filter).changed() {
            ui.data_mut(|data| data.insert_temp(id, filter.clone()));
        }
    }
    if all.is_empty() {
        widgets::note(ui, text::ledger::LIST_EMPTY);
    }
    let mut pressed = None;
    ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        let shown =
            all.iter().map(|(kind, id)| (*id, text::ledger::part(ledger, *kind, "", id, today(state))));
        let shown = shown.filter(|(_, (name, detail))| name.contains(&filter) || detail.contains(&filter));
        for (id, (name, detail)) in shown.take(MOST) {
            let mark = Mark::when(chosen.contains(&id));
            if ui.push_id(id, |ui| widgets::choice(ui, &name, &detail, mark)).inner.clicked() {
                pressed = Some(id.to_owned());
            }
        }
    });
    pressed
}
