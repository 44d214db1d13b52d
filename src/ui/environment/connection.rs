//! 接続も確認する: what is contacted, the button, how far it is, and what it came to. At the foot, so that it is
//! never out of sight.

mod steps;

use egui::{Align2, Margin, Role, Sense, Ui, Vec2, WidgetInfo};
use egui_material_icons::icons::{ICON_CHECK_CIRCLE, ICON_ERROR};

use crate::app::{Check, Command, State};
use crate::environment::facts::OnlineFacts;
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Tone, Weight};
use steps::{Step, Went};

/// The arrow between two steps, with the room around it.
const JOIN: f32 = 6.0 * STEP;

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let environment = &state.environment;
    let policy = &state.policies.policy;
    let Some(report) = &environment.report else {
        return;
    };
    ui.spacing_mut().item_spacing.y = STEP;
    ui.add_space(2.0 * STEP);
    match (&environment.check, &report.machine.online) {
        _ if !policy.allows_online_checks() => {
            ui.add_enabled_ui(false, button);
            widgets::small(ui, text::policy::no_check(&policy.standing));
        }
        _ if environment.running.is_some() => {
            ui.add_enabled_ui(false, button);
            widgets::small(ui, text::connection::AFTER_SCAN);
        }
        (Check::Running(progress), _) => {
            let what = if progress.what.is_empty() {
                text::connection::RUNNING
            } else {
                text::environment::step(&progress.what)
            };
            if super::progress(ui, progress, what, text::connection::RUNNING) {
                commands.push(Command::CancelCheck);
            }
        }
        (Check::Stopping, _) => {
            widgets::card(ui, Tone::Plain, |ui| widgets::body(ui, text::connection::STOPPING));
        }
        (_, Some(online)) => {
            ending(&environment.check, ui);
            outcome(online, commands, ui);
        }
        (_, None) => {
            ending(&environment.check, ui);
            if button(ui) {
                commands.push(Command::CheckConnection);
            }
            widgets::small(ui, text::connection::CONTACTS);
        }
    }
    ui.add_space(STEP);
}

/// The button, as wide as the pane. Whether it was pressed.
fn button(ui: &mut Ui) -> bool {
    widgets::wide_button(ui, text::connection::CHECK, Weight::Normal).clicked()
}

/// How the last check ended, where it has no outcome.
fn ending(check: &Check, ui: &mut Ui) {
    match check {
        Check::Stopped => widgets::small(ui, text::connection::STOPPED),
        Check::Failed => widgets::caution_small(ui, text::connection::FAILED),
        Check::Idle | Check::Running(_) | Check::Stopping => return,
    };
}

/// How far it got, step by step, and how long it took.
fn outcome(online: &OnlineFacts, commands: &mut Vec<Command>, ui: &mut Ui) {
    let visit = text::connection::decisive(online);
    let steps = visit.map(steps::steps);
    let tone = steps.as_ref().map_or(Tone::Caution, |steps| tone(online, steps));
    let (strong, soft) = widgets::tone_colors(palette(ui), tone);
    widgets::framed(ui, soft, soft, Margin::symmetric(12, 10), |ui| {
        ui.spacing_mut().item_spacing.y = STEP;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            let millis = online.visits.iter().map(|visit| visit.millis).sum();
            widgets::small(ui, text::connection::seconds(millis));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| {
                let icon = if tone == Tone::Ok { ICON_CHECK_CIRCLE } else { ICON_ERROR };
                widgets::icon(ui, icon, strong, "");
                let told = visit.map_or(text::connection::NO_ROAD.to_owned(), text::connection::headline);
                widgets::label(ui, told, theme::bold(Size::Body), strong);
            });
        });
        if let Some(steps) = &steps {
            row(steps, ui);
        }
        for other in online.visits.iter().filter(|other| Some(*other) != visit) {
            widgets::small(ui, text::connection::further(other));
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            if let Some(visit) = visit {
                widgets::small(ui, text::connection::by_road_of(&visit.subject));
            }
            let again = widgets::link(ui, text::connection::AGAIN);
            if again.on_hover_text(text::connection::CONTACTS).clicked() {
                commands.push(Command::CheckConnection);
            }
        });
    });
}

fn tone(online: &OnlineFacts, steps: &[Step]) -> Tone {
    if steps.iter().any(|step| step.went == Went::Not) {
        Tone::Stop
    } else if online.visits.iter().all(text::connection::went_well)
        && steps.iter().all(|step| step.went == Went::Well)
    {
        Tone::Ok
    } else {
        Tone::Caution
    }
}

/// The steps with a sign for each, joined by arrows: one picture, one sentence for those who hear it.
fn row(steps: &[Step], ui: &mut Ui) {
    let p = palette(ui);
    let room = Vec2::new(ui.available_width(), theme::line_height(&theme::font(Size::Small)));
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        let mut at = rect.left_center();
        for (number, step) in steps.iter().enumerate() {
            let (sign, ink) = step.went.colors(p);
            if number > 0 {
                widgets::arrow(painter, at + Vec2::new(1.5 * STEP, 0.0), JOIN - 3.0 * STEP, p.ink_soft);
                at.x += JOIN;
            }
            let icon = theme::icon(Size::Small);
            let drawn = painter.text(at, Align2::LEFT_CENTER, step.went.icon().codepoint, icon, sign);
            at.x = drawn.right() + STEP / 2.0;
            let font = theme::font(Size::Small);
            at.x = painter.text(at, Align2::LEFT_CENTER, step.name, font, ink).right();
        }
    }
    let told: Vec<(&str, &str)> = steps.iter().map(|step| (step.name, step.went.word())).collect();
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Image, enabled, text::connection::steps(&told)));
}
