use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{History, Moved};
use crate::case::{Case, EntryKind, Tick};

fn at(millis: i64) -> Timestamp {
    Timestamp::from_second(1_795_221_240).unwrap() + SignedDuration::from_millis(millis)
}

fn note() -> Case {
    Case::new(at(0), "k7f2")
}

/// Does something to a note and remembers it.
fn done(history: &mut History, case: &mut Case, millis: i64, edit: impl Fn(&mut Case)) {
    let before = case.clone();
    edit(case);
    history.remember(&before, case, at(millis));
}

#[test]
fn typing_without_a_pause_is_one_step_and_another_field_is_another() {
    let (mut history, mut case) = (History::default(), note());
    for (index, text) in ["朝", "朝か", "朝から"].into_iter().enumerate() {
        done(&mut history, &mut case, 300 * i64::try_from(index).unwrap(), |case| {
            text.clone_into(&mut case.title);
        });
    }
    done(&mut history, &mut case, 900, |case| case.shop = "A店".to_owned());
    done(&mut history, &mut case, 5000, |case| case.shop = "A店舗".to_owned());
    assert_eq!(history.undo(&mut case), Moved::Words);
    assert_eq!((case.title.as_str(), case.shop.as_str()), ("朝から", "A店"));
    history.undo(&mut case);
    assert_eq!((case.title.as_str(), case.shop.as_str()), ("朝から", ""));
    history.undo(&mut case);
    assert_eq!(case.title, "");
    assert_eq!(history.undo(&mut case), Moved::Nothing);
    for _ in 0..3 {
        history.redo(&mut case);
    }
    assert_eq!((case.title.as_str(), case.shop.as_str()), ("朝から", "A店舗"));
    assert!(!history.can_redo());
}

#[test]
fn typing_that_a_text_field_undoes_by_itself_is_undone_here_too() {
    let (mut history, mut case) = (History::default(), note());
    done(&mut history, &mut case, 0, |case| case.shop = "A店".to_owned());
    done(&mut history, &mut case, 0, |case| case.memo = "電話".to_owned());
    done(&mut history, &mut case, 4000, |case| case.memo.clear());
    assert!(history.can_redo());
    assert_eq!(history.redo(&mut case), Moved::Words);
    assert_eq!(case.memo, "電話");
    history.undo(&mut case);
    history.undo(&mut case);
    assert_eq!((case.memo.as_str(), case.shop.as_str()), ("", ""));
}

#[test]
fn what_others_wrote_in_the_meantime_stays() {
    let (mut history, mut case) = (History::default(), note());
    done(&mut history, &mut case, 0, |case| case.add_fact(at(1)));
    done(&mut history, &mut case, 5000, |case| case.facts[0].text = "二台".to_owned());
    done(&mut history, &mut case, 9000, |case| case.log(at(9), EntryKind::Note, "電話した"));
    case.add_fact(at(7));
    case.facts[1].text = "ほかの人の事実".to_owned();
    case.log(at(10), EntryKind::Note, "ほかの人の行");
    case.memo = "ほかの人のメモ".to_owned();
    for _ in 0..3 {
        history.undo(&mut case);
    }
    let texts = |case: &Case| case.facts.iter().map(|fact| fact.text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&case), ["ほかの人の事実"]);
    assert_eq!(case.timeline[0].text, "ほかの人の行");
    for _ in 0..3 {
        history.redo(&mut case);
    }
    assert_eq!(texts(&case), ["二台", "ほかの人の事実"]);
    assert_eq!((case.timeline.len(), case.timeline[0].text.as_str()), (2, "電話した"));
    assert_eq!(case.memo, "ほかの人のメモ");
}

#[test]
fn lines_of_the_program_are_not_taken_back() {
    let (mut history, mut case) = (History::default(), note());
    done(&mut history, &mut case, 0, |case| {
        case.set_answer("vpn", "on", at(0));
        case.log(at(0), EntryKind::Answered, "VPN：入");
    });
    assert_eq!(history.undo(&mut case), Moved::Answers);
    assert_eq!((case.answers.len(), case.timeline.len()), (0, 1));
}

