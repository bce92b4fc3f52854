//! Why a picture has no badge, guessed from the traces that programs leave in it.

mod traces;

use super::Picture;
use crate::image::Format;
use traces::Traces;

/// Why a picture has no badge. It is a guess, and the sentence is worded as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Without {
    /// The reason.
    pub reason: Reason,
    /// The same in one sentence, with what to do.
    pub message: String,
}

/// The reasons for a picture to have no badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The picture of a badge class, which no one was awarded.
    ClassPicture,
    /// A picture of the screen.
    Screenshot,
    /// A copy that a program or a web service wrote.
    ReEncoded,
    /// Nothing is known of it.
    Plain,
}

impl Reason {
    /// The stable code, the same string in JavaScript.
    pub fn code(self) -> &'static str {
        match self {
            Reason::ClassPicture => "class-picture",
            Reason::Screenshot => "screenshot",
            Reason::ReEncoded => "re-encoded",
            Reason::Plain => "plain",
        }
    }
}

const WHAT_TO_DO: &str = "; download the badge's own file from where it was awarded.";

/// What screens show, the longer side first.
const SCREENS: [(u32, u32); 24] = [
    (1280, 720),
    (1280, 800),
    (1334, 750),
    (1366, 768),
    (1440, 900),
    (1536, 864),
    (1600, 900),
    (1680, 1050),
    (1792, 828),
    (1920, 1080),
    (1920, 1200),
    (2340, 1080),
    (2400, 1080),
    (2436, 1125),
    (2532, 1170),
    (2556, 1179),
    (2560, 1440),
    (2560, 1600),
    (2688, 1242),
    (2796, 1290),
    (2880, 1800),
    (3024, 1964),
    (3200, 1440),
    (3840, 2160),
];

/// Guesses why a PNG or SVG carries nothing.
pub(super) fn why(picture: &Picture, bytes: &[u8]) -> Without {
    match picture.format {
        Format::Svg => say(
            Reason::ClassPicture,
            "This SVG carries no badge: it looks like the picture of a badge class, which is the same for everyone",
        ),
        Format::Png => png(picture, &Traces::of(bytes)),
    }
}

fn png(picture: &Picture, traces: &Traces) -> Without {
    let side = |side: Option<u32>| side.unwrap_or_default();
    let (width, height) = (side(picture.width), side(picture.height));
    if traces.screenshot {
        say(
            Reason::Screenshot,
            "This is a screenshot, by what the file says of itself: it may show a badge, but carries none",
        )
    } else if SCREENS.contains(&(width.max(height), width.min(height))) {
        say(
            Reason::Screenshot,
            "This PNG carries no badge and is as large as a whole screen, so it is probably a screenshot",
        )
    } else if let Some(program) = &traces.program {
        let mut message = "This PNG carries no badge and was written by ".to_owned();
        message.push_str(program);
        message.push_str(", and whatever saves a picture anew leaves the badge out");
        say(Reason::ReEncoded, &message)
    } else if traces.metadata {
        say(
            Reason::ReEncoded,
            "This PNG carries no badge, but the traces of a program that saved it anew, which leaves the badge out",
        )
    } else if width == height {
        say(
            Reason::ClassPicture,
            "This PNG carries no badge: it looks like the picture of a badge class, which is the same for everyone, or like a copy that lost its badge on the way",
        )
    } else {
        say(
            Reason::Plain,
            "This PNG carries no badge: it is an ordinary picture, or a copy that lost its badge when it was saved or sent",
        )
    }
}

/// A picture of a format that cannot carry a badge at all.
pub(super) fn raster(format: &str) -> Without {
    let mut message = "This is a ".to_owned();
    message.push_str(format);
    message.push_str(" picture, which cannot carry a badge, so it is a copy that was saved or sent in another format");
    // "a AVIF" would not be English.
    say(Reason::ReEncoded, &message.replace(" a AVIF", " an AVIF"))
}

fn say(reason: Reason, what: &str) -> Without {
    Without { reason, message: [what, WHAT_TO_DO].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::png::chunk::write;

    /// A PNG of this size with these chunks before its end.
    fn reason(width: u32, height: u32, chunks: &[(&[u8; 4], &[u8])]) -> (Reason, String) {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.extend(write((*b"IHDR", header)));
        for (kind, data) in chunks {
            bytes.extend(write((**kind, data.to_vec())));
        }
        bytes.extend(write((*b"IEND", Vec::new())));
        let why = super::super::inspect("a.png", &bytes).unwrap().without.unwrap();
        (why.reason, why.message)
    }

    #[test]
    fn a_screenshot_is_told_by_what_screenshot_programs_leave() {
        for chunk in [
            (b"tEXt", &b"Software\0gnome-screenshot"[..]),
            (b"tEXt", b"Comment\0Bildschirmfoto"),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<exif:UserComment><rdf:li>Screenshot</rdf:li></exif:UserComment>"),
            (b"eXIf", b"MM\0*\0\0\0\x08ASCII\0\0\0Screenshot"),
            (b"iDOT", b"\0\0\0\x02"),
        ] {
            assert_eq!(reason(300, 300, &[chunk]).0, Reason::Screenshot, "{:?}", String::from_utf8_lossy(chunk.1));
        }
        assert_eq!(reason(1170, 2532, &[]).0, Reason::Screenshot);
        assert_eq!(reason(1920, 1080, &[]).0, Reason::Screenshot);
    }

    #[test]
    fn a_copy_is_told_by_the_program_that_wrote_it() {
        let (why, message) = reason(300, 300, &[(b"tEXt", b"Software\0Adobe\x01 ImageReady")]);
        assert_eq!(why, Reason::ReEncoded);
        assert!(message.contains("written by Adobe ImageReady, and"), "{message}");
        let (_, message) = reason(300, 300, &[(b"tEXt", b"date:create\x002020-02-01"), (b"tEXt", b"Comment\0a")]);
        assert!(message.contains("ImageMagick"), "{message}");
        let (_, message) = reason(300, 300, &[(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>")]);
        assert!(message.contains("traces of a program"), "{message}");
        assert!(reason(300, 300, &[(b"tEXt", &[b"Software\0", &b"x"[..]].concat().repeat(1))]).1.contains("by x,"));
    }

    #[test]
    fn nothing_but_pixels_is_a_class_picture_if_it_has_its_shape() {
        assert_eq!(reason(600, 600, &[(b"sRGB", b"\0")]).0, Reason::ClassPicture);
        assert_eq!(reason(600, 599, &[]).0, Reason::Plain);
        let svg = super::super::inspect("a.svg", b"<svg width='4'/>").unwrap();
        assert_eq!(svg.without.unwrap().reason, Reason::ClassPicture);
    }

    #[test]
    fn what_to_do_is_said_in_the_same_sentence() {
        for message in [raster("JPEG").message, raster("AVIF").message, reason(4, 5, &[]).1, reason(4, 4, &[]).1] {
            assert!(message.ends_with("where it was awarded.") && message.matches(". ").count() == 0, "{message}");
        }
        assert!(raster("AVIF").message.starts_with("This is an AVIF picture"));
    }
}
