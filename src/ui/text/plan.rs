//! The improvement plan: its parts, its weaknesses, its page.

use crate::app::PlanField;
use crate::case::guard::PlanPart;
use crate::documents::plan::{Flag, Gap, Section};

/// A part of the plan.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Cause => "原因",
        Section::Done => "実施済み",
        Section::Prevention => "再発防止",
    }
}

/// What a flag is called.
pub fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Abstract => "あいまいな言葉",
        Flag::NoNumber => "数字がない",
        Flag::NoOwner => "担当がない",
        Flag::NoDate => "日付や頻度がない",
        Flag::Emotion => "気持ちの言葉",
        Flag::FutureWhereDone => "これからのことが書かれている",
        Flag::MixedViolations => "違反が2つ以上ある",
        Flag::CopiedTemplate => "ひな形のまま",
    }
}

/// Why a flag matters, in one sentence.
pub fn why(flag: Flag) -> &'static str {
    match flag {
        Flag::Abstract => "どの店にも当てはまる言葉は評価されません。何をどう変えたかを書きます。",
        Flag::NoNumber => {
            "件数、数量、割合、時刻、ASINや注文番号のどれかを書きます。日付だけでは数字になりません。"
        }
        Flag::NoOwner => "誰がするのか、氏名か役職を書きます。「当社」「弊社」「全社」では決まりません。",
        Flag::NoDate => "いつのことか、日付、期限、頻度（毎週月曜、四半期ごとなど）のどれかを書きます。",
        Flag::Emotion => "おわびやお願いは審査の材料になりません。事実だけを書きます。",
        Flag::FutureWhereDone => {
            "「実施済み」には終わったことだけを、「〜しました」と書きます。予定は「再発防止」に移します。"
        }
        Flag::MixedViolations => "1つの計画で扱う違反は1つです。もう1つは別の計画に分けます。",
        Flag::CopiedTemplate => "ひな形の文や空欄の記号が残っています。自分の店の事実に置き換えます。",
    }
}

/// A weak wording, and a strong one beside it.
pub fn examples(flag: Flag) -> (&'static str, &'static str) {
    match flag {
        Flag::Abstract => (
            "検品を徹底します。",
            "検品担当の佐藤が、入荷20箱ごとに5点を開け、期限と封を確認表に記入します。",
        ),
        Flag::NoNumber => ("在庫を確認しました。", "FBA在庫120点を確認し、3点を廃棄しました。"),
        Flag::NoOwner => ("当社で再確認します。", "品質管理責任者の佐藤が再確認します。"),
        Flag::NoDate => ("確認しています。", "2026年4月1日から、毎週月曜に確認しています。"),
        Flag::Emotion => {
            ("誠に申し訳なく、深く反省しております。", "2026年3月3日に、購入者2名へ返金しました。")
        }
        Flag::FutureWhereDone => {
            ("商品ページを削除する予定です。", "3月3日に、商品ページ2件を削除しました。")
        }
        Flag::MixedViolations => ("商標権の侵害と出荷遅延がありました。", "商標権の侵害が1件ありました。"),
        Flag::CopiedTemplate => {
            ("[日付]に〇〇部が対応しました。", "3月3日に、商品管理部の鈴木が2件を削除しました。")
        }
    }
}

/// A line of the command line's input in which something was found.
pub fn flagged_line(line: u64, part: Section) -> String {
    format!("{line}行目（{}）", section(part))
}

/// What was looked at on the command line.
pub fn lines_checked(entries: u64, flagged: u64, untagged: u64) -> String {
    let said = match (entries, flagged) {
        (0, _) => "調べる行がありませんでした。".to_owned(),
        (_, 0) => format!(
            "{entries}行を調べました。弱い書き方は見つかりません。受け付けられることを約束するものではありません。"
        ),
        _ => format!("{entries}行を調べました。書き直したほうがよい行は{flagged}行です。"),
    };
    match untagged {
        0 => said,
        _ => format!(
            "{said}行の頭に [原因] [実施済み] [再発防止] のどれもない{untagged}行は、調べていません。"
        ),
    }
}

/// The paper's name, and its title.
pub const TITLE: &str = "改善計画";
/// For whom it is.
pub const PURPOSE: &str = "違反の指摘に答える計画です。Amazonに出します";
/// What of a plan is not masked.
pub const NAMES: &str = "担当の名前は伏せません。Amazonに出してよい名前かを、先に確かめてください。";
/// The first part of the paper.
pub const ABOUT: &str = "対象";
/// Field: what was violated.
pub const VIOLATION: &str = "指摘された違反";
/// What to write there.
pub const VIOLATION_HINT: &str = "例：商標権の侵害（通知の言葉のまま、1つだけ）";
/// Field: what it is about.
pub const IDENTIFIERS: &str = "対象のASIN・注文番号";
/// What to write there.
pub const IDENTIFIERS_HINT: &str = "例：B08XYZ1234、250-1234567-1234567";
/// Field of a statement: what it is about.
pub const ENTRY_IDENTIFIERS: &str = "対象・件数";
/// Field of a statement: who.
pub const OWNER: &str = "担当";
/// Field of a statement: when.
pub const DATE: &str = "日付・頻度";
/// Field of a statement: what proves it.
pub const EVIDENCE: &str = "証拠";
/// The last part of the paper.
pub const EVIDENCE_LIST: &str = "添付する証拠";
/// Between values that stood on lines of their own.
pub const BETWEEN: &str = "、";
/// Before the first plan.
pub const NONE_YET: &str = "Amazonから改善計画を求められたときに、原因・実施済み・再発防止の順に書きます。";
/// Begins the first plan.
pub const BEGIN: &str = "改善計画を書き始める";
/// Begins another plan.
pub const ANOTHER: &str = "別の違反の計画を追加する";
/// One violation at a time.
pub const ONE_VIOLATION: &str = "1つの計画で扱う違反は1つです。2つ目の違反は、別の計画に書きます。";
/// Takes the plan in front away.
pub const REMOVE: &str = "この計画を消す";
/// What cannot be promised.
pub const NO_PROMISE: &str = "このプログラムはAmazonのものではなく、アカウントの状態は見えません。ここで指摘がなくなっても、受け付けられることや再開されることは約束できません。法律の助言でもありません。Amazonの通知に書かれた手順を優先してください。";
/// Over what the plan lacks.
pub const GAPS: &str = "計画全体で足りないこと";
/// Nothing is lacking.
pub const NO_GAPS: &str = "形の上で足りないものはありません。";
/// Where there is nothing to hand on.
pub const NOTHING_TO_HAND_ON: &str = "先に計画を書きます";
/// Before a weak wording.
pub const WEAK: &str = "弱い例";
/// Before a strong wording.
pub const STRONG: &str = "強い例";
/// A statement in which nothing is weak.
pub const NOTHING_WEAK: &str = "弱い書き方は見つかりません";

