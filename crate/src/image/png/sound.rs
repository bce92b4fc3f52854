//! Whether a PNG is sound: every checksum right, and as many pixels in it as its header says.

use super::chunk;
use crate::error::{Kind, Result};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

/// Adam7: the first column and row of each pass, and the steps to the next ones (PNG §8.2).
const PASSES: [[u32; 4]; 7] =
    [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

/// Width and height of a PNG that any program can show.
///
/// # Errors
/// [`Kind::Malformed`] at the chunk whose checksum, header or pixels are wrong; [`Kind::TooLarge`]
/// for a side above `most` pixels; as `chunk::walk`.
pub(in crate::image) fn sound(bytes: &[u8], most: u32) -> Result<(u32, u32)> {
    let chunks = chunk::walk(bytes)?;
    if let Some(broken) = chunks.iter().find(|chunk| !chunk.has_right_crc(bytes)) {
        return Err(Kind::Malformed.at_byte(broken.span.start));
    }
    let first = chunks.first().map_or(0, |header| header.span.start);
    let header = Header::read(chunks.first().and_then(|header| bytes.get(header.data())).unwrap_or_default());
    let header = header.ok_or(Kind::Malformed.at_byte(first))?;
    if header.width > most || header.height > most {
        return Err(Kind::TooLarge.at_byte(first));
    }
    let data = chunks.iter().filter(|chunk| &chunk.kind == b"IDAT");
    let at = data.clone().next().map_or(first, |data| data.span.start);
    let pieces = data.filter_map(|data| bytes.get(data.data()));
    match inflated(pieces, header.raw()) == Some(header.raw()) {
        true => Ok((header.width, header.height)),
        false => Err(Kind::Malformed.at_byte(at)),
    }
}

/// How many bytes come out, up to a few more than are wanted; nothing where the data are broken.
fn inflated<'a>(pieces: impl Iterator<Item = &'a [u8]>, wanted: u64) -> Option<u64> {
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    let mut room = vec![0; 32 * 1024];
    let mut size = 0;
    for mut piece in pieces {
        loop {
            let step = inflate(&mut state, piece, &mut room, MZFlush::None);
            piece = piece.get(step.bytes_consumed..).unwrap_or_default();
            size += step.bytes_written as u64;
            match step.status {
                Ok(MZStatus::StreamEnd) => return Some(size),
                _ if size > wanted => return None,
                Ok(_) if step.bytes_written > 0 || step.bytes_consumed > 0 => {}
                // Nothing came of it: the next piece is needed.
                Ok(_) | Err(miniz_oxide::MZError::Buf) => break,
                Err(_) => return None,
            }
        }
    }
    None
}

struct Header {
    width: u32,
    height: u32,
    /// Bits of a pixel.
    bits: u32,
    is_interlaced: bool,
}

