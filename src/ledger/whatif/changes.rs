//! The changes that are proposed, and how each is carried out in the ledger.

use jiff::{Timestamp, civil::Date};

use crate::ledger::{
    Device, DeviceKind, Id, Ledger, Login, Method, MethodKind, Ownership, Person, Recovery, Role, RoleKind,
    Sharing, Slot,
};

/// A change that keeps a loss from being fatal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Register a backup method of a login on another device.
    AddBackup {
        /// The login.
        login: Id,
        /// The device; none for one that the company does not have yet.
        device: Option<Id>,
    },
    /// Let somebody help a login back in.
    AddRecovery {
        /// The login.
        login: Id,
        /// The person.
        by: Id,
    },
    /// Make a user of a shop an administrator.
    Promote {
        /// The shop.
        shop: Id,
        /// The user's login.
        login: Id,
    },
    /// Invite a second administrator, with a login and a device of their own.
    AddAdmin {
        /// The shop.
        shop: Id,
        /// The person; none for somebody who is not in the ledger yet.
        person: Option<Id>,
        /// The device; none for one that the company does not have yet.
        device: Option<Id>,
    },
    /// Give each user of a shared login a login and a device of their own.
    OwnLogins {
        /// The shared login.
        login: Id,
    },
}

/// What new people, devices and logins are called until somebody gives them a name.
#[derive(Clone, Copy, Debug)]
pub struct NewNames<'a> {
    /// A person.
    pub person: &'a str,
    /// A telephone.
    pub device: &'a str,
    /// What stands behind the name of a person whose login it is.
    pub login: &'a str,
}

/// Writes a change into a ledger, as if it had been carried out. None if the ledger has not what it is about.
pub fn carry_out(
    ledger: &mut Ledger,
    change: &Change,
    names: NewNames<'_>,
    today: Date,
    now: Timestamp,
) -> Option<()> {
    match change {
        Change::AddBackup { login, device } => {
            let holder = ledger.get::<Login>(login)?.users.first().cloned().unwrap_or_default();
            let device = device.clone().unwrap_or_else(|| new_device(ledger, &holder, names, now));
            let method = method(Slot::Backup, device, ledger);
            ledger.add_method(login, now, method)?;
        }
        Change::AddRecovery { login, by } => {
            ledger.get::<Login>(login)?;
            ledger.add(now, Recovery { login: login.clone(), by: by.clone(), ..Recovery::default() });
        }
        Change::Promote { shop, login } => {
            let roles = &mut ledger.get_mut::<Login>(login)?.roles;
            roles.iter_mut().find(|role| role.shop == *shop)?.kind = RoleKind::Admin;
        }
        Change::AddAdmin { shop, person, device } => {
            let person = person.clone().unwrap_or_else(|| {
                ledger.add(now, Person { name: names.person.to_owned(), ..Person::default() })
            });
            let role = Role { shop: shop.clone(), kind: RoleKind::Admin, ..Role::default() };
            own_login(ledger, &person, vec![role], device.clone(), names, now);
        }
        Change::OwnLogins { login } => {
            let shared = ledger.get::<Login>(login)?.clone();
            let gone = |user: &str| ledger.get::<Person>(user).is_some_and(|person| person.is_gone(today));
            let users: Vec<Id> = shared.users.iter().filter(|user| !gone(user)).cloned().collect();
            for user in users {
                own_login(ledger, &user, shared.roles.clone(), None, names, now);
            }
        }
    }
    Some(())
}

/// A login of somebody's own, with one method.
fn own_login(
    ledger: &mut Ledger,
    person: &str,
    roles: Vec<Role>,
    device: Option<Id>,
    names: NewNames<'_>,
    now: Timestamp,
) {
    let device = device.unwrap_or_else(|| new_device(ledger, person, names, now));
    let name = format!("{}{}", ledger.name(person), names.login);
    let users = vec![person.to_owned()];
    let login = ledger.add(now, Login { name, sharing: Sharing::One, users, ..Login::default() });
    for role in roles {
        ledger.add_role(&login, now, role);
    }
    let method = method(Slot::Main, device, ledger);
    ledger.add_method(&login, now, method);
}

/// A telephone of the company that somebody gets.
fn new_device(ledger: &mut Ledger, holder: &str, names: NewNames<'_>, now: Timestamp) -> Id {
    let device = Device {
        name: names.device.to_owned(),
        kind: DeviceKind::Phone,
        ownership: Ownership::Company,
        holder: holder.to_owned(),
        ..Device::default()
    };
    ledger.add(now, device)
}

/// What a device of its kind is mostly used for.
fn method(slot: Slot, device: Id, ledger: &Ledger) -> Method {
    let known = ledger.get::<Device>(&device);
    let kind = match known.map(|device| device.kind) {
        Some(DeviceKind::Landline) => MethodKind::Voice,
        Some(DeviceKind::SecurityKey) => MethodKind::SecurityKey,
        Some(DeviceKind::Phone | DeviceKind::Tablet) => MethodKind::Authenticator,
        Some(DeviceKind::Pc | DeviceKind::Unknown) | None => MethodKind::Unknown,
    };
    let number = known.map(|device| device.number.clone()).unwrap_or_default();
    Method { slot, kind, device, number, ..Method::default() }
}
