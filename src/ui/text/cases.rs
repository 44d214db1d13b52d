//! The list of cases: rows, filters, what can be done with a note.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::case::Case;
use crate::case::index::{
    Counts, Excerpt, Line, Part, Period, Preview, Row, Sort, Standing, StandingFilter, Summary,
};
use crate::knowledge::Knowledge;

use super::{errors, time, top, triage};

/// ケース一覧
pub const TITLE: &str = "ケース一覧";
/// The field of the search.
pub const SEARCH: &str = "すべての記録から探す";
/// What to write there.
pub const SEARCH_HINT: &str = "例：コードが届かない A店";
/// Take the search away.
pub const CLEAR_SEARCH: &str = "探す言葉を消す";
/// Show everything again.
pub const CLEAR_ALL: &str = "絞り込みをやめる";
/// Over the result of a search.
pub const FOUND: &str = "見つかった記録";
/// Over the answers of a note.
pub const ANSWERS: &str = "答え";
/// A note that cannot be read.
pub const UNREADABLE: &str = "読めません";
/// A note of a newer program.
pub const NEWER: &str = "より新しいアプリの記録です。読むことはできます。";
/// A checksum that is not that of the note.
pub const SEAL_BROKEN: &str =
    "このアプリで保存したあとに、内容が変わっています。手で編集していなければ、以前の版を確かめてください。";
/// Open the note.
pub const OPEN: &str = "開く";
/// Begin another one with the same content.
pub const DUPLICATE: &str = "複製する";
/// What that does.
pub const DUPLICATE_HINT: &str =
    "同じ内容で新しい記録を作ります。結果、Amazonのケースid、次の確認は引き継ぎません。";
/// Put it into the bin.
pub const TRASH: &str = "ごみ箱へ移す";
/// The open note stays where it is.
pub const TRASH_OPEN: &str = "いま開いている記録は移せません。別の記録を開いてから移してください。";
/// Show the folder in the file manager.
pub const REVEAL: &str = "フォルダーを開く";
/// Choose another folder.
pub const CHOOSE_FOLDER: &str = "別のフォルダーを選ぶ";
/// Make the folder.
pub const CREATE_FOLDER: &str = "このフォルダーを作る";
/// What to do where there was never a folder.
pub const FIRST_TIME: &str = "はじめて使うときは、「このフォルダーを作る」を押してください。";
/// Read the folder again.
pub const RETRY: &str = "もう一度読み込む";
/// Before the folder's path.
pub const FOLDER: &str = "フォルダー";
/// No folder is known.
pub const NO_FOLDER: &str = "記録のフォルダーがまだ決まっていません。";
/// There are no notes.
pub const EMPTY: &str = "このフォルダーに記録はまだありません";
/// What to do then.
pub const EMPTY_DETAIL: &str =
    "記録を保存すると、ここに並びます。ほかの人の記録をこのフォルダーに置いても、自動で現れます。";
/// Begin a note.
pub const NEW: &str = "新しい記録を始める";
/// No note passes.
pub const NONE_FOUND: &str = "当てはまる記録はありません";
/// What to do then.
pub const NONE_FOUND_DETAIL: &str =
    "言葉を短くするか、絞り込みをやめてください。かな・カナ、全角・半角の違いは気にしなくて大丈夫です。";
/// Nothing is chosen.
pub const NOTHING_CHOSEN: &str = "記録を選ぶと、ここに内容が出ます。";
/// The folder is being read.
pub const READING: &str = "記録を読み込んでいます";
/// The texts are being read.
pub const PREPARING: &str = "検索の準備をしています";
/// A search is under way.
pub const SEARCHING: &str = "探しています";
/// The note is being read.
pub const PREVIEWING: &str = "内容を読み込んでいます";
/// Over what was found in a note.
pub const MATCHES: &str = "見つかったところ";
/// Over the last lines of the timeline.
pub const LAST_LINES: &str = "最近の経過";
/// Nothing is in the timeline.
pub const NO_LINES: &str = "経過はまだありません。";
/// Any value of a filter.
pub const ANY: &str = "すべて";
/// The filter of shops.
pub const SHOP: &str = "店舗";
/// The filter of those who look after cases.
pub const PERSON: &str = "担当";
/// The filter of causes.
pub const CAUSE: &str = "原因";
/// The filter of times.
pub const PERIOD: &str = "期間";
/// Put into the bin?
pub const TRASH_ASK: &str = "この記録をごみ箱へ移しますか";
/// What that means.
pub const TRASH_DETAIL: &str = "記録のファイルと添付の画像を、このPCのごみ箱へ移します。ごみ箱から元に戻せます。以前の版は、フォルダーに残ります。共有フォルダーや外付けドライブでは、ごみ箱に入らず消えることがあります。";
/// A note was duplicated.
pub const DUPLICATED: &str = "記録を複製しました";
/// A note was put into the bin.
pub const TRASHED: &str = "記録をごみ箱へ移しました";
/// The menu of orders.
pub const ORDER: &str = "並べ替え";
/// Its time is over.
pub const OVERDUE: &str = "期限切れ";
/// A note of a newer program, in a row.
pub const NEWER_SHORT: &str = "新しい形式";
/// Take filters and search away.
pub const SHOW_ALL: &str = "すべての記録を表示する";
/// Marks what was found, in a text without colours.
const MARKS: (char, char) = ('【', '】');

