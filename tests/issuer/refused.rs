//! What cannot be exported, said in plain words; and files that are not whole, which never look whole.

use crate::estate::{Estate, ORIGIN, awards, issuer};
use crate::host::fault::{Answer, Rule, always, first};
use crate::host::run::{Host, Plays};
use crate::sheet::{options, sheet, sheet_with, table};
use badgepack::issuer::table::{Options, Scope, Table};
use badgepack::issuer::{Instant, Period};
use badgepack::job::{Fault, Job, News, Step};
use badgepack::portal::Site;

/// What a job wrote before it ended, and how it ended.
fn before_the_end(portal: &dyn Plays, rules: &[Rule], mut table: Table) -> (Vec<u8>, String) {
    let mut written = Vec::new();
    let mut bodies = std::collections::BTreeMap::new();
    let mut waiting = std::collections::VecDeque::new();
    loop {
        match table.step() {
            Step::Send { ticket, request, .. } => waiting.push_back((ticket, request)),
            Step::Pause { ticket, .. } => table.told(ticket, News::Woken),
            Step::Read { ticket, at, len } => {
                let body: &Vec<u8> = &bodies[&ticket];
                let bytes = body[at as usize..at as usize + len as usize].to_vec();
                table.told(ticket, News::Bytes(&bytes));
            }
            Step::Archive(badgepack::archive::Piece::Write(bytes)) => written.extend(bytes),
            Step::Wait => {
                let (ticket, request) = waiting.pop_front().expect("the job waits for something");
                let asked = crate::host::fault::Asked {
                    writes: false,
                    url: request.url().to_owned(),
                    access: request.access(),
                    nth: 1,
                    at: 0,
                    answered: 0,
                    renewals: 0,
                };
                let answer = rules.iter().find_map(|rule| rule(&asked));
                match answer.unwrap_or_else(|| portal.answer(request.url())) {
                    Answer::None(fault) => table.told(ticket, News::Fault(fault)),
                    Answer::Reply { status, link, retry_after, body } => {
                        let len = body.len() as u64;
                        bodies.insert(ticket, body);
                        table.told(ticket, News::Answer { status, link: link.as_deref(), retry_after, len });
                    }
                }
            }
            Step::Failed(error) => return (written, error.code().to_owned()),
            Step::Done => return (written, "done".to_owned()),
            _ => {}
        }
    }
}

