//! The rows of each table: which things of the ledger they are, and which of them a row of a file means.

use std::collections::HashMap;

use super::Table;
use super::names::folded;
use crate::ledger::{
    Device, Id, Kind as _, Ledger, Login, Method, MethodKind, Part, Partner, Person, RightsChange, Role, Shop,
};
use crate::ui::text::ledger_csv as words;

/// A row of a table.
pub(super) trait Row: Clone + Default + PartialEq {
    /// The table.
    const TABLE: Table;

    /// All rows of the ledger.
    fn all(ledger: &Ledger) -> Vec<Self>;

    /// Puts them back, with those that were added.
    fn put(ledger: &mut Ledger, rows: Vec<Self>);

    fn id(&self) -> &str;

    fn set_id(&mut self, id: Id);

    /// What it is called: rows that are called otherwise are other things.
    fn key(&self) -> String;

    /// Whether this row of a file may mean `other`, which is called the same. What it does not say, may be anything.
    fn may_be(&self, other: &Self) -> bool;

    /// What it is called in a list of changes.
    fn label(&self, ledger: &Ledger) -> String;
}

/// Something that a login has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct InLogin<P> {
    pub(super) login: Id,
    pub(super) part: P,
}

fn agree(said: &str, other: &str) -> bool {
    said.trim().is_empty() || folded(said) == folded(other)
}

/// A part of which the ledger has a list: its table, what it is called, which others it may be, and its label.
macro_rules! part_rows {
    ($($part:ty: $table:ident, $key:expr, $may_be:expr, $label:ident;)+) => {$(
        impl Row for $part {
            const TABLE: Table = Table::$table;

            fn all(ledger: &Ledger) -> Vec<Self> {
                Self::list(ledger).clone()
            }

            fn put(ledger: &mut Ledger, rows: Vec<Self>) {
                *Self::list_mut(ledger) = rows;
            }

            fn id(&self) -> &str {
                &self.id
            }

            fn set_id(&mut self, id: Id) {
                self.id = id;
            }

            fn key(&self) -> String {
                let key: fn(&Self) -> String = $key;
                key(self)
            }

            fn may_be(&self, other: &Self) -> bool {
                let may_be: fn(&Self, &Self) -> bool = $may_be;
                may_be(self, other)
            }

            fn label(&self, _: &Ledger) -> String {
                self.$label.clone()
            }
        }
    )+};
}

part_rows! {
    Person: People, |this| folded(&this.name), |this, other| agree(&this.post, &other.post), name;
    Device: Devices, |this| folded(&this.name), |this, other| agree(&this.holder, &other.holder), name;
    Shop: Shops, |this| folded(&this.name), |this, other| agree(&this.marketplace, &other.marketplace), name;
    Login: Logins, |this| folded(&this.name), |this, other| agree(&this.email, &other.email), name;
    Partner: Partners, |this| folded(&this.name), |_, _| true, name;
    RightsChange: Changes, change_key, |_, _| true, right;
}

/// Two lines of the log are the same if they say the same.
fn change_key(change: &RightsChange) -> String {
    let day = change.on.map(|day| day.to_string()).unwrap_or_default();
    let texts = [&day, &change.by, &change.whom, &change.shop, change_word(change), &change.right];
    texts.map(folded).join("\u{0}")
}

fn change_word(change: &RightsChange) -> &'static str {
    change.change.word()
}

impl Row for InLogin<Role> {
    const TABLE: Table = Table::Roles;

    fn all(ledger: &Ledger) -> Vec<Self> {
        all_in(ledger, |login| &login.roles)
    }

    fn put(ledger: &mut Ledger, rows: Vec<Self>) {
        put_in(ledger, rows, |login| &mut login.roles);
    }

    fn id(&self) -> &str {
        &self.part.id
    }

    fn set_id(&mut self, id: Id) {
        self.part.id = id;
    }

    fn key(&self) -> String {
        format!("{}\u{0}{}", self.login, self.part.shop)
    }

    fn may_be(&self, _: &Self) -> bool {
        true
    }

    fn label(&self, ledger: &Ledger) -> String {
        words::of_login(&[ledger.name(&self.login), ledger.name(&self.part.shop)])
    }
}

impl Row for InLogin<Method> {
    const TABLE: Table = Table::Methods;

    fn all(ledger: &Ledger) -> Vec<Self> {
        all_in(ledger, |login| &login.methods)
    }

    fn put(ledger: &mut Ledger, rows: Vec<Self>) {
        put_in(ledger, rows, |login| &mut login.methods);
    }

    fn id(&self) -> &str {
        &self.part.id
    }

    fn set_id(&mut self, id: Id) {
        self.part.id = id;
    }

    fn key(&self) -> String {
        format!("{}\u{0}{:?}", self.login, self.part.slot)
    }

    fn may_be(&self, other: &Self) -> bool {
        let same_kind = other.part.kind == MethodKind::Unknown || self.part.kind == other.part.kind;
        let same_number = self.part.number.is_empty()
            || other.part.number.is_empty()
            || self.part.number == other.part.number;
        same_kind
            && same_number
            && (other.part.device.is_empty() || agree(&self.part.device, &other.part.device))
    }

    fn label(&self, ledger: &Ledger) -> String {
        let [slot, kind] = [self.part.slot.word(), self.part.kind.word()];
        words::of_login(&[ledger.name(&self.login), slot, kind])
    }
}

fn all_in<P: Clone>(ledger: &Ledger, of: impl Fn(&Login) -> &Vec<P>) -> Vec<InLogin<P>> {
    let rows = ledger.logins.iter().flat_map(|login| {
        of(login).iter().map(|part| InLogin { login: login.id.clone(), part: part.clone() })
    });
    rows.collect()
}

fn put_in<P>(ledger: &mut Ledger, rows: Vec<InLogin<P>>, of: impl Fn(&mut Login) -> &mut Vec<P>) {
    let mut by_login: HashMap<Id, Vec<P>> = HashMap::new();
    for row in rows {
        by_login.entry(row.login).or_default().push(row.part);
    }
    for login in &mut ledger.logins {
        *of(login) = by_login.remove(&login.id).unwrap_or_default();
    }
}
