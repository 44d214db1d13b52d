//! Pictures: what is taken, what is refused, what is left of them, and where they are kept.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use jiff::{Timestamp, Zoned};
use proptest::prelude::*;

use super::*;

fn now() -> Zoned {
    "2026-11-21T09:42[Asia/Tokyo]".parse().unwrap()
}

/// Stripes, so that no two columns are alike.
fn stripes(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([u8::try_from(x % 251).unwrap(), u8::try_from(y % 241).unwrap(), 200])
    })
}

fn bytes(pixels: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels.clone()).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    bytes(&stripes(width, height), ImageFormat::Png)
}

/// A segment of JPEG behind the first two bytes, as a camera puts it there.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

/// EXIF with one entry: to be turned by a quarter to the right.
fn exif_turned() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    exif.extend_from_slice(&[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]);
    exif.extend_from_slice(b"\0\0\0\0 35.6586N 139.7454E secret place");
    exif
}

#[test]
fn png_and_jpeg_are_read_whatever_their_name_is() {
    let picture = Picture::read(&png(40, 30)).unwrap();
    assert_eq!((picture.size(), picture.kind()), ((40, 30), PictureKind::Png));
    let picture = Picture::read(&bytes(&stripes(40, 30), ImageFormat::Jpeg)).unwrap();
    assert_eq!((picture.size(), picture.kind()), ((40, 30), PictureKind::Jpeg));
}

#[test]
fn what_is_no_picture_is_named() {
    for (given, error) in [
        (&b""[..], PictureError::Empty),
        (b"hello", PictureError::NoPicture),
        (b"GIF89a....", PictureError::Format { format: "GIF" }),
        (b"BM\0\0\0\0", PictureError::Format { format: "BMP" }),
        (b"RIFF\0\0\0\0WEBPVP8 ", PictureError::Format { format: "WebP" }),
        (b"%PDF-1.7", PictureError::Format { format: "PDF" }),
        (b"\0\0\0\x18ftypheic\0\0\0\0", PictureError::Format { format: "HEIC" }),
        (b"\0\0\0\x18ftypavif\0\0\0\0", PictureError::Format { format: "AVIF" }),
        (b"\x89PNG\r\n\x1a\n", PictureError::Truncated),
        (b"\xff\xd8\xff", PictureError::Truncated),
    ] {
        assert_eq!(Picture::read(given).unwrap_err(), error);
    }
    assert_eq!(
        Picture::read(&vec![0; usize::try_from(PICTURE_MAX_BYTES).unwrap() + 1]).unwrap_err(),
        PictureError::TooBig { bytes: PICTURE_MAX_BYTES + 1 }
    );
}

#[test]
fn every_truncation_is_noticed() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let whole = bytes(&stripes(60, 40), format);
        for end in 9..whole.len() {
            assert_eq!(
                Picture::read(&whole[..end]).unwrap_err(),
                PictureError::Truncated,
                "{format:?} {end}"
            );
        }
        let more = [&whole[..], b"a film of a telephone"].concat();
        assert!(Picture::read(&more).is_ok(), "what stands behind the end does not matter");
    }
}

#[test]
fn a_thumbnail_within_is_not_the_end() {
    let thumbnail = [&[0xff, 0xd8][..], &[0; 20], &[0xff, 0xd9]].concat();
    let whole = with_segment(&bytes(&stripes(60, 40), ImageFormat::Jpeg), 0xe1, &thumbnail);
    assert!(Picture::read(&whole).is_ok());
    assert_eq!(Picture::read(&whole[..whole.len() - 2]).unwrap_err(), PictureError::Truncated);
}

/// A PNG that says it is huge, in a few bytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bomb = png(1, 1);
    bomb[16..20].copy_from_slice(&width.to_be_bytes());
    bomb[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&sum.to_be_bytes());
    bomb
}

