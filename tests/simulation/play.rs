//! One schedule, from its seed to its end.

use super::class::Met;
use super::crooked::Wrong;
use super::promise::{Broken, Promise, holds};
use super::seed::Dice;
use super::{awards, copying, documents, inquiries, learner, rebaking, replacing, tables};

/// The jobs that are played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Played {
    Export,
    Awards,
    Table,
    Document,
    SafetyCopy,
    Replacement,
    Rebaking,
    Directory,
    Contents,
}

pub const ALL: [Played; 9] = [
    Played::Export,
    Played::Awards,
    Played::Table,
    Played::Document,
    Played::SafetyCopy,
    Played::Replacement,
    Played::Rebaking,
    Played::Directory,
    Played::Contents,
];

impl Played {
    fn of(seed: u64) -> Self {
        use Played::*;
        // By a draw of their own, so that seeds that are kept stay what they are.
        let mut inquiries = Dice::of(seed, "an inquiry");
        if inquiries.one_in(8) {
            return inquiries.pick(&[Directory, Contents]);
        }
        Dice::of(seed, "job").pick(&[Export, Export, Awards, Table, Document, SafetyCopy, Replacement, Rebaking])
    }
}

/// What a schedule came to.
#[derive(Debug, Clone, Copy)]
pub struct Came {
    pub met: Met,
    /// Whether something came out of it: an archive, a file, an outcome.
    pub to_an_end: bool,
}

/// Plays the schedule of a seed.
pub fn play(seed: u64, wrong: Wrong) -> Result<(Played, Came), Broken> {
    let job = Played::of(seed);
    let came = holds(Promise::NoPanic, || match job {
        Played::Export => learner::play(seed, wrong),
        Played::Awards => awards::play(seed, wrong),
        Played::Table => tables::play(seed, wrong),
        Played::Document => documents::play(seed, wrong),
        Played::SafetyCopy => copying::play(seed, wrong),
        Played::Replacement => replacing::play(seed, wrong),
        Played::Rebaking => rebaking::play(seed, wrong),
        Played::Directory => inquiries::directory(seed, wrong),
        Played::Contents => inquiries::contents(seed, wrong),
    })?;
    came.map(|came| (job, came))
}
