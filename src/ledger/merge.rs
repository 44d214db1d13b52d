//! Two people, one ledger: what both have changed since they last had the same, put together.
//!
//! Part by part by id, and field by field. Where both changed one field, ours stays and theirs is kept in
//! [`Ledger::kept`], so that nothing is lost.

use jiff::civil::Date;

use super::kinds::Kind;
use super::parts::{
    Contact, Departure, Device, Id, Kept, Login, Method, Partner, Person, Recovery, Review, RightsChange,
    Role, Shop,
};
use super::{LastDigits, Ledger, Right};
use crate::case::{
    Identified, Merge, Record as _,
    merge::{Chosen, Merger, Place, Text, lists},
};
use crate::ui::text::ledger_words as words;

/// Puts `ours` and `theirs` together, both made from `base`.
pub fn merge(base: &Ledger, ours: &Ledger, theirs: &Ledger) -> Merge<Ledger> {
    if ours == theirs || theirs == base {
        return Merge { case: ours.clone(), taken: 0, both: Vec::new() };
    }
    let mut both = Both { merger: Merger::default(), theirs };
    both.merger.their_time = theirs.updated_at;
    let case = both.ledger(base, ours);
    let Merger { taken, both, .. } = both.merger;
    if ours == base {
        return Merge { case: theirs.clone(), taken, both };
    }
    Merge { case, taken, both }
}

/// Puts two copies of a ledger together of which nobody knows what they were made from: everything of both is in it,
/// and what one of them has deleted comes back.
pub fn merge_copies(ours: &Ledger, theirs: &Ledger) -> Merge<Ledger> {
    merge(&Ledger::empty(), ours, theirs)
}

struct Both<'a> {
    merger: Merger,
    /// To say by name what they named by id.
    theirs: &'a Ledger,
}

/// A field of one part, and its name.
struct Field<'a> {
    /// The kind and the id of the part, for a machine.
    of: &'a str,
    /// What the part is called.
    owner: &'a str,
    name: &'static str,
}

/// A value of a field.
trait Value: Clone + PartialEq {
    fn merged(both: &mut Both<'_>, field: &Field<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self;
}

/// An element of a list, put together field by field.
trait Fields: Identified {
    fn merged(both: &mut Both<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self;
}

impl Both<'_> {
    fn ledger(&mut self, base: &Ledger, ours: &Ledger) -> Ledger {
        let theirs = self.theirs;
        let mut case = ours.clone();
        let field = |name| Field { of: "ledger", owner: "", name };
        case.company = String::merged(self, &field("company"), &base.company, &ours.company, &theirs.company);
        case.people = self.list(&base.people, &ours.people, &theirs.people);
        case.devices = self.list(&base.devices, &ours.devices, &theirs.devices);
        case.shops = self.list(&base.shops, &ours.shops, &theirs.shops);
        case.logins = self.list(&base.logins, &ours.logins, &theirs.logins);
        case.recoveries = self.list(&base.recoveries, &ours.recoveries, &theirs.recoveries);
        case.partners = self.list(&base.partners, &ours.partners, &theirs.partners);
        case.contacts = self.list(&base.contacts, &ours.contacts, &theirs.contacts);
        case.changes = self.list(&base.changes, &ours.changes, &theirs.changes);
        case.reviews = self.list(&base.reviews, &ours.reviews, &theirs.reviews);
        case.departures = self.list(&base.departures, &ours.departures, &theirs.departures);
        case.memo = self.lines(&field("memo"), &base.memo, &ours.memo, &theirs.memo);
        case.extra = self.merger.extra(&base.extra, &ours.extra, &theirs.extra);
        if case.id.is_empty() {
            case.id.clone_from(&theirs.id);
        }
        case.created_at = ours.created_at.min(theirs.created_at);
        case.updated_at = ours.updated_at.max(theirs.updated_at);
        // Last: it takes up what found no place.
        case.kept = self.list(&base.kept, &ours.kept, &theirs.kept);
        for entry in std::mem::take(&mut self.merger.kept) {
            if case.kept.iter().all(|kept| kept.id != entry.id) {
                case.kept.push(Kept { id: entry.id, at: entry.at, text: entry.text, ..Kept::default() });
            }
        }
        case
    }

