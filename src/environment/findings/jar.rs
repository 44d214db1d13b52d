//! Findings about cookie stores.

use jiff::{SignedDuration, Timestamp};

use super::{Confidence, Draft, usage};
use crate::environment::facts::{
    BrowserFacts, CookieFacts, Evidence, Family, HostUse, JarFacts, Machine, Partition, ProfileFacts,
    ReadState, SELLER_HOSTS, SIGN_IN_HOSTS, SetBy,
};
use crate::knowledge::Likelihood;

/// The ids of these findings.
pub(super) const IDS: &[&str] = &[
    "store.locked",
    "store.header_too_big",
    "store.too_many",
    "store.duplicates",
    "store.no_amazon",
    "store.auth_expired",
    "store.corrupt",
    "store.not_written",
    "store.other_market",
    "store.unknown_schema",
    "firefox.container_split",
];

/// The domain whose cookies are sent to Seller Central in Japan.
const DOMAIN: &str = "amazon.co.jp";

/// Pages of a sign-in, to which cookies are sent.
const PATHS: [&str; 2] = ["/ap/signin", "/home"];

/// From how many bytes of cookies a request is likely, or may be, refused. Servers often accept lines of 8 KiB
/// (nginx, Apache); Amazon's own limit is not published.
const TOO_BIG: [(u64, Likelihood); 3] =
    [(8 * 1024, Likelihood::High), (7 * 1024 + 512, Likelihood::Medium), (6 * 1024, Likelihood::Low)];

/// Browsers keep 180 cookies of a domain, and drop 30 at a time when there are more (Chromium, `cookie_monster.h`).
const TOO_MANY: usize = 150;

/// Cookies of which a sign-in expects one, besides those of [`auth_market`].
const ONE_EACH: [&str; 4] = ["session-id", "session-id-time", "session-token", "ubid-acbjp"];

/// What is recent. A store that is older than the last use by as much is not being written.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A sign-in elsewhere counts as the later one if it was used so much later.
const LATER: SignedDuration = SignedDuration::from_hours(24);

/// What they say about one browser.
pub(super) fn findings(browser: &BrowserFacts, machine: &Machine) -> Vec<Draft> {
    let of_profile = |profile: &ProfileFacts| {
        let jar = profile.jar.as_ref()?;
        Some(
            Look {
                profile,
                jar,
                family: browser.family,
                running: browser.install.running,
                now: machine.taken_at,
            }
            .findings(),
        )
    };
    browser.profiles.iter().filter_map(of_profile).flatten().collect()
}

/// The store of one profile.
struct Look<'a> {
    profile: &'a ProfileFacts,
    jar: &'a JarFacts,
    family: Family,
    /// Whether the browser runs, where that is known.
    running: Option<bool>,
    now: Timestamp,
}

