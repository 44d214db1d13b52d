//! What was seen when the operator had the connection checked.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::Serialize;

use super::{ProxyServer, Road, as_text};

/// The outcome of a check of the connection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnlineFacts {
    /// When it was made.
    #[serde(serialize_with = "as_text")]
    pub at: Timestamp,
    /// Whether each proxy on a browser's road can be reached.
    pub proxies: Vec<ProxyCheck>,
    /// What became of the one request to each host.
    pub visits: Vec<Visit>,
    /// Whether the network told of a script (WPAD), where anything is set to ask for one.
    pub detected: Option<Detected>,
}

/// What asking the network for a proxy script came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Detected {
    /// There is one.
    Found,
    /// There is none.
    Nothing,
}

/// Whether a proxy can be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProxyCheck {
    /// The proxy.
    pub server: ProxyServer,
    /// Whether it can be reached.
    pub reach: Contact,
}

/// Whether a server takes a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// It does.
    Open,
    /// Nothing listens there.
    Refused,
    /// It did not answer within the time.
    TimedOut,
    /// Its name has no address.
    NoName,
    /// The network says that there is no way to it, or another error.
    Unreachable,
}

/// One request to one host, by the road of the browser that the person uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Visit {
    /// The host.
    pub host: String,
    /// Which browser's road was taken: browser and profile, as findings name them.
    pub subject: String,
    /// The road.
    pub road: Road,
    /// The addresses that this machine has for the host; empty if it was not asked, or has none.
    pub addresses: Vec<IpAddr>,
    /// The certificates that were shown; none if it did not come to that.
    pub tls: Option<TlsFacts>,
    /// The answer; none if there was none.
    pub answer: Option<Answer>,
    /// How far it went.
    pub outcome: VisitOutcome,
    /// How long it took in all, in milliseconds.
    pub millis: u64,
}

/// How far a request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// An answer came.
    Answered,
    /// The road is not known, so that no request was made.
    NoRoad,
    /// The host's name has no address.
    NoName,
    /// The host's name leads to this machine or into the own network, so that no request was made.
    Sinkhole,
    /// The host, or the proxy before it, takes no connection.
    NoConnection(Contact),
    /// The proxy asks for a user and a password.
    ProxyAsksPassword,
    /// The proxy refuses to go on, with this status of HTTP; 0 for SOCKS.
    ProxyRefuses(u16),
    /// The proxy answered nothing that a proxy says.
    ProxyUnclear,
    /// The certificate is not trusted: see [`Visit::tls`].
    Untrusted,
    /// It is no TLS, or the connection broke off before the certificates were shown.
    NoTls,
    /// It broke off, or no answer came within the time.
    NoAnswer,
    /// What came is no HTTP.
    Unclear,
    /// The operator stopped it.
    Cancelled,
}

/// The certificates of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TlsFacts {
    /// What the operating system's roots say.
    pub system: Trust,
    /// What the roots say that Mozilla keeps for the public.
    pub public: Trust,
    /// Who issued the host's certificate, masked.
    pub issuer: String,
}

/// Whether a certificate is trusted, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// It is.
    Trusted,
    /// Its issuer is not known.
    UnknownIssuer,
    /// It has ended.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// It is for another name.
    OtherName,
    /// It was called back.
    Revoked,
    /// Something else is wrong with it.
    Bad,
}

/// An answer of HTTP: never its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The host that it sends on to.
    pub sent_on_to: Option<String>,
    /// Whether that host, or the page itself, is none of Amazon's.
    pub leaves_amazon: bool,
    /// How far this machine's clock is ahead of the server's, in seconds; none if the server does not say, or the
    /// answer was kept somewhere on the way.
    pub clock_ahead: Option<i64>,
}
