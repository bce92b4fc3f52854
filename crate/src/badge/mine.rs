//! Whether a badge is somebody's.

use super::recipient::{ID, is_hash};
use super::{Badge, Document, Recipient};
use crate::fingerprint::hex;
use md5::Md5;
use sha2::{Digest, Sha256};

/// Whether a badge was awarded to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// It was.
    Yes,
    /// It was not.
    No,
    /// It cannot be told: nothing in it compares with what people know of themselves.
    Hidden,
    /// The badge names nobody.
    Unsaid,
}

impl Mine {
    /// The answer in a word: `yes`, `no`, `hidden` or `unsaid`.
    pub fn label(self) -> &'static str {
        match self {
            Mine::Yes => "yes",
            Mine::No => "no",
            Mine::Hidden => "hidden",
            Mine::Unsaid => "unsaid",
        }
    }
}

impl Recipient {
    /// Whether this is somebody: an e-mail address, a telephone number, an address, or an id.
    ///
    /// A hash is that of the identity with the salt behind it, SHA-256 or MD5 (Open Badges 2.0,
    /// IdentityHash). Issuers hash what they were given, or its small letters; both are tried.
    ///
    /// ```
    /// use badgepack::badge::{Mine, Recipient};
    /// let hashed = Recipient {
    ///     identity: Some("sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942".into()),
    ///     salt: Some("deadsea".into()),
    ///     hashed: true,
    ///     ..Recipient::default()
    /// };
    /// assert_eq!(hashed.is(" Nobody@example.org "), Mine::Yes);
    /// assert_eq!(hashed.is("somebody@example.org"), Mine::No);
    /// ```
    pub fn is(&self, identity: &str) -> Mine {
        let Some(own) = self.identity.as_deref().map(str::trim).filter(|own| !own.is_empty()) else {
            return Mine::Unsaid;
        };
        let given = identity.trim();
        let answer = |is: bool| if is { Mine::Yes } else { Mine::No };
        if !self.hashed && !is_hash(own) {
            let same = bare(own).to_lowercase() == bare(given).to_lowercase();
            return if !same && self.kind.as_deref() == Some(ID) { Mine::Hidden } else { answer(same) };
        }
        let salt = self.salt.as_deref().unwrap_or_default();
        let Some((algorithm, hash)) = own.split_once('$') else {
            return Mine::Hidden;
        };
        let hashed: fn(&[u8]) -> String = match algorithm.to_ascii_lowercase().as_str() {
            "sha256" => |bytes| hex(&Sha256::digest(bytes)),
            "md5" => |bytes| hex(&Md5::digest(bytes)),
            _ => return Mine::Hidden,
        };
        let is = |identity: &str| hashed([identity, salt].concat().as_bytes()).eq_ignore_ascii_case(hash);
        answer(is(given) || is(&given.to_lowercase()))
    }
}

impl Badge {
    /// Whether the badge was awarded to somebody, by any of the ways in which it names its recipient.
    pub fn is_of(&self, identity: &str) -> Mine {
        best(self.recipients.iter().map(|recipient| recipient.is(identity)))
    }
}

impl Document {
    /// Whether a badge in it, or the whole record, is somebody's.
    pub fn is_of(&self, identity: &str) -> Mine {
        let record = match self {
            Document::Record(record) => record.recipients.as_slice(),
            _ => &[],
        };
        let badges = self.badges().into_iter().map(|badge| badge.is_of(identity));
        best(badges.chain(record.iter().map(|recipient| recipient.is(identity))))
    }
}

/// The answer that says most: one yes is enough, and a no is more than a guess.
fn best(answers: impl Iterator<Item = Mine>) -> Mine {
    answers
        .max_by_key(|answer| match answer {
            Mine::Unsaid => 0,
            Mine::Hidden => 1,
            Mine::No => 2,
            Mine::Yes => 3,
        })
        .unwrap_or(Mine::Unsaid)
}

