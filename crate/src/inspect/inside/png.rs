//! The chunks of a PNG.

use super::{Parts, counted, credential, cut};
use crate::image::png::chunk::{self, Chunk};
use crate::image::png::text::{TextChunk, plain};
use crate::image::png::{SIGNATURE, size};

/// Chunks of one type that stand behind each other.
struct Run {
    first: Chunk,
    end: usize,
    count: usize,
}

/// Lists the chunks; pixels and frames that follow each other are one part.
pub(super) fn list(bytes: &[u8], parts: &mut Parts) {
    let end = SIGNATURE.len().min(bytes.len());
    parts.push("signature", 0..end, "says that this is a PNG".to_owned());
    let mut run: Option<Run> = None;
    let mut at = end;
    let walked = chunk::each(bytes, |chunk| {
        at = chunk.span.end;
        match &mut run {
            Some(run) if run.first.kind == chunk.kind && is_joined(&chunk.kind) => {
                run.end = chunk.span.end;
                run.count += 1;
            }
            _ => {
                tell(bytes, run.take(), parts);
                run = Some(Run { end: chunk.span.end, first: chunk, count: 1 });
            }
        }
    });
    tell(bytes, run.take(), parts);
    match walked {
        Err(error) => parts.push("damage", at..bytes.len(), error.kind.sentence().to_owned()),
        Ok(()) if at < bytes.len() => parts.push("after the end", at..bytes.len(), "no part of the picture".to_owned()),
        Ok(()) => {}
    }
}

fn is_joined(kind: &[u8; 4]) -> bool {
    matches!(kind, b"IDAT" | b"fcTL" | b"fdAT")
}

fn tell(bytes: &[u8], run: Option<Run>, parts: &mut Parts) {
    let Some(run) = run else { return };
    let mut what = what(bytes, &run.first);
    if run.count > 1 {
        what.push_str(&[" (", &counted(run.count, "chunk", "chunks"), " joined)"].concat());
    } else if !run.first.has_right_crc(bytes) {
        what.push_str("; its checksum is wrong");
    }
    // A chunk's type is four letters of ASCII.
    let name: String = run.first.kind.iter().copied().map(char::from).collect();
    parts.push(&name, run.first.span.start..run.end, what);
}

fn what(bytes: &[u8], chunk: &Chunk) -> String {
    let data = bytes.get(chunk.data()).unwrap_or_default();
    let known = match &chunk.kind {
        b"IHDR" => return header(bytes, data),
        b"PLTE" => return ["palette of ", &counted(data.len() / 3, "colour", "colours")].concat(),
        b"iTXt" | b"tEXt" | b"zTXt" => return text(bytes, chunk, data),
        b"pHYs" => return density(data),
        b"tIME" => return changed(data),
        b"IDAT" => "pixels",
        b"IEND" => "end of the picture",
        b"tRNS" => "transparency",
        b"bKGD" => "colour of the background",
        b"gAMA" | b"cHRM" | b"sRGB" | b"cICP" | b"sBIT" | b"mDCV" | b"cLLI" => "how colours are meant",
        b"iCCP" => "colour profile",
        b"hIST" | b"sPLT" => "hints for few colours",
        b"eXIf" => "Exif data of a camera, a phone or an editor",
        b"acTL" => "says that this is an animation",
        b"fcTL" | b"fdAT" => "frames of an animation",
        b"caBX" => "where the picture comes from, signed (C2PA)",
        b"iDOT" => "left by Apple's encoder",
        _ => "unknown to badgepack, and kept as it is",
    };
    known.to_owned()
}

fn header(bytes: &[u8], data: &[u8]) -> String {
    let side = |side: Option<u32>| side.unwrap_or_default().to_string();
    let (width, height) = size(bytes);
    let (depth, colour) = (data.get(8).copied().unwrap_or_default(), data.get(9));
    let colour = match colour {
        Some(0) => "grey",
        Some(2) => "RGB",
        Some(3) => "palette",
        Some(4) => "grey with transparency",
        Some(6) => "RGBA",
        _ => "unknown colours",
    };
    let interlaced = if data.get(12) == Some(&1) { ", interlaced" } else { "" };
    [&side(width), " × ", &side(height), " ", colour, ", ", &counted(depth.into(), "bit", "bits"), interlaced].concat()
}

