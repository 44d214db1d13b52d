//! What can be said of a mail or short message in Amazon's name, by its text alone.
//!
//! Nothing is opened or looked up, attachments are never read. That a message is genuine is never said: whoever copies a
//! genuine one has the same text. What can be certain is that a link leads elsewhere, or that something is demanded that
//! must not be done.

mod charset;
mod diagnosis;
mod doctor;
mod html;
mod link_file;
mod mail;
mod phrases;
mod senders;

pub use diagnosis::{Diagnosis, JudgedUrl, MailVerdict, Point, Weight};
pub use doctor::diagnose;
pub use link_file::{MAX_LINK_FILE_BYTES, read_link_file};
pub use mail::{Link, MAX_BYTES, Message, Sender};
pub use phrases::rule_text;

/// Reads a mail file or a pasted text and says what is certain of it, what is not, and where the real notice would stand.
pub fn diagnose_bytes(bytes: &[u8]) -> Diagnosis {
    diagnose(&Message::read(bytes))
}
