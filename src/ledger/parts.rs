//! The parts of the ledger: people, what they have, and what they may do.
//!
//! Parts name each other by id. An id that leads nowhere any more is shown as it stands, so that a name typed by hand
//! or by another program is worth something, too.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::kinds::{
    ChangeKind, DeviceKind, Door, Hours, Mailbox, MethodKind, Ownership, PartnerWay, ReviewKind, RoleKind,
    Scope, Sharing, Slot, Standing,
};
use super::{LastDigits, Right};
use crate::case::{
    Extra,
    extra::keep_unknown_fields,
    instant::{date, timestamp},
    masked,
};

/// The id of a part.
pub type Id = String;

keep_unknown_fields!(
    Person,
    Device,
    Shop,
    Login,
    Role,
    Method,
    Recovery,
    Partner,
    Contact,
    RightsChange,
    Review,
    Departure,
    Kept,
);

/// Somebody who works with the shops, of this company or another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Person {
    /// What keeps them the same person when the name changes.
    pub id: Id,
    /// The name. Two people may have the same.
    pub name: String,
    /// Their post, or anything else that tells two people of one name apart.
    pub post: String,
    /// The partner they work for; empty for people of this company.
    pub partner: Id,
    /// Whether they are still here.
    pub standing: Standing,
    /// Their last day, once it is known.
    #[serde(with = "date")]
    pub last_day: Option<Date>,
    /// Anything else.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

impl Person {
    /// Whether they have left by `today`. On their last day they are still here.
    pub fn is_gone(&self, today: Date) -> bool {
        self.standing == Standing::Gone || self.last_day.is_some_and(|day| day < today)
    }

    /// Whether they are still here and it is known that they leave.
    pub fn is_leaving(&self, today: Date) -> bool {
        !self.is_gone(today) && (self.standing == Standing::Leaving || self.last_day.is_some())
    }
}

/// A telephone, a computer or a key by which somebody signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Device {
    /// What keeps it the same device.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
    /// Whose it is.
    pub ownership: Ownership,
    /// The person who has it.
    pub holder: Id,
    /// The last digits of its telephone number.
    pub number: LastDigits,
    /// Anything else.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Shop {
    /// What keeps it the same shop.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The id of its marketplace in the knowledge, such as `JP`; empty for Japan, too.
    pub marketplace: String,
    /// The entrance that its people use.
    pub door: Door,
    /// Anything else.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A login to Seller Central.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Login {
    /// What keeps it the same login.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// The e-mail address, masked: `ta***@example.co.jp`. One that is written in full is masked as it is read.
    #[serde(with = "masked")]
    pub email: String,
    /// Whose mailbox that is.
    pub mailbox: Mailbox,
    /// Whether one person uses it, or several.
    pub sharing: Sharing,
    /// The people who know its password.
    pub users: Vec<Id>,
    /// What it may do, in each shop.
    pub roles: Vec<Role>,
    /// The methods of its two-step verification.
    pub methods: Vec<Method>,
    /// When somebody last signed in with it and saw that it works.
    #[serde(with = "date")]
    pub verified: Option<Date>,
    /// Anything else.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

impl Login {
    /// Whether more than one person uses it, as far as the ledger says.
    pub fn is_shared(&self) -> bool {
        self.sharing == Sharing::Shared || self.users.len() > 1
    }

    /// The methods in one place.
    pub fn methods_in(&self, slot: Slot) -> impl Iterator<Item = &Method> {
        self.methods.iter().filter(move |method| method.slot == slot)
    }

    /// What it may do in a shop.
    pub fn role_in(&self, shop: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.shop == shop)
    }
}

