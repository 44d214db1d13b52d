//! The lines that the program writes into the timeline.

use crate::app::Rest;
use crate::case::Solved;
use crate::environment::Report;
use crate::knowledge::{Knowledge, Likelihood, Spends, Step};
use crate::message_doctor::Diagnosis;
use crate::seller_url::Judgement;

use super::{connection, mail, seller_url, triage};

/// A note was begun.
pub const STARTED: &str = "診断を開始しました";
/// All answers were taken back.
pub const RESTARTED: &str = "診断を最初からやり直しました";
/// An answer was taken back.
pub const UNDONE: &str = "回答を一つ取り消しました";
/// The answer that was taken back was given again.
pub const REDONE: &str = "取り消した回答を戻しました";
/// A closed case goes on.
pub const REOPENED: &str = "診断を再開しました";
/// The note was read from disk.
pub const LOADED: &str = "記録を開きました";
/// The note was written to disk.
pub const SAVED: &str = "保存しました";

/// The stage was chosen.
pub fn stage(knowledge: &Knowledge, id: &str) -> String {
    let label = knowledge.stage(id).map(|stage| stage.label.as_str()).unwrap_or_default();
    format!("止まる画面：{label}")
}

/// An answer was given.
pub fn answered(knowledge: &Knowledge, id: &str, outcome: &str) -> String {
    if id == "message" {
        return "表示された文言を記録しました".to_owned();
    }
    format!("{}：{}", triage::asked(knowledge, id), triage::answer_label(knowledge, id, outcome))
}

/// The open questions of a step were answered all at once.
pub fn rest(step: &Step, rest: Rest) -> String {
    let answer = match rest {
        Rest::No => "ほかは変わりなし",
        Rest::Unknown => "残りは分からない",
        Rest::Later => "残りはあとで",
    };
    format!("{}：{answer}", step.label)
}

/// An answer was taken back.
pub fn cleared(knowledge: &Knowledge, id: &str) -> String {
    format!("回答を取り消しました：{}", triage::asked(knowledge, id))
}

/// A try was counted.
pub fn counted(spends: Spends, count: u32) -> String {
    format!("{}：{count}回", triage::counter(spends))
}

/// A counter begins anew.
pub fn count_reset(spends: Spends) -> String {
    format!("時間をあけたので数え直します：{}", triage::counter(spends))
}

/// The next round began.
pub fn round(number: u32) -> String {
    format!("原因を一つ直しましたが、まだ入れません。{number}回目の確認に進みます")
}

/// The case ended.
pub fn ended(knowledge: &Knowledge, solved: Solved, cause: Option<&str>) -> String {
    match (solved, cause) {
        (Solved::Yes, Some(cause)) => format!("直りました。原因：{}", triage::cause(knowledge, cause)),
        (Solved::Yes, None) => "直りました。原因は分かっていません".to_owned(),
        (Solved::No, _) => "直らないまま、いったん終えました".to_owned(),
    }
}

/// The machine was read.
pub fn scanned(report: &Report) -> String {
    let count =
        |likelihood| report.findings.iter().filter(|finding| finding.likelihood == likelihood).count();
    let parts: Vec<String> = [("高", Likelihood::High), ("中", Likelihood::Medium), ("低", Likelihood::Low)]
        .into_iter()
        .map(|(name, likelihood)| (name, count(likelihood)))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name}{count}"))
        .collect();
    let found = if parts.is_empty() { "気になる点なし".to_owned() } else { parts.join("・") };
    match report.unread.len() {
        0 => format!("環境を確認（{found}）"),
        unread => format!("環境を確認（{found}、未確認{unread}）"),
    }
}

/// The connection was checked.
pub fn connection_checked(report: &Report) -> String {
    match &report.machine.online {
        Some(online) => format!("接続を確認（{}）", connection::in_short(online)),
        None => "接続を確認".to_owned(),
    }
}

/// A page was opened.
pub fn opened(label: &str, with: &str) -> String {
    format!("「{label}」を{with}で開きました")
}

/// A page could not be opened.
pub fn open_failed(label: &str) -> String {
    format!("「{label}」を開けませんでした")
}

/// A URL was judged: its host alone, since a query may hold what must not be kept.
pub fn url_checked(judged: &Judgement) -> String {
    let host = judged.host.as_deref().unwrap_or("読み取れないURL");
    format!("URLを確認：{host}（{}）", seller_url::verdict(judged.verdict))
}

/// A message was judged: the hosts of its links alone.
pub fn message_checked(diagnosis: &Diagnosis) -> String {
    let mut hosts: Vec<&str> = Vec::new();
    for host in diagnosis.urls.iter().filter_map(|url| url.judgement.host.as_deref()) {
        if !hosts.contains(&host) && hosts.len() < 3 {
            hosts.push(host);
        }
    }
    let verdict = mail::verdict(diagnosis.verdict);
    if hosts.is_empty() {
        format!("メッセージを確認（{verdict}）")
    } else {
        format!("メッセージを確認：{}（{verdict}）", hosts.join("、"))
    }
}
