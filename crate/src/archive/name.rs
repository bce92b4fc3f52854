//! Names of entries that every file system takes, and takes for different ones.

use super::letter::is_steady;
use crate::error::{Kind, Place, Result};
use crate::fingerprint::fingerprint;
use std::fmt;

/// Windows refuses these stems whatever their case and ending.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
const SLUG_CHARS: usize = 60;
const SLUG_BYTES: usize = 120;
const ID_CHARS: usize = 40;

/// The name of an entry: a relative path of folders and a file, safe on Windows, macOS and Linux.
///
/// ```
/// use badgepack::archive::EntryPath;
/// assert!(EntryPath::parse("badges/2024-01-01-rust-basics-7.png").is_ok());
/// assert!(EntryPath::parse("../etc/passwd").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryPath(String);

impl EntryPath {
    /// Takes a name as it is when each of its parts is safe: letters that NFC leaves alone, digits, `.`, `-` and `_`,
    /// no reserved stem, neither a dot at an end, at most 200 bytes a part and 240 in all.
    pub fn parse(text: &str) -> Result<Self> {
        let safe = text.len() <= 240 && text.split('/').all(is_safe);
        match safe {
            true => Ok(Self(text.to_owned())),
            false => Err(Kind::BadName.at(Place::Entry(text.chars().take(80).collect()))),
        }
    }

    /// This folder's entry of this stem and ending.
    pub fn within(folder: &EntryPath, stem: &Stem, ending: &str) -> Result<Self> {
        Self::parse(&format!("{folder}/{stem}.{ending}"))
    }

    /// The name with an ending, for one that has none yet.
    pub fn with_ending(&self, ending: &str) -> Result<Self> {
        Self::parse(&format!("{}.{ending}", self.0))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether some file system takes the two for one.
    pub fn is_like(&self, other: &EntryPath) -> bool {
        self.folded() == other.folded()
    }

    /// The same number for all names that some file system takes for one, because it folds case.
    ///
    /// Letters beyond ASCII count as alike, which errs on the safe side: telling them apart takes
    /// Unicode's tables, and names of records differ in ASCII anyway, by their ids.
    pub(super) fn folded(&self) -> u64 {
        let fold = |c: char| if c.is_ascii() { c.to_ascii_lowercase() } else { '*' };
        let folded: String = self.0.chars().map(fold).collect();
        // ß is one letter to some systems and ss to others.
        fingerprint(folded.replace("ss", "*").as_bytes())
    }
}

impl fmt::Display for EntryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_safe(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    (1..=200).contains(&part.len())
        && !part.starts_with(['.', '-'])
        && !part.ends_with('.')
        && part.chars().all(|c| is_steady(c) || c == '.' || c == '-' || c == '_')
        && !RESERVED.contains(&stem.as_str())
}

/// What people call it, as a part of a name: steady letters, A to Z in lower case, runs of other signs as one `-`;
/// at most 60 characters and 120 bytes; may be empty.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        // What is a letter to people, but not steady, is left out without a gap.
        let is_gap = !c.is_alphanumeric() && !is_accent(c);
        if out.chars().count() >= SLUG_CHARS || out.len() + c.len_utf8() > SLUG_BYTES {
            break;
        }
        if is_steady(c) {
            out.push(c);
        } else if is_gap && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Marks that stand above or below the letter before: the block that decomposed Latin uses.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A file's name without its ending: date, what people call it, and an id that makes it unique.
///
/// It says nothing of the order in which records came, so two runs give the same names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stem(String);

impl Stem {
    /// `<date>-<slug>-<id>`. The date is the first ten characters of an ISO date, `undated` without
    /// one. An id of lower-case letters, digits and `-` stands as it is; any other is told apart
    /// by eight digits of its SHA-256, because file systems fold case.
    pub fn new(date: Option<&str>, name: &str, id: &str) -> Self {
        let date = date.and_then(iso_day).unwrap_or("undated");
        let mut parts = vec![date.to_owned(), slug(name), unique(id)];
        parts.retain(|part| !part.is_empty());
        Self(parts.join("-"))
    }

    /// `<slug>-<id>`, for what has no date; told apart as by [`new`](Self::new).
    pub fn timeless(name: &str, id: &str) -> Self {
        let slug = slug(name);
        Self(format!("{}-{}", if slug.is_empty() { "unnamed" } else { &slug }, unique(id)))
    }