    fn list<T: Fields>(&mut self, base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
        let mut merger = std::mem::take(&mut self.merger);
        let ledger = self.theirs;
        let merged = lists::merge(&mut merger, base, ours, theirs, |merger, base, ours, theirs| {
            let mut both = Both { merger: std::mem::take(merger), theirs: ledger };
            let merged = T::merged(&mut both, base, ours, theirs);
            *merger = both.merger;
            merged
        });
        self.merger = merger;
        merged
    }

    /// A text, put together as a whole or line by line.
    fn text(&mut self, field: &Field<'_>, kind: Text, base: &str, ours: &str, theirs: &str) -> String {
        let label = words::place(field.owner, field.name);
        let place = Place { name: field.path(), label: &label, kind };
        self.merger.text(&place, base, ours, theirs)
    }

    fn lines(&mut self, field: &Field<'_>, base: &str, ours: &str, theirs: &str) -> String {
        self.text(field, Text::Lines, base, ours, theirs)
    }

    /// A value of which there is one. What it is when nothing was said counts as missing: an edit wins over a deletion.
    fn value<T: Clone + PartialEq + Default>(
        &mut self,
        field: &Field<'_>,
        [base, ours, theirs]: [&T; 3],
        said: impl Fn(&T) -> String,
    ) -> T {
        let nothing = T::default();
        let some = |value: &'_ T| *value != nothing;
        let [base, mine, other] = [base, ours, theirs].map(|value| Some(value).filter(|value| some(value)));
        match self.merger.choose(base, mine, other) {
            Chosen::Ours => ours.clone(),
            Chosen::Theirs => theirs.clone(),
            Chosen::Both(mine, other) => {
                let label = words::place(field.owner, field.name);
                let place = Place { name: field.path(), label: &label, kind: Text::Whole };
                self.merger.keep(&place, &said(mine), &said(other));
                ours.clone()
            }
        }
    }

    /// The id of another part, by its name where it has to be said.
    fn reference(&mut self, field: &Field<'_>, base: &Id, ours: &Id, theirs: &Id) -> Id {
        let ledger = self.theirs;
        self.value(field, [base, ours, theirs], |id| ledger.name(id).to_owned())
    }

    /// A set: what one has added or taken out is so in the result.
    fn set<T: Clone + PartialEq>(&mut self, base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
        let mut merged: Vec<T> = Vec::with_capacity(ours.len());
        for item in ours {
            if theirs.contains(item) || !base.contains(item) {
                merged.push(item.clone());
            } else {
                self.merger.taken += 1;
            }
        }
        for item in theirs.iter().filter(|item| !base.contains(item) && !ours.contains(item)) {
            self.merger.taken += 1;
            merged.push(item.clone());
        }
        merged
    }
}

impl Field<'_> {
    /// As in [`crate::case::Both::place`].
    fn path(&self) -> String {
        format!("{} {}", self.of, self.name)
    }
}

impl Value for String {
    fn merged(both: &mut Both<'_>, field: &Field<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let kind = if field.name == "memo" { Text::Lines } else { Text::Whole };
        both.text(field, kind, base, ours, theirs)
    }
}

impl Value for Option<Date> {
    fn merged(both: &mut Both<'_>, field: &Field<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        both.value(field, [base, ours, theirs], |day| day.map(|day| day.to_string()).unwrap_or_default())
    }
}

impl Value for LastDigits {
    fn merged(both: &mut Both<'_>, field: &Field<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        both.value(field, [base, ours, theirs], |digits| words::number(digits.as_str()))
    }
}

impl Value for u32 {
    fn merged(both: &mut Both<'_>, field: &Field<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        both.value(field, [base, ours, theirs], ToString::to_string)
    }
}

impl<T: Kind> Value for T {
    fn merged(both: &mut Both<'_>, field: &Field<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        both.value(field, [base, ours, theirs], |kind| kind.word().to_owned())
    }
}

