//! What is told by its shape: addresses, numbers, places.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};
use url::{Host, Url};

use crate::ui::text::masking as words;

use super::pattern;

type Shape = LazyLock<Option<Regex>>;

static URL: Shape = LazyLock::new(|| {
    pattern(r#"(?i)\b(?:https?|file|ftp|smb)://[^\s"'<>\p{Han}\p{Hiragana}\p{Katakana}、。「」（）]+"#)
});
static EMAIL: Shape = LazyLock::new(|| {
    let letter = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９";
    pattern(&format!(
        r"(?P<user>[{letter}.．!#$%&'*+/=?^_`{{|}}~-]+)[@＠](?P<host>[{letter}][{letter}.．-]*)"
    ))
});
/// Groups with hyphens or brackets, all in one, or groups with spaces; from abroad with +81.
static PHONE: Shape = LazyLock::new(|| {
    let digit = "[0-9０-９]";
    let hyphen = r"[-‐‑–—―−－\u{30fc})）(（.．]";
    pattern(&format!(
        r"(?:[(（]?[0０]{digit}{{1,4}}{hyphen}{{1,2}}{digit}{{1,4}}{hyphen}{{1,2}}{digit}{{3,4}})|(?:[0０]{digit}{{9,10}})|(?:[0０]{digit}{{1,3}}[ \u{{3000}}]{digit}{{2,4}}[ \u{{3000}}]{digit}{{4}})|(?:[+＋](?:81|８１)[- \u{{3000}}－]?{digit}{{1,4}}[- \u{{3000}}－]?{digit}{{1,4}}[- \u{{3000}}－]?{digit}{{3,4}})"
    ))
});
static IPV4: Shape =
    LazyLock::new(|| pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?(?::[0-9]{1,5})?"));
static IPV6: Shape = LazyLock::new(|| {
    pattern(r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?:(?:\.[0-9]{1,3}){3})?(?:%[A-Za-z0-9]+)?")
});
static HARDWARE: Shape =
    LazyLock::new(|| pattern(r"(?-u:\b)(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?-u:\b)"));
/// The number of an account: <https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers>.
static ACCOUNT: Shape = LazyLock::new(|| pattern(r"S-1-[0-9]+(?:-[0-9]+){2,}"));
/// A file or folder: of Windows, of its network, of other systems. Folders may have spaces in their names; where the last
/// part is a person's own folder, its name goes to the end.
static PLACE: Shape = LazyLock::new(|| {
    let name = r#"[^\\/:*?"<>|\r\n、。「」（）]"#;
    let last = r#"[^\\/:*?"<>|\s、。「」（），]"#;
    let home = r#"[^\\/:*?"<>|\r\n、。「」（），]"#;
    let roots = "Users|home|root|var|etc|opt|usr|tmp|mnt|media|run|srv|Volumes|Library|private|Applications";
    pattern(&format!(
        r"(?im)(?:(?-u:\b)[A-Z]:[\\/]|\\\\)(?:(?:users|home)[\\/]{home}+$|(?:{name}+[\\/])*{last}*)|(?:%[A-Z]+%|~)[\\/](?:{name}+[\\/])*{last}*|/(?:{roots})(?:/{name}*)*/{last}*"
    ))
});
/// The name of an account in a place.
static ACCOUNT_NAME: Shape = LazyLock::new(|| {
    pattern(
        r#"(?i)(?:[\\/]users|/home)[\\/](?P<name>[^\\/:*?"<>|\r\n、。「」（）]{2,40}?)(?:[\\/]|$|[、。」）"])"#,
    )
});
/// Names that Windows gives by itself: <https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-computername>.
static COMPUTER: Shape = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?:DESKTOP|LAPTOP|WIN|MSI|PC|SRV|SV|SERVER|NAS|WS|NOTE)-[A-Z0-9][A-Z0-9-]{1,14}(?-u:\b)",
    )
});
/// A server with a domain or with a port.
static SERVER: Shape =
    LazyLock::new(|| pattern(r"(?i)(?-u:\b)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*(?::[0-9]{2,5})?(?-u:\b)"));

/// A text without addresses of mail: of each the first two characters and the host stay.
pub fn mask_emails(text: &str) -> String {
    captures(&EMAIL, text, email)
}

/// A text without what is told by its shape.
pub(super) fn mask(text: &str) -> String {
    let text = replace(&URL, text, |found, _, _| Some(url(found.as_str())));
    let text = mask_emails(&text);
    let text = replace(&HARDWARE, &text, |_, _, _| Some(words::HARDWARE.to_owned()));
    let text = replace(&ACCOUNT, &text, |_, _, _| Some(words::ACCOUNT.to_owned()));
    let text = replace(&PLACE, &text, |found, _, _| (found.len() > 3).then(|| words::PLACE.to_owned()));
    let text = replace(&IPV6, &text, ipv6);
    let text = replace(&IPV4, &text, ipv4);
    let text = replace(&PHONE, &text, phone);
    replace(&COMPUTER, &text, |_, _, _| Some(words::COMPUTER.to_owned()))
}

