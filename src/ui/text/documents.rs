//! The page 文書.

use crate::app::DocumentTab;
use crate::case::export::{Audience, Language};
use crate::documents::inquiry::Shortened;
use crate::documents::papers::Paper;
use crate::documents::routing::{Help, Through};

use super::{export, papers};

/// A tab without anything in it.
pub const NOT_HERE_YET: &str = "ここにはまだ何もありません。";

/// A tab's name.
pub fn tab(tab: DocumentTab) -> &'static str {
    match tab {
        DocumentTab::Routing => "相談先",
        DocumentTab::Inquiry => "お問い合わせ文",
        DocumentTab::Plan => "改善計画",
        DocumentTab::Requests => "引き継ぎ・依頼",
        DocumentTab::Checklists => "チェックリスト",
    }
}

/// The line of the timeline: a paper was copied.
pub fn copied(paper: Paper, audience: Audience) -> String {
    format!("{}をコピーしました（{}）", papers::name(paper), export::audience(audience))
}

/// The line of the timeline: a paper was written into a file.
pub fn written(paper: Paper, audience: Audience, file: &str) -> String {
    format!("{}を書き出しました（{}：{file}）", papers::name(paper), export::audience(audience))
}

/// Nothing is known yet that tells whom to turn to.
pub const NO_ADVICE: &str = "診断で質問に答えると、ここに相談先が出ます。";
/// What to do about it.
pub const NO_ADVICE_DETAIL: &str = "まず、止まる画面と文言を選んでください。それだけでも、相談先の見当がつきます。分かるまでは、どこにも問い合わせずに進めます。";
/// To the checklist.
pub const TO_TRIAGE: &str = "診断に戻る";
/// How the ways are ranked.
pub const ADVICE_ORDER: &str = "いまの答えから、合いそうな順に並べています。";
/// Who that is.
pub const WHOM: &str = "相手";
/// How it is done.
pub const HOW: &str = "進め方";
/// What must not be done.
pub const DONTS: &str = "やってはいけないこと";
/// How to get to a page behind the login.
pub const THROUGH: &str = "この画面には、ログインが要ります";
/// Pages.
pub const PAGES: &str = "開く画面";

/// The causes that lead to a way.
pub fn because(causes: &[String]) -> String {
    format!("理由：{}", causes.join("、"))
}

/// A cause with its probability.
pub fn cause(label: &str, percent: &str) -> String {
    format!("{label}（{percent}）")
}

/// Through whom a page behind the login can be reached.
pub fn through(through: Through) -> &'static str {
    match through {
        Through::NotNeeded => "",
        Through::OtherPerson => {
            "入れている人がいます。その人に、自分のログインで開いてもらいます。IDやパスワードは借りません。"
        }
        Through::Device => "まだ入れている端末があります。ログアウトせずに、その端末で開きます。",
        Through::Nobody => "いまは入れる人がいません。",
        Through::Unknown => "入れる人や端末があるかを、先に確かめます。いれば、その人のログインで開きます。",
    }
}

/// What can be made here for a way.
pub fn help(help: Help) -> &'static str {
    match help {
        Help::Inquiry => "お問い合わせ文を作る",
        Help::Plan => "改善計画を書く",
        Help::ItRequest => "情シスへの依頼を作る",
        Help::AdminRequest => "管理者への依頼を作る",
        Help::FormerColleague => "前任者へのお願いを作る",
        Help::Checklist => "チェックリストを開く",
    }
}

/// What the inquiry is for.
pub const INQUIRY_WHY: &str =
    "記録から、Amazonに送る文を作ります。足りない項目を埋めるほど、聞き返されにくくなります。";
/// What is kept in English.
pub const ENGLISH_DETAIL: &str =
    "ご自分で書いた文は日本語のまま「」に入れて残します。画面の名前や答えは英語になります。";
