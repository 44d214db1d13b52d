//! `prefs.js` and `user.js` of Firefox: lines like `user_pref("name", value);`.
//!
//! Grammar as in Firefox: modules/libpref/parser/src/lib.rs. Tolerant: what is not understood is skipped up to
//! the next line.

use std::collections::BTreeMap;
use std::fmt;

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pref {
    Bool(bool),
    Number(i64),
    Text(String),
}

/// As it is written there, without quotes.
impl fmt::Display for Pref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(on) => on.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// The settings that are `wanted`; all others are never kept. A later line counts more than an earlier one.
pub(super) fn parse(text: &str, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Pref> {
    let mut prefs = BTreeMap::new();
    let mut reader = Reader { rest: text };
    while reader.skip_to_word() {
        let before = reader.rest;
        match reader.line() {
            Some((name, value)) => {
                if wanted(&name) {
                    prefs.insert(name, value);
                }
            }
            None => {
                reader.rest = before;
                reader.skip_line();
            }
        }
    }
    prefs
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Skips white space and comments; false at the end of the text.
    fn skip_to_word(&mut self) -> bool {
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("//") || self.rest.starts_with('#') {
                self.skip_line();
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                self.rest = comment.split_once("*/").map_or("", |(_, after)| after);
            } else {
                return !self.rest.is_empty();
            }
        }
    }

    fn skip_line(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, after)| after);
    }

    /// One whole setting.
    fn line(&mut self) -> Option<(String, Pref)> {
        let word =
            ["user_pref", "sticky_pref", "pref"].into_iter().find(|word| self.rest.starts_with(word))?;
        self.rest = self.rest.get(word.len()..)?;
        self.token('(')?;
        let name = self.string()?;
        self.token(',')?;
        let value = self.value()?;
        // Default settings may say `, locked` or `, sticky`.
        while self.token(',').is_some() {
            self.word()?;
        }
        self.token(')')?;
        self.token(';')?;
        Some((name, value))
    }

    fn token(&mut self, token: char) -> Option<()> {
        self.skip_to_word();
        self.rest = self.rest.strip_prefix(token)?;
        Some(())
    }

    fn value(&mut self) -> Option<Pref> {
        self.skip_to_word();
        if self.rest.starts_with(['"', '\'']) {
            return self.string().map(Pref::Text);
        }
        match self.word()? {
            "true" => Some(Pref::Bool(true)),
            "false" => Some(Pref::Bool(false)),
            number => number.parse().ok().map(Pref::Number),
        }
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip_to_word();
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '_'))?;
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// A string in double or single quotes, unescaped.
    fn string(&mut self) -> Option<String> {
        self.skip_to_word();
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let inner = self.rest.get(1..)?;
        let mut out = String::new();
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.rest = inner.get(at + 1..)?;
                    return Some(out);
                }
                '\\' => match chars.next()?.1 {
                    'n' => out.push('\n'),
                    'r' => out.push('\r'),
                    'x' => out.push(hex_char(&mut chars, 2)?),
                    'u' => out.push(hex_char(&mut chars, 4)?),
                    other => out.push(other),
                },
                _ => out.push(c),
            }
        }
        None
    }
}

/// The character of an escape such as `\u3042`; halves of a pair become U+FFFD.
fn hex_char(chars: &mut impl Iterator<Item = (usize, char)>, digits: u32) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + chars.next()?.1.to_digit(16)?;
    }
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn settings_are_read() {
        let prefs = parse(
            r#"
// Mozilla User Preferences
/* user_pref("in.comment", 1); */
# user_pref("also.comment", 1);
user_pref("a.bool", true);
user_pref("a.number", -3);
user_pref("a.text", "C:\\x \"q\" \u3042\x41\n");
  user_pref ( 'single' , 'it\'s' ) ;
user_pref("twice", 1); user_pref("twice", 2);
user_pref("broken", );
user_pref("unfinished
pref("default", false, locked);
user_pref("last", 5);"#,
            |_| true,
        );
        let expected = [
            ("a.bool", Pref::Bool(true)),
            ("a.number", Pref::Number(-3)),
            ("a.text", Pref::Text("C:\\x \"q\" あA\n".into())),
            ("default", Pref::Bool(false)),
            ("last", Pref::Number(5)),
            ("single", Pref::Text("it's".into())),
            ("twice", Pref::Number(2)),
        ];
        let found: Vec<_> = prefs.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_wanted_is_not_kept() {
        let text =
            "user_pref(\"services.sync.username\", \"hunter2\");\nuser_pref(\"javascript.enabled\", false);";
        let prefs = parse(text, |name| name == "javascript.enabled");
        assert_eq!(prefs.len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*", like in "(user_pref|[(\"',)\\\\;/*#a-z0-9あ\n ]){0,60}") {
            parse(&text, |_| true);
            parse(&like, |_| true);
        }
    }
}
