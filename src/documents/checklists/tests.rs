//! The lists hang together, keep their order, and let nobody reach what is locked.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::case::Case;
use crate::case::export::{Audience, Diagnosis, Format, LineEnd, lay_out};
use crate::documents::papers::{Material, Paper, make};

const TEXT: &str = include_str!("../../../assets/documents/checklists.ron");

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_221_240 + second).unwrap()
}

fn problems(text: &str) -> Vec<String> {
    check(&parse(text).unwrap(), text, &Knowledge::embedded().unwrap())
}

fn list(id: &str) -> &'static List {
    table().list(id).unwrap()
}

/// Ticks items one after the other; each must be open.
fn ticked(list: &List, items: &[&str]) -> Vec<Tick> {
    let mut ticks = Vec::new();
    for (second, item) in items.iter().enumerate() {
        let at = at(i64::try_from(second).unwrap());
        assert!(list.tick(&mut ticks, item, at, "佐藤").is_some(), "{}/{item} is not open", list.id);
    }
    ticks
}

fn open(list: &List, ticks: &[Tick]) -> Vec<String> {
    let states = list.states(ticks);
    let open = states.iter().filter(|state| matches!(state.standing, Standing::Open));
    open.map(|state| state.item.id.clone()).collect()
}

/// What an item waits for, and what that waits for, and so on.
fn before(list: &List, item: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut look = vec![item.to_owned()];
    while let Some(id) = look.pop() {
        for wait in &list.item(&id).unwrap().after {
            if found.insert(wait.clone()) {
                look.push(wait.clone());
            }
        }
    }
    found
}

#[test]
fn the_table_hangs_together() {
    assert_eq!(problems(TEXT), Vec::<String>::new());
    let ids: Vec<&str> = table().lists.iter().map(|list| list.id.as_str()).collect();
    assert_eq!(ids, ["phone_change", "staff_leaving", "app_setup", "lost_phone", "identity_reset"]);
    for list in &table().lists {
        assert!((8..=14).contains(&list.items.len()), "{}", list.id);
        assert!(list.items.iter().any(|item| item.hazard.is_some()), "{} locks nothing", list.id);
    }
}

#[test]
fn a_bad_edit_is_told_with_its_line() {
    let line = |list: &str, word: &str| {
        let begin = TEXT.lines().position(|line| line.contains(&format!("id: \"{list}\""))).unwrap();
        begin + 1 + TEXT.lines().skip(begin).position(|line| line.contains(word)).unwrap()
    };
    // In the third list, although the same words stand in the first, too.
    let begin = TEXT.find("id: \"app_setup\"").unwrap();
    let edited = |from: &str, to: &str| format!("{}{}", &TEXT[..begin], TEXT[begin..].replacen(from, to, 1));
    let told = |from: &str, to: &str| problems(&edited(from, to));
    let expected = |word: &str, told: &str| vec![format!("{}: app_setup/{told}", line("app_setup", word))];
    assert_eq!(
        told("after: [\"add_app\"]", "after: [\"ledger\"]"),
        expected("after: [\"add_app\"]", "try_app/ledger is no item before it")
    );
    assert_eq!(told("links: [\"two_step_settings\"]", "links: [\"nowhere\"]").len(), 1);
    assert_eq!(told("claims: [\"S2-74\"]", "claims: [\"S9-99\"]").len(), 1);
    assert_eq!(told("why: [\"N63\"]", "why: [\"N999\"]").len(), 1);
    assert_eq!(told("why: [\"N63\"]", "why: []"), expected("id: \"clock\"", "clock does not say why"));
    assert_eq!(told("hazard: \"H08\"", "hazard: \"H99\"").len(), 1);
    assert_eq!(told("Unlock(\"H08\", \"two_step_device\")", "Unlock(\"H08\", \"vpn\")").len(), 1);
    assert_eq!(told("id: \"clock\"", "id: \"install\"").len(), 2, "and what waits for it waits for nothing");
    assert_eq!(told("id: \"add_app\"", "step: \"T17\", id: \"add_app\"").len(), 1, "minutes twice");
    assert_eq!(told("id: \"receive\"", "hazard: \"H08\", id: \"receive\"").len(), 1, "never locked");
    assert!(parse(&edited("who: person", "who: nobody")).is_err());
    assert!(parse("(lists: [").unwrap_err().line >= 1);
}

