//! The diagnosis of a message.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::seller_url::{Judgement, Reason, Verdict, find_urls, judge};

use super::diagnosis::{Diagnosis, JudgedUrl, MailVerdict, Point, Weight};
use super::mail::{Link, Message};
use super::phrases::{Rule, is_negated, normalised, sentences, table};
use super::senders;

/// A URL that leads to a mail program, a telephone or a part of the mail itself.
const NO_PLACE: [&str; 5] = ["mailto:", "tel:", "sms:", "cid:", "#"];

/// Says what is certain of a message, what is not, and where the real notice would stand.
pub fn diagnose(message: &Message) -> Diagnosis {
    let urls = urls(message);
    let text = normalised(&[message.subject.as_str(), &without_urls(&message.text)].join("\n\n"));
    let claims_amazon = claims_amazon(message, &text, &urls);
    let mut points = Vec::new();
    url_points(&urls, claims_amazon, &mut points);
    link_points(&message.links, &mut points);
    points.extend(demands(&text));
    let demands = points.iter().any(|point| point.id.starts_with("demand_"));
    let senders = senders::points(message, claims_amazon);
    points.extend(senders.points);
    let files = dangerous_files(&message.files);
    if !files.is_empty() {
        points.push(Point { id: "dangerous_file", weight: Weight::Certain, about: files.clone() });
    }
    let fake = urls.iter().any(|url| is_fake(url, claims_amazon)) || points.iter().any(is_false_link);
    let verdict = if fake {
        MailVerdict::FakeUrl
    } else if demands {
        MailVerdict::DangerousDemand
    } else if senders.pretends || !files.is_empty() || urls.iter().any(is_no_way_in) {
        MailVerdict::NotForLogin
    } else {
        MailVerdict::Unverified
    };
    points.extend(rules(&table().forms, &text, Weight::Hint));
    points.extend(rules(&table().hints, &text, Weight::Hint));
    close(verdict, claims_amazon, &urls, &text, &mut points);
    points.sort_by_key(|point| point.weight);
    Diagnosis { verdict, urls, points }
}

/// All URLs, each once: of the text, and those that its links lead to.
fn urls(message: &Message) -> Vec<JudgedUrl> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut add = |text: &str, judgement: &dyn Fn() -> Judgement| {
        if seen.insert(text.to_owned()) {
            found.push(JudgedUrl { text: text.to_owned(), judgement: judgement() });
        }
    };
    for text in [&message.subject, &message.text] {
        for range in find_urls(text) {
            let url = text.get(range).unwrap_or_default();
            let judgement = judge().judge_url(url);
            if !is_mention(url, &judgement) {
                add(url, &|| judgement.clone());
            }
        }
        for url in bare_urls(text) {
            add(url, &|| judge().judge_url(url));
        }
    }
    for link in &message.links {
        let target = link.target.trim();
        let is_place = target.contains(':') || target.starts_with("//");
        if is_place && !NO_PLACE.iter().any(|start| starts_with(target, start)) {
            // What stands in a link is a URL as it is, blanks and all.
            add(target, &|| judge().judge_url(target));
        }
    }
    found
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// URLs without a scheme, which telephones make links of: `bit.ly/3abc`. Only those with a path and a real ending.
fn bare_urls(text: &str) -> impl Iterator<Item = &str> {
    static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r#"(?i)(?:^|[^a-z0-9@./_=?&%#-])((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}/[^\s"<>「」（）()、。]*)"#,
        )
        .ok()
    });
    let found = BARE.iter().flat_map(|bare| bare.captures_iter(text));
    found.filter_map(|found| found.get(1)).map(|found| found.as_str()).filter(|url| {
        let host = url.split('/').next().unwrap_or_default().to_ascii_lowercase();
        // Those of Amazon's, real or not, are found as any other.
        let named = table().amazon_names.iter().any(|name| host.contains(name.as_str()));
        !named && psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known())
    })
}

