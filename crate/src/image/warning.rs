//! What was forgiven while a badge was read.

use crate::payload::Version;

/// Something about a baked picture that is not as the specifications want it.
///
/// A new bake of the payload mends all of them, but for those about bytes that are not the
/// badge's: [`Crc`](Warning::Crc) elsewhere, [`TrailingData`](Warning::TrailingData) and
/// [`Doctype`](Warning::Doctype).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// The text is compressed.
    Compressed,
    /// The picture carries a badge of another version under another name.
    Also(Version),
    /// The picture carries another badge under the same name.
    Duplicate,
    /// A chunk's checksum is wrong.
    Crc,
    /// The `iTXt` chunk is built as old Moodles did it.
    MalformedItxt,
    /// The PNG's keyword is that of another version.
    KeywordMismatch,
    /// The chunk is of a type that this form of badge does not stand in.
    ChunkType,
    /// The text begins with a byte order mark.
    ByteOrderMark,
    /// There are bytes after the end of the PNG.
    TrailingData,
    /// The SVG element has a prefix other than `openbadges`.
    Prefix,
    /// The SVG element's prefix is nowhere declared.
    UnboundPrefix,
    /// The SVG element is that of another version.
    ElementMismatch,
    /// The SVG element has its JSON outside of CDATA.
    NoCdata,
    /// The SVG has a DOCTYPE, which was skipped.
    Doctype,
}

impl Warning {
    /// The stable code, the same string in JavaScript.
    pub fn code(self) -> &'static str {
        match self {
            Warning::Compressed => "compressed",
            Warning::Also(version) => match version {
                Version::V0_5 => "also-0.5",
                Version::V1_0 => "also-1.0",
                Version::V1_1 => "also-1.1",
                Version::V2_0 => "also-2.0",
                Version::V3_0 => "also-3.0",
                Version::Clr2_0 => "also-clr2.0",
                Version::UpTo1_0 => "also-0.5-1.0",
                Version::UpTo2_0 => "also-0.5-2.0",
                Version::Unknown => "also-unknown",
            },
            Warning::Duplicate => "duplicate",
            Warning::Crc => "crc",
            Warning::MalformedItxt => "malformed-iTXt",
            Warning::KeywordMismatch => "keyword-mismatch",
            Warning::ChunkType => "chunk-type",
            Warning::ByteOrderMark => "bom",
            Warning::TrailingData => "trailing-data",
            Warning::Prefix => "prefix",
            Warning::UnboundPrefix => "unbound-prefix",
            Warning::ElementMismatch => "element-mismatch",
            Warning::NoCdata => "no-cdata",
            Warning::Doctype => "doctype",
        }
    }

    /// One plain sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Warning::Compressed => {
                "The badge is compressed, which the specifications forbid; some readers will not find it."
            }
            Warning::Also(_) => {
                "The picture carries a second badge of another version; another reader may show that one."
            }
            Warning::Duplicate => {
                "The picture carries more than one badge of the same kind; another reader may show another one."
            }
            Warning::Crc => "A checksum in the picture is wrong, so some of its bytes may have changed.",
            Warning::MalformedItxt => {
                "The badge was baked by an old Moodle in a broken way; other readers may not find it."
            }
            Warning::KeywordMismatch => {
                "The badge is baked under the keyword of another version; other readers may not find it."
            }
            Warning::ChunkType => {
                "The badge is baked into another type of chunk than the specifications want; other readers may not find it."
            }
            Warning::ByteOrderMark => {
                "The badge begins with a byte order mark, which is no part of it; other readers may stumble over it."
            }
            Warning::TrailingData => "There are bytes after the end of the picture; they are kept as they are.",
            Warning::Prefix => "The badge's element has an unusual prefix; simple readers may not find it.",
            Warning::UnboundPrefix => {
                "The badge's element has a prefix that the file never declares; strict readers refuse the file."
            }
            Warning::ElementMismatch => {
                "The badge is baked as an element of another version; other readers may not find it."
            }
            Warning::NoCdata => "The badge is baked as plain text instead of CDATA; simple readers may not find it.",
            Warning::Doctype => "The picture has a DOCTYPE; it was skipped and nothing was loaded for it.",
        }
    }
}

/// Adds a warning once.
pub(super) fn warn(warnings: &mut Vec<Warning>, warning: Warning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_warning_has_a_sentence_of_its_own() {
        let all = [
            Warning::Compressed,
            Warning::Also(Version::V2_0),
            Warning::Duplicate,
            Warning::Crc,
            Warning::MalformedItxt,
            Warning::KeywordMismatch,
            Warning::ChunkType,
            Warning::ByteOrderMark,
            Warning::TrailingData,
            Warning::Prefix,
            Warning::UnboundPrefix,
            Warning::ElementMismatch,
            Warning::NoCdata,
            Warning::Doctype,
        ];
        let sentences: BTreeSet<&str> = all.iter().map(|warning| warning.sentence()).collect();
        assert_eq!(sentences.len(), all.len());
        assert!(sentences.iter().all(|sentence| sentence.contains(' ') && sentence.ends_with('.')));
    }

    #[test]
    fn the_other_version_is_named_as_people_write_it() {
        for version in [Version::V0_5, Version::V1_0, Version::V1_1, Version::V2_0, Version::V3_0].into_iter().chain([
            Version::Clr2_0,
            Version::UpTo1_0,
            Version::UpTo2_0,
            Version::Unknown,
        ]) {
            assert_eq!(Warning::Also(version).code(), format!("also-{}", version.label()));
        }
    }
}
