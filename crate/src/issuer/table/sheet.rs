//! Where rows go: into a file, or into a preview.

use super::column::Columns;
use super::preview::Notes;
use crate::table::{self, Cells};

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
        let cell = |at: &usize| cells.get(*at).map_or("", S::as_ref);
        for (filled, at) in self.filled.iter_mut().zip(&self.chosen) {
            *filled |= !cell(at).is_empty();
        }
        match &mut self.notes {
            Some(notes) => notes.row(self.chosen.iter().map(cell), self.form),
            None => {
                if self.bytes == 0 && self.ready.is_empty() {
                    self.ready.extend_from_slice(table::BYTE_ORDER_MARK);
                    let names: Vec<&str> = self.names();
                    table::write(&mut self.ready, names, self.form);
                }
                table::write(&mut self.ready, self.chosen.iter().map(cell), self.form);
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