#[test]
fn every_item_can_be_said_and_explained() {
    let knowledge = Knowledge::embedded().unwrap();
    for (list, item) in table().lists.iter().flat_map(|list| list.items.iter().map(move |item| (list, item)))
    {
        let label = item.says(&knowledge);
        assert_ne!(label, item.id, "{}", list.id);
        assert!(!label.ends_with('。'), "{label}");
        assert_eq!(item.reasons(&knowledge).count(), item.why.len());
        assert!(item.takes(&knowledge).0 > 0, "{label}");
    }
}

#[test]
fn what_cannot_be_taken_back_comes_last() {
    // By the reference of each: the old phone goes when the new one was tried; a leaver goes when the successor is in and
    // another admin was seen to be; what was lost is wiped when somebody is in again; an identity check needs all else gone.
    let expected: [(&str, &str, &[&str]); 8] = [
        ("phone_change", "release_old", &["keep_old", "backup", "add_new", "try_new", "new_backup"]),
        ("phone_change", "remove_old", &["try_new", "new_backup"]),
        ("staff_leaving", "remove", &["invite", "accept", "second_admin", "two_step", "password"]),
        ("staff_leaving", "release_phone", &["keep_phone", "two_step", "remove"]),
        ("app_setup", "remove_old", &["receive", "try_app", "try_backup"]),
        ("lost_phone", "erase", &["stop_line", "get_in", "add_new", "try_new", "remove_lost"]),
        ("identity_reset", "apply", &["no_backup", "nobody_inside", "no_holder", "no_old_phone", "mask"]),
        ("identity_reset", "set_again", &["apply", "wait", "sign_in"]),
    ];
    for (of, item, first) in expected {
        let waits = before(list(of), item);
        for id in first {
            assert!(waits.contains(*id), "{of}/{item} does not wait for {id}");
        }
    }
    // Everything that the hazard of an identity check asks for is an item that it waits for.
    let knowledge = Knowledge::embedded().unwrap();
    let crate::knowledge::HazardRule::Until(unlocks) = &knowledge.hazard("H07").unwrap().rule else {
        panic!()
    };
    let reset = list("identity_reset");
    let waits = before(reset, "apply");
    for unlock in unlocks {
        // The diagnosis adds what to do with the answer, which a checklist has not.
        let item = reset.items.iter().find(|item| unlock.text.starts_with(item.says(&knowledge)));
        assert!(item.is_some_and(|item| waits.contains(&item.id)), "{}", unlock.text);
    }
}

#[test]
fn the_lost_phone_from_the_first_item_to_the_last() {
    let list = list("lost_phone");
    assert_eq!(open(list, &[]), ["stop_line", "keep_inside", "tell", "backup"]);
    let mut ticks = ticked(list, &["stop_line", "keep_inside", "backup"]);
    assert_eq!(open(list, &ticks), ["tell", "get_in"]);
    assert!(list.tick(&mut ticks, "erase", at(9), "").is_none(), "it is locked");
    assert!(list.tick(&mut ticks, "backup", at(9), "").is_none(), "it is done already");
    assert!(list.tick(&mut ticks, "nothing", at(9), "").is_none());
    assert_eq!((ticks.len(), list.done(&ticks)), (3, 3));
    assert_eq!((ticks[0].item.as_str(), ticks[0].by.as_str(), ticks[0].at), ("stop_line", "佐藤", at(0)));
    let states = list.states(&ticks);
    let Standing::Locked(waits) = &states.iter().find(|state| state.item.id == "erase").unwrap().standing
    else {
        panic!("not locked")
    };
    let waits: Vec<&str> = waits.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(waits, ["try_new", "remove_lost"], "a lock says what opens it");
}

