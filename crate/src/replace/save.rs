//! Writes a safety copy.

use super::asking::{Asking, Event, Tag};
use super::class::Class;
use super::look::no_rights;
use super::picture::{Picture, ending};
use super::safety::{AWARDS, CLASS, FORMAT, MANIFEST, README, SUMS};
use crate::archive::{Archive, EntryPath, Gather, Sha};
use crate::error::{Error, Kind, Result};
use crate::fingerprint::{Seen, fingerprint, hex, seen};
use crate::issuer::Ask;
use crate::job::{Job, News, Step, Ticket};
use crate::json;
use crate::portal::{PageReader, Pointer, Site};
use serde::Serialize;
use serde_json::Value;
use std::collections::VecDeque;

/// Saves a badge class, its picture and its awards.
pub struct Save {
    id: String,
    saved_at: String,
    asking: Asking,
    stage: Stage,
    archive: Archive,
    steps: VecDeque<Step>,
    class: Option<(Class, Vec<u8>)>,
    picture: Option<Picture>,
    awards: Option<Gather>,
    listed: Seen,
    sums: String,
}

const RECORD: Tag = 0;
const PICTURE: Tag = 1;

enum Stage {
    Fresh,
    Class,
    Awards,
    Done,
    Failed(Error),
}

/// How far a safety copy is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SaveProgress {
    /// Awards so far.
    pub awards: u64,
    /// Bytes so far.
    pub bytes: u64,
    /// The seconds that the portal asked to wait, while that lasts.
    pub waiting: Option<u32>,
}

