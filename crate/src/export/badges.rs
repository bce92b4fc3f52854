//! The files of a folder of badges: two for each badge, and the lists of them.

use super::book::{Book, End, Of};
use super::json_array::JsonArray;
use super::lane::{Lane, Part};
use super::progress::ItemPart;
use super::viewer;
use crate::archive::{Archive, EntryPath, Gather};
use crate::error::Result;
use crate::table;

const INDEX: &str = "index.csv";
const RECORDS: &str = "records.json";
const SOURCES: &str = "SOURCES.txt";

const COLUMNS: [&str; 9] =
    ["Issued", "Badge", "Issuer", "Expires", "Status", "Credential file", "Picture file", "ID", "Imported from"];

const SOURCES_NOTE: &str = "\r\nThese badges were awarded elsewhere and imported into the portal. The files are the \
snapshots that the portal holds; the platform named beside each may hold a newer version.\r\n";

/// A folder of badges in the making.
pub(super) struct Badges {
    folder: EntryPath,
    /// `index.csv`: the list, for a spreadsheet.
    index: Gather,
    /// `records.json`: what the portal itself lists, byte for byte.
    records: JsonArray,
    /// `SOURCES.txt`: where imported badges came from.
    sources: Gather,
    imports: u64,
}

impl Badges {
    pub fn new(archive: &mut Archive, folder: &EntryPath) -> Self {
        let mut index = archive.gather();
        archive.add(&mut index, table::BYTE_ORDER_MARK);
        archive.add(&mut index, &table::row(COLUMNS));
        Self { folder: folder.clone(), index, records: JsonArray::new(archive), sources: archive.gather(), imports: 0 }
    }

    /// Puts a finished badge into the archive, the lists and the viewer.
    pub fn add(&mut self, archive: &mut Archive, book: &mut Book, section: usize, lane: &Lane) -> Result<()> {
        self.records.add(archive, &lane.raw);
        if lane.unreadable.is_some() {
            return Ok(());
        }
        let badge = lane.badge().unwrap_or_default();
        let entries = book.badge(archive, section, &self.folder, lane, &badge)?;
        if let (Part::Unlisted, Part::Unlisted) = (&lane.credential, &lane.picture) {
            let of = Of { section, id: &lane.record.id, name: &lane.record.name };
            book.item(archive, of, ItemPart::Record, End::Exported(&self.within(RECORDS)?, None));
        }
        let name = lane.name(&badge);
        let issued = lane.issued(&badge).unwrap_or_default();
        let source = lane.record.source.as_ref();
        let row = table::row([
            issued,
            name,
            badge.issuer_name(),
            badge.expires.as_deref().unwrap_or_default(),
            if badge.revoked { "revoked" } else { "" },
            file(&entries.credential),
            file(&entries.picture),
            &lane.record.id,
            source.map_or("", |source| source.platform.as_str()),
        ]);
        archive.add(&mut self.index, &row);
        if let Some(source) = source {
            self.imports += 1;
            let line = format!("{}: imported from {} {}\r\n", file(&entries.credential), source.platform, source.url);
            archive.add(&mut self.sources, line.as_bytes());
        }
        book.show(archive, &viewer::card(&badge, name, issued, source, &entries));
        Ok(())
    }

    /// Closes the lists.
    pub fn finish(mut self, archive: &mut Archive, book: &mut Book) -> Result<()> {
        let [index, records, sources] = [INDEX, RECORDS, SOURCES].map(|name| self.within(name));
        book.close(archive, self.index, &index?)?;
        self.records.finish(archive, book, &records?)?;
        if self.imports > 0 {
            archive.add(&mut self.sources, SOURCES_NOTE.as_bytes());
            book.close(archive, self.sources, &sources?)?;
        }
        Ok(())
    }

    fn within(&self, name: &str) -> Result<EntryPath> {
        EntryPath::parse(&format!("{}/{name}", self.folder))
    }
}

/// The file's name within its folder; empty without a file.
fn file(entry: &Option<EntryPath>) -> &str {
    entry.as_ref().and_then(|path| path.as_str().rsplit('/').next()).unwrap_or_default()
}
