//! Every seed of the fuzz targets, once: what broke the core in a fuzzing run and was put among them stays mended.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;

// The targets name libFuzzer; here this file stands in for it, and a target is a function of bytes.
extern crate self as libfuzzer_sys;

macro_rules! targets {
    ($($name:ident: $path:literal),* $(,)?) => {
        $(
            #[allow(unused_attributes)] // Alone, a target is a program without a main function.
            #[path = $path]
            mod $name;
        )*
        const TARGETS: &[(&str, fn(&[u8]))] = &[$((stringify!($name), $name::run)),*];
    };
}

targets! {
    address: "../fuzz/targets/address.rs",
    archive: "../fuzz/targets/archive.rs",
    cells: "../fuzz/targets/cells.rs",
    clean: "../fuzz/targets/clean.rs",
    deflate: "../fuzz/targets/deflate.rs",
    document: "../fuzz/targets/document.rs",
    draft: "../fuzz/targets/draft.rs",
    file: "../fuzz/targets/file.rs",
    link: "../fuzz/targets/link.rs",
    names: "../fuzz/targets/names.rs",
    page: "../fuzz/targets/page.rs",
    payload: "../fuzz/targets/payload.rs",
    picture: "../fuzz/targets/picture.rs",
    record: "../fuzz/targets/record.rs",
    svg: "../fuzz/targets/svg.rs",
    unzip: "../fuzz/targets/unzip.rs",
}

/// What libFuzzer's macro makes of a target, without libFuzzer.
#[macro_export]
macro_rules! fuzz_target {
    (|$input:ident: &[u8]| $body:block) => {
        pub fn run($input: &[u8]) $body
    };
    (|$input:ident: $what:ty| $body:block) => {
        pub fn run(bytes: &[u8]) {
            let Ok($input) = <$what as arbitrary::Arbitrary>::arbitrary_take_rest(arbitrary::Unstructured::new(bytes)) else {
                return;
            };
            $body
        }
    };
}

#[test]
fn every_seed_keeps_the_promises_of_its_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let mut folders: Vec<_> = fs::read_dir(root.join("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut seeds = 0;
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let (_, run) = TARGETS.iter().find(|(target, _)| *target == name).unwrap_or_else(|| panic!("no target {name}"));
        for seed in fs::read_dir(&folder).unwrap() {
            let seed = seed.unwrap().path();
            // The name of the seed is told where its run panics.
            println!("{}", seed.display());
            run(&fs::read(&seed).unwrap());
            seeds += 1;
        }
    }
    assert!(seeds > 900, "{seeds}");
}

#[test]
fn every_target_is_here() {
    let manifest = include_str!("../fuzz/Cargo.toml");
    for line in manifest.lines().filter(|line| line.starts_with("path = \"targets/")) {
        let name = line.trim_start_matches("path = \"targets/").trim_end_matches(".rs\"");
        assert!(TARGETS.iter().any(|(target, _)| *target == name), "{name}");
    }
}
