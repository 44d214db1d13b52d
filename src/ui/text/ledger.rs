//! The page 体制: the access ledger in the window.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::app::{Handout, LedgerTab, ListOf, PartKind, Right};
use crate::case::{LoadError, SaveError};
use crate::knowledge::Severity;
use crate::ledger::Ledger;
use crate::ledger::guard::Place;
use crate::ledger::rules::Verdict;

use super::errors::{self, Sentence};
use super::ledger_words as words;

mod parts;
mod tables;
mod what_if;

pub use parts::part;
pub use tables::*;
pub use what_if::*;

/// The page.
pub const TITLE: &str = "体制";
/// What the page is for.
pub const SUBTITLE: &str =
    "だれが、どの店舗に、どの手段で入れるかの台帳です。パスワードやコードは書きません。";
/// Save the ledger.
pub const SAVE: &str = "台帳を保存する";
/// Nothing there yet.
pub const BLANK: &str = "まだ何も書かれていません";
/// Take back.
pub const UNDO: &str = "元に戻す";
/// Do again.
pub const REDO: &str = "やり直す";
/// The menu of what comes in and goes out.
pub const TABLES: &str = "取り込み・書き出し";
/// Bring a spreadsheet in.
pub const IMPORT: &str = "表（CSV）から取り込む";
/// It may only be looked at.
pub const ONLY_TO_READ: &str = "この台帳は閲覧のみです。";
/// The file of the year's checks.
pub const CALENDAR_FILE: &str = "体制の点検予定.ics";
/// A task was written down.
pub const PLANNED: &str = "体制の「点検」に加えました。";

/// Nothing is in the ledger.
pub const EMPTY: &str = "体制の台帳を作りましょう";
/// Why.
pub const EMPTY_DETAIL: &str =
    "1人しか入れない、予備の手段がない、といった弱い所が見えるようになります。次のどちらかから始められます。";
/// One way to begin.
pub const BEGIN_TABLE: &str = "表（CSV）から取り込む";
/// The other.
pub const BEGIN_QUESTIONS: &str = "4つの質問に答えて作る";
/// The four questions, in order, with what each begins.
pub const QUESTIONS: [(&str, &str, PartKind); 4] = [
    ("1. 店舗はどれですか", "店舗を書く", PartKind::Shop),
    ("2. だれが使っていますか", "人を書く", PartKind::Person),
    ("3. コードはどの端末に届きますか", "端末を書く", PartKind::Device),
    ("4. だれがどのログインで入りますか", "ログインを書く", PartKind::Login),
];
/// Back to them.
pub const NEXT_QUESTION: &str = "次の質問へ進む";
/// A question is answered.
pub const ANSWERED: &str = "記入ずみ";

/// What to do next.
pub const NEXT: &str = "次にやること";
/// Nothing to do.
pub const NOTHING_NEXT: &str = "台帳に書かれている範囲では、直す所は見つかっていません。";
/// How it stands by each rule.
pub const SCORE: &str = "決まりごとの状態";
/// What the words mean.
pub const SCORE_DETAIL: &str = "「未確認」は、台帳に書かれていないため分からないという意味です。";
/// Checks that come up.
pub const UPCOMING: &str = "近い点検";
/// None.
pub const NO_UPCOMING: &str = "予定日のある点検はありません。";
/// What others wrote in the same place.
pub const KEPT: &str = "ほかの人が同じ所に書いた内容";

/// Nothing in the list.
pub const LIST_EMPTY: &str = "まだありません。";
/// Choose one.
pub const CHOOSE: &str = "左の一覧から選ぶか、新しく加えてください。";
/// Take out.
pub const REMOVE: &str = "台帳から外す";
/// Not said.
pub const UNSAID: &str = "未記入";
/// No name yet.
pub const NAMELESS: &str = "（名前なし）";
/// Nothing chosen.
pub const NOBODY: &str = "選ばない";
/// Narrows the choice.
pub const FILTER: &str = "絞り込む";
/// What is below the fields of a login.
pub const ROLES: &str = "店舗ごとの権限";
/// Methods of a login.
pub const METHODS: &str = "2段階認証の手段";
/// Helpers of a login.
pub const RECOVERIES: &str = "入れなくなったときに助けられる人";
/// What that means.
pub const RECOVERIES_DETAIL: &str = "削除して招待し直せる管理者や、登録メールを受け取れる人です。";
/// No right in an area.
pub const NO_RIGHT: &str = "なし";
/// Rules that speak of the part.
pub const ABOUT_THIS: &str = "気を付けること";
/// The safe order of leaving.
pub const SAFE_ORDER: &str =
    "順番：後任を加える → 後任が入れることを確かめる → 2段階認証を移す → 前任者を外す";