/// The check sum of PNG (ISO 3309), so that the decoder gets past the head.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    for (width, height) in [(65_000, 65_000), (8_001, 8_000), (30_001, 2), (u32::MAX, 1)] {
        let error = Picture::read(&bomb(width, height)).unwrap_err();
        assert!(
            matches!(error, PictureError::TooLarge { .. } | PictureError::Damaged { .. }),
            "{width}x{height}: {error}"
        );
    }
    assert_eq!(
        Picture::read(&bomb(8_001, 8_000)).unwrap_err(),
        PictureError::TooLarge { width: 8_001, height: 8_000 }
    );
    assert!(matches!(Picture::from_rgba(9_000, 9_000, Vec::new()), Err(PictureError::TooLarge { .. })));
    assert!(matches!(Picture::from_rgba(2, 2, vec![0; 15]), Err(PictureError::Damaged { .. })));
    assert_eq!(Picture::from_rgba(0, 2, Vec::new()).unwrap_err(), PictureError::Empty);
}

#[test]
fn nothing_but_pixels_is_kept_and_the_picture_stands_upright() {
    let jpeg = with_segment(&bytes(&stripes(40, 30), ImageFormat::Jpeg), 0xe1, &exif_turned());
    let picture = Picture::read(&jpeg).unwrap();
    assert_eq!(picture.size(), (30, 40), "turned as the camera was held");
    let encoded = picture.encode().unwrap();
    assert!(!encoded.windows(4).any(|part| part == b"Exif" || part == b"35.6"));
    let again = Picture::read(&encoded).unwrap();
    assert_eq!(again.size(), (30, 40), "and not a second time");
}

#[test]
fn what_was_transparent_is_gone() {
    let hidden = RgbaImage::from_pixel(4, 4, Rgba([12, 34, 56, 0]));
    let picture = Picture::from_rgba(4, 4, hidden.into_raw()).unwrap();
    assert!(picture.preview(4).rgb.iter().all(|channel| *channel == 255));
    let half = Picture::from_rgba(1, 1, vec![0, 0, 0, 128]).unwrap();
    assert_eq!(half.preview(1).rgb, [127, 127, 127]);
}

#[test]
fn what_is_painted_over_is_black_and_nothing_else_changes() {
    let picture = Picture::read(&png(50, 40)).unwrap();
    let mask = Mask { left: 10, top: 5, width: 20, height: 8 };
    let masked = Picture::read(&picture.masked(&[mask]).encode().unwrap()).unwrap();
    let (before, after) = (picture.preview(50).rgb, masked.preview(50).rgb);
    for (index, (before, after)) in before.chunks(3).zip(after.chunks(3)).enumerate() {
        let (x, y) = (index % 50, index / 50);
        let covered = (10..30).contains(&x) && (5..13).contains(&y);
        assert_eq!(after, if covered { &[0, 0, 0][..] } else { before }, "{x},{y}");
    }
}

#[test]
fn a_preview_is_small_and_in_proportion() {
    let picture = Picture::read(&png(400, 100)).unwrap();
    let preview = picture.preview(100);
    assert_eq!((preview.width, preview.height, preview.rgb.len()), (100, 25, 100 * 25 * 3));
    let thin = Picture::read(&png(400, 1)).unwrap().preview(100);
    assert_eq!((thin.width, thin.height), (100, 1));
    assert_eq!(picture.preview(4000).width, 400);
}

