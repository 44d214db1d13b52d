//! One request to one host, by the road that the person's browser takes, and what came of it.

use std::io::Write as _;
use std::time::{Duration, Instant, UNIX_EPOCH};

use jiff::Timestamp;
use url::Url;

use super::errand::Errand;
use super::http::{self, Failure, Head};
use super::proxies::first_open;
use super::reach::{self, Stream};
use super::scripts::target;
use super::tls::{self, Insecure};
use super::tunnel;
use crate::environment::browsers::is_amazons;
use crate::environment::facts::{Answer, ProxyCheck, Road, Visit, VisitOutcome};
use crate::environment::hosts::leads_nowhere;
use crate::environment::mask;

/// The port of HTTPS.
const PORT: u16 = 443;
/// Longer addresses are not followed.
const LONGEST_TARGET: usize = 8192;

/// Where to, and how.
pub(super) struct Trip<'a> {
    /// The page.
    pub(super) url: &'a Url,
    /// Which browser's road it is, as findings name it.
    pub(super) subject: String,
    /// The roads that it tries, in order.
    pub(super) roads: Vec<Road>,
    /// Which proxies take a connection.
    pub(super) proxies: &'a [ProxyCheck],
}

/// Makes the request. Beside what came of it, the page of Amazon that the answer sends on to. `asked` is called when
/// the request is sent.
pub(super) fn go(errand: Errand<'_>, trip: &Trip<'_>, asked: &dyn Fn()) -> (Visit, Option<Url>) {
    let started = Instant::now();
    let (road, open) = first_open(&trip.roads, trip.proxies);
    let mut visit = Visit {
        host: trip.url.host_str().unwrap_or_default().to_owned(),
        subject: trip.subject.clone(),
        road,
        addresses: Vec::new(),
        tls: None,
        answer: None,
        outcome: VisitOutcome::Answered,
        millis: 0,
    };
    let went = match open {
        Ok(()) => ask(errand, &mut visit, trip.url, asked),
        Err(contact) => Err(VisitOutcome::NoConnection(contact)),
    };
    visit.millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match went {
        Ok(next) => (visit, next),
        Err(outcome) => (Visit { outcome, ..visit }, None),
    }
}

fn ask(
    errand: Errand<'_>,
    visit: &mut Visit,
    url: &Url,
    asked: &dyn Fn(),
) -> Result<Option<Url>, VisitOutcome> {
    let under = connection(errand, visit)?;
    let (mut stream, facts) = tls::secure(errand, &visit.host, under).map_err(|insecure| {
        let (facts, outcome) = match insecure {
            Insecure::NoTls => (None, VisitOutcome::NoTls),
            Insecure::Untrusted(facts) => (Some(facts), VisitOutcome::Untrusted),
            Insecure::BrokeOff(facts) => (facts, VisitOutcome::NoAnswer),
        };
        visit.tls = facts;
        outcome
    })?;
    visit.tls = Some(facts);
    asked();
    let sent = Instant::now();
    let question = http::question(&target(url), &visit.host);
    stream.write_all(question.as_bytes()).or(Err(VisitOutcome::NoAnswer))?;
    let (head, _) = http::read_head(&mut stream).map_err(|failure| match failure {
        Failure::Unclear | Failure::TooBig => VisitOutcome::Unclear,
        Failure::BrokeOff => VisitOutcome::NoAnswer,
    })?;
    let clock_ahead = clock_ahead(&head, errand.internet().now(), sent.elapsed());
    let (answer, next) = answer(&head, url, clock_ahead);
    visit.answer = Some(answer);
    Ok(next)
}

/// A connection by the road of the visit.
fn connection<'a>(errand: Errand<'a>, visit: &mut Visit) -> Result<Box<dyn Stream + 'a>, VisitOutcome> {
    match &visit.road {
        Road::Proxy(proxy) => tunnel::through(errand, proxy, &visit.host),
        Road::Direct => {
            visit.addresses = reach::addresses(errand, &visit.host);
            let real: Vec<_> =
                visit.addresses.iter().copied().filter(|address| !leads_nowhere(*address)).collect();
            match (visit.addresses.is_empty(), real.is_empty()) {
                (true, _) => Err(VisitOutcome::NoName),
                (false, true) => Err(VisitOutcome::Sinkhole),
                (false, false) => {
                    let wire = reach::connect(errand, &real, PORT).map_err(VisitOutcome::NoConnection)?;
                    Ok(Box::new(wire))
                }
            }
        }
        Road::Pac | Road::BrowserVpn | Road::Unknown => Err(VisitOutcome::NoRoad),
    }
}

