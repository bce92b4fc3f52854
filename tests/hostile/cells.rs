//! Cells that a spreadsheet would run.

use badgepack::table::inert;
use unicode_normalization::UnicodeNormalization;

/// What a spreadsheet may take for the beginning of a formula (OWASP ASVS 1.2.10, and pipes and percents of old macros).
const STARTS: [char; 9] = ['=', '+', '-', '@', '\t', '\r', '\n', '|', '%'];

#[test]
fn no_letter_that_means_a_sign_begins_a_cell() {
    let mut signs = 0;
    for letter in ('\0'..=char::MAX).filter(|letter| letter.nfkc().next().is_some_and(|first| STARTS.contains(&first)))
    {
        signs += 1;
        assert!(inert(&format!("{letter}1+1")).starts_with('\''), "U+{:04X}", u32::from(letter));
    }
    assert!(signs > STARTS.len() + 6, "{signs}");
}

#[test]
fn nothing_that_is_not_seen_hides_a_sign() {
    let blanks = ('\u{1}'..=char::MAX).filter(|letter| letter.is_whitespace());
    for hidden in blanks.chain(['\0', '\u{feff}', '\u{200b}', '\u{200e}', '\u{202e}', '\u{2060}', '\u{ad}']) {
        let cell = format!("{hidden}=1+1");
        assert!(inert(&cell).starts_with('\''), "U+{:04X}", u32::from(hidden));
        assert!(inert(&format!("{hidden}{hidden} =1")).starts_with('\''), "U+{:04X}", u32::from(hidden));
    }
}