#[test]
fn very_long_texts_push_old_steps_out() {
    let (mut history, mut case) = (History::default(), note());
    for turn in 0..40 {
        done(&mut history, &mut case, turn * 5000, |case| case.memo = format!("{turn}").repeat(1024 * 1024));
    }
    let mut steps = 0;
    while history.undo(&mut case) != Moved::Nothing {
        steps += 1;
    }
    assert!((10..40).contains(&steps), "{steps}");
}

#[derive(Clone, Debug)]
enum Edit {
    Title(String),
    AddFact,
    SetFact(usize, String),
    RemoveFact(usize),
    Answer(usize, usize),
    Plan(String),
    Tick(usize),
    Restart,
    Write(String),
    Rewrite(usize, String),
}

fn apply(case: &mut Case, edit: &Edit, now: Timestamp) {
    match edit.clone() {
        Edit::Title(text) => case.title = text,
        Edit::AddFact => case.add_fact(now),
        Edit::SetFact(index, text) => {
            if let Some(fact) = case.facts.get_mut(index) {
                fact.text = text;
            }
        }
        Edit::RemoveFact(index) => {
            if index < case.facts.len() {
                case.facts.remove(index);
            }
        }
        Edit::Answer(id, outcome) => drop(case.set_answer(&format!("q{id}"), ["a", "b"][outcome], now)),
        Edit::Plan(text) => match case.plans.last_mut() {
            Some(plan) if plan.violation.len() % 2 == 0 => plan.entries[1].text = text,
            _ => {
                let plan = case.add_plan(now);
                case.plans[plan].violation = text;
            }
        },
        Edit::Tick(item) => {
            let item = format!("i{item}");
            match case.ticks.iter().position(|tick| tick.item == item) {
                Some(place) => drop(case.ticks.remove(place)),
                None => case.ticks.push(Tick { item, at: now, ..Tick::default() }),
            }
        }
        Edit::Restart => case.answers.clear(),
        Edit::Write(text) => case.log(now, EntryKind::Note, text),
        Edit::Rewrite(index, text) => {
            if let Some(line) = case.timeline.get_mut(index) {
                line.text = text;
            }
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let word = "[a-c]{1,3}";
    prop_oneof![
        word.prop_map(Edit::Title),
        Just(Edit::AddFact),
        (0..4_usize, word).prop_map(|(index, text)| Edit::SetFact(index, text)),
        (0..4_usize).prop_map(Edit::RemoveFact),
        (0..4_usize, 0..2_usize).prop_map(|(id, outcome)| Edit::Answer(id, outcome)),
        word.prop_map(Edit::Plan),
        (0..4_usize).prop_map(Edit::Tick),
        Just(Edit::Restart),
        word.prop_map(Edit::Write),
        (0..4_usize, word).prop_map(|(index, text)| Edit::Rewrite(index, text)),
    ]
}

proptest! {
    #[test]
    fn every_way_back_leads_back_and_forth_again(edits in prop::collection::vec(edit(), 1..25)) {
        let (mut history, mut case) = (History::default(), note());
        let first = case.clone();
        for (turn, edit) in edits.iter().enumerate() {
            let millis = i64::try_from(turn).unwrap() * 2000;
            done(&mut history, &mut case, millis, |case| apply(case, edit, at(millis)));
        }
        let last = case.clone();
        for _ in 0..2 {
            while history.undo(&mut case) != Moved::Nothing {}
            prop_assert_eq!(&case, &first);
            while history.redo(&mut case) != Moved::Nothing {}
            // Texts that went back and forth may have become one step; everything else is as it was.
            prop_assert_eq!(&case.facts, &last.facts);
            prop_assert_eq!(&case.plans, &last.plans);
            prop_assert_eq!(&case.ticks, &last.ticks);
            prop_assert_eq!(&case.timeline, &last.timeline);
            prop_assert_eq!(&case.answers, &last.answers);
        }
    }
}
