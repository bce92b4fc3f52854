//! The replacement: written once or not at all, and what is said of it is what the portal has.

use super::class::Class;
use super::crooked::Wrong;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::schedule::Schedule;
use super::seed::Dice;
use crate::host::pictures;
use crate::portal::{Bakes, CLASS, Line, ORIGIN, Portal};
use crate::writing::Kind;
use badgepack::replace::{
    Content, Draft, Ending, Fate, Field, Look, Outcome, Picture, PictureFrom, Present, Replace, Selection, Wanted,
};
use serde_json::json;

const APT: [Class; 19] = {
    use Class::*;
    [
        SignedOut,
        Forbidden,
        Gone,
        TooMany,
        ServerFault,
        Cut,
        Hangs,
        Endless,
        Unreadable,
        WrongContent,
        TabClosed,
        Trap,
        Cancelled,
        ClockJump,
        CarrierKilled,
        PutLost,
        ChangedMeanwhile,
        PutRefused,
        PictureAltered,
    ]
};

/// The class as people see it on a calm day.
pub fn look(portal: &Portal) -> Present {
    let calm = Schedule::calm(1);
    let mut job = Look::new(Portal::site(), CLASS);
    Driver::new(portal, &calm, Wrong::Nothing).carry_out(&mut job).unwrap();
    job.present().unwrap()
}

pub fn draft(colour: u8) -> Draft {
    let draft = Draft::default().with(Field::Name, Content::Text("Hen".to_owned()));
    draft.with_picture(PictureFrom::Given, Picture::check(&pictures::png(colour)).unwrap())
}

pub fn replacement(seen: &Present, draft: &Draft) -> Replace {
    let picture = seen.picture.as_ref().ok();
    let wanted = Wanted::of(&seen.class, picture, draft, &Selection::all());
    Replace::new(Portal::site(), seen.class.clone(), picture.cloned(), wanted).unwrap()
}

/// A picture that the server encodes anew.
fn altered(_: Vec<u8>) -> Vec<u8> {
    pictures::png(123)
}

/// A portal on which this goes wrong.
fn portal(dice: &mut Dice, schedule: &Schedule) -> Portal {
    let kind = dice.pick(&[Kind::OpenSource, Kind::OpenSource, Kind::Mint, Kind::Hosted]);
    let mut portal = Portal::of(dice.below(4) as usize).like(kind);
    portal.bakes.set(dice.pick(&[Bakes::AtOnce, Bakes::Never]));
    if schedule.has(Class::PutLost) {
        let line = [Line::CutAfter, Line::CutBefore, Line::Late(1), Line::Late(3), Line::Late(9), Line::Breaks];
        portal.line.set(dice.pick(&line));
    }
    if schedule.has(Class::PictureAltered) {
        portal.makes = altered;
    }
    portal
}

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let schedule = Schedule::draw(seed, &APT, 6);
    let mut dice = Dice::of(seed, "replacement");
    let portal = portal(&mut dice, &schedule);
    let seen = look(&portal);
    let mut draft = draft(77);
    if schedule.has(Class::PutRefused) {
        // The server sees that it is blank, and not we.
        draft = draft.with(Field::Description, Content::Text("<b></b>".to_owned()));
    }
    let theirs = schedule.has(Class::ChangedMeanwhile).then(|| dice.below(2) as usize + 1);
    if let Some(reading) = theirs {
        *portal.meddling.borrow_mut() = Some((reading, Box::new(|class| class["tags"] = json!(["theirs"]))));
    }
    let before = portal.class.borrow().clone();
    let mut job = replacement(&seen, &draft);
    let mut driver = Driver::new(&portal, &schedule, wrong);
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &Bounds { requests: 30, readings: 8, bodies: 3 })?;
    let mut met = driver.met;
    let puts = portal.class_puts.get();
    must(Promise::Once, puts <= 1, || format!("{puts} times"))?;
    let wrote = driver.evidence.asked.iter().any(|asked| asked.writes);
    for (class, is_met) in [
        (Class::PutLost, schedule.has(Class::PutLost) && puts > 0),
        (Class::PictureAltered, schedule.has(Class::PictureAltered) && portal.pictures.borrow().len() > 1),
        (Class::ChangedMeanwhile, theirs.is_some() && portal.meddling.borrow().is_none()),
    ] {
        if is_met {
            met.note(class);
        }
    }
    if let Some(outcome) = job.outcome() {
        if outcome.ending == Ending::Refused {
            met.note(Class::PutRefused);
        }
        let is_ours = portal.class.borrow()["name"] == "Hen";
        is_true(outcome, is_ours, wrote, &met)?;
        let is_as_it_was = *portal.class.borrow() == before;
        if outcome.ending == Ending::Refused && !met.has(Class::ChangedMeanwhile) && !met.has(Class::ServerFault) {
            must(Promise::Truth, is_as_it_was, || "refused, and yet changed".to_owned())?;
        }
    }
    let has_to_end = schedule.is_passing || met.is_nothing();
    if has_to_end && !met.has(Class::CarrierKilled) {
        let ending = job.outcome().map(|outcome| outcome.ending);
        must(Promise::Truth, ending == Some(Ending::Replaced), || {
            format!("nothing stood in its way: {end:?} {ending:?}")
        })?;
    }
    // Whoever comes back finds a class that can be looked at.
    if matches!(end, End::Stopped(_)) {
        holds(Promise::Truth, || look(&portal))?;
    }
    Ok(Came { met, to_an_end: job.outcome().is_some() })
}

/// What is said of the class is what the portal has.
fn is_true(outcome: &Outcome, is_ours: bool, wrote: bool, met: &super::class::Met) -> Result<(), Broken> {
    let says = |what: &str| format!("{:?}: {what}", outcome.ending);
    match outcome.ending {
        Ending::Replaced => {
            must(Promise::Truth, is_ours, || says("the portal has something else"))?;
            let image = outcome.fields.iter().find(|one| one.field == Field::Image).map(|one| one.fate);
            let is_told = !met.has(Class::PictureAltered) || image != Some(Fate::AsSent);
            must(Promise::Truth, is_told, || says("another picture, and that is not told"))
        }
        // A server may do it after it was looked at for minutes: only that is left open.
        Ending::NotApplied | Ending::Refused => must(Promise::Truth, !is_ours, || says("the portal has what was sent")),
        Ending::ChangedMeanwhile => must(Promise::Truth, !wrote && !is_ours, || says("it was written all the same")),
        Ending::Unclear | Ending::Unknown => Ok(()),
    }
}
