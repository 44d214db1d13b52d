//! Plain text. No tables and no rulers of a fixed width: mails wrap lines where they like.

use crate::ui::text::export as words;

use super::document::{Block, Document, Language, Line};

/// What follows the first line of something stands below it.
const INDENT: &str = "  ";

pub(super) fn render(document: &Document) -> String {
    let mut out = String::new();
    line(&mut out, "", &document.title);
    for about in &document.about {
        line(&mut out, "", about);
    }
    for section in &document.sections {
        out.push('\n');
        line(&mut out, words::SECTION_MARK, &section.heading);
        for (index, block) in section.blocks.iter().enumerate() {
            if index > 0 && matches!(block, Block::Heading(_)) {
                out.push('\n');
            }
            self::block(&mut out, document.language, block);
        }
    }
    if !document.foot.is_empty() {
        out.push('\n');
    }
    for foot in &document.foot {
        line(&mut out, "", foot);
    }
    out
}

fn block(out: &mut String, language: Language, block: &Block) {
    match block {
        Block::Fields(fields) => {
            for (name, value) in fields {
                field(out, language, name, value);
            }
        }
        Block::Text(text) => {
            for each in text.lines() {
                line(out, "", each);
            }
        }
        Block::Heading(heading) => line(out, "", &words::small_heading(language, heading)),
        Block::List(lines) => {
            for each in lines {
                item(out, words::item_mark(language), each);
            }
        }
        Block::Steps(lines) => {
            for (index, each) in lines.iter().enumerate() {
                item(out, &format!("{}. ", index + 1), each);
            }
        }
        Block::Timeline(moments) => {
            for moment in moments {
                line(out, "", &format!("{} {}", moment.at, moment.text_and_name()));
            }
        }
        Block::Picture { caption, file, state } => {
            let name = if caption.is_empty() { file } else { caption };
            line(out, words::item_mark(language), &words::picture_elsewhere(name, state));
        }
    }
}

/// A value of several lines stands below its name.
fn field(out: &mut String, language: Language, name: &str, value: &str) {
    if value.contains('\n') {
        line(out, "", &words::named_in(language, name, ""));
        for each in value.lines() {
            line(out, INDENT, each);
        }
    } else {
        line(out, "", &words::named_in(language, name, value));
    }
}

fn item(out: &mut String, mark: &str, each: &Line) {
    line(out, mark, &each.text);
    for more in each.more.iter().flat_map(|more| more.lines()) {
        line(out, INDENT, more);
    }
}

/// One line; what has more gets its further lines indented.
fn line(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    for (index, part) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
            out.push_str(INDENT);
        }
        out.push_str(part);
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out.push('\n');
}
