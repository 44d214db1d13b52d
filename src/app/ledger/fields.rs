//! The fields of the ledger's parts: what a form shows, and how what was typed gets into the ledger.
//!
//! One table a part. Views and commands know a field by its name in the file, which is also how it is called
//! ([`crate::ui::text::ledger_words::field`]).

use jiff::civil::Date;

use crate::case::mask_login;
use crate::ledger::{
    Area, ChangeKind, Contact, Departure, Device, DeviceKind, Door, Hours, Id, Kind, LastDigits, Ledger,
    Level, Login, Mailbox, Method, MethodKind, Ownership, Part, Partner, PartnerWay, Person, Recovery,
    Review, ReviewKind, Right, RightsChange, Role, RoleKind, Scope, Sharing, Shop, Slot, Standing,
};

use super::part::{PartKind, PartRef};

/// How a field is shown.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One line of text.
    Line,
    /// Several lines.
    Lines,
    /// An e-mail address, masked when it is left.
    Email,
    /// A day.
    Day,
    /// One of a few words.
    Choice(Words),
    /// Another part, of one of these kinds, or a name.
    One(&'static [PartKind]),
    /// Several other parts.
    Many(PartKind),
    /// Several of a few words.
    Flags(Words),
    /// Areas, each to look or to change.
    Rights,
    /// The last digits of a number.
    Digits,
    /// A whole number.
    Count,
}

/// The words of a choice, in the order of [`Kind::all`].
pub type Words = fn() -> Vec<&'static str>;

fn words<K: Kind>() -> Vec<&'static str> {
    K::all().iter().map(|kind| kind.word()).collect()
}

/// The words of what a right may be about.
pub fn areas() -> Vec<&'static str> {
    words::<Area>()
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, an address, the digits of a number.
    Text(String),
    /// A day.
    Day(Option<Date>),
    /// The place of a word.
    Choice(usize),
    /// The id of another part, or a name.
    One(Id),
    /// The ids of other parts.
    Many(Vec<Id>),
    /// The places of words.
    Flags(Vec<usize>),
    /// Rights.
    Rights(Vec<Right>),
    /// A whole number.
    Count(u32),
}

/// A field of a part.
#[derive(Clone, Copy)]
pub struct FieldSpec {
    /// Its name in the file.
    pub name: &'static str,
    /// How it is shown.
    pub shape: Shape,
    /// Reads it; none if the part is not there.
    pub get: fn(&Ledger, &PartRef) -> Option<Value>,
    set: fn(&mut Ledger, &PartRef, Value) -> Option<()>,
}

impl std::fmt::Debug for FieldSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldSpec").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The fields of a part, in the order of its form.
pub fn fields(kind: PartKind) -> &'static [FieldSpec] {
    match kind {
        PartKind::Person => PERSON,
        PartKind::Device => DEVICE,
        PartKind::Shop => SHOP,
        PartKind::Login => LOGIN,
        PartKind::Role => ROLE,
        PartKind::Method => METHOD,
        PartKind::Recovery => RECOVERY,
        PartKind::Partner => PARTNER,
        PartKind::Contact => CONTACT,
        PartKind::Change => CHANGE,
        PartKind::Review => REVIEW,
        PartKind::Departure => DEPARTURE,
    }
}

/// Puts a value into a field. None if there is no such part or field, or the value does not fit.
pub(super) fn set(ledger: &mut Ledger, part: &PartRef, name: &str, value: Value) -> Option<()> {
    let field = fields(part.kind).iter().find(|field| field.name == name)?;
    (field.set)(ledger, part, value)
}

/// A part that is found by its place.
trait Placed: Sized {
    fn find<'a>(ledger: &'a Ledger, at: &PartRef) -> Option<&'a Self>;
    fn find_mut<'a>(ledger: &'a mut Ledger, at: &PartRef) -> Option<&'a mut Self>;
}

impl<P: Part> Placed for P {
    fn find<'a>(ledger: &'a Ledger, at: &PartRef) -> Option<&'a Self> {
        ledger.get(&at.id)
    }

    fn find_mut<'a>(ledger: &'a mut Ledger, at: &PartRef) -> Option<&'a mut Self> {
        ledger.get_mut(&at.id)
    }
}

/// What a login has lists of. No part of the ledger itself, so the one implementation for parts does not cover it.
macro_rules! of_login {
    ($find:ident, $find_mut:ident, $part:ident, $list:ident) => {
        fn $find<'a>(ledger: &'a Ledger, at: &PartRef) -> Option<&'a $part> {
            ledger.get::<Login>(&at.of)?.$list.iter().find(|part| part.id == at.id)
        }

        fn $find_mut<'a>(ledger: &'a mut Ledger, at: &PartRef) -> Option<&'a mut $part> {
            ledger.get_mut::<Login>(&at.of)?.$list.iter_mut().find(|part| part.id == at.id)
        }
    };
}

of_login!(role, role_mut, Role, roles);
of_login!(method, method_mut, Method, methods);

