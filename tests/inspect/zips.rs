//! ZIPs as people have them.

use crate::search::{PLAIN, badge, bake, baked, search, search_file, zip, zip_with};
use badgepack::Kind;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

fn told(files: &[(&str, &[u8])]) -> Vec<String> {
    search(&zip(files)).unwrap().told()
}

/// This crate's own export, with what is in it besides badges.
fn export<'a>(fox: &'a [u8], picture: &'a [u8], class: &'a [u8]) -> Vec<(&'static str, &'a [u8])> {
    vec![
        ("badges/2020-fox.json", fox),
        ("badges/2020-fox.png", picture),
        ("badges/2021-alone.json", fox),
        ("badges/index.csv", b"Issued,Badge\r\n"),
        ("badges/records.json", fox),
        ("liked/badges.json", class),
        ("profile/picture.png", PLAIN),
        ("profile/profile.json", b"{\"recipient\": {}}"),
        ("README.txt", b"https://example.org"),
        ("index.html", b"<!doctype html>"),
        ("report.json", b"{\"badge\": {}}"),
        ("SHA256SUMS", b"[]"),
    ]
}

#[test]
fn our_own_export_has_its_badges_and_nothing_else() {
    let fox = badge("fox");
    let picture = baked(&fox);
    let class = br#"[{"type": "BadgeClass", "name": "liked"}]"#;
    let files = export(fox.as_bytes(), &picture, class);
    assert_eq!(told(&files), ["badges/2020-fox.png: fox", "badges/2021-alone.json: fox"]);
    // Packed once more with its folder, and something beside it.
    let moved: Vec<(String, &[u8])> = files.iter().map(|(name, bytes)| (format!("my data/{name}"), *bytes)).collect();
    let mut moved: Vec<(&str, &[u8])> = moved.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    moved.push(("class.json", class));
    assert_eq!(
        told(&moved),
        ["my data/badges/2020-fox.png: fox", "my data/badges/2021-alone.json: fox", "class.json: liked"]
    );
    // Anywhere else a list of badges is one.
    assert_eq!(told(&[("records.json", fox.as_bytes())]), ["records.json: fox"]);
}

#[test]
fn a_picture_and_its_credential_are_one_finding_whichever_comes_first() {
    let (fox, hen) = (badge("fox"), badge("hen"));
    let svg = bake(b"<svg><g/></svg>", &fox);
    for (files, expected) in [
        (vec![("a/fox.png", baked(&fox)), ("a/fox.json", fox.clone().into_bytes())], vec!["a/fox.png: fox"]),
        (
            vec![("fox.json", fox.clone().into_bytes()), ("z.json", hen.clone().into_bytes()), ("fox.svg", svg)],
            vec!["z.json: hen", "fox.svg: fox"],
        ),
        // What differs is told apart.
        (vec![("fox.json", hen.clone().into_bytes()), ("fox.png", baked(&fox))], vec!["fox.png: fox", "fox.json: hen"]),
        (
            vec![("fox.json", fox.clone().into_bytes()), ("fox.png", PLAIN.to_vec())],
            vec!["fox.png: class-picture", "fox.json: fox"],
        ),
        (vec![("fox.json", b"{}".to_vec()), ("fox.png", baked(&fox))], vec!["fox.png: fox"]),
        (
            vec![("a/fox.json", fox.clone().into_bytes()), ("b/fox.png", baked(&fox))],
            vec!["a/fox.json: fox", "b/fox.png: fox"],
        ),
    ] {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        assert_eq!(told(&files), expected);
    }
}

#[test]
fn the_zip_of_moodle_is_read() {
    let moodle = include_bytes!("../fixtures/baked/p13_moodle_malformed_itxt.png");
    let search =
        search(&zip(&[("Fox_01_Feb_2020_1a2b.png", moodle), ("Hen_02_Feb_2020_3c4d.png", &baked(&badge("hen")))]))
            .unwrap();
    assert_eq!(search.told(), ["Fox_01_Feb_2020_1a2b.png: ", "Hen_02_Feb_2020_3c4d.png: hen"]);
    let [fox, hen] = search.findings.as_slice() else { panic!() };
    assert_eq!((fox.form, fox.kind, fox.warnings.as_slice()), (Some("url"), None, &["malformed-iTXt"][..]));
    assert_eq!((hen.issuer.as_str(), hen.issued.as_deref(), hen.version), ("Org", Some("2020-02-01"), Some("2.0")));
}

