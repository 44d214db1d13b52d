//! A date and time as people type it.

use jiff::civil::{self, Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, ToSpan as _, Zoned};
use unicode_normalization::UnicodeNormalization as _;

use crate::ui::text::time as words;

/// Which year or day is meant where none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// The last one: when something happened.
    Past,
    /// The next one: when something is to happen.
    Future,
}

/// What a year in two digits adds up to; smaller ones may be a year of an era.
const SHORT_YEARS: std::ops::Range<i16> = 20..100;

/// Reads `2026-11-21 8:55`, `2026年11月21日(土) 8時55分`, `令和8年11月21日 午前9時`, `11/21 8:55`, `昨日 9時半`, `8:55` or
/// `30分前`, in half or full width, in the zone of `today` unless another one is named. None where it is no date and time,
/// or where a word stands in it that is not understood: half a meaning is worse than none.
pub(super) fn parse(text: &str, today: &Zoned, lean: Lean) -> Option<Zoned> {
    let mut text = text.nfkc().collect::<String>().to_lowercase();
    let today = match take_zone(&mut text) {
        Zone::Unnamed => today.clone(),
        Zone::Named(zone) => today.with_time_zone(zone),
        Zone::Senseless => return None,
    };
    if let Some(at) = ago(&text, &today) {
        return Some(to_minute(&at));
    }
    let day = take_word(&mut text, &words::DAY_WORDS);
    let half = take_word(&mut text, &words::HALF_DAYS);
    let era = take_era(&mut text);
    for filler in words::FILLERS {
        text = text.replace(filler, " ");
    }
    text = text.replace(words::HALF, words::HALF_HOUR);
    if text.chars().any(|c| !c.is_ascii_digit() && !words::MARKS.contains(c)) {
        return None;
    }
    let numbers = numbers(&text)?;
    let (date, time) = split(&text, &numbers)?;
    let time = clock(time, half)?;
    let date_of = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let at = match (date, day, era) {
        ([year, month, day], None, era) => date_of(full_year(*year, era)?, *month, *day)?.to_datetime(time),
        ([month, day], None, None) => nearest_year(date_of(today.year(), *month, *day)?, time, &today, lean)?,
        ([], Some(days), None) => today.date().checked_add(days.days()).ok()?.to_datetime(time),
        ([], None, None) => nearest_day(time, &today, lean)?,
        _ => return None,
    };
    at.to_zoned(today.time_zone().clone()).ok()
}

/// Reads a day as [`parse`] does, without a time.
pub(super) fn parse_day(text: &str, today: &Zoned, lean: Lean) -> Option<Date> {
    let plain: String = text.nfkc().collect();
    if plain.contains([':', '時', '分']) {
        return None;
    }
    parse(&format!("{plain} 0:00"), today, lean).map(|at| at.date())
}

/// Without seconds.
pub(super) fn to_minute(at: &Zoned) -> Zoned {
    at.with().second(0).subsec_nanosecond(0).build().unwrap_or_else(|_| at.clone())
}

/// The zone of a typed time.
enum Zone {
    Unnamed,
    Named(TimeZone),
    Senseless,
}

/// The zone that the text names, taken out of it: that of Japan, or a distance to UTC.
fn take_zone(text: &mut String) -> Zone {
    const JAPAN: i8 = 9;
    if let Some(at) = text.find(words::JAPAN) {
        text.replace_range(at..at + words::JAPAN.len(), " ");
        let fixed = || TimeZone::fixed(Offset::constant(JAPAN));
        return Zone::Named(TimeZone::get("Asia/Tokyo").unwrap_or_else(|_| fixed()));
    }
    let Some((before, offset)) = text.split_once("utc") else {
        return Zone::Unnamed;
    };
    match offset_of(offset) {
        Some(offset) => {
            *text = before.to_owned();
            Zone::Named(TimeZone::fixed(offset))
        }
        None => Zone::Senseless,
    }
}

/// `+09:00`
fn offset_of(text: &str) -> Option<Offset> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let sign = if hours.starts_with('-') { -1 } else { 1 };
    let hours: i32 = hours.trim_start_matches(['+', '-']).parse().ok()?;
    let minutes: i32 = minutes.parse().ok()?;
    Offset::from_seconds(sign * (hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?)).ok()
}

/// `30分前`, `2時間前`, `10分後`.
fn ago(text: &str, today: &Zoned) -> Option<Zoned> {
    let text = text.trim();
    let (number, sign) = match (text.strip_suffix('前'), text.strip_suffix('後')) {
        (Some(number), _) => (number, -1),
        (None, Some(number)) => (number, 1),
        (None, None) => return None,
    };
    let (unit, minutes) = words::SPANS.into_iter().find(|(unit, _)| number.ends_with(unit))?;
    let number: i64 = number.strip_suffix(unit)?.trim().parse().ok()?;
    let minutes = number.checked_mul(minutes)?.checked_mul(sign)?;
    today.checked_add(SignedDuration::from_mins(minutes)).ok()
}

