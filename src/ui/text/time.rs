//! Dates and times as they are shown.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

const WEEKDAYS: [&str; 7] = ["月", "火", "水", "木", "金", "土", "日"];

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
    let weekday = usize::try_from(at.weekday().to_monday_zero_offset())
        .ok()
        .and_then(|day| WEEKDAYS.get(day))
        .unwrap_or(&"");
    let zone = match at.time_zone().iana_name() {
        Some("Asia/Tokyo") => "日本時間".to_owned(),
        _ => format!("UTC{}", at.strftime("%:z")),
    };
    format!("{}({weekday}) {} {zone}", at.strftime("%Y年%-m月%-d日"), at.strftime("%-H:%M"))
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
