//! The what-if against brute force: a second reading of the rules, plain and slow, on random small ledgers.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::*;

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
                made.devices.push(device(id, holder.get::<&str>(&holders), ownership));
            }
            for (at, (users, roles, devices)) in logins.into_iter().enumerate() {
                let roles: Vec<_> =
                    roles.into_iter().map(|(shop, kind)| (["S", "T", "U"][shop], kind)).collect();
                made.logins.push(login(&format!("L{at}"), &users, &roles, &devices));
            }
            for (login, by) in recoveries {
                let login = login.get(&made.logins).id.clone();
                made.recoveries.push(recovery(&login, by.get::<&str>(&people)));
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
