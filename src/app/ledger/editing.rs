//! Changing the ledger: adding, removing, and what is typed.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::state::State;
use crate::app::when::{self, Lean};
use crate::app::{Reading, TimeDraft};
use crate::case::guard;
use crate::ledger::{
    Contact, Departure, Device, Ledger, Login, Method, Part, Partner, Person, Recovery, Review, RightsChange,
    Role, Shop, Slot,
};

use super::fields::{self, Shape, Value, fields};
use super::part::{PartKind, PartRef};
use super::{FieldDraft, LedgerState, LedgerTab, ListOf};

/// Adds an empty part, and shows it.
pub(super) fn add(ledger: &mut LedgerState, kind: PartKind, today: Date, now: Timestamp) {
    let book = &mut ledger.ledger;
    let id = match kind {
        PartKind::Person => book.add(now, Person::default()),
        PartKind::Device => book.add(now, Device::default()),
        PartKind::Shop => book.add(now, Shop::default()),
        PartKind::Login => book.add(now, Login::default()),
        PartKind::Partner => book.add(now, Partner::default()),
        PartKind::Contact => book.add(now, Contact::default()),
        PartKind::Change => book.add(now, RightsChange { on: Some(today), ..RightsChange::default() }),
        PartKind::Review => book.add(now, Review::default()),
        PartKind::Departure => book.add(now, Departure::default()),
        PartKind::Role | PartKind::Method | PartKind::Recovery => return,
    };
    ledger.tab = LedgerTab::List(ListOf::of(kind));
    ledger.chosen = Some(PartRef::new(kind, &id));
}

/// Adds a role, method or helper to a login.
pub(super) fn add_to(book: &mut Ledger, login: &str, kind: PartKind, now: Timestamp) {
    match kind {
        PartKind::Role => {
            // With one shop there is nothing to choose.
            let shop = match book.shops.as_slice() {
                [only] => only.id.clone(),
                _ => String::new(),
            };
            book.add_role(login, now, Role { shop, ..Role::default() });
        }
        PartKind::Method => {
            let has_main =
                book.get::<Login>(login).is_some_and(|it| it.methods_in(Slot::Main).next().is_some());
            let slot = if has_main { Slot::Backup } else { Slot::Main };
            book.add_method(login, now, Method { slot, ..Method::default() });
        }
        PartKind::Recovery => {
            book.add(now, Recovery { login: login.to_owned(), ..Recovery::default() });
        }
        _ => {}
    }
}

/// Takes a part out.
pub(super) fn remove(book: &mut Ledger, part: &PartRef) {
    fn out<P: Part>(book: &mut Ledger, id: &str) {
        book.remove::<P>(id);
    }
    let id = part.id.as_str();
    match part.kind {
        PartKind::Person => out::<Person>(book, id),
        PartKind::Device => out::<Device>(book, id),
        PartKind::Shop => out::<Shop>(book, id),
        PartKind::Login => {
            book.recoveries.retain(|recovery| recovery.login != id);
            out::<Login>(book, id);
        }
        PartKind::Recovery => out::<Recovery>(book, id),
        PartKind::Partner => out::<Partner>(book, id),
        PartKind::Contact => out::<Contact>(book, id),
        PartKind::Change => out::<RightsChange>(book, id),
        PartKind::Review => out::<Review>(book, id),
        PartKind::Departure => out::<Departure>(book, id),
        PartKind::Role => {
            if let Some(login) = book.get_mut::<Login>(&part.of) {
                login.roles.retain(|role| role.id != id);
            }
        }
        PartKind::Method => {
            if let Some(login) = book.get_mut::<Login>(&part.of) {
                login.methods.retain(|method| method.id != id);
            }
        }
    }
}

/// Puts a value into a field.
pub(super) fn set(book: &mut Ledger, part: &PartRef, field: &str, value: Value) {
    if fields::set(book, part, field, value).is_none() {
        log::warn!("there is no field {field} of {part:?}");
    }
}

/// A text that is taken over when its field is left. A day is taken over as soon as it can be read.
pub(super) fn typed(state: &mut State, part: PartRef, field: &'static str, text: String, now: Timestamp) {
    let today = now.to_zoned(state.zone.clone());
    let shape = fields(part.kind).iter().find(|spec| spec.name == field).map(|spec| spec.shape);
    // A day without a year is the last one, but for what is still to come.
    let lean = if matches!(field, "due" | "until" | "last_day") { Lean::Future } else { Lean::Past };
    let (day, reading) = match shape {
        Some(Shape::Day) if text.trim().is_empty() => (Some(None), Reading::Understood),
        Some(Shape::Day) => match when::parse_day(&text, &today, lean) {
            Some(day) => (Some(Some(day)), Reading::Understood),
            None => (None, Reading::NotUnderstood),
        },
        _ => (None, Reading::Understood),
    };
    if let Some(day) = day {
        set(&mut state.ledger.ledger, &part, field, Value::Day(day));
    }
    state.ledger.draft = Some(FieldDraft { part, field, typed: TimeDraft { text, reading } });
}

/// The field was left: an address is masked and taken over, a day that could not be read stays as typed.
pub(super) fn leave(ledger: &mut LedgerState) {
    let Some(draft) = ledger.draft.take() else { return };
    if draft.typed.reading == Reading::NotUnderstood {
        ledger.draft = Some(draft);
        return;
    }
    let shape = fields(draft.part.kind).iter().find(|spec| spec.name == draft.field).map(|spec| spec.shape);
    if !matches!(shape, Some(Shape::Email)) {
        return;
    }
    // What looks like a secret is no address.
    let text = guard::blank(&draft.typed.text);
    set(&mut ledger.ledger, &draft.part, draft.field, Value::Text(text));
}
