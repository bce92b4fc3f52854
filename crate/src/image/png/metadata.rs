//! What stands in a PNG beside its drawing: texts, dates, places, programs' own notes.

use super::SIGNATURE;
use super::chunk::{self, Chunk};
use crate::error::Result;
use crate::image::{Danger, Removed};
use crate::splice::Splice;

/// The ancillary chunks without which a picture looks or moves otherwise (PNG §11.3, Third Edition). Those not here are
/// texts, Exif, a date, and what programs have of their own.
const DRAWS: [&[u8; 4]; 15] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

/// A copy with nothing but what draws, and what else there was.
///
/// # Errors
/// As [`chunk::walk`].
pub(in crate::image) fn drawing_only(bytes: &[u8]) -> Result<(Splice, Vec<Removed>)> {
    let mut splice = Splice::default();
    let mut removed = Vec::new();
    splice.keep(0..SIGNATURE.len());
    let mut end = 0;
    for chunk in chunk::walk(bytes)? {
        end = chunk.span.end;
        // PNG §5.4: nothing can be shown without the critical chunks, whose first letter is a capital.
        if chunk.kind.iter().take(1).all(u8::is_ascii_uppercase) || DRAWS.contains(&&chunk.kind) {
            splice.keep(chunk.span);
        } else {
            removed.push(Removed::new(&name(bytes, &chunk), Danger::Metadata, chunk.span.start));
        }
    }
    if end < bytes.len() {
        removed.push(Removed::new("behind its end", Danger::Metadata, end));
    }
    Ok((splice, removed))
}

/// The chunk's type, and the keyword of a text (PNG §11.3.3: Latin-1, at most 79 letters).
fn name(bytes: &[u8], chunk: &Chunk) -> String {
    let mut name: String = chunk.kind.iter().copied().map(char::from).collect();
    if matches!(&chunk.kind, b"tEXt" | b"zTXt" | b"iTXt") {
        let data = bytes.get(chunk.data()).unwrap_or_default();
        let keyword = data.iter().take(79).take_while(|byte| **byte != 0).copied().map(char::from);
        name.push(' ');
        name.extend(keyword);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draws_stays_byte_for_byte_and_everything_else_is_told() {
        let chunk = |kind: &[u8; 4], data: &[u8]| chunk::write((*kind, data.to_vec()));
        let header = [SIGNATURE.to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"gAMA", &[0, 0, 1, 2])].concat();
        let rest = [chunk(b"PLTE", &[0; 3]), chunk(b"tRNS", b"0"), chunk(b"IDAT", b"")].concat();
        let end = chunk(b"IEND", b"");
        let notes = [
            chunk(b"tEXt", b"Author\0Ada"),
            chunk(b"zTXt", b"Comment\0\0x"),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>Ada</x>"),
            chunk(b"eXIf", b"MM\0*"),
            chunk(b"tIME", &[7, 234, 1, 1, 1, 1, 1]),
            chunk(b"caBX", b"Ada"),
        ]
        .concat();
        let whole = [&header[..], &notes, &rest, &end, b"Ada"].concat();
        let (splice, removed) = drawing_only(&whole).unwrap();
        assert_eq!(splice.apply(&whole), [header, rest, end].concat());
        let told: Vec<&str> = removed.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(
            told,
            ["tEXt Author", "zTXt Comment", "iTXt XML:com.adobe.xmp", "eXIf", "tIME", "caBX", "behind its end"]
        );
        assert!(removed.iter().all(|one| one.danger == Danger::Metadata && whole.len() > one.at));
    }
}
