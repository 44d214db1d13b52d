//! A field for a day: typed as people type it, or chosen from a Japanese calendar.

use std::fmt::Debug;
use std::hash::Hash;

use egui::{Align, Key, Layout, Popup, PopupCloseBehavior, Rect, Ui, UiBuilder, Vec2};
use egui_material_icons::icons::ICON_CALENDAR_MONTH;
use jiff::civil::Date;

use crate::app::{Reading, TimeDraft};
use crate::ui::text;
use crate::ui::theme::{self, STEP};

use super::datetime::calendar;
use super::{Field, field};

/// Characters kept of a day.
const LIMIT: usize = 40;
/// The side of an icon that acts.
const ICON: f32 = 28.0;

/// How the field looks and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct DateField<'a> {
    /// Its name, which is its accessible name too.
    pub label: &'a str,
    /// What is recorded.
    pub day: Option<Date>,
    /// What is typed, while it is.
    pub draft: Option<&'a TimeDraft>,
    /// Today, in the zone of the window.
    pub today: Date,
}

/// What happened to the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateChange {
    /// Something was typed.
    Typed(String),
    /// A day was chosen, or taken away.
    Chosen(Option<Date>),
    /// The keyboard has left it.
    Left,
}

/// The field, a button that opens the calendar, and what could not be understood.
pub fn date(ui: &mut Ui, id: impl Hash + Debug + Copy, look: DateField<'_>, mut on: impl FnMut(DateChange)) {
    let mut typed = match (look.draft, look.day) {
        (Some(draft), _) => draft.text.clone(),
        (None, Some(day)) => text::time::day_in_full(day),
        (None, None) => String::new(),
    };
    let shown = Field { label: look.label, hint: text::calendar::DAY_HINT, rows: 1, limit: LIMIT };
    let edited = field(ui, id, shown, &mut typed);
    if edited.changed() {
        on(DateChange::Typed(typed));
    } else if edited.lost_focus() {
        on(DateChange::Left);
    }
    // In the corner of the field's frame, beside its label.
    let corner = edited.rect.right_top() + Vec2::new(10.0 - ICON, 2.0 - ICON);
    let place = Rect::from_min_size(corner, Vec2::splat(ICON));
    let mut beside = ui.new_child(UiBuilder::new().id_salt((id, "calendar")).max_rect(place));
    let opener = super::icon_button(&mut beside, ICON_CALENDAR_MONTH, &text::calendar::open(look.label));
    Popup::from_toggle_button_response(&opener)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(text::calendar::open(look.label))
        .show(|ui| {
            if let Some(day) = calendar::days(ui, look.today, look.day) {
                on(DateChange::Chosen(Some(day)));
                ui.close();
            }
            let row = Vec2::new(ui.available_width(), theme::BUTTON_HEIGHT);
            ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0 * STEP;
                if super::button(ui, text::calendar::CLOSE, super::Weight::Normal).clicked() {
                    ui.close();
                }
                if super::button(ui, text::calendar::CLEAR, super::Weight::Normal).clicked() {
                    on(DateChange::Chosen(None));
                    ui.close();
                }
            });
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                ui.close();
            }
        });
    if look.draft.is_some_and(|draft| draft.reading == Reading::NotUnderstood) {
        super::caution_small(ui, text::calendar::DAY_UNREAD);
    }
}
