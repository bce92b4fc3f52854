//! The tables of groups: groups, badges, learners, members.

use crate::host::fault::{Answer, always, first};
use crate::host::run::Host;
use crate::served::{COLLEAGUE, ORIGIN, Served, enveloped, group, groups, listed};
use crate::sheet::options;
use badgepack::Error;
use badgepack::issuer::table::{Extent, GroupOptions, Options, Scope, Summary, TABLES, Table};
use badgepack::portal::Site;
use badgepack::table::Cells;

/// A table as another program reads it: its columns, its rows, and what was said at the end.
pub type Read = (Vec<String>, Vec<Vec<String>>, Summary);

pub fn read(host: &mut Host<'_>, origin: &str, options: Options) -> Result<Read, Error> {
    let mut table = Table::new(Site::parse(origin).unwrap(), options)?;
    let bytes = host.carry_out(&mut table)?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let mut rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let rows: Vec<Vec<String>> = rows.collect();
    let summary = table.summary().unwrap();
    assert_eq!((summary.bytes, summary.tally.rows), (bytes.len() as u64, rows.len() as u64));
    Ok((head, rows, summary))
}

fn of(name: &str) -> Options {
    Options { table: name.to_owned(), ..options() }
}

fn table(served: &Served, options: Options) -> Result<Read, Error> {
    read(&mut Host::new(served, Vec::new()), ORIGIN, options)
}

#[test]
fn groups_have_a_row_for_each_pathway_that_they_follow() {
    let (head, rows, summary) = table(&Served::full(), of("groups")).unwrap();
    let expected = "Group ID,Group name,Course/Pathway ID,URL,Learners,Alignment type,Alignment ID,Alignment name,\
                    Creation date,Creation method,Expiration date,Expiration method";
    assert_eq!(head.join(","), expected);
    assert_eq!(
        rows,
        [
            [
                "spring",
                "'=Spring",
                "road",
                &format!("{ORIGIN}/p/road"),
                "3",
                "Pathway",
                "road",
                "The road",
                "",
                "",
                "",
                ""
            ],
            ["autumn", "Autumn", "", "", "1", "", "", "", "", "", "", ""],
        ]
    );
    assert_eq!(summary.empty, ["Creation date", "Creation method", "Expiration date", "Expiration method"]);
    assert_eq!((summary.tally.listed, summary.tally.skipped), (3, 1));
}

#[test]
fn toggles_drop_columns_and_let_groups_in_that_are_put_away() {
    let groups = GroupOptions { creation: false, expiration: false, archived: true };
    let (head, rows, _) =
        table(&Served::full(), Options { staff: true, groups, cells: Cells::Raw, ..of("groups") }).unwrap();
    assert_eq!(head.last().unwrap(), "Staff member ID");
    assert!(!head.iter().any(|name| name.starts_with("Creation") || name.starts_with("Expiration")));
    let names: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(names, ["=Spring", "Autumn", "Old"]);
}

#[test]
fn badges_have_a_row_for_each_thing_that_a_step_asks_for() {
    let (head, rows, summary) = table(&Served::full(), of("badges")).unwrap();
    let expected = "Group ID,Group Name,Alignment Type,Alignment ID,Alignment Name,Requirement ID,Requirement Name,\
                    Requirement Type,Threshold,Award Method,Visibility,Step ID,Step Name";
    assert_eq!(head.join(","), expected);
    let row = |id: &str, name: &str, step: [&str; 2]| {
        ["spring", "'=Spring", "Pathway", "road", "The road", id, name, "Badge", "1", "", "", step[0], step[1]]
            .map(str::to_owned)
            .to_vec()
    };
    assert_eq!(
        rows,
        [
            row("rust", "Rust Basics", ["wheels", "Wheels"]),
            row("rust", "Rust Basics", ["papers", "'=Papers"]),
            row("maps", "'=Maps", ["papers", "'=Papers"]),
        ]
    );
    assert_eq!(summary.empty, ["Award Method", "Visibility"]);
}

#[test]
fn a_pathway_that_no_group_follows_is_there_without_one() {
    let mut served = Served::full();
    served.pages.remove("v2/issuers/acme/recipient-groups");
    let (_, rows, _) = table(&served, of("badges")).unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row[0].is_empty() && row[3] == "road"));
}

