//! Passwords, passphrases and PINs: by the words beside them, and in URLs and commands.

use std::ops::Range;

use super::judge::{Link, is_secret, is_setting, looks_like_a_name};
use super::line::{Label, Line};
use super::pattern::pattern;
use super::value::{Strength, Value, strength, value_at};
use super::words::{Class, Words};
use super::{Candidate, Kind, Why};

/// Bytes after a word in which its value has to begin, and before it where the value comes first.
const REACH: usize = 160;
/// Bytes after a word in which a sentence about it may name its value.
const SENTENCE: usize = 96;
/// Values of one word: 「A か B のどちらか」.
const VALUES: usize = 4;

pub(super) fn find(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    in_urls_and_commands(line, words, found);
    below(line, words, found);
    let mut known: Vec<Range<usize>> = found.iter().map(|found| found.range.clone()).collect();
    known.sort_by_key(|range| range.start);
    for label in &line.labels {
        // A part of what was found already, such as the user and password of a URL.
        let count = known.partition_point(|range| range.start <= label.start);
        let last = count.checked_sub(1).and_then(|index| known.get(index));
        if last.is_some_and(|range| range.contains(&label.start)) {
            continue;
        }
        match label.class {
            Class::Password | Class::PasswordShort | Class::Pin | Class::Phrase => {
                let ways = [after, in_a_sentence, before];
                ways.into_iter().find(|way| way(line, *label, words, found));
            }
            Class::Pair => pair(line, *label, words, found),
            _ => {}
        }
    }
}

fn push(found: &mut Vec<Candidate>, range: Range<usize>, why: Why) {
    found.push(Candidate { kind: Kind::Password, range, why });
}

