//! What an inquiry to Amazon needs: what the note fills by itself, and what is still to be written.

use egui::{Align, Layout, Ui};

use crate::app::{Command, NoteCommand, NotePlace, State};
use crate::case::{PointState, Standing, points_of};
use crate::ui::text;
use crate::ui::theme::STEP;
use crate::ui::widgets::{self, Field, Tone};

use super::{LONG_LIMIT, arrive, note};

/// Lines of one kind that are shown; a machine may have many findings.
const MOST_LINES: usize = 6;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::small(ui, text::points::WHY);
    for (index, point) in points_of(&state.case).iter().enumerate() {
        ui.add_space(2.0 * STEP);
        ui.scope(|ui| self::point(state, index + 1, point, commands, ui));
    }
}

fn point(state: &State, number: usize, point: &PointState<'_>, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = STEP;
    ui.horizontal_top(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            let tone = match point.standing {
                Standing::Filled => Tone::Ok,
                Standing::Partly => Tone::Caution,
                Standing::Missing => Tone::Plain,
            };
            widgets::chip(ui, text::points::standing(point.standing), tone);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                widgets::strong(ui, text::points::numbered(number, &point.asked.label));
            });
        });
    });
    if point.standing != Standing::Filled {
        widgets::small(ui, point.asked.hint.as_str());
    }
    for given in point.given.iter().take(MOST_LINES) {
        let line = text::points::given(given, state.model.knowledge(), state.now, &state.zone);
        widgets::plain_small(ui, line);
    }
    let Some(write) = &point.asked.write else { return };
    let mut typed = point.text.to_owned();
    let look = Field { label: &write.label, hint: &write.hint, rows: 2, limit: LONG_LIMIT };
    let edited = widgets::field(ui, ("point", &point.asked.id), look, &mut typed);
    arrive(state, &NotePlace::Point(point.asked.id.clone()), &edited, commands);
    if edited.changed() {
        commands.push(note(NoteCommand::SetPoint(point.asked.id.clone(), typed)));
    }
}