    /// A stem that no other record can have, for the case that two of them look alike.
    pub fn told_apart(&self, id: &[u8]) -> Self {
        Self(format!("{}-{:016x}", self.0, fingerprint(id)))
    }
}

impl fmt::Display for Stem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn iso_day(date: &str) -> Option<&str> {
    let day = date.get(..10)?;
    let is_iso = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_iso.then_some(day)
}

fn unique(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (1..=ID_CHARS).contains(&id.len()) && id.chars().all(plain) && !id.ends_with('-') {
        return id.trim_start_matches('-').to_owned();
    }
    let readable: String = slug(id).chars().filter(char::is_ascii).take(12).collect();
    let mark = format!("{:08x}", fingerprint(id.as_bytes()) >> 32);
    match readable.trim_end_matches('-') {
        "" => mark,
        readable => format!("{readable}-{mark}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn names_that_some_system_refuses_are_refused() {
        for bad in [
            "",
            "/",
            "a//b",
            "../a",
            "a/..",
            "C:/a",
            "a\\b",
            "con",
            "NUL.txt",
            "a/Com1.png",
            "a.",
            "a ",
            " a",
            "a\u{202e}gnp.exe",
            "a\0b",
            "a:b",
            "a?b",
            "-rf",
            ".hidden",
            "e\u{301}",
        ] {
            assert!(EntryPath::parse(bad).is_err(), "{bad:?}");
        }
        for good in ["README.txt", "SHA256SUMS", "badges/imported/index.csv", "badges/2024-01-01-été-中文-7.png"] {
            assert!(EntryPath::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_stem_says_when_and_what() {
        let stem = |date, name, id| Stem::new(date, name, id).to_string();
        assert_eq!(stem(Some("2024-01-01T09:00:00Z"), "Rust Basics!", "7"), "2024-01-01-rust-basics-7");
        assert_eq!(stem(None, "…", "7"), "undated-7");
        assert_eq!(stem(Some("soon"), "CON", "x"), "undated-con-x");
        assert_eq!(slug("Löten für Anfänger €😀"), "löten-für-anfänger");
        assert_eq!(slug("مطوّر الويب"), "مطور-الويب");
    }

    #[test]
    fn ids_that_differ_in_case_only_give_two_names() {
        let path =
            |id| EntryPath::within(&EntryPath::parse("badges").unwrap(), &Stem::new(None, "Fox", id), "png").unwrap();
        assert_ne!(path("aBc").folded(), path("AbC").folded());
        assert_eq!(EntryPath::parse("Straße").unwrap().folded(), EntryPath::parse("STRASSE").unwrap().folded());
    }

    #[test]
    fn a_name_has_limits() {
        let name = |parts: &[usize]| parts.iter().map(|bytes| "a".repeat(*bytes)).collect::<Vec<_>>().join("/");
        assert!(EntryPath::parse(&name(&[200])).is_ok() && EntryPath::parse(&name(&[201])).is_err());
        assert!(EntryPath::parse(&name(&[200, 39])).is_ok() && EntryPath::parse(&name(&[200, 40])).is_err());
    }

    #[test]
    fn a_slug_is_cut_at_sixty_letters_and_at_120_bytes() {
        assert_eq!(slug(&"a".repeat(70)), "a".repeat(60));
        assert_eq!(slug(&"é".repeat(70)), "é".repeat(60));
        assert_eq!(slug(&"中".repeat(70)), "中".repeat(40));
        assert_eq!(slug(&format!("{} b", "a".repeat(59))), "a".repeat(59), "no gap at the end");
    }

    #[test]
    fn a_mark_is_no_gap_and_gaps_are_one() {
        assert_eq!(slug("Cafe\u{301}s au lait"), "cafes-au-lait");
        assert_eq!(slug("a\u{212a}b"), "ab", "a letter that is another's double is left out");
        assert_eq!(slug("  a -- b!? "), "a-b");
        assert_eq!(slug("\u{301}\u{36f}"), "");
    }

    #[test]
    fn an_id_stands_as_it_is_or_is_told_apart() {
        let named = |id: &str| Stem::timeless("x", id).to_string();
        assert_eq!((named("ab-9"), named("-7")), ("x-ab-9".to_owned(), "x-7".to_owned()));
        assert_eq!(named(&"a".repeat(40)), format!("x-{}", "a".repeat(40)));
        assert_eq!(named(&"a".repeat(41)).len(), "x-".len() + 12 + "-".len() + 8);
        for odd in ["aB", "a_b", "ä", "7-", ""] {
            let mark = named(odd).rsplit('-').next().unwrap().to_owned();
            assert!(mark.len() == 8 && mark.chars().all(|c| c.is_ascii_hexdigit()), "{odd:?}: {mark}");
        }
    }

    #[test]
    fn what_has_no_date_and_no_name_has_a_file_all_the_same() {
        assert_eq!(Stem::timeless("", "7").to_string(), "unnamed-7");
        assert_eq!(Stem::timeless("Acme", "7").to_string(), "acme-7");
        let path = EntryPath::parse("logos/acme").unwrap().with_ending("png").unwrap();
        assert_eq!(path.as_str(), "logos/acme.png");
        assert!(EntryPath::parse("logos/acme").unwrap().with_ending("p/../g").is_err());
    }

    #[test]
    fn names_are_like_each_other_when_some_file_system_says_so() {
        let like = |a: &str, b: &str| EntryPath::parse(a).unwrap().is_like(&EntryPath::parse(b).unwrap());
        assert!(like("a/B.png", "A/b.PNG") && like("ä", "Ä") && like("straße", "strasse"));
        assert!(!like("a.png", "b.png") && !like("a/b", "a-b"));
    }

    #[test]
    fn only_an_iso_date_is_a_date() {
        for (date, day) in [
            ("2024-01-01", "2024-01-01"),
            ("2024-01-01T00:00:00Z", "2024-01-01"),
            ("2024/01/01", "undated"),
            ("2024-01-0", "undated"),
            ("01-01-2024", "undated"),
            ("2024-01-0é", "undated"),
        ] {
            assert_eq!(Stem::new(Some(date), "", "7").to_string(), format!("{day}-7"), "{date}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_badge_is_called_its_name_is_safe(date in ".{0,12}", name in "\\PC{0,90}", id in "\\PC{1,60}") {
            let folder = EntryPath::parse("badges/imported").unwrap();
            let stem = Stem::new(Some(&date), &name, &id);
            let path = EntryPath::within(&folder, &stem, "json").unwrap();
            prop_assert!(path.as_str().nfc().eq(path.as_str().chars()), "{stem}");
            prop_assert!(EntryPath::within(&folder, &stem.told_apart(id.as_bytes()), "json").is_ok(), "{stem}");
        }
    }
}
