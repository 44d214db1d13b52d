//! Dates as people and Excel in Japan write them.

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use unicode_normalization::UnicodeNormalization as _;

use crate::ui::text::time as words;

/// Day 0 of Excel's numbers: so that its leap day of 1900, which never was, does not matter from March 1900 on.
const DAY_0: Date = date(1899, 12, 30);
/// Numbers that are taken for days: from 1954 to 2119.
const DAYS: std::ops::Range<i32> = 20_000..80_000;
/// Years that are taken for such.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;
/// Longer than any date is written.
const LONGEST: usize = 40;

/// Reads `2026/4/1`, `2026-04-01`, `2026年4月1日(水)`, `20260401`, `令和8年4月1日`, `R8.4.1` or Excel's number of the day.
/// A time behind the day is left out. Without the year, or with two digits of it, it is no date.
pub(super) fn read(text: &str) -> Option<Date> {
    let text: String = text.nfkc().take(LONGEST + 1).collect::<String>().trim().to_lowercase();
    if text.chars().count() > LONGEST {
        return None;
    }
    let day = text.split(['(', ' ', 't']).next().unwrap_or_default();
    if let Some(day) = of_number(day) {
        return Some(day);
    }
    let eras = words::ERAS.iter().chain(&words::ERA_LETTERS);
    let in_era = eras.copied().find_map(|(era, before)| Some((day.strip_prefix(era)?, before)));
    if let Some((rest, before)) = in_era {
        let rest = rest.replace(words::FIRST_YEAR, "1");
        let (year, month, day) = parts(&rest).filter(|(year, ..)| *year > 0)?;
        return Date::new(before.checked_add(year)?, month, day).ok();
    }
    let (year, month, day) = parts(day)?;
    if YEARS.contains(&year) { Date::new(year, month, day).ok() } else { None }
}

/// `20260401`, or Excel's number of a day, perhaps with a time behind the point.
fn of_number(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: i32 = text.parse().ok()?;
        let (month, day) = (i8::try_from(number / 100 % 100).ok()?, i8::try_from(number % 100).ok()?);
        let year = i16::try_from(number / 10_000).ok().filter(|year| YEARS.contains(year))?;
        return Date::new(year, month, day).ok();
    }
    if text.matches('.').count() > 1 || whole.len() != 5 {
        return None;
    }
    let rest = text.get(whole.len()..)?.trim_start_matches('.');
    let number: i32 = whole.parse().ok().filter(|number| DAYS.contains(number))?;
    rest.bytes().all(|byte| byte.is_ascii_digit()).then(|| DAY_0.checked_add(number.days()).ok()).flatten()
}

/// Three numbers between marks.
fn parts(text: &str) -> Option<(i16, i8, i8)> {
    let text = text.trim();
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split(['/', '-', '.', '年', '月']).map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if ![year, month, day].iter().all(is_number) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_read_in_every_usual_form() {
        for text in [
            "2026/4/1",
            "2026/04/01",
            "2026-04-01",
            "2026.4.1",
            "２０２６／４／１",
            "2026年4月1日",
            "2026年4月1日(水)",
            "2026年04月01日（水）",
            "2026/4/1 0:00:00",
            "2026-04-01T00:00:00",
            "20260401",
            "46113",
            "46113.5",
            "令和8年4月1日",
            "令和８年４月１日",
            "R8.4.1",
            "r8/4/1",
            "Ｒ８．４．１",
            "平成38年4月1日",
            " 2026/4/1 ",
        ] {
            assert_eq!(read(text), Some(date(2026, 4, 1)), "{text}");
        }
        assert_eq!(read("令和元年5月1日"), Some(date(2019, 5, 1)));
        assert_eq!(read("昭和64年1月7日"), Some(date(1989, 1, 7)));
    }

    #[test]
    fn what_may_mean_another_day_is_none() {
        for text in [
            "",
            "4/1",
            "8/4/1",
            "26/4/1",
            "4/1/2026",
            "2026/13/1",
            "2026/2/30",
            "2026/4",
            "令和0年4月1日",
            "12345",
            "123456",
            "2026/4/1/2",
            "あした",
            "-5",
            "2026年",
            "1.2.3.4",
            "R",
            "99999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn every_day_comes_back(days in 20_000..80_000_i32) {
            let day = DAY_0.checked_add(days.days()).unwrap();
            prop_assert_eq!(read(&days.to_string()), Some(day));
            prop_assert_eq!(read(&day.strftime("%Y/%m/%d").to_string()), Some(day));
            prop_assert_eq!(read(&day.strftime("%Y%m%d").to_string()), Some(day));
        }
    }
}
