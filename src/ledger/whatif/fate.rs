//! What becomes of each login and shop after a loss, in a form that can be told.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{At, Gone, Graph, Login, Loss, Power};
use crate::ledger::Id;

/// What a loss does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// What is gone.
    pub loss: Loss,
    /// Every login, in the order of the ledger.
    pub logins: Vec<(Id, Fate)>,
    /// Every shop, in the order of the ledger.
    pub shops: Vec<(Id, ShopFate)>,
}

/// What becomes of a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands by itself.
    Stands,
    /// Somebody can help it back in.
    Helped {
        /// The person.
        by: Id,
    },
    /// It is locked out, but an administrator of one of its shops can delete it and invite its user again.
    Reinvited {
        /// The administrator's login.
        by: Id,
    },
    /// It is locked out by this loss.
    Falls(Why),
    /// It did not stand before, as far as the ledger says.
    FellBefore(Why),
}

/// Why a login does not stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody who is there knows its password.
    NobodyKnows,
    /// No method has its device.
    NoMethod,
}

/// What becomes of a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShopFate {
    /// It can be administered, and worked in.
    Administered,
    /// It can be worked in, but nobody can change users and rights any more.
    WorkOnly,
    /// Nobody gets in any more.
    Locked,
    /// It could not be administered before either, as far as the ledger says; it can be worked in.
    WorkOnlyBefore,
    /// Nobody got in before either, as far as the ledger says.
    LockedBefore,
}

impl ShopFate {
    /// Whether the loss has made it worse.
    pub fn is_worse(self) -> bool {
        matches!(self, Self::WorkOnly | Self::Locked)
    }
}

impl Fallen {
    /// Whether the loss locks a shop, or leaves it without an administrator.
    pub fn is_fatal(&self) -> bool {
        self.shops.iter().any(|(_, fate)| fate.is_worse())
    }
}

impl Graph<'_> {
    /// What would be locked out without this.
    pub fn without(&self, loss: &Loss) -> Fallen {
        let (gone, before) = (self.place(loss), self.before());
        let fell: BTreeSet<At> = before.helped.iter().copied().collect();
        let (fallen, helped) = self.fallen_and_helped(gone, &before);
        let logins = self.logins.iter().enumerate();
        let logins = logins
            .map(|(at, login)| (login.id.to_owned(), self.fate(at, login, gone, (&fallen, &helped), &fell)))
            .collect();
        let shops = self.shops.iter().zip(&self.doors);
        let shops = shops.map(|(id, doors)| ((*id).to_owned(), shop_fate(doors, &fallen, &fell))).collect();
        Fallen { loss: loss.clone(), logins, shops }
    }

    fn fate(
        &self,
        at: At,
        login: &Login<'_>,
        gone: Gone,
        (fallen, helped): (&BTreeSet<At>, &BTreeMap<At, At>),
        fell: &BTreeSet<At>,
    ) -> Fate {
        if self.stands(login, gone) {
            return Fate::Stands;
        }
        if let Some(helper) = helped.get(&at) {
            let by = self.people.get(*helper).copied().unwrap_or_default();
            return Fate::Helped { by: by.to_owned() };
        }
        let known = Self::is_known(login, gone);
        let why = if known { Why::NoMethod } else { Why::NobodyKnows };
        if let Some(admin) = self.administrator_for(at, login, fallen).filter(|_| known) {
            return Fate::Reinvited { by: admin.to_owned() };
        }
        if fell.contains(&at) { Fate::FellBefore(why) } else { Fate::Falls(why) }
    }

    /// The login of an administrator who can invite the user of a fallen login again.
    fn administrator_for(&self, at: At, login: &Login<'_>, fallen: &BTreeSet<At>) -> Option<&str> {
        let doors = login.roles.iter().filter_map(|(shop, _)| self.doors.get(*shop)).flatten();
        let mut admins = doors
            .filter(|(door, power)| *door != at && *power == Power::Administers && !fallen.contains(door));
        admins.next().and_then(|(admin, _)| self.logins.get(*admin)).map(|admin| admin.id)
    }
}

fn shop_fate(doors: &[(At, Power)], fallen: &BTreeSet<At>, fell: &BTreeSet<At>) -> ShopFate {
    let opens = |power: Power, fallen: &BTreeSet<At>| {
        doors.iter().any(|(at, has)| *has >= power && !fallen.contains(at))
    };
    let (admin, admin_before) = (opens(Power::Administers, fallen), opens(Power::Administers, fell));
    let (work, work_before) = (opens(Power::Works, fallen), opens(Power::Works, fell));
    match (admin, work) {
        (true, _) => ShopFate::Administered,
        (false, true) if admin_before => ShopFate::WorkOnly,
        (false, true) => ShopFate::WorkOnlyBefore,
        (false, false) if work_before => ShopFate::Locked,
        (false, false) => ShopFate::LockedBefore,
    }
}
