//! Findings from the check of the connection: how far one request came, on the road of a browser.

use super::network::{self, in_use};
use super::{Confidence, Draft, proxies, seen};
use crate::environment::facts::{
    Answer, Contact, MACHINE, Machine, Road, Route, SELLER_HOSTS, TlsFacts, Trust, Visit, VisitOutcome,
};
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[
    "tls.intercepted",
    "tls.cert_error",
    "net.captive_portal",
    "net.no_connection",
    "proxy.asks_password",
    "proxy.refuses",
    "site.status_400",
    "site.status_403",
    "site.status_429",
    "site.status_503",
    "net.reachable",
];

/// What the requests came to, that to the host at which sellers sign in first.
pub(super) fn findings(machine: &Machine, routes: &[Route]) -> Vec<Draft> {
    let mut visits: Vec<&Visit> = machine.online.iter().flat_map(|online| &online.visits).collect();
    visits.sort_by_key(|visit| !is_main(visit));
    visits.into_iter().flat_map(|visit| Look { machine, routes, visit }.findings()).collect()
}

fn is_main(visit: &Visit) -> bool {
    visit.host == SELLER_HOSTS[0]
}

/// One request, and what it is looked at with.
struct Look<'a> {
    machine: &'a Machine,
    routes: &'a [Route],
    visit: &'a Visit,
}

