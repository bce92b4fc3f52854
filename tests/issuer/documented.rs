//! The page that describes the tables says what the tables say.

use badgepack::issuer::table::{Columns, TABLES};
use std::fmt::Write;

const PAGE: &str = include_str!("../../docs/issuer-data.md");

/// A table as the page has it.
fn described(table: &Columns) -> String {
    let mut text = format!(
        "`{}/{}`\n\n| Column | What it is | From | Servers |\n| --- | --- | --- | --- |\n",
        table.name, table.version
    );
    for column in table.all {
        let servers = match (column.source, column.everywhere) {
            ("none", _) => "none",
            (_, true) => "all",
            (_, false) => "hosted",
        };
        let [about, source] = [column.about, column.source].map(|text| text.replace('|', "\\|"));
        writeln!(text, "| {} | {about} | {source} | {servers} |", column.name).unwrap();
    }
    text
}

#[test]
fn every_column_of_every_table_is_described() {
    for table in TABLES {
        let expected = described(table);
        assert!(PAGE.contains(&expected), "docs/issuer-data.md should have:\n{expected}");
    }
}
