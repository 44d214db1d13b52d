//! How long the ledger of a large company takes: judging it by its rules, what-if, and the shortest set of changes.
//!
//! The yardstick runs beside it: reading the same ledger from its file's bytes. The last line gives both times and their
//! ratio, which is to stay below one.

#![expect(clippy::print_stdout, reason = "the ratio is what this program is run for")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that cannot begin fails")]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use login_triage::case::{self, Target};
use login_triage::ledger::rules::assess;
use login_triage::ledger::whatif::{Graph, Loss};
use login_triage::ledger::{
    self, Contact, Device, DeviceKind, Door, Id, LastDigits, Ledger, Login, Mailbox, Method, MethodKind,
    Ownership, Partner, PartnerWay, Person, Recovery, Review, RightsChange, Role, RoleKind, Scope, Shop,
    Slot, rights_for,
};

use timing::time;

#[path = "yardstick/timing.rs"]
mod timing;

const PEOPLE: usize = 500;
const SHOPS: usize = 50;
const TODAY: Date = date(2026, 11, 28);
/// Rounds of the comparison; the fastest of each counts, so that other programs on the machine do not.
const ROUNDS: usize = 60;

/// A company in which most is well: one login and two devices for each person, ten logins a shop.
fn company() -> Ledger {
    let now = Timestamp::UNIX_EPOCH;
    let mut ledger = Ledger::new(now, "bench");
    let shops: Vec<Id> = (0..SHOPS)
        .map(|shop| {
            let door = if shop % 20 == 7 { Door::Other } else { Door::Japan };
            ledger.add(now, Shop { name: format!("店舗{shop}"), door, ..Shop::default() })
        })
        .collect();
    let desk = ledger.add(now, device("代表電話", DeviceKind::Landline, String::new(), 0));
    for number in 0..PEOPLE {
        let name = format!("担当 {number}");
        let last_day = (number % 50 == 3).then_some(date(2026, 10, 31));
        let person = ledger.add(now, Person { name, last_day, ..Person::default() });
        let phone =
            ledger.add(now, device(&format!("携帯{number}"), DeviceKind::Phone, person.clone(), number));
        let login = login(number, &person);
        let login = ledger.add(now, login);
        ledger.add_role(&login, now, role(number, &shops[number / 10 % SHOPS]));
        for (slot, kind, device) in
            [(Slot::Main, MethodKind::Authenticator, &phone), (Slot::Backup, MethodKind::Voice, &desk)]
        {
            // Some have no backup.
            if slot == Slot::Main || number % 9 != 4 {
                let tested = Some(date(2026, if number % 7 == 0 { 5 } else { 10 }, 1));
                let number = LastDigits::of(&number.to_string());
                let device = device.clone();
                ledger.add_method(
                    &login,
                    now,
                    Method { slot, kind, device, number, tested, ..Method::default() },
                );
            }
        }
        if number % 5 == 0 {
            ledger.add(now, Recovery { login, by: person.clone(), ..Recovery::default() });
        }
        let (by, checked_by) =
            (person.clone(), if number % 3 == 0 { String::new() } else { "監査".to_owned() });
        ledger.add(
            now,
            RightsChange { by, whom: person, checked_by, right: "広告".into(), ..RightsChange::default() },
        );
    }
    others(&mut ledger, &shops);
    ledger
}

fn device(name: &str, kind: DeviceKind, holder: Id, number: usize) -> Device {
    let ownership = if number % 11 == 5 { Ownership::Private } else { Ownership::Company };
    Device { name: name.to_owned(), kind, ownership, holder, ..Device::default() }
}

fn login(number: usize, user: &str) -> Login {
    Login {
        name: format!("ログイン{number}"),
        // As it is kept: masked.
        email: format!("t{}***@example.co.jp", number % 10),
        mailbox: Mailbox::Own,
        users: vec![user.to_owned()],
        verified: Some(date(2026, 11, 1)),
        ..Login::default()
    }
}

fn role(number: usize, shop: &str) -> Role {
    // Three administrators a shop; in every tenth shop, one.
    let admins = if number / 10 % 10 == 9 { 1 } else { 3 };
    let is_admin = number % 10 < admins;
    let scopes = vec![if is_admin { Scope::Administration } else { Scope::Listing }];
    Role {
        shop: shop.to_owned(),
        kind: if is_admin { RoleKind::Admin } else { RoleKind::User },
        rights: rights_for(&scopes),
        scopes,
        ..Role::default()
    }
}

fn others(ledger: &mut Ledger, shops: &[Id]) {
    let now = Timestamp::UNIX_EPOCH;
    for (number, shop) in shops.iter().enumerate() {
        let partner = Partner {
            name: format!("代行会社{number}"),
            way: PartnerWay::Authorised,
            shops: vec![shop.clone()],
            until: Some(date(2027, 3, 31)),
            reviewed: Some(date(2026, 10, 1)),
            ..Partner::default()
        };
        ledger.add(now, partner);
        ledger.add(now, Review { every: 3, done: Some(date(2026, 9, 1)), ..Review::default() });
    }
    ledger.add(now, Contact { who: "情シス".into(), reach: "内線 12".into(), ..Contact::default() });
}

fn bytes_of(ledger: &Ledger) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = ledger::path_in(folder.path());
    case::save(ledger, Target::New(&path), Timestamp::UNIX_EPOCH).unwrap();
    std::fs::read(path).unwrap()
}

fn parse(bytes: &[u8]) -> Ledger {
    ledger::parse(bytes, Path::new("bench")).unwrap()
}

/// All that the page shows after a change: the rules, one loss, and the shortest set of changes.
fn judged(ledger: &Ledger, loss: &Loss) -> usize {
    let assessment = assess(ledger, TODAY);
    let graph = Graph::of(ledger, TODAY);
    let fallen = graph.without(loss);
    let remedy = graph.shortest();
    assessment.findings.len() + fallen.logins.len() + remedy.changes.len()
}

fn benches(criterion: &mut Criterion) {
    let ledger = company();
    let bytes = bytes_of(&ledger);
    let loss = Loss::Device(ledger.devices[0].id.clone());
    let mut group = criterion.benchmark_group("ledger");
    group.sample_size(20);
    group.bench_function("parse", |bencher| bencher.iter(|| parse(black_box(&bytes))));
    group.bench_function("rules", |bencher| bencher.iter(|| assess(black_box(&ledger), TODAY)));
    group.bench_function("what if", |bencher| {
        bencher.iter(|| Graph::of(black_box(&ledger), TODAY).without(&loss));
    });
    group.bench_function("shortest changes", |bencher| {
        bencher.iter(|| Graph::of(black_box(&ledger), TODAY).shortest());
    });
    group.finish();
}

/// Both in turns in the same run.
fn ratio() {
    let ledger = company();
    let bytes = bytes_of(&ledger);
    let loss = Loss::Device(ledger.devices[0].id.clone());
    let (mut judging, mut parsing) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        judging = judging.min(time(|| judged(black_box(&ledger), &loss)));
        parsing = parsing.min(time(|| parse(black_box(&bytes))));
    }
    let times = judging.as_secs_f64() / parsing.as_secs_f64();
    let (people, shops, size) = (ledger.people.len(), ledger.shops.len(), bytes.len());
    println!(
        "ratio: {times:.2} ({people} people, {shops} shops: rules, what if and shortest changes {judging:?}, parsing {size} bytes {parsing:?})"
    );
}

criterion_group!(group, benches);

fn main() {
    group();
    Criterion::default().configure_from_args().final_summary();
    ratio();
}