impl Look<'_> {
    fn findings(&self) -> Vec<Draft> {
        let of_file = [self.locked(), self.corrupt(), self.not_written()];
        let mut found: Vec<Draft> = of_file.into_iter().flatten().collect();
        if self.jar.state == ReadState::Ok {
            let of_cookies = [
                self.header_too_big(),
                self.too_many(),
                self.duplicates(),
                self.no_amazon(),
                self.auth_expired(),
                self.other_market(),
                self.container_split(),
                self.unknown_schema(),
            ];
            found.extend(of_cookies.into_iter().flatten());
        }
        found
    }

    fn draft(&self, id: &'static str, confidence: Confidence, evidence: Evidence) -> Draft {
        Draft::new(id, &self.profile.subject, confidence, evidence)
    }

    /// Evidence in the store's file.
    fn seen(&self, key: &str, value: &str) -> Evidence {
        Evidence {
            place: self.jar.place.clone(),
            key: key.to_owned(),
            value: value.to_owned(),
            default: String::new(),
            set_by: SetBy::Person,
        }
    }

    fn seen_time(&self, key: &str, time: Option<Timestamp>) -> Option<Evidence> {
        Some(self.seen(key, &time?.to_string()))
    }

    /// Cookies that have not ended.
    fn valid(&self) -> impl Iterator<Item = &CookieFacts> {
        let now = self.now;
        self.jar.cookies.iter().filter(move |cookie| cookie.expires.is_none_or(|end| end > now))
    }

    /// Cookies that are sent to a page of Seller Central in Japan from a usual tab.
    fn sent_to<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a CookieFacts> {
        self.valid()
            .filter(|cookie| cookie.partition.is_none() && is_for(cookie, SELLER_HOSTS[0]))
            .filter(move |cookie| is_for_path(&cookie.path, path))
    }

    fn locked(&self) -> Option<Draft> {
        let evidence = self.seen("bytes", &self.jar.bytes.to_string());
        let mut draft = (self.jar.state == ReadState::Locked)
            .then(|| self.draft("store.locked", Confidence::High, evidence))?;
        draft.evidence.extend(self.seen_time("modified", self.jar.modified));
        Some(draft)
    }

    fn corrupt(&self) -> Option<Draft> {
        let mut damage = self.jar.damage.clone();
        let confidence = match damage.first() {
            Some(evidence) if evidence.key == "quick_check" => Confidence::High,
            _ => Confidence::Medium,
        };
        if self.jar.state == ReadState::Unparsable {
            damage.push(self.seen("state", "unparsable"));
        }
        let mut damage = damage.into_iter();
        let mut draft = self.draft("store.corrupt", confidence, damage.next()?);
        draft.evidence.extend(damage);
        Some(draft)
    }

    fn not_written(&self) -> Option<Draft> {
        let id = "store.not_written";
        if let Some(evidence) = &self.jar.write_protected {
            return Some(self.draft(id, Confidence::High, evidence.clone()));
        }
        let modified = self.jar.modified?;
        let used = super::last_of_amazon(self.profile).filter(|used| self.is_recent(used))?;
        if used.last.duration_since(modified) <= RECENT {
            return None;
        }
        let mut draft = self.draft(id, Confidence::Medium, self.seen_time("modified", Some(modified))?);
        draft.evidence.push(usage::evidence(self.family, self.profile, used));
        Some(draft)
    }

    fn is_recent(&self, used: &HostUse) -> bool {
        self.now.duration_since(used.last) < RECENT
    }

    fn header_too_big(&self) -> Option<Draft> {
        // Between a name and its value there is `=`, and after it `; `.
        let size = |path| {
            let cookies = self.sent_to(path);
            cookies.fold((0, 0), |(count, bytes), cookie| (count + 1, bytes + cookie.bytes + 3))
        };
        let (count, bytes) = PATHS.into_iter().map(size).max_by_key(|(_, bytes)| *bytes)?;
        let (_, likelihood) = TOO_BIG.into_iter().find(|(limit, _)| bytes >= *limit)?;
        let evidence = self.seen(SELLER_HOSTS[0], &format!("{count} cookies, {bytes} bytes"));
        let mut draft = self.draft("store.header_too_big", Confidence::Medium, evidence);
        draft.likelihood = Some(likelihood);
        Some(draft.with_value(&format!("{}.{} KB", bytes / 1024, bytes % 1024 * 10 / 1024)))
    }

    fn too_many(&self) -> Option<Draft> {
        let apart = |cookie: &&CookieFacts| cookie.partition.is_none() && is_of_domain(cookie, DOMAIN);
        let count = self.valid().filter(apart).count();
        let evidence = self.seen(DOMAIN, &format!("{count} cookies"));
        let draft = self.draft("store.too_many", Confidence::High, evidence).with_value(&count.to_string());
        (count >= TOO_MANY).then_some(draft)
    }

    fn duplicates(&self) -> Option<Draft> {
        let is_single = |name: &str| ONE_EACH.contains(&name) || auth_market(name) == Some("acbjp");
        let mut sent: Vec<&CookieFacts> =
            self.sent_to(PATHS[0]).filter(|cookie| is_single(&cookie.name)).collect();
        sent.sort_by(|a, b| (&a.name, &a.host, &a.path).cmp(&(&b.name, &b.host, &b.path)));
        sent.dedup_by(|a, b| a.name == b.name && a.host == b.host && a.path == b.path);
        let twice: Vec<&CookieFacts> =
            sent.chunk_by(|a, b| a.name == b.name).filter(|same| same.len() > 1).flatten().copied().collect();
        let mut names: Vec<&str> = twice.iter().map(|cookie| cookie.name.as_str()).collect();
        names.dedup();
        let mut evidence =
            twice.iter().map(|cookie| self.seen(&cookie.name, &format!("{}{}", cookie.host, cookie.path)));
        let mut draft = self
            .draft("store.duplicates", Confidence::Medium, evidence.next()?)
            .with_value(&names.join(", "));
        draft.evidence.extend(evidence);
        Some(draft)
    }

    fn no_amazon(&self) -> Option<Draft> {
        let uses = self.profile.amazon.iter().flatten();
        let used = uses
            .filter(|used| SIGN_IN_HOSTS.contains(&used.host.as_str()) && self.is_recent(used))
            .max_by_key(|used| used.last)?;
        let domain = if used.host.ends_with(DOMAIN) { DOMAIN } else { "amazon.com" };
        // A browser writes a use after ten seconds and cookies after thirty: while it runs, and until the store was
        // written again, that there are none says nothing.
        if self.running == Some(true) && self.jar.modified.is_none_or(|modified| modified <= used.last) {
            return None;
        }
        if self.jar.cookies.iter().any(|cookie| is_of_domain(cookie, domain)) {
            return None;
        }
        let evidence = self.seen(domain, &format!("0 / {} cookies", self.jar.total));
        let mut draft = self.draft("store.no_amazon", Confidence::Medium, evidence);
        draft.evidence.push(usage::evidence(self.family, self.profile, used));
        Some(draft)
    }

    /// Cookies by which the person is signed in at a domain, wherever they are kept.
    fn signed_in(&self) -> impl Iterator<Item = (&str, &CookieFacts)> {
        self.valid()
            .filter(|cookie| !matches!(cookie.partition, Some(Partition::Site(_))))
            .filter_map(|cookie| Some((auth_market(&cookie.name)?, cookie)))
    }

    /// The second entrance for Japan has cookies of another domain.
    fn uses_second_entrance(&self) -> bool {
        self.profile.amazon.iter().flatten().any(|used| used.host == SELLER_HOSTS[1])
    }

    fn auth_expired(&self) -> Option<Draft> {
        let known = self.valid().find(|cookie| cookie.name == "ubid-acbjp")?;
        if self.uses_second_entrance() || self.signed_in().any(|(market, _)| market == "acbjp") {
            return None;
        }
        let ended = self.jar.cookies.iter().filter(|cookie| auth_market(&cookie.name) == Some("acbjp"));
        let evidence = ended.filter_map(|cookie| self.seen_time(&cookie.name, cookie.expires));
        let mut draft =
            self.draft("store.auth_expired", Confidence::Medium, self.seen(&known.name, &known.host));
        draft.evidence.extend(evidence);
        Some(draft)
    }

    fn other_market(&self) -> Option<Draft> {
        if self.uses_second_entrance() {
            return None;
        }
        let last = |cookie: &CookieFacts| cookie.accessed.or(cookie.created);
        let (here, there): (Vec<_>, Vec<_>) =
            self.signed_in().map(|(market, cookie)| (market == "acbjp", cookie)).partition(|(here, _)| *here);
        let last_here = here.iter().filter_map(|(_, cookie)| last(cookie)).max();
        let (_, newest) = there.into_iter().max_by_key(|(_, cookie)| last(cookie))?;
        let last_there = last(newest)?;
        if last_here.is_some_and(|here| last_there.duration_since(here) < LATER) {
            return None;
        }
        let evidence = self.seen_time(&newest.name, Some(last_there))?;
        let host = newest.host.trim_start_matches('.');
        Some(self.draft("store.other_market", Confidence::Low, evidence).with_value(host))
    }

    fn container_split(&self) -> Option<Draft> {
        let mut inside: Vec<(&str, &CookieFacts)> = Vec::new();
        for (_, cookie) in self.signed_in().filter(|(market, _)| *market == "acbjp") {
            match &cookie.partition {
                Some(Partition::Container(name)) => inside.push((name, cookie)),
                _ => return None,
            }
        }
        let (container, _) = *inside.first()?;
        let mut evidence = inside.iter().map(|(name, cookie)| self.seen(&cookie.name, name));
        let mut draft =
            self.draft("firefox.container_split", Confidence::High, evidence.next()?).with_value(container);
        draft.evidence.extend(evidence);
        Some(draft)
    }

    fn unknown_schema(&self) -> Option<Draft> {
        let (key, known) = match self.family {
            Family::Chromium => ("meta.version", 24),
            Family::Firefox => ("user_version", 17),
            Family::Safari => return None,
        };
        let schema = self.jar.schema.filter(|schema| *schema > known)?;
        let mut evidence = self.seen(key, &schema.to_string());
        evidence.default = known.to_string();
        Some(self.draft("store.unknown_schema", Confidence::High, evidence))
    }
}

