//! A date and time as people type it.

use jiff::Zoned;
use jiff::civil;
use unicode_normalization::UnicodeNormalization as _;

/// Reads `2026-11-21 8:55`, `2026年11月21日 8時55分`, `11/21 8:55` (this year) or `8:55` (today), in half or full
/// width, in the zone of `today`. None where it is no date and time.
pub(super) fn parse(text: &str, today: &Zoned) -> Option<Zoned> {
    let text: String = text.nfkc().collect();
    let mut numbers = Vec::new();
    for group in text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()) {
        numbers.push(group.parse::<i16>().ok()?);
    }
    let (year, month, day, hour, minute) = match *numbers.as_slice() {
        [year, month, day, hour, minute] => (year, month, day, hour, minute),
        [month, day, hour, minute] => (today.year(), month, day, hour, minute),
        [hour, minute] if text.contains([':', '時']) => {
            (today.year(), i16::from(today.month()), i16::from(today.day()), hour, minute)
        }
        _ => return None,
    };
    let small = |number: i16| i8::try_from(number).ok();
    let date = civil::Date::new(year, small(month)?, small(day)?).ok()?;
    let time = civil::Time::new(small(hour)?, small(minute)?, 0, 0).ok()?;
    date.to_datetime(time).to_zoned(today.time_zone().clone()).ok()
}

/// Without seconds.
pub(super) fn to_minute(at: &Zoned) -> Zoned {
    at.with().second(0).subsec_nanosecond(0).build().unwrap_or_else(|_| at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let today: Zoned = "2026-11-22T10:00[Asia/Tokyo]".parse().unwrap();
        parse(text, &today).map(|at| at.strftime("%Y-%m-%d %H:%M %Z").to_string())
    }

    #[test]
    fn dates_as_people_type_them() {
        for text in ["2026-11-21 8:55", "2026年11月21日(土) 8時55分", "11/21 8:55", "１１／２１　８：５５"]
        {
            assert_eq!(read(text).as_deref(), Some("2026-11-21 08:55 JST"), "{text}");
        }
        assert_eq!(read("8:55").as_deref(), Some("2026-11-22 08:55 JST"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "今朝", "2026-13-01 8:00", "11/21", "25:00", "99999999999 1", "2026-11-21 8:55:12 9"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