/// Titles of the tabs.
pub fn tab(tab: LedgerTab) -> &'static str {
    match tab {
        LedgerTab::Overview => "概要",
        LedgerTab::WhatIf => WHAT_IF,
        LedgerTab::List(list) => self::list(list),
    }
}

/// A list.
pub fn list(list: ListOf) -> &'static str {
    match list {
        ListOf::People => "人",
        ListOf::Devices => "端末",
        ListOf::Shops => "店舗",
        ListOf::Logins => "ログイン",
        ListOf::Partners => "外部の会社",
        ListOf::Contacts => "緊急の連絡先",
        ListOf::Changes => "権限の記録",
        ListOf::Reviews => "点検",
        ListOf::Departures => "退職・異動",
    }
}

/// A list and how much is in it.
pub fn counted(name: &str, count: usize) -> String {
    if count == 0 { name.to_owned() } else { format!("{name} {count}") }
}

/// Add a part.
pub fn add(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Person => "人を加える",
        PartKind::Device => "端末を加える",
        PartKind::Shop => "店舗を加える",
        PartKind::Login => "ログインを加える",
        PartKind::Role => "店舗の権限を加える",
        PartKind::Method => "手段を加える",
        PartKind::Recovery => "助けられる人を加える",
        PartKind::Partner => "外部の会社を加える",
        PartKind::Contact => "連絡先を加える",
        PartKind::Change => "権限の変更を書く",
        PartKind::Review => "点検を加える",
        PartKind::Departure => "退職・異動を加える",
    }
}

/// What stands in an empty text field.
pub fn hint(kind: PartKind, field: &str) -> &'static str {
    match (kind, field) {
        (PartKind::Person, "name") => "例：山田 花子",
        (PartKind::Person, "post") => "例：EC運用課",
        (PartKind::Device, "name") => "例：EC課の会社スマホ",
        (PartKind::Shop, "name") => "例：サンプル商店",
        (PartKind::Shop, "marketplace") => "日本なら空のままにします",
        (PartKind::Login, "name") => "例：管理者（山田）",
        (PartKind::Login, "email") => "入力欄を離れると伏せた形になります",
        (_, "number") => "例：78",
        (PartKind::Contact, "duty") => "例：管理者として権限を直す",
        (PartKind::Contact, "reach") => "例：社内の内線表を見る",
        (PartKind::Contact, "order") => "例：1",
        (PartKind::Change, "right") => "例：注文の変更",
        (PartKind::Review, "every") => "例：3（1回だけなら0）",
        _ => "",
    }
}

/// One of several of the same name, such as `人を選ぶ：使う人`.
pub fn choose_for(field: &str) -> String {
    format!("{field}を選ぶ")
}

/// Leave out one of several.
pub fn leave_out(name: &str) -> String {
    format!("{name}を除く")
}

/// Remove a role, method or helper.
pub fn remove_part(name: &str) -> String {
    format!("{name}を削除")
}

/// A day, short.
pub fn day(day: Date) -> String {
    format!("{}/{}/{}", day.year(), day.month(), day.day())
}

/// How the ledger stands by a rule.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Open => "要対応",
        Verdict::Unknown => "未確認",
        Verdict::Passed => "できています",
    }
}

/// How many rules stand how.
pub fn score(open: usize, unknown: usize, passed: usize) -> String {
    format!("要対応 {open}・未確認 {unknown}・できています {passed}")
}

/// How much something matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "急ぎ",
        Severity::Medium => "早めに",
        Severity::Low => "できるときに",
    }
}

/// Show what a rule speaks of.
pub fn show(name: &str) -> String {
    format!("{name}を見る")
}

/// Who is an administrator, in the checklist.
pub fn admins(names: &[String]) -> String {
    format!("台帳の管理者：{}", names.join("、"))
}

/// The ledger knows no administrator.
pub const NO_ADMINS: &str = "台帳に、管理者として書かれた人がいません。";

/// Who has a backup method, in the checklist.
pub fn backups(names: &[String]) -> String {
    format!("台帳で予備の手段がある人：{}", names.join("、"))
}

/// The ledger knows nobody with a backup method.
pub const NO_BACKUPS: &str = "台帳に、予備の手段がある人がいません。";

/// Where a secret was found.
pub fn secret_place(ledger: &Ledger, place: &Place) -> String {
    words::place(ledger.name(&place.id), place.field)
}

/// The ledger holds what looks like a secret.
pub const SECRETS: &str = "パスワードやコードのような文字があるため、まだ保存していません";
/// Blank it.
pub const BLANK_AND_SAVE: &str = "伏せて保存する";
/// Back.
pub const DISMISS: &str = "閉じる";
/// It cannot be changed.
pub fn read_only(right: Right) -> (&'static str, &'static str) {
    super::keeping::read_only(right)
}

