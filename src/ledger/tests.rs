//! A ledger that fills every field, and what is true of any.

use jiff::{
    Timestamp,
    civil::{Date, date},
};

use super::*;

fn at() -> Timestamp {
    "2026-11-28T00:00:00Z".parse().unwrap()
}

/// A ledger in which no field is empty.
pub(super) fn full() -> Ledger {
    let mut ledger = Ledger::new(at(), "abcd");
    ledger.company = "株式会社サンプル".into();
    ledger.memo = "年に1回、全員で見直す".into();
    let shop = ledger.add(
        at(),
        Shop {
            name: "A店".into(),
            marketplace: "JP".into(),
            door: Door::Japan,
            memo: "本店".into(),
            ..Shop::default()
        },
    );
    let partner = ledger.add(at(), partner(&shop));
    let [taro, hanako] = [("山田 太郎", "店長"), ("佐藤 花子", "経理")]
        .map(|(name, post)| ledger.add(at(), person(name, post, &partner)));
    let [phone, desk] =
        [(DeviceKind::Phone, "太郎の携帯"), (DeviceKind::Landline, "事務所の電話")].map(|(kind, name)| {
            let device = Device {
                name: name.into(),
                kind,
                ownership: Ownership::Company,
                holder: taro.clone(),
                number: LastDigits::of("78"),
                memo: "棚の上".into(),
                ..Device::default()
            };
            ledger.add(at(), device)
        });
    let login = add_login(&mut ledger, &shop, [&taro, &hanako], [&phone, &desk]);
    rest(&mut ledger, &login, &shop, [&taro, &hanako]);
    ledger
}

#[expect(clippy::unnecessary_wraps, reason = "the days of the ledger may be missing")]
fn day(day: i8) -> Option<Date> {
    Some(date(2026, 11, day))
}

fn person(name: &str, post: &str, partner: &str) -> Person {
    Person {
        name: name.into(),
        post: post.into(),
        partner: partner.into(),
        standing: Standing::Leaving,
        last_day: Some(date(2027, 3, 31)),
        memo: "引き継ぎ中".into(),
        ..Person::default()
    }
}

fn partner(shop: &str) -> Partner {
    Partner {
        name: "代行会社".into(),
        way: PartnerWay::Authorised,
        shops: vec![shop.into()],
        scopes: vec![Scope::Advertising, Scope::Analysis],
        rights: rights_for(&[Scope::Advertising]),
        until: Some(date(2027, 3, 31)),
        reviewed: day(1),
        contact: "担当の方".into(),
        memo: "広告だけ".into(),
        ..Partner::default()
    }
}

fn add_login(ledger: &mut Ledger, shop: &str, users: [&Id; 2], devices: [&Id; 2]) -> Id {
    let login = ledger.add(
        at(),
        Login {
            name: "管理者のログイン".into(),
            email: "ta***@example.co.jp".into(),
            mailbox: Mailbox::Own,
            sharing: Sharing::Shared,
            users: users.map(Clone::clone).into(),
            verified: day(2),
            memo: "分ける予定".into(),
            ..Login::default()
        },
    );
    let role = Role {
        shop: shop.into(),
        kind: RoleKind::MainAdmin,
        scopes: vec![Scope::Administration],
        rights: rights_for(&[Scope::Administration]),
        ..Role::default()
    };
    ledger.add_role(&login, at(), role);
    let kinds = [(Slot::Main, MethodKind::Authenticator), (Slot::Backup, MethodKind::Voice)];
    for ((slot, kind), device) in kinds.into_iter().zip(devices) {
        let method = Method {
            slot,
            kind,
            device: device.clone(),
            number: LastDigits::of("78"),
            tested: day(3),
            ..Method::default()
        };
        ledger.add_method(&login, at(), method);
    }
    login
}

