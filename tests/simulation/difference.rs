//! Where two files differ, in few words.

use super::promise::{Promise, holds};
use crate::host::copy::Copy;

/// Around the first difference, so many bytes are told.
const TOLD: usize = 200;

/// Where two files differ; of archives, in which entry.
pub fn difference(usual: &[u8], other: &[u8]) -> String {
    let Ok((archive, another)) = holds(Promise::Whole, || (Copy::open(usual), Copy::open(other))) else {
        return texts(usual, other);
    };
    let names = |copy: &Copy| copy.entries.keys().cloned().collect::<Vec<_>>();
    if names(&archive) != names(&another) {
        return format!("{:?}\n--- and ---\n{:?}", names(&archive), names(&another));
    }
    match archive.entries.iter().find(|(name, content)| another.bytes(name) != content.as_slice()) {
        Some((name, content)) => format!("{name}: {}", texts(content, another.bytes(name))),
        None => "the same entries in another order".to_owned(),
    }
}

fn texts(usual: &[u8], other: &[u8]) -> String {
    let same = usual.iter().zip(other).take_while(|(one, another)| one == another).count();
    let told = |bytes: &[u8]| {
        let end = bytes.len().min(same + TOLD);
        String::from_utf8_lossy(&bytes[same.saturating_sub(TOLD / 2).min(end)..end]).into_owned()
    };
    format!("at byte {same}:\n{}\n--- and ---\n{}", told(usual), told(other))
}
