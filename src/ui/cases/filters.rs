//! Which notes are shown, and in which order.

use egui::{Button, Popup, RichText, Ui, Vec2};
use egui_material_icons::icons::ICON_ARROW_DROP_DOWN;

use crate::app::{CasesCommand, Command, State};
use crate::case::index::{Period, Sort, StandingFilter};
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Mark};

/// Times that can be chosen.
const PERIODS: [Period; 5] =
    [Period::Any, Period::Days(7), Period::Days(30), Period::Days(90), Period::Days(365)];
/// What a list can be sorted by.
const SORTS: [Sort; 8] = [
    Sort::Urgency,
    Sort::NextCheck,
    Sort::Updated,
    Sort::Began,
    Sort::Title,
    Sort::Shop,
    Sort::Person,
    Sort::Cause,
];
/// A menu is no higher than this; a long one scrolls.
const MENU_HEIGHT: f32 = 320.0;
const MENU_WIDTH: f32 = 240.0;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let mut send = |command: CasesCommand| commands.push(Command::Cases(command));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(1.5 * STEP);
        standings(state, &mut send, ui);
        ui.add_space(STEP);
        choices(state, &mut send, ui);
        period(state.cases.filter.period, &mut send, ui);
        order(state.cases.order.by, &mut send, ui);
        if state.cases.is_narrowed() && widgets::link(ui, text::cases::CLEAR_ALL).clicked() {
            send(CasesCommand::ClearAll);
        }
    });
    ui.add_space(STEP);
}

fn standings(state: &State, send: &mut impl FnMut(CasesCommand), ui: &mut Ui) {
    let cases = &state.cases;
    for standing in [StandingFilter::All, StandingFilter::Open, StandingFilter::Due, StandingFilter::Closed] {
        let name = text::cases::standing_filter(standing, &cases.found.counts);
        if widgets::pill(ui, &name, Mark::when(cases.filter.standing == standing)).clicked() {
            send(CasesCommand::Standing(standing));
        }
    }
}

fn choices(state: &State, send: &mut impl FnMut(CasesCommand), ui: &mut Ui) {
    let (filter, choices) = (&state.cases.filter, &state.cases.found.choices);
    let plain = |name: &str| name.to_owned();
    let cause = |id: &str| text::triage::cause(state.model.knowledge(), id).to_owned();
    let shops =
        Menu { name: text::cases::SHOP, chosen: &filter.shop, choices: &choices.shops, label: &plain };
    let persons =
        Menu { name: text::cases::PERSON, chosen: &filter.person, choices: &choices.persons, label: &plain };
    let causes =
        Menu { name: text::cases::CAUSE, chosen: &filter.cause, choices: &choices.causes, label: &cause };
    shops.show(ui, |shop| send(CasesCommand::Shop(shop)));
    persons.show(ui, |person| send(CasesCommand::Person(person)));
    causes.show(ui, |cause| send(CasesCommand::Cause(cause)));
}

fn period(chosen: Period, send: &mut impl FnMut(CasesCommand), ui: &mut Ui) {
    let mark = Mark::when(chosen != Period::Any);
    drop_down(ui, text::cases::PERIOD, &text::cases::period(chosen), mark, |ui| {
        for period in PERIODS {
            if item(ui, &text::cases::period(period), Mark::when(period == chosen)) {
                send(CasesCommand::Period(period));
            }
        }
    });
}

fn order(by: Sort, send: &mut impl FnMut(CasesCommand), ui: &mut Ui) {
    drop_down(ui, text::cases::ORDER, text::cases::column(by), Mark::Open, |ui| {
        for sort in SORTS {
            // The same one again would turn it round.
            if item(ui, text::cases::order(sort), Mark::when(sort == by)) && sort != by {
                send(CasesCommand::Sort(sort));
            }
        }
    });
}

/// A choice among what the notes have.
struct Menu<'m> {
    name: &'m str,
    chosen: &'m Option<String>,
    /// With the number of notes.
    choices: &'m [(String, usize)],
    /// How a choice is called.
    label: &'m dyn Fn(&str) -> String,
}

impl Menu<'_> {
    /// Left out where there is nothing to choose.
    fn show(&self, ui: &mut Ui, mut pick: impl FnMut(Option<String>)) {
        let chosen = self.chosen.as_deref();
        if self.choices.is_empty() && chosen.is_none() {
            return;
        }
        let shown = chosen.map_or_else(|| text::cases::ANY.to_owned(), self.label);
        drop_down(ui, self.name, &shown, Mark::when(chosen.is_some()), |ui| {
            if item(ui, text::cases::ANY, Mark::when(chosen.is_none())) {
                pick(None);
            }
            for (choice, count) in self.choices {
                let name = text::cases::choice(&(self.label)(choice), *count);
                if item(ui, &name, Mark::when(chosen == Some(choice))) {
                    pick(Some(choice.clone()));
                }
            }
        });
    }
}

/// A small button that opens a menu, and says what is chosen in it.
fn drop_down(ui: &mut Ui, name: &str, chosen: &str, mark: Mark, contents: impl FnOnce(&mut Ui)) {
    let text = text::cases::filter(name, chosen);
    let opens = widgets::pill_menu(ui, &text, mark, ICON_ARROW_DROP_DOWN);
    Popup::menu(&opens).width(MENU_WIDTH).show(|ui| {
        egui::ScrollArea::vertical().max_height(MENU_HEIGHT).show(ui, contents);
    });
}

fn item(ui: &mut Ui, text: &str, mark: Mark) -> bool {
    let p = palette(ui);
    let (ink, font) = match mark {
        Mark::Chosen => (p.accent, theme::bold(Size::Body)),
        Mark::Open => (p.ink, theme::font(Size::Body)),
    };
    let shown = Button::new(RichText::new(text).font(font).color(ink)).truncate();
    let item = ui.add(shown.min_size(Vec2::new(ui.available_width(), 28.0)).frame_when_inactive(false));
    widgets::named(ui, item, text).clicked()
}