/// Without the scheme that an identity may have as an address.
fn bare(identity: &str) -> &str {
    ["mailto:", "tel:"].iter().find_map(|scheme| identity.strip_prefix(scheme)).unwrap_or(identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashed(identity: &str, salt: Option<&str>) -> Recipient {
        let (identity, salt) = (Some(identity.to_owned()), salt.map(str::to_owned));
        Recipient { identity, salt, hashed: true, kind: Some("email".to_owned()), ..Recipient::default() }
    }

    fn plain(identity: &str, kind: &str) -> Recipient {
        Recipient { identity: Some(identity.to_owned()), kind: Some(kind.to_owned()), ..Recipient::default() }
    }

    const DEADSEA: &str = "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942";

    #[test]
    fn the_salt_stands_behind_the_identity() {
        assert_eq!(hashed(DEADSEA, Some("deadsea")).is("nobody@example.org"), Mine::Yes);
        assert_eq!(hashed(DEADSEA, Some("redsea")).is("nobody@example.org"), Mine::No);
        assert_eq!(hashed(DEADSEA, None).is("nobody@example.org"), Mine::No);
        assert_eq!(hashed(DEADSEA, None).is("nobody@example.orgdeadsea"), Mine::Yes);
    }

    #[test]
    fn hashes_are_compared_in_any_case_and_identities_as_given_and_in_small_letters() {
        let upper = DEADSEA.to_uppercase().replace("SHA256", "sha256");
        assert_eq!(hashed(&upper, Some("deadsea")).is("\tNobody@Example.org "), Mine::Yes);
        let kept_case = format!("sha256${}", hex(&Sha256::digest("Nobody@example.org")));
        assert_eq!(hashed(&kept_case, None).is("Nobody@example.org"), Mine::Yes);
        assert_eq!(hashed(&kept_case, None).is("nobody@example.org"), Mine::No);
    }

    #[test]
    fn md5_is_read_too() {
        assert_eq!(hashed("md5$900150983cd24fb0d6963f7d28e17f72", None).is("abc"), Mine::Yes);
        assert_eq!(hashed("md5$900150983cd24fb0d6963f7d28e17f72", None).is("abd"), Mine::No);
    }

    #[test]
    fn plain_identities_are_compared_as_people_write_them() {
        assert_eq!(plain("Nobody@example.org", "email").is("nobody@EXAMPLE.org"), Mine::Yes);
        assert_eq!(plain("+441234567890", "telephone").is("tel:+441234567890"), Mine::Yes);
        assert_eq!(plain("https://example.org/me", "url").is("https://example.org/you"), Mine::No);
    }

    #[test]
    fn what_cannot_be_compared_is_hidden_and_nobody_is_unsaid() {
        assert_eq!(plain("did:key:z6Mk", "id").is("nobody@example.org"), Mine::Hidden);
        assert_eq!(plain("did:key:z6Mk", "id").is("did:key:z6Mk"), Mine::Yes);
        assert_eq!(plain("mailto:nobody@example.org", "id").is("nobody@example.org"), Mine::Yes);
        assert_eq!(hashed("sha512$00", None).is("nobody@example.org"), Mine::Hidden);
        assert_eq!(hashed("00ff", None).is("nobody@example.org"), Mine::Hidden);
        assert_eq!(Recipient::default().is("nobody@example.org"), Mine::Unsaid);
    }

    #[test]
    fn one_yes_is_enough_and_a_no_is_more_than_a_guess() {
        let of = |recipients: Vec<Recipient>| Badge { recipients, ..Badge::default() }.is_of("nobody@example.org");
        let (id, other) = (plain("did:key:z6Mk", "id"), plain("somebody@example.org", "email"));
        assert_eq!(of(vec![id.clone(), hashed(DEADSEA, Some("deadsea"))]), Mine::Yes);
        assert_eq!(of(vec![id.clone(), other]), Mine::No);
        assert_eq!(of(vec![id]), Mine::Hidden);
        assert_eq!(of(vec![]), Mine::Unsaid);
    }
}