/// How a case stands, in a word.
pub fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Open => "未解決",
        Standing::Solved { .. } => "解決",
        Standing::GivenUp => "終了（未解決）",
    }
}

/// A note's title, or what stands for it.
pub fn title(summary: &Summary) -> &str {
    match summary.title.trim() {
        "" => top::UNTITLED,
        title => title,
    }
}

/// The title of a note that cannot be read: the name of its file.
pub fn file_title(path: &Path) -> String {
    errors::plain(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// A filter by how cases stand, with the number of notes.
pub fn standing_filter(filter: StandingFilter, counts: &Counts) -> String {
    match filter {
        StandingFilter::All => format!("すべて {}", counts.all),
        StandingFilter::Open => format!("未解決 {}", counts.open),
        StandingFilter::Due => format!("今日までに確認 {}", counts.due),
        StandingFilter::Closed => format!("終了 {}", counts.closed),
    }
}

/// A filter by time.
pub fn period(period: Period) -> String {
    match period {
        Period::Any => ANY.to_owned(),
        Period::Days(365) => "1年以内".to_owned(),
        Period::Days(days) => format!("{days}日以内"),
    }
}

/// A choice of a filter, with the number of notes.
pub fn choice(name: &str, count: usize) -> String {
    format!("{name}（{count}）")
}

/// A filter and what is chosen in it.
pub fn filter(name: &str, chosen: &str) -> String {
    format!("{name}：{chosen}")
}

/// The head of a column.
pub fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Urgency => "状態",
        Sort::Title => "件名",
        Sort::Shop => "店舗",
        Sort::Person => "担当",
        Sort::Cause => "原因",
        Sort::NextCheck => "次の確認",
        Sort::Began => "発生",
        Sort::Updated => "更新",
    }
}

/// An order in the menu.
pub fn order(sort: Sort) -> &'static str {
    match sort {
        Sort::Urgency => "未解決と期限の近い順",
        Sort::NextCheck => "次の確認の順",
        Sort::Updated => "更新の新しい順",
        Sort::Began => "発生の新しい順",
        Sort::Title => "件名の順",
        Sort::Shop => "店舗の順",
        Sort::Person => "担当の順",
        Sort::Cause => "原因の順",
    }
}

/// Sort by a column; again, and it is turned round.
pub fn sort_by(sort: Sort) -> String {
    format!("「{}」で並べ替える", column(sort))
}

/// When somebody is to look after it again, and whether that is over.
pub fn deadline(at: Timestamp, overdue: bool, now: Timestamp, zone: &TimeZone) -> String {
    let clock = time::clock_on(at, now, zone);
    if overdue { format!("{clock} 期限切れ") } else { clock }
}

/// The inquiry at Amazon.
pub fn amazon_case(id: &str) -> String {
    format!("Amazonのケースid {id}")
}

/// The same in a row, where the word for it has no room.
pub fn inquiry(id: &str) -> String {
    format!("id {}", id.trim())
}

/// A row as it is called: title and shop.
pub fn row(summary: &Summary) -> String {
    match summary.shop.trim() {
        "" => title(summary).to_owned(),
        shop => format!("{}（{shop}）", title(summary)),
    }
}

/// The second line of a row: shop, who looks after it, copies, and what else there is no room for.
pub fn below_title(row: &Row, summary: &Summary, more: &str) -> String {
    let copies = if row.copies.is_empty() { String::new() } else { copies_short(row.copies.len()) };
    let parts = [summary.shop.trim(), summary.person.trim(), &copies, more];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("・")
}

