//! Pages of the link table where something is said about them.

use egui::Ui;

use crate::app::opening::{Age, link_now};
use crate::app::{Command, State};
use crate::ui::text;
use crate::ui::widgets::{self, Weight};

/// Pages of the link table, each as a button; the way through a menu where there is no URL.
pub(in crate::ui) fn link_buttons(state: &State, ids: &[String], commands: &mut Vec<Command>, ui: &mut Ui) {
    for now in ids.iter().filter_map(|id| link_now(state, id)) {
        let link = now.link;
        match now.url {
            Some(_) => {
                let opened =
                    widgets::button(ui, &link.label, Weight::Normal).on_hover_text(link.purpose.as_str());
                if opened.clicked() {
                    commands.push(Command::OpenLink(link.id.clone()));
                }
                if now.age == Age::Stale {
                    widgets::caution_small(ui, text::opening::STALE);
                }
            }
            None => {
                widgets::small(ui, format!("{}：{}", link.label, link.path.as_deref().unwrap_or_default()));
            }
        }
    }
}
