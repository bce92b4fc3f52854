//! Ten thousand schedules, and those that once broke a promise.

use super::class::{CLASSES, Met};
use super::crooked::Wrong;
use super::driver::TELLS;
use super::play::{ALL, Played, play};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Seeds of schedules that once broke a promise, each with a word on why.
const SEEDS: &str = include_str!("seeds.txt");

/// How many schedules a run of the tests plays.
const SCHEDULES: u64 = 10_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

#[derive(Default)]
struct Sum {
    met: Met,
    /// For each job: how often it was played, and how often something came of it.
    played: [[u64; 2]; ALL.len()],
    broken: Vec<String>,
}

impl Sum {
    fn play(&mut self, seed: u64) {
        match play(seed, Wrong::Nothing) {
            Ok((job, came)) => {
                self.met.add(&came.met);
                let played = &mut self.played[ALL.iter().position(|other| *other == job).unwrap()];
                played[0] += 1;
                played[1] += u64::from(came.to_an_end);
            }
            Err(broken) => self.broken.push(format!(
                "schedule {seed}: {:?}: {}\n  SEED={seed} cargo test -p badgepack --test simulation one_schedule -- --nocapture\n",
                broken.promise, broken.what
            )),
        }
    }

    fn add(&mut self, other: Sum) {
        self.met.add(&other.met);
        for (sum, more) in self.played.iter_mut().zip(other.played) {
            sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        self.broken.extend(other.broken);
    }
}

/// Plays these seeds on all cores.
fn play_all(seeds: std::ops::Range<u64>) -> Sum {
    let (next, sum) = (AtomicU64::new(seeds.start), Mutex::new(Sum::default()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                let mut own = Sum::default();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end || own.broken.len() > 20 {
                        break;
                    }
                    own.play(seed);
                }
                sum.lock().unwrap().add(own);
            });
        }
    });
    sum.into_inner().unwrap()
}

#[test]
fn ten_thousand_schedules_break_no_promise() {
    let (from, many) = (number("FROM").unwrap_or(0), number("SCHEDULES").unwrap_or(SCHEDULES));
    let sum = play_all(from..from + many);
    println!("{} schedules from {from}, {} broke a promise", many, sum.broken.len());
    for (job, [times, ends]) in ALL.iter().zip(sum.played) {
        println!("{times:6} × {job:?}, {ends} to an end");
    }
    for class in CLASSES {
        println!("{:6} × {}. {class:?}", sum.met.times(class), class as u8);
    }
    assert!(
        sum.broken.is_empty(),
        "{} of {many} schedules broke a promise\n{}",
        sum.broken.len(),
        sum.broken.join("\n")
    );
    if many >= SCHEDULES {
        for class in CLASSES {
            assert!(sum.met.times(class) >= 50, "{class:?} was met {} times only", sum.met.times(class));
        }
        for (job, [times, ends]) in ALL.iter().zip(sum.played) {
            assert!(ends * 5 > times && ends < times, "{job:?} came to an end {ends} times of {times}");
        }
    }
}

#[test]
fn seeds_that_broke_a_promise_do_so_no_more() {
    for line in SEEDS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (seed, why) = line.split_once(' ').unwrap();
        let came = play(seed.parse().unwrap(), Wrong::Nothing);
        assert!(came.is_ok(), "schedule {seed} ({why}): {came:?}");
    }
}

/// The schedule of `SEED`, with all that happened; the first one without it.
#[test]
fn one_schedule() {
    TELLS.store(number("SEED").is_some(), Ordering::Relaxed);
    let seed = number("SEED").unwrap_or(0);
    let came: Result<(Played, _), _> = play(seed, Wrong::Nothing);
    println!("schedule {seed}: {came:#?}");
    assert!(came.is_ok());
}
