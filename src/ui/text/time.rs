//! Dates and times as they are shown.

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The zone of Japan.
pub const JAPAN: &str = "日本時間";
/// Words for a day, and how many days from today it is; a word that holds another one comes before it.
pub const DAY_WORDS: [(&str, i32); 12] = [
    ("一昨日", -2),
    ("おととい", -2),
    ("明後日", 2),
    ("あさって", 2),
    ("昨日", -1),
    ("きのう", -1),
    ("明日", 1),
    ("あした", 1),
    ("あす", 1),
    ("今日", 0),
    ("きょう", 0),
    ("本日", 0),
];
/// Words for a part of the day.
pub const HALF_DAYS: [(&str, HalfDay); 7] = [
    ("午前", HalfDay::Morning),
    ("朝", HalfDay::Morning),
    ("午後", HalfDay::Afternoon),
    ("夕方", HalfDay::Afternoon),
    ("夜", HalfDay::Evening),
    ("am", HalfDay::Morning),
    ("pm", HalfDay::Afternoon),
];
/// Eras, and the year before their first.
pub const ERAS: [(&str, i16); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];
/// The same by the letter that forms print, in lower case.
pub const ERA_LETTERS: [(&str, i16); 3] = [("r", 2018), ("h", 1988), ("s", 1925)];
/// The first year of an era.
pub const FIRST_YEAR: &str = "元";
/// Half past an hour, and what it stands for.
pub const HALF: &str = "半";
/// Thirty minutes.
pub const HALF_HOUR: &str = "30分";
/// Marks of a date and time, between its numbers.
pub const MARKS: &str = "年月日時分秒/-.:t ,、　";
/// Units of a span, in minutes.
pub const SPANS: [(&str, i64); 3] = [("時間", 60), ("分", 1), ("日", 24 * 60)];
/// What may stand in a date and time without changing it. A day of the week says nothing where the date stands too.
pub const FILLERS: [&str; 20] = [
    "(月)",
    "(火)",
    "(水)",
    "(木)",
    "(金)",
    "(土)",
    "(日)",
    "日月曜日",
    "日火曜日",
    "日水曜日",
    "日木曜日",
    "日金曜日",
    "日土曜日",
    "日日曜日",
    "頃",
    "ごろ",
    "ころ",
    "から",
    "の",
    "に",
];

const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];
/// The days of a week, Sunday first, as Japanese calendars have them.
pub const WEEK: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HalfDay {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// Late: twelve o'clock would be midnight.
    Evening,
}

/// The time of day, with the date where it is not today's: `11/20 9:42`.
pub fn clock_on(at: Timestamp, today: Timestamp, zone: &TimeZone) -> String {
    let (at, today) = (at.to_zoned(zone.clone()), today.to_zoned(zone.clone()));
    let format = if at.date() == today.date() { "%-H:%M" } else { "%-m/%-d %-H:%M" };
    at.strftime(format).to_string()
}

/// The day, with the year where it is not this one: `11/20`, `2025/3/2`; today in words.
pub fn day_on(at: Timestamp, today: Timestamp, zone: &TimeZone) -> String {
    let (at, today) = (at.to_zoned(zone.clone()), today.to_zoned(zone.clone()));
    if at.date() == today.date() {
        return "今日".to_owned();
    }
    let format = if at.year() == today.year() { "%-m/%-d" } else { "%Y/%-m/%-d" };
    at.strftime(format).to_string()
}

/// A date and time in full: `2026年11月21日(土) 8:55 日本時間`.
pub fn full(at: &Zoned) -> String {
    let zone = match at.time_zone().iana_name() {
        Some("Asia/Tokyo") => JAPAN.to_owned(),
        _ => format!("UTC{}", at.strftime("%:z")),
    };
    format!("{} {} {zone}", day_in_full(at.date()), at.strftime("%-H:%M"))
}

