//! Cookies that sign in: `name=value`, headers, and lists as browsers and tools export them.

use std::ops::Range;

use super::line::Line;
use super::pattern::pattern;
use super::value::{Strength, strength, value_at};
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes after a word in which its value has to begin.
const REACH: usize = 120;

/// Names of Amazon's cookies that keep a session; those that hold a language or a currency are none of them.
const AMAZON: &str = r"(?:session-token|session-id|session-id-time|ubid-[a-z]{2,6}|x-(?:main|wl-uid|acb[a-z]{2})|at-(?:main|acb[a-z]{2})|sess-at-(?:main|acb[a-z]{2})|sst-(?:main|acb[a-z]{2})|sso-(?:at|token)-[a-z]+|aws-(?:creds|session|userInfo)[a-z-]*)";

/// The same of usual servers and frameworks.
const USUAL: &str = r"(?:sid|SID|HSID|SSID|APISID|SAPISID|LSID|PHPSESSID|JSESSIONID|ASPSESSIONID[A-Z]+|ASP\.NET_SessionId|connect\.sid|sessionid|session_id|SESSIONID|session|SESSION|laravel_session|_session_id|_[a-z]+_session|wordpress_logged_in_[0-9a-f]+|csrftoken|XSRF-TOKEN|remember_token|remember_me|auth_session|__Secure-[A-Za-z0-9._-]+|__Host-[A-Za-z0-9._-]+|li_at|c_user|xs|datr|d_s)";

/// A value, and the pairs that follow it.
const VALUE: &str = r#"["']?(?P<secret>[!#-&(-:<-~]{6,}(?:;\s?[A-Za-z0-9_.$-]{1,64}=[!#-&(-:<-~]+)*)"#;

pub(super) fn find(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    if line.longest_run >= 6 {
        headers(line, found);
        pairs(line, found);
        listed(line, found);
    }
    named(line, words, found);
}

fn push(found: &mut Vec<Candidate>, range: Range<usize>, why: Why) {
    found.push(Candidate { kind: Kind::Cookie, range, why });
}

/// `Cookie: a=b; c=d` (RFC 6265): all of it. `Set-Cookie: a=b; Path=/`: the value.
fn headers(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let set = pattern!(
        r#"(?i-u:\bset-cookie2?)["']?\s*:\s*["']?[!#$%&'*+.^_`|~0-9A-Za-z-]+=["']?(?P<secret>[!-:<-~]{6,})"#
    );
    let sent = pattern!(
        r#"(?:(?:^|[^A-Za-z-])(?:[Cc]ookies?|COOKIES?)|document\.cookie|\x{30af}\x{30c3}\x{30ad}\x{30fc})["']?\s*[:=]\s*["']?(?P<secret>[A-Za-z0-9_.$-]{1,64}=[!-:<-~]{6,}(?:;\s*[A-Za-z0-9_.$-]{1,64}=[!-:<-~]*)*)"#
    );
    for range in set.secrets(line.text).chain(sent.secrets(line.text)) {
        let text = line.part(range.clone());
        let attribute = pattern!(
            r"^(?i-u:samesite|path|domain|max-age|expires|secure|httponly|version|name|value|host)="
        )
        .is_match(text);
        if !attribute && !is_masked(text) && text.bytes().any(|byte| byte.is_ascii_digit()) {
            push(found, trimmed(line, range), Why::Shape);
        }
    }
}

/// `session-token=…; ubid-acbjp=…`, as one.
fn pairs(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let pair = pattern!(&format!(
        r#"(?:^|[^A-Za-z0-9_.-])(?:{AMAZON}["']?\s?[=:]|{USUAL}(?:\s?=|["']\s?:))\s?{VALUE}"#
    ));
    for range in pair.secrets(line.text) {
        let text = line.part(range.clone());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        if !is_masked(text) && (digits >= 2 || letters >= 16) {
            push(found, trimmed(line, range), Why::Shape);
        }
    }
}

/// A name and its value in a table: of developer tools, of an export, of `cookies.txt`.
fn listed(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let table = pattern!(&format!(
        r#"(?:^|["'\s|])(?:{AMAZON}|{USUAL})["']?[\s|,]+(?:"?value"?\s*:\s*)?["']?(?P<secret>[A-Za-z0-9+/=_.%|-]{{16,}})"#
    ));
    // session-tokenの値は …
    let told = pattern!(&format!(
        r#"{AMAZON}["'」』]?\s?(?:\x{{306e}}\x{{5024}})?\s?(?:\x{{306f}}|\x{{304c}}|→|「|\s)\s*["'「]?(?P<secret>[A-Za-z0-9+/=_%|-]{{12,}})"#
    ));
    let netscape = pattern!(
        r"^(?:#HttpOnly_)?\.?[A-Za-z0-9.-]+\s+(?:TRUE|FALSE)\s+/\S*\s+(?:TRUE|FALSE)\s+\d+\s+\S+\s+(?P<secret>\S{6,})"
    );
    let json = pattern!(
        r#"(?i-u:"(?:httponly|samesite|hostonly|domain)"\s*:).*"value"\s*:\s*"(?P<secret>[^"]{6,})""#
    );
    for range in table
        .secrets(line.text)
        .chain(told.secrets(line.text))
        .chain(netscape.secrets(line.text))
        .chain(json.secrets(line.text))
    {
        let text = line.part(range.clone());
        if !is_masked(text) && text.bytes().any(|byte| byte.is_ascii_digit()) {
            push(found, range, Why::Shape);
        }
    }
}

/// 「セッションID：…」「Cookieの値は …」
fn named(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for label in line.labels.iter().filter(|label| label.class == Class::Session) {
        let Some(between) = words.key_mark.find(line.lower_after(label.end, REACH)) else { continue };
        let Some(value) = value_at(line, label.end + between.end()) else { continue };
        if value.text.is_ascii() && value.text.len() >= 10 && strength(value.text, words) == Strength::Strong
        {
            push(found, value.range, Why::Words);
        }
    }
}

fn is_masked(text: &str) -> bool {
    pattern!(r"\*\*\*|(?i-u:xxxx|<value>|redacted)|\.\.\.").is_match(text)
}

fn trimmed(line: &Line<'_>, range: Range<usize>) -> Range<usize> {
    let text = line.part(range.clone());
    let kept = text.trim_end_matches(['"', '\'', ';', ',', ')', ' ']);
    range.start..range.start + kept.len()
}
