//! The secrets guard.

use crate::app::{GuardStage, NoteField, Section};
use crate::case::guard::{FactPart, Kind, Place, Why};
use crate::case::points_asked;

use super::note;

/// Blank what was found in a field.
pub const BLANK: &str = "伏せる";
/// What was found is blank now.
pub const BLANKED: &str = "見つかった文字を伏せました。";
/// What is between kinds or places.
const BETWEEN: &str = "、";

/// What something looks like.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Password => "パスワード",
        Kind::Otp => "確認コード",
        Kind::TotpSecret => "認証アプリの鍵",
        Kind::Card => "カード番号",
        Kind::Bank => "口座番号",
        Kind::MyNumber => "マイナンバー",
        Kind::ApiKey => "プログラム用の鍵",
        Kind::Cookie => "Cookieの値",
    }
}

/// Below a field in which something was found.
pub fn looks_like(kinds: &[Kind]) -> String {
    format!("{}のように見えます", joined(kinds))
}

/// Why it looks like that.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::Words => "前後の言葉から",
        Why::Shape => "文字の形から",
        Why::CheckDigit => "番号の検算が合うため",
    }
}

/// The title of the dialog.
pub fn title(stage: GuardStage) -> &'static str {
    match stage {
        GuardStage::Asked => "伏せたほうがよい文字があります",
        GuardStage::Sure => "伏せずに残してよいですか",
    }
}

/// What it means.
pub fn detail(stage: GuardStage) -> &'static str {
    match stage {
        GuardStage::Asked => {
            "パスワードやコードのように見える文字が、記録に入っています。保存すると、ファイルを開いた人が読めます。まだ保存していません。"
        }
        GuardStage::Sure => {
            "伏せずに残すと、記録を読める人は、だれでもこの文字を使えます。残したことは、経過に書き込みます（文字そのものは書きません）。"
        }
    }
}

/// Blank everything, and save.
pub const BLANK_ALL: &str = "すべて伏せて保存";
/// Back to the note.
pub const BACK: &str = "入力に戻る";

/// Leave it as it is.
pub fn keep(stage: GuardStage) -> &'static str {
    match stage {
        GuardStage::Asked => "このまま保存",
        GuardStage::Sure => "伏せずに保存する",
    }
}

/// What the list leaves out.
pub fn more(count: usize) -> String {
    format!("ほか {count} か所")
}

/// A text of the note, by the name that stands over it.
pub fn place(place: &Place) -> String {
    match place {
        Place::Title => note::label(NoteField::Title).to_owned(),
        Place::Shop => note::label(NoteField::Shop).to_owned(),
        Place::Person => note::label(NoteField::Person).to_owned(),
        Place::Affected => note::label(NoteField::Affected).to_owned(),
        Place::Role => note::label(NoteField::Role).to_owned(),
        Place::Email => note::EMAIL.to_owned(),
        Place::Message => note::MESSAGE.to_owned(),
        Place::Impact => note::label(NoteField::Impact).to_owned(),
        Place::AmazonCase => note::label(NoteField::AmazonCase).to_owned(),
        Place::Point(id) => {
            let point = points_asked().iter().find(|point| point.id == *id);
            point.map_or_else(|| super::points::TITLE.to_owned(), |point| point.label.clone())
        }
        Place::Fact(index, FactPart::Label) => {
            format!("{}（{}番目）の{}", note::section(Section::Facts), index + 1, note::FACT_LABEL)
        }
        Place::Fact(index, FactPart::Text) => {
            format!("{}（{}番目）", note::section(Section::Facts), index + 1)
        }
        Place::Entry(index) => format!("{}（{}行目）", note::section(Section::Timeline), index + 1),
        Place::EntryBy(index) => format!("{}（{}行目）の名前", note::section(Section::Timeline), index + 1),
        Place::Memo => note::label(NoteField::Memo).to_owned(),
        Place::Plan(index, part) => super::plan::place(*index, *part),
        Place::TickBy(index) => format!("チェックリストの{}番目のチェックの名前", index + 1),
        Place::Caption(index) => format!("画像の説明（{}番目）", index + 1),
        Place::OutcomeNote => super::dialogs::ENDING_NOTE.to_owned(),
    }
}

/// The line of the timeline about what was blanked: which sort, and where, never itself.
pub fn blanked_entry(kinds: &[Kind], places: &[&Place]) -> String {
    format!("{}のような文字を伏せました（{}）", joined(kinds), listed(places))
}

/// The line of the timeline about what was left on purpose.
pub fn kept_entry(kinds: &[Kind], places: &[&Place]) -> String {
    format!("{}のような文字を、確認のうえ伏せずに残しました（{}）", joined(kinds), listed(places))
}

fn joined(kinds: &[Kind]) -> String {
    kinds.iter().map(|one| kind(*one)).collect::<Vec<_>>().join(BETWEEN)
}

fn listed(places: &[&Place]) -> String {
    places.iter().map(|one| place(one)).collect::<Vec<_>>().join(BETWEEN)
}
