//! The names of the public holidays.

use crate::app::Holiday;

/// A holiday's name.
pub fn name(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "元日",
        Holiday::ComingOfAge => "成人の日",
        Holiday::Foundation => "建国記念の日",
        Holiday::EmperorsBirthday => "天皇誕生日",
        Holiday::VernalEquinox => "春分の日",
        Holiday::Showa => "昭和の日",
        Holiday::Constitution => "憲法記念日",
        Holiday::Greenery => "みどりの日",
        Holiday::Children => "こどもの日",
        Holiday::Marine => "海の日",
        Holiday::Mountain => "山の日",
        Holiday::RespectForTheAged => "敬老の日",
        Holiday::AutumnalEquinox => "秋分の日",
        Holiday::Sports => "スポーツの日",
        Holiday::Culture => "文化の日",
        Holiday::LabourThanksgiving => "勤労感謝の日",
        Holiday::Substitute => "振替休日",
        Holiday::Between => "国民の休日",
    }
}
