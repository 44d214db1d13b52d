//! The few shapes that the whole window is made of.

mod buttons;
mod date;
mod datetime;
mod fields;
mod guarded;
mod sections;
mod shapes;
mod texts;

use super::text::keys::Keyboard;

pub use buttons::{
    Mark, Weight, answer, button, check, choice, icon_button, item, link, named, pill, pill_menu, segment,
    small_icon_button, tag, wide_button,
};
pub use date::{DateChange, DateField, date};
pub use datetime::{DateTimeField, TimeChange, date_time};
pub use fields::{Field, field, framed_edit, labelled_frame};
pub use sections::section_head;
pub use shapes::{Tone, arrow, bar, card, chip, dot, framed, icon, tone_colors};
pub use texts::{
    body, caution_small, galley, heading, label, note, one_line, paper, plain_small, small, strong, title,
    two_lines, wrapped,
};

/// The keyboard that texts speak of here.
pub fn keyboard(ui: &egui::Ui) -> Keyboard {
    if ui.ctx().os() == egui::os::OperatingSystem::Mac { Keyboard::Mac } else { Keyboard::Pc }
}
