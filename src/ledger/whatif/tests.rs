//! Losses and what mends them, one by one.

use jiff::{Timestamp, civil::Date};

use super::*;
use crate::ledger::{
    Device, DeviceKind, Ledger, Login, Method, Ownership, Person, Recovery, Role, RoleKind, Shop, Slot,
    Standing,
};

mod brute;

const NAMES: NewNames<'_> =
    NewNames { person: "新しい人", device: "新しいスマホ", login: "のログイン" };

fn today() -> Date {
    jiff::civil::date(2026, 11, 28)
}

fn person(id: &str) -> Person {
    Person { id: id.to_owned(), name: id.to_owned(), ..Person::default() }
}

fn device(id: &str, holder: &str, ownership: Ownership) -> Device {
    let kind = DeviceKind::Phone;
    Device {
        id: id.to_owned(),
        name: id.to_owned(),
        kind,
        ownership,
        holder: holder.to_owned(),
        ..Device::default()
    }
}

fn shop(id: &str) -> Shop {
    Shop { id: id.to_owned(), name: id.to_owned(), ..Shop::default() }
}

fn login(id: &str, users: &[&str], roles: &[(&str, RoleKind)], devices: &[&str]) -> Login {
    let roles = roles.iter().enumerate().map(|(at, (shop, kind))| Role {
        id: format!("r{at}"),
        shop: (*shop).to_owned(),
        kind: *kind,
        ..Role::default()
    });
    let methods = devices.iter().enumerate().map(|(at, device)| Method {
        id: format!("m{at}"),
        slot: if at == 0 { Slot::Main } else { Slot::Backup },
        device: (*device).to_owned(),
        ..Method::default()
    });
    Login {
        id: id.to_owned(),
        name: id.to_owned(),
        users: users.iter().map(|user| (*user).to_owned()).collect(),
        roles: roles.collect(),
        methods: methods.collect(),
        ..Login::default()
    }
}

fn recovery(login: &str, by: &str) -> Recovery {
    Recovery {
        id: format!("{login}-{by}"),
        login: login.to_owned(),
        by: by.to_owned(),
        ..Recovery::default()
    }
}

fn ledger() -> Ledger {
    Ledger::new(Timestamp::UNIX_EPOCH, "test")
}

/// One administrator, whose only method is on the company's telephone.
fn one_admin() -> Ledger {
    Ledger {
        people: vec![person("A"), person("B")],
        devices: vec![
            device("会社スマホ", "A", Ownership::Company),
            device("B私物", "B", Ownership::Private),
        ],
        shops: vec![shop("S")],
        logins: vec![
            login("管理", &["A"], &[("S", RoleKind::MainAdmin)], &["会社スマホ"]),
            login("担当", &["B"], &[("S", RoleKind::User)], &["B私物"]),
        ],
        ..ledger()
    }
}

fn fate(fallen: &Fallen, login: &str) -> Fate {
    fallen.logins.iter().find(|(id, _)| id == login).unwrap().1.clone()
}

fn without(ledger: &Ledger, loss: &Loss) -> Fallen {
    Graph::of(ledger, today()).without(loss)
}

fn person_gone(id: &str) -> Loss {
    Loss::Person(id.to_owned())
}

fn device_gone(id: &str) -> Loss {
    Loss::Device(id.to_owned())
}

#[test]
fn without_its_only_device_an_administrator_is_locked_out_and_the_shop_goes_on() {
    let fallen = without(&one_admin(), &device_gone("会社スマホ"));
    assert_eq!(fate(&fallen, "管理"), Fate::Falls(Why::NoMethod));
    assert_eq!(fate(&fallen, "担当"), Fate::Stands);
    assert_eq!(fallen.shops, [("S".to_owned(), ShopFate::WorkOnly)]);
    assert!(fallen.is_fatal());
}

#[test]
fn who_goes_takes_along_their_own_devices_and_not_the_companys() {
    let mut ledger = one_admin();
    ledger.logins[0].users.push("B".to_owned());
    let fallen = without(&ledger, &person_gone("A"));
    assert_eq!(fate(&fallen, "管理"), Fate::Stands, "the telephone stays, and B knows the password");
    ledger.devices[0].ownership = Ownership::Unknown;
    let fallen = without(&ledger, &person_gone("A"));
    assert_eq!(fate(&fallen, "管理"), Fate::Falls(Why::NoMethod), "nobody knows that it stays");
}

#[test]
fn a_user_who_is_locked_out_is_invited_again_by_an_administrator() {
    let fallen = without(&one_admin(), &device_gone("B私物"));
    assert_eq!(fate(&fallen, "担当"), Fate::Reinvited { by: "管理".to_owned() });
    assert_eq!(fallen.shops[0].1, ShopFate::Administered);
    let fallen = without(&one_admin(), &person_gone("B"));
    assert_eq!(fate(&fallen, "担当"), Fate::Falls(Why::NobodyKnows));
}

#[test]
fn helpers_who_only_help_each_other_help_nobody() {
    let mut ledger = one_admin();
    ledger.logins[1].methods[0].device = "会社スマホ".to_owned();
    ledger.recoveries = vec![recovery("管理", "B"), recovery("担当", "A")];
    let fallen = without(&ledger, &device_gone("会社スマホ"));
    assert_eq!(fate(&fallen, "管理"), Fate::Falls(Why::NoMethod));
    assert_eq!(fallen.shops[0].1, ShopFate::Locked);
    // A third person who gets in by other means breaks the circle.
    ledger.people.push(person("C"));
    ledger.devices.push(device("C私物", "C", Ownership::Private));
    ledger.logins.push(login("別店舗", &["C"], &[("T", RoleKind::Admin)], &["C私物"]));
    ledger.recoveries.push(recovery("担当", "C"));
    let fallen = without(&ledger, &device_gone("会社スマホ"));
    assert_eq!(fate(&fallen, "担当"), Fate::Helped { by: "C".to_owned() });
    assert_eq!(fate(&fallen, "管理"), Fate::Helped { by: "B".to_owned() });
}

