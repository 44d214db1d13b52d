//! Two people change one note: nothing that either wrote is lost.

use jiff::Timestamp;
use login_triage::case::{
    Answer, Case, CaseOutcome, EntryKind, Extra, Fact, FindingSnapshot, Plan, Point, Solved, Tick, merge,
    merge_copies,
};
use proptest::{prelude::*, test_runner::Config};

use super::{at, note};

/// Something that one person does to a note.
#[derive(Clone, Debug)]
enum Edit {
    Text(usize, String),
    Memo(usize, String),
    Log(String),
    ChangeEntry(usize, String),
    AddFact(String),
    ChangeFact(usize, String),
    Point(usize, String),
    Answer(usize, usize),
    AddPlan(String),
    ChangePlan(usize, String),
    ChangeStatement(usize, String),
    Tick(usize),
    Untick(usize),
    TryPassword,
    Find(String),
    End(String),
    Unknown(usize, String),
}

fn word() -> impl Strategy<Value = String> {
    // Each is its own: what is written twice would not be missed.
    "[あ-んa-z]{6,10}"
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        (0..6_usize, word()).prop_map(|(field, text)| Edit::Text(field, text)),
        (0..9_usize, word()).prop_map(|(line, text)| Edit::Memo(line, text)),
        word().prop_map(Edit::Log),
        (0..4_usize, word()).prop_map(|(entry, text)| Edit::ChangeEntry(entry, text)),
        word().prop_map(Edit::AddFact),
        (0..3_usize, word()).prop_map(|(fact, text)| Edit::ChangeFact(fact, text)),
        (0..3_usize, word()).prop_map(|(point, text)| Edit::Point(point, text)),
        (0..3_usize, 0..3_usize).prop_map(|(id, outcome)| Edit::Answer(id, outcome)),
        word().prop_map(Edit::AddPlan),
        (0..2_usize, word()).prop_map(|(plan, text)| Edit::ChangePlan(plan, text)),
        (0..3_usize, word()).prop_map(|(entry, text)| Edit::ChangeStatement(entry, text)),
        (0..3_usize).prop_map(Edit::Tick),
        (0..3_usize).prop_map(Edit::Untick),
        Just(Edit::TryPassword),
        word().prop_map(Edit::Find),
        word().prop_map(Edit::End),
        (0..2_usize, word()).prop_map(|(name, text)| Edit::Unknown(name, text)),
    ];
    prop::collection::vec(edit, 0..12)
}

/// Does it, one second after the other, and returns what was written.
fn edited(base: &Case, edits: &[Edit], begin: Timestamp) -> Case {
    let mut case = base.clone();
    for (second, edit) in edits.iter().enumerate() {
        let now = begin + jiff::SignedDuration::from_secs(i64::try_from(second).unwrap());
        apply(&mut case, edit, now);
        case.updated_at = now;
    }
    case
}

fn apply(case: &mut Case, edit: &Edit, now: Timestamp) {
    match edit.clone() {
        Edit::Text(field, text) => {
            let fields = [
                &mut case.title,
                &mut case.shop,
                &mut case.impact,
                &mut case.message,
                &mut case.person,
                &mut case.amazon_case,
            ];
            *fields.into_iter().nth(field).unwrap() = text;
        }
        Edit::Memo(line, text) => {
            let mut lines: Vec<&str> = case.memo.split('\n').collect();
            lines.insert(line.min(lines.len()), &text);
            case.memo = lines.join("\n");
        }
        Edit::Log(text) => case.log(now, EntryKind::Note, text),
        Edit::ChangeEntry(index, text) => {
            if let Some(entry) = case.timeline.get_mut(index) {
                entry.text = text;
            }
        }
        Edit::AddFact(text) => {
            case.add_fact(now);
            case.facts.last_mut().unwrap().text = text;
        }
        Edit::ChangeFact(index, text) => {
            if let Some(fact) = case.facts.get_mut(index) {
                fact.text = text;
            }
        }
        Edit::Point(index, text) => {
            let id = format!("point{index}");
            case.points.retain(|point| point.id != id);
            case.points.push(Point { id, text, ..Point::default() });
        }
        Edit::Answer(id, outcome) => {
            let outcome = ["yes", "no", "unknown"][outcome];
            case.set_answer(&format!("q{id}"), outcome, now);
        }
        Edit::TryPassword => case.password_tries += 1,
        Edit::Find(summary) => {
            case.findings =
                vec![FindingSnapshot { id: summary.clone(), summary, at: now, ..Default::default() }];
        }
        Edit::End(note) => {
            case.outcome = Some(CaseOutcome { solved: Solved::Yes, note, at: now, ..Default::default() });
        }
        Edit::Unknown(name, text) => {
            let name = format!("unknown{name}");
            case.extra.fields.retain(|(other, _)| *other != name);
            case.extra.fields.push((name, format!("\"{text}\"")));
        }
        paper => apply_to_papers(case, paper, now),
    }
}

