//! What sort of file it is, by its first bytes.

use crate::error::Kind;
use crate::image::{self, Format};

/// A sort of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileType {
    /// A picture that can carry a badge.
    Picture(Format),
    /// A picture that cannot, by the name of its format.
    Raster(&'static str),
    /// A PNG that something rewrote.
    DamagedPng,
    /// Perhaps a text.
    Text,
    /// Something else, which has an error of its own.
    Other(Kind),
}

impl FileType {
    pub fn of(bytes: &[u8]) -> FileType {
        if let Some(format) = image::detect(bytes) {
            FileType::Picture(format)
        } else if let Some(name) = raster(bytes) {
            FileType::Raster(name)
        } else if image::is_damaged_png(bytes) {
            FileType::DamagedPng
        } else if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            FileType::Other(Kind::Zip)
        } else if bytes.starts_with(b"%PDF-") {
            FileType::Other(Kind::Pdf)
        } else if is_page(bytes) {
            FileType::Other(Kind::SavedPage)
        } else {
            FileType::Text
        }
    }
}

fn raster(bytes: &[u8]) -> Option<&'static str> {
    let at = |place: usize, magic: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(magic));
    if at(0, b"\xff\xd8\xff") {
        Some("JPEG")
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Some("GIF")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("WebP")
    } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
        Some("AVIF")
    } else if at(4, b"ftypheic") || at(4, b"ftypheix") || at(4, b"ftypmif1") {
        Some("HEIC")
    } else if at(0, b"II*\0") || at(0, b"MM\0*") {
        Some("TIFF")
    } else if at(0, b"BM") && at(6, b"\0\0\0\0") {
        Some("BMP")
    } else {
        None
    }
}

/// Whether it begins as web pages do; comments may stand before.
fn is_page(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    while let Some(comment) = rest.strip_prefix(b"<!--") {
        let Some(end) = comment.windows(3).position(|end| end == b"-->") else { return false };
        rest = comment.get(end + 3..).unwrap_or_default().trim_ascii_start();
    }
    let starts = |tag: &[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].into_iter().any(starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_bytes() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n"[..], FileType::Picture(Format::Png)),
            (b"<svg/>", FileType::Picture(Format::Svg)),
            (b"\x89PNG\n\x1a\n\0\0\0\rIHDR", FileType::DamagedPng),
            (b"\xff\xd8\xff\xe0", FileType::Raster("JPEG")),
            (b"GIF87a", FileType::Raster("GIF")),
            (b"GIF89a", FileType::Raster("GIF")),
            (b"RIFF\0\0\0\0WAVE", FileType::Text),
            (b"\0\0\0\x1cftypavis", FileType::Raster("AVIF")),
            (b"\0\0\0\x1cftypheic", FileType::Raster("HEIC")),
            (b"\0\0\0\x1cftypheix", FileType::Raster("HEIC")),
            (b"\0\0\0\x1cftypmif1", FileType::Raster("HEIC")),
            (b"II*\0", FileType::Raster("TIFF")),
            (b"MM\0*", FileType::Raster("TIFF")),
            (b"BM\x36\x10\0\0\0\0\0\0", FileType::Raster("BMP")),
            (b"BM is no picture", FileType::Text),
            (b"PK\x05\x06", FileType::Other(Kind::Zip)),
            (b"RIFF\0\0\0\0WEBPVP8 ", FileType::Raster("WebP")),
            (b"\0\0\0\x1cftypavif", FileType::Raster("AVIF")),
            (b"%PDF-1.7", FileType::Other(Kind::Pdf)),
            (b"PK\x03\x04", FileType::Other(Kind::Zip)),
            (b"\xef\xbb\xbf\n<!DOCTYPE HTML>", FileType::Other(Kind::SavedPage)),
            (b"<!-- saved --> <!-- twice -->\n<html lang=en>", FileType::Other(Kind::SavedPage)),
            (b"<!-- never", FileType::Text),
            (b"{}", FileType::Text),
            (b"", FileType::Text),
        ] {
            assert_eq!(FileType::of(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
