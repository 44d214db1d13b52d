//! Which notes are shown, and in which order.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::fold::fold;
use super::rows::Row;
use super::summary::{Standing, Summary};

/// Which notes are shown. A filter that is not set lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// How they stand.
    pub standing: StandingFilter,
    /// The id of the confirmed cause.
    pub cause: Option<String>,
    /// The shop, as it is written.
    pub shop: Option<String>,
    /// Who looks after it, as it is written.
    pub person: Option<String>,
    /// How old they may be.
    pub period: Period,
}

/// How the cases stand that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StandingFilter {
    /// All of them.
    #[default]
    All,
    /// Those that have not ended.
    Open,
    /// Those that have, well or not.
    Closed,
    /// Those that somebody is to look after by the end of today.
    Due,
}

/// How old a case may be, by when it began or, where that is not known, was written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// As old as it likes.
    #[default]
    Any,
    /// At most this many days.
    Days(u16),
}

/// The day on which a list is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The time.
    pub now: Timestamp,
    /// When the day ends where the operator is.
    pub ends: Timestamp,
}

impl Today {
    /// The day of a time, where the operator is.
    pub fn new(now: Timestamp, zone: &TimeZone) -> Self {
        let start = now.to_zoned(zone.clone()).start_of_day();
        let ends = start.and_then(|start| start.checked_add(1.day()));
        Self { now, ends: ends.map_or(now, |ends| ends.timestamp()) }
    }
}

impl Filter {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a row is shown. One that cannot be read is shown with the open ones, unless something is asked of it that
    /// is not known.
    pub(super) fn shows(&self, row: &Row, today: Today) -> bool {
        let Some(summary) = row.summary() else {
            return matches!(self.standing, StandingFilter::All | StandingFilter::Open)
                && Self { standing: StandingFilter::All, ..self.clone() }.is_empty();
        };
        let standing = match self.standing {
            StandingFilter::All => true,
            StandingFilter::Open => summary.standing == Standing::Open,
            StandingFilter::Closed => summary.standing != Standing::Open,
            StandingFilter::Due => is_due(summary, today),
        };
        let is = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found.is_some_and(|found| found.trim() == wanted))
        };
        standing
            && is(&self.cause, summary.confirmed_cause())
            && is(&self.shop, Some(&summary.shop))
            && is(&self.person, Some(&summary.person))
            && self.period.holds(summary.occurred_at.unwrap_or(summary.created_at), today)
    }
}

impl Period {
    fn holds(self, at: Timestamp, today: Today) -> bool {
        match self {
            Self::Any => true,
            Self::Days(days) => {
                at.duration_until(today.now) <= SignedDuration::from_hours(24 * i64::from(days))
            }
        }
    }
}

/// Whether somebody is to look after an open case by the end of the day.
fn is_due(summary: &Summary, today: Today) -> bool {
    summary.standing == Standing::Open && summary.next_check.is_some_and(|at| at < today.ends)
}

/// How many notes there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the folder.
    pub all: usize,
    /// Not ended, or not readable.
    pub open: usize,
    /// Ended.
    pub closed: usize,
    /// To be looked after by the end of today.
    pub due: usize,
}

impl Counts {
    pub(super) fn of(rows: &[Row], today: Today) -> Self {
        let open = rows.iter().filter(|row| row.is_open()).count();
        let due = rows.iter().filter_map(Row::summary).filter(|summary| is_due(summary, today)).count();
        Self { all: rows.len(), open, closed: rows.len() - open, due }
    }
}

/// What can be chosen in the filters, with the number of notes, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Ids of confirmed causes.
    pub causes: Vec<(String, usize)>,
    /// Shops.
    pub shops: Vec<(String, usize)>,
    /// Who looks after cases.
    pub persons: Vec<(String, usize)>,
}

impl Choices {
    pub(super) fn of(rows: &[Row]) -> Self {
        let count = |of: fn(&Summary) -> &str| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for name in
                rows.iter().filter_map(Row::summary).map(of).map(str::trim).filter(|name| !name.is_empty())
            {
                *counts.entry(name).or_default() += 1;
            }
            counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
        };
        Self {
            causes: count(|summary| summary.confirmed_cause().unwrap_or_default()),
            shops: count(|summary| &summary.shop),
            persons: count(|summary| &summary.person),
        }
    }
}

/// What a list is sorted by, and which end comes first. What has nothing there comes last, either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What it is sorted by.
    pub by: Sort,
    /// Which end comes first.
    pub direction: Direction,
}

impl Default for Order {
    fn default() -> Self {
        Self { by: Sort::Urgency, direction: Direction::Ascending }
    }
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Open before ended; among open ones the nearest deadline first, then what changed last.
    Urgency,
    /// The title.
    Title,
    /// The shop.
    Shop,
    /// Who looks after it.
    Person,
    /// The confirmed cause.
    Cause,
    /// When somebody is to look after it again.
    NextCheck,
    /// When the case began, or was written down.
    Began,
    /// When it last changed.
    Updated,
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest, the oldest.
    Ascending,
    /// The largest, the newest.
    Descending,
}

impl Order {
    /// The numbers of the rows in this order. Equal ones come newest first, and then by path.
    pub(super) fn of(self, rows: &[Row]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let row = |at: &usize| rows.get(*at);
        let newest = |at: &usize| Reverse(row(at).and_then(Row::summary).map(|summary| summary.updated_at));
        order.sort_by_cached_key(|at| (newest(at), *at));
        match self.by {
            Sort::Urgency => order.sort_by_key(|at| {
                let open = row(at).is_some_and(Row::is_open);
                let deadline = row(at).and_then(Row::summary).and_then(|summary| summary.next_check);
                let deadline = deadline.filter(|_| open);
                (!open, deadline.is_none(), deadline)
            }),
            Sort::Title => self.by_key(&mut order, rows, |summary| word(&summary.title)),
            Sort::Shop => self.by_key(&mut order, rows, |summary| word(&summary.shop)),
            Sort::Person => self.by_key(&mut order, rows, |summary| word(&summary.person)),
            Sort::Cause => self.by_key(&mut order, rows, |summary| word(summary.confirmed_cause()?)),
            Sort::NextCheck => self.by_key(&mut order, rows, |summary| summary.next_check),
            Sort::Began => {
                self.by_key(&mut order, rows, |summary| {
                    Some(summary.occurred_at.unwrap_or(summary.created_at))
                });
            }
            Sort::Updated => self.by_key(&mut order, rows, |summary| Some(summary.updated_at)),
        }
        if self.by == Sort::Urgency && self.direction == Direction::Descending {
            order.reverse();
        }
        order
    }

    fn by_key<K: Ord>(self, order: &mut [usize], rows: &[Row], key: impl Fn(&Summary) -> Option<K>) {
        let keys: Vec<Option<K>> = rows.iter().map(|row| row.summary().and_then(&key)).collect();
        let key = |at: &usize| keys.get(*at).and_then(Option::as_ref);
        order.sort_by(|one, other| match (key(one), key(other)) {
            (Some(one), Some(other)) if self.direction == Direction::Ascending => one.cmp(other),
            (Some(one), Some(other)) => other.cmp(one),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
    }
}

/// A text as it is sorted; none where nothing is written.
fn word(text: &str) -> Option<String> {
    Some(fold(text.trim())).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
