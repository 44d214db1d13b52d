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
    let cases = &state.cases;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(1.5 * STEP);
        let mut send = |command: CasesCommand| commands.push(Command::Cases(command));
        for standing in
            [StandingFilter::All, StandingFilter::Open, StandingFilter::Due, StandingFilter::Closed]
        {
            let name = text::cases::standing_filter(standing, &cases.found.counts);
            if widgets::pill(ui, &name, Mark::when(cases.filter.standing == standing)).clicked() {
                send(CasesCommand::Standing(standing));
            }
        }
        ui.add_space(STEP);
        let choices = &cases.found.choices;
        let plain = |name: &str| name.to_owned();
        let knowledge = state.model.knowledge();
        let cause = |id: &str| text::triage::cause(knowledge, id).to_owned();
        if let Some(shop) = menu(ui, text::cases::SHOP, cases.filter.shop.as_ref(), &choices.shops, plain) {
            send(CasesCommand::Shop(shop));
        }
        if let Some(person) =
            menu(ui, text::cases::PERSON, cases.filter.person.as_ref(), &choices.persons, plain)
        {
            send(CasesCommand::Person(person));
        }
        if let Some(id) = menu(ui, text::cases::CAUSE, cases.filter.cause.as_ref(), &choices.causes, cause) {
            send(CasesCommand::Cause(id));
        }
        let chosen = cases.filter.period;
        drop_down(
            ui,
            text::cases::PERIOD,
            &text::cases::period(chosen),
            Mark::when(chosen != Period::Any),
            |ui| {
                for period in PERIODS {
                    if item(ui, &text::cases::period(period), Mark::when(period == chosen)) {
                        send(CasesCommand::Period(period));
                    }
                }
            },
        );
        let by = cases.order.by;
        drop_down(ui, text::cases::ORDER, text::cases::column(by), Mark::Open, |ui| {
            for sort in SORTS {
                if item(ui, text::cases::order(sort), Mark::when(sort == by)) && sort != by {
                    send(CasesCommand::Sort(sort));
                }
            }
        });
        if cases.is_narrowed() && widgets::link(ui, text::cases::CLEAR_ALL).clicked() {
            send(CasesCommand::ClearAll);
        }
    });
    ui.add_space(STEP);
}

/// A choice among what the notes have; returns what was chosen in this frame. Left out where there is nothing to choose.
fn menu(
    ui: &mut Ui,
    name: &str,
    chosen: Option<&String>,
    choices: &[(String, usize)],
    label: impl Fn(&str) -> String,
) -> Option<Option<String>> {
    if choices.is_empty() && chosen.is_none() {
        return None;
    }
    let shown = chosen.map_or_else(|| text::cases::ANY.to_owned(), |chosen| label(chosen));
    let mut picked = None;
    drop_down(ui, name, &shown, Mark::when(chosen.is_some()), |ui| {
        if item(ui, text::cases::ANY, Mark::when(chosen.is_none())) {
            picked = Some(None);
        }
        for (choice, count) in choices {
            if item(ui, &text::cases::choice(&label(choice), *count), Mark::when(chosen == Some(choice))) {
                picked = Some(Some(choice.clone()));
            }
        }
    });
    picked
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
