//! A picture as it may be attached: read with limits, painted over, made smaller, encoded anew.

use std::fmt;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _, ImageReader, Limits, Rgb, RgbImage,
};

use super::complete::is_complete;

/// The largest file that is read. A screenshot has a few megabytes, a photo of a telephone up to about twenty.
pub const PICTURE_MAX_BYTES: u64 = 40 * 1024 * 1024;
/// The most pixels: four screens of 4K side by side, or a photo of 50 megapixels.
pub const PICTURE_MAX_PIXELS: u64 = 64_000_000;
/// The longest side in pixels. A screenshot of a whole page is narrow and long.
const LONGEST_SIDE: u32 = 30_000;
/// What decoding may take: the pixels with eight bytes each, which is 16 bits a channel.
const DECODING_BYTES: u64 = PICTURE_MAX_PIXELS * 8;
/// Letters of a screen stay sharp.
const JPEG_QUALITY: u8 = 90;
/// What is painted over is black: nothing of it can be made out, also where the file is encoded with loss.
const PAINT: Rgb<u8> = Rgb([0, 0, 0]);
/// What is transparent is shown on white, as paper.
const GROUND: u32 = 255;

/// A picture of opaque pixels, turned as it is meant to be seen, without anything else that its file may have held:
/// neither place nor camera, neither comment nor a smaller picture of what it once was.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pixels: RgbImage,
    kind: PictureKind,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, height) = self.size();
        write!(f, "Picture({width}x{height}, {:?})", self.kind)
    }
}

/// How a picture is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// Without loss: screenshots.
    Png,
    /// With loss: photos, which would be huge otherwise.
    Jpeg,
}

impl PictureKind {
    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// A rectangle of a picture that is painted over, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mask {
    /// From the left edge.
    pub left: u32,
    /// From the upper edge.
    pub top: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Mask {
    /// Moved and made smaller until it lies within a picture of this size; at least one pixel.
    #[must_use]
    pub fn within(self, (width, height): (u32, u32)) -> Self {
        let side = |start: u32, length: u32, all: u32| {
            let length = length.clamp(1, all.max(1));
            (start.min(all.saturating_sub(length)), length)
        };
        let (left, mask_width) = side(self.left, self.width, width);
        let (top, mask_height) = side(self.top, self.height, height);
        Self { left, top, width: mask_width, height: mask_height }
    }
}

/// A smaller picture to be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Preview {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row.
    pub rgb: Vec<u8>,
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Preview({}x{})", self.width, self.height)
    }
}

/// Why a picture cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// A folder, a pipe or a device.
    #[error("not a regular file")]
    NoFile,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`PICTURE_MAX_BYTES`].
    #[error("too big for a picture ({bytes} bytes)")]
    TooBig {
        /// Its size.
        bytes: u64,
    },
    /// More than [`PICTURE_MAX_PIXELS`], too long, or too much to be decoded.
    #[error("too many pixels ({width}x{height})")]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A picture of another format.
    #[error("a picture of another format: {format}")]
    Format {
        /// The format's name.
        format: &'static str,
    },
    /// Something else.
    #[error("not a picture")]
    NoPicture,
    /// The end is missing.
    #[error("the picture ends too early")]
    Truncated,
    /// Broken inside.
    #[error("the picture is damaged: {reason}")]
    Damaged {
        /// What the decoder says.
        reason: String,
    },
    /// It cannot be encoded.
    #[error("the picture cannot be encoded: {reason}")]
    Encode {
        /// What the encoder says.
        reason: String,
    },
}

