//! What the operator is told about the file of the note, and of the IT department, above the panes until it is settled.

use egui::{Frame, Layout, Margin, Panel, Ui, Vec2};

use crate::app::{Command, Dialog, Earlier, KeepCommand, Notice, PolicyCommand, PolicyNotice, Right, State};
use crate::case::Holder;

use super::text;
use super::text::keeping as words;
use super::theme::{BUTTON_HEIGHT, STEP, palette};
use super::widgets::{self, Tone, Weight};

/// The most that are shown at once; the rest follows when one is settled.
const MOST: usize = 3;

/// What a notice says, and what can be done about it.
struct Said {
    what: String,
    detail: String,
    tone: Tone,
    buttons: Vec<(&'static str, Command)>,
}

pub(super) fn show(state: &State, commands: &mut Vec<Command>, ui: &mut Ui) {
    let about_policy = about_policy(state);
    if state.keeping.notices.is_empty() && about_policy.is_none() {
        return;
    }
    let frame =
        Frame::new().fill(palette(ui).page).inner_margin(Margin { left: 12, right: 12, top: 10, bottom: 0 });
    Panel::top("notices").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.5 * STEP;
        let about_note = state.keeping.notices.iter().map(|notice| said(state, notice));
        for said in about_policy.into_iter().chain(about_note).take(MOST) {
            show_one(&said, commands, ui);
        }
    });
}

fn show_one(said: &Said, commands: &mut Vec<Command>, ui: &mut Ui) {
    let p = palette(ui);
    let (strong, soft) = widgets::tone_colors(p, said.tone);
    let line = if said.tone == Tone::Plain { p.line } else { strong };
    widgets::framed(ui, soft, line, Margin::symmetric(14, 8), |ui| {
        let row = Vec2::new(ui.available_width(), BUTTON_HEIGHT);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * STEP;
            for (name, command) in said.buttons.iter().rev() {
                if widgets::button(ui, name, Weight::Normal).clicked() {
                    commands.push(command.clone());
                }
            }
            ui.with_layout(Layout::top_down(egui::Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::strong(ui, said.what.as_str());
                if !said.detail.is_empty() {
                    widgets::small(ui, said.detail.as_str());
                }
            });
        });
    });
}

/// The IT department's file cannot be followed.
fn about_policy(state: &State) -> Option<Said> {
    if state.policies.notice == PolicyNotice::Settled {
        return None;
    }
    let sentence = text::policy::unusable(&state.policies.policy.standing)?;
    let path = sentence.path.map(|path| format!("\n{path}")).unwrap_or_default();
    Some(Said {
        what: sentence.what,
        detail: format!("{}{}{path}", sentence.safe, sentence.next),
        tone: Tone::Caution,
        buttons: vec![(text::policy::UNDERSTOOD, Command::Policy(PolicyCommand::Understood))],
    })
}

fn said(state: &State, notice: &Notice) -> Said {
    let dismiss = (words::DISMISS, Command::Keep(KeepCommand::Dismiss(Box::new(notice.clone()))));
    match notice {
        Notice::ReadOnly(right) => read_only(*right),
        Notice::Held(holder) => held(state, holder),
        Notice::CameIn { taken, both } => Said {
            what: words::came_in(*taken, both.len()),
            detail: words::came_in_detail(both),
            tone: if both.is_empty() { Tone::Ok } else { Tone::Caution },
            buttons: vec![dismiss],
        },
        Notice::Gone => Said {
            what: words::GONE.to_owned(),
            detail: words::GONE_DETAIL.to_owned(),
            tone: Tone::Stop,
            buttons: vec![(words::SAVE_AGAIN, Command::Save)],
        },
        Notice::Unreadable(sentence) => Said {
            what: sentence.what.clone(),
            detail: words::UNREADABLE_DETAIL.to_owned(),
            tone: Tone::Stop,
            buttons: vec![(words::SAVE_AGAIN, Command::Save)],
        },
        Notice::Copies(copies) => Said {
            what: words::copies(copies.len()),
            detail: words::COPIES_NOTICE.to_owned(),
            tone: Tone::Caution,
            buttons: vec![(words::COMPARE, Command::Ask(Dialog::Copies)), dismiss],
        },
        Notice::ByHand(earlier) => by_hand(state, earlier.as_ref(), dismiss.1),
        Notice::NotKept(sentence) => Said {
            what: words::NOT_KEPT.to_owned(),
            detail: format!("{}{}", sentence.what, sentence.path.as_deref().unwrap_or_default()),
            tone: Tone::Caution,
            buttons: vec![dismiss],
        },
    }
}

fn read_only(right: Right) -> Said {
    let (what, detail) = words::read_only(right);
    let button = match right {
        Right::Viewing => (words::EDIT, Command::Keep(KeepCommand::EditAnyway)),
        Right::Forbidden(_) | Right::Change => (words::SAVE_COPY, Command::SaveAs),
    };
    Said { what: what.to_owned(), detail: detail.to_owned(), tone: Tone::Plain, buttons: vec![button] }
}

fn held(state: &State, holder: &Holder) -> Said {
    let clock = |at| text::time::clock_on(at, state.now, &state.zone);
    Said {
        what: words::held(holder, holder.since.map(clock).as_deref()),
        detail: words::held_detail(holder, holder.seen.map(clock).as_deref()),
        tone: Tone::Caution,
        buttons: vec![
            (words::VIEW, Command::Keep(KeepCommand::View)),
            (words::EDIT_ANYWAY, Command::Keep(KeepCommand::EditAnyway)),
        ],
    }
}

fn by_hand(state: &State, earlier: Option<&Earlier>, dismiss: Command) -> Said {
    let mut detail = words::BY_HAND_DETAIL.to_owned();
    if let Some(earlier) = earlier {
        detail.push_str(&words::earlier(&text::time::clock_on(earlier.at, state.now, &state.zone)));
    }
    let open = state.path.clone().zip(earlier.cloned()).map(|(note, earlier)| {
        (words::OPEN_EARLIER, Command::Keep(KeepCommand::OpenEarlier { note, earlier }))
    });
    Said {
        what: words::BY_HAND.to_owned(),
        detail,
        tone: Tone::Caution,
        buttons: open.into_iter().chain([(words::USE_AS_IS, dismiss)]).collect(),
    }
}
