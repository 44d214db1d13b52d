//! The public holidays of Japan and the days on which offices work, from 2022 on.
//!
//! Source: 国民の祝日に関する法律 (Act No. 178 of 1948) as it stands since 2022; the equinoxes by the usual approximation of
//! the astronomical ones, which holds for 1980 to 2099.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 元日
    NewYear,
    /// 成人の日
    ComingOfAge,
    /// 建国記念の日
    Foundation,
    /// 天皇誕生日
    EmperorsBirthday,
    /// 春分の日
    VernalEquinox,
    /// 昭和の日
    Showa,
    /// 憲法記念日
    Constitution,
    /// みどりの日
    Greenery,
    /// こどもの日
    Children,
    /// 海の日
    Marine,
    /// 山の日
    Mountain,
    /// 敬老の日
    RespectForTheAged,
    /// 秋分の日
    AutumnalEquinox,
    /// スポーツの日
    Sports,
    /// 文化の日
    Culture,
    /// 勤労感謝の日
    LabourThanksgiving,
    /// 振替休日: instead of a holiday that falls on a Sunday.
    Substitute,
    /// 国民の休日: between two holidays.
    Between,
}

/// The first year whose holidays follow today's rules; two years before it were moved for the Olympic Games.
const FIRST_YEAR: i16 = 2022;

/// The holiday of a day.
pub fn holiday(day: Date) -> Option<Holiday> {
    if day.year() < FIRST_YEAR {
        return None;
    }
    named(day).or_else(|| is_substitute(day).then_some(Holiday::Substitute)).or_else(|| {
        let around = [day.yesterday().ok()?, day.tomorrow().ok()?];
        around.into_iter().all(|day| named(day).is_some()).then_some(Holiday::Between)
    })
}

/// Whether offices usually work: neither at the end of a week, nor on a holiday, nor from 29 December to 3 January.
pub fn is_business_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let year_end = matches!((day.month(), day.day()), (12, 29..) | (1, ..=3));
    !weekend && !year_end && holiday(day).is_none()
}

/// The first business day after a day.
pub fn next_business_day(day: Date) -> Date {
    // No run of free days is longer than two weeks.
    let later = (1..=14).filter_map(|days: i32| day.checked_add(days.days()).ok());
    later.into_iter().find(|day| is_business_day(*day)).unwrap_or(day)
}

fn named(day: Date) -> Option<Holiday> {
    let monday = day.weekday() == Weekday::Monday;
    // Which of its kind in the month, from 1.
    let nth = (day.day() - 1) / 7 + 1;
    match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (1, _) if monday && nth == 2 => Some(Holiday::ComingOfAge),
        (2, 11) => Some(Holiday::Foundation),
        (2, 23) => Some(Holiday::EmperorsBirthday),
        (3, date) if date == equinox(20_843_100, day.year()) => Some(Holiday::VernalEquinox),
        (4, 29) => Some(Holiday::Showa),
        (5, 3) => Some(Holiday::Constitution),
        (5, 4) => Some(Holiday::Greenery),
        (5, 5) => Some(Holiday::Children),
        (7, _) if monday && nth == 3 => Some(Holiday::Marine),
        (8, 11) => Some(Holiday::Mountain),
        (9, _) if monday && nth == 3 => Some(Holiday::RespectForTheAged),
        (9, date) if date == equinox(23_248_800, day.year()) => Some(Holiday::AutumnalEquinox),
        (10, _) if monday && nth == 2 => Some(Holiday::Sports),
        (11, 3) => Some(Holiday::Culture),
        (11, 23) => Some(Holiday::LabourThanksgiving),
        _ => None,
    }
}

/// The day of an equinox, from where it stood in 1980 in millionths of a day.
fn equinox(in_1980: i32, year: i16) -> i8 {
    let years = i32::from(year) - 1980;
    i8::try_from((in_1980 + 242_194 * years) / 1_000_000 - years / 4).unwrap_or_default()
}

/// Whether all days back to a holiday on a Sunday are holidays.
fn is_substitute(day: Date) -> bool {
    let mut before = day;
    while let Ok(earlier) = before.yesterday() {
        if named(earlier).is_none() {
            return false;
        }
        if earlier.weekday() == Weekday::Sunday {
            return true;
        }
        before = earlier;
    }
    false
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn of_year(year: i16) -> String {
        let mut day = date(year, 1, 1);
        let mut found = Vec::new();
        while day.year() == year {
            if holiday(day).is_some() {
                found.push(format!("{}/{}", day.month(), day.day()));
            }
            day = day.tomorrow().unwrap();
        }
        found.join(" ")
    }

    /// Source: the Cabinet Office's list of holidays (国民の祝日について), for 2025 to 2027.
    #[test]
    fn the_years_are_those_of_the_official_list() {
        for (year, days) in [
            (
                2025,
                "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24",
            ),
            (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"),
            (2027, "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23"),
        ] {
            assert_eq!(of_year(year), days);
        }
    }

    #[test]
    fn the_next_business_day_steps_over_weekends_holidays_and_the_turn_of_the_year() {
        assert_eq!(next_business_day(date(2026, 11, 20)), date(2026, 11, 24));
        assert_eq!(next_business_day(date(2026, 11, 24)), date(2026, 11, 25));
        assert_eq!(next_business_day(date(2026, 12, 28)), date(2027, 1, 4));
        assert_eq!(next_business_day(date(2026, 5, 1)), date(2026, 5, 7));
    }

    #[test]
    fn the_kinds_that_follow_from_others() {
        assert_eq!(holiday(date(2026, 9, 22)), Some(Holiday::Between));
        assert_eq!(holiday(date(2026, 5, 6)), Some(Holiday::Substitute));
        assert_eq!(holiday(date(2021, 7, 19)), None);
    }
}