/// How each field is put together: as a value, as a reference to another part, as a set, or as a list of parts.
macro_rules! fields {
    (@one value $name:ident $both:ident $of:ident $owner:ident $base:ident $ours:ident $theirs:ident) => {{
        let field = Field { of: &$of, owner: &$owner, name: stringify!($name) };
        Value::merged($both, &field, &$base.$name, &$ours.$name, &$theirs.$name)
    }};
    (@one reference $name:ident $both:ident $of:ident $owner:ident $base:ident $ours:ident $theirs:ident) => {{
        let field = Field { of: &$of, owner: &$owner, name: stringify!($name) };
        $both.reference(&field, &$base.$name, &$ours.$name, &$theirs.$name)
    }};
    (@one set $name:ident $both:ident $of:ident $owner:ident $base:ident $ours:ident $theirs:ident) => {
        $both.set(&$base.$name, &$ours.$name, &$theirs.$name)
    };
    (@one list $name:ident $both:ident $of:ident $owner:ident $base:ident $ours:ident $theirs:ident) => {
        $both.list(&$base.$name, &$ours.$name, &$theirs.$name)
    };
    ($($part:ident called $owner:expr; { $($name:ident: $how:ident),+ $(,)? })+) => {$(
        impl Fields for $part {
            fn merged(both: &mut Both<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
                let of = format!("{} {}", stringify!($part), ours.id);
                let called: fn(&Self, &Ledger) -> String = $owner;
                let owner = called(ours, both.theirs);
                Self {
                    id: ours.id.clone(),
                    $($name: fields!(@one $how $name both of owner base ours theirs),)+
                    extra: both.merger.extra(&base.extra, &ours.extra, &theirs.extra),
                }
            }
        }
    )+};
}

fields! {
    Person called |person, _| person.name.clone(); {
        name: value, post: value, partner: reference, standing: value, last_day: value, memo: value,
    }
    Device called |device, _| device.name.clone(); {
        name: value, kind: value, ownership: value, holder: reference, number: value, memo: value,
    }
    Shop called |shop, _| shop.name.clone(); {
        name: value, marketplace: value, door: value, memo: value,
    }
    Login called |login, _| login.label().to_owned(); {
        name: value, email: value, mailbox: value, sharing: value, users: set, roles: list, methods: list,
        verified: value, memo: value,
    }
    Role called |role, ledger| ledger.name(&role.shop).to_owned(); {
        shop: reference, kind: value, scopes: set, rights: list,
    }
    Method called |method, _| method.kind.word().to_owned(); {
        slot: value, kind: value, device: reference, number: value, tested: value,
    }
    Recovery called |recovery, ledger| ledger.name(&recovery.login).to_owned(); {
        login: reference, by: reference, tested: value, memo: value,
    }
    Partner called |partner, _| partner.name.clone(); {
        name: value, way: value, shops: set, scopes: set, rights: list, until: value, reviewed: value,
        contact: value, memo: value,
    }
    Contact called |contact, ledger| ledger.name(&contact.who).to_owned(); {
        who: reference, duty: value, reach: value, hours: value, order: value,
    }
    RightsChange called |change, ledger| ledger.name(&change.whom).to_owned(); {
        on: value, by: reference, whom: reference, shop: reference, change: value, right: value,
        checked_by: reference,
    }
    Review called |review, _| review.kind.word().to_owned(); {
        kind: value, what: value, every: value, due: value, done: value, by: reference,
    }
    Departure called |departure, ledger| ledger.name(&departure.person).to_owned(); {
        person: reference, successor: reference, added: value, tested: value, moved: value, removed: value,
        memo: value,
    }
}

impl Fields for Right {
    fn merged(both: &mut Both<'_>, base: &Self, ours: &Self, theirs: &Self) -> Self {
        let field = Field { of: "Right", owner: ours.area.word(), name: "rights" };
        Self {
            area: ours.area,
            level: Value::merged(both, &field, &base.level, &ours.level, &theirs.level),
            extra: both.merger.extra(&base.extra, &ours.extra, &theirs.extra),
        }
    }
}

impl Fields for Kept {
    fn merged(_both: &mut Both<'_>, _base: &Self, ours: &Self, _theirs: &Self) -> Self {
        ours.clone()
    }
}
