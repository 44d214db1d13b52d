//! A year of checks, as a file that calendars read (iCalendar, RFC 5545).
//!
//! The days of a check come from the calendar alone and not from the day of the export, so that a file that is taken in
//! again changes the entries of the first one and adds none twice.

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Weekday},
};

use super::guard::blank_ledger;
use super::{Ledger, Review, rules::months_after};
use crate::knowledge::LedgerCheck;
use crate::ui::text::ledger_words as words;

/// The day of a month on which a check is due, or the Monday after it.
const DAY: i8 = 10;
/// Days before the end of a contract, and before somebody's last day.
const AHEAD: i64 = 30;
/// Octets of a line, its end aside (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// An entry of the calendar: a whole day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What keeps it the same entry in every file.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// Years until it comes again; 0 for never.
    pub years: u32,
    /// What it is.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
}

/// What is due within a year from a day: the ledger's reviews, the checks that none of them stands for, contracts that
/// end and people who leave. In the order of their days.
pub fn events(ledger: &Ledger, checks: &[LedgerCheck], from: Date) -> Vec<Event> {
    let end = from.checked_add(1.year()).unwrap_or(Date::MAX);
    let mut events = Vec::new();
    for review in &ledger.reviews {
        events.extend(of_review(ledger, review, from, end));
    }
    let is_planned = |check: &LedgerCheck| {
        let mut reviews = ledger.reviews.iter().filter(|review| review.next_due().is_some());
        reviews.any(|review| format!("{:?}", review.kind) == check.review)
    };
    for check in checks.iter().filter(|check| !is_planned(check)) {
        events.extend(of_check(ledger, check, from, end));
    }
    events.extend(of_partners(ledger, from, end));
    events.extend(of_leavers(ledger, from, end));
    events.sort_by(|a, b| (a.day, &a.uid).cmp(&(b.day, &b.uid)));
    events
}

/// The file: lines that end in CR and LF, none longer than 75 octets. `stamp` is when it is made.
pub fn calendar(ledger: &Ledger, checks: &[LedgerCheck], from: Date, stamp: Timestamp) -> String {
    let ledger = blank_ledger(ledger);
    let stamp = stamp.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut file = String::new();
    let mut line = |text: &str| fold(text, &mut file);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//login-triage//ledger//JA");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(words::CALENDAR)));
    for event in events(&ledger, checks, from) {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&event.uid)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("DTSTART;VALUE=DATE:{}", event.day.strftime("%Y%m%d")));
        let next = event.day.tomorrow().unwrap_or(event.day);
        line(&format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        match event.years {
            0 => {}
            1 => line("RRULE:FREQ=YEARLY"),
            years => line(&format!("RRULE:FREQ=YEARLY;INTERVAL={years}")),
        }
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.description.is_empty() {
            line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        }
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

fn uid(ledger: &Ledger, of: &str, day: Date) -> String {
    format!("{}-{of}-{}@login-triage", ledger.id, day.strftime("%Y-%m"))
}

fn of_review(ledger: &Ledger, review: &Review, from: Date, end: Date) -> Vec<Event> {
    let Some(due) = review.next_due() else { return Vec::new() };
    let event = |day: Date, planned: Date, years: u32| Event {
        uid: uid(ledger, &review.id, planned),
        day,
        years,
        summary: words::review_due(review.kind, &review.what),
        description: words::done_by(ledger.name(&review.by)),
    };
    if review.every > 0 && review.every.is_multiple_of(12) {
        return vec![event(due.max(from), due, review.every / 12)];
    }
    let mut events = Vec::new();
    let mut times = 0_i64;
    while let Some(planned) = months_after(due, times * i64::from(review.every)) {
        if planned >= end {
            break;
        }
        // What is overdue is due now; of what was missed in between nothing is made up for.
        if times == 0 || planned >= from {
            events.push(event(planned.max(from), planned, 0));
        }
        times += 1;
        if review.every == 0 {
            break;
        }
    }
    events
}

fn of_check(ledger: &Ledger, check: &LedgerCheck, from: Date, end: Date) -> Vec<Event> {
    let Ok(first) = i8::try_from(check.first) else { return Vec::new() };
    let mut events = Vec::new();
    for year in from.year()..=end.year() {
        for month in (first..=12).step_by(usize::try_from(check.months.max(1)).unwrap_or(12)) {
            let Ok(planned) = Date::new(year, month, DAY) else { continue };
            let day = working_day(planned);
            if day >= from && day < end {
                events.push(Event {
                    uid: uid(ledger, &check.id, planned),
                    day,
                    years: check.months / 12,
                    summary: check.label.clone(),
                    description: String::new(),
                });
            }
        }
    }
    events
}

fn of_partners(ledger: &Ledger, from: Date, end: Date) -> impl Iterator<Item = Event> {
    ledger.partners.iter().filter_map(move |partner| {
        let until = partner.until.filter(|until| *until >= from && *until < end)?;
        Some(Event {
            uid: uid(ledger, &partner.id, until),
            day: until.checked_sub(AHEAD.days()).unwrap_or(until).max(from),
            years: 0,
            summary: words::contract_ends(&partner.name, until),
            description: String::new(),
        })
    })
}

fn of_leavers(ledger: &Ledger, from: Date, end: Date) -> impl Iterator<Item = Event> {
    ledger.people.iter().filter_map(move |person| {
        let last = person.last_day.filter(|last| *last >= from && *last < end)?;
        Some(Event {
            uid: uid(ledger, &person.id, last),
            day: last.checked_sub(AHEAD.days()).unwrap_or(last).max(from),
            years: 0,
            summary: words::leaves(&person.name, last),
            description: String::new(),
        })
    })
}

fn working_day(day: Date) -> Date {
    let days = match day.weekday() {
        Weekday::Saturday => 2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.checked_add(days.days()).unwrap_or(day)
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, in pieces that calendars put together again (RFC 5545, 3.1). No character is cut.
fn fold(line: &str, file: &mut String) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > LONGEST_LINE {
            file.push_str("\r\n ");
            octets = 1;
        }
        file.push(c);
        octets += c.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests;