impl Picture {
    /// Reads a file of PNG or JPEG.
    pub fn read(bytes: &[u8]) -> Result<Self, PictureError> {
        let kind = kind_of(bytes)?;
        if !is_complete(bytes, kind) {
            return Err(PictureError::Truncated);
        }
        let format = match kind {
            PictureKind::Png => image::ImageFormat::Png,
            PictureKind::Jpeg => image::ImageFormat::Jpeg,
        };
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE);
        limits.max_image_height = Some(LONGEST_SIDE);
        limits.max_alloc = Some(DECODING_BYTES);
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|error| refused(&error, (0, 0)))?;
        let size = decoder.dimensions();
        check_size(size)?;
        // A file that does not know how it is to be turned is shown as it is.
        let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
        let mut decoded = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error, size))?;
        decoded.apply_orientation(orientation);
        Ok(Self { pixels: flat(decoded), kind })
    }

    /// A picture of the clipboard: red, green, blue and opacity of each pixel, row by row.
    pub fn from_rgba(width: u32, height: u32, rgba: Vec<u8>) -> Result<Self, PictureError> {
        check_size((width, height))?;
        let damaged = || PictureError::Damaged { reason: format!("not {width}x{height} pixels") };
        let pixels = image::RgbaImage::from_raw(width, height, rgba).ok_or_else(damaged)?;
        Ok(Self { pixels: flat(DynamicImage::ImageRgba8(pixels)), kind: PictureKind::Png })
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.pixels.dimensions()
    }

    /// How it is kept.
    pub fn kind(&self) -> PictureKind {
        self.kind
    }

    /// Paints rectangles over, so that nothing of what they cover is left.
    #[must_use]
    pub fn masked(&self, masks: &[Mask]) -> Self {
        let mut masked = self.clone();
        for mask in masks {
            let mask = mask.within(masked.size());
            for y in mask.top..mask.top.saturating_add(mask.height) {
                for x in mask.left..mask.left.saturating_add(mask.width) {
                    if let Some(pixel) = masked.pixels.get_pixel_mut_checked(x, y) {
                        *pixel = PAINT;
                    }
                }
            }
        }
        masked
    }

    /// The picture no longer than `longest` pixels at its longest side, to be shown.
    pub fn preview(&self, longest: u32) -> Preview {
        let (width, height) = self.size();
        let most = width.max(height);
        let shown = if most <= longest {
            self.pixels.clone()
        } else {
            let smaller = |side: u32| {
                let scaled = u64::from(side) * u64::from(longest) / u64::from(most.max(1));
                u32::try_from(scaled).unwrap_or(longest).max(1)
            };
            image::imageops::thumbnail(&self.pixels, smaller(width), smaller(height))
        };
        let (width, height) = shown.dimensions();
        Preview { width, height, rgb: shown.into_raw() }
    }

    /// The bytes of a file that holds these pixels and nothing else.
    pub fn encode(&self) -> Result<Vec<u8>, PictureError> {
        let (width, height) = self.size();
        let mut bytes = Vec::new();
        let written = match self.kind {
            PictureKind::Png => {
                PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive)
                    .write_image(self.pixels.as_raw(), width, height, ExtendedColorType::Rgb8)
            }
            PictureKind::Jpeg => JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(
                self.pixels.as_raw(),
                width,
                height,
                ExtendedColorType::Rgb8,
            ),
        };
        written.map_err(|error| PictureError::Encode { reason: error.to_string() })?;
        Ok(bytes)
    }

    /// A few of its pixels, which tell it from others that are attached at the same moment.
    pub(super) fn fingerprint(&self) -> String {
        let (width, height) = self.size();
        let preview = self.preview(16);
        let sum =
            preview.rgb.iter().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
        format!("{width}x{height}-{sum:x}")
    }
}

/// What a file is, by how it begins: a name tells nothing.
fn kind_of(bytes: &[u8]) -> Result<PictureKind, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > PICTURE_MAX_BYTES {
        return Err(PictureError::TooBig { bytes: size });
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(PictureKind::Png);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(PictureKind::Jpeg);
    }
    let brand = bytes.get(8..12).unwrap_or_default();
    let is_container = bytes.get(4..8) == Some(b"ftyp");
    let other = [
        (bytes.starts_with(b"GIF8"), "GIF"),
        (bytes.starts_with(b"BM"), "BMP"),
        (bytes.starts_with(b"RIFF") && brand == b"WEBP", "WebP"),
        (bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*"), "TIFF"),
        (bytes.starts_with(b"%PDF"), "PDF"),
        (is_container && brand == b"avif", "AVIF"),
        (
            is_container && [b"heic", b"heix", b"mif1", b"msf1", b"heim"].iter().any(|known| brand == *known),
            "HEIC",
        ),
    ];
    match other.into_iter().find(|(is_it, _)| *is_it) {
        Some((_, format)) => Err(PictureError::Format { format }),
        None => Err(PictureError::NoPicture),
    }
}

fn check_size((width, height): (u32, u32)) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::Empty);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PICTURE_MAX_PIXELS || width.max(height) > LONGEST_SIDE {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

fn refused(error: &image::ImageError, (width, height): (u32, u32)) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooLarge { width, height },
        other => PictureError::Damaged { reason: other.to_string() },
    }
}

/// Opaque pixels of eight bits. What is covered by full transparency is gone, too.
fn flat(decoded: DynamicImage) -> RgbImage {
    if !decoded.color().has_alpha() {
        return decoded.into_rgb8();
    }
    let rgba = decoded.into_rgba8();
    let (width, height) = rgba.dimensions();
    let mut flat = RgbImage::new(width, height);
    for (to, from) in flat.pixels_mut().zip(rgba.pixels()) {
        let [red, green, blue, opacity] = from.0;
        let on_ground = |channel: u8| {
            let opacity = u32::from(opacity);
            let mixed = (u32::from(channel) * opacity + GROUND * (255 - opacity) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        *to = Rgb([on_ground(red), on_ground(green), on_ground(blue)]);
    }
    flat
}
