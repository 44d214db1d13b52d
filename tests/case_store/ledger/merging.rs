//! Two people change one ledger: nothing that either wrote is lost.

use jiff::Timestamp;
use login_triage::ledger::{
    Area, Contact, Device, Door, Ledger, Level, Login, Method, Partner, Person, Right, Scope, Shop, merge,
    merge_copies,
};
use proptest::{prelude::*, test_runner::Config};

use super::{FULL, load};
use crate::at;

/// Something that one person does to a ledger.
#[derive(Clone, Debug)]
enum Edit {
    Company(String),
    Memo(usize, String),
    AddPerson(String),
    Rename(usize, String),
    RemovePerson(usize),
    AddDevice(String),
    AddLogin(String),
    LoginMemo(usize, String),
    AddMethod(usize),
    User(usize, usize),
    Contact(String),
    Partner(usize, String),
    Door(Door),
    Scope(Scope),
    Right(Area, Level),
    Unknown(usize, String),
}

fn word() -> impl Strategy<Value = String> {
    // Each is its own: what is written twice would not be missed.
    "[あ-んa-z]{6,10}"
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        word().prop_map(Edit::Company),
        (0..5_usize, word()).prop_map(|(line, text)| Edit::Memo(line, text)),
        word().prop_map(Edit::AddPerson),
        (0..3_usize, word()).prop_map(|(person, text)| Edit::Rename(person, text)),
        (0..3_usize).prop_map(Edit::RemovePerson),
        word().prop_map(Edit::AddDevice),
        word().prop_map(Edit::AddLogin),
        (0..2_usize, word()).prop_map(|(login, text)| Edit::LoginMemo(login, text)),
        (0..2_usize).prop_map(Edit::AddMethod),
        (0..2_usize, 0..3_usize).prop_map(|(login, person)| Edit::User(login, person)),
        word().prop_map(Edit::Contact),
        (0..2_usize, word()).prop_map(|(partner, text)| Edit::Partner(partner, text)),
        prop::sample::select(vec![Door::Japan, Door::JapanSecond, Door::Other]).prop_map(Edit::Door),
        prop::sample::select(vec![Scope::Advertising, Scope::Listing, Scope::Analysis]).prop_map(Edit::Scope),
        (
            prop::sample::select(vec![Area::Advertising, Area::Reports, Area::Orders]),
            prop::sample::select(vec![Level::View, Level::Edit])
        )
            .prop_map(|(area, level)| Edit::Right(area, level)),
        (0..2_usize, word()).prop_map(|(name, text)| Edit::Unknown(name, text)),
    ];
    prop::collection::vec(edit, 0..12)
}

/// Does it, one second after the other.
fn edited(base: &Ledger, edits: &[Edit], begin: Timestamp) -> Ledger {
    let mut ledger = base.clone();
    for (second, edit) in (0..).zip(edits) {
        let now = begin + jiff::SignedDuration::from_secs(second);
        apply(&mut ledger, edit, now);
        ledger.updated_at = now;
    }
    ledger
}

fn apply(ledger: &mut Ledger, edit: &Edit, now: Timestamp) {
    match edit.clone() {
        Edit::Company(text) => ledger.company = text,
        Edit::Memo(line, text) => {
            let mut lines: Vec<&str> = ledger.memo.split('\n').collect();
            lines.insert(line.min(lines.len()), &text);
            ledger.memo = lines.join("\n");
        }
        Edit::AddPerson(name) => drop(ledger.add(now, Person { name, ..Person::default() })),
        Edit::Rename(index, text) => {
            if let Some(person) = ledger.people.get_mut(index) {
                person.name = text;
            }
        }
        Edit::RemovePerson(index) => {
            if let Some(id) = ledger.people.get(index).map(|person| person.id.clone()) {
                ledger.remove::<Person>(&id);
            }
        }
        Edit::AddDevice(name) => drop(ledger.add(now, Device { name, ..Device::default() })),
        Edit::AddLogin(name) => drop(ledger.add(now, Login { name, ..Login::default() })),
        Edit::LoginMemo(index, text) => {
            if let Some(login) = ledger.logins.get_mut(index) {
                login.memo.extend(["\n", text.as_str()]);
            }
        }
        Edit::AddMethod(index) => {
            if let Some(id) = ledger.logins.get(index).map(|login| login.id.clone()) {
                ledger.add_method(&id, now, Method::default());
            }
        }
        Edit::User(login, person) => {
            let person = ledger.people.get(person).map(|person| person.id.clone());
            if let (Some(login), Some(person)) = (ledger.logins.get_mut(login), person)
                && !login.users.contains(&person)
            {
                login.users.push(person);
            }
        }
        other => apply_to_others(ledger, other, now),
    }
}

fn apply_to_others(ledger: &mut Ledger, edit: Edit, now: Timestamp) {
    match edit {
        Edit::Contact(reach) => drop(ledger.add(now, Contact { reach, ..Contact::default() })),
        Edit::Partner(index, text) => {
            if let Some(partner) = ledger.partners.get_mut(index) {
                partner.contact = text;
            } else {
                ledger.add(now, Partner { contact: text, ..Partner::default() });
            }
        }
        Edit::Door(door) => ledger.shops.iter_mut().for_each(|shop: &mut Shop| shop.door = door),
        Edit::Scope(scope) => {
            let scopes = &mut ledger.partners[0].scopes;
            if scopes.contains(&scope) {
                scopes.retain(|other| *other != scope);
            } else {
                scopes.push(scope);
            }
        }
        Edit::Right(area, level) => {
            let rights = &mut ledger.partners[0].rights;
            rights.retain(|right| right.area != area);
            rights.push(Right::new(area, level));
        }
        Edit::Unknown(name, text) => {
            let name = format!("unknown{name}");
            ledger.extra.fields.retain(|(other, _)| *other != name);
            ledger.extra.fields.push((name, format!("\"{text}\"")));
        }
        other => panic!("{other:?} is done elsewhere"),
    }
}

