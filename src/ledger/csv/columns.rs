//! The columns of each table.

use super::CellProblem;
use super::cells;
use super::names::Names;
use super::rows::{InLogin, Row};
use crate::case::mask_login;
use crate::ledger::{
    ChangeKind, DeviceKind, Door, LastDigits, Mailbox, Method, MethodKind, Ownership, PartnerWay, Person,
    Role, RoleKind, Scope, Sharing, Slot, Standing,
};
use crate::ledger::{Device, Login, Partner, RightsChange, Shop};
use crate::ui::text::ledger_csv::heads;

/// A column: how a cell is said, and what it means.
pub(super) struct Column<R> {
    pub(super) head: &'static str,
    pub(super) need: Need,
    pub(super) holds: Holds,
    pub(super) get: fn(&R, &Names<'_>) -> String,
    pub(super) set: fn(&mut R, &str, &Names<'_>) -> Result<(), CellProblem>,
}

/// Whether a row says nothing without a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Needed,
    Wanted,
}

/// Whether a cell may hold any words, and with them a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    AnyWords,
    /// A day, one of a few words; an address or number of which only a part is kept.
    NoSecret,
}

use Holds::{AnyWords, NoSecret};
use Need::{Needed, Wanted};

/// A column by what it holds: a text, a date, a kind, several kinds, a number's last digits, the name of another part
/// (that has to be there, or may be any name), or several names.
macro_rules! column {
    (text, $head:expr, $need:expr, $($field:ident).+) => {
        Column {
            head: $head,
            need: $need,
            holds: AnyWords,
            get: |row, _| row.$($field).+.clone(),
            set: |row, cell, _| {
                cell.clone_into(&mut row.$($field).+);
                Ok(())
            },
        }
    };
    (date, $head:expr, $need:expr, $($field:ident).+) => {
        Column {
            head: $head,
            need: $need,
            holds: NoSecret,
            get: |row, _| cells::say_date(row.$($field).+),
            set: |row, cell, _| cells::date(cell).map(|day| row.$($field).+ = day),
        }
    };
    ($kind:ty, $head:expr, $need:expr, $($field:ident).+) => {
        Column {
            head: $head,
            need: $need,
            holds: NoSecret,
            get: |row, _| crate::ledger::Kind::word(row.$($field).+).to_owned(),
            set: |row, cell, _| cells::kind::<$kind>(cell).map(|kind| row.$($field).+ = kind),
        }
    };
    (scopes, $($field:ident).+) => {
        Column {
            head: heads::SCOPES,
            need: Wanted,
            holds: NoSecret,
            get: |row, _| cells::say_kinds(&row.$($field).+),
            set: |row, cell, _| cells::kinds::<Scope>(cell).map(|kinds| row.$($field).+ = kinds),
        }
    };
    (rights, $($field:ident).+) => {
        Column {
            head: heads::RIGHTS,
            need: Wanted,
            holds: NoSecret,
            get: |row, _| cells::say_rights(&row.$($field).+),
            set: |row, cell, _| cells::rights(cell).map(|rights| row.$($field).+ = rights),
        }
    };
    (digits, $($field:ident).+) => {
        Column {
            head: heads::NUMBER,
            need: Wanted,
            holds: NoSecret,
            get: |row, _| crate::ui::text::ledger_words::number(row.$($field).+.as_str()),
            set: |row, cell, _| {
                row.$($field).+ = LastDigits::of(cell);
                Ok(())
            },
        }
    };
    (one $list:ident, $head:expr, $need:expr, $($field:ident).+) => {
        Column {
            head: $head,
            need: $need,
            holds: AnyWords,
            get: |row, names| names.$list.say(&row.$($field).+),
            set: |row, cell, names| names.$list.find(cell).map(|id| row.$($field).+ = id),
        }
    };
    (any $list:ident, $head:expr, $need:expr, $($field:ident).+) => {
        Column {
            head: $head,
            need: $need,
            holds: AnyWords,
            get: |row, names| names.$list.say(&row.$($field).+),
            set: |row, cell, names| names.$list.find_or_keep(cell).map(|id| row.$($field).+ = id),
        }
    };
    (all $list:ident, $head:expr, $($field:ident).+) => {
        Column {
            head: $head,
            need: Wanted,
            holds: AnyWords,
            get: |row, names| names.$list.say_all(&row.$($field).+),
            set: |row, cell, names| names.$list.find_all(cell).map(|ids| row.$($field).+ = ids),
        }
    };
}

