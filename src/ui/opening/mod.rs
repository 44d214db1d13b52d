//! Opening pages: the menu of the primary button, the question afterwards, corrections, and what the staff gets.

mod card;
mod dialogs;
mod links;
mod menu;
mod settings;
mod staff;

pub(super) use card::show as card;
pub(super) use dialogs::show as dialog;
pub(super) use links::link_buttons;
pub(super) use menu::show as menu;
pub(super) use settings::show as settings;

use crate::environment::Installed;
use crate::platform::browsers::Chosen;

/// A browser, without a profile in particular.
fn chosen(browser: &Installed) -> Chosen {
    Chosen { browser: browser.key(), label: browser.label.clone(), profile: None }
}
