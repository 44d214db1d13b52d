//! The environment pane.

use crate::app::FindingFilter;

/// Title of the pane.
pub const TITLE: &str = "環境";
/// What it is and is not.
pub const INTRO: &str = "このPCで見えたこと。読み取りだけを行い、何も変更していません。";
/// Read the machine again.
pub const RESCAN: &str = "再確認";
/// Read the machine.
pub const SCAN: &str = "環境を確認する";
/// Before the first scan.
pub const EMPTY: &str = "まだ確認していません。ブラウザー・プロキシ・時刻の設定を読み取ります。";
/// While it is being read.
pub const RUNNING: &str = "確認しています";
/// Stop.
pub const CANCEL: &str = "中止する";
/// The scan was stopped.
pub const CANCELLED: &str = "確認を中止しました。前回の結果を表示しています。";
/// Nothing stands out.
pub const NOTHING: &str =
    "読み取れた範囲では、ログインを妨げる設定は見つかりませんでした。読み取れなかったものは下にあります。";
/// What could not be read.
pub const UNREAD: &str = "確認できなかったもの";
/// All could be read.
pub const ALL_READ: &str = "ありません。";
/// Browsers and profiles.
pub const BROWSERS: &str = "見つかったブラウザー";
/// None found.
pub const NO_BROWSERS: &str = "対応するブラウザーの設定は見つかりませんでした。";
/// Details of a finding.
pub const DETAILS: &str = "根拠と直し方";
/// Fold them.
pub const FOLD: &str = "閉じる";
/// What it rests on.
pub const EVIDENCE: &str = "根拠";
/// Why it matters.
pub const WHY: &str = "なぜ関係するか";
/// How to put it right.
pub const FIX: &str = "直し方";
/// How to see that it is right.
pub const RECHECK: &str = "確かめ方";
/// The browser that opens links.
pub const OPENS_LINKS: &str = "リンクを開く既定";
/// It runs now.
pub const RUNS: &str = "起動中";
/// Amazon was not used there.
pub const NOT_USED: &str = "Amazonの利用は見つかりません";
/// It keeps no such record.
pub const USE_UNKNOWN: &str = "Amazonの利用は分かりません";
/// No finding is about a browser.
pub const NOTHING_STANDS_OUT: &str = "目立つことはありません";
/// Show only the findings about a browser.
pub const ONLY_THESE: &str = "この結果だけ見る";
/// The filter leaves nothing.
pub const NONE_SHOWN: &str = "この絞り込みに当てはまるものはありません。";
/// Unfold what could not be read.
pub const SHOW_UNREAD: &str = "内容を見る";
/// Read also what the operating system asks a permission for.
pub const ASK: &str = "Safariも確認する（Macが許可を尋ねることがあります）";
/// Fold it.
pub const HIDE_UNREAD: &str = "たたむ";
/// What it means.
pub const UNREAD_MEANS: &str = "読み取れなかっただけで、問題があるという意味ではありません。";

/// When the machine was read.
pub fn taken(clock: &str) -> String {
    format!("{clock} に確認")
}

/// The version of a browser.
pub fn version(version: &str) -> String {
    let short = version.split('.').take(2).collect::<Vec<_>>().join(".");
    format!("版 {short}")
}

/// Short remarks on a browser in one line.
pub fn remarks(all: &[String]) -> String {
    all.join("・")
}

/// A profile of a browser.
pub fn profile(name: &str) -> String {
    format!("プロファイル「{name}」")
}

/// When Seller Central was last used in a profile.
pub fn seller_last_used(day: &str) -> String {
    format!("セラーセントラルの最後の利用 {day}")
}

/// When any page of Amazon was last used in a profile.
pub fn amazon_last_used(day: &str) -> String {
    format!("Amazonの最後の利用 {day}（セラーセントラルの利用は見つかりません）")
}

/// How many cookies of Amazon there are, and since when.
pub fn cookies(count: usize, since: Option<&str>) -> String {
    match (count, since) {
        (0, _) => "AmazonのCookieはありません".to_owned(),
        (_, None) => format!("AmazonのCookie {count}件"),
        (_, Some(since)) => format!("AmazonのCookie {count}件（最も古いものは {since}）"),
    }
}

/// The cookies could not be counted.
pub fn no_cookies(state: &str) -> String {
    format!("Cookieは{state}")
}

/// How many extensions are enabled.
pub fn extensions(count: usize) -> String {
    format!("ログインに関わりうる拡張機能 {count}件")
}

/// How many findings of which likelihood.
pub fn stands_out(counts: &[(&str, usize)]) -> String {
    let counts: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} {count}件"))
        .collect();
    format!("目立つこと：{}", counts.join("、"))
}

/// A choice of which findings are shown, with their number.
pub fn filter(filter: &FindingFilter, count: usize) -> String {
    match filter {
        FindingFilter::All => format!("すべて {count}"),
        FindingFilter::Likely => format!("可能性 高・中 {count}"),
        FindingFilter::About(owner) => format!("{owner} {count}"),
    }
}

/// How many could not be read.
pub fn unread_title(count: usize) -> String {
    format!("{UNREAD}（{count}）")
}

/// The note tells of an earlier look, maybe at another machine.
pub const OTHER_MACHINE: &str = "開いた記録には、前に確認したときの環境が入っています。診断はそちらを使います。ここに見えるのは、いまのこのPCの結果です。";
/// The note tells of no machine yet.
pub const NO_MACHINE: &str =
    "開いた記録には、環境の結果がまだ入っていません。ここに見えるのは、いまのこのPCの結果です。";
/// Use this machine's findings.
pub const TAKE: &str = "このPCの結果を記録に取り込む";
