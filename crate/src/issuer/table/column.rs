//! What the tables consist of.

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, as it stands in the file.
    pub name: &'static str,
    /// What stands in it, in plain words.
    pub about: &'static str,
    /// The field of the portal's record that it comes from.
    pub source: &'static str,
    /// Whether the open-source server has it, too; otherwise only hosted servers may.
    pub everywhere: bool,
}

/// A column that every server can fill.
pub(super) const fn everywhere(name: &'static str, source: &'static str, about: &'static str) -> Column {
    Column { name, about, source, everywhere: true }
}

/// A column that the open-source server cannot fill.
pub(super) const fn hosted(name: &'static str, source: &'static str, about: &'static str) -> Column {
    Column { name, about, source, everywhere: false }
}

/// A table: its columns, which keep their names and their order within a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Its short name.
    pub name: &'static str,
    /// Grows when a column is renamed, moved or removed; a new one at the end changes nothing.
    pub version: u32,
    /// The columns, in the order of the file.
    pub all: &'static [Column],
}

impl Columns {
    /// The places of the columns of these names, in the table's own order; of all without names.
    ///
    /// # Errors
    /// The first name that is none of them.
    pub(crate) fn chosen(&self, names: Option<&[String]>) -> Result<Vec<usize>, String> {
        let Some(names) = names else {
            return Ok((0..self.all.len()).collect());
        };
        match names.iter().find(|name| self.all.iter().all(|column| column.name != *name)) {
            Some(unknown) => Err(unknown.clone()),
            None => {
                let is_chosen = |column: &Column| names.iter().any(|name| name == column.name);
                Ok((0..self.all.len()).filter(|at| self.all.get(*at).is_some_and(is_chosen)).collect())
            }
        }
    }
}