#[test]
fn learners_have_their_progress_their_last_badge_and_their_evidence() {
    let (head, rows, summary) = table(&Served::full(), of("learners")).unwrap();
    let expected = "Group ID,Group Name,Learner Name,Learner ID,Last Badge Earned,Alignment Type,Alignment ID,Alignment Name,\
                    Status,Detailed Progress,Evidence";
    assert_eq!(head.join(","), expected);
    let evidence = |numbers: &[usize]| {
        numbers.iter().map(|number| format!("https://evidence.example/{number}")).collect::<Vec<_>>().join(" | ")
    };
    let (ada, bo) = (evidence(&[18, 3]), evidence(&[16, 7]));
    assert_eq!(
        rows,
        [
            [
                "spring",
                "'=Spring",
                "Ada",
                "learner0@example.org",
                "'=Maps",
                "Pathway",
                "road",
                "The road",
                "Completed",
                "2 of 2 steps: Wheels | =Papers",
                &ada
            ],
            [
                "spring",
                "'=Spring",
                "Bo",
                "learner1@example.org",
                "'=Maps",
                "Pathway",
                "road",
                "The road",
                "In progress",
                "1 of 2 steps: Wheels",
                &bo
            ],
            [
                "spring",
                "'=Spring",
                "Late",
                "late@example.org",
                "",
                "Pathway",
                "road",
                "The road",
                "Not started",
                "0 of 2 steps",
                ""
            ],
            ["autumn", "Autumn", "Ada", "learner0@example.org", "'=Maps", "", "", "", "", "", &ada],
        ]
    );
    assert!(summary.empty.is_empty());
}

#[test]
fn members_are_colleagues_without_addresses_and_learners_once() {
    let (head, rows, _) = table(&Served::full(), of("members")).unwrap();
    assert_eq!(head.join(","), "Name,Email,Role,Awards,Groups,Subscribed Pathways");
    assert_eq!(
        rows,
        [
            ["Ina =Cmd", "", "owner", "", "", ""],
            ["Ada", "learner0@example.org", "learner", "2", "'=Spring | Autumn", "1"],
            ["Bo", "learner1@example.org", "learner", "2", "'=Spring", "1"],
            ["Late", "late@example.org", "learner", "0", "'=Spring", "1"],
        ]
    );
    let (_, rows, _) = table(&Served::full(), Options { staff: true, ..of("members") }).unwrap();
    assert_eq!(rows[0][1], COLLEAGUE);
}

#[test]
fn colleagues_addresses_are_in_no_table_unless_they_are_asked_for() {
    for name in TABLES.map(|table| table.name) {
        for groups in [GroupOptions::default(), GroupOptions { archived: true, ..GroupOptions::default() }] {
            let (_, rows, _) = table(&Served::full(), Options { groups, ..of(name) }).unwrap();
            assert!(!rows.iter().flatten().any(|cell| cell.contains("work.example")), "{name}");
        }
    }
}

#[test]
fn what_is_not_there_is_said_before_anything_is_written() {
    let mut none = Served::full();
    none.put("v2/issuers/acme/recipient-groups", vec![listed("recipientGroups", &[])]);
    none.put("v2/issuers/acme/pathways", vec![listed("pathways", &[])]);
    let mut nobody = Served::full();
    nobody.put("v2/issuers/acme/recipient-groups", vec![listed("recipientGroups", &[group("a", "A", true, &[], &[])])]);
    for (served, name, code) in [
        (&Served::bare(), "groups", "not-on-this-portal"),
        (&Served::bare(), "badges", "not-on-this-portal"),
        (&Served::bare(), "learners", "not-on-this-portal"),
        (&none, "groups", "no-groups"),
        (&none, "badges", "no-pathways"),
        (&none, "learners", "no-learners"),
        (&nobody, "learners", "no-learners"),
    ] {
        let mut host = Host::new(served, Vec::new());
        let mut job = Table::new(Site::parse(ORIGIN).unwrap(), of(name)).unwrap();
        assert_eq!(host.carry_out(&mut job).unwrap_err().code(), code, "{name}");
        assert_eq!(job.summary(), None);
    }
    for name in ["groups", "badges", "learners", "members"] {
        let gone = Options { scope: Scope::Issuer("gone".to_owned()), ..of(name) };
        assert_eq!(table(&Served::full(), gone).unwrap_err().code(), "no-rights", "{name}");
        let all = Options { scope: Scope::Organization(None), ..of(name) };
        assert_eq!(table(&Served::full(), all).unwrap_err().code(), "bad-option", "{name}");
    }
    // Colleagues are there without groups.
    assert_eq!(table(&Served::bare(), of("members")).unwrap().1.len(), 1);
}