/// The long fields of a note that is looked at.
pub fn long_fields(preview: &Preview) -> [(&'static str, &str); 3] {
    [
        (part(Part::Message), &preview.message),
        (part(Part::Impact), &preview.impact),
        (part(Part::Memo), &preview.memo),
    ]
}

/// A line of the timeline, with who wrote it.
pub fn line(line: &Line) -> String {
    if line.by.trim().is_empty() {
        line.text.clone()
    } else {
        format!("{}（{}）", line.text, line.by.trim())
    }
}

/// How many copies a synchronising program made.
pub fn copies(count: usize) -> String {
    format!("同じ記録の別のコピーが {count} 件あります。")
}

/// The same, as a remark in a row.
pub fn copies_short(count: usize) -> String {
    format!("コピー {count}")
}

/// A folder within the folder that cannot be read.
pub fn unread_folder(folder: &Path) -> String {
    format!("読めないフォルダーがあります: {}", path(folder))
}

/// Folders within the folder that cannot be read, of which one is named.
pub fn unread_folders(one: &Path, count: usize) -> String {
    match count {
        1 => unread_folder(one),
        _ => format!("読めないフォルダーが {count} 件あります: {} など", path(one)),
    }
}

/// A path on one line.
pub fn path(path: &Path) -> String {
    errors::plain(&path.display().to_string())
}

/// How many of how many are shown.
pub fn shown(shown: usize, all: usize) -> String {
    if shown == all { format!("{all} 件") } else { format!("{all} 件のうち {shown} 件") }
}

/// How far the reading is.
pub fn progress(what: &str, done: usize, of: usize) -> String {
    if of == 0 { what.to_owned() } else { format!("{what}（{done} / {of}）") }
}

/// The cause that turned out to be true, or the stage at which the login stops.
pub fn cause_or_stage(summary: &Summary, knowledge: &Knowledge) -> String {
    let cause = summary.confirmed_cause().map(|id| triage::cause(knowledge, id));
    let stage =
        || summary.stage.as_deref().and_then(|id| knowledge.stage(id)).map(|stage| stage.label.as_str());
    cause.or_else(stage).unwrap_or_default().to_owned()
}

/// What else is known of a note, with its name: shop, who looks after it, where it stops or why, the inquiry, when.
pub fn details(
    summary: &Summary,
    knowledge: &Knowledge,
    now: Timestamp,
    zone: &TimeZone,
) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut add = |label: &'static str, text: &str| {
        if !text.trim().is_empty() {
            lines.push((label, text.trim().to_owned()));
        }
    };
    add(SHOP, &summary.shop);
    add(PERSON, &summary.person);
    add(part(Part::Affected), &summary.affected);
    let label = if summary.confirmed_cause().is_some() { CAUSE } else { "止まる画面" };
    add(label, &cause_or_stage(summary, knowledge));
    add("Amazonのケースid", &summary.amazon_case);
    if let Some(at) = summary.next_check {
        let overdue = summary.standing == Standing::Open && at < now;
        add("次の確認", &deadline(at, overdue, now, zone));
    }
    if let Some(at) = summary.occurred_at {
        add("発生", &time::clock_on(at, now, zone));
    }
    add("更新", &time::clock_on(summary.updated_at, now, zone));
    lines
}

/// A detail on one line.
pub fn detail((label, text): &(&'static str, String)) -> String {
    format!("{label}: {text}")
}

/// The long fields of a note, with their names.
pub fn fields(case: &Case) -> [(&'static str, &str); 4] {
    [
        (part(Part::Message), &case.message),
        (part(Part::Impact), &case.impact),
        (part(Part::Memo), &case.memo),
        (part(Part::Outcome), case.outcome.as_ref().map_or("", |outcome| &outcome.note)),
    ]
}

/// A part of a note.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Title => "件名",
        Part::Shop => "店舗",
        Part::Person => "担当",
        Part::Affected => "影響を受けている人",
        Part::Role => "立場",
        Part::Email => "ログイン用のメール",
        Part::Message => "表示された文言",
        Part::Impact => "業務への影響",
        Part::AmazonCase => "Amazonのケースid",
        Part::Point => "問い合わせの項目",
        Part::Fact => "確認した事実",
        Part::Memo => "メモ",
        Part::Timeline => "経過",
        Part::Plan => "改善計画",
        Part::Tick => "チェックリスト",
        Part::Outcome => "結果の補足",
        Part::Attachment => "添付の画像",
        Part::Finding => "環境で見つかったこと",
        Part::Id => "番号",
    }
}

/// A piece of text with what was found in brackets.
pub fn marked(excerpt: &Excerpt) -> String {
    let mut text = excerpt.text.clone();
    for mark in excerpt.marks.iter().rev() {
        text.insert(mark.end, MARKS.1);
        text.insert(mark.start, MARKS.0);
    }
    text
}

/// How many notes were checked, and how many need something.
pub fn checked(notes: usize, problems: usize) -> String {
    if problems == 0 {
        format!("{notes} 件の記録を調べました。問題はありません。")
    } else {
        format!("{notes} 件の記録を調べました。確かめたいものが {problems} 件あります。")
    }
}

/// Pictures that a note names and that are not there.
pub fn missing_pictures(count: usize) -> String {
    format!("添付の画像が {count} 件見つかりません。")
}

/// The newest earlier state that can be opened.
pub fn earlier(state: &Path) -> String {
    format!("以前の版は開けます: {}", path(state))
}

/// The title of a copy of a note.
pub fn duplicate_title(title: &str) -> String {
    format!("{title}（複製）")
}

/// The first line of a copy's timeline.
pub fn duplicated(title: &str) -> String {
    format!("「{title}」を複製しました")
}
