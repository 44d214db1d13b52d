//! What the log is not to hold: secrets, addresses of mail, what stands behind a URL, and who works here.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::case::export::mask_emails;
use crate::case::guard;

/// What stands for what is left out.
const LEFT_OUT: &str = "…";

static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r#"(?i)(?P<scheme>[a-z][a-z0-9+.-]{1,20}://)(?:[^/?#\s"'<>]*@)?(?P<rest>[^?#\s"'<>]*)(?P<more>[?#][^\s"'<>]*)?"#,
    )
});
/// The folder of anybody, also where its separators are doubled, as in quoted text. A name with spaces in it ends at the
/// next separator.
static FOLDER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r#"(?i)(?P<before>[\\/](?:users|home)[\\/]+)(?:[^\\/:*?"'<>|,;\r\n]{1,40}(?P<after>[\\/])|[^\\/:*?"'<>|,;\s]+)"#,
    )
});

/// Who works here, as far as paths tell.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Their folder.
    home: Option<Regex>,
    /// Their name, as a part of a path.
    name: Option<Regex>,
}

impl Person {
    /// Whoever runs this program.
    pub fn live() -> Self {
        let home = etcetera::home_dir().ok().map(|home| home.display().to_string());
        Self::of(home.as_deref(), whoami::username().ok().as_deref())
    }

    /// Somebody with this folder and this name.
    pub fn of(home: Option<&str>, name: Option<&str>) -> Self {
        let parts = |home: &str| {
            let parts: Vec<String> = home.split(['/', '\\']).map(regex::escape).collect();
            parts.join(r"[\\/]+")
        };
        let home = home.map(|home| home.trim_end_matches(['/', '\\'])).filter(|home| home.len() > 3);
        let home = home.and_then(|home| pattern(&format!(r"(?i){}(?P<after>[^\w.-]|$)", parts(home))));
        let name = name.map(str::trim).filter(|name| !name.is_empty()).map(regex::escape);
        let name = name.and_then(|name| {
            pattern(&format!(r#"(?i)(?P<before>[\\/]){name}(?P<after>[\\/\s"'.,:;)\]]|$)"#))
        });
        Self { home, name }
    }
}

/// A pattern of this room. The tests compile all of them.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).inspect_err(|error| log::error!("a pattern of the log: {error}")).ok()
}

/// A text as it may stand in the log.
pub fn redacted(text: &str, person: &Person) -> String {
    // Before anything is changed that shows what is one, and after what may have brought one together.
    let text = guard::blank(text);
    let text = replace(URL.as_ref(), &text, |found| {
        let more = if found.name("more").is_some() { "?…" } else { "" };
        format!("{}{}{more}", part(found, "scheme"), part(found, "rest"))
    });
    let text = mask_emails(&text);
    let text = replace(person.home.as_ref(), &text, |found| format!("~{}", part(found, "after")));
    let text = replace(person.name.as_ref(), &text, left_out);
    // Two in a row share a separator.
    let text = replace(person.name.as_ref(), &text, left_out);
    let text = replace(FOLDER.as_ref(), &text, left_out);
    guard::blank(&text)
}

fn left_out(found: &Captures<'_>) -> String {
    format!("{}{LEFT_OUT}{}", part(found, "before"), part(found, "after"))
}

fn part<'t>(found: &Captures<'t>, name: &str) -> &'t str {
    found.name(name).map_or("", |part| part.as_str())
}

fn replace(pattern: Option<&Regex>, text: &str, stand_in: impl Fn(&Captures<'_>) -> String) -> String {
    match pattern {
        Some(pattern) => pattern.replace_all(text, |found: &Captures<'_>| stand_in(found)).into_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redact(text: &str) -> String {
        redacted(text, &Person::of(Some("/home/taro"), Some("taro")))
    }

    #[test]
    fn urls_keep_host_and_path() {
        for (text, expected) in [
            ("https://a.example/b?c=d#e", "https://a.example/b?…"),
            ("https://user:word@a.example:8443/b", "https://a.example:8443/b"),
            ("(https://a.example/#x) and https://b.example/", "(https://a.example/?… and https://b.example/"),
            ("http://proxy.example:8080", "http://proxy.example:8080"),
            ("ftp://u@h/p?q", "ftp://h/p?…"),
        ] {
            assert_eq!(redact(text), expected);
        }
    }

    #[test]
    fn addresses_of_mail_are_masked() {
        assert_eq!(redact("to hanako.sato@shop.example.jp: bounced"), "to ha***@shop.example.jp: bounced");
        assert!(!redact("ｈａｎａｋｏ＠ｓｈｏｐ．ｅｘａｍｐｌｅ").contains("ｈａｎａｋｏ"));
    }

    #[test]
    fn paths_do_not_tell_who_works_here() {
        for (text, expected) in [
            ("/home/taro/Documents/a.ron: no", "~/Documents/a.ron: no"),
            ("/home/taro: no", "~: no"),
            ("/home/taro2/a", "/home/…/a"),
            ("/run/media/taro/taro/STICK", "/run/media/…/…/STICK"),
            ("file:///home/taro/a", "file:~/a"),
            ("/home/hanako sato/a", "/home/…/a"),
            ("/home/hanako", "/home/…"),
            ("taro is a name, /etc/passwd is not", "taro is a name, /etc/passwd is not"),
        ] {
            assert_eq!(redact(text), expected);
        }
        let windows = Person::of(Some(r"C:\Users\山田 太郎"), Some("yamada"));
        for (text, expected) in [
            (r"C:\Users\山田 太郎\AppData\x", r"~\AppData\x"),
            (r#""c:\\users\\山田 太郎\\AppData""#, r#""~\\AppData""#),
            (r"C:/Users/山田 太郎/AppData", "~/AppData"),
            (r"D:\home\Hanako Sato\x", r"D:\home\…\x"),
            (r"\\server\YAMADA\x", r"\\server\…\x"),
        ] {
            assert_eq!(redacted(text, &windows), expected);
        }
    }

    #[test]
    fn secrets_are_blank_wherever_they_stand() {
        for text in [
            "パスワード: Hunter-2-secret",
            "/home/taro/パスワード:Hunter-2-secret",
            "https://a.example/?password=Hunter-2-secret",
        ] {
            assert!(!redact(text).contains("Hunter-2-secret"), "{}", redact(text));
        }
    }

    #[test]
    fn patterns_compile() {
        assert!(URL.is_some() && FOLDER.is_some());
        let person = Person::of(Some("/home/taro"), Some("ta.ro+(x"));
        assert!(person.home.is_some() && person.name.is_some());
    }
}
