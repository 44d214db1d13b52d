//! Bookmarks that every browser can take in.
//!
//! Format: "Netscape Bookmark File Format", as Microsoft describes it and Chromium, Firefox and Safari read it.

use std::fmt::Write as _;

use html_escape::{encode_double_quoted_attribute, encode_text};

use super::{Bookmark, Door};
use crate::ui::text;

/// A folder named after the company, with the door first.
pub fn bookmarks(company: &str, door: &Door<'_>, pages: &[Bookmark<'_>]) -> String {
    let folder = text::staff::bookmark_folder(company);
    let mut out = String::from(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n\
         <META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">\n\
         <TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n",
    );
    let mut line = |text: String| {
        // Writing into a text cannot fail.
        writeln!(out, "{text}").ok();
    };
    line(format!("    <DT><H3>{}</H3>", encode_text(&folder)));
    line("    <DL><p>".to_owned());
    let first = Bookmark { label: door.label, url: door.url };
    let rest = pages.iter().filter(|page| page.url != door.url);
    for page in std::iter::once(&first).chain(rest) {
        let (url, label) = (encode_double_quoted_attribute(page.url), encode_text(page.label));
        line(format!("        <DT><A HREF=\"{url}\">{label}</A>"));
    }
    line("    </DL><p>".to_owned());
    line("</DL><p>".to_owned());
    out
}
