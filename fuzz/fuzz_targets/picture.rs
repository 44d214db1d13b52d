//! Pictures that are attached: whatever the bytes are, they are taken or refused within the limits, and what is taken
//! can be painted over, made small, and written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::case::{Mask, PICTURE_MAX_PIXELS, Picture};

fuzz_target!(|bytes: &[u8]| {
    let heads = [&b""[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"];
    for head in heads {
        let Ok(picture) = Picture::read(&[head, bytes].concat()) else { continue };
        let (width, height) = picture.size();
        assert!(width > 0 && height > 0 && u64::from(width) * u64::from(height) <= PICTURE_MAX_PIXELS);
        let preview = picture.preview(320);
        assert!(preview.width <= 320 && preview.height <= 320);
        // Encoding a large one takes longer than finding the next input is worth.
        if u64::from(width) * u64::from(height) > 100_000 {
            continue;
        }
        let masked = picture.masked(&[Mask { left: 0, top: 0, width: u32::MAX, height: u32::MAX }]);
        let again =
            Picture::read(&masked.encode().expect("pixels can be encoded")).expect("what was encoded");
        assert_eq!(again.size(), picture.size());
        assert!(again.preview(16).rgb.iter().all(|channel| *channel < 8), "something shows through");
    }
});