#[test]
fn what_waits_for_an_item_goes_with_its_tick() {
    let list = list("phone_change");
    let order =
        ["keep_old", "methods", "backup", "open_settings", "add_new", "try_new", "new_backup", "remove_old"];
    let mut ticks = ticked(list, &order);
    let other = Tick { list: "lost_phone".to_owned(), item: "try_new".to_owned(), ..Tick::default() };
    ticks.push(other.clone());
    let gone: Vec<&str> = list.untick(&mut ticks, "try_new").iter().map(|item| item.id.as_str()).collect();
    assert_eq!(gone, ["try_new", "new_backup", "remove_old"]);
    assert_eq!(list.done(&ticks), 5);
    assert!(ticks.contains(&other), "another list's item of the same id is another one");
    assert!(!open(list, &ticks).contains(&"release_old".to_owned()));
    assert!(list.untick(&mut ticks, "release_old").is_empty(), "it had no tick");
}

#[test]
fn a_tick_without_what_it_waits_for_does_not_count() {
    // As two people may leave it: one ticks an item while the other takes back what it waits for.
    let list = list("phone_change");
    let mut ticks = ticked(list, &["keep_old", "methods", "backup", "open_settings", "add_new", "try_new"]);
    ticks.retain(|tick| tick.item != "methods");
    assert_eq!(list.done(&ticks), 2);
    let states = list.states(&ticks);
    let last = states.iter().find(|state| state.item.id == "try_new").unwrap();
    assert!(last.tick.is_some() && matches!(last.standing, Standing::Locked(_)));
    assert!(list.tick(&mut ticks, "methods", at(60), "").is_some());
    assert_eq!(list.done(&ticks), 6, "with it, the others count again");
}

#[test]
fn the_list_that_fits_the_causes_is_suggested() {
    let suggest = |ranked: &[(&str, f64)], open: bool| {
        let ranked: Vec<_> = ranked.iter().map(|(id, share)| ((*id).to_owned(), *share)).collect();
        table().suggest(&ranked, |_| open).map(|list| list.id.as_str())
    };
    assert_eq!(suggest(&[("C26", 0.6), ("C24", 0.2)], false), Some("lost_phone"));
    assert_eq!(suggest(&[("C24", 0.3), ("C23", 0.2), ("C26", 0.3)], false), Some("phone_change"));
    assert_eq!(suggest(&[("C25", 0.5)], false), Some("staff_leaving"));
    assert_eq!(suggest(&[("C29", 0.5)], false), Some("app_setup"));
    assert_eq!(suggest(&[("C25", 0.5)], true), Some("identity_reset"), "no other way is left");
    assert_eq!(suggest(&[("C29", 0.5)], true), Some("app_setup"), "the last resort is for other causes");
    assert_eq!(suggest(&[("C01", 0.9), ("C24", 0.05)], true), None);
    assert_eq!(suggest(&[], true), None);
}

#[test]
fn claims_of_prevention_are_carried_out() {
    let knowledge = Knowledge::embedded().unwrap();
    let carried = |claim: &str| {
        carried_out_by(claim).map(|(list, item)| format!("{}/{}", list.id, item.id)).collect::<Vec<_>>()
    };
    assert_eq!(carried("S1-86"), ["staff_leaving/second_admin"]);
    assert!(carried("S2-53").contains(&"lost_phone/stop_line".to_owned()));
    let preventions =
        knowledge.claims.iter().filter(|claim| claim.kind == crate::knowledge::ClaimKind::Prevention);
    let tied = preventions.filter(|claim| carried_out_by(&claim.id).next().is_some()).count();
    assert!(tied >= 14, "{tied} of the claims of prevention");
}

fn paper(ticks: Vec<Tick>, audience: Audience) -> String {
    let mut case = Case::new(at(0), "a");
    case.person = "佐藤".to_owned();
    case.ticks = ticks;
    let (knowledge, diagnosis) = (Knowledge::embedded().unwrap(), Diagnosis::default());
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let material = Material {
        case: &case,
        knowledge: &knowledge,
        diagnosis: &diagnosis,
        ranked: &[],
        zone: &zone,
        now: at(60),
    };
    let made = make(Paper::Checklist("lost_phone"), &material, audience);
    lay_out(&made.document, Format::Text, LineEnd::Lf)
}