/// A row that has columns.
pub(super) trait Columns: Row {
    /// Its columns, in the order of the file; the id comes before them.
    fn columns() -> Vec<Column<Self>>;
}

impl Columns for Person {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(text, heads::PERSON, Needed, name),
            column!(text, heads::POST, Wanted, post),
            column!(one partners, heads::PARTNER, Wanted, partner),
            column!(Standing, heads::STANDING, Wanted, standing),
            column!(date, heads::LAST_DAY, Wanted, last_day),
            column!(text, heads::MEMO, Wanted, memo),
        ]
    }
}

impl Columns for Device {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(text, heads::DEVICE_NAME, Needed, name),
            column!(DeviceKind, heads::KIND, Wanted, kind),
            column!(Ownership, heads::OWNERSHIP, Wanted, ownership),
            column!(one people, heads::USERS, Wanted, holder),
            column!(digits, number),
            column!(text, heads::MEMO, Wanted, memo),
        ]
    }
}

impl Columns for Shop {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(text, heads::SHOP_NAME, Needed, name),
            column!(text, heads::MARKETPLACE, Wanted, marketplace),
            column!(Door, heads::DOOR, Wanted, door),
            column!(text, heads::MEMO, Wanted, memo),
        ]
    }
}

impl Columns for Login {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(text, heads::LOGIN_NAME, Needed, name),
            Column {
                head: heads::EMAIL,
                need: Wanted,
                holds: NoSecret,
                get: |row, _| row.email.clone(),
                set: |row, cell, _| {
                    row.email = mask_login(cell);
                    Ok(())
                },
            },
            column!(Mailbox, heads::MAILBOX, Wanted, mailbox),
            column!(Sharing, heads::SHARING, Wanted, sharing),
            column!(all people, heads::USERS, users),
            column!(date, heads::VERIFIED, Wanted, verified),
            column!(text, heads::MEMO, Wanted, memo),
        ]
    }
}

impl Columns for InLogin<Role> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(one logins, heads::LOGIN, Needed, login),
            column!(one shops, heads::SHOP, Needed, part.shop),
            column!(RoleKind, heads::ROLE, Needed, part.kind),
            column!(scopes, part.scopes),
            column!(rights, part.rights),
        ]
    }
}

impl Columns for InLogin<Method> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(one logins, heads::LOGIN, Needed, login),
            column!(Slot, heads::SLOT, Needed, part.slot),
            column!(MethodKind, heads::METHOD, Needed, part.kind),
            column!(one devices, heads::DEVICE, Wanted, part.device),
            column!(digits, part.number),
            column!(date, heads::TESTED, Wanted, part.tested),
        ]
    }
}

impl Columns for Partner {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(text, heads::COMPANY, Needed, name),
            column!(PartnerWay, heads::WAY, Wanted, way),
            column!(all shops, heads::SHOP, shops),
            column!(scopes, scopes),
            column!(rights, rights),
            column!(date, heads::UNTIL, Wanted, until),
            column!(date, heads::REVIEWED, Wanted, reviewed),
            column!(text, heads::CONTACT, Wanted, contact),
            column!(text, heads::MEMO, Wanted, memo),
        ]
    }
}

impl Columns for RightsChange {
    fn columns() -> Vec<Column<Self>> {
        vec![
            column!(date, heads::ON, Needed, on),
            column!(any people, heads::BY, Wanted, by),
            column!(any people, heads::WHOM, Needed, whom),
            column!(any shops, heads::SHOP, Wanted, shop),
            column!(ChangeKind, heads::CHANGE, Wanted, change),
            column!(text, heads::RIGHT, Needed, right),
            column!(any people, heads::CHECKED_BY, Wanted, checked_by),
        ]
    }
}
