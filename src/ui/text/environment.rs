//! Words for what the machine shows: states, certainty, who set something. The findings themselves are knowledge.

use crate::environment::{Confidence, Evidence, ReadState, SetBy, Topic, Unread};
use crate::knowledge::Likelihood;

/// How likely a finding is the reason.
pub fn likelihood(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::High => "原因の可能性 高",
        Likelihood::Medium => "原因の可能性 中",
        Likelihood::Low => "原因の可能性 低",
        Likelihood::Info => "情報",
    }
}

/// The likelihood in one word.
pub fn likelihood_word(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::High => "高",
        Likelihood::Medium => "中",
        Likelihood::Low => "低",
        Likelihood::Info => "情報",
    }
}

/// How certain it is that what was found is so.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "設定を直接確認しました",
        Confidence::Medium => "設定を確認しましたが、実際の動きは別の条件でも変わります",
        Confidence::Low => "手がかりです。ご自身でも確かめてください",
    }
}

/// Who set a value.
pub fn set_by(set_by: SetBy) -> &'static str {
    match set_by {
        SetBy::Person => "本人の設定",
        SetBy::Company => "会社の管理",
        SetBy::Extension => "拡張機能",
    }
}

/// What could not be read.
pub fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::BrowserFolder => "ブラウザーの設定フォルダー",
        Topic::ProfileList => "プロファイルの一覧",
        Topic::ProfileSettings => "プロファイルの設定",
        Topic::CompanySettings => "会社が決めたブラウザーの設定",
        Topic::SystemProxy => "パソコンのプロキシ設定",
        Topic::ProxyScript => "つなぎ方を決めるスクリプト（PAC）",
        Topic::Listening => "このパソコンの中で待ち受けているプログラム",
        Topic::Links => "ネットワークの接続口と経路",
        Topic::HostsFile => "接続先の書き換え（hostsファイル）",
        Topic::Dns => "名前を調べる先（DNS）",
        Topic::TimeSync => "時計の自動合わせ",
        Topic::DiskSpace => "空き容量",
        Topic::Shortcuts => "ブラウザーを開くショートカット",
        Topic::DefaultBrowser => "リンクを開く既定のブラウザー",
        Topic::TimeZone => "パソコンのタイムゾーン",
        Topic::Registry => "Windowsの設定データベース（レジストリ）",
        Topic::OtherPeople => "このパソコンを使うほかの人の設定",
        Topic::Cookies => "Cookieの件数と期限",
        Topic::Extensions => "拡張機能",
        Topic::Bookmarks => "ブックマーク",
        Topic::History => "Amazonの閲覧の記録",
        Topic::Install => "ブラウザーの版",
    }
}

/// Why it could not be read.
pub fn read_state(state: ReadState) -> &'static str {
    match state {
        ReadState::Ok => "確認済み",
        ReadState::Absent => "未確認（見つかりませんでした）",
        ReadState::Locked => "未確認（ほかのプログラムが使用中です）",
        ReadState::Denied => "未確認（読み取りが許可されていません）",
        ReadState::TooBig => "未確認（大きすぎて読み取れません）",
        ReadState::NotAFile => "未確認（ファイルではないものが置かれています）",
        ReadState::Unparsable => "未確認（内容を解釈できません）",
        ReadState::Unsupported => "未確認（この環境では読み取れません）",
        ReadState::NotAsked => "未確認（Macの許可が要るため、まだ読み取っていません）",
        ReadState::TimedOut => "未確認（時間内に読み取れませんでした）",
    }
}

/// What a scan, or a check of the connection, is looking at.
pub fn step(what: &str) -> &'static str {
    match what {
        "browsers" => "ブラウザーを探しています",
        "profiles" => "設定を読み取っています",
        "scripts" => "つなぎ方を決めるスクリプト（PAC）を確かめています",
        "proxies" => "プロキシ（中継サーバー）につながるかを確かめています",
        "visit" => "セラーセントラルの入口に接続しています",
        "answer" => "セラーセントラルの応答を待っています",
        _ => super::environment_pane::RUNNING,
    }
}

/// One piece of evidence in one line: what is set, by whom, where.
pub fn evidence(evidence: &Evidence) -> String {
    let Evidence { place, key, value, default, set_by: by } = evidence;
    let usual = if default.is_empty() { String::new() } else { format!("（ふつうは {default}）") };
    format!("{key} = {value}{usual}、{}、場所：{place}", set_by(*by))
}

/// Something that could not be read, in one line.
pub fn unread(unread: &Unread) -> String {
    let Unread { subject, topic: about, path, state } = unread;
    let place = if path.is_empty() { String::new() } else { format!("、場所：{path}") };
    format!("{subject}：{}、{}{place}", topic(*about), read_state(*state))
}