/// A day in full: `2026年11月21日(土)`.
pub fn day_in_full(day: Date) -> String {
    format!("{}({})", day.strftime("%Y年%-m月%-d日"), weekday(day.weekday()))
}

/// A date and time as short as it can be told: `11/24(火) 9:00`, with the year where it is not this one.
pub fn short(at: &Zoned, today: Timestamp) -> String {
    let this_year = today.to_zoned(at.time_zone().clone()).year() == at.year();
    let day = at.strftime(if this_year { "%-m/%-d" } else { "%Y/%-m/%-d" });
    format!("{day}({}) {}", weekday(at.weekday()), at.strftime("%-H:%M"))
}

/// A year of an era: `令和8年`; empty for days before 昭和.
pub fn era_year(day: Date) -> String {
    let eras = [
        ("令和", date(2019, 5, 1), 2018),
        ("平成", date(1989, 1, 8), 1988),
        ("昭和", date(1926, 12, 25), 1925),
    ];
    match eras.into_iter().find(|(_, first, _)| day >= *first) {
        Some((era, _, before)) if day.year() - before == 1 => format!("{era}元年"),
        Some((era, _, before)) => format!("{era}{}年", day.year() - before),
        None => String::new(),
    }
}

/// A month with its year in both ways of counting: `2026年11月（令和8年）`.
pub fn month(first: Date) -> String {
    let month = first.strftime("%Y年%-m月");
    match era_year(first).as_str() {
        "" => month.to_string(),
        era => format!("{month}（{era}）"),
    }
}

fn weekday(day: Weekday) -> &'static str {
    usize::try_from(day.to_monday_zero_offset())
        .ok()
        .and_then(|day| WEEKDAYS.get(day))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_full_names_day_and_zone() {
        let tokyo: Zoned = "2026-11-21T08:55[Asia/Tokyo]".parse().unwrap();
        assert_eq!(full(&tokyo), "2026年11月21日(土) 8:55 日本時間");
        let utc: Zoned = "2026-11-23T08:05[UTC]".parse().unwrap();
        assert_eq!(full(&utc), "2026年11月23日(月) 8:05 UTC+00:00");
    }

    #[test]
    fn years_of_eras() {
        for (day, era) in [
            (date(2026, 11, 21), "令和8年"),
            (date(2019, 5, 1), "令和元年"),
            (date(2019, 4, 30), "平成31年"),
            (date(1989, 1, 8), "平成元年"),
            (date(1989, 1, 7), "昭和64年"),
            (date(1926, 12, 24), ""),
        ] {
            assert_eq!(era_year(day), era);
        }
        assert_eq!(month(date(2026, 11, 1)), "2026年11月（令和8年）");
    }

    #[test]
    fn a_short_date_names_the_year_only_where_it_is_another() {
        let at: Zoned = "2026-11-24T09:00[Asia/Tokyo]".parse().unwrap();
        assert_eq!(short(&at, at.timestamp()), "11/24(火) 9:00");
        assert_eq!(short(&at, "2025-11-24T00:00:00Z".parse().unwrap()), "2026/11/24(火) 9:00");
    }

    #[test]
    fn a_day_names_the_year_only_where_it_is_another() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let day = |at: &str| day_on(at.parse().unwrap(), "2026-11-21T00:42:00Z".parse().unwrap(), &zone);
        assert_eq!(day("2026-11-20T16:00:00Z"), "今日");
        assert_eq!(day("2026-11-20T00:00:00Z"), "11/20");
        assert_eq!(day("2025-03-02T00:00:00Z"), "2025/3/2");
    }

    #[test]
    fn another_day_shows_its_date() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let at: Timestamp = "2026-11-20T00:42:00Z".parse().unwrap();
        let today: Timestamp = "2026-11-21T00:42:00Z".parse().unwrap();
        assert_eq!(clock_on(at, today, &zone), "11/20 9:42");
        assert_eq!(clock_on(at, at, &zone), "9:42");
    }
}
