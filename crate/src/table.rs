//! Tables for spreadsheets: RFC 4180 with a byte order mark, and cells that stay text.

use std::borrow::Cow;

/// What tells a spreadsheet that the file is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How cells are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cells {
    /// No spreadsheet takes one for a formula.
    #[default]
    Inert,
    /// Letter for letter, for programs; a spreadsheet may run what stands in one.
    Raw,
}

impl Cells {
    /// The cell as it stands in the file.
    pub fn of(self, cell: &str) -> Cow<'_, str> {
        match self {
            Cells::Inert => inert(cell),
            Cells::Raw => Cow::Borrowed(cell),
        }
    }
}

/// Writes one row behind `out`: each cell quoted, ended by CRLF. Names of columns are a row like any other.
///
/// ```
/// use badgepack::table::{Cells, write};
/// let mut rows = Vec::new();
/// write(&mut rows, ["a,b", "=1+1", "\"c\""], Cells::Inert);
/// write(&mut rows, ["=1+1"], Cells::Raw);
/// assert_eq!(rows, b"\"a,b\",\"'=1+1\",\"\"\"c\"\"\"\r\n\"=1+1\"\r\n");
/// ```
pub fn write<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a str>, form: Cells) {
    for (at, cell) in cells.into_iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
        let cell = form.of(cell);
        if cell.contains('"') {
            // Twice the room is enough for a cell of nothing but quotes, so one call writes it all.
            let start = out.len();
            out.resize(start + 2 * cell.len(), 0);
            let room = out.get_mut(start..).unwrap_or_default();
            let (_, _, written) = csv_core::quote(cell.as_bytes(), room, b'"', b'"', true);
            out.truncate(start + written);
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
        out.push(b'"');
    }
    out.extend_from_slice(b"\r\n");
}

/// One row, each cell [inert].
pub fn row<const N: usize>(cells: [&str; N]) -> Vec<u8> {
    let mut row = Vec::new();
    write(&mut row, cells, Cells::Inert);
    row
}

/// The cell, with an apostrophe before it where a spreadsheet would take it for a formula
/// (OWASP ASVS 1.2.10); the raw value is in the JSON.
pub fn inert(cell: &str) -> Cow<'_, str> {
    let cell = if cell.contains('\0') { Cow::Owned(cell.replace('\0', "")) } else { Cow::Borrowed(cell) };
    let first = cell.trim_start_matches(is_unseen).chars().next().map(narrow);
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '%') => format!("'{cell}").into(),
        _ => cell,
    }
}

/// Blanks but tabs and line ends, which are signs themselves; and what has no width.
fn is_unseen(c: char) -> bool {
    match c {
        '\t' | '\r' | '\n' => false,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => true,
        c => c.is_whitespace(),
    }
}

/// Other forms of a sign are taken for it, as NFKC does: full-width ones (U+FF01 to U+FF5E for `!` to `~`), small,
/// raised and lowered ones.
fn narrow(c: char) -> char {
    match c {
        '\u{207a}' | '\u{208a}' | '\u{fb29}' | '\u{fe62}' => '+',
        '\u{207b}' | '\u{208b}' | '\u{fe63}' => '-',
        '\u{207c}' | '\u{208c}' | '\u{2a75}' | '\u{2a76}' | '\u{fe66}' => '=',
        '\u{fe6a}' => '%',
        '\u{fe6b}' => '@',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_csv_crate_reads_what_was_written(a in ".{0,9}", b in "[\",\r\n=a]{0,9}", c in ".{0,9}") {
            let row = row([&a, &b, &c]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_slice());
            let record = reader.records().next().unwrap().unwrap();
            proptest::prop_assert_eq!(record.iter().collect::<Vec<_>>(), [inert(&a), inert(&b), inert(&c)]);
        }
    }

    #[test]
    fn a_cell_of_nothing_but_quotes_is_written_whole() {
        assert_eq!(row(["\"\"\""]), b"\"\"\"\"\"\"\"\"\r\n");
        assert_eq!(row(["", "\""]), b"\"\",\"\"\"\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in [
            "=1",
            "+1",
            "-1",
            "@a",
            "\t=1",
            "\r=1",
            "\n=1",
            "|x",
            "%x",
            " =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "＝1",
            "＋1",
            "\0=1",
        ] {
            assert!(inert(formula).starts_with('\''), "{formula:?}");
        }
        for text in ["", "a=1", "'=1", "1-2", "Ünïcode"] {
            assert_eq!(inert(text), text);
        }
    }
}
