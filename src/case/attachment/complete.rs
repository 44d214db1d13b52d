//! Whether the file of a picture goes on to its end. Decoders are lenient: they fill what is missing with grey, and an
//! operator would attach a screenshot whose lower half is not there.

use super::picture::PictureKind;

/// Whether the end is there. What stands behind it does not matter: telephones put films and maps there.
pub(super) fn is_complete(bytes: &[u8], kind: PictureKind) -> bool {
    match kind {
        PictureKind::Png => png_ends(bytes).unwrap_or(false),
        PictureKind::Jpeg => jpeg_ends(bytes).unwrap_or(false),
    }
}

/// Follows the chunks to the one that ends the picture (PNG specification, 5.3). None where they run off the file.
fn png_ends(bytes: &[u8]) -> Option<bool> {
    const SIGNATURE: usize = 8;
    /// Length, type and check sum of a chunk.
    const AROUND: usize = 12;
    let mut at = SIGNATURE;
    loop {
        let length = bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)?;
        let kind = bytes.get(at.checked_add(4)?..at.checked_add(8)?)?;
        let end = at.checked_add(AROUND)?.checked_add(usize::try_from(length).ok()?)?;
        if end > bytes.len() {
            return None;
        }
        if kind == b"IEND" {
            return Some(true);
        }
        at = end;
    }
}

/// Follows the segments to the marker that ends the picture (ITU-T T.81, B.1.1). Thumbnails have such a marker too, but
/// within a segment, which is stepped over. None where the segments run off the file.
fn jpeg_ends(bytes: &[u8]) -> Option<bool> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut at = 2;
    loop {
        // Between segments there may be bytes that fill up.
        while *bytes.get(at)? != 0xff {
            at += 1;
        }
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let marker = *bytes.get(at)?;
        at += 1;
        match marker {
            END => return Some(true),
            // A byte of the picture itself, a restart, or one that stands alone.
            0x00 | 0x01 | 0xd0..=0xd8 => {}
            _ => {
                let length = bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)?;
                at = at.checked_add(usize::from(length.max(2)))?;
                // Behind the head of a scan stands the picture itself, in which every 0xff is followed by a zero.
                if marker == SCAN && at >= bytes.len() {
                    return None;
                }
            }
        }
    }
}