/// The meaning of the first word of the table that stands in the text, which loses it.
fn take_word<T: Copy>(text: &mut String, table: &[(&str, T)]) -> Option<T> {
    let (at, word, meaning) =
        table.iter().find_map(|(word, meaning)| text.find(word).map(|at| (at, *word, *meaning)))?;
    text.replace_range(at..at + word.len(), " ");
    Some(meaning)
}

/// The year before the first of an era: `令和8年`, `R8.11.21`, `平成元年`.
fn take_era(text: &mut String) -> Option<i16> {
    if let Some(before) = take_word(text, &words::ERAS) {
        *text = text.replace(words::FIRST_YEAR, "1");
        return Some(before);
    }
    let trimmed = text.trim_start();
    let (letter, rest) = (trimmed.get(..1)?, trimmed.get(1..)?);
    let before = words::ERA_LETTERS.into_iter().find(|(known, _)| *known == letter)?.1;
    let rest = rest.starts_with(|c: char| c.is_ascii_digit()).then(|| rest.to_owned())?;
    *text = rest;
    Some(before)
}

fn numbers(text: &str) -> Option<Vec<i16>> {
    let groups = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    groups.map(|group| group.parse().ok()).collect()
}

/// The numbers of the date and those of the time. `9時` has no minutes, and seconds say nothing here.
fn split<'n>(text: &str, numbers: &'n [i16]) -> Option<(&'n [i16], &'n [i16])> {
    let digit = |c: char| c.is_ascii_digit();
    if text.matches('時').count() > 1 {
        return None;
    }
    let after_hour = text.split_once('時').map(|(_, after)| after.contains(digit));
    let has_minutes = after_hour.unwrap_or_else(|| text.contains(':') || numbers.len() > 3);
    let is_time = after_hour.is_some() || has_minutes;
    let seconds = usize::from(numbers.len() == 6 && has_minutes);
    let parts = if has_minutes { 2 + seconds } else { 1 };
    let at = numbers.len().checked_sub(parts)?;
    is_time.then(|| numbers.split_at_checked(at)).flatten()
}

fn clock(time: &[i16], half: Option<words::HalfDay>) -> Option<civil::Time> {
    let (hour, minute) = match *time {
        [hour] => (hour, 0),
        [hour, minute] => (hour, minute),
        [hour, minute, second] if (0..60).contains(&second) => (hour, minute),
        _ => return None,
    };
    let hour = match (half, hour) {
        // Noon to some, midnight to others.
        (Some(words::HalfDay::Morning | words::HalfDay::Evening), 12)
        | (Some(words::HalfDay::Morning), 13..) => return None,
        (Some(words::HalfDay::Afternoon | words::HalfDay::Evening), 0..12) => hour + 12,
        _ => hour,
    };
    civil::Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
}

fn full_year(year: i16, era: Option<i16>) -> Option<i16> {
    match era {
        Some(before) => (1..100).contains(&year).then(|| before + year),
        None if SHORT_YEARS.contains(&year) => Some(2000 + year),
        None => (year >= 1900).then_some(year),
    }
}

/// Around the turn of a year, the year is not this one.
fn nearest_year(date: Date, time: civil::Time, today: &Zoned, lean: Lean) -> Option<DateTime> {
    let other = match lean {
        Lean::Past if date > today.date() => -1,
        Lean::Future if date < today.date() => 1,
        _ => 0,
    };
    Some(date.checked_add(other.years()).ok()?.to_datetime(time))
}