/// Does something to the plans or the checklists of a note.
fn apply_to_papers(case: &mut Case, edit: Edit, now: Timestamp) {
    match edit {
        Edit::AddPlan(text) => {
            let place = case.add_plan(now);
            case.plans[place].violation = text;
        }
        Edit::ChangePlan(place, text) => {
            if let Some(plan) = case.plans.get_mut(place) {
                plan.violation = text;
            }
        }
        Edit::ChangeStatement(place, text) => {
            let mut entries = case.plans.iter_mut().flat_map(|plan| &mut plan.entries);
            if let Some(entry) = entries.nth(place) {
                entry.text = text;
            }
        }
        Edit::Tick(item) => tick(case, format!("i{item}"), now),
        Edit::Untick(item) => {
            let item = format!("i{item}");
            case.ticks.retain(|tick| tick.item != item);
        }
        other => panic!("{other:?} is no edit of a paper"),
    }
}

fn tick(case: &mut Case, item: String, at: Timestamp) {
    if case.ticks.iter().all(|tick| tick.item != item) {
        case.ticks.push(Tick { item, at, ..Tick::default() });
    }
}

/// What people wrote, line by line.
fn lines(case: &Case) -> Vec<String> {
    let texts =
        [&case.title, &case.shop, &case.impact, &case.message, &case.person, &case.amazon_case, &case.memo];
    let texts = texts
        .into_iter()
        .chain(case.timeline.iter().map(|entry| &entry.text))
        .chain(case.facts.iter().map(|fact| &fact.text))
        .chain(case.plans.iter().flat_map(Plan::texts))
        .chain(case.points.iter().map(|point| &point.text))
        .chain(case.outcome.iter().map(|outcome| &outcome.note))
        .chain(case.extra.fields.iter().map(|(_, value)| value));
    texts.flat_map(|text| text.split('\n')).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn base() -> Case {
    let mut case = note("朝から");
    case.memo.push_str("一行目\n二行目\n三行目\n四行目");
    case.impact.push_str("未出荷 12 件");
    for (second, text) in [(1, "診断を開始"), (2, "電話した"), (3, "待っている")] {
        case.log(at("2026-11-21T00:35:00Z") + jiff::SignedDuration::from_secs(second), EntryKind::Note, text);
    }
    case.add_fact(at("2026-11-21T00:36:00Z"));
    case.facts[0].text.push_str("端末は二台");
    case.answers = vec![Answer { id: "q0".into(), outcome: "no".into(), ..Answer::default() }];
    case.password_tries = 1;
    case
}

const MORNING: &str = "2026-11-21T01:00:00Z";
const NOON: &str = "2026-11-21T03:00:00.5Z";

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(400) })]

    #[test]
    fn every_line_of_both_survives(mine in edits(), other in edits()) {
        let base = base();
        let (ours, theirs) = (edited(&base, &mine, at(MORNING)), edited(&base, &other, at(NOON)));
        let merged = merge(&base, &ours, &theirs).case;
        let whole = lines(&merged).join("\n");
        let old = lines(&base);
        for line in lines(&ours).into_iter().chain(lines(&theirs)) {
            // What stood there before, one of them may have replaced.
            prop_assert!(old.contains(&line) || whole.contains(&line), "lost: {} in {}", line, whole);
        }
        for line in old.iter().filter(|line| lines(&ours).contains(line) && lines(&theirs).contains(line)) {
            prop_assert!(whole.contains(line.as_str()), "both had kept: {}", line);
        }
        let tried = |edits: &[Edit]| edits.iter().filter(|edit| matches!(edit, Edit::TryPassword)).count();
        if ours != theirs {
            prop_assert_eq!(merged.password_tries as usize, 1 + tried(&mine) + tried(&other));
        }
        // The order of the two decides what stands where, not what survives.
        let turned = lines(&merge(&base, &theirs, &ours).case).join("\n");
        for line in lines(&ours).into_iter().chain(lines(&theirs)).filter(|line| !old.contains(line)) {
            prop_assert!(turned.contains(&line), "lost the other way round: {}", line);
        }
        prop_assert_eq!(login_triage::case::suggest_file_name(&merged, &jiff::Zoned::default()).is_empty(), false);
    }

    #[test]
    fn one_sided_changes_are_taken_as_they_are(mine in edits(), other in edits()) {
        let base = base();
        let (ours, theirs) = (edited(&base, &mine, at(MORNING)), edited(&base, &other, at(NOON)));
        prop_assert_eq!(&merge(&base, &ours, &base).case, &ours);
        let taken = merge(&base, &base, &theirs);
        prop_assert_eq!(&taken.case, &theirs);
        prop_assert!(taken.both.is_empty());
        prop_assert_eq!(&merge(&base, &ours, &ours).case, &ours);
        // To take in the same again changes nothing that anybody wrote.
        let once = merge(&base, &ours, &theirs).case;
        prop_assert_eq!(&merge(&theirs, &once, &theirs).case, &once);
        let again = merge(&base, &Case { password_tries: base.password_tries, ..once.clone() }, &theirs).case;
        prop_assert_eq!(again.timeline, once.timeline);
        prop_assert_eq!((again.memo, again.facts, again.points), (once.memo, once.facts, once.points));
    }

    #[test]
    fn copies_of_unknown_origin_lose_nothing(mine in edits(), other in edits()) {
        let base = base();
        let (ours, theirs) = (edited(&base, &mine, at(MORNING)), edited(&base, &other, at(NOON)));
        let merged = merge_copies(&ours, &theirs).case;
        let whole = lines(&merged).join("\n");
        for line in lines(&ours).into_iter().chain(lines(&theirs)) {
            prop_assert!(whole.contains(&line), "lost: {} in {}", line, whole);
        }
        prop_assert_eq!(merged.password_tries, ours.password_tries.max(theirs.password_tries));
        prop_assert_eq!(&merged.id, &base.id);
    }
}

