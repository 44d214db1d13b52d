//! The what-if against brute force: a second reading of the rules, plain and slow, on random small ledgers.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::*;
use crate::ledger::{
    Device, DeviceKind, Ledger, Login, Method, Ownership, Person, Recovery, Role, RoleKind, Shop, Slot,
    Standing,
};

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

// The second reading.

/// The logins that stand without `loss`, by going round until nothing changes.
fn naive(ledger: &Ledger, loss: Option<&Loss>) -> BTreeSet<String> {
    let is_lost = |name: &str| loss == Some(&person_gone(name));
    let left =
        |name: &str| ledger.get::<Person>(name).is_some_and(|person| person.standing == Standing::Gone);
    let here = |name: &str| !name.is_empty() && !is_lost(name) && !left(name);
    let works = |login: &Login, method: &Method| {
        if method.device.is_empty() {
            return loss != Some(&Loss::Unnamed { login: login.id.clone(), method: method.id.clone() });
        }
        let gone_along = ledger.get::<Device>(&method.device).is_some_and(|device| {
            device.ownership != Ownership::Company && !device.holder.is_empty() && !here(&device.holder)
        });
        loss != Some(&device_gone(&method.device)) && !gone_along
    };
    let mut stands = BTreeSet::new();
    loop {
        let before = stands.len();
        for login in &ledger.logins {
            let known = login.users.iter().any(|user| here(user));
            let helped = ledger.recoveries.iter().any(|recovery| {
                let gets_in =
                    |other: &&Login| other.users.contains(&recovery.by) && stands.contains(&other.id);
                recovery.login == login.id
                    && here(&recovery.by)
                    && ledger.logins.iter().any(|it| gets_in(&it))
            });
            if known && (login.methods.iter().any(|method| works(login, method)) || helped) {
                stands.insert(login.id.clone());
            }
        }
        if stands.len() == before {
            return stands;
        }
    }
}

fn is_admin(role: &Role) -> bool {
    matches!(role.kind, RoleKind::Admin | RoleKind::MainAdmin)
}

/// Shops that can be administered, and shops that can be worked in.
fn open_shops(ledger: &Ledger, loss: Option<&Loss>) -> (BTreeSet<String>, BTreeSet<String>) {
    let stands = naive(ledger, loss);
    let roles =
        || ledger.logins.iter().filter(|login| stands.contains(&login.id)).flat_map(|login| &login.roles);
    (
        roles().filter(|role| is_admin(role)).map(|role| role.shop.clone()).collect(),
        roles().map(|role| role.shop.clone()).collect(),
    )
}

/// Pairs of a shop and a loss that make something worse than it is in `today`'s ledger.
fn fatal_pairs(ledger: &Ledger, original: &Ledger) -> BTreeSet<(String, Loss)> {
    let (administered, worked) = open_shops(original, None);
    let mut pairs = BTreeSet::new();
    for loss in Graph::of(ledger, today()).losses() {
        let (admin, work) = open_shops(ledger, Some(&loss));
        for shop in &worked {
            let fine = if administered.contains(shop) { admin.contains(shop) } else { work.contains(shop) };
            if !fine {
                pairs.insert((shop.clone(), loss.clone()));
            }
        }
    }
    pairs
}

/// Every change that can be carried out at all.
fn every_change(ledger: &Ledger) -> Vec<Change> {
    let stands = naive(ledger, None);
    let (administered, _) = open_shops(ledger, None);
    let people: Vec<_> = ledger.people_here(today()).map(|person| person.id.clone()).collect();
    let devices: Vec<Option<String>> =
        ledger.devices.iter().map(|device| Some(device.id.clone())).chain([None]).collect();
    let mut changes = Vec::new();
    for login in &ledger.logins {
        let id = login.id.clone();
        if stands.contains(&id) {
            let backups = devices.iter().cloned();
            changes.extend(backups.map(|device| Change::AddBackup { login: id.clone(), device }));
            let helpers = people.iter().cloned();
            changes.extend(helpers.map(|by| Change::AddRecovery { login: id.clone(), by }));
        }
        let users = login.users.iter().filter(|user| people.contains(user)).count();
        let mut shops = login.roles.iter().map(|role| &role.shop);
        if users > 1 && !login.roles.is_empty() && shops.all(|shop| administered.contains(shop)) {
            changes.push(Change::OwnLogins { login: id.clone() });
        }
        let works = login.roles.iter().filter(|role| !is_admin(role) && administered.contains(&role.shop));
        changes.extend(works.map(|role| Change::Promote { shop: role.shop.clone(), login: id.clone() }));
    }
    for shop in &administered {
        for person in people.iter().cloned().map(Some).chain([None]) {
            let shop = shop.clone();
            changes.push(Change::AddAdmin { shop, person, device: None });
        }
    }
    changes
}