#[test]
fn a_list_as_a_paper_says_what_is_done_and_what_must_wait() {
    let text = paper(ticked(list("lost_phone"), &["stop_line"]), Audience::Inside);
    assert!(text.contains("［済］なくしたスマホの回線を先に止める"), "{text}");
    assert!(text.contains("佐藤") && text.contains("13件のうち1件が終わりました"));
    assert!(text.contains("［まだ］情シスと相談し、なくした端末を遠隔で消去する"));
    assert!(text.contains("先に済ませること：「代わりの端末のコードで、実際に1回入る」"));
    assert!(text.contains("早く行うと："));
    assert!(!paper(ticked(list("lost_phone"), &["stop_line"]), Audience::Outside).contains("佐藤"));
}

#[derive(Clone, Debug)]
enum Turn {
    Tick(usize),
    Untick(usize),
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn =
        prop_oneof![4 => (0..16_usize).prop_map(Turn::Tick), 1 => (0..16_usize).prop_map(Turn::Untick)];
    prop::collection::vec(turn, 0..60)
}

proptest! {
    #[test]
    fn no_order_of_ticking_reaches_a_locked_item(which in 0..5_usize, turns in turns()) {
        let list = &table().lists[which];
        let mut ticks = Vec::new();
        for (second, turn) in turns.iter().enumerate() {
            let at = at(i64::try_from(second).unwrap());
            match turn {
                Turn::Tick(index) => {
                    if let Some(item) = list.items.get(*index) {
                        list.tick(&mut ticks, &item.id, at, "");
                    }
                }
                Turn::Untick(index) => {
                    if let Some(item) = list.items.get(*index) {
                        list.untick(&mut ticks, &item.id);
                    }
                }
            }
            let has: BTreeSet<&str> = ticks.iter().map(|tick| tick.item.as_str()).collect();
            prop_assert_eq!(has.len(), ticks.len(), "ticked twice");
            for item in &has {
                for wait in before(list, item) {
                    prop_assert!(has.contains(wait.as_str()), "{} is ticked without {}", item, wait);
                }
            }
            prop_assert_eq!(list.done(&ticks), ticks.len());
        }
    }

    #[test]
    fn whatever_two_people_leave_nothing_counts_without_what_it_waits_for(
        which in 0..5_usize,
        has in prop::collection::vec(any::<bool>(), 16),
    ) {
        let list = &table().lists[which];
        let with = list.items.iter().zip(&has).filter(|(_, has)| **has);
        let tick = |item: &Item| Tick { list: list.id.clone(), item: item.id.clone(), ..Tick::default() };
        let ticks: Vec<Tick> = with.map(|(item, _)| tick(item)).collect();
        let states = list.states(&ticks);
        let done: BTreeSet<&str> =
            states.iter().filter(|state| state.is_done()).map(|state| state.item.id.as_str()).collect();
        for state in &states {
            let waits = before(list, &state.item.id);
            let met = waits.iter().all(|wait| done.contains(wait.as_str()));
            prop_assert_eq!(matches!(state.standing, Standing::Locked(_)), !met);
            prop_assert!(!state.is_done() || met && state.tick.is_some());
        }
    }

    #[test]
    fn every_list_can_be_done_from_top_to_bottom_and_every_tick_taken_back(which in 0..5_usize, back in 0..16_usize) {
        let list = &table().lists[which];
        let ids: Vec<&str> = list.items.iter().map(|item| item.id.as_str()).collect();
        let mut ticks = ticked(list, &ids);
        prop_assert_eq!(list.done(&ticks), ids.len());
        let item = ids[back % ids.len()];
        let gone = list.untick(&mut ticks, item);
        prop_assert_eq!(gone[0].id.as_str(), item);
        prop_assert_eq!(list.done(&ticks) + gone.len(), ids.len());
        prop_assert!(open(list, &ticks).contains(&item.to_owned()));
    }
}
