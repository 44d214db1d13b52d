//! A ledger in which all is well, and what is asked of it after one thing in it was changed.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::date};

use super::super::*;
use crate::ledger::*;

pub(super) const TODAY: Date = date(2026, 11, 28);

#[expect(clippy::unnecessary_wraps, reason = "the days of the ledger may be missing")]
pub(super) fn day(month: i8, day: i8) -> Option<Date> {
    Some(date(2026, month, day))
}

/// Two administrators of one shop, each with a login of their own, and a partner; by every rule as it should be.
pub(super) fn fine() -> Ledger {
    let mut ledger = Ledger::new(Timestamp::UNIX_EPOCH, "abc");
    ledger.people = ["taro", "hanako", "jiro"].map(person).into();
    ledger.shops =
        vec![Shop { id: "shop".into(), name: "A店".into(), door: Door::Japan, ..Shop::default() }];
    ledger.devices = vec![
        device("phone1", DeviceKind::Phone, "taro"),
        device("phone2", DeviceKind::Phone, "hanako"),
        device("phone3", DeviceKind::Phone, "jiro"),
        device("desk", DeviceKind::Landline, ""),
    ];
    ledger.logins = vec![
        login("login1", "taro", "phone1"),
        login("login2", "hanako", "phone2"),
        user("login3", "jiro", "phone3"),
    ];
    ledger.recoveries = vec![help("login1", "hanako"), help("login2", "taro"), help("login1", "社長")];
    ledger.partners = vec![Partner {
        id: "agency".into(),
        name: "代行会社".into(),
        way: PartnerWay::Authorised,
        scopes: vec![Scope::Advertising],
        rights: rights_for(&[Scope::Advertising]),
        until: Some(date(2027, 3, 31)),
        reviewed: day(10, 1),
        ..Partner::default()
    }];
    ledger.contacts =
        vec![Contact { id: "c".into(), who: "taro".into(), reach: "内線 12".into(), ..Contact::default() }];
    ledger.changes = vec![RightsChange {
        id: "change".into(),
        by: "taro".into(),
        whom: "jiro".into(),
        checked_by: "hanako".into(),
        ..RightsChange::default()
    }];
    ledger.reviews = vec![Review { id: "review".into(), every: 3, done: day(9, 1), ..Review::default() }];
    ledger
}

pub(super) fn person(id: &str) -> Person {
    Person { id: id.into(), name: id.into(), ..Person::default() }
}

pub(super) fn device(id: &str, kind: DeviceKind, holder: &str) -> Device {
    let (id, holder) = (id.to_owned(), holder.to_owned());
    Device { id, kind, holder, ownership: Ownership::Company, ..Device::default() }
}

fn login(id: &str, user: &str, phone: &str) -> Login {
    let method = |slot, kind, device: &str| Method {
        id: format!("{id}{slot:?}"),
        slot,
        kind,
        device: device.into(),
        tested: day(10, 1),
        ..Method::default()
    };
    Login {
        id: id.into(),
        email: format!("{}***@example.co.jp", &id[..2]),
        mailbox: Mailbox::Own,
        users: vec![user.into()],
        roles: vec![Role {
            id: "role".into(),
            shop: "shop".into(),
            kind: RoleKind::Admin,
            scopes: vec![Scope::Administration],
            ..Role::default()
        }],
        methods: vec![
            method(Slot::Main, MethodKind::Authenticator, phone),
            method(Slot::Backup, MethodKind::Voice, "desk"),
        ],
        verified: day(11, 1),
        ..Login::default()
    }
}

pub(super) fn user(id: &str, user: &str, phone: &str) -> Login {
    let mut login = login(id, user, phone);
    login.roles[0].kind = RoleKind::User;
    login.roles[0].scopes = vec![Scope::Listing];
    login.roles[0].rights = rights_for(&[Scope::Listing]);
    login
}

pub(super) fn help(login: &str, by: &str) -> Recovery {
    Recovery { id: format!("{login}{by}"), login: login.into(), by: by.into(), ..Recovery::default() }
}

pub(super) fn open(ledger: &Ledger) -> BTreeSet<Rule> {
    let assessment = assess(ledger, TODAY);
    assessment.score().filter(|(_, verdict)| *verdict == Verdict::Open).map(|(rule, _)| rule).collect()
}

/// Changes one thing, and expects that this rule alone is open, about this.
pub(super) fn breaks(rule: Rule, about: &str, change: impl Fn(&mut Ledger)) {
    let mut ledger = fine();
    change(&mut ledger);
    assert_eq!(open(&ledger), BTreeSet::from([rule]));
    let assessment = assess(&ledger, TODAY);
    let found: Vec<&str> = assessment.of(rule).filter_map(|f| f.about.first()).map(Subject::id).collect();
    assert!(found.contains(&about), "{rule:?}: {found:?}");
}

/// Changes one thing, and expects that this rule cannot be judged, and no other is open.
pub(super) fn hides(rule: Rule, change: impl Fn(&mut Ledger)) {
    let mut ledger = fine();
    change(&mut ledger);
    assert_eq!(open(&ledger), BTreeSet::new(), "{rule:?}");
    assert_eq!(assess(&ledger, TODAY).verdict(rule), Verdict::Unknown, "{rule:?}");
}

/// Changes one thing, and expects that all is well all the same.
pub(super) fn keeps(rule: Rule, change: impl Fn(&mut Ledger)) {
    let mut ledger = fine();
    change(&mut ledger);
    assert_eq!(open(&ledger), BTreeSet::new(), "{rule:?}");
    assert_eq!(assess(&ledger, TODAY).verdict(rule), Verdict::Passed, "{rule:?}");
}