/// `Amazon.co.jp` in a sentence is a name and leads nowhere, and so is `amazon.png`.
fn is_mention(url: &str, judgement: &Judgement) -> bool {
    let bare = !url.contains(['/', '?', '@', '\\']);
    let without_scheme = judgement.reasons.contains(&Reason::NoScheme);
    let labels = judgement.host.as_deref().map_or(0, |host| host.split('.').count());
    without_scheme && bare && (judgement.verdict != Verdict::NotAmazon || labels < 3)
}

/// The text with its URLs left out: words of a query demand nothing. Names such as `Amazon.co.jp` stay.
fn without_urls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for range in find_urls(text) {
        let is_bare = text.get(range.clone()).is_some_and(|url| !url.contains(['/', '?', '@', '\\']));
        if !is_bare {
            out.push_str(text.get(from..range.start).unwrap_or_default());
            out.push(' ');
            from = range.end;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// Whether a message is about Amazon, by its words, its sender or its URLs.
fn claims_amazon(message: &Message, text: &str, urls: &[JudgedUrl]) -> bool {
    let sender = message.from.as_ref().map(|from| normalised(&format!("{} {}", from.name, from.address)));
    let names = &table().amazon_names;
    let named = |text: &str| names.iter().any(|name| text.contains(name.as_str()));
    named(text)
        || sender.is_some_and(|sender| named(&sender))
        || message.links.iter().any(|link| named(&normalised(&link.shown)))
        || urls.iter().any(|url| {
            url.judgement.imitates.is_some()
                || !matches!(url.judgement.verdict, Verdict::NotAmazon | Verdict::Unreadable)
        })
}

fn is_fake(url: &JudgedUrl, claims_amazon: bool) -> bool {
    claims_amazon && url.judgement.verdict == Verdict::NotAmazon && !is_harmless(url)
}

/// A page that stands in the foot of honest mails, and gets no parameters.
fn is_harmless(url: &JudgedUrl) -> bool {
    let host = url.judgement.host.as_deref().unwrap_or_default();
    url.judgement.reasons.first() == Some(&Reason::ForeignDomain)
        && !url.text.contains(['?', '#'])
        && table().harmless_links.iter().any(|known| known == host)
}

/// Nothing to log in by, although it may be genuine.
fn is_no_way_in(url: &JudgedUrl) -> bool {
    match url.judgement.verdict {
        Verdict::Japan | Verdict::JapanSecond | Verdict::Unreadable => false,
        Verdict::OtherMarketplace | Verdict::OtherAmazon | Verdict::Caution => true,
        Verdict::NotAmazon => !is_harmless(url),
    }
}

fn url_points(urls: &[JudgedUrl], claims_amazon: bool, points: &mut Vec<Point>) {
    let about = |wanted: &dyn Fn(&JudgedUrl) -> bool| -> Vec<String> {
        let mut hosts = Vec::new();
        for url in urls.iter().filter(|url| wanted(url)) {
            let shown = &url.judgement;
            let host = shown.registrable_domain.clone().or_else(|| shown.host.clone());
            let host = host.unwrap_or_else(|| shown_scheme(&url.text));
            if !hosts.contains(&host) && hosts.len() < 5 {
                hosts.push(host);
            }
        }
        hosts
    };
    let is = |verdict: Verdict| move |url: &JudgedUrl| url.judgement.verdict == verdict;
    let short = |url: &JudgedUrl| url.judgement.reasons.contains(&Reason::ShortLink);
    let all: [(&'static str, Weight, Vec<String>); 7] = [
        ("url_not_amazon", Weight::Certain, about(&|url| is_fake(url, claims_amazon))),
        (
            "url_foreign",
            Weight::Hint,
            about(&|url| !claims_amazon && url.judgement.verdict == Verdict::NotAmazon && !is_harmless(url)),
        ),
        ("url_other_marketplace", Weight::Certain, about(&is(Verdict::OtherMarketplace))),
        ("url_other_amazon", Weight::Certain, about(&is(Verdict::OtherAmazon))),
        ("url_short", Weight::Certain, about(&short)),
        ("url_doubtful", Weight::Certain, about(&|url| is(Verdict::Caution)(url) && !short(url))),
        ("url_japan", Weight::Hint, about(&|url| url.judgement.verdict.is_safe_to_sign_in())),
    ];
    let found = all.into_iter().filter(|(_, _, about)| !about.is_empty());
    points.extend(found.map(|(id, weight, about)| Point { id, weight, about }));
}

/// What stands before the colon, for URLs without a host: `javascript:`.
fn shown_scheme(url: &str) -> String {
    url.split_inclusive(':').next().unwrap_or_default().chars().take(20).collect()
}

/// A link that shows one host and leads to another.
fn link_points(links: &[Link], points: &mut Vec<Point>) {
    for link in links {
        let Some(range) = find_urls(&link.shown).into_iter().next() else { continue };
        let shown = judge().judge_url(link.shown.get(range).unwrap_or_default());
        let target = judge().judge_url(link.target.trim());
        let (Some(says), Some(leads)) = (&shown.host, &target.host) else { continue };
        let domain =
            |judged: &Judgement, host: &str| judged.registrable_domain.clone().unwrap_or(host.to_owned());
        if domain(&shown, says) == domain(&target, leads) {
            continue;
        }
        let is_false = shown.verdict != Verdict::NotAmazon && target.verdict == Verdict::NotAmazon;
        let weight = if is_false { Weight::Certain } else { Weight::Hint };
        let point = Point { id: "link_text_differs", weight, about: vec![says.clone(), leads.clone()] };
        if !points.contains(&point) && points.len() < 50 {
            points.push(point);
        }
    }
}

/// A link that shows a host of Amazon's and leads to somebody else's.
fn is_false_link(point: &Point) -> bool {
    point.id == "link_text_differs" && point.weight == Weight::Certain
}

/// What the sentences demand that must not be done.
fn demands(text: &str) -> Vec<Point> {
    let mut found: Vec<&'static Rule> = Vec::new();
    let mut look_at = |sentence: &str| {
        for rule in &table().demands {
            if !found.iter().any(|known| known.id == rule.id) && rule.applies(sentence) {
                found.push(rule);
            }
        }
    };
    for sentence in sentences(text) {
        if is_negated(sentence) {
            // One part may forbid and the next one demand.
            let parts = sentence.split(['、', ',', '・']).filter(|part| !is_negated(part));
            parts.for_each(&mut look_at);
        } else {
            look_at(sentence);
        }
    }
    found
        .into_iter()
        .map(|rule| Point { id: rule.id.as_str(), weight: Weight::Certain, about: Vec::new() })
        .collect()
}

fn rules(rules: &'static [Rule], text: &str, weight: Weight) -> Vec<Point> {
    let applies = |rule: &&Rule| sentences(text).any(|sentence| rule.applies(sentence));
    rules
        .iter()
        .filter(applies)
        .map(|rule| Point { id: rule.id.as_str(), weight, about: Vec::new() })
        .collect()
}

fn dangerous_files(files: &[String]) -> Vec<String> {
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase());
    let dangerous = |name: &&String| ending(name).is_some_and(|end| table().dangerous_files.contains(&end));
    files.iter().filter(dangerous).take(5).cloned().collect()
}

/// What is never certain, and where to look instead.
fn close(verdict: MailVerdict, claims_amazon: bool, urls: &[JudgedUrl], text: &str, points: &mut Vec<Point>) {
    let mut add = |id: &'static str, weight: Weight| points.push(Point { id, weight, about: Vec::new() });
    if urls.is_empty() {
        add("no_url", Weight::Hint);
    }
    if verdict == MailVerdict::Unverified {
        add("proves_nothing", Weight::Hint);
    }
    if !claims_amazon {
        return add("not_about_amazon", Weight::Hint);
    }
    add("place_performance_notifications", Weight::Place);
    points.extend(rules(&table().places, text, Weight::Place));
    points.push(Point { id: "place_message_centre", weight: Weight::Place, about: Vec::new() });
}
