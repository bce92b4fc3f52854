//! What a learner has in hand when all goes well.

use crate::host::copy::Copy;
use crate::host::learner::{self, Account, BADGES, LISTS, RESPONSES, SPECIAL};
use crate::host::run::Host;
use badgepack::export::{Options, SectionState};
use badgepack::image;

fn copy(account: &Account) -> Copy {
    let (archive, summary) = Host::new(account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    assert_eq!(summary.bytes, archive.len() as u64);
    let copy = Copy::open(&archive);
    assert_eq!(summary.entries, copy.entries.len() as u64);
    copy
}

/// The records of a file, cut out as bytes.
fn array(records: &[String]) -> String {
    match records {
        [] => "[]\n".to_owned(),
        some => format!("[\n{}\n]\n", some.join(",\n")),
    }
}

#[test]
fn every_record_is_there_byte_for_byte() {
    let account = learner::demo(8);
    let copy = copy(&account);
    assert_eq!(copy.bytes("profile/profile.json"), account.documents["v1/user_detail/0"]);
    assert_eq!(copy.bytes("profile/special_category.json"), account.documents["v1/user_detail/0/equality"]);
    assert_eq!(copy.bytes("profile/picture.png"), account.documents["media/me.png"]);
    let lists = LISTS.iter().map(|(_, path, entry)| (*path, *entry));
    let more = [
        (RESPONSES, "surveys/responses.json"),
        (BADGES, "badges/records.json"),
        (learner::IMPORTS, "badges/imported/records.json"),
    ];
    for (path, entry) in lists.chain(more) {
        assert_eq!(copy.text(entry), array(&account.lists[path]), "{entry}");
    }
}

#[test]
fn every_credential_is_the_served_one_and_in_its_picture() {
    let copy = copy(&learner::demo(12));
    let mut served: Vec<String> = (1..=12).map(learner::credential).collect();
    for credential in [copy.within("badges", ".jws"), copy.within("badges", ".json")].concat() {
        if credential == "badges/records.json" {
            continue;
        }
        let text = copy.text(credential);
        assert_eq!(
            credential.ends_with(".json"),
            text.starts_with('{'),
            "{credential}: a signed badge has another ending"
        );
        let at = served.iter().position(|one| one == text).unwrap_or_else(|| panic!("{credential} was not served"));
        served.remove(at);
        let stem = credential.rsplit_once('.').unwrap().0;
        let picture = [".png", ".svg"].map(|ending| format!("{stem}{ending}")).into_iter().find(|name| copy.has(name));
        let unbaked = image::unbake(copy.bytes(&picture.unwrap())).unwrap().unwrap();
        assert_eq!(unbaked.payload.text().as_bytes(), text.as_bytes(), "{stem}");
        assert!(unbaked.warnings.is_empty(), "{stem}: {:?}", unbaked.warnings);
    }
    assert!(served.is_empty(), "{served:?}");
}

#[test]
fn a_name_says_when_and_what() {
    let copy = copy(&learner::demo(1));
    assert_eq!(copy.within("badges", ".png"), ["badges/2024-01-02-badge-1-1.png"]);
    let index = copy.text("badges/index.csv");
    assert!(index.starts_with('\u{feff}') && index.lines().count() == 2, "{index}");
    let row = r#""2024-01-02","Badge 1","","","","2024-01-02-badge-1-1.json","2024-01-02-badge-1-1.png","1","""#;
    assert_eq!(index.lines().nth(1), Some(row));
}

#[test]
fn the_checksums_hold_and_the_counts_add_up() {
    let copy = copy(&learner::demo(8));
    copy.check_sums();
    let report = copy.report();
    assert_eq!(report["complete"], true);
    assert_eq!(report["failed"], 0);
    assert_eq!(report["exportedAt"], learner::EXPORTED_AT);
    // Two documents, a picture, 8 badges and 2 imports of two parts each, and the lists.
    let lists: u64 = (1..=LISTS.len() as u64).sum::<u64>() + 3;
    assert_eq!(report["listed"], 2 + 1 + (8 + 2) * 2 + lists);
    assert_eq!(copy.section("badges")["expected"], 8);
}

#[test]
fn imported_badges_are_the_snapshots_with_their_sources() {
    let copy = copy(&learner::demo(1));
    let sources = copy.text("badges/imported/SOURCES.txt");
    assert!(sources.contains("900.json: imported from Credly https://wallet.example/900"), "{sources}");
    assert!(sources.contains("901.json: imported from Moodle https://wallet.example/901"), "{sources}");
    let inline = copy.text("badges/imported/2022-03-14-import-900-900.json");
    assert!(inline.contains("\"type\":  \"Assertion\""), "as it stands in the record: {inline}");
    let picture = copy.bytes("badges/imported/2022-03-14-import-901-901.png");
    let credential = copy.text("badges/imported/2022-03-14-import-901-901.json");
    assert_eq!(image::unbake(picture).unwrap().unwrap().payload.text(), credential);
    assert!(!copy.has("badges/SOURCES.txt"));
}

#[test]
fn special_category_data_stands_in_its_own_file_only() {
    let copy = copy(&learner::demo(1));
    assert_eq!(copy.holding(SPECIAL.as_bytes()), ["profile/special_category.json"]);
}

#[test]
fn without_special_category_data_there_is_no_file_for_it() {
    let account = learner::empty();
    let copy = copy(&account);
    assert!(!copy.has("profile/special_category.json"));
    assert_eq!(copy.section("special_category")["state"], "absent");
    assert_eq!(copy.report()["complete"], true);
}

#[test]
fn an_account_without_badges_is_a_whole_archive() {
    let account = learner::empty();
    let (archive, summary) = Host::new(&account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    assert_eq!(copy.text("badges/records.json"), "[]\n");
    assert_eq!(copy.text("liked/badges.json"), "[]\n");
    assert!(copy.within("profile", ".png").is_empty());
    assert!(summary.complete);
    let section = |key: &str| summary.sections.iter().find(|section| section.key == key).unwrap();
    assert_eq!((section("badges").records, section("badges").state), (0, SectionState::Complete));
    assert_eq!((section("picture").records, section("picture").state), (0, SectionState::Absent));
}

#[test]
fn what_a_badge_is_called_is_never_markup() {
    let mut account = learner::empty();
    account.award(1);
    let record = account.lists.get_mut(BADGES).unwrap().first_mut().unwrap();
    *record = record.replace("Badge 1", "<script>x</script>\u{202e}=1+1");
    let copy = copy(&account);
    assert!(!copy.text("index.html").contains("<script>x"));
    assert!(copy.text("index.html").contains("&lt;script&gt;x"));
    assert!(copy.has("badges/2024-01-02-script-x-script-1-1-1.png"), "{:?}", copy.within("badges", ""));
}