fn ticked(case: &mut Case, item: &str, by: &str, at: Timestamp) {
    let (list, item, by) = ("lost_phone".to_owned(), item.to_owned(), by.to_owned());
    case.ticks.push(Tick { list, item, by, at, ..Tick::default() });
}

#[test]
fn ticks_of_both_are_put_together_one_by_one() {
    let mut base = base();
    ticked(&mut base, "stop_line", "佐藤", at("2026-11-21T00:40:00Z"));
    ticked(&mut base, "tell", "佐藤", at("2026-11-21T00:41:00Z"));
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    // We take one back and tick a third; they tick the third, too, a little before, and a fourth.
    ours.ticks.remove(0);
    ticked(&mut ours, "look", "佐藤", at(NOON));
    ticked(&mut theirs, "look", "山田", at(MORNING));
    ticked(&mut theirs, "in", "山田", at(NOON));
    for merged in [merge(&base, &ours, &theirs).case, merge(&base, &theirs, &ours).case] {
        let mut ticks: Vec<_> =
            merged.ticks.iter().map(|tick| (tick.item.as_str(), tick.by.as_str())).collect();
        ticks.sort_unstable();
        assert_eq!(ticks, [("in", "山田"), ("look", "山田"), ("tell", "佐藤")]);
    }
    // The same item of another list is another one.
    let mut other = base.clone();
    other.ticks[0].list = "phone_change".to_owned();
    assert_eq!(merge_copies(&base, &other).case.ticks.len(), 3);
}

