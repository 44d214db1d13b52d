//! What is handed to the staff: the form, the folder, and what was written.

use egui::{Checkbox, Ui};

use crate::app::opening::{Files, LinkNow, OpeningCommand, OpeningDialog, Said, StaffForm, doors};
use crate::app::{Command, State};
use crate::documents::staff::StaffFile;
use crate::ui::dialogs::{foot, head};
use crate::ui::text;
use crate::ui::theme::{self, STEP, Size, palette};
use crate::ui::widgets::{self, Field, Mark, Weight};

pub(super) fn form(state: &State, form: &StaffForm, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::staff::TITLE, text::staff::DETAIL);
    ui.spacing_mut().item_spacing.y = 1.5 * STEP;
    let mut changed = form.clone();
    let company = Field { label: text::staff::COMPANY, hint: text::staff::COMPANY_HINT, rows: 1, limit: 100 };
    widgets::field(ui, "staff-company", company, &mut changed.company);
    let contact = Field { label: text::staff::CONTACT, hint: text::staff::CONTACT_HINT, rows: 2, limit: 300 };
    widgets::field(ui, "staff-contact", contact, &mut changed.contact);
    ui.add_space(STEP);
    widgets::small(ui, text::staff::DOOR);
    let offered: Vec<LinkNow<'_>> = doors(state).collect();
    let only = offered.len() == 1;
    for link in &offered {
        let mark = Mark::when(only || link.link.id == changed.door);
        let url = link.url.unwrap_or_default();
        if widgets::choice(ui, &link.link.label, url, mark).clicked() {
            changed.door.clone_from(&link.link.id);
        }
        if link.said == Said::ByIt {
            widgets::small(ui, text::policy::DECIDED);
        }
    }
    ui.add_space(STEP);
    widgets::small(ui, text::staff::FILES);
    for file in StaffFile::ALL {
        toggle(file, &mut changed, ui);
    }
    if &changed != form {
        commands.push(Command::Ask(OpeningDialog::Staff(changed.clone()).into()));
    }
    let is_ready = !changed.files.is_empty();
    let go = Command::Opening(OpeningCommand::PickStaffFolder(changed));
    let buttons = [
        (text::staff::DO, Weight::Primary, go),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    if is_ready {
        foot(ui, commands, &buttons);
    } else {
        foot(ui, commands, buttons.get(1..).unwrap_or_default());
    }
}

fn toggle(file: StaffFile, form: &mut StaffForm, ui: &mut Ui) {
    let (name, detail) = text::staff::file(file);
    let mut wanted = form.files.contains(&file);
    ui.horizontal(|ui| {
        let ink = palette(ui).ink;
        let shown = widgets::wrapped(name, theme::font(Size::Body), ink);
        if ui.add(Checkbox::new(&mut wanted, shown)).changed() {
            if wanted {
                form.files.insert(file);
            } else {
                form.files.remove(&file);
            }
        }
        widgets::small(ui, detail);
    });
}

pub(super) fn folder(form: &StaffForm, folder: &str, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::staff::FOLDER_TITLE, "");
    let mut typed = folder.to_owned();
    let look = Field { label: text::staff::FOLDER, hint: text::staff::FOLDER_HINT, rows: 1, limit: 4_000 };
    if widgets::field(ui, "staff-folder", look, &mut typed).changed() {
        commands.push(Command::Ask(OpeningDialog::StaffFolder(form.clone(), typed.clone()).into()));
    }
    let write = Command::Opening(OpeningCommand::WriteStaff(form.clone(), typed));
    let buttons = [
        (text::staff::DO_THERE, Weight::Primary, write),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

pub(super) fn exists(files: &Files, names: &[String], commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::staff::EXISTS, text::staff::EXISTS_DETAIL);
    for name in names {
        widgets::strong(ui, name.as_str());
    }
    widgets::small(ui, files.folder.display().to_string());
    let buttons = [
        (text::staff::REPLACE, Weight::Danger, Command::Opening(OpeningCommand::Overwrite(files.clone()))),
        (text::dialogs::CANCEL, Weight::Normal, Command::CloseDialog),
    ];
    foot(ui, commands, &buttons);
}

pub(super) fn written(files: &Files, commands: &mut Vec<Command>, ui: &mut Ui) {
    head(ui, text::staff::WRITTEN, text::staff::WRITTEN_DETAIL);
    for (name, _) in &files.files {
        widgets::strong(ui, name.as_str());
    }
    widgets::small(ui, files.folder.display().to_string());
    foot(ui, commands, &[(text::dialogs::CLOSE, Weight::Primary, Command::CloseDialog)]);
}