#[test]
fn what_is_no_badge_is_passed_over_and_what_should_be_one_is_told() {
    let fox = badge("fox");
    assert_eq!(
        told(&[
            ("__MACOSX/._fox.png", b"\0\x05\x16\x07"),
            ("a/._fox.png", b"\0\x05\x16\x07"),
            ("README.txt", b"Dear Fox, here are your badges."),
            ("link.txt", b"https://example.org/fox"),
            ("package.json", b"{\"name\": \"fox\"}"),
            ("broken.json", b"{\"name\": "),
            ("broken.png", b"\x89PNG\r\n\x1a\n"),
            ("photo.png", b"\xff\xd8\xff\xe0"),
            ("photo.jpg", b"\xff\xd8\xff\xe0"),
            ("really-a-png.jpg", &baked(&fox)),
            ("no-ending", fox.as_bytes()),
            ("style.css", b"{ color: red }"),
            ("page.html", b"<!doctype html><html><svg/></html>"),
            ("drawing.xml", b"<svg/>"),
            ("more.zip", &zip(&[("fox.json", fox.as_bytes())])),
        ]),
        [
            "link.txt: ",
            "broken.png: truncated",
            "broken.json: not-payload",
            "photo.png: re-encoded",
            "really-a-png.jpg: fox",
            "no-ending: fox",
            "drawing.xml: class-picture",
            "more.zip: zip",
        ]
    );
}

#[test]
fn every_way_to_write_a_zip_is_read() {
    let fox = badge("fox");
    let files: [(&str, &[u8]); 2] = [("Füchse/fox.json", fox.as_bytes()), ("b.png", PLAIN)];
    let expected = ["Füchse/fox.json: fox", "b.png: class-picture"];
    let plain = SimpleFileOptions::default();
    let stored = zip_with(plain.compression_method(CompressionMethod::Stored), &files);
    let zip64 = zip_with(plain.large_file(true), &files);
    let mut behind_a_program = b"MZ".repeat(5_000);
    behind_a_program.extend(&stored);
    let mut commented = zip::ZipWriter::new_append(std::io::Cursor::new(stored.clone())).unwrap();
    commented.set_comment("x".repeat(65_000)).unwrap();
    let commented = commented.finish().unwrap().into_inner();
    for bytes in [stored, zip64, behind_a_program, commented] {
        assert_eq!(search(&bytes).unwrap().told(), expected);
    }
    assert_eq!(search(&zip(&[])).unwrap().told(), [""; 0]);
}

#[test]
fn an_entry_behind_the_first_4_gib_is_found() {
    let fox = badge("fox");
    let zip = zip(&[("fox.json", fox.as_bytes())]);
    let before = 5_u64 << 30;
    let search = search_file(before + zip.len() as u64, |range| {
        range.map(|at| at.checked_sub(before).map_or(0, |at| zip[at as usize])).collect()
    });
    let search = search.unwrap();
    assert_eq!(search.told(), ["fox.json: fox"]);
    assert!(search.asked < 1 << 20, "{} bytes", search.asked);
}

#[test]
fn an_entry_is_read_once_more_out_of_its_place() {
    let (fox, hen) = (badge("fox"), badge("hen"));
    let zip = zip(&[("fox.json", fox.as_bytes()), ("hen.json", hen.as_bytes())]);
    let search = search(&zip).unwrap();
    for (finding, expected) in search.findings.iter().zip([fox, hen]) {
        let place = search.reader.place(finding.index).unwrap();
        let bytes = &zip[place.start as usize..place.end as usize];
        assert_eq!(search.reader.read(finding.index, bytes).unwrap(), expected.as_bytes());
        assert_eq!(search.reader.read(finding.index, &bytes[..20]).unwrap_err().kind, Kind::BadZip);
    }
    assert_eq!(search.reader.place(2), None);
    assert_eq!(search.reader.read(2, &[]).unwrap_err().kind, Kind::Misuse);
}
