//! A message as it was pasted or kept: its sender, its text, its links, the names of its files.

use mail_parser::{Address, MessageParser, MimeHeaders as _, PartType};

use super::charset;
use super::html;
use super::phrases::{Table, table};

/// The largest mail that is read, in bytes: pictures and files included.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// Mails within mails are read to this depth.
const DEEPEST: usize = 3;
/// Among so many lines a pasted mail names its sender and subject.
const HEAD_LINES: usize = 30;

/// Who a message says it is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The name that mail programs show.
    pub name: String,
    /// The address, in small letters.
    pub address: String,
}

/// A link of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What it shows.
    pub shown: String,
    /// Where it leads.
    pub target: String,
}

/// A mail, short message or pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Who it says it is from.
    pub from: Option<Sender>,
    /// Where answers go.
    pub reply_to: Option<Sender>,
    /// Its subject.
    pub subject: String,
    /// All its texts.
    pub text: String,
    /// The links of its pages.
    pub links: Vec<Link>,
    /// The names of the files that hang on it. They are not read.
    pub files: Vec<String>,
}

impl Message {
    /// Reads a mail file, or a text in any of the encodings of Japan. Never fails: what is no mail is a text.
    pub fn read(bytes: &[u8]) -> Self {
        if is_mail_file(bytes)
            && let Some(mail) = MessageParser::default().parse(bytes)
        {
            let mut message = Self::default();
            message.take(&mail, 0);
            return message;
        }
        Self::pasted(&charset::decode(bytes))
    }

    /// Reads a text that was pasted, page or not.
    pub fn pasted(text: &str) -> Self {
        let mut message = Self { text: text.to_owned(), ..Self::default() };
        let lower = text.get(..text.floor_char_boundary(4_000)).unwrap_or_default().to_ascii_lowercase();
        if ["<html", "<!doctype html", "<body", "<a href"].iter().any(|mark| lower.contains(mark)) {
            let page = html::read(text);
            (message.text, message.links) = (page.text, page.links);
        }
        for line in text.lines().take(HEAD_LINES) {
            message.take_head_line(line);
        }
        message
    }

    fn take(&mut self, mail: &mail_parser::Message<'_>, depth: usize) {
        if depth == 0 {
            self.from = mail.from().and_then(sender);
            self.reply_to = mail.reply_to().and_then(sender);
            mail.subject().unwrap_or_default().clone_into(&mut self.subject);
        } else {
            self.push_text(mail.subject().unwrap_or_default());
        }
        for part in &mail.parts {
            let name = part.attachment_name();
            let disposed = part.content_disposition();
            let is_file = name.is_some() || disposed.is_some_and(mail_parser::ContentType::is_attachment);
            match &part.body {
                PartType::Message(inner) if depth < DEEPEST => self.take(inner, depth + 1),
                _ if is_file => self.files.extend(name.map(str::to_owned)),
                PartType::Text(text) => self.push_text(text),
                PartType::Html(page) => {
                    let page = html::read(page);
                    self.push_text(&page.text);
                    self.links.extend(page.links);
                }
                _ => {}
            }
        }
    }

    fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push_str("\n\n");
    }

    /// `差出人: Amazon <info@example.com>` and the like, as mail programs copy them.
    fn take_head_line(&mut self, line: &str) {
        let Some((name, value)) = line.split_once([':', '：']) else { return };
        let name = name.trim().to_lowercase();
        let Table { from_labels, reply_to_labels, subject_labels, .. } = table();
        if from_labels.contains(&name) && self.from.is_none() {
            self.from = typed_sender(value);
        } else if reply_to_labels.contains(&name) && self.reply_to.is_none() {
            self.reply_to = typed_sender(value);
        } else if subject_labels.contains(&name) && self.subject.is_empty() {
            value.trim().clone_into(&mut self.subject);
        }
    }
}

/// Whether the file begins with the head of a mail, as programs keep it.
fn is_mail_file(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    let head = head.trim_ascii_start();
    let lines = head.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let mut marks = 0;
    for (index, line) in lines.enumerate() {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        let is_name = name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
        if index == 0 && !is_name && !line.starts_with(b"From ") {
            return false;
        }
        let named = |wanted: &str| name.eq_ignore_ascii_case(wanted.as_bytes());
        marks += usize::from(
            [
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding",
                "Received",
                "Message-ID",
                "Return-Path",
                "DKIM-Signature",
            ]
            .into_iter()
            .any(named),
        );
    }
    marks > 0
}

fn sender(address: &Address<'_>) -> Option<Sender> {
    let first = address.first()?;
    let name = first.name().unwrap_or_default().to_owned();
    let address = first.address().unwrap_or_default().trim().to_lowercase();
    (!name.is_empty() || !address.is_empty()).then_some(Sender { name, address })
}

/// A name and an address as they are shown: `Amazon <info@example.com>`, `Amazon（info@example.com）`, or one of them.
fn typed_sender(text: &str) -> Option<Sender> {
    let opens = ['<', '＜', '(', '（', '['];
    let (name, address) = match text.rsplit_once(opens) {
        Some((name, rest)) if rest.contains('@') => {
            (name, rest.split(['>', '＞', ')', '）', ']']).next().unwrap_or_default())
        }
        _ => {
            let word = text.split_whitespace().find(|word| word.contains('@')).unwrap_or_default();
            (text.strip_suffix(word).unwrap_or(text), word)
        }
    };
    let name = name.trim().trim_matches('"').to_owned();
    let address = address.trim().trim_start_matches("mailto:").to_lowercase();
    (!name.is_empty() || !address.is_empty()).then_some(Sender { name, address })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_head_is_read() {
        let message = Message::pasted(
            "差出人： Amazon カスタマー <Info@Example.com>\n返信先: x@example.net\n件名: 【重要】\n\n本文",
        );
        let from = message.from.unwrap();
        assert_eq!((from.name.as_str(), from.address.as_str()), ("Amazon カスタマー", "info@example.com"));
        assert_eq!(message.reply_to.unwrap().address, "x@example.net");
        assert_eq!(message.subject, "【重要】");
    }

    #[test]
    fn a_file_without_a_mails_head_is_a_text() {
        assert!(!is_mail_file("お知らせ: 至急\n\n本文".as_bytes()));
        assert!(!is_mail_file(b"From: a@example.com\nSubject: x\n\nbody"));
        assert!(is_mail_file(b"Return-Path: <a@example.com>\nSubject: x\n\nbody"));
        assert!(is_mail_file(b"Subject: x\r\nMIME-Version: 1.0\r\n\r\nbody"));
        assert!(!is_mail_file(b"a: b\n\nContent-Type: text/plain"), "behind the head");
    }
}