/// What a login may do in a shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Role {
    /// What keeps it the same role.
    pub id: Id,
    /// The shop.
    pub shop: Id,
    /// Administrator or not.
    pub kind: RoleKind,
    /// The jobs that are done with it.
    pub scopes: Vec<Scope>,
    /// The rights it has; none at all if the ledger does not say.
    pub rights: Vec<Right>,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A method of two-step verification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Method {
    /// What keeps it the same method.
    pub id: Id,
    /// Main or backup.
    pub slot: Slot,
    /// What it is.
    pub kind: MethodKind,
    /// The device that it needs.
    pub device: Id,
    /// The last digits of the telephone number that Amazon shows.
    pub number: LastDigits,
    /// When somebody last signed in with it.
    #[serde(with = "date")]
    pub tested: Option<Date>,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// Somebody who can help a login back in: delete and invite it again, or receive its mails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Recovery {
    /// What keeps it the same.
    pub id: Id,
    /// The login that is helped.
    pub login: Id,
    /// The person who helps.
    pub by: Id,
    /// When it was last tried.
    #[serde(with = "date")]
    pub tested: Option<Date>,
    /// How they do it.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// Another company that works with the shops.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Partner {
    /// What keeps it the same company.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How it gets in.
    pub way: PartnerWay,
    /// The shops that it works with.
    pub shops: Vec<Id>,
    /// What it was hired for.
    pub scopes: Vec<Scope>,
    /// The rights it has; none at all if the ledger does not say.
    pub rights: Vec<Right>,
    /// The last day of the contract.
    #[serde(with = "date")]
    pub until: Option<Date>,
    /// When its rights were last looked through.
    #[serde(with = "date")]
    pub reviewed: Option<Date>,
    /// Whom to call there.
    pub contact: String,
    /// Anything else.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// Whom to call when nobody gets in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Contact {
    /// What keeps it the same.
    pub id: Id,
    /// The person, or the name of somebody who is not in the ledger.
    pub who: Id,
    /// What they do then, and how far that goes.
    pub duty: String,
    /// How they are reached.
    pub reach: String,
    /// When they are reached there.
    pub hours: Hours,
    /// Who is called first: 1 before 2; 0 if that is not said.
    pub order: u32,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// A line of the permission log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct RightsChange {
    /// What keeps it the same line.
    pub id: Id,
    /// When.
    #[serde(with = "date")]
    pub on: Option<Date>,
    /// Who did it: a person, or a name.
    pub by: Id,
    /// Whose rights they are: a person, a partner, or a name.
    pub whom: Id,
    /// The shop; empty for all of them.
    pub shop: Id,
    /// What was done.
    pub change: ChangeKind,
    /// Which right.
    pub right: String,
    /// Who looked on and checked it: a person, or a name.
    pub checked_by: Id,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// Something that is looked through again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Review {
    /// What keeps it the same.
    pub id: Id,
    /// What is looked through.
    pub kind: ReviewKind,
    /// What it is, where the kind does not say it.
    pub what: String,
    /// Months from one to the next; 0 for once only.
    pub every: u32,
    /// When it is due.
    #[serde(with = "date")]
    pub due: Option<Date>,
    /// When it was last done.
    #[serde(with = "date")]
    pub done: Option<Date>,
    /// Who does it: a person, or a name.
    pub by: Id,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// How somebody's access is closed when they leave. The steps stand in the only safe order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Departure {
    /// What keeps it the same.
    pub id: Id,
    /// Who leaves.
    pub person: Id,
    /// Who takes over: a person.
    pub successor: Id,
    /// 1: the successor was added, with the rights that the work needs.
    #[serde(with = "date")]
    pub added: Option<Date>,
    /// 2: the successor has signed in and seen that it works.
    #[serde(with = "date")]
    pub tested: Option<Date>,
    /// 3: two-step verification, mail and password of what stays do not depend on the leaver any more.
    #[serde(with = "date")]
    pub moved: Option<Date>,
    /// 4: the leaver was removed.
    #[serde(with = "date")]
    pub removed: Option<Date>,
    /// Anything else.
    pub memo: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}

/// The steps of a [`Departure`], in the order in which nobody is locked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClosingStep {
    /// [`Departure::added`]
    Added,
    /// [`Departure::tested`]
    Tested,
    /// [`Departure::moved`]
    Moved,
    /// [`Departure::removed`]
    Removed,
}

impl ClosingStep {
    /// All steps, in the safe order.
    pub const ALL: [Self; 4] = [Self::Added, Self::Tested, Self::Moved, Self::Removed];
}

impl Departure {
    /// When a step was done.
    pub fn on(&self, step: ClosingStep) -> Option<Date> {
        match step {
            ClosingStep::Added => self.added,
            ClosingStep::Tested => self.tested,
            ClosingStep::Moved => self.moved,
            ClosingStep::Removed => self.removed,
        }
    }

    /// The first step that is not done.
    pub fn next_step(&self) -> Option<ClosingStep> {
        ClosingStep::ALL.into_iter().find(|step| self.on(*step).is_none())
    }

    /// Whether a step was done before one that has to come first.
    pub fn is_out_of_order(&self) -> bool {
        let steps = ClosingStep::ALL.map(|step| self.on(step));
        let pairs = steps
            .iter()
            .enumerate()
            .flat_map(|(at, first)| steps.iter().skip(at + 1).map(move |later| (*first, *later)));
        pairs.into_iter().any(|(first, later)| match (first, later) {
            (Some(first), Some(later)) => later < first,
            (None, Some(_)) => true,
            (_, None) => false,
        })
    }
}

/// What somebody else wrote in a place that we had changed, too, when both ledgers were put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Kept {
    /// What keeps it the same.
    pub id: Id,
    /// When they wrote it.
    #[serde(with = "timestamp")]
    pub at: Timestamp,
    /// Where, and what.
    pub text: String,
    /// What a program of the same version wrote here that is not known.
    #[serde(skip)]
    pub extra: Extra,
}
