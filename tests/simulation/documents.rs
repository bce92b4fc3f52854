//! The issuer's document: one that ends is whole, plain or with its pictures.

use super::class::Class;
use super::crooked::Wrong;
use super::difference::difference;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::schedule::Schedule;
use super::seed::Dice;
use super::tables::{self, BOUNDS, whole_after_what_passes};
use crate::host::copy::Copy;
use crate::served::{ORIGIN, Served};
use badgepack::issuer::{DocumentOptions, DocumentSummary, Include, IssuerDocument, Subject};
use badgepack::portal::Site;

fn drawn(seed: u64) -> DocumentOptions {
    let mut dice = Dice::of(seed, "document");
    let of_class = dice.one_in(4);
    let badge_classes = of_class || !dice.one_in(4);
    DocumentOptions {
        subject: if of_class { Subject::BadgeClass("rust".to_owned()) } else { Subject::Issuer("acme".to_owned()) },
        include: Include {
            badge_classes,
            assertions: badge_classes && !dice.one_in(3),
            recipient_groups: !of_class && dice.one_in(2),
            pathways: !of_class && dice.one_in(2),
            staff: dice.one_in(2),
        },
        compress: dice.one_in(2),
        exported_at: "2026-11-21T18:00:00Z".to_owned(),
    }
}

fn document(options: DocumentOptions) -> IssuerDocument {
    IssuerDocument::new(Site::parse(ORIGIN).unwrap(), options).unwrap()
}

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let apt = [&tables::APT[..], &[Class::WrongContent]].concat();
    let schedule = Schedule::draw(seed, &apt, 10);
    let (served, options) = (Served::full(), drawn(seed));
    let mut driver = Driver::new(&served, &schedule, wrong);
    let mut job = document(options.clone());
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &Bounds { bodies: 12, ..BOUNDS })?;
    if let End::Whole(bytes) = &end {
        let summary = job.summary().unwrap();
        // Where a portal says that it has no issuer of that class, there is none in it.
        let has_issuer = !(schedule.has(Class::Gone) && matches!(options.subject, Subject::BadgeClass(_)));
        let text = if options.compress { zipped(bytes, &summary, has_issuer)? } else { bytes.clone() };
        if has_issuer {
            same_document(&served, DocumentOptions { compress: false, ..options.clone() }, &text)?;
        }
        if schedule.is_passing || driver.met.is_nothing() {
            tables::same_as_calm(&served, &mut document(options), bytes)?;
        }
    }
    whole_after_what_passes(&schedule, driver.met.is_nothing(), &end)?;
    Ok(Came { met: driver.met, to_an_end: matches!(end, End::Whole(_)) })
}

/// The document in an archive, which is whole and accounts for every record.
fn zipped(bytes: &[u8], summary: &DocumentSummary, has_issuer: bool) -> Result<Vec<u8>, Broken> {
    let copy = holds(Promise::Whole, || {
        let copy = Copy::open(bytes);
        copy.check_sums();
        copy
    })?;
    holds(Promise::Accounted, || {
        let report = copy.json("report.json");
        let rows = report["records"].as_array().unwrap();
        let count = |state: &str| rows.iter().filter(|row| row["state"] == state).count() as u64;
        let tally = &summary.tally;
        let pictures = tally.pictures + tally.failed;
        let records = 1 + tally.badge_classes + tally.assertions + tally.recipient_groups + tally.pathways;
        if has_issuer {
            assert_eq!(rows.len() as u64, records + pictures);
            assert_eq!((count("exported"), count("failed")), (records + tally.pictures, tally.failed));
        }
        assert!(
            rows.iter().filter(|row| row["state"] == "exported").all(|row| copy.has(row["entry"].as_str().unwrap()))
        );
        copy.bytes("issuer.json").to_vec()
    })
}

/// Every record is in it as it was served, in its place.
fn same_document(served: &Served, options: DocumentOptions, text: &[u8]) -> Result<(), Broken> {
    let calm = Schedule::calm(1);
    let End::Whole(usual) = Driver::new(served, &calm, Wrong::Nothing).carry_out(&mut document(options))? else {
        return Err(Broken { promise: Promise::Accounted, what: "there is none on a calm day".to_owned() });
    };
    must(Promise::Accounted, usual == text, || difference(&usual, text))
}

/// The document under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let schedule = super::account::orderless(seed, &tables::APT).in_order(order);
    let served = Served::full();
    let end = Driver::new(&served, &schedule, wrong).carry_out(&mut document(drawn(seed)))?;
    Ok(if let End::Whole(file) = end { Some(file) } else { None })
}