/// What has happened happened before now, and what is to come comes after.
fn nearest_day(time: civil::Time, today: &Zoned, lean: Lean) -> Option<DateTime> {
    let days = match lean {
        Lean::Past if time > today.time() => -1,
        Lean::Future if time < today.time() => 1,
        _ => 0,
    };
    Some(today.date().checked_add(days.days()).ok()?.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_on(text: &str, today: &str, lean: Lean) -> Option<String> {
        let today: Zoned = today.parse().unwrap();
        parse(text, &today, lean).map(|at| at.strftime("%Y-%m-%d %H:%M %Z").to_string())
    }

    fn read(text: &str) -> Option<String> {
        read_on(text, "2026-11-22T10:00:30[Asia/Tokyo]", Lean::Past)
    }

    #[test]
    fn dates_as_people_type_them() {
        for text in [
            "2026-11-21 8:55",
            "2026-11-21T08:55",
            "2026-11-21 8:55:12",
            "2026年11月21日(土) 8時55分",
            "2026年11月21日(土) 8:55 日本時間",
            "2026年11月21日土曜日 8時55分頃",
            "令和8年11月21日 8:55",
            "令和８年１１月２１日（土）午前８時５５分",
            "R8.11.21 8:55",
            "26/11/21 8:55",
            "11/21 8:55",
            "11月21日 8時55分",
            "１１／２１　８：５５",
            "昨日 8:55",
            "きのうの8時55分ごろ",
            "昨日 午前8時55分",
            "2026-11-21 2:55 UTC+03:00",
        ] {
            let at = read(text).unwrap_or_else(|| panic!("{text} is not read"));
            let same_moment = text.contains("UTC") && at.starts_with("2026-11-21 02:55");
            assert!(at == "2026-11-21 08:55 JST" || same_moment, "{text}: {at}");
        }
        for (text, at) in [
            ("8:55", "2026-11-22 08:55 JST"),
            ("9時", "2026-11-22 09:00 JST"),
            ("9時半", "2026-11-22 09:30 JST"),
            ("今日 午後3時", "2026-11-22 15:00 JST"),
            ("夜8時", "2026-11-21 20:00 JST"),
            ("朝9時", "2026-11-22 09:00 JST"),
            ("一昨日 18時", "2026-11-20 18:00 JST"),
            ("11/20 9時", "2026-11-20 09:00 JST"),
            ("2026/11/20 9時", "2026-11-20 09:00 JST"),
            ("令和元年5月1日 0:00", "2019-05-01 00:00 JST"),
            ("平成31年4月30日 23:59", "2019-04-30 23:59 JST"),
            ("30分前", "2026-11-22 09:30 JST"),
            ("2時間前", "2026-11-22 08:00 JST"),
            ("3日後", "2026-11-25 10:00 JST"),
        ] {
            assert_eq!(read(text).as_deref(), Some(at), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "今朝",
            "2026-13-01 8:00",
            "11/21",
            "25:00",
            "99999999999 1",
            "2026-11-21 8:55:12 9",
            "昨日",
            "月曜 9:00",
            "来週 9:00",
            "12 9:00",
            "午前12時",
            "午前15時",
            "夜12時",
            "昨日 11/21 8:55",
            "8/11/21 8:55",
            "令和100年1月1日 0:00",
            "2026-11-21 8:55 UTC+99:00",
            "2026-11-21 8:55 UTC",
            "前",
            "分前",
            "2026-02-30 8:00",
            "8:55 9:00 9:05",
            "9時 10時",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_nearest() {
        let new_year = "2027-01-05T10:00[Asia/Tokyo]";
        assert_eq!(read_on("12/28 9:00", new_year, Lean::Past).as_deref(), Some("2026-12-28 09:00 JST"));
        assert_eq!(read_on("1/5 23:00", new_year, Lean::Past).as_deref(), Some("2027-01-05 23:00 JST"));
        let december = "2026-12-28T10:00[Asia/Tokyo]";
        assert_eq!(read_on("1/5 9:00", december, Lean::Future).as_deref(), Some("2027-01-05 09:00 JST"));
        assert_eq!(read_on("12/29 9:00", december, Lean::Future).as_deref(), Some("2026-12-29 09:00 JST"));
        assert_eq!(read_on("9:00", december, Lean::Future).as_deref(), Some("2026-12-29 09:00 JST"));
        assert_eq!(read_on("11:00", december, Lean::Future).as_deref(), Some("2026-12-28 11:00 JST"));
    }

    #[test]
    fn what_the_window_shows_is_read_as_the_same() {
        for at in [
            "2026-11-21T08:55[Asia/Tokyo]",
            "2026-01-01T00:00[Europe/Berlin]",
            "2026-07-01T23:59[America/New_York]",
        ] {
            let at: Zoned = at.parse().unwrap();
            let today: Zoned = "2026-11-22T10:00[UTC]".parse().unwrap();
            let read = parse(&words::full(&at), &today, Lean::Past).unwrap();
            assert_eq!(read.timestamp(), at.timestamp(), "{}", words::full(&at));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9年月日時分前後/:. 令和昨午半r(土)utc+-]{0,24}", free in "\\PC{0,24}") {
            let today: Zoned = "2026-11-22T10:00[Asia/Tokyo]".parse().unwrap();
            for text in [text, free] {
                for lean in [Lean::Past, Lean::Future] {
                    parse(&text, &today, lean);
                }
            }
        }

        #[test]
        fn every_minute_is_read_as_it_is_shown(minutes in 0_i64..60 * 24 * 365 * 40) {
            let start: Zoned = "2000-01-01T00:00[Asia/Tokyo]".parse().unwrap();
            let at = start.checked_add(SignedDuration::from_mins(minutes)).unwrap();
            prop_assert_eq!(parse(&words::full(&at), &start, Lean::Past), Some(at));
        }
    }
}