impl Header {
    /// PNG §11.2.1, where the header is one that the standard allows.
    fn read(data: &[u8]) -> Option<Self> {
        let [w0, w1, w2, w3, h0, h1, h2, h3, depth, colour, 0, 0, interlace] = *data else {
            return None;
        };
        let channels = match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
            (2, 8 | 16) => 3,
            (4, 8 | 16) => 2,
            (6, 8 | 16) => 4,
            _ => return None,
        };
        let (width, height) = (u32::from_be_bytes([w0, w1, w2, w3]), u32::from_be_bytes([h0, h1, h2, h3]));
        let is_right = width > 0 && height > 0 && interlace < 2;
        is_right.then_some(Self { width, height, bits: channels * u32::from(depth), is_interlaced: interlace == 1 })
    }

    /// Bytes of all rows, each with its filter.
    fn raw(&self) -> u64 {
        let rows = |width: u32, height: u32| match width {
            0 => 0,
            width => u64::from(height) * (1 + (u64::from(width) * u64::from(self.bits)).div_ceil(8)),
        };
        if !self.is_interlaced {
            return rows(self.width, self.height);
        }
        let pass = |[x, y, dx, dy]: [u32; 4]| {
            rows(self.width.saturating_sub(x).div_ceil(dx), self.height.saturating_sub(y).div_ceil(dy))
        };
        PASSES.into_iter().map(pass).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        let pixels: Vec<u8> = (0..width * height * 4).map(|at| (at * 7919 % 251) as u8).collect();
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_sound_picture_tells_its_size() {
        for (width, height) in [(1, 1), (3, 200), (150, 150)] {
            assert_eq!(sound(&picture(width, height), 4096), Ok((width, height)));
        }
        let interlaced = include_bytes!("../../../../tests/fixtures/baked/p17_palette_private_chunks.png");
        assert!(sound(interlaced, 4096).is_ok());
    }

    #[test]
    fn a_flipped_bit_anywhere_is_found() {
        let whole = picture(20, 20);
        for at in 8..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            assert!(sound(&bytes, 4096).is_err(), "byte {at}");
        }
    }

    #[test]
    fn pixels_that_are_missing_are_missed_in_spite_of_right_checksums() {
        let (whole, other) = (picture(20, 20), picture(20, 21));
        let header = |bytes: &[u8]| bytes[..33].to_vec();
        let mixed = [header(&other), whole[33..].to_vec()].concat();
        assert_eq!(sound(&mixed, 4096).unwrap_err().kind, Kind::Malformed);
        assert_eq!(sound(&whole, 19).unwrap_err().kind, Kind::TooLarge);
    }

    /// A PNG of this header, in which so many bytes of nothing are packed.
    fn packed(width: u32, height: u32, kinds: [u8; 5], raw: usize) -> Vec<u8> {
        let data = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; raw], 1);
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &kinds].concat();
        let chunks = [(*b"IHDR", header), (*b"IDAT", data), (*b"IEND", Vec::new())].map(chunk::write);
        [super::super::SIGNATURE.to_vec(), chunks.concat()].concat()
    }

    fn is_sound(width: u32, height: u32, kinds: [u8; 5], raw: usize) -> bool {
        sound(&packed(width, height, kinds, raw), 4096).is_ok()
    }

    #[test]
    fn every_colour_and_depth_of_the_standard_has_its_bytes() {
        let allowed = [
            (0, &[1, 2, 4, 8, 16][..], 1),
            (2, &[8, 16][..], 3),
            (3, &[1, 2, 4, 8][..], 1),
            (4, &[8, 16][..], 2),
            (6, &[8, 16][..], 4),
        ];
        for colour in 0..8_u8 {
            for depth in 0..33_u8 {
                let channels = allowed.iter().find(|(one, depths, _)| *one == colour && depths.contains(&depth));
                let raw =
                    5 * (1 + (7 * channels.map_or(1, |(.., channels)| *channels) * usize::from(depth)).div_ceil(8));
                let kinds = [depth, colour, 0, 0, 0];
                assert_eq!(is_sound(7, 5, kinds, raw), channels.is_some(), "colour {colour}, depth {depth}");
                if channels.is_some() {
                    assert!(!is_sound(7, 5, kinds, raw - 1) && !is_sound(7, 5, kinds, raw + 1));
                }
            }
        }
    }

    #[test]
    fn a_header_that_the_standard_does_not_allow_is_no_picture() {
        assert!(is_sound(1, 1, [8, 0, 0, 0, 0], 2));
        for (width, height, kinds, raw) in [
            (0, 1, [8, 0, 0, 0, 0], 0),
            (1, 0, [8, 0, 0, 0, 0], 0),
            (1, 1, [8, 0, 1, 0, 0], 2),
            (1, 1, [8, 0, 0, 1, 0], 2),
            (1, 1, [8, 0, 0, 0, 2], 2),
        ] {
            assert!(!is_sound(width, height, kinds, raw), "{width} × {height}, {kinds:?}");
        }
        let (wide, high) = (packed(9, 1, [8, 0, 0, 0, 0], 10), packed(1, 9, [8, 0, 0, 0, 0], 18));
        for bytes in [wide, high] {
            assert!(sound(&bytes, 9).is_ok());
            assert_eq!(sound(&bytes, 8).unwrap_err().kind, Kind::TooLarge);
        }
    }

    /// The standard's own drawing of Adam7: in which pass a pixel comes.
    const ADAM7: [[u8; 8]; 8] = [
        [1, 6, 4, 6, 2, 6, 4, 6],
        [7; 8],
        [5, 6, 5, 6, 5, 6, 5, 6],
        [7; 8],
        [3, 6, 4, 6, 3, 6, 4, 6],
        [7; 8],
        [5, 6, 5, 6, 5, 6, 5, 6],
        [7; 8],
    ];

    #[test]
    fn interlaced_pixels_are_counted_pass_by_pass() {
        for (width, height) in (1..=9_u32).flat_map(|width| (1..=9_u32).map(move |height| (width, height))) {
            for (depth, colour, bits) in [(1, 0, 1), (8, 2, 24)] {
                let row = |pass: u8, y: usize| {
                    let pixels = (0..width as usize).filter(|x| ADAM7[y % 8][x % 8] == pass).count();
                    if pixels == 0 { 0 } else { 1 + (pixels * bits).div_ceil(8) }
                };
                let raw: usize = (1..=7).map(|pass| (0..height as usize).map(|y| row(pass, y)).sum::<usize>()).sum();
                let kinds = [depth, colour, 0, 0, 1];
                assert!(is_sound(width, height, kinds, raw), "{width} × {height}");
                assert!(!is_sound(width, height, kinds, raw + 1), "{width} × {height} and a byte");
            }
        }
    }

    #[test]
    fn data_in_any_pieces_are_the_same_data() {
        let whole = packed(20, 20, [8, 6, 0, 0, 0], 20 * 81);
        let data = whole[41..whole.len() - 16].to_vec();
        let cut: Vec<u8> = data.iter().flat_map(|byte| chunk::write((*b"IDAT", vec![*byte]))).collect();
        let bytes = [&whole[..33], &cut, &chunk::write((*b"IDAT", Vec::new())), &whole[whole.len() - 12..]].concat();
        assert_eq!(sound(&bytes, 4096), Ok((20, 20)));
        assert_eq!(crate::image::drawing(&bytes), crate::image::drawing(&whole), "and draw the same");
        assert_eq!(super::super::size(&bytes), (Some(20), Some(20)));
        let other = packed(20, 20, [8, 6, 0, 0, 0], 20 * 81 + 1);
        assert_ne!(crate::image::drawing(&other), crate::image::drawing(&whole));
    }
}
