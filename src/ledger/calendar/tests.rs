//! The calendar, read back by the letter of RFC 5545.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::knowledge::Knowledge;
use crate::ledger::{Partner, Person, ReviewKind, tests::full};

const FROM: Date = date(2026, 11, 28);

fn stamp() -> Timestamp {
    "2026-11-28T01:02:03.5Z".parse().unwrap()
}

fn checks() -> Vec<LedgerCheck> {
    Knowledge::embedded().unwrap().ledger_checks
}

/// The lines of a file, put together again, as names (with their parameters) and values without escapes.
fn lines(file: &str) -> Vec<(String, String)> {
    assert!(file.ends_with("\r\n"));
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "a line ends otherwise");
    assert!(file.split("\r\n").all(|line| line.len() <= 75), "a line is too long");
    let whole = file.replace("\r\n ", "");
    whole.split_terminator("\r\n").map(read_line).collect()
}

fn read_line(line: &str) -> (String, String) {
    let (name, value) = line.split_once(':').unwrap();
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => text.push('\n'),
                c @ ('\\' | ';' | ',') => text.push(c),
                other => panic!("an escape of {other:?}"),
            },
            ';' if name != "RRULE" => panic!("a bare semicolon"),
            ',' => panic!("a bare comma"),
            c => text.push(c),
        }
    }
    (name.to_owned(), text)
}

/// The entries of a file.
fn read(file: &str) -> Vec<Event> {
    let lines = lines(file);
    let head: Vec<&str> = lines.iter().take(6).map(|(name, _)| name.as_str()).collect();
    assert_eq!(head, ["BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME"]);
    assert_eq!(lines.last().unwrap(), &("END".to_owned(), "VCALENDAR".to_owned()));
    let body = &lines[6..lines.len() - 1];
    let entries = body.split(|(name, value)| name == "END" && value == "VEVENT");
    entries.filter(|entry| !entry.is_empty()).map(read_entry).collect()
}

fn read_entry(entry: &[(String, String)]) -> Event {
    let get = |name: &str| {
        let mut found = entry.iter().filter(|(other, _)| other == name);
        let value = found.next().map(|(_, value)| value.clone());
        assert!(found.next().is_none(), "{name} twice");
        value
    };
    let day = |text: &str| Date::strptime("%Y%m%d", text).unwrap();
    assert_eq!(entry[0], ("BEGIN".to_owned(), "VEVENT".to_owned()));
    assert_eq!(get("DTSTAMP").unwrap(), "20261128T010203Z");
    let start = day(&get("DTSTART;VALUE=DATE").unwrap());
    assert_eq!(day(&get("DTEND;VALUE=DATE").unwrap()), start.tomorrow().unwrap());
    let years = get("RRULE").map_or(0, |rule| {
        let rule = rule.strip_prefix("FREQ=YEARLY").unwrap();
        rule.strip_prefix(";INTERVAL=").map_or(1, |years| years.parse().unwrap())
    });
    Event {
        uid: get("UID").unwrap(),
        day: start,
        years,
        summary: get("SUMMARY").unwrap(),
        description: get("DESCRIPTION").unwrap_or_default(),
    }
}

#[test]
fn what_is_written_is_what_is_due() {
    let ledger = full();
    let written = read(&calendar(&ledger, &checks(), FROM, stamp()));
    assert_eq!(written, events(&ledger, &checks(), FROM));
    let uids: BTreeSet<&str> = written.iter().map(|event| event.uid.as_str()).collect();
    assert_eq!(uids.len(), written.len());
    let end = date(2027, 11, 28);
    assert!(written.iter().all(|event| event.day >= FROM && event.day < end), "{written:?}");
}