#[test]
fn nothing_is_written_before_there_is_a_row() {
    let nobody = Estate { issuers: Vec::new(), ..Estate::of(Vec::new()) };
    let bare = Estate { classes: Vec::new(), ..Estate::of(Vec::new()) };
    let later = Period::new(Instant::parse("2030-01-01"), None).unwrap();
    let everyone = Options { scope: Scope::Organization(None), ..options() };
    let class = Options { scope: Scope::BadgeClass("gone".to_owned()), ..options() };
    for (estate, options, code) in [
        (&nobody, options(), "no-rights"),
        (&nobody, class, "no-rights"),
        (&nobody, everyone, "no-issuers"),
        (&bare, options(), "no-badge-classes"),
        (&Estate::of(Vec::new()), options(), "no-awards"),
        (&Estate::of(awards(5)), Options { period: later, ..options() }, "empty-period"),
    ] {
        assert_eq!(before_the_end(estate, &[], table(options)), (Vec::new(), code.to_owned()));
    }
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused_before_anything_is_asked() {
    let (early, late) = (Instant::parse("2024-02-29"), Instant::parse("2024-03-01"));
    for (from, until) in [(late, early), (early, early)] {
        let error = Period::new(from, until).unwrap_err();
        assert_eq!(error.code(), "bad-period");
    }
    assert!(Period::new(early, late).is_ok());
}

#[test]
fn columns_and_tables_that_there_are_not_are_refused_by_name() {
    let site = || Site::parse(ORIGIN).unwrap();
    for (options, named) in [
        (Options { table: "award".to_owned(), ..options() }, "award"),
        (Options { columns: Some(vec!["Status".to_owned(), "status".to_owned()]), ..options() }, "status"),
        (Options { columns: Some(Vec::new()), ..options() }, "columns"),
    ] {
        let error = Table::new(site(), options).err().unwrap();
        assert_eq!(error.code(), "bad-option");
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[test]
fn a_list_that_breaks_for_good_fails_the_file_and_says_how_far_it_came() {
    let estate = Estate::of(awards(10));
    let second = "cursor=2020-09-13T12:26:47.000000Z";
    for (answer, code) in [
        (Answer::status(500), "server-fault"),
        (Answer::status(404), "not-found"),
        (Answer::None(Fault::Unreachable), "unreachable"),
        (Answer::ok("<!doctype html>"), "web-page"),
        (Answer::ok("{\"status\":{\"success\":true},\"result\":[{\"entityId\""), "truncated"),
        (Answer::ok("{\"status\":{\"success\":false},\"result\":[]}"), "refused"),
        (Answer::ok("{\"detail\":\"maintenance\"}"), "unexpected"),
    ] {
        let error = sheet_with(&estate, vec![always(second, answer)]).unwrap_err();
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with("after 3 rows)"), "{error}");
    }
}

#[test]
fn a_list_that_leads_elsewhere_fails_the_file() {
    let estate = Estate::of(awards(5));
    let page = match estate.answer(&format!("{ORIGIN}/v2/issuers/acme/assertions?include_expired=1&include_revoked=1"))
    {
        Answer::Reply { body, .. } => body,
        Answer::None(_) => Vec::new(),
    };
    for next in [
        "https://evil.example/v2/issuers/acme/assertions",
        "//evil.example/",
        "/v2/issuers/acme/assertions?num=500&include_expired=1&include_revoked=1",
    ] {
        let link = Some(format!("<{next}>; rel=\"next\""));
        let answer = Answer::Reply { status: 200, link, retry_after: None, body: page.clone() };
        let mut host = Host::new(&estate, vec![always("/assertions", answer)]);
        let error = host.carry_out(&mut table(options())).unwrap_err();
        assert_eq!(error.code(), "bad-page", "{next}");
        assert!(host.log.iter().all(|asked| asked.url.starts_with(ORIGIN)), "{next}");
    }
}

#[test]
fn faults_of_the_moment_leave_no_gap() {
    let estate = Estate::of(awards(10));
    for rule in [
        first(3, "/assertions", Answer::status(502)),
        first(1, "/assertions", Answer::wait(429, 7)),
        first(2, "cursor=", Answer::None(Fault::TimedOut)),
        first(1, "/assertions", Answer::ok("{\"status\":{\"success\":true},\"result\":[{\"entityId\":\"a9\"},{\"ent")),
    ] {
        let sheet = sheet_with(&estate, vec![rule]).unwrap();
        // A page that was cut was read up to its cut, and read again.
        assert_eq!((sheet.rows.len(), sheet.summary.tally.late), (10, 0));
    }
}

#[test]
fn a_sign_in_that_ends_on_the_way_is_renewed_once() {
    let estate = Estate::of(awards(10));
    let rule: Rule =
        Box::new(|asked| (asked.url.contains("cursor=") && asked.renewals == 0).then(|| Answer::status(401)));
    let mut host = Host::new(&estate, vec![rule]).signing_in_again();
    let sheet = crate::sheet::made(&mut host, table(options())).unwrap();
    assert_eq!((sheet.rows.len(), host.renewals), (10, 1));
    let rule: Rule = Box::new(|asked| asked.url.contains("cursor=").then(|| Answer::status(401)));
    let error = Host::new(&estate, vec![rule]).carry_out(&mut table(options())).unwrap_err();
    assert_eq!(error.code(), "signed-out");
}

#[test]
fn one_issuer_without_classes_is_no_reason_to_leave_out_the_others() {
    let mut estate = Estate::of(awards(4));
    estate.issuers.insert(0, issuer("empty", "Empty Room"));
    let all = sheet(&estate, Options { scope: Scope::Organization(None), ..options() }).unwrap();
    assert_eq!(all.rows.len(), 4);
}
