//! Values as `GLib` prints them.
//!
//! Source: `GLib`, "`GVariant` Text Format".

use std::iter::Peekable;
use std::str::Chars;

/// A value of one of the kinds that proxy settings have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Truth(bool),
    /// A list of texts.
    List(Vec<String>),
}

/// Reads one value; none if it is of another kind or no value at all.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut rest = text.trim().chars().peekable();
    // Where a value does not show its type, it comes first: `@as []`, `uint32 5`.
    if rest.peek() == Some(&'@') {
        let _type: String = std::iter::from_fn(|| rest.next_if(|c| !c.is_whitespace())).collect();
        skip_spaces(&mut rest);
    }
    let value = match rest.peek()? {
        '\'' | '"' => Value::Text(quoted(&mut rest)?),
        '[' => Value::List(list(&mut rest)?),
        _ => {
            let plain: String = rest.by_ref().collect();
            return bare(plain.split_whitespace().last()?);
        }
    };
    skip_spaces(&mut rest);
    rest.peek().is_none().then_some(value)
}

fn bare(word: &str) -> Option<Value> {
    match word {
        "true" => Some(Value::Truth(true)),
        "false" => Some(Value::Truth(false)),
        number => number.parse().ok().map(Value::Number),
    }
}

fn skip_spaces(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| c.is_whitespace()).is_some() {}
}

fn list(rest: &mut Peekable<Chars<'_>>) -> Option<Vec<String>> {
    rest.next_if_eq(&'[')?;
    let mut entries = Vec::new();
    skip_spaces(rest);
    if rest.next_if_eq(&']').is_some() {
        return Some(entries);
    }
    loop {
        skip_spaces(rest);
        entries.push(quoted(rest)?);
        skip_spaces(rest);
        match rest.next()? {
            ',' => {}
            ']' => return Some(entries),
            _ => return None,
        }
    }
}

/// A text in quotes of either kind, with what is escaped in it.
fn quoted(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let quote = rest.next_if(|c| matches!(c, '\'' | '"'))?;
    let mut text = String::new();
    loop {
        match rest.next()? {
            c if c == quote => return Some(text),
            '\\' => match rest.next()? {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                'a' => text.push('\u{7}'),
                'b' => text.push('\u{8}'),
                'f' => text.push('\u{C}'),
                'v' => text.push('\u{B}'),
                'u' => text.push(code_point(rest, 4)?),
                'U' => text.push(code_point(rest, 8)?),
                // A line that goes on.
                '\n' => {}
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

fn code_point(rest: &mut Peekable<Chars<'_>>, digits: usize) -> Option<char> {
    let digits: String = rest.take(digits).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn list(entries: &[&str]) -> Value {
        Value::List(entries.iter().map(|entry| (*entry).to_owned()).collect())
    }

    #[test]
    fn each_kind_of_value_is_read() {
        assert_eq!(parse("''"), Some(text("")));
        assert_eq!(parse("'manual'"), Some(text("manual")));
        assert_eq!(parse("\"it's\""), Some(text("it's")));
        assert_eq!(parse(r#""it's \"so\"""#), Some(text("it's \"so\"")));
        assert_eq!(parse(r"'x\ny\\z\t\'\u200b\U0001f600'"), Some(text("x\ny\\z\t'\u{200b}😀")));
        assert_eq!(parse("8080"), Some(Value::Number(8080)));
        assert_eq!(parse("uint32 5"), Some(Value::Number(5)));
        assert_eq!(parse("-1"), Some(Value::Number(-1)));
        assert_eq!(parse("true"), Some(Value::Truth(true)));
        assert_eq!(parse("@as []"), Some(list(&[])));
        assert_eq!(parse("[]"), Some(list(&[])));
        assert_eq!(
            parse("['localhost', '127.0.0.0/8', '::1']"),
            Some(list(&["localhost", "127.0.0.0/8", "::1"]))
        );
        assert_eq!(parse(r#"["it's", 'a"b', 'あ']"#), Some(list(&["it's", "a\"b", "あ"])));
    }

    #[test]
    fn other_texts_are_no_value() {
        for other in [
            "",
            "'",
            "'a",
            "'a' b",
            "[",
            "['a'",
            "['a' 'b']",
            "['a',]",
            "[1, 2]",
            "[['a']]",
            "@as",
            "x",
            r"'\u12'",
            r"'\ud800'",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "[\\[\\]'\",@as \\\\ux0-9]{0,30}") {
            parse(&text);
            parse(&like);
        }

        #[test]
        fn what_is_escaped_comes_back(entries in proptest::collection::vec("\\PC{0,12}", 0..4)) {
            let escape = |entry: &String| format!("'{}'", entry.replace('\\', "\\\\").replace('\'', "\\'"));
            let printed: Vec<String> = entries.iter().map(escape).collect();
            prop_assert_eq!(parse(&format!("[{}]", printed.join(", "))), Some(Value::List(entries)));
        }
    }
}
