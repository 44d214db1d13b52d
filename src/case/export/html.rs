//! One page of HTML that needs nothing else: styles and pictures are in it. No script, and a policy that forbids any;
//! nothing is loaded from anywhere, so that whoever opens it tells nobody.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use html_escape::{encode_double_quoted_attribute, encode_text};

use crate::ui::text::export as words;

use super::PictureState;
use super::document::{Block, Document, Line};
use super::push;

/// How it looks on screen and on paper.
const STYLE: &str = include_str!("../../../assets/export/page.css");
/// Nothing may be loaded or run but what stands in the page itself.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(super) fn render(document: &Document) -> String {
    let mut out = String::new();
    head(&mut out, document);
    push(&mut out, &["<body>\n<main>\n<header>\n<h1>", &encode_text(&document.title), "</h1>\n"]);
    if !document.about.is_empty() {
        out.push_str("<ul class=\"about\">\n");
        for about in &document.about {
            push(&mut out, &["<li>", &encode_text(about), "</li>\n"]);
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</header>\n");
    for section in &document.sections {
        push(&mut out, &["<section>\n<h2>", &encode_text(&section.heading), "</h2>\n"]);
        for block in &section.blocks {
            self::block(&mut out, block);
        }
        out.push_str("</section>\n");
    }
    if !document.foot.is_empty() {
        out.push_str("<footer>\n");
        for foot in &document.foot {
            push(&mut out, &["<p>", &encode_text(foot), "</p>\n"]);
        }
        out.push_str("</footer>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(out: &mut String, document: &Document) {
    let policy = encode_double_quoted_attribute(POLICY);
    push(
        out,
        &[
            "<!DOCTYPE html>\n<html lang=\"",
            words::code(document.language),
            "\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"",
            &policy,
            "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"referrer\" content=\"no-referrer\">\n",
            // Phones make links of numbers.
            "<meta name=\"format-detection\" content=\"telephone=no\">\n<title>",
            &encode_text(&document.title),
            "</title>\n<style>\n",
            STYLE,
            "</style>\n</head>\n",
        ],
    );
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Fields(fields) => {
            out.push_str("<table>\n");
            for (name, value) in fields {
                let (name, value) = (encode_text(name), encode_text(value));
                push(out, &["<tr><th scope=\"row\">", &name, "</th><td>", &value, "</td></tr>\n"]);
            }
            out.push_str("</table>\n");
        }
        Block::Text(text) => push(out, &["<p>", &encode_text(text), "</p>\n"]),
        Block::Heading(heading) => push(out, &["<h3>", &encode_text(heading), "</h3>\n"]),
        Block::List(lines) => items(out, "ul", lines),
        Block::Steps(lines) => items(out, "ol", lines),
        Block::Timeline(moments) => {
            out.push_str("<table class=\"timeline\">\n");
            for moment in moments {
                let (at, text) = (encode_text(&moment.at), encode_text(&moment.text));
                push(out, &["<tr><th scope=\"row\">", &at, "</th><td>", &text]);
                if !moment.by.is_empty() {
                    push(out, &[" <span class=\"by\">", &encode_text(&moment.by), "</span>"]);
                }
                out.push_str("</td></tr>\n");
            }
            out.push_str("</table>\n");
        }
        Block::Picture { caption, file, state } => picture(out, caption, file, state),
    }
}

fn items(out: &mut String, list: &str, lines: &[Line]) {
    push(out, &["<", list, ">\n"]);
    for line in lines {
        push(out, &["<li>", &encode_text(&line.text)]);
        if !line.more.is_empty() {
            out.push_str("<ul>");
            for more in &line.more {
                push(out, &["<li>", &encode_text(more), "</li>"]);
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>\n");
    }
    push(out, &["</", list, ">\n"]);
}

fn picture(out: &mut String, caption: &str, file: &str, state: &PictureState) {
    let name = if caption.is_empty() { file } else { caption };
    out.push_str("<figure>\n");
    match state {
        PictureState::Loaded { mime, bytes, width, height } => {
            let alt = encode_double_quoted_attribute(name);
            let (width, height) = (width.to_string(), height.to_string());
            push(out, &["<img src=\"data:", mime, ";base64,"]);
            STANDARD.encode_string(bytes.as_slice(), out);
            push(out, &["\" width=\"", &width, "\" height=\"", &height, "\" alt=\"", &alt, "\">\n"]);
        }
        other => push(out, &["<p class=\"missing\">", &encode_text(words::picture_state(other)), "</p>\n"]),
    }
    push(out, &["<figcaption>", &encode_text(name), "</figcaption>\n</figure>\n"]);
}
