//! A safety copy: a badge class, its picture and its awards in a ZIP that can be given back.

use super::class::Class;
use super::draft::Draft;
use super::field::Field;
use super::picture::Picture;
use crate::archive::Reader;
use crate::badge::Map;
use crate::error::{Error, Kind, Result};
use crate::fingerprint::hex;
use crate::json::{self, Fields};
use crate::limits;
use crate::portal::{PageReader, Pointer};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

pub(super) const FORMAT: &str = "badgepack.safety-copy";
pub(super) const MANIFEST: &str = "safety-copy.json";
pub(super) const CLASS: &str = "badge-class.json";
pub(super) const AWARDS: &str = "awards.json";
pub(super) const SUMS: &str = "SHA256SUMS";
pub(super) const README: &str = "README.txt";

/// A safety copy that was read back: every checksum right, and all in it that it says.
#[derive(Debug, Clone, PartialEq)]
pub struct SafetyCopy {
    /// The class as it was.
    pub class: Class,
    /// Its picture as it was.
    pub picture: Picture,
    /// How many of its awards are in it.
    pub awards: u64,
    /// When it was made.
    pub saved_at: String,
    /// The portal that it is of.
    pub portal: String,
}

/// What a safety copy is, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CopyInfo {
    /// The class's id.
    pub badge_class: String,
    /// What it was called.
    pub name: String,
    /// How many of its awards are in it.
    pub awards: u64,
    /// When it was made.
    pub saved_at: String,
    /// The portal that it is of.
    pub portal: String,
    /// In which fields it differs from the class that it was compared with.
    pub differs: Vec<Field>,
}

impl SafetyCopy {
    /// Reads a ZIP.
    ///
    /// # Errors
    /// [`Kind::BadCopy`] at the entry that is missing, damaged, or not what it should be.
    pub fn read(zip: &[u8]) -> Result<Self> {
        let mut entries = Entries::open(zip)?;
        let manifest = entries.json(MANIFEST)?;
        let wrong = || bad(MANIFEST);
        let fields = Fields::of(&manifest, Kind::BadCopy).map_err(|_| wrong())?;
        let text = |key: &str| fields.text(key).map_err(|_| wrong());
        if text("format")? != FORMAT || fields.get("version").and_then(Value::as_u64) != Some(1) {
            return Err(wrong());
        }
        let class = Class::of(entries.json(CLASS)?).map_err(|_| bad(CLASS))?;
        if fields.get("badgeClass").and_then(Value::as_str) != Some(class.id()) {
            return Err(wrong());
        }
        let picture = text("picture")?.to_owned();
        let bytes = entries.whole(&picture, limits::IMAGE)?;
        let picture = Picture::as_it_is(&bytes).map_err(|_| bad(&picture))?;
        let awards = entries.count(AWARDS)?;
        if fields.get("awards").and_then(Value::as_u64) != Some(awards) {
            return Err(bad(AWARDS));
        }
        let (saved_at, portal) = (text("savedAt")?.to_owned(), text("portal")?.to_owned());
        entries.check_rest()?;
        Ok(Self { class, picture, awards, saved_at, portal })
    }

    /// A draft that restores it.
    ///
    /// # Errors
    /// As [`Picture::as_it_was`].
    pub fn draft(&self) -> Result<Draft> {
        Ok(Draft::restoring(&self.class, Picture::as_it_was(self.picture.bytes())?))
    }

    /// What it is; compared with a class as it is now.
    pub fn info(&self, now: Option<(&Class, Option<&Picture>)>) -> CopyInfo {
        let differs = now.map(|(class, picture)| {
            let mut fields = class.differs(&self.class);
            // The address of a picture says little of it.
            fields.retain(|field| *field != Field::Image);
            if picture.is_some_and(|picture| picture.bytes() != self.picture.bytes()) {
                fields.push(Field::Image);
            }
            fields
        });
        CopyInfo {
            badge_class: self.class.id().to_owned(),
            name: self.class.name().to_owned(),
            awards: self.awards,
            saved_at: self.saved_at.clone(),
            portal: self.portal.clone(),
            differs: differs.unwrap_or_default(),
        }
    }
}

fn bad(entry: &str) -> Error {
    Kind::BadCopy.at(crate::Place::Entry(entry.chars().take(80).collect()))
}

/// The entries of a ZIP, each held against its checksum as it is read.
struct Entries<'a> {
    zip: Reader<'a>,
    /// Checksums that were not needed yet, by name.
    sums: Map,
}

impl<'a> Entries<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self> {
        let zip = Reader::open(bytes)?;
        let mut text = Vec::new();
        zip.read(SUMS, limits::RECORD as u64, &mut |piece| {
            text.extend_from_slice(piece);
            Ok(())
        })
        .map_err(|_| bad(SUMS))?;
        let text = String::from_utf8(text).map_err(|_| bad(SUMS))?;
        let lines = text.lines().map(|line| line.split_once("  "));
        let mut sums = lines.flatten().map(|(sum, name)| (name.to_owned(), Value::from(sum)));
        Ok(Self { zip, sums: json::object(&mut sums) })
    }

    /// Reads an entry piece by piece, and yields nothing but errors: of the checksum, of reading, of `see`.
    fn checked(&mut self, name: &str, limit: u64, see: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut hash = Sha256::new();
        let read = self.zip.read(name, limit, &mut |piece| {
            hash.update(piece);
            see(piece)
        });
        match read.is_ok() && self.sums.remove(name) == Some(Value::String(hex(&hash.finalize()))) {
            true => Ok(()),
            false => Err(bad(name)),
        }
    }

    fn whole(&mut self, name: &str, limit: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.checked(name, limit as u64, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }

    fn json(&mut self, name: &str) -> Result<Value> {
        json::read(&self.whole(name, limits::RECORD)?).map_err(|_| bad(name))
    }

    /// The records in a JSON array, counted.
    fn count(&mut self, name: &str) -> Result<u64> {
        let mut page = PageReader::new(Pointer::default());
        let mut count = 0;
        let mut take = |page: &mut PageReader| {
            while page.record().is_some() {
                count += 1;
            }
        };
        self.checked(name, limits::LIST, &mut |piece| {
            page.push(piece).map_err(|_| bad(name))?;
            take(&mut page);
            Ok(())
        })?;
        page.finish().map_err(|_| bad(name))?;
        Ok(count)
    }

    /// What was not read yet is sound as well.
    fn check_rest(mut self) -> Result<()> {
        let names: Vec<String> = self.sums.keys().cloned().collect();
        names.iter().try_for_each(|name| self.checked(name, limits::LIST, &mut |_| Ok(())))
    }
}
