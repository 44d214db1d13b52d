//! The judgement of one URL.

use std::borrow::Cow;
use std::sync::LazyLock;

use url::{Host, Url};

use crate::embedded;
use crate::knowledge::{self, Marketplace};

use super::handle;
use super::hosts::{Hosts, Table};
use super::look_alike;
use super::nested::{self, Return};
use super::text;
use super::tricks;
use super::verdict::{Judgement, Reason, Verdict};

/// A return address may hold a return address, and so on. Deeper ones are not followed, and make a URL doubtful.
const DEEPEST: usize = 6;

/// Judges URLs by the tables of Amazon's hosts.
#[derive(Debug)]
pub struct Judge {
    hosts: Hosts,
}

/// The judge who knows the tables of this program.
pub fn judge() -> &'static Judge {
    static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
        let text = include_str!("../../assets/knowledge/marketplaces.ron");
        // The build has parsed this one, and a test the other: a broken one cannot be in a program that was tested.
        let marketplaces = knowledge::parse([("marketplaces.ron", text)]).map(|known| known.marketplaces);
        let parsed = ron::from_str(include_str!("../../assets/seller_url/hosts.ron"));
        let table = embedded::table("seller_url/hosts.ron", parsed);
        Judge::new(table, &marketplaces.unwrap_or_default())
    });
    &JUDGE
}

impl Judge {
    fn new(table: Table, marketplaces: &[Marketplace]) -> Self {
        Self { hosts: Hosts::new(table, marketplaces) }
    }

    /// Whether a host in small letters lies below a domain of Amazon's shops.
    pub fn is_amazons(&self, host: &str) -> bool {
        self.hosts.is_own(host)
    }

    /// Whether a host in small letters rightly bears Amazon's name, and is no door.
    pub fn is_harmless(&self, host: &str) -> bool {
        self.hosts.is_kin(host)
    }

    /// What people call a service of Amazon's.
    pub fn service(&self, id: &str) -> Option<&str> {
        self.hosts.service(id)
    }

    /// The marketplace whose Seller Central is at a host; the first one where several share it.
    pub fn marketplace(&self, host: &str) -> Option<String> {
        let known = self.hosts.look_up(host).filter(|known| known.service.is_none())?;
        known.marketplace
    }

    /// Judges a URL, or a text in which one stands; of several the most dangerous one is told.
    pub fn judge(&self, input: &str) -> Judgement {
        let input = input.trim_matches(|c: char| {
            c.is_whitespace() && !tricks::is_hidden(c) || c == '\n' || c == '\r' || c == '\t'
        });
        if tricks::is_other_scheme(input) || text::is_broken_url(input) {
            return self.judge_url(input);
        }
        let urls = text::find_urls(input).into_iter();
        let judged: Vec<Judgement> =
            urls.map(|range| self.judge_url(input.get(range).unwrap_or_default())).collect();
        let is_written_out = |judged: &Judgement| !judged.reasons.contains(&Reason::NoScheme);
        let any_written_out = judged.iter().any(is_written_out);
        // Beside a URL, `Amazon.co.jp` is a name in a sentence, unless it is somebody else's.
        let counts = |judged: &Judgement| {
            !any_written_out || is_written_out(judged) || judged.verdict == Verdict::NotAmazon
        };
        let worse = |worst: Judgement, next: Judgement| {
            if danger(next.verdict) > danger(worst.verdict) { next } else { worst }
        };
        judged.into_iter().filter(counts).reduce(worse).unwrap_or_else(|| self.judge_url(input))
    }

    /// Judges exactly this text as a URL.
    pub fn judge_url(&self, text: &str) -> Judgement {
        self.judge_at(text, 0)
    }