proptest! {
    #[test]
    fn a_mask_lies_within_its_picture(
        left in any::<u32>(), top in any::<u32>(), width in any::<u32>(), height in any::<u32>(),
        size in (1_u32..5000, 1_u32..5000),
    ) {
        let mask = Mask { left, top, width, height }.within(size);
        prop_assert!(mask.width >= 1 && mask.height >= 1);
        prop_assert!(mask.left + mask.width <= size.0 && mask.top + mask.height <= size.1);
        prop_assert_eq!(mask.within(size), mask);
    }

    #[test]
    fn any_bytes_are_taken_or_refused(head in 0_usize..3, tail in prop::collection::vec(any::<u8>(), 0..300)) {
        let heads = [&b""[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"];
        drop(Picture::read(&[heads[head], &tail].concat()));
    }

    #[test]
    fn a_damaged_byte_never_panics(at in 0_usize..1000, value in any::<u8>(), jpeg in any::<bool>()) {
        let format = if jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
        let mut bytes = bytes(&stripes(24, 16), format);
        let at = at % bytes.len();
        bytes[at] = value;
        if let Ok(picture) = Picture::read(&bytes) {
            picture.preview(8);
        }
    }
}

#[test]
fn the_folder_is_named_after_its_note() {
    for (note, folder) in [
        ("事例/朝の件.case.ron", "事例/朝の件.添付"),
        ("事例/朝の件.CASE.RON", "事例/朝の件.添付"),
        ("事例/朝の件.ron", "事例/朝の件.添付"),
        ("事例/朝の件", "事例/朝の件.添付"),
    ] {
        assert_eq!(attachments_folder(Path::new(note)), Path::new(folder));
    }
    let long = format!("{}.ron", "題".repeat(83));
    let name = attachments_folder(Path::new(&long));
    assert!(name.file_name().unwrap().len() <= 255);
}

#[test]
fn a_folder_in_another_normal_form_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("が.添付".nfd().collect::<String>());
    fs::create_dir(&there).unwrap();
    assert_eq!(attachments_folder(&folder.path().join("が.case.ron")), there);
}

#[test]
fn a_name_leads_nowhere_else() {
    let note = Path::new("事例/朝の件.case.ron");
    for name in ["", ".", "..", "../x.png", "a/b.png", "a\\b.png", "C:x.png", "x.png ", "x\0.png", ".hidden"]
    {
        assert!(matches!(attachment_path(note, name), Err(AttachmentError::Name { .. })), "{name:?}");
    }
    assert!(attachment_path(note, "画像 1.png").is_ok());
}

#[test]
fn a_picture_is_written_found_again_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("朝の件.case.ron");
    let case = Case::new(Timestamp::UNIX_EPOCH, "a");
    let picture = Picture::read(&png(20, 10)).unwrap();
    let attachment = new_attachment(&case, &picture, "エラーの画面", &now());
    assert!(attachment.file.starts_with("2026-11-21_0942_"));
    assert_eq!(Path::new(&attachment.file).extension().unwrap(), "png");
    assert_eq!((attachment.width, attachment.height), (20, 10));
    write_attachment(&note, &attachment.file, &picture).unwrap();
    assert_eq!(read_attachment(&note, &attachment.file).unwrap(), picture);
    let names: Vec<_> =
        fs::read_dir(attachments_folder(&note)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [attachment.file.as_str()], "no temporary file and no older state is left");

    let elsewhere = folder.path().join("別の場所").join("朝の件.case.ron");
    fs::create_dir(folder.path().join("別の場所")).unwrap();
    let files = [attachment.file.clone(), "ない.png".to_owned()];
    copy_attachments(&note, &elsewhere, &files).unwrap();
    assert_eq!(read_attachment(&elsewhere, &attachment.file).unwrap(), picture);
    assert!(matches!(read_attachment(&elsewhere, "ない.png"), Err(AttachmentError::Missing { .. })));
}

#[test]
fn a_picture_that_is_painted_over_later_leaves_nothing_of_its_older_state() {
    let folder = tempfile::tempdir().unwrap();
    let note = folder.path().join("朝の件.case.ron");
    let picture = Picture::read(&png(20, 10)).unwrap();
    write_attachment(&note, "a.png", &picture).unwrap();
    let masked = picture.masked(&[Mask { left: 0, top: 0, width: 20, height: 10 }]);
    write_attachment(&note, "a.png", &masked).unwrap();
    assert_eq!(read_attachment(&note, "a.png").unwrap(), masked);
    assert_eq!(fs::read_dir(attachments_folder(&note)).unwrap().count(), 1);
}

#[test]
fn two_pictures_of_one_moment_have_two_names() {
    let mut case = Case::new(Timestamp::UNIX_EPOCH, "a");
    let picture = Picture::read(&png(20, 10)).unwrap();
    let first = new_attachment(&case, &picture, "", &now());
    case.attachments.push(first.clone());
    let second = new_attachment(&case, &picture, "", &now());
    assert_ne!(first.id, second.id);
    assert_ne!(first.file, second.file);
}

#[test]
fn a_file_that_is_too_big_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("大きい.png");
    fs::File::create(&path).unwrap().set_len(PICTURE_MAX_BYTES + 1).unwrap();
    let error = read_picture(&path).unwrap_err();
    assert!(matches!(error, AttachmentError::Picture { source: PictureError::TooBig { .. }, .. }), "{error}");
    let error = read_picture(folder.path()).unwrap_err();
    assert!(matches!(error, AttachmentError::Picture { source: PictureError::NoFile, .. }), "{error}");
}