/// A plan's name among several.
pub fn tab(place: usize, violation: &str) -> String {
    let violation: String = violation.trim().chars().take(12).collect();
    if violation.is_empty() {
        format!("計画{}", place + 1)
    } else {
        format!("計画{}：{violation}", place + 1)
    }
}

/// The heading of a plan in a document about the note.
pub fn heading(violation: &str) -> String {
    match violation.trim() {
        "" => TITLE.to_owned(),
        violation => format!("{TITLE}（{violation}）"),
    }
}

/// A part's heading.
pub fn part_heading(part: Section) -> &'static str {
    match part {
        Section::Cause => "原因",
        Section::Done => "実施済みの対応",
        Section::Prevention => "再発防止",
    }
}

/// What to write in a part.
pub fn prompt(part: Section) -> &'static str {
    match part {
        Section::Cause => {
            "いつ、誰の、どの作業で、何が抜けたのかを書きます。「確認不足」で止めず、なぜ抜けたのかまで書きます。"
        }
        Section::Done => "すでに終わったことだけを「〜しました」と書きます。日付、件数、担当を入れます。",
        Section::Prevention => {
            "社内の手順や管理の仕方をどう変えたかを書きます。誰が、いつ（どの頻度で）、何件を確かめるのかを入れます。"
        }
    }
}

/// Adds a statement to a part.
pub fn add_entry(part: Section) -> String {
    format!("{}をもう1つ書く", section(part))
}

/// The name of a field of a statement. `number` counts the statements of the part from 1.
pub fn field_label(part: Section, number: usize, field: PlanField) -> String {
    let name = match field {
        PlanField::Text => return format!("{} {number}", section(part)),
        PlanField::Identifiers => ENTRY_IDENTIFIERS,
        PlanField::Owner => OWNER,
        PlanField::Date => DATE,
        PlanField::Evidence => EVIDENCE,
    };
    format!("{name}（{} {number}）", section(part))
}

/// What to write in a field of a statement.
pub fn field_hint(part: Section, field: PlanField) -> &'static str {
    match (field, part) {
        (PlanField::Text, Section::Cause) => "例：出品担当の鈴木が、登録前のブランド確認を省きました。",
        (PlanField::Text, Section::Done) => "例：該当する商品ページ2件を削除しました。",
        (PlanField::Text, Section::Prevention) => "例：登録の前に12項目の確認表を埋め、店長が承認します。",
        (PlanField::Identifiers, _) => "例：B08XYZ1234、2件",
        (PlanField::Owner, _) => "例：店長 田中",
        (PlanField::Date, Section::Prevention) => "例：4月1日から毎週月曜",
        (PlanField::Date, _) => "例：2026年3月3日",
        (PlanField::Evidence, _) => "例：請求書の写し（1行に1つ）",
    }
}

/// Takes a statement away.
pub fn remove_entry(part: Section, number: usize) -> String {
    format!("{} {number} を消す", section(part))
}

/// What a plan as a whole lacks, and what to write.
pub fn gap(gap: Gap) -> String {
    match gap {
        Gap::Violation => "指摘された違反が書かれていません。通知の言葉のまま、1つ書きます。".to_owned(),
        Gap::Identifiers => "ASINや注文番号がありません。どの商品・注文のことかを書きます。".to_owned(),
        Gap::Section(part) => format!("「{}」がまだ書かれていません。", section(part)),
        Gap::InternalReview => {
            "社内の流れや管理体制をどう見直したかが書かれていません。手順・承認・確認表のどれをどう変えたかを書きます。".to_owned()
        }
        Gap::Evidence => "証拠が1つもありません。請求書、記録表、画面の写しなどを書きます。".to_owned(),
        Gap::Mixed => "違反が2つ以上書かれています。もう1つは別の計画に分けます。".to_owned(),
    }
}

/// Where in a plan something stands.
pub fn place(plan: usize, part: PlanPart) -> String {
    let plan = plan + 1;
    match part {
        PlanPart::Violation => format!("{TITLE}（{plan}番目）の{VIOLATION}"),
        PlanPart::Identifiers => format!("{TITLE}（{plan}番目）の{IDENTIFIERS}"),
        PlanPart::Entry(entry) => format!("{TITLE}（{plan}番目）の{}番目の文", entry + 1),
    }
}