/// What is in a safety copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SaveSummary {
    /// The class's id.
    pub badge_class: String,
    /// What it is called.
    pub name: String,
    /// Awards.
    pub awards: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Save {
    /// A copy of the class of this id; nothing is asked for before the first step.
    pub fn new(site: Site, id: &str, saved_at: &str) -> Self {
        Self {
            id: id.to_owned(),
            saved_at: saved_at.to_owned(),
            asking: Asking::new(site, 2),
            stage: Stage::Fresh,
            archive: Archive::new(),
            steps: VecDeque::new(),
            class: None,
            picture: None,
            awards: None,
            listed: seen(0),
            sums: String::new(),
        }
    }

    /// What is in it, once it is [`Step::Done`].
    pub fn summary(&self) -> Option<SaveSummary> {
        let (class, _) = self.class.as_ref()?;
        matches!(self.stage, Stage::Done).then(|| SaveSummary {
            badge_class: class.id().to_owned(),
            name: class.name().to_owned(),
            awards: self.listed.len() as u64,
            bytes: self.archive.written(),
        })
    }

    fn answer(&mut self, tag: Tag, answer: Result<Vec<u8>>) -> Result<()> {
        match tag {
            RECORD => {
                let answer = answer.map_err(no_rights)?;
                let class = Class::read(&answer)?;
                self.asking.picture_of(&class, PICTURE);
                self.class = Some((class, record(&answer)?));
                Ok(())
            }
            _ => {
                // Without it nothing could be restored.
                self.picture = Some(Picture::as_it_is(&answer?)?);
                self.begin_awards()
            }
        }
    }

    fn begin_awards(&mut self) -> Result<()> {
        self.stage = Stage::Awards;
        let mut awards = self.archive.gather();
        self.archive.add(&mut awards, b"[");
        self.awards = Some(awards);
        self.asking.open(&Ask::awards_of_class(&self.id))
    }

    fn award(&mut self, raw: &[u8]) -> Result<()> {
        // What is no JSON would make the whole list none.
        let record = json::read(raw).map_err(|_| Kind::NotJson)?;
        let id = record.get("entityId").and_then(Value::as_str);
        let is_first = self.listed.is_empty();
        if self.listed.insert(fingerprint(id.map_or(raw, str::as_bytes)))
            && let Some(awards) = &mut self.awards
        {
            self.archive.add(awards, if is_first { b"\n" } else { b",\n" });
            self.archive.add(awards, raw);
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        let (Some((class, raw)), Some(picture), Some(mut awards)) = (&self.class, &self.picture, self.awards.take())
        else {
            return Err(Kind::Misuse.into());
        };
        self.archive.add(&mut awards, b"\n]\n");
        let sum = self.archive.close(awards, EntryPath::parse(AWARDS)?)?;
        line(&mut self.sums, &sum, AWARDS);
        let name = ["picture.", ending(picture.format())].concat();
        let count = self.listed.len() as u64;
        let manifest = [
            ("format", Value::from(FORMAT)),
            ("version", Value::from(1)),
            ("savedAt", Value::from(self.saved_at.as_str())),
            ("portal", Value::from(self.asking.site().address())),
            ("badgeClass", Value::from(class.id())),
            ("name", Value::from(class.name())),
            ("picture", Value::from(name.as_str())),
            ("awards", Value::from(count)),
        ];
        let manifest = json::object(&mut manifest.into_iter().map(|(key, value)| (key.to_owned(), value)));
        let manifest = Value::Object(manifest).to_string();
        let readme = readme(class.name(), &self.saved_at, self.asking.site().address(), count);
        let entries: [(&str, &[u8]); 4] =
            [(CLASS, raw), (&name, picture.bytes()), (MANIFEST, manifest.as_bytes()), (README, readme.as_bytes())];
        for (name, content) in entries {
            let sum = self.archive.text(EntryPath::parse(name)?, content)?;
            line(&mut self.sums, &sum, name);
        }
        self.archive.text(EntryPath::parse(SUMS)?, self.sums.as_bytes())?;
        self.archive.finish();
        self.stage = Stage::Done;
        Ok(())
    }
}

impl Job for Save {
    type Progress = SaveProgress;

    fn step(&mut self) -> Step {
        loop {
            self.steps.extend(self.archive.take().map(Step::Archive));
            if let Some(step) = self.steps.pop_front() {
                return step;
            }
            let told = match &self.stage {
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Fresh => {
                    self.stage = Stage::Class;
                    self.asking.api(&Ask::class(&self.id).path, RECORD);
                    Ok(())
                }
                Stage::Class | Stage::Awards | Stage::Done => match self.asking.next(true) {
                    Event::Step(step) => return step,
                    Event::Answer(tag, answer) => self.answer(tag, answer.map(|answer| answer.bytes)),
                    Event::Record(raw) => self.award(&raw),
                    Event::Page => Ok(()),
                    Event::End(end) => end.and_then(|()| self.finish()),
                    Event::Wait if matches!(self.stage, Stage::Done) => return Step::Done,
                    Event::Wait => return Step::Wait,
                },
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.asking.told(ticket, &news);
    }

    fn progress(&self) -> SaveProgress {
        SaveProgress { awards: self.listed.len() as u64, bytes: self.archive.written(), waiting: self.asking.waiting() }
    }
}

/// The only record of an answer, byte for byte as served.
fn record(answer: &[u8]) -> Result<Vec<u8>> {
    let mut page = PageReader::new(Pointer::parse("/result")?);
    page.push(answer)?;
    page.record().ok_or(Kind::Unexpected.into())
}

fn line(sums: &mut String, sum: &Sha, name: &str) {
    for part in [hex(sum).as_str(), "  ", name, "\n"] {
        sums.push_str(part);
    }
}

fn readme(name: &str, saved_at: &str, portal: &str, awards: u64) -> String {
    let awards = awards.to_string();
    [
        "Safety copy of the badge “",
        name,
        "”\nas it was at ",
        portal,
        "\non ",
        saved_at,
        ", with ",
        &awards,
        " awards.\n\n\
         badge-class.json   the badge class, letter for letter as the portal served it\n\
         picture.*          its picture, byte for byte\n\
         awards.json        its awards, with their recipients: keep this file safe, and do not mail it\n\
         safety-copy.json   what this is\n\
         SHA256SUMS         checksums of all this: sha256sum -c SHA256SUMS\n\n\
         To restore the badge, give this ZIP to badgepack's page “Replace a badge”.\n",
    ]
    .concat()
}
