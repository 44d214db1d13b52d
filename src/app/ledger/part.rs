//! The parts of the ledger as views and commands name them.

use crate::ledger::{Id, Ledger, Part};

/// The parts that are shown and changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A person.
    Person,
    /// A device.
    Device,
    /// A shop.
    Shop,
    /// A login.
    Login,
    /// A role of a login.
    Role,
    /// A method of a login.
    Method,
    /// A helper of a login.
    Recovery,
    /// A partner.
    Partner,
    /// An emergency contact.
    Contact,
    /// A line of the permission log.
    Change,
    /// A review.
    Review,
    /// Somebody's leaving.
    Departure,
}

/// A part of the ledger, by its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartRef {
    /// What it is.
    pub kind: PartKind,
    /// The login it belongs to; empty for all but roles and methods.
    pub of: Id,
    /// Its id.
    pub id: Id,
}

impl PartRef {
    /// A part that belongs to no login.
    pub fn new(kind: PartKind, id: &str) -> Self {
        Self { kind, of: Id::new(), id: id.to_owned() }
    }

    /// A role or method.
    pub fn of(login: &str, kind: PartKind, id: &str) -> Self {
        Self { kind, of: login.to_owned(), id: id.to_owned() }
    }
}

impl PartKind {
    /// The ids of all parts of this kind, in the order of the ledger. None of those that belong to a login.
    pub fn ids(self, ledger: &Ledger) -> Box<dyn DoubleEndedIterator<Item = &str> + '_> {
        fn of<P: Part>(list: &[P]) -> Box<dyn DoubleEndedIterator<Item = &str> + '_> {
            Box::new(list.iter().map(Part::id))
        }
        match self {
            Self::Person => of(&ledger.people),
            Self::Device => of(&ledger.devices),
            Self::Shop => of(&ledger.shops),
            Self::Login => of(&ledger.logins),
            Self::Recovery => of(&ledger.recoveries),
            Self::Partner => of(&ledger.partners),
            Self::Contact => of(&ledger.contacts),
            Self::Change => of(&ledger.changes),
            Self::Review => of(&ledger.reviews),
            Self::Departure => of(&ledger.departures),
            Self::Role | Self::Method => Box::new(std::iter::empty()),
        }
    }
}
