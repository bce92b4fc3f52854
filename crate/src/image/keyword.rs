//! The three names under which a badge is baked.

use crate::payload::Version;

/// The keyword of a PNG's text chunk; for an SVG it stands for a namespace and an element.
///
/// They are declared in the order in which a picture is searched for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keyword {
    /// Open Badges 3.0.
    OpenBadgeCredential,
    /// Open Badges 0.5 to 2.1.
    OpenBadges,
    /// Comprehensive Learner Record 2.0.
    ClrCredential,
}

impl Keyword {
    /// Every keyword, in the order of the declaration.
    pub const ALL: [Keyword; 3] = [Keyword::OpenBadgeCredential, Keyword::OpenBadges, Keyword::ClrCredential];

    /// The keyword for a version (OB 2.0 "Baking"; OB 3.0 §5.3; CLR 2.0). What is of no known
    /// version goes under the oldest name, which every reader searches for.
    pub fn of(version: Version) -> Keyword {
        match version {
            Version::V3_0 => Keyword::OpenBadgeCredential,
            Version::Clr2_0 => Keyword::ClrCredential,
            Version::V0_5
            | Version::V1_0
            | Version::V1_1
            | Version::V2_0
            | Version::UpTo1_0
            | Version::UpTo2_0
            | Version::Unknown => Keyword::OpenBadges,
        }
    }

    /// The keyword as it stands in a PNG.
    pub fn text(self) -> &'static str {
        match self {
            Keyword::OpenBadgeCredential => "openbadgecredential",
            Keyword::OpenBadges => "openbadges",
            Keyword::ClrCredential => "clrcredential",
        }
    }

    /// The namespace of the element in an SVG.
    pub fn namespace(self) -> &'static str {
        match self {
            Keyword::OpenBadgeCredential => "https://purl.imsglobal.org/ob/v3p0",
            Keyword::OpenBadges => "http://openbadges.org",
            Keyword::ClrCredential => "https://purl.imsglobal.org/clr/v2p0",
        }
    }

    /// The local name of the element in an SVG.
    pub fn element(self) -> &'static str {
        match self {
            Keyword::OpenBadgeCredential | Keyword::ClrCredential => "credential",
            Keyword::OpenBadges => "assertion",
        }
    }
}
