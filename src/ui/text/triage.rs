//! The engine's results in words.

use crate::knowledge::{Knowledge, Reversible, Risk, Spends, Step, Who};
use crate::triage::{OTHER, Reason, ReasonKind};

/// The cause that stands for everything the knowledge does not hold.
pub const OTHER_LABEL: &str = "それ以外・まだ分からない";
/// あとで
pub const LATER: &str = "あとで";
/// わからない
pub const UNKNOWN: &str = "わからない";

/// A cause's name.
pub fn cause<'k>(knowledge: &'k Knowledge, id: &str) -> &'k str {
    if id == OTHER {
        return OTHER_LABEL;
    }
    knowledge.cause(id).map_or("", |cause| cause.label.as_str())
}

/// A reason as a statement, without its sign.
pub fn reason(knowledge: &Knowledge, kind: &ReasonKind) -> String {
    match kind {
        ReasonKind::Stage(id) => knowledge.stage(id).map(|stage| stage.said.clone()).unwrap_or_default(),
        ReasonKind::Message(id) => {
            knowledge.message(id).map(|message| message.said.clone()).unwrap_or_default()
        }
        ReasonKind::Finding(id) => {
            knowledge.finding(id).map(|finding| format!("{}（環境）", finding.said)).unwrap_or_default()
        }
        ReasonKind::Answer(id, outcome) => {
            let outcome = knowledge.observation(id).and_then(|observation| observation.outcome(outcome));
            outcome.map(|outcome| outcome.said.clone()).unwrap_or_default()
        }
        ReasonKind::Repair(id, outcome) => {
            let label = knowledge.step(id).map(|step| step.label.as_str()).unwrap_or_default();
            format!("{label}：{}", answer_label(knowledge, id, outcome))
        }
        ReasonKind::OwnCases(count) => format!("自社の過去の事例（{count}件）"),
    }
}

/// A reason with its sign: `＋` speaks for the cause, `－` against it.
pub fn signed_reason(knowledge: &Knowledge, reason: &Reason) -> String {
    let sign = if reason.weight > 0.0 { "＋" } else { "－" };
    format!("{sign} {}", self::reason(knowledge, &reason.kind))
}

/// An answer as its button says it.
pub fn answer_label<'k>(knowledge: &'k Knowledge, id: &str, outcome: &str) -> &'k str {
    match outcome {
        "unknown" => return UNKNOWN,
        "later" => return LATER,
        "fixed" => return "これで直った",
        "not_fixed" => return "直らなかった",
        "cause_fixed" => return "原因は直ったが、まだ入れない",
        _ => {}
    }
    if let Some(outcome) = knowledge.observation(id).and_then(|observation| observation.outcome(outcome)) {
        return outcome.label.as_str();
    }
    match outcome {
        "done" => "済ませた",
        "not_done" => "できなかった",
        _ => "",
    }
}

/// What was asked, as a noun phrase.
pub fn asked<'k>(knowledge: &'k Knowledge, id: &str) -> &'k str {
    match id {
        "stage" => "止まる画面",
        "message" => "表示された文言",
        _ => knowledge
            .observation(id)
            .map(|observation| observation.short.as_str())
            .or_else(|| knowledge.step(id).map(|step| step.label.as_str()))
            .unwrap_or_default(),
    }
}

/// Who can do a step.
pub fn who(who: Who) -> &'static str {
    match who {
        Who::Person => "本人",
        Who::Admin => "管理者・入れる人",
        Who::It => "情シス（社内のIT担当）",
        Who::IdHolder => "本人確認書類の名義の人",
        Who::App => "このアプリ",
        Who::Partner => "外部の会社・ツールの会社",
    }
}

/// How long a step takes.
pub fn minutes(step: &Step) -> String {
    takes(step.minutes, step.wait.as_deref())
}

/// How long something takes: minutes of work, and what is waited for beyond them.
pub fn takes(minutes: u16, wait: Option<&str>) -> String {
    let minutes = if minutes == 0 { "すぐ".to_owned() } else { format!("{minutes}分") };
    match wait {
        Some(wait) => format!("{minutes}＋{wait}"),
        None => minutes,
    }
}

/// What a step risks, in a word.
pub fn risk(step: &Step) -> &'static str {
    match (step.risk, step.reversible) {
        (Risk::None, Reversible::Yes) => "危険なし",
        (Risk::None | Risk::Low, _) => "危険は小さい",
        (Risk::Medium, _) => "注意が必要",
        (Risk::High, _) => "慎重に",
    }
}

/// How many causes a step's answer tells apart.
pub fn separates(count: usize) -> Option<String> {
    (count >= 2).then(|| format!("候補のうち {count} 件を見分けられます。"))
}

/// A counter's name.
pub fn counter(spends: Spends) -> &'static str {
    match spends {
        Spends::PasswordTry => "パスワードを試した回数",
        Spends::CodeRequest => "コードを送った回数",
    }
}

/// How often it was.
pub fn count(spends: Spends, count: u32) -> String {
    format!("{} {count}回", counter(spends))
}

/// A probability as a percentage.
pub fn percent(p: f64) -> String {
    if p > 0.0 && p < 0.01 { "1%未満".to_owned() } else { format!("{:.0}%", p * 100.0) }
}