    fn judge_at(&self, text: &str, depth: usize) -> Judgement {
        let parts = tricks::split(text);
        let mut reasons = tricks::find(text, &parts);
        let parsed = match &parts.scheme {
            Some(scheme) if scheme != "https" && scheme != "http" => {
                reasons.insert(0, Reason::Scheme);
                return finish(Verdict::NotAmazon, reasons, None);
            }
            Some(_) => Url::parse(&plain_scheme(text)),
            None => {
                reasons.push(Reason::NoScheme);
                Url::parse(&format!("https://{}", text.trim_start_matches(['/', '\\'])))
            }
        };
        let Ok(url) = parsed else {
            // What hides something and cannot be read is more than a slip of the pen.
            let tricky = reasons.iter().any(|reason| reason.worst() == Some(Verdict::NotAmazon));
            let verdict =
                if tricky && parts.scheme.is_some() { Verdict::NotAmazon } else { Verdict::Unreadable };
            reasons.retain(|reason| *reason != Reason::NoScheme);
            reasons.push(Reason::NoUrl);
            return finish(verdict, reasons, None);
        };
        if parts.scheme.is_none() && !is_like_host(&url, text) {
            return finish(Verdict::Unreadable, vec![Reason::NoUrl], None);
        }
        self.judge_parsed(&url, reasons, depth)
    }

    fn judge_parsed(&self, url: &Url, mut reasons: Vec<Reason>, depth: usize) -> Judgement {
        if url.scheme() == "http" {
            reasons.push(Reason::NotEncrypted);
        }
        if (!url.username().is_empty() || url.password().is_some()) && !reasons.contains(&Reason::UserInfo) {
            reasons.push(Reason::UserInfo);
        }
        if url.port().is_some_and(|port| port != 443) {
            reasons.push(Reason::Port);
        }
        let host = match url.host() {
            Some(Host::Domain(domain)) => domain.to_owned(),
            Some(address) => {
                reasons.insert(0, Reason::IpAddress);
                return finish(Verdict::NotAmazon, reasons, Some(Named::address(address.to_string())));
            }
            None => return finish(Verdict::Unreadable, vec![Reason::NoUrl], None),
        };
        let mut named = Named::domain(&host, &mut reasons);
        let known = self.hosts.look_up(&named.host);
        let (verdict, reason) = match &known {
            Some(known) => (known.verdict, known.reason),
            None => {
                let shown = named.unicode.as_deref().unwrap_or(&named.host);
                let imitation = look_alike::imitation(shown);
                named.imitates = imitation.map(|(name, _)| name);
                (Verdict::NotAmazon, imitation.map_or(Reason::ForeignDomain, |(_, reason)| reason))
            }
        };
        if let Some(known) = known {
            (named.marketplace, named.service) = (known.marketplace, known.service);
        }
        let decides = reasons.iter().all(|reason| reason.worst() != Some(Verdict::NotAmazon));
        if decides {
            reasons.insert(0, reason);
        } else {
            reasons.push(reason);
        }
        if verdict != Verdict::NotAmazon {
            reasons.extend(handle::reason(url));
            self.judge_returns(url, &mut reasons, depth);
            if !verdict.is_safe_to_sign_in() {
                // Another part of Amazon's rightly leads on to another part of Amazon's.
                reasons.retain(|reason| *reason != Reason::ReturnsToOtherAmazon);
            }
        }
        finish(verdict, reasons, Some(named))
    }

    fn judge_returns(&self, url: &Url, reasons: &mut Vec<Reason>, depth: usize) {
        for found in nested::returns(url) {
            let reason = match found {
                _ if depth >= DEEPEST => Some(Reason::ReturnUnclear),
                Return::Unclear => Some(Reason::ReturnUnclear),
                Return::SameHost(path) if path.is_empty() => None,
                Return::SameHost(address) => self.reason_of_path(&address, depth),
                Return::To(address) => self.reason_of_return(&address, depth),
                Return::Perhaps(address) => self
                    .reason_of_return(&address, depth)
                    .filter(|reason| *reason == Reason::ReturnsElsewhere),
            };
            if let Some(reason) = reason.filter(|reason| !reasons.contains(reason)) {
                if reason == Reason::ReturnsElsewhere {
                    reasons.insert(0, reason);
                } else {
                    reasons.push(reason);
                }
            }
        }
    }

    /// A path on the same host says something only by the return addresses in itself.
    fn reason_of_path(&self, address: &str, depth: usize) -> Option<Reason> {
        let leads_on = [Reason::ReturnsElsewhere, Reason::ReturnsToOtherAmazon, Reason::ReturnUnclear];
        let reasons = self.judge_at(address, depth + 1).reasons;
        leads_on.into_iter().find(|reason| reasons.contains(reason))
    }

