//! お問い合わせ文: the inquiry to Amazon, what is missing in it, the check before it is sent, and what is kept afterwards.

use egui::{Margin, Ui, Vec2};
use egui_material_icons::icons::{ICON_CHECK_CIRCLE, ICON_ERROR, ICON_INFO};

use crate::app::{Command, DocumentTab, DocumentsCommand, Leave, OtherNote, Others, State, place_of};
use crate::case::export::Language;
use crate::case::{Needed, PointState, Standing, points_of};
use crate::documents::papers::Paper;
use crate::ui::theme::{STEP, palette};
use crate::ui::widgets::{self, Mark, Tone};
use crate::ui::{frame, note, text};

use super::SHARES;
use super::sheet::{self, Release};

/// Other notes that are named.
const OTHERS: usize = 3;

/// Whether the paper in front may be handed on: an inquiry only after its check.
pub(super) fn may_hand_on(state: &State) -> bool {
    let is_inquiry = matches!(state.documents.paper(), Some(Paper::Inquiry(_)));
    !is_inquiry || state.documents.confirmed.as_ref() == Some(&state.case.id)
}

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let release =
        if may_hand_on(state) { Release::Free } else { Release::After(text::documents::ONE_CASE_FIRST) };
    frame::columns(ui, &SHARES, |column, ui| match column {
        0 => {
            frame::head(ui, text::documents::tab(DocumentTab::Inquiry), |ui| language(state, commands, ui));
            frame::scroll(ui, |ui| {
                widgets::small(ui, text::documents::INQUIRY_WHY);
                if state.documents.language == Language::English {
                    widgets::small(ui, text::documents::ENGLISH_DETAIL);
                }
                ui.add_space(2.0 * STEP);
                check(state, commands, ui);
                ui.add_space(3.0 * STEP);
                missing(state, commands, ui);
                ui.add_space(3.0 * STEP);
                after_sending(state, commands, ui);
            });
        }
        _ => sheet::show(state, Paper::Inquiry(state.documents.language), release, commands, ui),
    });
}

fn language(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    // From the right.
    for language in [Language::English, Language::Japanese] {
        let mark = Mark::when(state.documents.language == language);
        if widgets::pill(ui, text::documents::language(language), mark).clicked() {
            commands.push(Command::Documents(DocumentsCommand::SetLanguage(language)));
        }
    }
}

/// One case only, and nothing secret.
fn check(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::documents::BEFORE_SENDING);
    let p = palette(ui);
    widgets::framed(ui, p.card, p.line, Margin::same(12), |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(1.5 * STEP, 1.5 * STEP);
        let amazon_case = state.case.amazon_case.trim();
        if !amazon_case.is_empty() {
            told(ui, Tone::Caution, &text::documents::case_is_open(amazon_case));
        }
        others(state, commands, ui);
        let remarks = state.documents.sheet.as_ref().and_then(|sheet| sheet.remarks.as_ref());
        match remarks.map(|remarks| remarks.blanked) {
            Some(0) => told(ui, Tone::Ok, text::documents::NO_SECRETS),
            Some(count) => told(ui, Tone::Caution, &text::documents::secrets(count)),
            None => {}
        }
        told(ui, Tone::Plain, text::documents::PHONE_MASKED);
        let confirmed = Mark::when(may_hand_on(state));
        let promise =
            if amazon_case.is_empty() { text::documents::ONE_CASE } else { text::documents::SAME_CASE };
        if widgets::check(ui, promise, confirmed).clicked() {
            commands.push(Command::Documents(DocumentsCommand::Confirm));
        }
    });
}

fn told(ui: &mut Ui, tone: Tone, said: &str) {
    let p = palette(ui);
    ui.horizontal_top(|ui| {
        let (icon, ink) = match tone {
            Tone::Ok => (ICON_CHECK_CIRCLE, p.ok),
            Tone::Caution | Tone::Stop => (ICON_ERROR, p.caution),
            Tone::Plain => (ICON_INFO, p.ink_soft),
        };
        widgets::icon(ui, icon, ink, "");
        widgets::plain_small(ui, said);
    });
}

fn others(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    match &state.documents.others {
        Others::Unasked => told(ui, Tone::Plain, text::documents::OTHERS_UNASKED),
        Others::Reading => told(ui, Tone::Plain, text::documents::OTHERS_READING),
        Others::Failed => told(ui, Tone::Caution, text::documents::OTHERS_FAILED),
        Others::Known(notes) if notes.is_empty() => told(ui, Tone::Ok, text::documents::NO_OTHERS),
        Others::Known(notes) => {
            told(ui, Tone::Caution, &text::documents::others(notes.len()));
            for note in notes.iter().take(OTHERS) {
                other(note, commands, ui);
            }
            if notes.len() > OTHERS {
                widgets::small(ui, text::documents::more_others(notes.len() - OTHERS));
            }
        }
    }
}

fn other(note: &OtherNote, commands: &mut Vec<Command>, ui: &mut Ui) {
    let name = text::documents::other_note(&note.title, &note.amazon_case);
    if widgets::link(ui, &name).on_hover_text(text::documents::OPEN_NOTE).clicked() {
        commands.push(Command::Leave(Leave::OpenPath(note.path.clone())));
    }
}

/// What an inquiry is asked for and nobody has written, each with a way to its field.
fn missing(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let points = points_of(&state.case);
    let missing: Vec<&PointState<'_>> = points
        .iter()
        .filter(|point| point.asked.needed == Needed::Always && point.standing != Standing::Filled)
        .collect();
    ui.horizontal(|ui| {
        widgets::title(ui, text::documents::MISSING);
        if !missing.is_empty() {
            widgets::chip(ui, &text::note::count(missing.len()), Tone::Plain);
        }
    });
    if missing.is_empty() {
        told(ui, Tone::Ok, text::documents::NOTHING_MISSING);
    } else {
        widgets::small(ui, text::documents::MISSING_DETAIL);
    }
    for point in missing {
        let Some(place) = place_of(point, &state.case) else { continue };
        if widgets::item(ui, &point.asked.label, &point.asked.hint).clicked() {
            commands.push(Command::Documents(DocumentsCommand::GoTo(place)));
        }
    }
}

/// The id of the case and the next look, where the reminder of the list takes them from.
fn after_sending(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    widgets::title(ui, text::documents::AFTER_SENDING);
    widgets::small(ui, text::documents::AFTER_SENDING_DETAIL);
    ui.add_space(STEP);
    note::after_sending(state, commands, ui);
}
