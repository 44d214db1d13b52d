//! The text of a page and where its links lead, as far as that can be told without drawing it.

use html_escape::decode_html_entities;

use super::mail::Link;

/// What stands between these is not shown.
const UNSEEN: [&str; 5] = ["script", "style", "title", "head", "template"];
/// These begin a new line.
const BLOCKS: [&str; 16] = [
    "p",
    "br",
    "div",
    "tr",
    "td",
    "th",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "blockquote",
];
/// As much of a link's text as is compared with where it leads.
const LONGEST_SHOWN: usize = 2_000;

/// A page as text, and its links.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) links: Vec<Link>,
}

/// Reads a page, each of its bytes once or twice.
pub(super) fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut open: Option<(usize, String)> = None;
    // Elements that have no end from here on, so that none is looked for twice.
    let mut endless: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut page.text, rest.get(..start).unwrap_or_default());
        rest = rest.get(start..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = comment.find("-->") else { return page };
            rest = comment.get(end + 3..).unwrap_or_default();
            continue;
        }
        let Some((tag, after)) = split_tag(rest) else { break };
        rest = after;
        let (name, attributes) = name_of(tag);
        if BLOCKS.contains(&name.trim_start_matches('/')) {
            page.text.push('\n');
        }
        match name.as_str() {
            "/a" | "a" | "area" => {
                close(&mut page, &mut open);
                if let Some(target) = attribute(attributes, "href").filter(|_| !name.starts_with('/')) {
                    open = Some((page.text.len(), target));
                }
            }
            "form" | "button" | "input" => {
                let targets = ["action", "formaction"].map(|key| attribute(attributes, key));
                let links = targets.into_iter().flatten();
                page.links.extend(links.map(|target| Link { shown: String::new(), target }));
            }
            "meta" => page.links.extend(refresh(attributes)),
            name => {
                let unseen = UNSEEN.iter().find(|unseen| **unseen == name && !tag.ends_with('/'));
                if let Some(unseen) = unseen.filter(|unseen| !endless.contains(unseen)) {
                    match behind(rest, unseen) {
                        Some(behind) => rest = behind,
                        None => endless.push(unseen),
                    }
                }
            }
        }
    }
    push_text(&mut page.text, rest);
    close(&mut page, &mut open);
    page
}

fn push_text(text: &mut String, raw: &str) {
    text.push_str(&decode_html_entities(raw));
}

fn close(page: &mut Page, open: &mut Option<(usize, String)>) {
    if let Some((start, target)) = open.take() {
        let shown = page.text.get(start..).unwrap_or_default().chars().take(LONGEST_SHOWN).collect();
        page.links.push(Link { shown, target });
    }
}

/// What stands between `<` and `>`, and what follows. In quotes, `>` is a sign like any other.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (byte, quote) {
            (b'>', None) => return Some((text.get(1..at)?, text.get(at + 1..)?)),
            (b'"' | b'\'', None) => {
                // An apostrophe in a text that is no tag opens nothing.
                let before = text.as_bytes().get(at - 1).copied().unwrap_or_default();
                if before == b'=' || before.is_ascii_whitespace() {
                    quote = Some(byte);
                }
            }
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The name in small letters, with the slash of an end, and the attributes.
fn name_of(tag: &str) -> (String, &str) {
    let end = tag.find(|c: char| c.is_whitespace() || (c == '/' && !tag.starts_with('/')));
    let end = end.unwrap_or(tag.len());
    let name = tag.get(..end).unwrap_or_default().to_ascii_lowercase();
    (name, tag.get(end..).unwrap_or_default())
}

/// The value of an attribute, decoded.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        if name.is_empty() && after.is_empty() {
            return None;
        }
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = value.get(1..)?;
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => value.split_at_checked(value.find(char::is_whitespace).unwrap_or(value.len()))?,
        };
        if name.eq_ignore_ascii_case(wanted) {
            // Browsers leave out blanks around and line ends within.
            let decoded = decode_html_entities(value);
            return Some(decoded.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect());
        }
        rest = after;
    }
}

/// Where a page that sends its reader on by itself leads: `<meta http-equiv="refresh" content="0; url=…">`.
fn refresh(attributes: &str) -> Option<Link> {
    let kind = attribute(attributes, "http-equiv")?;
    let content = attribute(attributes, "content").filter(|_| kind.eq_ignore_ascii_case("refresh"))?;
    let (_, target) = content.split_once('=')?;
    Some(Link { shown: String::new(), target: target.trim_matches(['"', '\'', ' ']).to_owned() })
}

/// What follows the end of an element whose contents are not shown; none where it has no end.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| memchr::memmem::find(rest, b"</")) {
        let start = from + at + 2;
        let found = text.get(start..start + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        if found {
            let rest = text.get(start..).unwrap_or_default();
            return Some(rest.split_once('>').map_or("", |(_, rest)| rest));
        }
        from = start;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(html: &str) -> Vec<(String, String)> {
        read(html).links.into_iter().map(|link| (link.shown.trim().to_owned(), link.target)).collect()
    }

    #[test]
    fn links_are_read_with_what_they_show() {
        let html = r#"<p>Hello <A class=x HREF="https://a.example/?x=1&amp;y=2"><b>https://www.amazon.co.jp/</b></A>"#;
        let wanted = ("https://www.amazon.co.jp/".to_owned(), "https://a.example/?x=1&y=2".to_owned());
        assert_eq!(links(html), [wanted]);
        assert_eq!(links("<a href=https://b.example/>x")[0].1, "https://b.example/");
        assert_eq!(links("<a href='ht\ntps://c.example'>x</a>")[0].1, "https://c.example");
        assert_eq!(links("<form action='https://d.example'>")[0].1, "https://d.example");
        let sent_on = r#"<meta http-equiv="Refresh" content="0; URL='https://e.example'">"#;
        assert_eq!(links(sent_on)[0].1, "https://e.example");
        assert_eq!(links("<a name=x>no link</a>"), []);
        assert_eq!(links("<a title='a > b' href=\"https://f.example\">x</a>")[0].1, "https://f.example");
    }

    #[test]
    fn what_is_not_shown_is_no_text() {
        let html = "<head><title>t</title></head><style>p{}</style><!-- c -->A&amp;B<br>C<script>x</script>D";
        assert_eq!(read(html).text, "A&B\nCD");
        assert_eq!(read("a < b, it's").text, "a < b, it's");
        assert_eq!(read("<style>x").text, "x", "an element without end hides nothing");
        assert_eq!(read("x<!-- y").text, "x");
    }

    #[test]
    fn broken_pages_end() {
        for piece in ["<", "<a href=\"", "<!--", "</", "<a <", "<style>", "<a href='x' ", "</style"] {
            let page = read(&piece.repeat(100_000));
            assert!(page.text.len() <= piece.len() * 100_000);
        }
    }
}
