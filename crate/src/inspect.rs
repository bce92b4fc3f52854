//! What is in a file: from the bytes that people have to the badge that they mean.
//!
//! A file is told by its content; its name is only repeated. A picture without a badge is no
//! error, and the guess why it has none stands in [`Inspection::without`].

mod filetype;
mod finding;
mod inside;
mod size;
mod text;
mod unpacked;
mod without;

use crate::badge::Document;
use crate::error::{Kind, Result};
use crate::fingerprint::fingerprint;
use crate::image::{self, Format, Unbaked, Warning};
use crate::limits;
use crate::payload::Version;
use filetype::FileType;
pub use finding::Finding;
pub use inside::{FilePart, inside};
use std::ops::Range;
pub use unpacked::{Unpack, Unpacked};
pub use without::{Reason, Without};

/// What a file is and says.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// The file's name, as it was given.
    pub file: String,
    /// The picture; nothing for a text, and for a picture of a format that cannot carry a badge.
    pub picture: Option<Picture>,
    /// What the file carries; nothing for a picture without a badge.
    pub found: Option<Found>,
    /// What that says; nothing for a bare address.
    pub document: Option<Document>,
    /// Why a picture carries nothing.
    pub without: Option<Without>,
}

/// A picture that can carry a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Its format.
    pub format: Format,
    /// Pixels, by `IHDR` or by the attributes of an SVG; nothing where those do not say.
    pub width: Option<u32>,
    /// Pixels, as the width.
    pub height: Option<u32>,
    /// The file's size.
    pub bytes: usize,
}

/// What a file carries: the badge of a picture, or a text file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// JSON, a compact JWS, or an address.
    pub text: String,
    /// `json`, `jwt` or `url`.
    pub form: &'static str,
    /// The version of Open Badges.
    pub version: Version,
    /// The bytes of the chunk, the element, or the whole text file.
    pub place: Range<usize>,
    /// What carries it, for people: `iTXt openbadges`, `<openbadges:credential>`, `file`.
    pub carrier: String,
    /// What was forgiven.
    pub warnings: Vec<Warning>,
}

impl From<Unbaked> for Found {
    fn from(badge: Unbaked) -> Found {
        Found {
            form: badge.payload.form(),
            version: badge.version(),
            carrier: badge.carrier.to_string(),
            text: badge.payload.text().to_owned(),
            place: badge.place,
            warnings: badge.warnings,
        }
    }
}

/// What a file is and says.
///
/// ```
/// use badgepack::inspect::inspect;
/// # let picture = std::fs::read("../tests/fixtures/baked/p01_itxt_ob2_after_ihdr.png").unwrap();
/// let badge = inspect("fox.png", &picture)?;
/// assert_eq!((badge.name().as_str(), badge.issuer().as_str()), ("Löten für Anfänger €😀", "Org"));
/// let plain = inspect("logo.gif", b"GIF89a")?;
/// assert!(plain.without.is_some_and(|why| why.message.starts_with("This is a GIF")));
/// # Ok::<(), badgepack::Error>(())
/// ```
///
/// # Errors
/// Those of [`image::unbake`] and of [`Payload::parse`](crate::payload::Payload::parse); [`Kind::TooLarge`] past
/// [`limits::IMAGE`]; [`Kind::Pdf`], [`Kind::SavedPage`], [`Kind::Zip`] and [`Kind::NotBadge`] for
/// files that cannot be a badge.
pub fn inspect(file: &str, bytes: &[u8]) -> Result<Inspection> {
    if bytes.len() > limits::IMAGE {
        return Err(Kind::TooLarge.into());
    }
    let mut inspection =
        Inspection { file: file.to_owned(), picture: None, found: None, document: None, without: None };
    match FileType::of(bytes) {
        FileType::Picture(format) => {
            let unbaked = image::unbake(bytes)?;
            let (width, height) = size::of(format, bytes);
            let picture = Picture { format, width, height, bytes: bytes.len() };
            inspection.picture = Some(picture);
            match unbaked {
                Some(badge) => {
                    inspection.document = Document::read(&badge.payload);
                    inspection.found = Some(badge.into());
                }
                None => inspection.without = Some(without::why(&picture, bytes)),
            }
        }
        FileType::Raster(name) => inspection.without = Some(without::raster(name)),
        FileType::Text => {
            let (found, document) = text::read(bytes)?;
            (inspection.found, inspection.document) = (Some(found), document);
        }
        FileType::DamagedPng => return Err(Kind::NotPng.at_byte(0)),
        FileType::Other(kind) => return Err(kind.into()),
    }
    Ok(inspection)
}

impl Inspection {
    /// What the first badge is called; empty where nothing says so.
    pub fn name(&self) -> String {
        self.document.as_ref().map(Document::title).unwrap_or_default()
    }

    /// Who issued it; empty where nothing says so.
    pub fn issuer(&self) -> String {
        self.document.as_ref().map(Document::issuer_name).unwrap_or_default()
    }

    /// Whether it is a badge, or what badges are made of: JSON can be anything.
    pub fn is_badge(&self) -> bool {
        fn is_known(document: &Document) -> bool {
            match document {
                Document::Badge(_) | Document::Class(_) | Document::Issuer(_) | Document::Record(_) => true,
                Document::List(all) => all.iter().any(is_known),
                Document::Unknown(_) => false,
            }
        }
        self.document.as_ref().map_or(self.found.is_some(), is_known)
    }

    /// A mark of what is carried, by which it is known again elsewhere. What a bake into an SVG
    /// escapes does not count.
    fn mark(&self) -> Option<u64> {
        Some(fingerprint(self.found.as_ref()?.text.replace("]]\\u003e", "]]>").trim().as_bytes()))
    }
}