impl Look<'_> {
    fn findings(&self) -> Vec<Draft> {
        let certificates = self.visit.tls.as_ref().and_then(|tls| self.certificates(tls));
        let outcome = match self.visit.outcome {
            VisitOutcome::Answered => self.visit.answer.as_ref().and_then(|answer| self.answer(answer)),
            VisitOutcome::Untrusted if self.visit.tls.is_none() => {
                Some(self.draft("tls.cert_error", "TLS", "untrusted").with_value("").with_detail("bad"))
            }
            VisitOutcome::NoName => Some(self.lost("no_name")),
            VisitOutcome::NoConnection(contact) => self.no_connection(contact),
            VisitOutcome::NoTls if self.visit.road == Road::Direct => Some(self.stranger_at_the_door()),
            VisitOutcome::NoTls | VisitOutcome::NoAnswer | VisitOutcome::Unclear => Some(self.lost("broken")),
            VisitOutcome::ProxyAsksPassword => Some(self.proxy("proxy.asks_password", "407")),
            VisitOutcome::ProxyRefuses(status) => Some(self.refused(status)),
            VisitOutcome::ProxyUnclear => Some(self.proxy("proxy.refuses", "unclear").with_detail("unclear")),
            // A name that leads nowhere is told where names are; what was not asked says nothing.
            VisitOutcome::Untrusted
            | VisitOutcome::Sinkhole
            | VisitOutcome::NoRoad
            | VisitOutcome::Cancelled => None,
        };
        certificates.into_iter().chain(outcome).collect()
    }

    /// What it is about: the machine, unless a browser has a road of its own.
    fn subject(&self) -> &str {
        if self.visit.road == Road::Direct {
            return MACHINE;
        }
        let own = in_use(self.routes).into_iter().find(|route| route.subject == self.visit.subject);
        own.map_or(&self.visit.subject, network::subject)
    }

    fn draft(&self, id: &'static str, key: &str, value: &str) -> Draft {
        // The sign-in can still work where another host of Amazon cannot be reached.
        let confidence = if is_main(self.visit) { Confidence::High } else { Confidence::Medium };
        let draft = Draft::new(id, self.subject(), confidence, seen(&self.visit.host, key, value));
        draft.and(match &self.visit.road {
            Road::Proxy(server) => Some(seen(&self.visit.host, "proxy", &server.to_string())),
            _ => None,
        })
    }

    /// About the proxy on the road.
    fn proxy(&self, id: &'static str, state: &str) -> Draft {
        let server = match &self.visit.road {
            Road::Proxy(server) => server.to_string(),
            _ => String::new(),
        };
        self.draft(id, "proxy", state).with_value(&server)
    }

    fn refused(&self, status: u16) -> Draft {
        let detail = match status {
            0 => "socks",
            500.. => "gateway",
            _ => "forbidden",
        };
        let state = if status == 0 { "SOCKS".to_owned() } else { format!("HTTP {status}") };
        self.proxy("proxy.refuses", &state).with_detail(detail)
    }

    /// Where a proxy does not answer, that is told of the proxy.
    fn no_connection(&self, contact: Contact) -> Option<Draft> {
        if let Road::Proxy(server) = &self.visit.road
            && proxies::is_dead(self.machine, server)
        {
            return None;
        }
        match contact {
            Contact::Open => None,
            Contact::Refused => Some(self.lost("refused")),
            Contact::TimedOut => Some(self.lost("timed_out")),
            Contact::NoName => Some(self.lost("no_name")),
            Contact::Unreachable => Some(self.lost("unreachable")),
        }
    }

    fn lost(&self, detail: &'static str) -> Draft {
        let draft = self.draft("net.no_connection", "TCP", detail).with_detail(detail);
        let draft = draft.with_value(&self.visit.host);
        // Its pictures may be missing, no more.
        if is_main(self.visit) { draft } else { draft.with_likelihood(Likelihood::Medium) }
    }

    /// Something else than a server of Amazon answers, or cuts the connection.
    fn stranger_at_the_door(&self) -> Draft {
        let draft = self.draft("net.captive_portal", "TLS", "none").with_value("").with_detail("no_tls");
        Draft { confidence: Confidence::Low, ..draft }.with_likelihood(Likelihood::Medium)
    }

    fn certificates(&self, tls: &TlsFacts) -> Option<Draft> {
        let draft = |id, state: &str| {
            let issuer = seen(&self.visit.host, "issuer", &tls.issuer);
            self.draft(id, "TLS", state).and([issuer]).with_value(&tls.issuer)
        };
        let detail = match (tls.system, tls.public) {
            (Trust::Trusted, Trust::Trusted) => return None,
            (Trust::Trusted, public) => {
                // A certificate that only this machine knows was put in by somebody.
                let is_sure = public == Trust::UnknownIssuer;
                let found = draft("tls.intercepted", "private root");
                let confidence = if is_sure { found.confidence } else { Confidence::Low };
                return Some(Draft { confidence, ..found });
            }
            (Trust::UnknownIssuer, Trust::Trusted) => "old_roots",
            (Trust::UnknownIssuer, _) => "unknown_issuer",
            (Trust::Expired, _) => "expired",
            (Trust::NotYetValid, _) => "not_yet_valid",
            (Trust::OtherName, _) => "other_name",
            (Trust::Revoked, _) => "revoked",
            (Trust::Bad, _) => "bad",
        };
        Some(draft("tls.cert_error", detail).with_detail(detail))
    }

    /// What an answer says. That of another host than the sellers' own says nothing: pages for customers refuse
    /// programs that are no browsers.
    fn answer(&self, answer: &Answer) -> Option<Draft> {
        let status = format!("HTTP {}", answer.status);
        if answer.leaves_amazon {
            let host = answer.sent_on_to.as_deref().unwrap_or_default();
            let draft = self.draft("net.captive_portal", &status, host);
            return Some(draft.with_value(host).with_detail("sends_on"));
        }
        if !is_main(self.visit) {
            return None;
        }
        let id = match answer.status {
            200..400 => "net.reachable",
            400 => "site.status_400",
            403 => "site.status_403",
            429 => "site.status_429",
            500.. => "site.status_503",
            _ => return None,
        };
        let draft = self.draft(id, "HTTP", &answer.status.to_string());
        let draft = draft.with_value(&answer.status.to_string());
        // A browser may be answered otherwise than this program.
        let is_good = id == "net.reachable";
        Some(if is_good { draft } else { Draft { confidence: Confidence::Medium, ..draft } })
    }
}

#[cfg(test)]
mod tests;