fn rest(ledger: &mut Ledger, login: &str, shop: &str, [taro, hanako]: [&Id; 2]) {
    let [login, shop] = [login, shop].map(str::to_owned);
    let (by, memo) = (hanako.clone(), "招待し直す".to_owned());
    ledger.add(at(), Recovery { login, by, tested: day(4), memo, ..Recovery::default() });
    ledger.add(
        at(),
        Contact {
            who: taro.clone(),
            duty: "社内の判断".into(),
            reach: "内線 12".into(),
            hours: Hours::Business,
            order: 1,
            ..Contact::default()
        },
    );
    ledger.add(
        at(),
        RightsChange {
            on: day(5),
            by: taro.clone(),
            whom: hanako.clone(),
            shop,
            change: ChangeKind::Changed,
            right: "ペイメントの閲覧".into(),
            checked_by: "監査役".into(),
            ..RightsChange::default()
        },
    );
    ledger.add(
        at(),
        Review {
            kind: ReviewKind::Admins,
            what: "2人で入る".into(),
            every: 3,
            due: Some(date(2027, 1, 10)),
            done: day(6),
            by: taro.clone(),
            ..Review::default()
        },
    );
    ledger.add(
        at(),
        Departure {
            person: hanako.clone(),
            successor: taro.clone(),
            added: day(7),
            tested: day(8),
            moved: day(9),
            removed: day(10),
            memo: "机の鍵も".into(),
            ..Departure::default()
        },
    );
    ledger.add(at(), Kept { at: at(), text: "ほかの人の記入：内線 13".into(), ..Kept::default() });
}

#[test]
fn names_take_the_place_of_ids_that_lead_nowhere() {
    let mut ledger = full();
    let taro = ledger.people[0].id.clone();
    assert_eq!(ledger.name(&taro), "山田 太郎");
    assert_eq!(ledger.name("監査役"), "監査役");
    let gone: Person = ledger.remove(&taro).unwrap();
    assert_eq!(gone.name, "山田 太郎");
    assert_eq!(ledger.changes[0].by, "山田 太郎");
    assert_eq!(ledger.devices[0].holder, "山田 太郎");
    assert_eq!(ledger.logins[0].users, [ledger.people[0].id.clone()]);
    assert_eq!(ledger.remove::<Person>(&taro), None);
    let shop = ledger.shops[0].id.clone();
    ledger.remove::<Shop>(&shop);
    assert_eq!((ledger.logins[0].roles[0].shop.as_str(), ledger.partners[0].shops.len()), ("A店", 0));
}

#[test]
fn ids_are_unique_however_many_are_added_at_once() {
    let mut ledger = Ledger::new(at(), "abcd");
    let ids: std::collections::BTreeSet<Id> = (0..200).map(|_| ledger.add(at(), Person::default())).collect();
    assert_eq!(ids.len(), 200);
    ledger.people.remove(0);
    assert!(!ids.contains(&ledger.add(at(), Person::default())) || ledger.people.len() == 200);
    let ids: std::collections::BTreeSet<&Id> = ledger.people.iter().map(|person| &person.id).collect();
    assert_eq!(ids.len(), 200);
}

#[test]
fn a_ledger_is_blank_until_something_is_put_into_it() {
    let mut ledger = Ledger::new(at(), "abcd");
    assert!(ledger.is_blank());
    ledger.updated_at = Timestamp::MAX;
    assert!(ledger.is_blank());
    ledger.company = "社".into();
    assert!(!ledger.is_blank());
    assert!(!full().is_blank());
}

#[test]
fn on_the_last_day_somebody_is_still_here() {
    let person = Person { last_day: Some(date(2026, 11, 28)), ..Person::default() };
    assert!(!person.is_gone(date(2026, 11, 28)) && person.is_leaving(date(2026, 11, 28)));
    assert!(person.is_gone(date(2026, 11, 29)) && !person.is_leaving(date(2026, 11, 29)));
}

#[test]
fn steps_before_an_earlier_one_are_out_of_order() {
    let mut departure = Departure { added: day(1), tested: day(1), ..Departure::default() };
    assert!(!departure.is_out_of_order());
    assert_eq!(departure.next_step(), Some(ClosingStep::Moved));
    departure.removed = day(3);
    assert!(departure.is_out_of_order());
    departure.moved = day(2);
    assert!(!departure.is_out_of_order());
    assert_eq!(departure.next_step(), None);
}
