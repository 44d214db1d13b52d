//! Lines of `inspect` about roads, and about what a check of the connection shows.

use crate::environment::facts::{Answer, ProxyCheck, Road, Route, TlsFacts, Visit};

use super::{connection, machine, roads};

/// Over a check of the connection.
pub const CHECK: &str = "接続の確認";

/// A road: who, where to, which way, who decides.
pub fn route(route: &Route) -> String {
    let certainty = if route.certain || route.road == Road::Unknown { "" } else { "、推定" };
    let Route { subject, host, road, source, .. } = route;
    format!("{subject} → {host}：{}（{}{certainty}）", roads::way(road), roads::source(source))
}

/// Whether a proxy can be reached.
pub fn proxy(check: &ProxyCheck) -> String {
    let server = check.server.to_string();
    format!("{}：{}", roads::proxy(&server), connection::contact(check.reach))
}

/// One request.
pub fn visit(visit: &Visit) -> String {
    let Visit { host, subject, road, millis, .. } = visit;
    let road = format!("{}、{}", connection::by_road_of(subject), roads::way(road));
    format!("{host}（{road}）：{}（{}）", connection::headline(visit), connection::seconds(*millis))
}

/// The certificates.
pub fn certificate(tls: &TlsFacts) -> String {
    let (system, public) = (machine::trust(tls.system), machine::trust(tls.public));
    format!("証明書の発行元「{}」、このPCの判断：{system}、公開の一覧での判断：{public}", tls.issuer)
}

/// An answer.
pub fn answer(answer: &Answer) -> String {
    let to = answer.sent_on_to.as_ref().map(|host| format!("、{host} へ案内")).unwrap_or_default();
    let clock = answer.clock_ahead.map(|ahead| format!("、時計のずれ：{}", machine::skew(ahead)));
    format!("応答の番号 {}{to}{}", answer.status, clock.unwrap_or_default())
}
