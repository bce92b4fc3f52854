//! What is taken out of a picture when it is cleaned, and why.

/// Why something was taken out of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// It runs.
    Script,
    /// It runs when something happens.
    Handler,
    /// It belongs into a web page.
    Page,
    /// It loads something from elsewhere, or leads there.
    Elsewhere,
    /// It tells programs what to do with the file.
    Instruction,
    /// No drawing needs it.
    Unknown,
    /// It says something, of somebody perhaps, and draws nothing.
    Metadata,
}

impl Danger {
    /// The reason in a word: `script`, `handler`, `page`, `elsewhere`, `instruction`, `unknown` or `metadata`.
    pub fn label(self) -> &'static str {
        match self {
            Danger::Script => "script",
            Danger::Handler => "handler",
            Danger::Page => "page",
            Danger::Elsewhere => "elsewhere",
            Danger::Instruction => "instruction",
            Danger::Unknown => "unknown",
            Danger::Metadata => "metadata",
        }
    }
}

/// Something that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// As it stood there: `<script>`, `onload="…"`, `tEXt Author`; at most some dozens of letters.
    pub what: String,
    /// Why.
    pub danger: Danger,
    /// Its first byte in the file.
    pub at: usize,
}

impl Removed {
    /// Notes what stood at this byte of the file, as far as people want to read it.
    pub(super) fn new(what: &str, danger: Danger, at: usize) -> Self {
        const LETTERS: usize = 60;
        let mut letters = what.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
        let mut what: String = letters.by_ref().take(LETTERS).collect();
        if letters.next().is_some() {
            what.push('…');
        }
        Self { what, danger, at }
    }
}

/// What becomes of what a picture says and does not draw: comments, texts, dates, programs' own notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metadata {
    /// It stays.
    Stays,
    /// It goes: it may say something of the person to whom the picture belonged.
    Goes,
}
