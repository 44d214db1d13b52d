//! The bytes of a script as text.

use std::borrow::Cow;

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

/// Decodes a script: a byte order mark counts most, then what the server says, else it is UTF-8 where it can be, and
/// otherwise what Windows writes in Japan (Windows-31J). Browsers take Latin-1 last: for names of hosts, that is the
/// same.
pub(super) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    let said = content_type.and_then(charset).and_then(|label| Encoding::for_label(label.as_bytes()));
    let guess = || if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { SHIFT_JIS };
    // A mark at the beginning overrides the encoding, and is taken away.
    said.unwrap_or_else(guess).decode(bytes).0
}

/// The encoding that a content type such as `text/plain; charset="utf-8"` names.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scripts_are_decoded_whatever_wrote_them() {
        let sjis = b"// \x83v\x83\x8D\x83L\x83V";
        let utf16le = b"\xFF\xFEa\0\x42\x30";
        let utf16be = b"\xFE\xFF\0a\x30\x42";
        for (bytes, content_type, expected) in [
            (&b"\xEF\xBB\xBFabc"[..], None, "abc"),
            (b"\xEF\xBB\xBFabc", Some("text/plain; charset=shift_jis"), "abc"),
            (utf16le, None, "a\u{3042}"),
            (utf16be, Some("application/x-ns-proxy-autoconfig"), "a\u{3042}"),
            ("\u{3042}".as_bytes(), None, "\u{3042}"),
            (sjis, None, "// \u{30D7}\u{30ED}\u{30AD}\u{30B7}"),
            (sjis, Some("text/html; x=1; Charset=\"Windows-31J\""), "// \u{30D7}\u{30ED}\u{30AD}\u{30B7}"),
            (sjis, Some("text/html; charset=none-such"), "// \u{30D7}\u{30ED}\u{30AD}\u{30B7}"),
            (b"\x83v", Some("text/plain;charset=utf-8"), "\u{FFFD}v"),
            (b"\xA4\xA2", Some("text/plain;charset=EUC-JP"), "\u{3042}"),
            (b"\xE9", Some("text/plain;charset=iso-8859-1"), "\u{E9}"),
            (b"", None, ""),
        ] {
            assert_eq!(decode(bytes, content_type), expected, "{bytes:?} {content_type:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>, content_type in "\\PC{0,40}") {
            decode(&bytes, Some(&content_type));
            decode(&bytes, Some(&format!("text/plain; charset={content_type}")));
        }
    }
}
