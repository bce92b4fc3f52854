//! What programs leave in a PNG: texts, and chunks that hardly anyone else writes.

use crate::image::png::chunk;
use crate::image::png::text::plain;

/// The traces of programs in a PNG.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// Whether it says of itself that it is a screenshot.
    pub screenshot: bool,
    /// The program that says to have written it.
    pub program: Option<String>,
    /// Whether there is what editors, phones and web services add.
    pub metadata: bool,
}

/// Words of screenshot programs, in lower case: names of programs, and titles in some languages.
const SCREENSHOT: [&str; 15] = [
    "screenshot",
    "screen shot",
    "screen capture",
    "bildschirmfoto",
    "capture d'écran",
    "captura de pantalla",
    "spectacle",
    "flameshot",
    "sharex",
    "greenshot",
    "snipping",
    "snagit",
    "scrot",
    "lightshot",
    "ksnip",
];

/// Programs that do not name themselves under `Software`, and what they write instead.
const PROGRAMS: [(&str, &str); 6] = [
    ("created with gimp", "GIMP"),
    ("date:create", "ImageMagick"),
    ("photoshop", "Adobe Photoshop"),
    ("canva", "Canva"),
    ("inkscape", "Inkscape"),
    ("figma", "Figma"),
];

/// Bytes of a text that are searched, and texts.
const SEARCHED: usize = 16 << 10;
const TEXTS: usize = 32;
/// Characters of a program's name.
const NAME: usize = 60;

impl Traces {
    pub fn of(bytes: &[u8]) -> Traces {
        let mut traces = Traces::default();
        let mut texts = 0;
        // What stands before a damage is enough.
        let _ = chunk::each(bytes, |chunk| {
            let data = bytes.get(chunk.data()).unwrap_or_default();
            match &chunk.kind {
                // Apple's encoder alone writes it, and hardly anything but screenshots with it.
                b"iDOT" => traces.screenshot = true,
                b"eXIf" => {
                    traces.metadata = true;
                    traces.screenshot |= is_screenshot(&String::from_utf8_lossy(start(data)));
                }
                b"tEXt" | b"iTXt" | b"zTXt" if texts < TEXTS => {
                    texts += 1;
                    traces.metadata = true;
                    if let Some((keyword, text)) = plain(&chunk.kind, data) {
                        traces.text(&keyword, &text);
                    }
                }
                b"caBX" => traces.metadata = true,
                _ => {}
            }
        });
        traces
    }

    fn text(&mut self, keyword: &str, text: &str) {
        let text: String = text.chars().take(SEARCHED).collect();
        self.screenshot |= is_screenshot(&text);
        if keyword == "Software" {
            let name: String = text.chars().filter(|letter| !letter.is_control()).take(NAME).collect();
            self.program = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        }
        let said = [keyword, " ", &text].concat().to_ascii_lowercase();
        if self.program.is_none() {
            let known = PROGRAMS.iter().find(|(trace, _)| said.contains(trace));
            self.program = known.map(|(_, program)| (*program).to_owned());
        }
    }
}

fn start(bytes: &[u8]) -> &[u8] {
    bytes.get(..SEARCHED).unwrap_or(bytes)
}

fn is_screenshot(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    SCREENSHOT.iter().any(|word| text.contains(word))
}