#[test]
fn a_text_that_both_changed_is_told_and_kept() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.title = "朝からログインできない".to_owned();
    theirs.title = "コードが届かない".to_owned();
    theirs.updated_at = at(NOON);
    theirs.shop = "A店".to_owned();
    let merged = merge(&base, &ours, &theirs);
    assert_eq!((merged.case.title.as_str(), merged.case.shop.as_str()), ("朝からログインできない", "A店"));
    assert_eq!((merged.taken, merged.both.len(), merged.both[0].place.as_str()), (1, 1, "title"));
    assert_eq!(
        (merged.both[0].ours.as_str(), merged.both[0].theirs.as_str()),
        (ours.title.as_str(), "コードが届かない")
    );
    let kept = merged.case.timeline.last().unwrap();
    assert_eq!((kept.kind, kept.at), (EntryKind::Merged, at(NOON)));
    assert!(kept.text.contains("件名") && kept.text.contains("コードが届かない"), "{}", kept.text);
}

#[test]
fn edits_win_over_deletions_and_deletions_over_nothing() {
    let mut base = base();
    base.add_fact(at("2026-11-21T00:37:00Z"));
    base.facts[1].text = "予備の端末がある".to_owned();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.facts.clear();
    ours.memo.clear();
    theirs.facts[1].text = "予備の端末は故障".to_owned();
    theirs.memo = base.memo.replace("二行目", "二行目を直した");
    theirs.timeline.remove(1);
    let merged = merge(&base, &ours, &theirs).case;
    let facts: Vec<_> = merged.facts.iter().map(|fact| fact.text.as_str()).collect();
    assert_eq!(facts, ["予備の端末は故障"]);
    assert_eq!(merged.memo, theirs.memo);
    assert_eq!(merged.timeline, theirs.timeline);
}

#[test]
fn a_timeline_is_in_order_after_merging() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.log(at("2026-11-21T01:00:02Z"), EntryKind::Note, "二");
    theirs.log(at("2026-11-21T01:00:01Z"), EntryKind::Note, "一");
    theirs.log(at("2026-11-21T01:00:03Z"), EntryKind::Note, "三");
    let merged = merge(&base, &ours, &theirs);
    let last: Vec<_> = merged.case.timeline.iter().skip(3).map(|entry| entry.text.as_str()).collect();
    assert_eq!((last, merged.taken), (vec!["一", "二", "三"], 2));
}

#[test]
fn counts_add_up_and_a_new_count_is_believed() {
    let mut base = base();
    base.password_tries = 2;
    let with = |tries| Case { password_tries: tries, ..base.clone() };
    for (ours, theirs, expected) in [(3, 4, 5), (3, 3, 4), (0, 3, 1), (3, 0, 1), (0, 1, 1), (2, 0, 0)] {
        let mut theirs = with(theirs);
        theirs.memo.push('。');
        assert_eq!(merge(&base, &with(ours), &theirs).case.password_tries, expected, "{ours}");
    }
}

#[test]
fn the_newer_answer_and_the_newer_look_win() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.set_answer("q0", "yes", at(NOON));
    theirs.set_answer("q0", "unknown", at(MORNING));
    theirs.set_answer("q1", "no", at(MORNING));
    let look =
        |summary: &str, time| FindingSnapshot { summary: summary.into(), at: at(time), ..Default::default() };
    ours.findings = vec![look("古い", MORNING)];
    theirs.findings = vec![look("新しい", NOON)];
    let merged = merge(&base, &ours, &theirs).case;
    assert_eq!((merged.answer("q0"), merged.answer("q1")), (Some("yes"), Some("no")));
    assert_eq!(merged.findings[0].summary, "新しい");
}

#[test]
fn notes_without_ids_merge_by_what_they_say() {
    let mut base = note("手書き");
    base.facts =
        vec![Fact { text: "一".into(), ..Fact::default() }, Fact { text: "一".into(), ..Fact::default() }];
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.facts.push(Fact { text: "二".into(), ..Fact::default() });
    theirs.facts.push(Fact { text: "三".into(), ..Fact::default() });
    theirs.extra = Extra { fields: vec![("mood".into(), "Good".into())] };
    let merged = merge(&base, &ours, &theirs).case;
    let facts: Vec<_> = merged.facts.iter().map(|fact| fact.text.as_str()).collect();
    assert_eq!(facts, ["一", "一", "二", "三"]);
    assert_eq!(merged.extra.get("mood"), Some("Good"));
}
