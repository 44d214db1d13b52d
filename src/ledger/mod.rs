//! The access ledger (体制): who gets into which shop, how, and what to mend before the next trouble.
//!
//! Knows no window, no clock and no network. Its file is kept by the same store as notes ([`crate::case`]).

pub mod calendar;
pub mod csv;
pub mod guard;
mod kinds;
mod merge;
mod model;
mod parts;
mod record;
mod rights;
pub mod rules;
mod scopes;
pub mod whatif;

pub use kinds::{
    Area, ChangeKind, DeviceKind, Door, Hours, Kind, Level, Mailbox, MethodKind, Ownership, PartnerWay,
    ReviewKind, RoleKind, Scope, Sharing, Slot, Standing,
};
pub use merge::{merge, merge_copies};
pub use model::{LEDGER_VERSION, Ledger, Part};
pub use parts::{
    ClosingStep, Contact, Departure, Device, Id, Kept, Login, Method, Partner, Person, Recovery, Review,
    RightsChange, Role, Shop,
};
pub use record::{generations, load, open, open_on, parse, path_in, rescue};
pub use rights::{LastDigits, Right};
pub use scopes::rights_for;

#[cfg(test)]
mod tests;