/// Others' changes came in.
pub fn came_in(taken: usize, both: usize) -> String {
    super::keeping::came_in(taken, both)
}

/// The file is gone.
pub const GONE: &str = "台帳のファイルが見つかりません。保存し直せます";
/// It was changed by hand.
pub const BY_HAND: &str = "台帳のファイルが、保存したあとで書き換えられています";
/// What to do.
pub const BY_HAND_DETAIL: &str = "内容を確かめてください。保存すると、この案内は消えます。";
/// Something was not saved last time.
pub const RECOVERED: &str = "前回、保存されなかった台帳の入力があります";
/// Take it back.
pub const RESTORE: &str = "台帳に戻す";
/// Or not.
pub const FORGET: &str = "控えを消す";
/// It is being read.
pub const READING: &str = "台帳を読んでいます";
/// There is an earlier state.
pub fn use_earlier(at: &str) -> String {
    format!("{at} の台帳を使う")
}
/// There is none.
pub const NO_EARLIER: &str = "一つ前の台帳は見つかりませんでした。";

/// The ledger cannot be read.
pub fn unreadable(error: &LoadError, path: &Path) -> Sentence {
    let said = errors::load_error(error);
    Sentence {
        what: "体制の台帳を開けませんでした。".to_owned(),
        safe: "ファイルはそのまま残っています。".to_owned(),
        next: said.next,
        path: Some(path.display().to_string()),
    }
}

/// The ledger cannot be saved. Unlike a note it has one place only.
pub fn not_saved(error: &SaveError) -> Sentence {
    let said = errors::save_error(error);
    let next = match error {
        SaveError::Busy { .. }
        | SaveError::TooBig { .. }
        | SaveError::Encode { .. }
        | SaveError::Verify { .. } => said.next,
        SaveError::Newer { .. } => "新しいログイン診断ノートで開いてください。".to_owned(),
        SaveError::Write { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
            "空き容量を増やしてから、もう一度保存してください。".to_owned()
        }
        _ => "記録のフォルダーにつながっていて書き込めるかを確かめて、もう一度保存してください。".to_owned(),
    };
    Sentence {
        what: "体制の台帳を保存できませんでした。".to_owned(),
        safe: "入力した内容は画面に残っています。前に保存した台帳もそのままです。".to_owned(),
        next,
        path: said.path,
    }
}

/// A spreadsheet is too large.
pub fn table_too_big(path: &Path) -> Sentence {
    Sentence {
        what: "表が大きすぎるため、取り込めませんでした。".to_owned(),
        safe: "台帳はそのままです。".to_owned(),
        next: "32MBより小さい表に分けてください。".to_owned(),
        path: Some(path.display().to_string()),
    }
}

/// A spreadsheet cannot be read.
pub fn table_unreadable(path: &Path) -> Sentence {
    Sentence {
        what: "表のファイルを開けませんでした。".to_owned(),
        safe: "台帳はそのままです。".to_owned(),
        next: "Excelで開いている場合は閉じてから、もう一度選んでください。".to_owned(),
        path: Some(path.display().to_string()),
    }
}

/// What is handed out.
pub fn handout(handout: Handout) -> &'static str {
    match handout {
        Handout::Csv => "台帳を表（CSV）に書き出す",
        Handout::Cp932 => "古いソフト用の表（CP932）に書き出す",
        Handout::Template => "記入用の表（CSV）を書き出す",
        Handout::Calendar => "1年分の点検予定（.ics）を書き出す",
    }
}

/// Files were written.
pub fn written(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths
        .iter()
        .filter_map(|path| path.file_name())
        .map(|name| format!("「{}」", name.to_string_lossy()))
        .collect();
    match names.as_slice() {
        [only] => format!("{only}を書き出しました。"),
        several => format!("{}個のファイルを書き出しました。", several.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_that_is_not_saved_is_no_note_and_has_one_name_only() {
        let path = || PathBuf::from("/記録/体制.ron");
        let full = SaveError::Write { path: path(), source: io::ErrorKind::StorageFull.into() };
        assert!(not_saved(&full).next.contains("空き容量"));
        let denied = SaveError::Write { path: path(), source: io::ErrorKind::PermissionDenied.into() };
        let newer = SaveError::Newer { path: path(), found: 9, known: 2 };
        for error in
            [full, denied, newer, SaveError::ReadOnly { path: path() }, SaveError::NoFolder { path: path() }]
        {
            let said = not_saved(&error);
            assert!(said.what.contains("台帳") && said.safe.contains("台帳"), "{said}");
            assert!(!said.next.contains("別の名前"), "{said}");
        }
    }
}
