//! 確認できなかったもの: one line that is always there, and the list behind it.

use egui::{ScrollArea, Ui};

use crate::app::{Command, Shown};
use crate::environment::{Asking, ReadState, Report, Unread};
use crate::ui::theme::STEP;
use crate::ui::{frame, text, widgets};

/// The list is no taller than this, in points and as a share of the window; the findings above it stay in sight.
const TALLEST: f32 = 220.0;
const LARGEST_SHARE: f32 = 0.25;

pub(super) fn show(report: &Report, shown: Shown, commands: &mut Vec<Command>, ui: &mut Ui) {
    ui.add_space(STEP);
    frame::line(ui);
    ui.add_space(2.0 * STEP);
    ui.horizontal(|ui| {
        widgets::strong(ui, text::environment_pane::unread_title(report.unread.len()));
        if report.unread.is_empty() {
            widgets::small(ui, text::environment_pane::ALL_READ);
            return;
        }
        let name = match shown {
            Shown::Part => text::environment_pane::SHOW_UNREAD,
            Shown::All => text::environment_pane::HIDE_UNREAD,
        };
        if widgets::link(ui, name).clicked() {
            commands.push(Command::ToggleUnread);
        }
    });
    if shown == Shown::All && !report.unread.is_empty() {
        // The panel is as tall as last time: without a smallest height the list would grow line by line.
        let tallest = TALLEST.min(ui.ctx().content_rect().height() * LARGEST_SHARE);
        let list =
            ScrollArea::vertical().id_salt("unread-list").max_height(tallest).min_scrolled_height(tallest);
        list.auto_shrink([false, true]).show(ui, |ui| {
            widgets::small(ui, text::environment_pane::UNREAD_MEANS);
            for unread in &report.unread {
                widgets::small(ui, text::environment::unread(unread));
            }
            let is_not_asked = |unread: &Unread| unread.state == ReadState::NotAsked;
            if report.unread.iter().any(is_not_asked)
                && widgets::link(ui, text::environment_pane::ASK).clicked()
            {
                commands.push(Command::Scan(Asking::Wanted));
            }
        });
    }
    ui.add_space(2.0 * STEP);
}