#[test]
fn groups_in_the_form_of_api_v2_are_read_all_the_same() {
    let mut served = Served::full();
    let group = "{\"entityId\":\"g1\",\"createdAt\":\"2024-02-29T01:00:00+02:00\",\"name\":\"New\",\"active\":true,\
                 \"members\":[{\"name\":\"Ada\",\"recipient\":{\"identity\":\"learner0@example.org\",\"type\":\"email\"}}],\"pathways\":[\"road\"]}";
    served.put("v2/issuers/acme/recipient-groups", vec![enveloped(&[group.to_owned()])]);
    let (_, rows, _) = table(&served, of("groups")).unwrap();
    assert_eq!(rows[0][..9], ["g1", "New", "road", "", "1", "Pathway", "road", "The road", "2024-02-28T23:00:00Z"]);
    let (_, rows, _) = table(&served, of("learners")).unwrap();
    assert_eq!(rows[0][2..5], ["Ada", "learner0@example.org", "'=Maps"]);
}

#[test]
fn many_learners_are_asked_for_some_at_a_time() {
    let mut served = Served::full();
    let people: Vec<(String, String)> =
        (0..45).map(|at| (format!("P{at}"), format!("learner{at}@example.org"))).collect();
    let people: Vec<(&str, &str)> = people.iter().map(|(name, email)| (name.as_str(), email.as_str())).collect();
    let mut all = groups();
    all.insert(0, group("big", "Big", true, &people, &["road"]));
    served.put("v2/issuers/acme/recipient-groups", vec![listed("recipientGroups", &all)]);
    for (name, rows) in [("learners", 45 + 4), ("members", 1 + 45 + 1)] {
        let mut host = Host::new(&served, Vec::new());
        let (_, found, _) = read(&mut host, ORIGIN, of(name)).unwrap();
        assert_eq!(found.len(), rows, "{name}");
        let asked = |part: &str| host.log.iter().filter(|asked| asked.url.contains(part)).count();
        assert!(host.log.iter().all(|asked| asked.url.len() < 2000 && asked.url.matches("&recipient=").count() <= 20));
        assert_eq!(asked("recipient=learner44%40example.org"), 1);
    }
}

#[test]
fn a_list_that_breaks_for_good_fails_the_table() {
    let served = Served::full();
    for (name, part) in [
        ("groups", "recipient-groups"),
        ("groups", "acme/pathways"),
        ("badges", "pathways/road"),
        ("learners", "completion/road"),
        ("learners", "&recipient="),
        ("members", "&recipient="),
    ] {
        let mut host = Host::new(&served, vec![always(part, Answer::status(500))]);
        assert_eq!(read(&mut host, ORIGIN, of(name)).unwrap_err().code(), "server-fault", "{name} {part}");
        let (_, whole, _) = table(&served, of(name)).unwrap();
        let mut host = Host::new(&served, vec![first(2, part, Answer::status(502))]);
        assert_eq!(read(&mut host, ORIGIN, of(name)).unwrap().1, whole, "{name} {part}");
    }
}

#[test]
fn a_preview_keeps_the_first_rows() {
    let served = Served::full();
    for name in ["groups", "badges", "learners", "members"] {
        let options = Options { extent: Extent::Preview { pages: 20 }, cells: Cells::Raw, ..of(name) };
        let mut job = Table::new(Site::parse(ORIGIN).unwrap(), options).unwrap();
        let written = Host::new(&served, Vec::new()).carry_out(&mut job).unwrap();
        let preview = job.preview().unwrap();
        let (_, rows, _) = table(&served, Options { cells: Cells::Raw, ..of(name) }).unwrap();
        assert_eq!((written.len(), preview.exact, &preview.rows), (0, true, &rows), "{name}");
    }
}