fn text(bytes: &[u8], chunk: &Chunk, data: &[u8]) -> String {
    if let Some(badge) = TextChunk::of(bytes, chunk) {
        return match badge.read(bytes) {
            Ok(text) => credential(&text),
            Err(error) => ["a badge's place: ", error.kind.sentence()].concat(),
        };
    }
    match plain(&chunk.kind, data) {
        Some((keyword, _)) if keyword == "XML:com.adobe.xmp" => "XMP data of an editor".to_owned(),
        Some((keyword, text)) => ["text: ", &cut(&keyword), " “", &cut(&text), "”"].concat(),
        None => "text, compressed or broken".to_owned(),
    }
}

fn density(data: &[u8]) -> String {
    let per_metre = data.first_chunk().copied().map_or(0, u32::from_be_bytes);
    // PNG §11.3.5.3: the last byte says that the unit is the metre; an inch has 0.0254 of them.
    match data.get(8) {
        Some(1) => [&((u64::from(per_metre) * 254 + 5_000) / 10_000).to_string(), " pixels per inch"].concat(),
        _ => "shape of the pixels".to_owned(),
    }
}

fn changed(data: &[u8]) -> String {
    let two = |at: usize| {
        let number = data.get(at).copied().unwrap_or_default().to_string();
        if number.len() < 2 { ["0", &number].concat() } else { number }
    };
    let year = data.first_chunk().copied().map_or(0, u16::from_be_bytes).to_string();
    ["last changed ", &year, "-", &two(2), "-", &two(3), " ", &two(4), ":", &two(5)].concat()
}

#[cfg(test)]
mod tests {
    use super::super::inside;
    use crate::image::png::chunk::write;

    fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let header: (&[u8; 4], &[u8]) = (b"IHDR", b"\0\0\x02\x58\0\0\x02\x58\x08\x06\0\0\0");
        let all = [header].into_iter().chain(chunks.iter().copied()).chain([(b"IEND", &b""[..])]);
        let written = all.flat_map(|(kind, data)| write((*kind, data.to_vec())));
        b"\x89PNG\r\n\x1a\n".iter().copied().chain(written).collect()
    }

    fn words(bytes: &[u8]) -> Vec<String> {
        inside(bytes).into_iter().map(|part| [part.name, ": ".to_owned(), part.what].concat()).collect()
    }

    #[test]
    fn every_chunk_is_said_in_plain_words() {
        let bytes = png(&[
            (b"iTXt", b"openbadgecredential\0\0\0\0\0{\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],\"credentialSubject\":{},\"proof\":{\"type\":\"DataIntegrityProof\"}}"),
            (b"tEXt", b"openbadges\0https://example.org/a"),
            (b"tEXt", b"Software\0Adobe ImageReady"),
            (b"pHYs", b"\0\0\x0e\xc3\0\0\x0e\xc3\x01"),
            (b"tIME", b"\x07\xe4\x02\x01\x0c\x05\0"),
            (b"PLTE", b"abcdef"),
            (b"IDAT", b"a"),
            (b"IDAT", b"b"),
            (b"prVa", b""),
        ]);
        assert_eq!(
            words(&bytes),
            [
                "signature: says that this is a PNG",
                "IHDR: 600 × 600 RGBA, 8 bits",
                "iTXt: credential (Open Badges 3.0) as JSON with proof",
                "tEXt: address of a hosted badge: https://example.org/a",
                "tEXt: text: Software “Adobe ImageReady”",
                "pHYs: 96 pixels per inch",
                "tIME: last changed 2020-02-01 12:05",
                "PLTE: palette of 2 colours",
                "IDAT: pixels (2 chunks joined)",
                "prVa: unknown to badgepack, and kept as it is",
                "IEND: end of the picture",
            ]
        );
    }

    #[test]
    fn the_parts_fill_the_file() {
        let mut bytes = png(&[(b"IDAT", b"a"), (b"IDAT", b"b"), (b"prVa", b"")]);
        bytes.extend(b"more");
        for length in 0..=bytes.len() {
            let parts = inside(&bytes[..length]);
            let mut at = 0;
            for part in &parts {
                assert_eq!(part.at, at, "{part:?} in {length} bytes");
                at += part.bytes;
            }
            assert_eq!(at, length);
        }
        assert_eq!(words(&bytes).last().unwrap(), "after the end: no part of the picture");
    }

    #[test]
    fn a_damage_is_a_part_of_its_own() {
        let mut bytes = png(&[(b"prVa", b"")]);
        bytes[29] ^= 1;
        assert_eq!(words(&bytes)[1], "IHDR: 600 × 600 RGBA, 8 bits; its checksum is wrong");
        let parts = words(&bytes[..40]);
        assert_eq!(parts[2], "damage: The file ends before it is complete; download it again.");
    }
}
