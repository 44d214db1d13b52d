//! Keys and tokens of programs: by their own shape, and by the names beside them.

use super::line::{Ending, Line};
use super::pattern::pattern;
use super::value::{Strength, strength, value_at};
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes after a name in which its value has to begin.
const REACH: usize = 120;
/// A key that only its name tells has at least this many characters.
const SHORTEST: usize = 12;

/// Keys that nothing else looks like. Where the shapes are from: the makers' own pages, and the rules of secret
/// scanners (gitleaks, GitHub secret scanning partners).
pub(super) fn find_shapes(line: &Line<'_>, found: &mut Vec<Candidate>) {
    private_key(line, found);
    if line.longest_run < SHORTEST {
        return;
    }
    let patterns = [
        // Amazon: AWS, Login with Amazon, the Selling Partner API, MWS. A client's id is no secret.
        pattern!(r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,20}\b"),
        pattern!(r"\bAt[a-z]{2}\|[A-Za-z0-9+/=_-]{8,}"),
        pattern!(r"\bamzn1\.oa2-cs\.v\d\.[0-9a-zA-Z]{8,}"),
        pattern!(r"\bamzn\.mws\.[0-9a-f]{4,}(?:-[0-9a-f]{2,}){0,6}"),
        // GitHub, GitLab, Slack, Google, Stripe, OpenAI and others.
        pattern!(r"\bgh[opusr]_[A-Za-z0-9]{20,}"),
        pattern!(r"\bgithub_pat_[A-Za-z0-9_]{20,}"),
        pattern!(r"\bglpat-[A-Za-z0-9_-]{16,}"),
        pattern!(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
        pattern!(r"\bxapp-[A-Za-z0-9-]{10,}"),
        pattern!(r"\bAIza[A-Za-z0-9_-]{30,}"),
        pattern!(r"\bya29\.[A-Za-z0-9_-]{16,}"),
        pattern!(r"\bGOCSPX-[A-Za-z0-9_-]{16,}"),
        pattern!(r"\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}"),
        pattern!(r"\bsk-(?:[a-z]{2,8}-)?(?:[a-z0-9]{2,8}-)?[A-Za-z0-9_-]{16,}"),
        pattern!(r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
        pattern!(
            r"\b(?:hf|npm|shpat|shpss|shpca|pypi|dop_v1|lin_api|ntn|secret|figd|patat|EAAG)_[A-Za-z0-9]{24,}"
        ),
        pattern!(r"\bsq0(?:atp|csp)-[A-Za-z0-9_-]{20,}"),
        pattern!(r"https://hooks\.slack\.com/services/(?P<secret>T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+)"),
        pattern!(r"https://discord(?:app)?\.com/api/webhooks/\d+/(?P<secret>[A-Za-z0-9_-]{20,})"),
        // A JSON web token (RFC 7519).
        pattern!(r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?"),
    ];
    for range in patterns.into_iter().flat_map(|pattern| pattern.secrets(line.text)) {
        found.push(Candidate { kind: Kind::ApiKey, range, why: Why::Shape });
    }
}

/// `-----BEGIN … PRIVATE KEY-----` (RFC 7468) and the lines below it.
fn private_key(line: &Line<'_>, found: &mut Vec<Candidate>) {
    let begin = pattern!(
        r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:.*-----END [A-Z0-9 ]+-----|[A-Za-z0-9+/=\\ ]*)"
    );
    for range in begin.secrets(line.text) {
        found.push(Candidate { kind: Kind::ApiKey, range, why: Why::Shape });
    }
    if line.before == Ending::Key && !line.text.trim().is_empty() {
        found.push(Candidate { kind: Kind::ApiKey, range: 0..line.text.len(), why: Why::Shape });
    }
}

/// `api_key=…`, 「APIキー：…」, `Authorization: Bearer …`
pub(super) fn find_named(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    for label in &line.labels {
        if !matches!(label.class, Class::Key | Class::Totp) {
            continue;
        }
        let Some(between) = words.key_mark.find(line.lower_after(label.end, REACH)) else { continue };
        let marked = between.as_str().contains([':', '=', '|', '→', '"', '「', '\u{306f}', '`', '\'']);
        let Some(value) = value_at(line, label.end + between.end()) else { continue };
        let long = value.text.len() >= if marked { SHORTEST } else { SHORTEST + 4 };
        let named = label.class == Class::Key || value.text.len() >= SHORTEST + 8;
        if value.text.is_ascii() && long && named && is_random(value.text, words) {
            found.push(Candidate { kind: Kind::ApiKey, range: value.range, why: Why::Words });
        }
    }
}

/// Letters and digits mixed, as no word is, and no id of a client or an address.
fn is_random(value: &str, words: &Words) -> bool {
    let public = pattern!(
        r"^(?:amzn1\.(?:application|sp\.|sellerapps|account)|arn:|[A-Za-z0-9.-]+\.(?:com|jp|net|org|io)\b|\d+$|[a-z]+(?:[-_.][a-z]+)*$)"
    );
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let turns = value.as_bytes().windows(2);
    let turns = turns
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()))
        .count();
    let mixed = digits >= 2 || digits == 1 && turns >= 2 || turns >= 5;
    !matches!(strength(value, words), Strength::Nothing | Strength::Digits)
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./+=|~:!%".contains(&byte))
        && mixed
        && !public.is_match(value)
}
