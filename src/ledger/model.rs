//! What the access ledger holds (version 1).
//!
//! Every field except `version` has a default, so that a ledger that was shortened by hand still loads. Invariant: no
//! field is meant for a password, a code, a key or a cookie; addresses are masked and numbers cut as they are read.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Right;
use super::parts::{
    Contact, Departure, Device, Id, Kept, Login, Method, Partner, Person, Recovery, Review, RightsChange,
    Role, Shop,
};
use crate::case::{Extra, Identified, extra::keep_unknown_fields, id_of, instant::timestamp};

/// The newest layout that this program knows, and the one it writes.
pub const LEDGER_VERSION: u32 = 1;

/// Who gets into which shop, how, and who looks after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Ledger {
    /// The version of this layout; always the first field of a file.
    pub version: u32,
    /// What keeps it the same ledger on every machine.
    #[serde(default)]
    pub id: String,
    /// The company.
    #[serde(default)]
    pub company: String,
    /// The people, those who have left as well.
    #[serde(default)]
    pub people: Vec<Person>,
    /// What they sign in with.
    #[serde(default)]
    pub devices: Vec<Device>,
    /// The shops.
    #[serde(default)]
    pub shops: Vec<Shop>,
    /// The logins.
    #[serde(default)]
    pub logins: Vec<Login>,
    /// Who can help whom back in.
    #[serde(default)]
    pub recoveries: Vec<Recovery>,
    /// Other companies.
    #[serde(default)]
    pub partners: Vec<Partner>,
    /// Whom to call when nobody gets in.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// The permission log, oldest first.
    #[serde(default)]
    pub changes: Vec<RightsChange>,
    /// What is looked through again and again.
    #[serde(default)]
    pub reviews: Vec<Review>,
    /// Those who leave or have left, and how far their access is closed.
    #[serde(default)]
    pub departures: Vec<Departure>,
    /// What others wrote at the same time in the same places.
    #[serde(default)]
    pub kept: Vec<Kept>,
    /// Free notes.
    #[serde(default)]
    pub memo: String,
    /// When the ledger was begun.
    #[serde(default, with = "timestamp")]
    pub created_at: Timestamp,
    /// When its content last changed; set by whoever changes it.
    #[serde(default, with = "timestamp")]
    pub updated_at: Timestamp,
    /// What a program of the same version wrote that is not known here.
    #[serde(skip)]
    pub extra: Extra,
}

keep_unknown_fields!(Ledger);

/// A part of which the ledger has a list.
pub trait Part: Clone + Default + PartialEq {
    /// Tells ids of one kind from those of another.
    const KIND: &'static str;

    /// Its id.
    fn id(&self) -> &str;

    /// Gives it another id.
    fn set_id(&mut self, id: Id);

    /// The ledger's list.
    fn list(ledger: &Ledger) -> &Vec<Self>;

    /// The ledger's list, to be changed.
    fn list_mut(ledger: &mut Ledger) -> &mut Vec<Self>;
}

macro_rules! parts {
    ($($part:ident in $list:ident as $kind:literal),+ $(,)?) => {$(
        impl Part for $part {
            const KIND: &'static str = $kind;

            fn id(&self) -> &str {
                &self.id
            }

            fn set_id(&mut self, id: Id) {
                self.id = id;
            }

            fn list(ledger: &Ledger) -> &Vec<Self> {
                &ledger.$list
            }

            fn list_mut(ledger: &mut Ledger) -> &mut Vec<Self> {
                &mut ledger.$list
            }
        }
    )+};
}

parts! {
    Person in people as "person",
    Device in devices as "device",
    Shop in shops as "shop",
    Login in logins as "login",
    Recovery in recoveries as "recovery",
    Partner in partners as "partner",
    Contact in contacts as "contact",
    RightsChange in changes as "change",
    Review in reviews as "review",
    Departure in departures as "departure",
    Kept in kept as "kept",
}

impl Ledger {
    /// An empty ledger. `suffix` keeps two ledgers of the same second apart: a few letters or digits.
    pub fn new(now: Timestamp, suffix: &str) -> Self {
        Self {
            version: LEDGER_VERSION,
            id: format!("{}-{suffix}", now.strftime("%Y%m%d-%H%M%S")),
            company: String::new(),
            people: Vec::new(),
            devices: Vec::new(),
            shops: Vec::new(),
            logins: Vec::new(),
            recoveries: Vec::new(),
            partners: Vec::new(),
            contacts: Vec::new(),
            changes: Vec::new(),
            reviews: Vec::new(),
            departures: Vec::new(),
            kept: Vec::new(),
            memo: String::new(),
            created_at: now,
            updated_at: now,
            extra: Extra::default(),
        }
    }

    /// Whether nothing was put into it yet.
    pub fn is_blank(&self) -> bool {
        let empty = Self { kept: self.kept.clone(), ..Self::new(self.created_at, "") };
        *self == Self { id: self.id.clone(), updated_at: self.updated_at, ..empty }
    }

    /// The part of this id.
    pub fn get<P: Part>(&self, id: &str) -> Option<&P> {
        P::list(self).iter().find(|part| part.id() == id)
    }

