//! Texts in the encodings that Japanese mails come in.

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};

/// The text of a file that does not say how it is encoded.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(skip..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    if memchr::memmem::find(bytes, b"\x1b$").is_some()
        && let Some(text) = whole(ISO_2022_JP, bytes)
    {
        return text;
    }
    // Text in Shift_JIS is hardly ever valid in one of the two others, which come first for that reason.
    [UTF_8, EUC_JP, SHIFT_JIS]
        .into_iter()
        .find_map(|encoding| whole(encoding, bytes))
        .unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The text, if all of it is in an encoding.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_japanese_programs_write_is_read() {
        let text = "お客様のアカウントは停止されています。https://example.com/";
        for encoding in [UTF_8, EUC_JP, SHIFT_JIS, ISO_2022_JP] {
            assert_eq!(decode(&encoding.encode(text).0), text, "{encoding:?}");
        }
        assert_eq!(decode(b"\xff\xfeA\x00"), "A");
        assert_eq!(decode(b"\xef\xbb\xbfabc"), "abc");
        assert_eq!(decode(b"a\xff\xffb"), "a\u{fffd}\u{fffd}b");
    }
}