#[test]
fn somebody_who_has_left_and_a_method_without_a_device_are_not_taken_for_granted() {
    let mut ledger = one_admin();
    ledger.people[0].standing = Standing::Gone;
    let fallen = without(&ledger, &person_gone("B"));
    assert_eq!(fate(&fallen, "管理"), Fate::FellBefore(Why::NobodyKnows));
    assert_eq!(fallen.shops[0].1, ShopFate::Locked, "it could be worked in before");
    let mut ledger = one_admin();
    ledger.logins[0].methods.clear();
    let fallen = without(&ledger, &device_gone("B私物"));
    assert_eq!(fate(&fallen, "管理"), Fate::FellBefore(Why::NoMethod));
    assert_eq!(fallen.shops[0].1, ShopFate::Locked);
}

#[test]
fn a_method_of_an_unnamed_device_is_a_loss_of_its_own() {
    let mut ledger = one_admin();
    ledger.logins[0].methods[0].device.clear();
    let unnamed = Loss::Unnamed { login: "管理".to_owned(), method: "m0".to_owned() };
    assert!(Graph::of(&ledger, today()).losses().contains(&unnamed));
    assert!(without(&ledger, &unnamed).is_fatal());
    assert!(!without(&ledger, &device_gone("会社スマホ")).is_fatal());
}

#[test]
fn one_second_administrator_mends_what_two_losses_break() {
    let remedy = Graph::of(&one_admin(), today()).shortest();
    let losses: Vec<&Loss> = remedy.fatal.iter().map(|(loss, _)| loss).collect();
    assert_eq!(losses, [&person_gone("A"), &device_gone("会社スマホ")]);
    let promoted = Change::Promote { shop: "S".to_owned(), login: "担当".to_owned() };
    assert_eq!((remedy.changes, remedy.proof), (vec![promoted], Proof::Shortest));
}

#[test]
fn one_backup_method_is_shorter_than_an_administrator_for_each_shop() {
    let mut ledger = one_admin();
    ledger.people.truncate(2);
    ledger.logins.truncate(1);
    ledger.shops = vec![shop("S"), shop("T"), shop("U")];
    let roles = ["S", "T", "U"].map(|shop| (shop, RoleKind::Admin));
    ledger.logins[0] = login("管理", &["A", "B"], &roles, &["会社スマホ"]);
    let landline = Device { kind: DeviceKind::Landline, ..device("会社電話", "", Ownership::Company) };
    ledger.devices.push(landline);
    let remedy = Graph::of(&ledger, today()).shortest();
    let backup = Change::AddBackup { login: "管理".to_owned(), device: Some("会社電話".to_owned()) };
    assert_eq!(remedy.changes, [backup]);
}

#[test]
fn what_does_not_stand_today_is_no_matter_of_the_next_loss() {
    let mut ledger = one_admin();
    ledger.logins.remove(0);
    let remedy = Graph::of(&ledger, today()).shortest();
    // Nobody can invite anybody; a second device is all that can be done, and B cannot be replaced.
    let backup = Change::AddBackup { login: "担当".to_owned(), device: None };
    assert_eq!(remedy.changes, [backup]);
    assert_eq!(remedy.uncovered, [Uncovered { shop: "S".to_owned(), loss: person_gone("B") }]);
}

/// A ledger after these changes.
fn carried_out(ledger: &Ledger, changes: &[Change]) -> Ledger {
    let mut ledger = ledger.clone();
    for (second, change) in (0_i64..).zip(changes) {
        let now = Timestamp::from_second(1_000 + second).unwrap();
        carry_out(&mut ledger, change, NAMES, today(), now).unwrap();
    }
    ledger
}

/// An office as large as the program is meant for: each shop hangs on one administrator, some share a telephone.
fn large() -> Ledger {
    let mut office = ledger();
    for number in 0..500_usize {
        let (user, phone) = (format!("P{number}"), format!("D{number}"));
        office.people.push(person(&user));
        let ownership = if number % 3 == 0 { Ownership::Private } else { Ownership::Company };
        office.devices.push(device(&phone, &user, ownership));
        let first = format!("S{}", number % 50);
        let second = format!("S{}", (number * 7 + 1) % 50);
        let kind = if number < 50 { RoleKind::MainAdmin } else { RoleKind::User };
        let roles = [(first.as_str(), kind), (second.as_str(), RoleKind::User)];
        let shared = format!("D{}", number / 10 * 10);
        let on = if number % 4 == 0 { shared.as_str() } else { phone.as_str() };
        office.logins.push(login(&format!("L{number}"), &[&user], &roles, &[on]));
    }
    office.shops = (0..50).map(|number| shop(&format!("S{number}"))).collect();
    office.recoveries = (0..100).map(|n| recovery(&format!("L{n}"), &format!("P{}", n + 1))).collect();
    office
}

#[test]
fn the_shortest_set_of_a_large_office_is_found_and_proven() {
    let office = large();
    let remedy = Graph::of(&office, today()).shortest();
    assert_eq!(remedy.proof, Proof::Shortest);
    assert!(!remedy.changes.is_empty() && remedy.changes.len() <= 50, "{}", remedy.changes.len());
    let mended = carried_out(&office, &remedy.changes);
    assert_eq!(Graph::of(&mended, today()).shortest().fatal, []);
}
