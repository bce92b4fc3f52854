//! The pictures in `tests/fixtures`; SOURCES.md there says where they come from.

use std::fs;
use std::path::PathBuf;

/// A picture and its file name.
pub struct Picture {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The pictures in a folder of the fixtures, by name.
pub fn pictures(folder: &str) -> Vec<Picture> {
    let mut pictures: Vec<Picture> = fs::read_dir(path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "png" || end == "svg"))
        .map(|path| Picture {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(&path).unwrap(),
        })
        .collect();
    pictures.sort_by(|one, other| one.name.cmp(&other.name));
    pictures
}

/// A text file of the fixtures.
pub fn text(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap()
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures")).join(name)
}
