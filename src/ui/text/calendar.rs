//! Choosing a date and time.

use jiff::Zoned;
use jiff::civil::Date;

use crate::app::holiday;

use super::time;

/// The year before.
pub const YEAR_BACK: &str = "前の年";
/// The month before.
pub const MONTH_BACK: &str = "前の月";
/// The next month.
pub const MONTH_ON: &str = "次の月";
/// The next year.
pub const YEAR_ON: &str = "次の年";
/// Now.
pub const NOW: &str = "いま";
/// Today.
pub const TODAY: &str = "今日";
/// Yesterday.
pub const YESTERDAY: &str = "昨日";
/// No date.
pub const CLEAR: &str = "消す";
/// Done.
pub const CLOSE: &str = "閉じる";
/// The time of day.
pub const CLOCK: &str = "時刻";
/// An hour earlier.
pub const HOUR_BACK: &str = "1時間前にする";
/// An hour later.
pub const HOUR_ON: &str = "1時間後にする";
/// Five minutes earlier.
pub const MINUTES_BACK: &str = "5分前にする";
/// Five minutes later.
pub const MINUTES_ON: &str = "5分後にする";
/// What is typed is no date and time.
pub const UNREAD: &str = "日時として読めません。「11/21 8:55」「昨日 9時」のように入力してください。";
/// How a day is typed.
pub const DAY_HINT: &str = "例：2026/4/1、令和8年4月1日";
/// A typed text is no day.
pub const DAY_UNREAD: &str =
    "日付として読めません。「2026/4/1」「4/1」「令和8年4月1日」のように入力してください。";
/// Tomorrow morning.
pub const TOMORROW: &str = "明日 9:00";
/// The morning of the next day on which offices work.
pub const NEXT_BUSINESS_DAY: &str = "次の営業日 9:00";
/// In three days.
pub const IN_THREE_DAYS: &str = "3日後 9:00";

/// What opens the calendar of a field.
pub fn open(field: &str) -> String {
    format!("{field}をカレンダーから選ぶ")
}

/// A day as it is read out: `2026年11月23日(月) 勤労感謝の日`.
pub fn day(day: Date, today: Date) -> String {
    let mut name = time::day_in_full(day);
    if let Some(holiday) = holiday(day) {
        name.push(' ');
        name.push_str(super::holidays::name(holiday));
    }
    if day == today {
        name.push_str("（今日）");
    }
    name
}

/// What was understood of a typed text.
pub fn understood(at: &Zoned) -> String {
    format!("{} {}", time::era_year(at.date()), time::full(at))
}

/// The typed text says nothing; what was there before still stands.
pub fn still(at: &Zoned) -> String {
    format!("いまの記録は {} のままです。", time::full(at))
}

/// Two digits of a clock.
pub fn two_digits(number: i8) -> String {
    format!("{number:02}")
}