#[test]
fn an_empty_ledger_has_a_year_of_checks_on_working_days() {
    let ledger = Ledger::new(stamp(), "abcd");
    let events = events(&ledger, &checks(), FROM);
    let days = |id: &str| -> Vec<String> {
        let mark = format!("-{id}-");
        events.iter().filter(|e| e.uid.contains(&mark)).map(|e| e.day.to_string()).collect()
    };
    assert_eq!(days("Y01"), ["2027-01-11", "2027-04-12", "2027-07-12", "2027-10-11"]);
    assert_eq!(days("Y08"), ["2027-04-12"]);
    assert_eq!(days("Y07").len(), 12);
    let yearly = events.iter().filter(|event| event.years == 1).count();
    assert_eq!(yearly, checks().iter().filter(|check| check.months == 12).count());
}

#[test]
fn the_same_entry_has_the_same_name_in_a_later_file() {
    let ledger = full();
    let uids = |from| -> BTreeSet<String> {
        events(&ledger, &checks(), from).into_iter().map(|event| event.uid).collect()
    };
    let (first, later) = (uids(FROM), uids(date(2027, 1, 20)));
    let common = first.intersection(&later).count();
    assert!(common * 4 > first.len() * 3, "{common} of {}: {first:?} {later:?}", first.len());
}

#[test]
fn a_review_takes_the_place_of_the_check() {
    let mut ledger = full();
    let admins = |ledger: &Ledger| -> Vec<String> {
        let events = events(ledger, &checks(), FROM);
        let mark = format!("{}-", ledger.reviews[0].id);
        assert!(events.iter().all(|event| !event.uid.contains("-Y01-")) || ledger.reviews[0].due.is_none());
        events.iter().filter(|e| e.uid.contains(&mark)).map(|e| e.day.to_string()).collect()
    };
    assert_eq!(admins(&ledger), ["2027-01-10", "2027-04-10", "2027-07-10", "2027-10-10"]);
    // Overdue: now, and then as planned.
    ledger.reviews[0].due = None;
    ledger.reviews[0].done = Some(date(2026, 5, 31));
    assert_eq!(admins(&ledger), ["2026-11-28", "2026-11-30", "2027-02-28", "2027-05-31", "2027-08-31"]);
    ledger.reviews[0].every = 0;
    ledger.reviews[0].due = Some(date(2027, 2, 1));
    assert_eq!(admins(&ledger), ["2027-02-01"]);
    ledger.reviews[0].kind = ReviewKind::Other;
    ledger.reviews[0].every = 24;
    let events = events(&ledger, &checks(), FROM);
    assert!(events.iter().any(|event| event.uid.contains("-Y01-")));
    assert!(events.iter().any(|event| event.years == 2));
}

#[test]
fn contracts_and_leavers_are_told_a_month_ahead() {
    let mut ledger = Ledger::new(stamp(), "abcd");
    ledger.add(stamp(), Partner { until: Some(date(2027, 3, 31)), ..Partner::default() });
    ledger.add(stamp(), Partner { until: Some(date(2026, 3, 31)), ..Partner::default() });
    ledger.add(stamp(), Person { last_day: Some(date(2026, 12, 3)), ..Person::default() });
    let days: Vec<String> = events(&ledger, &[], FROM).iter().map(|event| event.day.to_string()).collect();
    assert_eq!(days, ["2026-11-28", "2027-03-01"]);
}

#[test]
fn what_looks_like_a_secret_is_not_handed_on() {
    let mut ledger = full();
    ledger.reviews[0].what = "パスワード：Sakura-2024".into();
    assert!(!calendar(&ledger, &checks(), FROM, stamp()).replace("\r\n ", "").contains("Sakura"));
}

proptest! {
    #[test]
    fn any_text_comes_back(what in any::<String>(), name in "\\PC{0,200}") {
        let mut ledger = full();
        ledger.reviews[0].what = what;
        ledger.partners[0].name = name;
        let written = read(&calendar(&ledger, &[], FROM, stamp()));
        let clean = |text: &str| -> String {
            text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
        };
        let due = events(&blank_ledger(&ledger), &[], FROM);
        prop_assert_eq!(written.len(), due.len());
        for (written, due) in written.iter().zip(&due) {
            prop_assert_eq!(&written.summary, &clean(&due.summary));
        }
    }
}
