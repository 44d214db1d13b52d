//! Who gets in, as what, and whom to call.

use std::collections::{HashMap, HashSet};

use super::judge::Judge;
use super::{Rule, Subject};
use crate::ledger::scopes;
use crate::ledger::{Door, Id, Login, Mailbox, PartnerWay, Right, Role, RoleKind, Scope, Sharing};

/// Shops of this marketplace have a Japanese entrance; so has one that does not say where it is.
const JAPAN: &str = "JP";

pub(super) fn two_admins(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    let mut roles_in: HashMap<&str, Vec<(&Login, &Role)>> = HashMap::new();
    for login in &ledger.logins {
        for role in &login.roles {
            roles_in.entry(&role.shop).or_default().push((login, role));
        }
    }
    for shop in &ledger.shops {
        let roles = roles_in.get(shop.id.as_str()).map_or(&[][..], Vec::as_slice);
        let admins: Vec<&Login> =
            roles.iter().filter(|(_, role)| is_admin(role.kind)).map(|(login, _)| *login).collect();
        let people: HashSet<&str> = admins.iter().flat_map(|login| users_here(judge, login)).collect();
        // A login whose user is not told is taken for one person's.
        let unnamed = admins.iter().filter(|login| login.users.is_empty()).count();
        let about = [Subject::Shop(shop.id.clone())];
        if people.len() + unnamed >= 2 {
            judge.passes(Rule::TwoAdmins);
        } else if roles.is_empty() || roles.iter().any(|(_, role)| role.kind == RoleKind::Unknown) {
            judge.asks(Rule::TwoAdmins, Subject::Shop(shop.id.clone()));
        } else {
            let logins = admins.iter().map(|login| Subject::Login(login.id.clone()));
            judge.fails(Rule::TwoAdmins, about.into_iter().chain(logins));
        }
    }
}

pub(super) fn is_admin(kind: RoleKind) -> bool {
    matches!(kind, RoleKind::MainAdmin | RoleKind::Admin)
}

/// The users of a login who have not left.
fn users_here<'a>(judge: &Judge<'_>, login: &'a Login) -> Vec<&'a str> {
    login.users.iter().map(Id::as_str).filter(|user| !judge.is_gone(user)).collect()
}

pub(super) fn own_login(judge: &mut Judge<'_>) {
    for login in &judge.ledger.logins {
        if login.is_shared() {
            let people = login.users.iter().cloned().map(Subject::Person);
            judge.fails(Rule::OwnLogin, std::iter::once(Subject::Login(login.id.clone())).chain(people));
        } else if login.sharing == Sharing::Unknown && login.users.is_empty() {
            judge.asks(Rule::OwnLogin, Subject::Login(login.id.clone()));
        } else {
            judge.passes(Rule::OwnLogin);
        }
    }
}

pub(super) fn partners(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    for partner in &ledger.partners {
        let about = || Subject::Partner(partner.id.clone());
        let is_authorised = match partner.way {
            PartnerWay::Unknown => None,
            PartnerWay::Authorised => Some(true),
            PartnerWay::SecondaryUser => Some(false),
        };
        judge.judge(Rule::AuthorisedPartner, is_authorised, about());
        let in_time = partner.until.map(|until| until >= judge.today);
        judge.judge(Rule::PartnerInTime, in_time, about());
    }
    // People of another company who have a login as if they were our own.
    for login in &ledger.logins {
        let outside =
            login.users.iter().filter_map(|user| judge.person(user)).find(|p| !p.partner.is_empty());
        let Some(person) = outside else { continue };
        let told = ledger
            .partners
            .iter()
            .any(|partner| partner.id == person.partner && partner.way == PartnerWay::SecondaryUser);
        if !told {
            let about = [Subject::Login(login.id.clone()), Subject::Person(person.id.clone())];
            judge.fails(Rule::AuthorisedPartner, about);
        }
    }
}

pub(super) fn rights(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    for login in &ledger.logins {
        for role in &login.roles {
            let about = || [Subject::Login(login.id.clone()), Subject::Shop(role.shop.clone())];
            match role.kind {
                RoleKind::MainAdmin => {}
                RoleKind::Admin => admin_rights(judge, role, about()),
                RoleKind::User | RoleKind::Unknown => some_rights(judge, &role.scopes, &role.rights, about()),
            }
        }
    }
    for partner in &ledger.partners {
        let about = [Subject::Partner(partner.id.clone())];
        some_rights(judge, &partner.scopes, &partner.rights, about);
    }
}

/// An administrator may do everything: too much for somebody whose job is another one.
fn admin_rights<const N: usize>(judge: &mut Judge<'_>, role: &Role, about: [Subject; N]) {
    if role.scopes.contains(&Scope::Administration) {
        judge.passes(Rule::LeastRights);
    } else if scopes::is_known(&role.scopes) {
        judge.fails(Rule::LeastRights, about);
    }
}

fn some_rights<const N: usize>(judge: &mut Judge<'_>, jobs: &[Scope], rights: &[Right], about: [Subject; N]) {
    if rights.is_empty() || !scopes::is_known(jobs) {
        for rule in [Rule::LeastRights, Rule::EnoughRights] {
            if let Some(first) = about.first() {
                judge.asks(rule, first.clone());
            }
        }
        return;
    }
    if scopes::beyond(jobs, rights).is_empty() {
        judge.passes(Rule::LeastRights);
    } else {
        judge.fails(Rule::LeastRights, about.clone());
    }
    if scopes::missing(jobs, rights).is_empty() {
        judge.passes(Rule::EnoughRights);
    } else {
        judge.fails(Rule::EnoughRights, about);
    }
}

pub(super) fn own_mail(judge: &mut Judge<'_>) {
    for login in &judge.ledger.logins {
        let is_own = match login.mailbox {
            Mailbox::Unknown => None,
            Mailbox::Own => Some(true),
            Mailbox::Shared | Mailbox::Private | Mailbox::Lost => Some(false),
        };
        judge.judge(Rule::OwnMail, is_own, Subject::Login(login.id.clone()));
    }
}

pub(super) fn contacts(judge: &mut Judge<'_>) {
    let ledger = judge.ledger;
    let reaches = |contact: &&crate::ledger::Contact| {
        !contact.reach.trim().is_empty() && !contact.who.trim().is_empty() && !judge.is_gone(&contact.who)
    };
    if ledger.contacts.iter().any(|contact| reaches(&contact)) {
        judge.passes(Rule::EmergencyContact);
    } else if !ledger.logins.is_empty() || !ledger.contacts.is_empty() {
        let about = ledger.contacts.iter().map(|contact| Subject::Contact(contact.id.clone()));
        judge.fails(Rule::EmergencyContact, about);
    }
}

pub(super) fn doors(judge: &mut Judge<'_>) {
    for shop in &judge.ledger.shops {
        if !shop.marketplace.is_empty() && shop.marketplace != JAPAN {
            continue;
        }
        let is_japanese = match shop.door {
            Door::Unknown => None,
            Door::Japan | Door::JapanSecond => Some(true),
            Door::Other => Some(false),
        };
        judge.judge(Rule::JapaneseDoor, is_japanese, Subject::Shop(shop.id.clone()));
    }
}
