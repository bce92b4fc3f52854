//! Parts that are at hand already: in the document itself, or pasted and dropped by people.

use super::part::{Part, Want, slots};
use crate::badge::Document;
use std::collections::BTreeMap;

/// Parts at hand, each with the size of the text that it stands in.
#[derive(Default)]
pub(super) struct Given {
    /// By their ids, and by their ids without the query.
    by_id: BTreeMap<(Want, String), (Part, usize)>,
    /// Those without an id, as parts of Open Badges 1 are.
    nameless: Vec<(Part, usize)>,
}

impl Given {
    /// Takes the parts that stand in a document, which is a text of this size.
    pub fn add(&mut self, document: &mut Document, size: usize) {
        match document {
            Document::Class(class) => self.take(Part::Class(class.clone().into()), size),
            Document::Issuer(issuer) => self.take(Part::Issuer(issuer.clone().into()), size),
            Document::List(all) => return all.iter_mut().for_each(|one| self.add(one, size)),
            Document::Badge(_) | Document::Record(_) | Document::Unknown(_) => {}
        }
        slots(document, &mut |slot| {
            if let Some(part) = slot.inline() {
                self.take(part, size);
            }
        });
    }

    fn take(&mut self, part: Part, size: usize) {
        match part.id().map(str::to_owned) {
            Some(id) => {
                let place = (part.want(), without_query(&id).to_owned());
                self.by_id.entry(place).or_insert_with(|| (part.clone(), size));
                self.by_id.insert((part.want(), id), (part, size));
            }
            None => self.nameless.push((part, size)),
        }
    }

    /// The part that a link means: the one with its id; else the one whose id is the same but for
    /// the query, in which servers keep the version; else, if the link is the only one of its kind,
    /// the only part that has no id.
    pub fn find(&self, url: &str, want: Want, is_only_link: bool) -> Option<&(Part, usize)> {
        let by_id = |id: &str| self.by_id.get(&(want, id.to_owned()));
        by_id(url).or_else(|| by_id(without_query(url))).or_else(|| {
            let mut nameless = self.nameless.iter().filter(|(part, _)| part.want() == want);
            nameless.next().filter(|_| is_only_link && nameless.next().is_none())
        })
    }
}

fn without_query(id: &str) -> &str {
    id.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}
