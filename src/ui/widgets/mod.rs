//! The few shapes that the whole window is made of.

mod buttons;
mod fields;
mod shapes;
mod texts;

pub use buttons::{Mark, Weight, answer, button, choice, icon_button, link, named, pill, segment};
pub use fields::{Field, field};
pub use shapes::{Tone, bar, card, chip, dot, framed};
pub use texts::{body, galley, heading, label, note, one_line, small, strong, title, wrapped};