/// One field, by how it is shown: `text name`, `choice standing: Standing`, `one holder: [Person]`.
macro_rules! field {
    ($find:path, $find_mut:path, $name:ident, $shape:expr, $get:expr, $value:ident => $set:expr) => {
        FieldSpec {
            name: stringify!($name),
            shape: $shape,
            get: |ledger, at| $find(ledger, at).map(|part| $get(&part.$name)),
            set: |ledger, at, value| {
                let Value::$value(value) = value else { return None };
                $find_mut(ledger, at)?.$name = $set(value);
                Some(())
            },
        }
    };
}

macro_rules! text {
    ($find:path, $find_mut:path, $name:ident, $shape:expr) => {
        field!($find, $find_mut, $name, $shape, |text: &String| Value::Text(text.clone()), Text => |text| text)
    };
}

macro_rules! day {
    ($find:path, $find_mut:path, $name:ident) => {
        field!($find, $find_mut, $name, Shape::Day, |day: &Option<Date>| Value::Day(*day), Day => |day| day)
    };
}

macro_rules! choice {
    ($find:path, $find_mut:path, $name:ident, $kind:ty) => {
        field!($find, $find_mut, $name, Shape::Choice(words::<$kind>), |kind: &$kind| place_of(*kind),
            Choice => |place: usize| <$kind>::all().get(place).copied().unwrap_or_default())
    };
}

macro_rules! one {
    ($find:path, $find_mut:path, $name:ident, $kinds:expr) => {
        field!($find, $find_mut, $name, Shape::One($kinds), |id: &Id| Value::One(id.clone()), One => |id| id)
    };
}

macro_rules! many {
    ($find:path, $find_mut:path, $name:ident, $kind:expr) => {
        field!($find, $find_mut, $name, Shape::Many($kind), |ids: &Vec<Id>| Value::Many(ids.clone()),
            Many => |ids| ids)
    };
}

macro_rules! flags {
    ($find:path, $find_mut:path, $name:ident, $kind:ty) => {
        field!($find, $find_mut, $name, Shape::Flags(words::<$kind>), |kinds: &Vec<$kind>| Value::Flags(places_of(kinds)),
            Flags => |places: Vec<usize>| kinds_at::<$kind>(&places))
    };
}

macro_rules! rights {
    ($find:path, $find_mut:path, $name:ident) => {
        field!($find, $find_mut, $name, Shape::Rights, |rights: &Vec<Right>| Value::Rights(rights.clone()),
            Rights => |rights| rights)
    };
}

macro_rules! digits {
    ($find:path, $find_mut:path, $name:ident) => {
        field!($find, $find_mut, $name, Shape::Digits, |digits: &LastDigits| Value::Text(digits.as_str().to_owned()),
            Text => |text: String| LastDigits::of(&text))
    };
}

macro_rules! count {
    ($find:path, $find_mut:path, $name:ident) => {
        field!($find, $find_mut, $name, Shape::Count, |count: &u32| Value::Count(*count), Count => |count| count)
    };
}

fn place_of<K: Kind>(kind: K) -> Value {
    Value::Choice(K::all().iter().position(|other| *other == kind).unwrap_or_default())
}

fn places_of<K: Kind>(kinds: &[K]) -> Vec<usize> {
    kinds.iter().filter_map(|kind| K::all().iter().position(|other| other == kind)).collect()
}

fn kinds_at<K: Kind>(places: &[usize]) -> Vec<K> {
    places.iter().filter_map(|place| K::all().get(*place).copied()).collect()
}

/// A right in one area more, less, or of another level.
pub fn with_right(rights: &[Right], area: usize, level: Option<Level>) -> Vec<Right> {
    let Some(area) = Area::all().get(area).copied() else { return rights.to_vec() };
    let mut rights: Vec<Right> = rights.to_vec();
    match (rights.iter().position(|right| right.area == area), level) {
        (Some(at), Some(level)) => {
            rights.get_mut(at).into_iter().for_each(|right| right.level = level);
        }
        (Some(at), None) => {
            rights.remove(at);
        }
        (None, Some(level)) => rights.push(Right::new(area, level)),
        (None, None) => {}
    }
    rights
}

/// How far the rights in an area go.
pub fn right_in(rights: &[Right], area: usize) -> Option<Level> {
    let area = Area::all().get(area)?;
    rights.iter().find(|right| right.area == *area).map(|right| right.level)
}

const PEOPLE: &[PartKind] = &[PartKind::Person];
const ANYBODY: &[PartKind] = &[PartKind::Person, PartKind::Partner];
const SHOPS: &[PartKind] = &[PartKind::Shop];
const LOGINS: &[PartKind] = &[PartKind::Login];
const DEVICES: &[PartKind] = &[PartKind::Device];
const PARTNERS: &[PartKind] = &[PartKind::Partner];

