//! The access ledger (体制): who gets into which shop, how, and what to mend before the next trouble.
//!
//! Knows no window, no clock and no network. Its file is kept by the same store as notes ([`crate::case`]).

mod kinds;
mod model;
mod parts;
mod rights;

pub use kinds::{
    Area, ChangeKind, DeviceKind, Door, Hours, Level, Mailbox, MethodKind, Ownership, PartnerWay, ReviewKind,
    RoleKind, Scope, Sharing, Slot, Standing,
};
pub use model::{LEDGER_VERSION, Ledger, Part};
pub use parts::{
    ClosingStep, Contact, Departure, Device, Id, Kept, Login, Method, Partner, Person, Recovery, Review,
    RightsChange, Role, Shop,
};
pub use rights::{LastDigits, Right};
