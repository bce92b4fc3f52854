//! Tables for spreadsheets: RFC 4180 with a byte order mark, and cells that stay text.

/// What tells a spreadsheet that the file is UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One row, each cell [inert], ended by CRLF.
///
/// ```
/// let row = badgepack::table::row(["a,b", "=1+1", "\"c\""]);
/// assert_eq!(row, b"\"a,b\",'=1+1,\"\"\"c\"\"\"\r\n");
/// ```
pub fn row<const N: usize>(cells: [&str; N]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and one row cannot differ in length from another.
    let _ = writer.write_record(cells.map(inert));
    writer.into_inner().unwrap_or_default()
}

/// The cell, with an apostrophe before it where a spreadsheet would take it for a formula
/// (OWASP ASVS 1.2.10); the raw value is in the JSON.
pub fn inert(cell: &str) -> String {
    let cell = cell.replace('\0', "");
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next().map(narrow);
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '|' | '%') => format!("'{cell}"),
        _ => cell,
    }
}

/// Full-width signs are taken for their ASCII forms (U+FF01 to U+FF5E for `!` to `~`).
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
