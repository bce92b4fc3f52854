//! One error for the whole core: what went wrong, and where.

use std::fmt;

/// What went wrong, and where.
///
/// The [`code`](Error::code) is stable and the same in Rust and in JavaScript; the text of
/// [`Display`](fmt::Display) is one plain sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What went wrong.
    pub kind: Kind,
    /// Where it went wrong.
    pub place: Place,
}

/// The result of everything in the core that may fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Where an error was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// Nowhere in particular.
    #[default]
    Unknown,
    /// At this byte, counted from 0, of the input.
    Byte(u64),
    /// At this address.
    Url(String),
    /// At this field of a portal description, or this JSON pointer of a record.
    Field(String),
    /// At this name in the archive.
    Entry(String),
}

// The table of kinds, by the engines that say them: a page does not load sentences that it never says.
macro_rules! kinds {
    ($($said:meta => { $($(#[doc = $doc:literal])+ $name:ident = $code:literal, $text:literal;)+ })+) => {
        /// The ways in which something can go wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($($(#[doc = $doc])+ $name,)+)+
        }

        impl Kind {
            /// Every kind there is, in the order of the table.
            pub const ALL: &'static [Kind] = &[$($(Kind::$name,)+)+];

            /// The stable code, the same string in JavaScript.
            pub fn code(self) -> &'static str {
                match self { $($(Kind::$name => $code,)+)+ }
            }

            /// One plain sentence: what happened and, where there is something, what to do.
            pub fn sentence(self) -> &'static str {
                match self {
                    $($(#[cfg($said)] Kind::$name => $text,)+)+
                    #[cfg(not(all(feature = "inspector", feature = "issuer", feature = "replace")))]
                    _ => "",
                }
            }
        }
    };
}

kinds! {
    // Pictures and payloads
    all() => {
        /// The bytes are no picture that can carry a badge.
        NotPicture = "not-picture", "This is neither a PNG nor an SVG picture, so it cannot carry a badge.";
        /// The PNG signature is damaged.
        NotPng = "not-png", "This PNG was changed on its way, probably by a transfer in text mode; get the original file again.";
        /// The file ends before it is complete.
        Truncated = "truncated", "The file ends before it is complete; download it again.";
        /// The structure of the picture is broken.
        Malformed = "malformed", "The picture is damaged.";
        /// The SVG is no well-formed XML.
        NotXml = "not-xml", "This SVG is no well-formed XML.";
        /// The SVG declares entities.
        Entities = "entities", "This SVG declares entities of its own, which are never expanded because they can be used as a bomb.";
        /// The text is not UTF-8.
        NotUtf8 = "not-utf8", "The text is no valid UTF-8, so it was changed on its way or saved in an old encoding; get the original file.";
        /// A badge's place is there, but nothing is in it.
        Empty = "empty", "Nothing is in the place where the badge should be.";
        /// The text is neither JSON, nor a signature, nor an address.
        NotPayload = "not-payload", "This is neither JSON, nor a signed badge, nor an address, or there is a mistake in it.";
        /// The picture can be read, but not written: it is empty, or in an encoding other than UTF-8.
        NotBakeable = "not-bakeable", "This picture can be read but not changed: it is empty, or an SVG in an encoding other than UTF-8; save it as UTF-8, or use another one.";
        /// A limit was passed.
        TooLarge = "too-large", "This is larger, or nested more deeply, than badgepack accepts.";
    }
    // Files
    any(feature = "inspector", feature = "unzip") => {
        /// Neither a picture nor a text that can be a badge.
        NotBadge = "not-badge", "No badge can be in this file: it is neither a PNG or SVG picture, nor JSON, a signed badge or an address as text.";
        /// A PDF.
        Pdf = "pdf", "This is a PDF, which shows a badge but does not carry it; get the badge's PNG or SVG picture, or its JSON.";
        /// A web page that was saved.
        SavedPage = "saved-page", "This is a web page and not the badge; save the badge's picture or JSON from it, or give the page's address.";
        /// A ZIP where one file is expected, or within another ZIP.
        Zip = "zip", "This is a ZIP, which is not opened here; unpack it, and open the files that were in it.";
        /// The structure of a ZIP, or of an entry in it, is broken.
        BadZip = "bad-zip", "The ZIP is damaged or not complete; download it again.";
        /// An entry of a ZIP is compressed by another method than deflate.
        Packing = "packing", "This was packed in a way that is not known here; unpack the ZIP first, and open the files that were in it.";
        /// An entry of a ZIP is encrypted.
        Encrypted = "encrypted", "This is locked with a password; unpack the ZIP first, and open the files that were in it.";
    }
    // Archives of ours
    feature = "unzip" => {
        /// An archive is not as it was written.
        DamagedArchive = "damaged-archive", "What was saved is not what was written, so the disk or the browser has damaged it; save it again.";
    }
    // Records
    all() => {
        /// The text is no JSON.
        NotJson = "not-json", "The answer is not the data that was asked for.";
        /// The answer is a web page.
        WebPage = "web-page", "A web page came back instead of data; check the portal's address.";
        /// JSON, but without what is needed.
        Unexpected = "unexpected", "The answer has a form that badgepack does not know.";
    }
    // Portals
    all() => {
        /// The portal's address is none.
        BadAddress = "bad-address", "This is no web address; it should look like https://badges.example.org.";
        /// Nothing that badgepack knows answers there.
        UnknownPortal = "unknown-portal", "No badge portal that badgepack knows answers at this address; check it, or give a portal description.";
        /// The portal description is wrong.
        BadDescription = "bad-description", "The portal description is not valid.";
        /// No answer.
        Unreachable = "unreachable", "The portal could not be reached: the address is wrong, the network is down, or the portal does not let this page in (CORS).";
        /// No answer in time.
        TimedOut = "timed-out", "The portal did not answer in time; try again later.";
        /// 401
        SignedOut = "signed-out", "The portal does not accept the sign-in any more; sign in again.";
        /// 403
        Forbidden = "forbidden", "The portal does not allow this.";
        /// 404, 410
        NotFound = "not-found", "The portal says that this does not exist.";
        /// 429
        TooMany = "too-many-requests", "The portal asks for fewer requests; try again later.";
        /// Any other refusal, 4xx.
        Refused = "refused", "The portal refused the request.";
        /// 5xx
        ServerFault = "server-fault", "The portal had a fault of its own; try again later.";
        /// The next page is on another origin, or was seen before.
        BadPage = "bad-page", "The portal's next page leads astray, so the list may be incomplete.";
    }
    // The issuer's present copy
    feature = "inspector" => {
        /// A badge that names no address of its own.
        NotHosted = "not-hosted", "This badge names no web address of its own, so there is no issuer's copy to compare it with.";
    }
    // Addresses of badges
    any(feature = "inspector", feature = "replace") => {
        /// No answer that a page may read, from a site that is no portal.
        CrossOrigin = "cross-origin", "This could not be fetched: the other site does not let pages read it, or this device is offline; open the link, then paste or drop what it shows.";
        /// 410, which Open Badges 2.0 has for revoked badges.
        Gone = "gone", "The issuer's site says that this is gone for good; a badge that is gone has been revoked.";
        /// A web page, and no data to be found behind it.
        BadgePage = "badge-page", "This address shows a web page, and the badge's data was not found behind it; open the page, download the badge there as a picture or as JSON, and drop that here.";
        /// An address in somebody's own network, named by something that came from elsewhere.
        Internal = "internal", "This address lies in a private network, so it is not asked on behalf of a badge from elsewhere.";
    }
    // What issuers ask for
    feature = "issuer" => {
        /// A period that ends before it begins.
        BadPeriod = "bad-period", "The period ends before it begins; change its dates.";
        /// The account is on no issuer's staff.
        NoIssuers = "no-issuers", "This account is on the staff of no issuer on this portal, so there is nothing to export.";
        /// An issuer without badge classes.
        NoBadgeClasses = "no-badge-classes", "This issuer has no badge classes yet, so there is nothing to export.";
        /// No awards at all.
        NoAwards = "no-awards", "No badge has been awarded yet, so there is nothing to export.";
        /// No awards in the period.
        EmptyPeriod = "empty-period", "No badge was awarded in this period; choose a longer one.";
        /// An issuer without recipient groups.
        NoGroups = "no-groups", "This issuer has no recipient groups yet, so there is nothing to export.";
        /// An issuer whose groups have no members.
        NoLearners = "no-learners", "Nobody is in this issuer's recipient groups yet, so there is nothing to export.";
        /// An issuer without pathways.
        NoPathways = "no-pathways", "This issuer has no pathways yet, so there is nothing to export.";
        /// The portal does not know recipient groups, or pathways, or does not show them to programs.
        NotOnPortal = "not-on-this-portal", "This portal does not show this to programs; leave it out, or export it on the portal's own pages.";
    }
    any(feature = "issuer", feature = "replace", feature = "rebake") => {
        /// 404 where an issuer or a badge class should be.
        NoRights = "no-rights", "The portal shows no such issuer or badge class to this account: it is not there, or you are not on its staff.";
    }
    // Addresses that a badge names for its replacement of another
    feature = "replace" => {
        /// A site that nobody agreed to ask.
        NotAsked = "not-asked", "This stands at another site, and that site was not asked; allow it, or give what is there yourself.";
        /// An `http` address of somebody else.
        NotEncrypted = "not-encrypted", "This address is not encrypted (http), so it is not asked; give its https address, or what is there.";
    }
    // Replacing a badge
    any(feature = "replace", feature = "rebake") => {
        /// JSON, or a page, that is no badge.
        NotABadge = "not-a-badge", "This is no badge: give an awarded badge's picture, its address, its JSON, a badge class, or a safety copy.";
        /// An issuer's profile.
        AnIssuer = "an-issuer", "This describes an issuer and not a badge; give a badge of that issuer.";
        /// A picture that carries no badge.
        NoBadge = "no-badge", "This picture carries no badge, so nothing but the picture could be taken from it; give the picture of a badge that was awarded to somebody.";
        /// More than one.
        SeveralBadges = "several-badges", "There are several badges in this; give one of them.";
        /// An SVG whose dangerous parts cannot be taken out.
        UnsafePicture = "unsafe-picture", "This SVG could run or load something, and that cannot be taken out safely; use another picture.";
        /// What shall be written is not fit to be.
        NotFit = "not-fit", "This cannot be sent to the portal.";
        /// A safety copy that is damaged or none.
        BadCopy = "bad-copy", "This is no whole safety copy of badgepack; save it again.";
    }
    // Archive
    all() => {
        /// A name that cannot stand in an archive.
        BadName = "bad-name", "This name cannot stand in an archive.";
        /// Two entries of one name.
        SameName = "same-name", "Two entries have the same name.";
        /// The job was used after its end, or told what it did not ask for.
        Misuse = "misuse", "This step is not possible now.";
        /// An option that this portal does not have.
        BadOption = "bad-option", "An option is not what it has to be, or none that this portal has.";
        /// Cancelled.
        Cancelled = "cancelled", "Cancelled.";
    }
}

impl Kind {
    /// The kind with this code.
    pub fn of_code(code: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// This kind of error, at a place.
    pub fn at(self, place: Place) -> Error {
        Error { kind: self, place }
    }

    /// This kind of error, at a byte of the input.
    pub fn at_byte(self, byte: usize) -> Error {
        self.at(Place::Byte(byte as u64))
    }

    /// This kind of error, at a field.
    pub fn at_field(self, field: impl Into<String>) -> Error {
        self.at(Place::Field(field.into()))
    }

    /// This kind of error, at an address.
    pub fn at_url(self, url: impl Into<String>) -> Error {
        self.at(Place::Url(url.into()))
    }
}

impl Error {
    /// The stable code of the kind.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        kind.at(Place::Unknown)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Unknown => Ok(()),
            Place::Byte(byte) => write!(f, "byte {byte}"),
            Place::Url(text) | Place::Field(text) | Place::Entry(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.sentence())?;
        match &self.place {
            Place::Unknown => Ok(()),
            place => write!(f, " ({place})"),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_kind_has_a_code_of_its_own_and_a_sentence() {
        let codes: HashSet<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
        assert!(Kind::ALL.iter().all(|kind| kind.sentence().ends_with('.')));
    }

    #[test]
    fn an_error_says_where() {
        assert_eq!(
            Kind::Truncated.at_byte(33).to_string(),
            "The file ends before it is complete; download it again. (byte 33)"
        );
    }
}
