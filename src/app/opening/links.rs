//! The link table as it holds for this shop: with the operator's own corrections, and with the age of each URL.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use crate::knowledge::{Link, LinkGroup};
use crate::platform::browsers::WebAddress;
use crate::seller_url::{Judgement, Verdict, judge};
use crate::ui::text;

use super::super::change::{save_settings, toast};
use super::super::command::Effect;
use super::super::state::State;
use super::OpeningDialog;

/// An operator's own URL for a page, which stays when the program is updated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The link's id.
    pub link: String,
    /// The URL.
    pub url: String,
    /// The day it was written, as `2026-11-21`.
    pub at: String,
}

/// A page as it is opened today.
#[derive(Clone, Copy, Debug)]
pub struct LinkNow<'a> {
    /// Its entry in the link table.
    pub link: &'a Link,
    /// The URL that is opened; none where only the way through a menu is known.
    pub url: Option<&'a str>,
    /// The operator's correction, if it is in force.
    pub correction: Option<&'a Correction>,
    /// The day on which the URL was last checked, or corrected.
    pub checked: &'a str,
    /// Whether that is more than a year ago.
    pub age: Age,
    /// The table was checked after the correction was written: the table may know better.
    pub table: Table,
    /// Who has said that the URL is the page's.
    pub said: Said,
}

/// Who has said that a URL is a page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The table, or the operator, who can change it.
    Here,
    /// The IT department, for everybody.
    ByIt,
}

/// How old a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// A year or less.
    Fresh,
    /// More than a year.
    Stale,
}

/// How the table stands to a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// There is no correction, or it is newer.
    Older,
    /// The table is newer.
    Newer,
}

/// Why a correction was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not judged to be the page's: what it was judged.
    Judged(Box<Judgement>),
    /// For this entrance, only this entrance is taken.
    NotThisDoor,
}

/// A page as it is opened today.
pub fn link_now<'a>(state: &'a State, id: &str) -> Option<LinkNow<'a>> {
    state.model.knowledge().link(id).map(|link| now(state, link))
}

/// All pages of some groups that have a URL or a way through a menu, in the order of the table.
pub fn links_now<'a>(state: &'a State, groups: &'a [LinkGroup]) -> impl Iterator<Item = LinkNow<'a>> {
    let links = state.model.knowledge().links.iter();
    links.filter(|link| groups.contains(&link.group)).map(|link| now(state, link))
}

