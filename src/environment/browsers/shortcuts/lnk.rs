//! Shortcuts of Windows: the few fields of a `.lnk` file that tell which program is started, and how.
//!
//! Format: Microsoft, [MS-SHLLINK]. Read here and not by a crate: those there are fail on, or refuse, files that Windows
//! itself takes, and these may come from anywhere. Nothing here is longer than the file.

use encoding_rs::SHIFT_JIS;

use super::Start;
use crate::environment::read;

/// The size of the header, and the number that every such file has: 00021401-0000-0000-C000-000000000046.
const HEADER: usize = 0x4C;
const CLASS: [u8; 16] = [1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

/// What follows the header.
const ID_LIST: u32 = 1;
const LINK_INFO: u32 = 1 << 1;
const NAME: u32 = 1 << 2;
const RELATIVE_PATH: u32 = 1 << 3;
const WORKING_FOLDER: u32 = 1 << 4;
const ARGUMENTS: u32 = 1 << 5;
const ICON: u32 = 1 << 6;
/// How texts are written: in UTF-16, or else in the machine's own encoding, which in Japan is that of code page 932.
const UNICODE: u32 = 1 << 7;

/// The block with a path that has variables in it, and where the path stands as UTF-16.
const VARIABLES: u32 = 0xA000_0001;
const VARIABLES_TEXT: usize = 8 + 260;

/// More blocks than any shortcut has.
const MOST_BLOCKS: usize = 64;

/// What a shortcut starts; the program is empty if it is none. None if it is no shortcut.
pub(super) fn parse(bytes: &[u8]) -> Option<Start> {
    let mut rest = Reader(bytes);
    let header = rest.take(HEADER)?;
    if number(header, 0)? != u32::try_from(HEADER).ok()? || header.get(4..20)? != CLASS {
        return None;
    }
    let flags = number(header, 20)?;
    let has = |flag: u32| flags & flag != 0;
    if has(ID_LIST) {
        let size = rest.short()?;
        rest.take(size)?;
    }
    let mut target = None;
    if has(LINK_INFO) {
        let size = usize::try_from(number(rest.0, 0)?).ok()?;
        target = local_path(rest.take(size.max(4))?);
    }
    let mut texts = [NAME, RELATIVE_PATH, WORKING_FOLDER, ARGUMENTS, ICON].map(|flag| (flag, String::new()));
    for (flag, text) in &mut texts {
        if has(*flag) {
            *text = rest.text(has(UNICODE))?;
        }
    }
    let [_, (_, relative), _, (_, arguments), _] = texts;
    let program = rest.with_variables().or(target).unwrap_or(relative).replace('\\', "/");
    Some(Start { program, arguments: split(&arguments) })
}

/// What is left of a file.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, size: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<usize> {
        let bytes = self.take(2)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes).into())
    }

    /// A text after the number of its characters.
    fn text(&mut self, is_unicode: bool) -> Option<String> {
        let size = self.short()?;
        if is_unicode {
            self.take(size.checked_mul(2)?).map(|bytes| read::utf16(bytes, u16::from_le_bytes))
        } else {
            self.take(size).map(ansi)
        }
    }

    /// The path among the blocks at the end that has variables in it.
    fn with_variables(&mut self) -> Option<String> {
        for _ in 0..MOST_BLOCKS {
            let size = usize::try_from(number(self.0, 0)?).ok().filter(|size| *size >= 8)?;
            let block = self.take(size)?;
            if number(block, 4)? == VARIABLES {
                let text = wide_until_nul(block.get(VARIABLES_TEXT..)?);
                return Some(text).filter(|text| !text.is_empty());
            }
        }
        None
    }
}

/// The path of a file on this machine.
fn local_path(info: &[u8]) -> Option<String> {
    let at = |field: usize| usize::try_from(number(info, field)?).ok();
    let header = at(4)?;
    if number(info, 8)? & 1 == 0 {
        return None;
    }
    let wide = |field| Some(wide_until_nul(info.get(at(field)?..)?)).filter(|text| !text.is_empty());
    let narrow = |field| Some(ansi(until_nul(info.get(at(field)?..)?)));
    let (base, end) = if header >= 0x24 { (wide(0x1C), wide(0x20)) } else { (None, None) };
    let base = base.or_else(|| narrow(16))?;
    let end = end.or_else(|| narrow(24)).unwrap_or_default();
    Some(base + &end).filter(|path| !path.is_empty())
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn until_nul(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

fn wide_until_nul(bytes: &[u8]) -> String {
    let text = read::utf16(bytes, u16::from_le_bytes);
    text.split('\0').next().unwrap_or_default().to_owned()
}

fn ansi(bytes: &[u8]) -> String {
    SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned()
}

/// Takes arguments apart as `CommandLineToArgvW` does.
fn split(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word: Option<String> = None;
    let (mut in_quotes, mut backslashes) = (false, 0_usize);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' {
            backslashes += 1;
            continue;
        }
        // Before a quotation mark, two stand for one; an odd one makes the mark an ordinary character.
        let is_quote = c == '"';
        let is_escaped = is_quote && backslashes % 2 == 1;
        let kept = if is_quote { backslashes / 2 } else { backslashes };
        if backslashes > 0 {
            word.get_or_insert_default().extend(std::iter::repeat_n('\\', kept));
            backslashes = 0;
        }
        match c {
            '"' if is_escaped => word.get_or_insert_default().push(c),
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                word.get_or_insert_default().push(c);
                chars.next();
            }
            '"' => {
                word.get_or_insert_default();
                in_quotes = !in_quotes;
            }
            ' ' | '\t' if !in_quotes => found.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    if backslashes > 0 {
        word.get_or_insert_default().extend(std::iter::repeat_n('\\', backslashes));
    }
    found.extend(word);
    found
}

#[cfg(test)]
pub(super) mod tests;
