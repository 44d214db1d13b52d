//! Markdown (`CommonMark` 0.31, <https://spec.commonmark.org/0.31.2/>), with everything escaped that would be markup.

use crate::ui::text::export as words;

use super::document::{Block, Document, Line};
use super::push;

pub(super) fn render(document: &Document) -> String {
    let mut out = String::new();
    push(&mut out, &["# ", &one_line(&document.title), "\n\n"]);
    for about in &document.about {
        push(&mut out, &["- ", &one_line(about), "\n"]);
    }
    for section in &document.sections {
        push(&mut out, &["\n## ", &one_line(&section.heading), "\n\n"]);
        for (index, block) in section.blocks.iter().enumerate() {
            if index > 0 && matches!(block, Block::Heading(_)) {
                out.push('\n');
            }
            self::block(&mut out, block);
        }
    }
    if !document.foot.is_empty() {
        push(&mut out, &["\n---\n\n"]);
    }
    for foot in &document.foot {
        push(&mut out, &[&paragraph(foot, ""), "\n"]);
    }
    out
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Fields(fields) => {
            for (name, value) in fields {
                // The colon behind the stars: a wide one before them would keep them from closing the bold text.
                push(out, &["- **", &one_line(name), "**: ", &paragraph(value, "  "), "\n"]);
            }
        }
        Block::Text(text) => push(out, &[&paragraph(text, ""), "\n"]),
        Block::Heading(heading) => push(out, &["### ", &one_line(heading), "\n\n"]),
        Block::List(lines) => {
            for line in lines {
                item(out, "- ", line);
            }
        }
        Block::Steps(lines) => {
            for (index, line) in lines.iter().enumerate() {
                item(out, &format!("{}. ", index + 1), line);
            }
        }
        Block::Timeline(moments) => {
            for moment in moments {
                let text = paragraph(&moment.text_and_name(), "  ");
                push(out, &["- ", &escape(&moment.at), " ", &text, "\n"]);
            }
        }
        Block::Picture { caption, file, state } => {
            let name = if caption.is_empty() { file } else { caption };
            push(out, &["- ", &one_line(&words::picture_elsewhere(name, state)), "\n"]);
        }
    }
}

fn item(out: &mut String, mark: &str, line: &Line) {
    let indent = " ".repeat(mark.len());
    push(out, &[mark, &paragraph(&line.text, &indent), "\n"]);
    for more in &line.more {
        push(out, &[&indent, "- ", &paragraph(more, &format!("{indent}  ")), "\n"]);
    }
}

/// A text with its line breaks, which go on `indent` further in. An empty line would end the paragraph.
fn paragraph(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(escape_line).collect();
    lines.join(&format!("\\\n{indent}"))
}

fn one_line(text: &str) -> String {
    escape_line(&text.lines().collect::<Vec<_>>().join(" "))
}

/// A whole line: what is markup at its beginning only is escaped as well.
fn escape_line(line: &str) -> String {
    let escaped = escape(line.trim());
    let first = escaped.chars().next();
    if first.is_some_and(|c| matches!(c, '-' | '+' | '=' | ':')) {
        return format!("\\{escaped}");
    }
    // `1.` and `1)` begin a numbered list.
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match (digits, escaped.get(..digits), escaped.get(digits..)) {
        (1..=9, Some(number), Some(rest)) if rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => escaped,
    }
}

/// What is markup anywhere in a line: <https://spec.commonmark.org/0.31.2/#backslash-escapes>. `~` and `|` are so in
/// GitHub's dialect.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_a_text() {
        assert_eq!(escape_line("*強い* [a](b) <b> `c`"), r"\*強い\* \[a\](b) \<b\> \`c\`");
        for (line, escaped) in [
            ("- a", r"\- a"),
            ("1. a", r"1\. a"),
            ("# a", r"\# a"),
            ("===", r"\==="),
            ("2026-11-21", "2026-11-21"),
        ] {
            assert_eq!(escape_line(line), escaped);
        }
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(paragraph("一\n\n二", "  "), "一\\\n  二");
    }
}
