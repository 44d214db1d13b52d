//! The case note: its model, its versions and where it is kept.
//!
//! A note is a plain RON file that a person can read. Nothing here knows about windows, and nothing
//! in the model is meant to hold a password, a code or any other secret.

mod attachment;
pub mod conflict;
mod differences;
pub mod disk;
pub mod export;
pub(crate) mod extra;
mod file_name;
mod generations;
pub mod guard;
mod identity;
pub mod index;
pub(crate) mod instant;
mod lock;
mod mail;
pub(crate) mod merge;
mod model;
mod parts;
pub mod places;
mod plan;
mod points;
mod record;
mod recovery;
mod replace;
mod rescue;
mod seal;
mod store;
pub(crate) mod version;

pub use attachment::{
    AttachmentError, Mask, PICTURE_MAX_BYTES, PICTURE_MAX_PIXELS, Picture, PictureError, PictureKind,
    Preview, attachment_path, attachments_folder, copy_attachments, new_attachment, read_attachment,
    read_picture, write_attachment,
};
pub use conflict::{conflicts_of, originals};
pub use differences::{Difference, Said, differences};
pub use extra::Extra;
pub use file_name::suggest_file_name;
pub use generations::{Backup, Generation, backup_path, generations, generations_on};
pub(crate) use identity::{Identified, id_of};
pub(crate) use lock::runs_since;
pub use lock::{EditLock, Editor, Holder, REFRESH, Taken, lock_path, read_lock};
pub use mail::mask_login;
pub(crate) use mail::masked;
pub use merge::{Both, Merge, merge, merge_copies};
pub use model::{Case, MainField};
pub use parts::{
    Answer, Attachment, CaseOutcome, Entry, EntryKind, Fact, FindingSnapshot, Point, Solved, Tick,
};
pub use places::{Places, Surroundings};
pub use plan::{Plan, PlanEntry, PlanSection};
pub use points::{
    Enough, Given, Needed, PointAsked, PointField, PointState, Source, Standing, Write, points_asked,
    points_missing, points_of,
};
pub use record::Record;
pub use recovery::{Draft, Found, Recovery};
pub(crate) use replace::random_id;
pub use replace::{write_whole, write_whole_on};
pub use rescue::{Rescue, is_broken_copy, rescue, rescue_on, rescue_record};
pub use seal::Seal;
pub use store::{
    Access, Base, LoadError, Look, MAX_BYTES, Opened, SaveError, Saved, Target, WhyReadOnly, load, load_on,
    load_record, look, look_on, open, open_on, open_record, parse, parse_record, save, save_on,
};
pub use version::CURRENT_VERSION;