const PERSON: &[FieldSpec] = &[
    text!(Person::find, Person::find_mut, name, Shape::Line),
    text!(Person::find, Person::find_mut, post, Shape::Line),
    choice!(Person::find, Person::find_mut, standing, Standing),
    day!(Person::find, Person::find_mut, last_day),
    one!(Person::find, Person::find_mut, partner, PARTNERS),
    text!(Person::find, Person::find_mut, memo, Shape::Lines),
];
const DEVICE: &[FieldSpec] = &[
    text!(Device::find, Device::find_mut, name, Shape::Line),
    choice!(Device::find, Device::find_mut, kind, DeviceKind),
    choice!(Device::find, Device::find_mut, ownership, Ownership),
    one!(Device::find, Device::find_mut, holder, PEOPLE),
    digits!(Device::find, Device::find_mut, number),
    text!(Device::find, Device::find_mut, memo, Shape::Lines),
];
const SHOP: &[FieldSpec] = &[
    text!(Shop::find, Shop::find_mut, name, Shape::Line),
    text!(Shop::find, Shop::find_mut, marketplace, Shape::Line),
    choice!(Shop::find, Shop::find_mut, door, Door),
    text!(Shop::find, Shop::find_mut, memo, Shape::Lines),
];
const LOGIN: &[FieldSpec] = &[
    text!(Login::find, Login::find_mut, name, Shape::Line),
    field!(Login::find, Login::find_mut, email, Shape::Email, |text: &String| Value::Text(text.clone()),
        Text => |text: String| mask_login(&text)),
    choice!(Login::find, Login::find_mut, mailbox, Mailbox),
    choice!(Login::find, Login::find_mut, sharing, Sharing),
    many!(Login::find, Login::find_mut, users, PartKind::Person),
    day!(Login::find, Login::find_mut, verified),
    text!(Login::find, Login::find_mut, memo, Shape::Lines),
];
const ROLE: &[FieldSpec] = &[
    one!(role, role_mut, shop, SHOPS),
    choice!(role, role_mut, kind, RoleKind),
    flags!(role, role_mut, scopes, Scope),
    rights!(role, role_mut, rights),
];
const METHOD: &[FieldSpec] = &[
    choice!(method, method_mut, slot, Slot),
    choice!(method, method_mut, kind, MethodKind),
    one!(method, method_mut, device, DEVICES),
    digits!(method, method_mut, number),
    day!(method, method_mut, tested),
];
const RECOVERY: &[FieldSpec] = &[
    one!(Recovery::find, Recovery::find_mut, login, LOGINS),
    one!(Recovery::find, Recovery::find_mut, by, PEOPLE),
    day!(Recovery::find, Recovery::find_mut, tested),
    text!(Recovery::find, Recovery::find_mut, memo, Shape::Lines),
];
const PARTNER: &[FieldSpec] = &[
    text!(Partner::find, Partner::find_mut, name, Shape::Line),
    choice!(Partner::find, Partner::find_mut, way, PartnerWay),
    many!(Partner::find, Partner::find_mut, shops, PartKind::Shop),
    flags!(Partner::find, Partner::find_mut, scopes, Scope),
    rights!(Partner::find, Partner::find_mut, rights),
    day!(Partner::find, Partner::find_mut, until),
    day!(Partner::find, Partner::find_mut, reviewed),
    text!(Partner::find, Partner::find_mut, contact, Shape::Line),
    text!(Partner::find, Partner::find_mut, memo, Shape::Lines),
];
const CONTACT: &[FieldSpec] = &[
    one!(Contact::find, Contact::find_mut, who, PEOPLE),
    text!(Contact::find, Contact::find_mut, duty, Shape::Line),
    text!(Contact::find, Contact::find_mut, reach, Shape::Line),
    choice!(Contact::find, Contact::find_mut, hours, Hours),
    count!(Contact::find, Contact::find_mut, order),
];
const CHANGE: &[FieldSpec] = &[
    day!(RightsChange::find, RightsChange::find_mut, on),
    one!(RightsChange::find, RightsChange::find_mut, by, PEOPLE),
    one!(RightsChange::find, RightsChange::find_mut, whom, ANYBODY),
    one!(RightsChange::find, RightsChange::find_mut, shop, SHOPS),
    choice!(RightsChange::find, RightsChange::find_mut, change, ChangeKind),
    text!(RightsChange::find, RightsChange::find_mut, right, Shape::Line),
    one!(RightsChange::find, RightsChange::find_mut, checked_by, PEOPLE),
];
const REVIEW: &[FieldSpec] = &[
    choice!(Review::find, Review::find_mut, kind, ReviewKind),
    text!(Review::find, Review::find_mut, what, Shape::Line),
    count!(Review::find, Review::find_mut, every),
    day!(Review::find, Review::find_mut, due),
    day!(Review::find, Review::find_mut, done),
    one!(Review::find, Review::find_mut, by, PEOPLE),
];
const DEPARTURE: &[FieldSpec] = &[
    one!(Departure::find, Departure::find_mut, person, PEOPLE),
    one!(Departure::find, Departure::find_mut, successor, PEOPLE),
    day!(Departure::find, Departure::find_mut, added),
    day!(Departure::find, Departure::find_mut, tested),
    day!(Departure::find, Departure::find_mut, moved),
    day!(Departure::find, Departure::find_mut, removed),
    text!(Departure::find, Departure::find_mut, memo, Shape::Lines),
];
