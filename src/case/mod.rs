//! The case note: its model, its versions and where it is kept.
//!
//! A note is a plain RON file that a person can read. Nothing here knows about windows, and nothing
//! in the model is meant to hold a password, a code or any other secret.

mod attachment;
pub mod export;
mod extra;
mod file_name;
mod identity;
pub mod index;
mod instant;
mod mail;
mod merge;
mod model;
mod parts;
mod points;
mod replace;
mod store;
mod version;

pub use attachment::{
    AttachmentError, Mask, PICTURE_MAX_BYTES, PICTURE_MAX_PIXELS, Picture, PictureError, PictureKind, Preview,
    attachment_path, attachments_folder, copy_attachments, new_attachment, read_attachment, read_picture,
    renewed_name, write_attachment,
};
pub use extra::Extra;
pub use file_name::suggest_file_name;
pub use mail::mask_login;
pub use merge::{Both, Merge, merge};
pub use model::{Case, MainField};
pub use parts::{Answer, Attachment, CaseOutcome, Entry, EntryKind, Fact, FindingSnapshot, Point, Solved};
pub use points::{
    Enough, Given, Needed, PointAsked, PointField, PointState, Source, Standing, Write, points_asked,
    points_missing, points_of,
};
pub use replace::Backup;
pub use store::{LoadError, MAX_BYTES, SaveError, Saved, backup_path, load, parse, save};
pub use version::CURRENT_VERSION;