fn now<'a>(state: &'a State, link: &'a Link) -> LinkNow<'a> {
    if let Some(door) = state.policies.policy.door.as_ref().filter(|_| link.group == LinkGroup::Door) {
        let (checked, url) = (link.checked.as_str(), Some(door.as_str()));
        let (age, table, said) = (Age::Fresh, Table::Older, Said::ByIt);
        return LinkNow { link, url, correction: None, checked, age, table, said };
    }
    let corrections = &state.settings.opening.corrections;
    // A settings file can be written by hand: what is opened is judged each time.
    let correction = corrections.iter().find(|correction| {
        correction.link == link.id && link.url.is_some() && judge_correction(link, &correction.url).is_ok()
    });
    let checked = correction.map_or(link.checked.as_str(), |correction| correction.at.as_str());
    let today = state.now.to_zoned(state.zone.clone()).date();
    let is_newer = correction.is_some_and(|correction| {
        day(&link.checked).zip(day(&correction.at)).is_some_and(|(table, own)| table > own)
    });
    LinkNow {
        link,
        url: correction.map(|correction| correction.url.as_str()).or(link.url.as_deref()),
        correction,
        checked,
        age: age(checked, today),
        table: if is_newer { Table::Newer } else { Table::Older },
        said: Said::Here,
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// A day that cannot be read is no proof of a check.
fn age(checked: &str, today: Date) -> Age {
    let end = day(checked).and_then(|checked| checked.checked_add(1.year()).ok());
    if end.is_some_and(|end| today <= end) { Age::Fresh } else { Age::Stale }
}

/// Whether a URL may stand in the place of a page's, and how it is written then.
pub fn judge_correction(link: &Link, text: &str) -> Result<WebAddress, Refusal> {
    let judged = judge().judge_url(text.trim());
    let is_right = match (link.group, judged.verdict) {
        (LinkGroup::Door, Verdict::Japan) | (LinkGroup::SecondDoor, Verdict::JapanSecond) => true,
        (LinkGroup::Door | LinkGroup::SecondDoor, Verdict::Japan | Verdict::JapanSecond) => {
            return Err(Refusal::NotThisDoor);
        }
        (LinkGroup::Door | LinkGroup::SecondDoor, _) => false,
        (_, verdict) => {
            matches!(verdict, Verdict::Japan | Verdict::JapanSecond | Verdict::OtherAmazon)
        }
    };
    let address = if is_right { WebAddress::new(text.trim()) } else { None };
    address.ok_or_else(|| Refusal::Judged(Box::new(judged)))
}

/// Whether the operator may change a page's URL.
fn may_change(state: &State, link: &str) -> bool {
    link_now(state, link).is_some_and(|link| link.said == Said::Here)
}

pub(super) fn begin(state: &mut State, link: String) {
    if !may_change(state, &link) {
        return;
    }
    let text = link_now(state, &link).and_then(|link| link.url).unwrap_or_default().to_owned();
    state.dialog = Some(OpeningDialog::Correct { link, text, refused: None }.into());
}

pub(super) fn keep(state: &mut State, link: String, url: &str, now: Timestamp) -> Vec<Effect> {
    if !may_change(state, &link) {
        return Vec::new();
    }
    let Some(known) = state.model.knowledge().link(&link) else { return Vec::new() };
    let address = match judge_correction(known, url) {
        Ok(address) => address,
        Err(refusal) => {
            let text = url.to_owned();
            state.dialog = Some(OpeningDialog::Correct { link, text, refused: Some(refusal) }.into());
            return Vec::new();
        }
    };
    let is_the_tables = known.url.as_deref() == Some(address.as_str());
    let at = now.to_zoned(state.zone.clone()).date().to_string();
    let corrections = &mut state.settings.opening.corrections;
    corrections.retain(|correction| correction.link != link);
    if !is_the_tables {
        corrections.push(Correction { link, url: address.as_str().to_owned(), at });
    }
    state.dialog = None;
    toast(state, now, text::opening::CORRECTED);
    save_settings(state)
}

pub(super) fn reset(state: &mut State, link: &str, now: Timestamp) -> Vec<Effect> {
    if !may_change(state, link) {
        return Vec::new();
    }
    state.settings.opening.corrections.retain(|correction| correction.link != link);
    toast(state, now, text::opening::RESET_DONE);
    save_settings(state)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn a_check_is_good_for_a_year() {
        let today: Date = "2026-11-21".parse().unwrap();
        for (checked, expected) in [
            ("2026-11-21", Age::Fresh),
            ("2025-11-21", Age::Fresh),
            ("2025-11-20", Age::Stale),
            ("2027-01-01", Age::Fresh),
            ("", Age::Stale),
        ] {
            assert_eq!(age(checked, today), expected, "{checked}");
        }
        assert_eq!(age("2024-02-29", "2025-02-28".parse().unwrap()), Age::Fresh);
    }

    #[test]
    fn only_what_is_amazons_takes_a_pages_place() {
        let knowledge = Knowledge::embedded().unwrap();
        let judged = |id: &str, url: &str| judge_correction(knowledge.link(id).unwrap(), url);
        assert!(judged("door", " https://sellercentral.amazon.co.jp/home ").is_ok());
        assert_eq!(judged("door", "https://sellercentral-japan.amazon.com/"), Err(Refusal::NotThisDoor));
        assert!(judged("second_door", "https://sellercentral-japan.amazon.com/home").is_ok());
        assert!(judged("account_health", "https://sellercentral.amazon.co.jp/performance/new").is_ok());
        assert!(judged("aws_health", "https://health.aws.amazon.com/health/home").is_ok());
        for (id, url) in [
            ("door", "https://sellercentral.amazon.com/"),
            ("door", "http://sellercentral.amazon.co.jp/"),
            ("door", "sellercentral.amazon.co.jp"),
            ("account_health", "https://sellercentral.amazon.co.jp.example.com/"),
            ("account_health", "https://www.amazon.co.jp@example.com/"),
            ("account_health", "javascript:alert(1)"),
            ("account_health", ""),
        ] {
            assert!(matches!(judged(id, url), Err(Refusal::Judged(_))), "{id} {url}");
        }
    }
}