    fn reason_of_return(&self, address: &str, depth: usize) -> Option<Reason> {
        let judged = self.judge_at(address, depth + 1);
        match judged.verdict {
            Verdict::Japan | Verdict::JapanSecond => None,
            Verdict::OtherMarketplace | Verdict::OtherAmazon | Verdict::Caution => {
                Some(Reason::ReturnsToOtherAmazon)
            }
            Verdict::NotAmazon => Some(Reason::ReturnsElsewhere),
            Verdict::Unreadable => Some(Reason::ReturnUnclear),
        }
    }
}

/// The scheme in plain letters, so that the parser reads what browsers make of it.
fn plain_scheme(text: &str) -> Cow<'_, str> {
    if let Some((_, rest)) = tricks::web_scheme(text)
        && rest.strip_prefix("//").is_some_and(|rest| !rest.starts_with(['/', '\\', '／', '＼']))
    {
        return Cow::Borrowed(text);
    }
    let colon = text.find([':', '：']).unwrap_or(0);
    let scheme = tricks::split(text).scheme.unwrap_or_default();
    let mut rest = text.get(colon..).unwrap_or_default().chars();
    rest.next();
    let rest = rest.as_str();
    let slashes =
        rest.chars().take_while(|c| matches!(c, '/' | '\\' | '／' | '＼')).map(char::len_utf8).sum();
    Cow::Owned(format!("{scheme}://{}", rest.get(slashes..).unwrap_or_default()))
}

/// A word without scheme is taken for a URL only if it has a name with a dot and a top-level domain of letters.
fn is_like_host(url: &Url, text: &str) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => {
            let domain = domain.strip_suffix('.').unwrap_or(domain);
            let last = domain.rsplit('.').next().unwrap_or_default();
            domain.contains('.') && last.len() > 1 && !last.bytes().all(|b| b.is_ascii_digit())
        }
        // A number may be anything.
        Some(_) => text.matches('.').count() > 2 || text.contains('['),
        None => false,
    }
}

fn danger(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Japan => 0,
        Verdict::JapanSecond => 1,
        Verdict::OtherMarketplace => 2,
        Verdict::OtherAmazon => 3,
        Verdict::Unreadable => 4,
        Verdict::Caution => 5,
        Verdict::NotAmazon => 6,
    }
}

/// The names that a host has.
struct Named {
    host: String,
    unicode: Option<String>,
    registrable_domain: Option<String>,
    marketplace: Option<String>,
    service: Option<String>,
    imitates: Option<&'static str>,
}

impl Named {
    fn address(host: String) -> Self {
        Self {
            host,
            unicode: None,
            registrable_domain: None,
            marketplace: None,
            service: None,
            imitates: None,
        }
    }

    fn domain(host: &str, reasons: &mut Vec<Reason>) -> Self {
        let bare = host.strip_suffix('.').unwrap_or(host);
        if bare != host {
            reasons.push(Reason::TrailingDot);
        }
        let is_other_script = bare.contains("xn--") && bare.split('.').any(|label| label.starts_with("xn--"));
        let unicode = is_other_script.then(|| url::quirks::domain_to_unicode(bare));
        if is_other_script && !reasons.contains(&Reason::OtherScript) {
            reasons.push(Reason::OtherScript);
        }
        let registrable_domain = psl::domain_str(bare).map(str::to_owned);
        Self { unicode, registrable_domain, ..Self::address(bare.to_owned()) }
    }
}

fn finish(verdict: Verdict, mut reasons: Vec<Reason>, named: Option<Named>) -> Judgement {
    let limit = reasons.iter().filter_map(|reason| reason.worst()).max_by_key(|verdict| danger(*verdict));
    let verdict = match limit {
        Some(limit) if verdict != Verdict::Unreadable && danger(limit) > danger(verdict) => limit,
        _ => verdict,
    };
    // What decides stands first.
    reasons.sort_by_key(|reason| reason.worst() != Some(verdict));
    let named = named.map(|named| {
        (
            Some(named.host),
            named.unicode,
            named.registrable_domain,
            named.marketplace,
            named.service,
            named.imitates,
        )
    });
    let (host, host_unicode, registrable_domain, marketplace, service, imitates) = named.unwrap_or_default();
    Judgement { verdict, host, host_unicode, registrable_domain, marketplace, service, imitates, reasons }
}
