//! Words for roads, and for what a check of the connection shows.

use crate::environment::facts::{
    Answer, BypassNote, BypassTrap, Contact, ProxyCheck, Road, RoadSource, Route, TlsFacts, Trust, Visit,
    VisitOutcome,
};

/// Over the roads.
pub const ROADS: &str = "道すじ";
/// Over a check of the connection.
pub const CHECK: &str = "接続の確認";

/// A road in a few words.
pub fn road(road: &Road) -> String {
    match road {
        Road::Direct => "直接".to_owned(),
        Road::Proxy(server) => format!("プロキシ（中継サーバー）{server} 経由"),
        Road::Pac => "つなぎ方を決めるスクリプト（PAC）しだい".to_owned(),
        Road::BrowserVpn => "ブラウザー内蔵のVPN経由".to_owned(),
        Road::Unknown => "未確認".to_owned(),
    }
}

/// Who decides on a road.
pub fn source(source: &RoadSource) -> String {
    match source {
        RoadSource::System => "パソコンの設定".to_owned(),
        RoadSource::Browser => "ブラウザーの設定".to_owned(),
        RoadSource::Company => "会社の管理".to_owned(),
        RoadSource::Extension(name) => format!("拡張機能「{name}」"),
        RoadSource::BuiltInVpn => "ブラウザー内蔵のVPN".to_owned(),
        RoadSource::Shortcut => "ショートカットの指定".to_owned(),
    }
}

/// A road in one line: who, where to, which way, who decides.
pub fn route(route: &Route) -> String {
    let certainty = if route.certain || route.road == Road::Unknown { "" } else { "、推定" };
    let Route { subject, host, road: way, source: by, .. } = route;
    format!("{subject} → {host}：{}（{}{certainty}）", road(way), source(by))
}

/// An entry of a list of exceptions that does not do what it seems to.
pub fn misread(note: &BypassNote) -> String {
    let what = match note.trap {
        BypassTrap::ThatNameOnly => "その名前だけが対象で、その下の名前には効きません",
        BypassTrap::SpoilsList => "この書き方があると、除外の一覧がすべて無視されます",
        BypassTrap::OpensAll => "この書き方があると、すべてプロキシを通らなくなります",
        BypassTrap::PortKillsIt => "ポート番号が付いているため効きません",
        BypassTrap::FormUnknown => "この書き方には対応していないため効きません",
        BypassTrap::AddressesOnly => "IPアドレスで開くときだけが対象です",
        BypassTrap::OtherPages => "別の種類のページだけが対象です",
    };
    format!("除外の指定「{}」：{what}", note.entry)
}

/// Whether a server takes a connection.
pub fn contact(contact: Contact) -> &'static str {
    match contact {
        Contact::Open => "つながります",
        Contact::Refused => "つながりません（その場所で動いているものがありません）",
        Contact::TimedOut => "つながりません（時間内に応答がありません）",
        Contact::NoName => "つながりません（名前が見つかりません）",
        Contact::Unreachable => "つながりません（そこへの経路がありません）",
    }
}

/// Whether a proxy can be reached, in one line.
pub fn proxy(check: &ProxyCheck) -> String {
    format!("プロキシ {}：{}", check.server, contact(check.reach))
}

/// How far a request went.
pub fn outcome(outcome: VisitOutcome) -> String {
    let text = match outcome {
        VisitOutcome::Answered => "応答がありました",
        VisitOutcome::NoRoad => "道すじが分からないため、接続しませんでした",
        VisitOutcome::NoName => "名前（DNS）からアドレスが分かりませんでした",
        VisitOutcome::Sinkhole => "名前（DNS）がこのPCや社内のアドレスに向いているため、接続しませんでした",
        VisitOutcome::NoConnection(why) => return contact(why).to_owned(),
        VisitOutcome::ProxyAsksPassword => "プロキシがユーザー名とパスワードを求めています",
        VisitOutcome::ProxyRefuses(0) => "プロキシが接続を断りました",
        VisitOutcome::ProxyRefuses(status) => return format!("プロキシが接続を断りました（{status}）"),
        VisitOutcome::ProxyUnclear => "プロキシではないものが応答しました",
        VisitOutcome::Untrusted => "証明書が信頼されないため、そこで止めました",
        VisitOutcome::NoTls => "暗号化した接続が始まりませんでした",
        VisitOutcome::NoAnswer => "応答が途中で切れたか、時間内にありませんでした",
        VisitOutcome::Unclear => "応答を解釈できませんでした",
        VisitOutcome::Cancelled => "中止しました",
    };
    text.to_owned()
}

/// One request in one line.
pub fn visit(visit: &Visit) -> String {
    let Visit { host, subject, road: way, outcome: result, millis, .. } = visit;
    format!("{host}（{subject}の道すじ、{}）：{}（{millis} ミリ秒）", road(way), outcome(*result))
}

/// Whether a certificate is trusted.
pub fn trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "信頼されています",
        Trust::UnknownIssuer => "発行元が知られていません",
        Trust::Expired => "有効期限が過ぎています",
        Trust::NotYetValid => "有効期間がまだ始まっていません",
        Trust::OtherName => "別の名前のものです",
        Trust::Revoked => "取り消されています",
        Trust::Bad => "正しくありません",
    }
}

/// The certificates in one line.
pub fn certificate(tls: &TlsFacts) -> String {
    let TlsFacts { system, public, issuer } = tls;
    format!(
        "証明書の発行元「{issuer}」、このPCの判断：{}、世界共通の一覧での判断：{}",
        trust(*system),
        trust(*public)
    )
}

/// An answer in one line.
pub fn answer(answer: &Answer) -> String {
    let Answer { status, sent_on_to, leaves_amazon, clock_ahead } = answer;
    let to = sent_on_to.as_ref().map(|host| {
        let foreign = if *leaves_amazon { "、Amazonではありません" } else { "" };
        format!("、{host} へ案内{foreign}")
    });
    let clock = match clock_ahead {
        Some(0) => "、時計のずれはありません".to_owned(),
        Some(seconds) if *seconds > 0 => format!("、このPCの時計が {seconds} 秒進んでいます"),
        Some(seconds) => format!("、このPCの時計が {} 秒遅れています", seconds.unsigned_abs()),
        None => String::new(),
    };
    format!("応答の番号 {status}{}{clock}", to.unwrap_or_default())
}