/// What an answer says, and the page of Amazon that it sends on to.
pub(super) fn answer(head: &Head, url: &Url, clock_ahead: Option<i64>) -> (Answer, Option<Url>) {
    let next = head.location().and_then(|to| url.join(to).ok());
    let host = next.as_ref().and_then(Url::host_str).map(str::to_owned);
    let leaves_amazon = host.as_deref().is_some_and(|host| !is_amazons(host));
    let sent_on_to = host.as_deref().map(mask::shown);
    let answer = Answer { status: head.status, sent_on_to, leaves_amazon, clock_ahead };
    (answer, next.filter(|next| !leaves_amazon && is_plain_page(next)))
}

/// A page over HTTPS at the usual port, as all of Amazon's are.
fn is_plain_page(url: &Url) -> bool {
    url.scheme() == "https"
        && url.port().is_none()
        && url.domain().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && target(url).len() <= LONGEST_TARGET
}

/// How far this machine's clock is ahead, in seconds. The server wrote its time down about half way between question
/// and answer, and left out the part of the second that had passed: half of one on average.
pub(super) fn clock_ahead(head: &Head, now: Timestamp, waited: Duration) -> Option<i64> {
    // An answer that was kept on the way has the time of when it was made.
    if head.header("age").is_some() {
        return None;
    }
    let date = httpdate::parse_http_date(head.header("date")?).ok()?;
    let theirs = i64::try_from(date.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()? + 500;
    let ours = now.as_millisecond() - i64::try_from(waited.as_millis() / 2).ok()?;
    Some((ours - theirs + 500).div_euclid(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(status: u16, lines: &str) -> Head {
        let text = format!("HTTP/1.1 {status} X\r\n{lines}\r\n");
        http::read_head(&mut text.as_bytes()).unwrap().0
    }

    fn top() -> Url {
        Url::parse("https://sellercentral.amazon.co.jp/").unwrap()
    }

    fn sent_to(to: &str) -> (Option<String>, bool, Option<String>) {
        let (answer, next) = answer(&head(302, &format!("Location: {to}\r\n")), &top(), None);
        (answer.sent_on_to, answer.leaves_amazon, next.map(String::from))
    }

    #[test]
    fn an_answer_is_followed_to_pages_of_amazon_only() {
        let www = "https://www.amazon.co.jp/ap/signin?a=b";
        assert_eq!(sent_to(www), (Some("www.amazon.co.jp".into()), false, Some(www.into())));
        let own = (Some("sellercentral.amazon.co.jp".into()), false);
        assert_eq!(sent_to("/home"), (own.0, own.1, Some("https://sellercentral.amazon.co.jp/home".into())));
        for portal in
            ["http://portal.example/login", "https://amazon.co.jp.evil.example/", "http://10.0.0.1/"]
        {
            let (host, leaves, next) = sent_to(portal);
            assert!(host.is_some() && leaves && next.is_none(), "{portal}");
        }
        for odd in [
            "http://www.amazon.co.jp/",
            "https://www.amazon.co.jp:8443/",
            "https://user@www.amazon.co.jp/",
            "https://user:pass@www.amazon.co.jp/",
        ] {
            assert_eq!(sent_to(odd), (Some("www.amazon.co.jp".into()), false, None), "{odd}");
        }
        let long = format!("https://www.amazon.co.jp/{}", "x".repeat(LONGEST_TARGET));
        assert_eq!(sent_to(&long).2, None);
        assert_eq!(sent_to("https://["), (None, false, None));
        let (answer, next) = answer(&head(200, "Location: http://portal.example/\r\n"), &top(), None);
        assert_eq!((answer.sent_on_to, answer.leaves_amazon, next), (None, false, None));
    }

    #[test]
    fn the_clock_is_compared_with_the_middle_of_the_wait() {
        let date = "Date: Sun, 22 Nov 2026 00:00:00 GMT\r\n";
        let ahead = |lines: &str, now: &str, waited: u64| {
            clock_ahead(&head(200, lines), now.parse().unwrap(), Duration::from_millis(waited))
        };
        assert_eq!(ahead(date, "2026-11-22T00:00:00.500Z", 0), Some(0));
        assert_eq!(ahead(date, "2026-11-22T00:00:04.500Z", 8000), Some(0));
        assert_eq!(ahead(date, "2026-11-22T00:02:00.700Z", 100), Some(120));
        assert_eq!(ahead(date, "2026-11-21T23:58:00.400Z", 100), Some(-120));
        assert_eq!(ahead(date, "2026-11-21T15:00:00.500Z", 0), Some(-9 * 3600));
        assert_eq!(ahead(&format!("{date}Age: 0\r\n"), "2026-11-22T00:02:00Z", 0), None);
        assert_eq!(ahead("Date: yesterday\r\n", "2026-11-22T00:00:00Z", 0), None);
        assert_eq!(ahead("", "2026-11-22T00:00:00Z", 0), None);
    }
}