/// `https://user:password@host`, `curl -u user:password`
fn in_urls_and_commands(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    let patterns = [
        pattern!(r#"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s/:@"'<>]*:(?P<secret>[^\s/@"'<>]+)@"#),
        pattern!(r#"(?:\s|^)(?:-u|--user)[ =]["']?[A-Za-z0-9._@-]+:(?P<secret>[^\s"']+)"#),
        pattern!(
            r#"(?:sshpass|mysql|mysqldump|mariadb)\s(?:\S+\s){0,6}?-p\s?["']?(?P<secret>[^\s"'-][^\s"']{3,})"#
        ),
        pattern!(r#"(?i-u:net use) \S+ (?P<secret>[^\s/*"]\S{3,}) /(?i-u:user)"#),
        pattern!(r#"(?i-u:identified\s+by)\s+["'](?P<secret>[^"']+)"#),
    ];
    for range in patterns.into_iter().flat_map(|pattern| pattern.secrets(line.text)) {
        if strength(line.part(range.clone()), words) != Strength::Nothing {
            push(found, range, Why::Shape);
        }
    }
    // A user and what signs in with it: nothing but the shape of the second tells.
    let logins = [
        pattern!(
            r"^\s*[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\s?[:/|,\s]\s?(?P<secret>[!-~]{6,64})\s*$"
        ),
        pattern!(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\s?/\s?(?P<secret>[!-~]{8,64})(?:[^!-~]|$)"),
        pattern!(r"(?i-u:\bid)\s?[:=]\s?[A-Za-z0-9._@-]{2,40}\s?/\s?(?P<secret>[!-~]{6,64})(?:[^!-~]|$)"),
    ];
    for range in logins.into_iter().flat_map(|pattern| pattern.secrets(line.text)) {
        let value = line.part(range.clone());
        let small = value.bytes().any(|byte| byte.is_ascii_lowercase());
        let digit = value.bytes().any(|byte| byte.is_ascii_digit());
        let strong =
            strength(value, words) == Strength::Strong && !looks_like_a_name(value) && !is_setting(value);
        if small && digit && strong && !value.contains('/') {
            push(found, range, Why::Shape);
        }
    }
}

/// The value alone on the line below its word.
fn below(line: &Line<'_>, words: &Words, found: &mut Vec<Candidate>) {
    let Some(class @ (Class::Password | Class::PasswordShort | Class::Pin | Class::Phrase)) =
        line.class_above()
    else {
        return;
    };
    let lead = line.text.len() - line.text.trim_start().len();
    let Some(value) = value_at(line, lead) else { return };
    if value.follow.trim().is_empty() && is_secret(&value, Link::Mark, class, words) {
        push(found, value.range, Why::Words);
    }
}

/// The values that follow a word. Whether there is any.
fn after(line: &Line<'_>, label: Label, words: &Words, found: &mut Vec<Candidate>) -> bool {
    let ways = links(line, label, words);
    ways.into_iter()
        .any(|(link, at)| app_password(line, link, at, found) || values(line, label, link, at, words, found))
}

/// What Google makes for programs that know no second step: four times four letters.
fn app_password(line: &Line<'_>, link: Link, at: usize, found: &mut Vec<Candidate>) -> bool {
    let Some(app) = pattern!(r"^[a-z]{4}(?: [a-z]{4}){3}(?:[^a-z]|$)").find(line.after(at, 24)) else {
        return false;
    };
    let text = app.as_str().trim_end_matches(|c: char| !c.is_ascii_lowercase());
    if link != Link::Object {
        push(found, at..at + text.len(), Why::Words);
    }
    link != Link::Object
}

fn values(
    line: &Line<'_>,
    label: Label,
    link: Link,
    at: usize,
    words: &Words,
    found: &mut Vec<Candidate>,
) -> bool {
    let Some(mut value) = value_at(line, at) else { return false };
    if !is_secret(&value, link, label.class, words) {
        return false;
    }
    for _ in 0..VALUES {
        push(found, value.range.clone(), Why::Words);
        let end = value.range.end;
        let Some(between) = words.another.find(line.lower_after(end, REACH)) else { break };
        let Some(next) = value_at(line, end + between.end()) else { break };
        let alike = strength(next.text, words) == Strength::Strong
            && strength(value.text, words) == Strength::Strong
            && !line.has_label_in(&next.range)
            && is_secret(&next, Link::Topic, label.class, words);
        if !alike || next.text.contains([':', '=']) {
            break;
        }
        value = next;
    }
    true
}

/// What may stand between a word and its value, and where the value begins then.
fn links(line: &Line<'_>, label: Label, words: &Words) -> Vec<(Link, usize)> {
    let rest = line.lower_after(label.end, REACH);
    // Behind an English word, another word goes on with the sentence, and a dash with a name.
    let latin = line.part(label.start..label.end).is_ascii();
    let trimmed = rest.trim_start_matches([' ', '、', ',', '.', ';', '/']);
    let to = latin
        .then(|| ["to ", "as ", "of "].into_iter().find_map(|word| trimmed.strip_prefix(word)))
        .flatten();
    let trimmed = to.unwrap_or(trimmed);
    let trimmed = if latin { trimmed } else { trimmed.trim_start_matches(['-', '_']) };
    let at = label.end + rest.len() - trimmed.len();
    let plain = trimmed.chars().next().and_then(|first| match first {
        // The word's own quotes: `type="password" name=…`.
        quote @ ('"' | '\'' | '`') if line.before(label.start, 1).contains(quote) => None,
        '「' | '『' | '"' | '\'' | '(' | '`' => Some((Link::Quotes, at)),
        _ if at > label.end && !latin => Some((Link::Space, at)),
        _ => Some((Link::Joined, at)),
    });
    let patterns = [
        (Link::Mark, &words.mark),
        (Link::Topic, &words.topic),
        (Link::Topic, &words.is),
        (Link::Subject, &words.subject),
        (Link::Object, &words.object),
    ];
    let strong = patterns.into_iter().find_map(|(link, pattern)| {
        let end = pattern.find(rest)?.end();
        (end > 0).then_some((link, label.end + end))
    });
    let Some((link, at)) = strong else { return plain.into_iter().collect() };
    // 「パスワードは：」
    let mark = words.mark.find(line.lower_after(at, REACH));
    let mark = mark.filter(|found| link != Link::Mark && found.as_str().contains([':', '=', '→', '⇒']));
    let strong = mark.map_or((link, at), |mark| (Link::Mark, at + mark.end()));
    // Brackets right behind the word may hold the value, or tell of it.
    plain.filter(|(link, _)| *link == Link::Quotes).into_iter().chain([strong]).collect()
}

/// 「新しいパスワードに変えました（Sakura2024）」「パスワードに Sakura2024 を設定した」: further away from its word, but
/// as no word is written.
fn in_a_sentence(line: &Line<'_>, label: Label, words: &Words, found: &mut Vec<Candidate>) -> bool {
    let rest = line.lower_after(label.end, REACH);
    let said = words.sentence.find(rest).and_then(|found| value_at(line, label.end + found.end()));
    let is_meant =
        |value: &Value<'_>| is_unlike_words(value.text, words) && !words.carries_on.is_match(value.follow);
    let value = said.filter(is_meant).or_else(|| further_away(line, label, words));
    let told = value.is_some();
    found.extend(value.map(|value| Candidate { kind: Kind::Password, range: value.range, why: Why::Words }));
    told
}

/// The first run of letters and digits behind a word that is no short word itself.
fn further_away<'a>(line: &Line<'a>, label: Label, words: &Words) -> Option<Value<'a>> {
    let rest = line.after(label.end, SENTENCE);
    let latin = |c: char| c.is_ascii_graphic();
    let mut at = 0;
    loop {
        at += rest.get(at..)?.find(latin)?;
        let opening = rest.get(at..)?.starts_with(['"', '\'', '(', '[', ':', '=']);
        let start = if opening { at + 1 } else { at };
        let value = value_at(line, label.end + start)?;
        if value.range.len() > 3 || value.range.is_empty() {
            let between = line.lower.get(label.end..label.end + at).unwrap_or_default();
            let goes_on = words.used.is_match(value.follow) || words.goes_on.is_match(value.follow);
            let meant = goes_on && is_unlike_words(value.text, words) && !words.of_another.is_match(between);
            return (meant && !line.has_label_in(&(label.end..value.range.start))).then_some(value);
        }
        at = value.range.end - label.end;
    }
}

/// Small letters with digits or signs, as neither words nor names nor numbers of things are written.
fn is_unlike_words(text: &str, words: &Words) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    let mixed = has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    let strong = strength(text, words) == Strength::Strong && mixed && text.len() >= 6;
    strong && !looks_like_a_name(text) && !is_setting(text) && !words.is_product(&text.to_ascii_lowercase())
}

/// 「Sakura2024がパスワードです」
fn before(line: &Line<'_>, label: Label, words: &Words, found: &mut Vec<Candidate>) -> bool {
    let rest = line.lower_after(label.end, REACH);
    if !words.reversed_after.is_match(rest) {
        return false;
    }
    let head = line.before(label.start, REACH);
    let Some(value) = words.reversed.captures(head).and_then(|found| found.get(1)) else { return false };
    let text = value.as_str().trim_start_matches(['"', '\'', '(', '[', '<', '`', ':']);
    let strong = strength(text, words) == Strength::Strong && text.len() >= 5;
    let product = words.is_product(&text.to_ascii_lowercase()) || looks_like_a_name(text);
    let secret = strong && !product && !is_setting(text);
    if secret {
        let end = label.start - head.len() + value.end();
        push(found, end - text.len()..end, Why::Words);
    }
    secret
}

/// 「ID/PW：tanaka / Sakura2024」
fn pair(line: &Line<'_>, label: Label, words: &Words, found: &mut Vec<Candidate>) {
    let rest = line.after(label.end, REACH);
    let Some(between) = words.pair.find(rest) else { return };
    // What is between is matched in any case; nothing in it but the user is Latin.
    let Some(value) = value_at(line, label.end + between.end()) else { return };
    let carries_on = words.carries_on.is_match(value.follow) && !words.goes_on.is_match(value.follow);
    let strong = match strength(value.text, words) {
        Strength::Strong => {
            value.text.len() >= 5 && !looks_like_a_name(value.text) && !is_setting(value.text)
        }
        Strength::Letters | Strength::Digits => value.text.len() >= 6 && words.ends.is_match(value.follow),
        _ => false,
    };
    if strong && !carries_on && !words.is_product(&value.text.to_ascii_lowercase()) {
        push(found, value.range, Why::Words);
    }
}