    /// The part of this id, to be changed.
    pub fn get_mut<P: Part>(&mut self, id: &str) -> Option<&mut P> {
        P::list_mut(self).iter_mut().find(|part| part.id() == id)
    }

    /// Adds a part under a new id, which is returned.
    pub fn add<P: Part>(&mut self, now: Timestamp, mut part: P) -> Id {
        let list = P::list_mut(self);
        // The place in the list, too: an import adds many at once.
        let id =
            id_of(now, &[P::KIND, &list.len().to_string()], |id| list.iter().any(|part| part.id() == id));
        part.set_id(id.clone());
        list.push(part);
        id
    }

    /// Adds a method to a login, under a new id, which is returned. None if there is no such login.
    pub fn add_method(&mut self, login: &str, now: Timestamp, method: Method) -> Option<Id> {
        let list = &mut self.get_mut::<Login>(login)?.methods;
        let taken = |id: &str| list.iter().any(|method| method.id == id);
        let id = id_of(now, &["method", login, &list.len().to_string()], taken);
        list.push(Method { id: id.clone(), ..method });
        Some(id)
    }

    /// Adds a role to a login, under a new id, which is returned. None if there is no such login.
    pub fn add_role(&mut self, login: &str, now: Timestamp, role: Role) -> Option<Id> {
        let list = &mut self.get_mut::<Login>(login)?.roles;
        let taken = |id: &str| list.iter().any(|role| role.id == id);
        let id = id_of(now, &["role", login, &list.len().to_string()], taken);
        list.push(Role { id: id.clone(), ..role });
        Some(id)
    }

    /// Takes a part out and returns it. What named it by its id names it by its name from now on; only a login's users
    /// and a partner's shops are people and shops of the ledger, or nothing.
    pub fn remove<P: Part>(&mut self, id: &str) -> Option<P> {
        let name = self.name(id).to_owned();
        let list = P::list_mut(self);
        let at = list.iter().position(|part| part.id() == id)?;
        let part = list.remove(at);
        for login in &mut self.logins {
            login.users.retain(|user| user != id);
        }
        for partner in &mut self.partners {
            partner.shops.retain(|shop| shop != id);
        }
        for reference in self.references().filter(|reference| *reference == id) {
            reference.clone_from(&name);
        }
        Some(part)
    }

    /// The name of a person, device, shop, login or partner; what names nothing is a name itself.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let named = None
            .or_else(|| self.get::<Person>(id).map(|part| part.name.as_str()))
            .or_else(|| self.get::<Login>(id).map(Login::label))
            .or_else(|| self.get::<Shop>(id).map(|part| part.name.as_str()))
            .or_else(|| self.get::<Device>(id).map(|part| part.name.as_str()))
            .or_else(|| self.get::<Partner>(id).map(|part| part.name.as_str()));
        named.unwrap_or(id)
    }

    /// The people who are still here.
    pub fn people_here(&self, today: Date) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| !person.is_gone(today))
    }

    /// All that names one other part, but for a login's users and a partner's shops.
    fn references(&mut self) -> impl Iterator<Item = &mut Id> {
        let people = self.people.iter_mut().map(|part| &mut part.partner);
        let devices = self.devices.iter_mut().map(|part| &mut part.holder);
        let logins = self.logins.iter_mut().flat_map(|part| {
            let roles = part.roles.iter_mut().map(|role| &mut role.shop);
            roles.chain(part.methods.iter_mut().map(|method| &mut method.device))
        });
        let recoveries = self.recoveries.iter_mut().flat_map(|part| [&mut part.login, &mut part.by]);
        let contacts = self.contacts.iter_mut().map(|part| &mut part.who);
        let changes = self
            .changes
            .iter_mut()
            .flat_map(|part| [&mut part.by, &mut part.whom, &mut part.shop, &mut part.checked_by]);
        let reviews = self.reviews.iter_mut().map(|part| &mut part.by);
        let departures = self.departures.iter_mut().flat_map(|part| [&mut part.person, &mut part.successor]);
        people
            .chain(devices)
            .chain(logins)
            .chain(recoveries)
            .chain(contacts)
            .chain(changes)
            .chain(reviews)
            .chain(departures)
    }
}

impl Login {
    /// What people call it, or its masked address.
    pub fn label(&self) -> &str {
        if self.name.trim().is_empty() { &self.email } else { &self.name }
    }
}

/// The id, or what is said where there is none: a ledger that was written by hand.
fn key(id: &str, says: &[&str]) -> String {
    if id.is_empty() { says.join("\u{0}") } else { id.to_owned() }
}

macro_rules! identified {
    ($($part:ident by $($field:ident),+;)+) => {$(
        impl Identified for $part {
            fn key(&self) -> String {
                key(&self.id, &[$(self.$field.as_ref()),+])
            }
        }
    )+};
}

/// A set of rights has one for each area.
impl Identified for Right {
    fn key(&self) -> String {
        format!("{:?}", self.area)
    }
}

identified! {
    Person by name, post;
    Device by name, holder;
    Shop by name;
    Login by name, email;
    Role by shop;
    Method by device;
    Recovery by login, by;
    Partner by name;
    Contact by who, reach;
    RightsChange by by, whom, right;
    Review by what;
    Departure by person;
    Kept by text;
}
