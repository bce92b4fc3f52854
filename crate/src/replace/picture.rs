//! The picture of a badge class: checked before it is sent, and told apart from others.

use super::data_uri;
use crate::archive::Sha;
use crate::error::{Kind, Result};
use crate::image::{self, Format, Metadata, Removed};
use crate::limits;
use sha2::{Digest, Sha256};

/// A picture that may be sent to a portal.
///
/// What [`check`](Picture::check) makes is a PNG or SVG that programs can show, carries no badge,
/// and runs and loads nothing. What [`as_it_is`](Picture::as_it_is) makes is what a portal has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    bytes: Vec<u8>,
    format: Format,
    size: Option<(u32, u32)>,
    drawing: Sha,
    had_badge: bool,
    removed: Vec<Removed>,
}

impl Picture {
    /// Takes a picture: without the badge in it, and an SVG without what could run or load something. One that had a badge
    /// was [somebody's award](Self::of_award).
    ///
    /// # Errors
    /// [`Kind::NotPicture`] and whatever [`image::unbake`] says of broken ones; [`Kind::TooLarge`]
    /// past [`limits::CLASS_IMAGE`] and [`limits::CLASS_IMAGE_SIDE`]; [`Kind::UnsafePicture`].
    pub fn check(bytes: &[u8]) -> Result<Self> {
        Self::cleaned(bytes, Metadata::Stays)
    }

    /// Takes the picture of an award: without metadata too, because that may be its recipient's.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn of_award(bytes: &[u8]) -> Result<Self> {
        Self::cleaned(bytes, Metadata::Goes)
    }

    fn cleaned(bytes: &[u8], metadata: Metadata) -> Result<Self> {
        if bytes.len() > limits::CLASS_IMAGE {
            return Err(Kind::TooLarge.into());
        }
        // A badge that cannot be read is in the way of nothing: it goes.
        let plain = image::strip(bytes)?.apply(bytes);
        let had_badge = plain.len() != bytes.len();
        let metadata = if had_badge { Metadata::Goes } else { metadata };
        let (splice, removed) = image::clean(&plain, metadata)?;
        let clean = splice.apply(&plain);
        let (again, left) = image::clean(&clean, metadata)?;
        if !left.is_empty() || again.apply(&clean) != clean {
            return Err(Kind::UnsafePicture.into());
        }
        Ok(Self {
            size: image::sound(&clean, limits::CLASS_IMAGE_SIDE)?,
            drawing: image::drawing(&clean)?,
            format: image::detect(&clean).ok_or(Kind::NotPicture)?,
            had_badge,
            bytes: clean,
            removed,
        })
    }

    /// Takes a picture as a portal has it, or had it: every byte as it is.
    ///
    /// # Errors
    /// As [`image::unbake`].
    pub fn as_it_is(bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            drawing: image::drawing(bytes)?,
            format: image::detect(bytes).ok_or(Kind::NotPicture)?,
            size: image::sound(bytes, limits::CLASS_IMAGE_SIDE).ok().flatten(),
            had_badge: false,
            bytes: bytes.to_vec(),
            removed: Vec::new(),
        })
    }

    /// Takes a picture that a portal had once: a PNG to the byte, an SVG as [`check`](Self::check) does, because
    /// nobody knows through whose hands it went.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn as_it_was(bytes: &[u8]) -> Result<Self> {
        match image::detect(bytes) {
            Some(Format::Svg) => Self::check(bytes),
            _ => Self::as_it_is(bytes),
        }
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// PNG or SVG.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Width and height of a PNG, in pixels.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.size
    }

    /// A mark of what it shows: see [`image::drawing`].
    pub fn drawing(&self) -> &Sha {
        &self.drawing
    }

    /// The SHA-256 of the file.
    pub fn sha(&self) -> Sha {
        Sha256::digest(&self.bytes).into()
    }

    /// Whether it carried somebody's badge before.
    pub fn had_badge(&self) -> bool {
        self.had_badge
    }

    /// What was taken out of it because it could run or load something, or because it said something.
    pub fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// As a `data:` URI, which is how a portal takes it.
    pub fn data_uri(&self) -> String {
        data_uri::write(media(self.format), &self.bytes)
    }
}

/// The media type of a picture.
pub(super) fn media(format: Format) -> &'static str {
    match format {
        Format::Png => "image/png",
        Format::Svg => "image/svg+xml",
    }
}

/// The ending of a picture's file.
pub(super) fn ending(format: Format) -> &'static str {
    match format {
        Format::Png => "png",
        Format::Svg => "svg",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_and_a_script_go_and_the_drawing_stays() {
        let plain = "<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>";
        let baked = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'>\
                     <openbadges:assertion verify='https://example.org/a'/><script>a</script><g/></svg>";
        let picture = Picture::check(baked.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(picture.bytes()), plain);
        assert!(picture.had_badge());
        assert_eq!(picture.removed().len(), 1);
        assert_eq!(picture.drawing(), Picture::check(plain.as_bytes()).unwrap().drawing());
        assert!(picture.data_uri().starts_with("data:image/svg+xml;base64,PHN2Zy"));
    }

    #[test]
    fn a_picture_of_old_is_the_same_to_the_byte_unless_it_would_run_something() {
        let odd = include_bytes!("../../../tests/fixtures/baked/p11_idat_bad_crc.png");
        assert_eq!(Picture::as_it_was(odd).unwrap().bytes(), odd);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>a</script><g/></svg>";
        let picture = Picture::as_it_was(svg).unwrap();
        assert_eq!((picture.bytes().len(), picture.removed().len()), (svg.len() - "<script>a</script>".len(), 1));
    }

    #[test]
    fn what_is_no_sound_picture_is_refused() {
        let kind = |bytes: &[u8]| Picture::check(bytes).unwrap_err().kind;
        assert_eq!(kind(b"\xff\xd8\xff\xe0 a photograph"), Kind::NotPicture);
        assert_eq!(kind(b"<svg><g></svg>"), Kind::NotXml);
        assert_eq!(kind(&vec![b' '; limits::CLASS_IMAGE + 1]), Kind::TooLarge);
        let broken = include_bytes!("../../../tests/fixtures/baked/p11_idat_bad_crc.png");
        assert_eq!(kind(broken), Kind::Malformed);
    }
}