/// Whether a cookie belongs to a domain that was registered.
fn is_of_domain(cookie: &CookieFacts, domain: &str) -> bool {
    let before = cookie.host.strip_suffix(domain);
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

/// Whether a cookie is sent to a host: with a dot in front its host stands for all below it (RFC 6265, 5.1.3).
fn is_for(cookie: &CookieFacts, host: &str) -> bool {
    match cookie.host.strip_prefix('.') {
        Some(domain) => {
            host.strip_suffix(domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        }
        None => cookie.host == host,
    }
}

/// Whether a cookie for one path is sent to another (RFC 6265, 5.1.4).
fn is_for_path(of_cookie: &str, path: &str) -> bool {
    let rest = path.strip_prefix(of_cookie);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || of_cookie.ends_with('/'))
}

/// The mark of the marketplace in the name of a cookie by which somebody is signed in: `acbjp` of `at-acbjp`, and
/// `main` of the first one, in the United States.
fn auth_market(name: &str) -> Option<&str> {
    let market = ["sess-at-", "at-", "x-"].into_iter().find_map(|start| name.strip_prefix(start))?;
    let is_country = |country: &str| country.len() == 2 && country.bytes().all(|b| b.is_ascii_lowercase());
    (market == "main" || market.strip_prefix("acb").is_some_and(is_country)).then_some(market)
}

#[cfg(test)]
mod tests;
