//! The check of the connection, which the operator asks for.

use crate::environment::facts::{Answer, Contact, OnlineFacts, Road, SELLER_HOSTS, Visit, VisitOutcome};

/// Check the connection.
pub const CHECK: &str = "接続も確認する";
/// Check it once more.
pub const AGAIN: &str = "もう一度確認する";
/// What is contacted, said before it is.
pub const CONTACTS: &str = "日本のセラーセントラルの入口と、案内先のAmazonのページに1回ずつ接続します。設定されたプロキシやスクリプトにも接続します。Cookieやパスワードは送りません。";
/// Why it cannot be asked for now.
pub const AFTER_SCAN: &str = "このPCの確認が終わると押せます。";
/// While it runs.
pub const RUNNING: &str = "接続を確認しています";
/// It was stopped, and has not ended yet.
pub const STOPPING: &str = "接続の確認を中止しています";
/// It was stopped.
pub const STOPPED: &str = "接続の確認を中止しました。途中の結果は残していません。";
/// It broke off.
pub const FAILED: &str =
    "接続の確認を最後まで行えませんでした。これまでの結果はそのままです。もう一度確認できます。";

/// The proxy is reached.
pub const PROXY: &str = "プロキシ";
/// The name has an address.
pub const NAME: &str = "名前";
/// A connection is made.
pub const CONNECT: &str = "接続";
/// The certificate is trusted.
pub const CERTIFICATE: &str = "証明書";
/// An answer comes.
pub const ANSWER: &str = "応答";

/// How a step went: it was done.
pub const DONE: &str = "できました";
/// It was done, but not as usual.
pub const ODD: &str = "いつもと違います";
/// It was not done.
pub const NOT_DONE: &str = "できませんでした";
/// It did not come to that.
pub const NOT_TRIED: &str = "行っていません";

/// All steps in one sentence, for those who hear them.
pub fn steps(steps: &[(&str, &str)]) -> String {
    steps.iter().map(|(name, state)| format!("{name}は{state}")).collect::<Vec<_>>().join("、")
}

/// By whose road it was made.
pub fn by_road_of(subject: &str) -> String {
    format!("{subject} の道すじ")
}

/// A time in seconds.
pub fn seconds(millis: u64) -> String {
    format!("{:.1}秒", millis.max(100) as f64 / 1000.0)
}

/// What a further visit came to.
pub fn further(visit: &Visit) -> String {
    format!("{}：{}", visit.host, headline(visit))
}

/// The outcome and its time, for the timeline.
pub fn in_short(online: &OnlineFacts) -> String {
    let millis = online.visits.iter().map(|visit| visit.millis).sum();
    match decisive(online) {
        Some(visit) => format!("{}、{}", headline(visit), seconds(millis)),
        None => NO_ROAD.to_owned(),
    }
}

/// The visit that says most: the first that did not go well, else the first.
pub fn decisive(online: &OnlineFacts) -> Option<&Visit> {
    online.visits.iter().find(|visit| !went_well(visit)).or_else(|| online.visits.first())
}

/// Whether a page of Amazon answered as it should.
pub fn went_well(visit: &Visit) -> bool {
    let fine = |answer: &Answer| answer.status < 400 && !answer.leaves_amazon;
    visit.outcome == VisitOutcome::Answered && visit.answer.as_ref().is_some_and(fine)
}

/// Nothing was asked.
pub const NO_ROAD: &str = "道すじが分からないため、接続していません";

/// What a host is to the operator.
fn place(visit: &Visit) -> &'static str {
    if SELLER_HOSTS.contains(&visit.host.as_str()) { "入口" } else { "案内先" }
}

/// How far a request went, in one line.
pub fn headline(visit: &Visit) -> String {
    let place = place(visit);
    let first = if matches!(visit.road, Road::Proxy(_)) { PROXY } else { place };
    match visit.outcome {
        VisitOutcome::Answered => {
            visit.answer.as_ref().map_or_else(|| reached(place), |it| answered(it, place))
        }
        VisitOutcome::NoRoad => NO_ROAD.to_owned(),
        VisitOutcome::NoName => format!("{first}の名前を調べられませんでした"),
        VisitOutcome::Sinkhole => format!("{place}の名前が、別の場所（このPCや社内）を指しています"),
        VisitOutcome::NoConnection(contact) => {
            format!("{first}につながりませんでした（{}）", self::contact(contact))
        }
        VisitOutcome::ProxyAsksPassword => "プロキシが、ユーザー名とパスワードを求めています".to_owned(),
        VisitOutcome::ProxyRefuses(0) => "プロキシに断られました".to_owned(),
        VisitOutcome::ProxyRefuses(status) => format!("プロキシに断られました（{status}）"),
        VisitOutcome::ProxyUnclear => "プロキシの返事を解釈できませんでした".to_owned(),
        VisitOutcome::Untrusted => format!("{place}の証明書を信頼できないため、そこで止めました"),
        VisitOutcome::NoTls => format!("{place}と、暗号化した接続を始められませんでした"),
        VisitOutcome::NoAnswer => format!("{place}から応答がありませんでした"),
        VisitOutcome::Unclear => format!("{place}の応答を解釈できませんでした"),
        VisitOutcome::Cancelled => "途中で中止しました".to_owned(),
    }
}

fn reached(place: &str) -> String {
    format!("{place}まで届きました")
}

fn answered(answer: &Answer, place: &str) -> String {
    if answer.leaves_amazon {
        return match &answer.sent_on_to {
            Some(host) => format!("Amazon以外のページ（{host}）に送られました"),
            None => "Amazon以外のページが返りました".to_owned(),
        };
    }
    match answer.status {
        0..=399 => reached(place),
        429 => "届きましたが、アクセスが多すぎると断られました（429）".to_owned(),
        status @ (401 | 403) => format!("届きましたが、アクセスを断られました（{status}）"),
        status @ 500.. => format!("届きましたが、Amazonの側が応答できないようです（{status}）"),
        status => format!("届きましたが、受け付けられませんでした（{status}）"),
    }
}

/// Whether a server takes a connection.
pub fn contact(contact: Contact) -> &'static str {
    match contact {
        Contact::Open => "つながりました",
        Contact::Refused => "接続を受け付けていません",
        Contact::TimedOut => "時間内に返事がありません",
        Contact::NoName => "名前が見つかりません",
        Contact::Unreachable => "経路がありません",
    }
}
