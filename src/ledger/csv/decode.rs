//! From the bytes of a file to its text: what Excel and other programs in Japan write.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

/// The text of a file. Without a mark it is UTF-8 if it can be, or else CP932 (`Shift_JIS` as Windows has it). None if it
/// is neither. All lines end in LF.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let whole = |encoding: &'static Encoding, bytes| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
    };
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => whole(encoding, bytes.get(mark..)?),
        None => whole(UTF_8, bytes).or_else(|| whole(SHIFT_JIS, bytes)),
    };
    // A file of another kind may be valid text by chance.
    let text = text.filter(|text| !text.contains('\0'))?;
    Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_excel_writes_is_read() {
        let table = "氏名,メモ\r\n髙橋 一郎,①〜②\r\n";
        let (cp932, _, unknown) = encoding_rs::SHIFT_JIS.encode("氏名,メモ\r\n髙橋 一郎,①\r\n");
        assert!(!unknown);
        assert_eq!(text(&cp932).unwrap(), "氏名,メモ\n髙橋 一郎,①\n");
        let table = &table.replace("\r\n", "\n");
        assert_eq!(text(table.replace('\n', "\r").as_bytes()).as_ref(), Some(table));
        assert_eq!(text(table.as_bytes()).as_ref(), Some(table));
        assert_eq!(text(format!("\u{feff}{table}").as_bytes()).as_ref(), Some(table));
        let utf_16: Vec<u8> = "\u{feff}氏名".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf_16).unwrap(), "氏名");
        for bytes in [&b"\x89PNG\r\n\x1a\n\xff\xff"[..], b"PK\x03\x04\0\0", b"\x82", b"\xff\xff\xff"] {
            assert_eq!(text(bytes), None, "{bytes:?}");
        }
    }
}