/// The check before sending.
pub const BEFORE_SENDING: &str = "送る前の確認";
/// The operator says so: nobody has asked yet.
pub const ONE_CASE: &str = "同じ件を、ほかの人も、ほかの窓口にも、まだ問い合わせていません";
/// The same where there is a case already.
pub const SAME_CASE: &str = "新しい問い合わせは作らず、このケースに書き足します";
/// Until that is ticked, nothing can be copied.
pub const ONE_CASE_FIRST: &str = "「送る前の確認」に印を付けると、コピーと書き出しができます。";
/// What is missing.
pub const MISSING: &str = "足りない項目";
/// What a press does.
pub const MISSING_DETAIL: &str = "押すと、記録の書く欄に移ります。";
/// Nothing is.
pub const NOTHING_MISSING: &str = "13項目がそろっています。";
/// After sending.
pub const AFTER_SENDING: &str = "送ったあと";
/// What to keep.
pub const AFTER_SENDING_DETAIL: &str =
    "ケースIDと次に確認する日時を残すと、ケース一覧に期限が出ます。待つ間は、ログインを何度も試しません。";
/// Phone numbers are masked.
pub const PHONE_MASKED: &str = "電話番号は伏せています。送る画面の連絡先の欄に、直接入れてください。";
/// Other notes are being looked at.
pub const OTHERS_READING: &str = "ほかの記録を見ています。";
/// They cannot be.
pub const OTHERS_FAILED: &str = "記録のフォルダーを読めないため、ほかの記録と比べられません。";
/// There is no name to compare.
pub const OTHERS_UNASKED: &str = "店舗の名前がないため、ほかの記録と比べられません。";
/// There are none.
pub const NO_OTHERS: &str = "同じ店舗で、対応中のほかの記録はありません。";
/// No secret is there.
pub const NO_SECRETS: &str = "パスワードやコードに見える文字はありません。";
/// Open another note.
pub const OPEN_NOTE: &str = "開く";
/// A note without a title.
pub const UNTITLED: &str = "無題の記録";

/// Other open notes of the same shop.
pub fn others(count: usize) -> String {
    format!("同じ店舗の、対応中の記録がほかに{count}件あります。同じ件なら、1つのケースにまとめてください。")
}

/// More of them than are listed.
pub fn more_others(count: usize) -> String {
    format!("ほか{count}件は、ケース一覧で見られます。")
}

/// Another note, and the id of its inquiry.
pub fn other_note(title: &str, amazon_case: &str) -> String {
    let title = if title.trim().is_empty() { UNTITLED } else { title.trim() };
    if amazon_case.trim().is_empty() {
        title.to_owned()
    } else {
        format!("{title}（ケースID {}）", amazon_case.trim())
    }
}

/// An inquiry is open already.
pub fn case_is_open(id: &str) -> String {
    format!("ケースID {id} があります。新しく送らず、そのケースに書き足してください。文もその形にしました。")
}

/// Something looks like a secret.
pub fn secrets(count: usize) -> String {
    format!("パスワードやコードに見える文字が{count}か所あり、文では■で伏せました。")
}

/// How long the text is.
pub fn length(characters: usize, limit: Option<usize>) -> String {
    match limit {
        Some(limit) => format!("{characters} / {limit}文字（目安）"),
        None => format!("{characters}文字"),
    }
}

/// Longer than a form can be trusted to take.
pub fn too_long(limit: usize) -> String {
    format!("目安の{limit}文字を超えています。長い欄を短くしてください。")
}

/// What was left out for want of room.
pub fn shortened(shortened: &Shortened) -> String {
    match shortened {
        Shortened::Findings { kept, of } => {
            format!("PCで見つかったこと：{of}件のうち{kept}件だけ載せました。")
        }
        Shortened::Tried { kept, of } => {
            format!("試したこと：新しい{kept}件だけ載せました（全部で{of}件）。")
        }
        Shortened::Texts { count } => format!("長い文を{count}か所、途中までにしました。"),
        Shortened::Points { labels } => format!("載せなかった項目：{}", labels.join("、")),
    }
}

/// Heads what was left out.
pub const SHORTENED: &str = "長いため、短くしました。全文は記録に残っています。";

/// What the requests are for.
pub const REQUESTS_WHY: &str = "記録から、渡す相手に合わせた1枚を作ります。";
/// Which of them.
pub const WHICH: &str = "作るもの";
/// Hands the paper on as a file.
pub const EXPORT: &str = "書き出す…";
/// The keys for that.
pub const EXPORT_KEYS: &str = "Ctrl＋E";
/// The keys for copying.
pub const COPY_KEYS: &str = "Ctrl＋Shift＋C";

/// A language's name.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::Japanese => "日本語",
        Language::English => "英語",
    }
}
