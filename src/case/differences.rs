//! Where two states of a note differ, for people to choose between them.

use jiff::Zoned;

use super::{Case, EntryKind, Plan};

/// A place in which two states of a note differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The name of the field in a file.
    pub field: &'static str,
    /// What the first state says.
    pub first: Said,
    /// What the second state says.
    pub second: Said,
}

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// These words.
    Words(String),
    /// So many things, which are not shown one by one.
    Things(usize),
}

impl Said {
    fn words(text: &str) -> Self {
        if text.trim().is_empty() { Self::Nothing } else { Self::Words(text.to_owned()) }
    }

    fn time(at: Option<&Zoned>) -> Self {
        at.map_or(Self::Nothing, |at| Self::Words(at.strftime("%Y-%m-%d %H:%M").to_string()))
    }
}

/// The places that people have filled in, and in which two states differ. What the program writes by itself (its lines
/// of the timeline, what the machine showed) is left out.
pub fn differences(first: &Case, second: &Case) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |field, first: Said, second: Said| {
        if first != second {
            found.push(Difference { field, first, second });
        }
    };
    for (field, of) in TEXTS {
        compare(field, Said::words(of(first)), Said::words(of(second)));
    }
    compare("occurred_at", Said::time(first.occurred_at.as_ref()), Said::time(second.occurred_at.as_ref()));
    compare("next_check", Said::time(first.next_check.as_ref()), Said::time(second.next_check.as_ref()));
    compare("facts", facts(first, second), facts(second, first));
    compare("points", points(first, second), points(second, first));
    compare("plans", plans(first, second), plans(second, first));
    compare("timeline", own_lines(first, second), own_lines(second, first));
    compare("outcome", outcome(first), outcome(second));
    let answers = |case: &Case| {
        case.answers.iter().map(|answer| (answer.id.clone(), answer.outcome.clone())).collect::<Vec<_>>()
    };
    if answers(first) != answers(second) || counts(first) != counts(second) {
        let (first, second) = (Said::Things(first.answers.len()), Said::Things(second.answers.len()));
        found.push(Difference { field: "answers", first, second });
    }
    if first.ticks != second.ticks {
        let (first, second) = (Said::Things(first.ticks.len()), Said::Things(second.ticks.len()));
        found.push(Difference { field: "ticks", first, second });
    }
    if first.attachments != second.attachments {
        let (first, second) = (Said::Things(first.attachments.len()), Said::Things(second.attachments.len()));
        found.push(Difference { field: "attachments", first, second });
    }
    found
}

type TextOf = fn(&Case) -> &str;

const TEXTS: [(&str, TextOf); 11] = [
    ("title", |case| &case.title),
    ("shop", |case| &case.shop),
    ("person", |case| &case.person),
    ("affected", |case| &case.affected),
    ("role", |case| &case.role),
    ("email", |case| &case.email),
    ("stage", |case| case.stage.as_deref().unwrap_or_default()),
    ("message", |case| &case.message),
    ("impact", |case| &case.impact),
    ("amazon_case", |case| &case.amazon_case),
    ("memo", |case| &case.memo),
];

fn counts(case: &Case) -> (u32, u32, u32) {
    (case.password_tries, case.code_requests, case.round)
}

/// Lines that the other state does not have.
fn only<'a>(own: impl Iterator<Item = &'a str>, other: &[&str]) -> Said {
    let lines: Vec<&str> = own.filter(|line| !line.trim().is_empty() && !other.contains(line)).collect();
    Said::words(&lines.join("\n"))
}

fn facts(case: &Case, other: &Case) -> Said {
    let own = case.facts.iter().filter(|fact| !other.facts.contains(fact));
    let lines: Vec<String> = own
        .map(|fact| match fact.label.trim() {
            "" => fact.text.clone(),
            label => format!("{label}：{}", fact.text),
        })
        .collect();
    only(lines.iter().map(String::as_str), &[])
}

fn points(case: &Case, other: &Case) -> Said {
    let texts: Vec<&str> = other.points.iter().map(|point| point.text.as_str()).collect();
    only(case.points.iter().map(|point| point.text.as_str()), &texts)
}

fn plans(case: &Case, other: &Case) -> Said {
    let own = case.plans.iter().filter(|plan| !other.plans.contains(plan));
    only(own.flat_map(Plan::texts).map(String::as_str), &[])
}

fn own_lines(case: &Case, other: &Case) -> Said {
    fn lines(case: &Case) -> impl Iterator<Item = &str> {
        let of_people = |kind| matches!(kind, EntryKind::Note | EntryKind::Merged);
        case.timeline.iter().filter(move |entry| of_people(entry.kind)).map(|entry| entry.text.as_str())
    }
    let others: Vec<&str> = lines(other).collect();
    only(lines(case), &others)
}

fn outcome(case: &Case) -> Said {
    match &case.outcome {
        None => Said::Nothing,
        Some(outcome) if outcome.note.trim().is_empty() => Said::Things(1),
        Some(outcome) => Said::words(&outcome.note),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Said, differences};
    use crate::case::{Case, EntryKind};

    #[test]
    fn only_what_people_wrote_is_compared() {
        let mut first = Case::new(Timestamp::UNIX_EPOCH, "a");
        let mut second = first.clone();
        second.log(Timestamp::UNIX_EPOCH, EntryKind::Saved, "保存しました");
        second.unread.push("Firefox".to_owned());
        second.updated_at = Timestamp::MAX;
        assert!(differences(&first, &second).is_empty());
        first.memo = "一行目".to_owned();
        first.log(Timestamp::UNIX_EPOCH, EntryKind::Note, "電話した");
        second.set_answer("vpn", "on", Timestamp::UNIX_EPOCH);
        second.add_fact(Timestamp::UNIX_EPOCH);
        second.facts[0].text = "二台".to_owned();
        let found = differences(&first, &second);
        let words = |text: &str| Said::Words(text.to_owned());
        let said: Vec<_> = found.into_iter().map(|found| (found.field, found.first, found.second)).collect();
        assert_eq!(
            said,
            [
                ("memo", words("一行目"), Said::Nothing),
                ("facts", Said::Nothing, words("二台")),
                ("timeline", words("電話した"), Said::Nothing),
                ("answers", Said::Things(0), Said::Things(1)),
            ]
        );
    }
}