/// What people wrote, line by line.
fn lines(ledger: &Ledger) -> Vec<String> {
    let texts = [&ledger.company, &ledger.memo].into_iter();
    let texts = texts
        .chain(ledger.people.iter().map(|person| &person.name))
        .chain(ledger.devices.iter().map(|device| &device.name))
        .chain(ledger.logins.iter().flat_map(|login| [&login.name, &login.memo]))
        .chain(ledger.contacts.iter().map(|contact| &contact.reach))
        .chain(ledger.partners.iter().map(|partner| &partner.contact))
        .chain(ledger.kept.iter().map(|kept| &kept.text))
        .chain(ledger.extra.fields.iter().map(|(_, value)| value));
    texts.flat_map(|text| text.split('\n')).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

const MORNING: &str = "2026-11-28T01:00:00Z";
const NOON: &str = "2026-11-28T03:00:00.5Z";

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(300) })]

    #[test]
    fn every_line_of_both_survives(mine in edits(), other in edits()) {
        let base = load(FULL).unwrap();
        let (ours, theirs) = (edited(&base, &mine, at(MORNING)), edited(&base, &other, at(NOON)));
        let old = lines(&base);
        for merged in [merge(&base, &ours, &theirs), merge(&base, &theirs, &ours)] {
            let whole = lines(&merged.case).join("\n");
            for line in lines(&ours).into_iter().chain(lines(&theirs)) {
                // What stood there before, one of them may have replaced.
                prop_assert!(old.contains(&line) || whole.contains(&line), "lost: {} in {}", line, whole);
            }
            for partner in &merged.case.partners {
                let areas: std::collections::BTreeSet<Area> = partner.rights.iter().map(|r| r.area).collect();
                prop_assert_eq!(areas.len(), partner.rights.len(), "a right twice");
            }
        }
    }

    #[test]
    fn one_sided_changes_are_taken_as_they_are(mine in edits(), other in edits()) {
        let base = load(FULL).unwrap();
        let (ours, theirs) = (edited(&base, &mine, at(MORNING)), edited(&base, &other, at(NOON)));
        prop_assert_eq!(&merge(&base, &ours, &base).case, &ours);
        let taken = merge(&base, &base, &theirs);
        prop_assert_eq!(&taken.case, &theirs);
        prop_assert!(taken.both.is_empty(), "{:?}", taken.both);
        prop_assert_eq!(&merge(&base, &ours, &ours).case, &ours);
        // To take in the same again changes nothing.
        let once = merge(&base, &ours, &theirs).case;
        prop_assert_eq!(&merge(&theirs, &once, &theirs).case, &once);
        let again = merge(&base, &once, &theirs).case;
        prop_assert_eq!(again.kept.len(), once.kept.len());
        prop_assert_eq!((again.people, again.logins), (once.people, once.logins));
    }

    #[test]
    fn copies_of_unknown_origin_lose_nothing(mine in edits(), other in edits()) {
        let base = load(FULL).unwrap();
        let (ours, theirs) = (edited(&base, &mine, at(MORNING)), edited(&base, &other, at(NOON)));
        let merged = merge_copies(&ours, &theirs).case;
        let whole = lines(&merged).join("\n");
        for line in lines(&ours).into_iter().chain(lines(&theirs)) {
            prop_assert!(whole.contains(&line), "lost: {} in {}", line, whole);
        }
        prop_assert_eq!(&merged.id, &base.id);
    }
}

#[test]
fn what_both_changed_is_told_by_name_and_kept() {
    let base = load(FULL).unwrap();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let new = theirs.add(at(NOON), Person { name: "鈴木 一郎".into(), ..Person::default() });
    theirs.devices[0].holder.clone_from(&new);
    ours.devices[0].holder.clone_from(&base.people[1].id);
    theirs.shops[0].door = Door::Other;
    ours.shops[0].door = Door::JapanSecond;
    theirs.updated_at = at(NOON);
    let merged = merge(&base, &ours, &theirs);
    assert_eq!((merged.taken, merged.both.len()), (1, 2));
    assert_eq!(merged.case.shops[0].door, Door::JapanSecond);
    let kept: Vec<&str> = merged.case.kept.iter().skip(1).map(|kept| kept.text.as_str()).collect();
    assert_eq!(
        kept,
        [
            "ほかの人の記入（太郎の携帯の使う人）：鈴木 一郎",
            "ほかの人の記入（A店の使う入口）：日本以外の入口"
        ]
    );
    assert_eq!(merged.case.kept[1].at, at(NOON));
}

#[test]
fn sets_take_in_what_is_added_and_let_go_what_is_taken_out() {
    let base = load(FULL).unwrap();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.logins[0].users.remove(0);
    theirs.logins[0].users.push("新人".into());
    theirs.partners[0].scopes.clear();
    ours.partners[0].scopes.push(Scope::Listing);
    let merged = merge(&base, &ours, &theirs).case;
    assert_eq!(merged.logins[0].users, [base.logins[0].users[1].clone(), "新人".to_owned()]);
    assert_eq!(merged.partners[0].scopes, [Scope::Listing]);
    // An edit wins over a deletion.
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.people.clear();
    theirs.people[0].post = "部長".into();
    let merged = merge(&base, &ours, &theirs).case;
    assert_eq!(merged.people, [theirs.people[0].clone()]);
}
