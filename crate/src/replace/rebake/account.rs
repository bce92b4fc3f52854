//! The account of all awards: how each of them ended.

use super::super::picture::ending;
use super::award::{Award, Fate};
use super::readme::{Origin, readme};
use crate::archive::{Archive, EntryPath, Gather, Sha, Stem};
use crate::error::{Error, Result};
use crate::fingerprint::hex;
use crate::image;
use crate::table;
use serde::Serialize;

/// The most failures that a summary lists; the table in the archive lists all.
const FAILURES: usize = 1_000;
const COLUMNS: [&str; 7] = ["Assertion ID", "Open Badge ID", "Recipient", "Issued on", "Result", "File", "Why"];

/// How an award ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The portal has its new picture.
    Server,
    /// Its new picture was baked here, and is in the archive.
    Baked,
    /// It is signed and stays as it is.
    Signed,
    /// It was revoked, and has no picture.
    Revoked,
    /// It could not be done.
    Failed,
}

impl State {
    const ALL: [State; 5] = [State::Server, State::Baked, State::Signed, State::Revoked, State::Failed];

    /// The state in a word.
    pub fn label(self) -> &'static str {
        match self {
            State::Server => "server",
            State::Baked => "baked",
            State::Signed => "signed",
            State::Revoked => "revoked",
            State::Failed => "failed",
        }
    }

    pub(super) fn of(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.label() == label)
    }
}

/// Awards by how they ended; in the end `listed = server + baked + signed + revoked + failed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// All that the portal lists, each once.
    pub listed: u64,
    /// See [`State::Server`].
    pub server: u64,
    /// See [`State::Baked`].
    pub baked: u64,
    /// See [`State::Signed`].
    pub signed: u64,
    /// See [`State::Revoked`].
    pub revoked: u64,
    /// See [`State::Failed`].
    pub failed: u64,
    /// Those of all these that an earlier run had finished.
    pub earlier: u64,
    /// How often the portal was asked to bake a single award anew.
    pub asked: u64,
}

impl Counts {
    pub(super) fn add(&mut self, state: State) {
        *match state {
            State::Server => &mut self.server,
            State::Baked => &mut self.baked,
            State::Signed => &mut self.signed,
            State::Revoked => &mut self.revoked,
            State::Failed => &mut self.failed,
        } += 1;
    }

    /// Those that have ended.
    pub fn ended(&self) -> u64 {
        self.server + self.baked + self.signed + self.revoked + self.failed
    }
}

/// An award that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The award's id.
    pub id: String,
    /// Whose it is.
    pub recipient: String,
    /// The code of the error.
    pub code: &'static str,
    /// What happened.
    pub why: String,
}

/// The books of a run: counts, and a table that grows.
pub(super) struct Account {
    pub counts: Counts,
    pub failures: Vec<Failure>,
    table: Gather,
    sums: String,
}

impl Account {
    pub fn new(archive: &mut Archive) -> Self {
        let mut table = archive.gather();
        archive.add(&mut table, table::BYTE_ORDER_MARK);
        archive.add(&mut table, &table::row(COLUMNS));
        Self { counts: Counts::default(), failures: Vec::new(), table, sums: String::new() }
    }

    /// Writes down how an award ended.
    fn write(&mut self, archive: &mut Archive, award: &Award, state: State, file: &str, why: &str) {
        self.counts.add(state);
        let row = [&award.id, &award.url, &award.recipient, &award.issued, state.label(), file, why];
        archive.add(&mut self.table, &table::row(row));
    }

    /// Ends an award of the class of this name: counts it, and puts its picture into the archive where it was
    /// baked here.
    pub fn end(
        &mut self,
        archive: &mut Archive,
        class: &str,
        award: &Award,
        fate: Fate,
        note: Option<&str>,
    ) -> Result<State> {
        let (state, why, file) = match fate {
            Fate::Server => (State::Server, String::new(), String::new()),
            Fate::Signed(why) => (State::Signed, why.to_owned(), String::new()),
            Fate::Revoked => (State::Revoked, String::new(), String::new()),
            Fate::Earlier(state) => (state, "Finished by an earlier run.".to_owned(), String::new()),
            Fate::Failed(error) => {
                self.fail(award, &error);
                (State::Failed, error.to_string(), String::new())
            }
            Fate::Baked(bytes) => {
                let format = image::detect(&bytes).map_or("png", ending);
                let stem = Stem::new(Some(&award.issued), class, &award.id);
                let path = EntryPath::within(&EntryPath::parse("badges")?, &stem, format)?;
                let sha = archive.as_it_is(path.clone(), bytes)?;
                self.sum(&sha, path.as_str());
                (State::Baked, note.unwrap_or_default().to_owned(), path.to_string())
            }
        };
        self.write(archive, award, state, &file, &why);
        Ok(state)
    }

    fn fail(&mut self, award: &Award, error: &Error) {
        if self.failures.len() < FAILURES {
            self.failures.push(Failure {
                id: award.id.clone(),
                recipient: award.recipient.clone(),
                code: error.code(),
                why: error.to_string(),
            });
        }
    }

    /// Writes the table, the README and the checksums: the archive's last entries.
    pub fn finish(&mut self, archive: &mut Archive, of: &Origin<'_>, broken: Option<&Error>) -> Result<()> {
        let table = std::mem::replace(&mut self.table, archive.gather());
        let sha = archive.close(table, EntryPath::parse("account.csv")?)?;
        self.sum(&sha, "account.csv");
        let readme = readme(of, self.counts, broken);
        let sha = archive.text(EntryPath::parse("README.txt")?, readme.as_bytes())?;
        self.sum(&sha, "README.txt");
        archive.text(EntryPath::parse("SHA256SUMS")?, self.sums.as_bytes())?;
        archive.finish();
        Ok(())
    }

    fn sum(&mut self, sha: &Sha, name: &str) {
        for part in [hex(sha).as_str(), "  ", name, "\n"] {
            self.sums.push_str(part);
        }
    }
}
