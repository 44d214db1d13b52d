//! The improvement plan: its parts, its weaknesses, its page.

use crate::documents::plan::{Flag, Section};

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
    let mut said = match (entries, flagged) {
        (0, _) => "調べる行がありませんでした。".to_owned(),
        (_, 0) => format!(
            "{entries}行を調べました。弱い書き方は見つかりません。受け付けられることを約束するものではありません。"
        ),
        _ => format!("{entries}行を調べました。書き直したほうがよい行は{flagged}行です。"),
    };
    if untagged > 0 {
        said.push_str(&format!(
            "行の頭に [原因] [実施済み] [再発防止] のどれもない{untagged}行は、調べていません。"
        ));
    }
    said
}