fn carried_out(ledger: &Ledger, changes: &[Change]) -> Ledger {
    let mut ledger = ledger.clone();
    for (second, change) in (0_i64..).zip(changes) {
        let now = Timestamp::from_second(1_000 + second).unwrap();
        carry_out(&mut ledger, change, NAMES, today(), now).unwrap();
    }
    ledger
}

/// Whether one of all the ways to choose `many` changes leaves no more than `rest`.
fn some_choice_mends(
    ledger: &Ledger,
    changes: &[Change],
    many: usize,
    chosen: &mut Vec<Change>,
    rest: &BTreeSet<(String, Loss)>,
) -> bool {
    if many == 0 {
        return fatal_pairs(&carried_out(ledger, chosen), ledger).is_subset(rest);
    }
    changes.iter().enumerate().any(|(at, change)| {
        chosen.push(change.clone());
        let mends = some_choice_mends(ledger, &changes[at + 1..], many - 1, chosen, rest);
        chosen.pop();
        mends
    })
}

/// What each person is: there or not.
fn ledgers() -> impl Strategy<Value = Ledger> {
    let ownership = prop::sample::select(vec![Ownership::Company, Ownership::Private, Ownership::Unknown]);
    let role = prop::sample::select(vec![RoleKind::Admin, RoleKind::Admin, RoleKind::User]);
    let logins = prop::collection::vec(
        (
            subsequence(vec!["A", "B", "C"], 0..3),
            prop::collection::vec((0..3_usize, role), 1..4),
            subsequence(vec!["X", "Y", "Z", "", "W"], 0..3),
        ),
        1..5,
    );
    let devices = prop::collection::vec((any::<Index>(), ownership), 3);
    let recoveries = prop::collection::vec((any::<Index>(), any::<Index>()), 0..3);
    (logins, devices, recoveries, prop::bool::weighted(0.2)).prop_map(
        |(logins, devices, recoveries, left)| {
            let people = ["A", "B", "C"];
            let mut made = Ledger {
                people: people.iter().map(|id| person(id)).collect(),
                shops: ["S", "T", "U"].iter().map(|id| shop(id)).collect(),
                ..ledger()
            };
            if left {
                made.people[2].standing = Standing::Gone;
            }
            for (id, (holder, ownership)) in ["X", "Y", "Z"].iter().zip(devices) {
                let holders = ["A", "B", "C", ""];
                made.devices.push(device(id, *holder.get(&holders), ownership));
            }
            for (at, (users, roles, devices)) in logins.into_iter().enumerate() {
                let roles: Vec<_> =
                    roles.into_iter().map(|(shop, kind)| (["S", "T", "U"][shop], kind)).collect();
                made.logins.push(login(&format!("L{at}"), &users, &roles, &devices));
            }
            for (login, by) in recoveries {
                let login = login.get(&made.logins).id.clone();
                made.recoveries.push(recovery(&login, *by.get(&people)));
            }
            made
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_falls_is_what_brute_force_says(ledger in ledgers()) {
        let graph = Graph::of(&ledger, today());
        for loss in graph.losses() {
            let stands = naive(&ledger, Some(&loss));
            let (admin, work) = open_shops(&ledger, Some(&loss));
            let fallen = graph.without(&loss);
            for (id, fate) in &fallen.logins {
                let open = matches!(fate, Fate::Stands | Fate::Helped { .. });
                prop_assert_eq!(open, stands.contains(id), "{} without {:?}: {:?}", id, loss, fate);
            }
            for (id, fate) in &fallen.shops {
                prop_assert_eq!(*fate == ShopFate::Administered, admin.contains(id));
                let locked = matches!(fate, ShopFate::Locked | ShopFate::LockedBefore);
                prop_assert_eq!(!locked, work.contains(id));
            }
        }
        let told: BTreeSet<(String, Loss)> = graph
            .shortest()
            .fatal
            .into_iter()
            .flat_map(|(loss, shops)| shops.into_iter().map(move |shop| (shop, loss.clone())))
            .collect();
        prop_assert_eq!(told, fatal_pairs(&ledger, &ledger));
    }

    #[test]
    fn the_changes_mend_everything_and_no_fewer_do(ledger in ledgers()) {
        let remedy = Graph::of(&ledger, today()).shortest();
        prop_assert_eq!(remedy.proof, Proof::Shortest);
        let rest: BTreeSet<(String, Loss)> =
            remedy.uncovered.iter().map(|left| (left.shop.clone(), left.loss.clone())).collect();
        let mended = carried_out(&ledger, &remedy.changes);
        let left = fatal_pairs(&mended, &ledger);
        prop_assert!(left.is_subset(&rest), "{:?} leave {:?}", remedy.changes, left);
        let all = every_change(&ledger);
        if let Some(fewer) = remedy.changes.len().checked_sub(1).filter(|fewer| *fewer < 3) {
            for many in 0..=fewer {
                prop_assert!(!some_choice_mends(&ledger, &all, many, &mut Vec::new(), &rest), "{} do", many);
            }
        }
    }
}
