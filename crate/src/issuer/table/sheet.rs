//! Where rows go: into a file, or into a preview.

use super::column::Columns;
use super::preview::Notes;
use crate::table::{self, Cells};
use std::borrow::Cow;

/// Rows are handed on in pieces of this size.
const PIECE: usize = 32 * 1024;

/// The rows of a table.
pub(super) struct Sheet {
    columns: &'static Columns,
    /// The places of the columns that are wanted.
    chosen: Vec<usize>,
    /// Which of them have something in some row.
    filled: Vec<bool>,
    form: Cells,
    pub notes: Option<Notes>,
    ready: Vec<u8>,
    bytes: u64,
}

impl Sheet {
    /// A sheet with these columns; one for a preview keeps the first rows and writes no file.
    pub fn new(columns: &'static Columns, chosen: Vec<usize>, form: Cells, is_preview: bool) -> Self {
        let filled = vec![false; chosen.len()];
        let notes = is_preview.then(Notes::new);
        Self { columns, chosen, filled, form, notes, ready: Vec::with_capacity(2 * PIECE), bytes: 0 }
    }

    /// Adds a row: a cell for each of the table's columns, of which the wanted ones are taken.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        self.row_of(|at| cells.get(at).map_or("", S::as_ref).into());
    }

    /// Adds a row, whose cells are asked for by the places of the wanted columns.
    pub fn row_of<'a>(&mut self, cell: impl Fn(usize) -> Cow<'a, str>) {
        let cells: Vec<_> = self.chosen.iter().map(|at| cell(*at)).collect();
        for (filled, cell) in self.filled.iter_mut().zip(&cells) {
            *filled |= !cell.is_empty();
        }
        let cells = cells.iter().map(Cow::as_ref);
        match &mut self.notes {
            Some(notes) => notes.row(cells, self.form),
            None => {
                if self.bytes == 0 && self.ready.is_empty() {
                    self.ready.extend_from_slice(table::BYTE_ORDER_MARK);
                    let names: Vec<&str> = self.names();
                    table::write(&mut self.ready, names, self.form);
                }
                table::write(&mut self.ready, cells, self.form);
            }
        }
    }

    /// The next bytes of the file, once there are enough of them; all there are at a pause.
    pub fn piece(&mut self, is_pause: bool) -> Option<Vec<u8>> {
        let is_ready = if is_pause { !self.ready.is_empty() } else { self.ready.len() >= PIECE };
        is_ready.then(|| {
            self.bytes += self.ready.len() as u64;
            std::mem::replace(&mut self.ready, Vec::with_capacity(2 * PIECE))
        })
    }

    /// Bytes of the file so far.
    pub fn bytes(&self) -> u64 {
        self.bytes + self.ready.len() as u64
    }

    /// The table's name and version.
    pub fn table(&self) -> String {
        let mut table = self.columns.name.to_owned();
        table.push('/');
        table.push_str(&self.columns.version.to_string());
        table
    }

    /// The names of the columns that are wanted.
    pub fn names(&self) -> Vec<&'static str> {
        self.chosen.iter().filter_map(|at| self.columns.all.get(*at)).map(|column| column.name).collect()
    }

    /// The names of those in which no row has anything.
    pub fn empty(&self) -> Vec<&'static str> {
        let names = self.names().into_iter().zip(&self.filled);
        names.filter(|(_, is_filled)| !**is_filled).map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::everywhere;
    use super::*;

    static COLUMNS: Columns = Columns {
        name: "things",
        version: 3,
        all: &[everywhere("one", "", ""), everywhere("two", "", ""), everywhere("three", "", "")],
    };

    fn sheet() -> Sheet {
        Sheet::new(&COLUMNS, vec![0, 2], Cells::Inert, false)
    }

    #[test]
    fn a_file_has_its_mark_and_its_head_once() {
        let mut sheet = sheet();
        sheet.row(&["a", "b", "c"]);
        sheet.row(&["=d"]);
        let first = sheet.piece(true).unwrap();
        assert_eq!(first, "\u{feff}\"one\",\"three\"\r\n\"a\",\"c\"\r\n\"'=d\",\"\"\r\n".as_bytes());
        sheet.row(&["", "", "e"]);
        assert_eq!(sheet.piece(true).unwrap(), b"\"\",\"e\"\r\n");
        assert_eq!((sheet.piece(true), sheet.table()), (None, "things/3".to_owned()));
    }

    #[test]
    fn rows_are_handed_on_when_there_are_enough_of_them_or_at_a_pause() {
        let mut sheet = sheet();
        let long = "x".repeat(1_000);
        let mut rows = 0;
        while sheet.piece(false).is_none() {
            sheet.row(&[&long]);
            rows += 1;
        }
        assert_eq!(rows, 33, "32 KiB, in rows of a little more than 1000 bytes");
        let handed = sheet.bytes();
        assert!((32 * 1024..34 * 1024).contains(&handed), "{handed}");
        sheet.row(&["a"]);
        assert_eq!((sheet.piece(false), sheet.bytes()), (None, handed + b"\"a\",\"\"\r\n".len() as u64));
        assert!(sheet.piece(true).is_some());
    }

    #[test]
    fn a_column_is_empty_when_no_row_has_anything_in_it() {
        let mut sheet = sheet();
        assert_eq!(sheet.empty(), ["one", "three"]);
        sheet.row(&["", "x", ""]);
        assert_eq!(sheet.empty(), ["one", "three"]);
        sheet.row(&["", "", "y"]);
        sheet.row(&["", "", ""]);
        assert_eq!((sheet.empty(), sheet.names()), (vec!["one"], vec!["one", "three"]));
    }
}