/// A text about the machine without its servers: those of Amazon and of the makers of systems and browsers stay.
pub(super) fn mask_servers(text: &str) -> String {
    replace(&SERVER, text, |found, before, _| {
        let name = found.as_str();
        let host = name.split(':').next().unwrap_or_default();
        let has_port = name.contains(':') && host.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_server = (has_port && host != "localhost") || is_domain(host);
        let in_a_word = before.is_some_and(|c| c == '.' || c == '_');
        (is_server && !in_a_word && !is_well_known(host)).then(|| words::SERVER.to_owned())
    })
}

/// The names of accounts in the places of a text.
pub(super) fn accounts(text: &str) -> impl Iterator<Item = &str> {
    let found = ACCOUNT_NAME.as_ref().map(|pattern| pattern.captures_iter(text));
    found.into_iter().flatten().filter_map(|found| found.name("name")).map(|name| name.as_str())
}

/// Replaces what a function of the match and the characters around it gives something for.
fn replace(
    shape: &Shape,
    text: &str,
    stand_in: impl Fn(Match<'_>, Option<char>, Option<char>) -> Option<String>,
) -> String {
    captures(shape, text, |found| {
        let whole = found.get(0)?;
        let before = text.get(..whole.start()).and_then(|before| before.chars().next_back());
        let after = text.get(whole.end()..).and_then(|after| after.chars().next());
        stand_in(whole, before, after)
    })
}

fn captures(shape: &Shape, text: &str, stand_in: impl Fn(&Captures<'_>) -> Option<String>) -> String {
    let Some(pattern) = shape.as_ref() else { return text.to_owned() };
    let replaced = pattern.replace_all(text, |found: &Captures<'_>| {
        stand_in(found).unwrap_or_else(|| found.get(0).map_or("", |whole| whole.as_str()).to_owned())
    });
    replaced.into_owned()
}

/// Which site it was stays; what follows may name persons, sessions and what they looked at.
fn url(text: &str) -> String {
    let Ok(url) = Url::parse(text) else { return words::PLACE.to_owned() };
    match url.host() {
        Some(Host::Domain(host)) if is_domain(host) && matches!(url.scheme(), "http" | "https") => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            let more = if matches!(url.path(), "" | "/") && url.query().is_none() { "" } else { "…" };
            format!("{}://{host}{port}/{more}", url.scheme())
        }
        _ => words::PLACE.to_owned(),
    }
}

/// The first two characters and the host, as the note itself has it.
fn email(found: &Captures<'_>) -> Option<String> {
    let (user, host) = (found.name("user")?.as_str(), found.name("host")?.as_str());
    let host = host.trim_end_matches(['.', '．']);
    if user.chars().all(|c| c == '*') || !host.contains(['.', '．']) {
        return Some(words::EMAIL.to_owned());
    }
    let kept: String =
        if user.chars().nth(3).is_some() { user.chars().take(2).collect() } else { String::new() };
    Some(format!("{kept}***@{host}"))
}

fn phone(found: Match<'_>, before: Option<char>, after: Option<char>) -> Option<String> {
    let digits: String = found.as_str().chars().filter_map(digit).collect();
    let national =
        digits.strip_prefix("81").filter(|_| found.as_str().starts_with(['+', '＋'])).unwrap_or(&digits);
    let runs_on =
        |c: Option<char>| c.is_some_and(|c| digit(c).is_some() || c.is_ascii_alphabetic() || c == '-');
    let long_enough = (9..=11).contains(&national.len());
    if runs_on(before) || runs_on(after) || !long_enough {
        return None;
    }
    Some(words::phone(digits.get(digits.len() - 2..)?))
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

fn ipv4(found: Match<'_>, before: Option<char>, after: Option<char>) -> Option<String> {
    let address = found.as_str().split(['/', ':']).next()?;
    let runs_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    // A loopback address tells nothing of anybody, but much of a program that waits there.
    let address: Ipv4Addr = address.parse().ok()?;
    let shown = address.is_loopback() || address.is_unspecified() || runs_on(before) || after == Some('.');
    (!shown).then(|| words::ADDRESS.to_owned())
}

fn ipv6(found: Match<'_>, before: Option<char>, after: Option<char>) -> Option<String> {
    let address: Ipv6Addr = found.as_str().split('%').next()?.parse().ok()?;
    let runs_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ':');
    let shown = address.is_loopback() || address.is_unspecified() || runs_on(before) || runs_on(after);
    (!shown).then(|| words::ADDRESS.to_owned())
}

/// Whether it ends as names on the internet end, so that neither a file nor a setting is taken for a server.
fn is_domain(host: &str) -> bool {
    host.contains('.') && psl::suffix(host.to_lowercase().as_bytes()).is_some_and(|suffix| suffix.is_known())
}

fn is_well_known(host: &str) -> bool {
    const MAKERS: [&str; 9] = [
        "google.com",
        "gstatic.com",
        "microsoft.com",
        "windows.com",
        "windowsupdate.com",
        "mozilla.org",
        "mozilla.com",
        "apple.com",
        "opera.com",
    ];
    let host = host.to_lowercase();
    let Some(registered) = psl::domain_str(&host) else { return false };
    MAKERS.contains(&registered) || registered.split('.').next().is_some_and(|name| name == "amazon")
}

#[cfg(test)]
pub(super) fn patterns_compile() -> bool {
    [&URL, &EMAIL, &PHONE, &IPV4, &IPV6, &HARDWARE, &ACCOUNT, &PLACE, &ACCOUNT_NAME, &COMPUTER, &SERVER]
        .iter()
        .all(|shape| shape.is_some())
}
