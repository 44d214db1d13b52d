//! Masking of the login's e-mail address: enough to tell two logins apart, not enough to sign in with.

use unicode_normalization::UnicodeNormalization as _;

/// What stands in the place of what is left out.
const HIDDEN: &str = "***";
/// Characters of the part before the `@` that are kept, if there are more than these.
const KEPT: usize = 2;
/// Digits kept of a telephone number, which Amazon accepts as a login too: as many as its own screens show.
const KEPT_DIGITS: usize = 2;
/// Longer than any address may be (RFC 5321: 64 + 1 + 255 octets); what is longer is no address.
const LONGEST: usize = 320;

/// Masks what was typed as a login: `taro.yamada+shop@example.co.jp` becomes `ta***@example.co.jp`, and `09012345678`
/// becomes `***78`. Of a short local part no more than one character stays, of a single one none. Full-width
/// characters count as their plain forms. Whatever else stands around an address is left out, and what is masked
/// already stays as it is.
pub fn mask_login(typed: &str) -> String {
    let plain: String = typed.nfkc().filter(|c| !is_invisible(*c)).take(LONGEST * 2).collect();
    let plain = plain.trim();
    let token = |word: &&str| word.contains('@');
    match plain.split(is_around).filter(|word| !word.is_empty()).find(token) {
        Some(address) => mask_address(address),
        None => mask_other(plain),
    }
}

/// The last `@` parts an address: what stands before it may hold further ones, in quotes.
fn mask_address(address: &str) -> String {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return mask_other(address);
    };
    let domain = domain.trim_matches(|c: char| !c.is_alphanumeric() && c != ']' && c != '[');
    format!("{}@{domain}", mask_word(local))
}

/// The beginning of a word, as far as it gives nothing away.
fn mask_word(word: &str) -> String {
    let kept = word.split(HIDDEN).next().unwrap_or_default();
    let known = kept.chars().filter(|c| c.is_alphanumeric() || "._+-".contains(*c));
    // Masked already: what is left was thought little enough then, and is not made less each time.
    let whole = if kept.len() == word.len() { known.clone().count() } else { KEPT + 1 };
    let keep = KEPT.min(whole.saturating_sub(1));
    known.take(keep).collect::<String>() + HIDDEN
}

/// What is no address: a telephone number keeps its last digits, anything else its beginning.
fn mask_other(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    // What ends in the mark is the masked beginning of a word, though it may be of digits.
    let is_number = !digits.is_empty()
        && !text.ends_with(HIDDEN)
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '*' | '.'));
    if !is_number {
        return mask_word(text);
    }
    let keep =
        if text.contains(HIDDEN) { digits.len().min(KEPT_DIGITS) } else { KEPT_DIGITS.min(digits.len() / 3) };
    let end: String = digits.iter().skip(digits.len() - keep).collect();
    format!("{HIDDEN}{end}")
}

/// What parts an address from the words around it.
fn is_around(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>()[]{}\u{3001}\u{3002}\u{300c}\u{300d},;:".contains(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A login's address in a file: one that somebody wrote in full is masked as it is read.
pub(crate) mod masked {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(address: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(address)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer).map(|address| super::mask_login(&address))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::mask_login;

    #[test]
    fn addresses_are_masked() {
        for (typed, kept) in [
            ("taro@example.co.jp", "ta***@example.co.jp"),
            ("taro.yamada+shop@example.co.jp", "ta***@example.co.jp"),
            ("abc@x.jp", "ab***@x.jp"),
            ("ab@x.jp", "a***@x.jp"),
            ("a@x.jp", "***@x.jp"),
            ("@x.jp", "***@x.jp"),
            ("  ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ　", "ta***@example.co.jp"),
            ("山田太郎@例え.jp", "山田***@例え.jp"),
            ("taro@xn--r8jz45g.jp", "ta***@xn--r8jz45g.jp"),
            ("山田 <taro@example.jp>", "ta***@example.jp"),
            ("mailto:taro@example.jp", "ta***@example.jp"),
            ("\"a@b\"@example.jp", "a***@example.jp"),
            ("a@b@example.jp", "a***@example.jp"),
            ("taro@example.jp、hanako@example.jp", "ta***@example.jp"),
            ("taro@", "ta***@"),
            ("t\u{200b}aro@example.jp.", "ta***@example.jp"),
        ] {
            assert_eq!(mask_login(typed), kept, "{typed}");
        }
    }

    #[test]
    fn other_logins_are_masked_too() {
        for (typed, kept) in [
            ("", ""),
            ("　", ""),
            ("090-1234-5678", "***78"),
            ("+81 90 1234 5678", "***78"),
            ("０９０１２３４５６７８", "***78"),
            ("12", "***"),
            ("taro", "ta***"),
            ("ta", "t***"),
            ("¼", "1***"),
            ("0®00", "00***"),
        ] {
            assert_eq!(mask_login(typed), kept, "{typed}");
        }
    }

    #[test]
    fn what_is_masked_can_be_edited_without_losing_more() {
        for masked in ["ta***@example.co.jp", "a***@x.jp", "***@x.jp", "***78", "ta***", "***"] {
            assert_eq!(mask_login(masked), masked);
        }
        assert_eq!(mask_login("ta***@example.com"), "ta***@example.com");
    }

    proptest! {
        #[test]
        fn anything_is_masked_once_and_for_all(typed in "\\PC{0,80}") {
            let once = mask_login(&typed);
            prop_assert_eq!(mask_login(&once), once.clone());
        }

        #[test]
        fn no_local_part_is_left(local in "[a-z0-9._+]{3,30}", domain in "[a-z]{1,10}\\.(co\\.)?jp") {
            let masked = mask_login(&format!("{local}@{domain}"));
            let end = format!("***@{domain}");
            prop_assert!(masked.ends_with(&end), "{}", masked);
            prop_assert!(!masked.contains(&local), "{}", masked);
            prop_assert!(masked.chars().count() <= domain.chars().count() + 6);
        }
    }
}
