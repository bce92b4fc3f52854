//! What was given for a replacement, and what of it stands elsewhere.

use super::draft::{Draft, PictureFrom, at_origin};
use super::text::Weight;
use super::{data_uri, picture::Picture};
use crate::badge::{Badge, BadgeClass, Document, Linked, Proof};
use crate::error::{Error, Kind, Result};
use crate::payload::is_address;

/// A badge or a badge class that was given.
#[derive(Debug, Clone)]
pub(super) struct Source {
    award: Option<Badge>,
    class: BadgeClass,
    /// What stands at the class's own address, and why that is not known.
    hosted: Option<std::result::Result<BadgeClass, Error>>,
    /// The picture that was given, where it was one.
    given: Option<Vec<u8>>,
    /// Pictures that could not be had, and why.
    failures: Vec<Error>,
    asked_issuer: bool,
    /// Why it is not known who the issuer is.
    no_issuer: Option<Error>,
}

impl Source {
    /// Takes what was given.
    ///
    /// # Errors
    /// [`Kind::NotABadge`] for JSON that is none, [`Kind::SeveralBadges`] for more than one.
    pub fn of(document: Document, given: Option<Vec<u8>>) -> Result<Self> {
        let (award, class) = match one(document)? {
            One::Class(class) => (None, *class),
            One::Badge(mut badge) => {
                let class = match std::mem::take(&mut badge.class) {
                    Linked::Inline(class) | Linked::Fetched(_, class) => class,
                    Linked::Linked(url) | Linked::Failed(url, _) => {
                        BadgeClass { id: Some(url), ..BadgeClass::default() }
                    }
                    Linked::Absent => BadgeClass::default(),
                };
                // A bare class in a badge's clothes is no award.
                let is_award = badge.id.is_some() || !badge.recipients.is_empty() || badge.issued.is_some();
                (is_award.then_some(*badge), class)
            }
        };
        Ok(Self { award, class, hosted: None, given, failures: Vec::new(), asked_issuer: false, no_issuer: None })
    }

    /// Where more of the class stands, unless that was asked for already.
    pub fn class_url(&self) -> Option<&str> {
        let url = self.class.id.as_deref().filter(|url| is_address(url));
        url.filter(|_| self.hosted.is_none() && (self.award.is_some() || self.lacks_something()))
    }

    fn lacks_something(&self) -> bool {
        self.class.criteria.is_empty() || self.class.image.is_none() || self.class.description.is_empty()
    }

    /// Takes what stands at the class's address, or why that is not known.
    pub fn class_is(&mut self, hosted: Result<Document>) {
        self.hosted = Some(hosted.and_then(|document| match one(document)? {
            One::Class(class) => Ok(*class),
            One::Badge(_) => Err(Kind::NotABadge.into()),
        }));
    }

    /// Where the issuer stands, where only that is known; it is asked for once.
    pub fn issuer_url(&mut self) -> Option<String> {
        let url = self.issuer_link();
        self.asked_issuer = true;
        url
    }

    fn issuer_link(&self) -> Option<String> {
        let class = self.known();
        let award = self.award.as_ref();
        if self.asked_issuer || award.and_then(Badge::issuer).or(class.issuer.value()).is_some() {
            return None;
        }
        let url = class.issuer.url().or(award.and_then(|award| award.issuer.url())).map(str::to_owned);
        url.filter(|url| is_address(url))
    }

    /// The addresses that are known by now and may have to be asked.
    pub fn elsewhere(&self) -> Vec<String> {
        let pictures = self.pictures().into_iter().filter_map(|place| match place {
            Place::At(_, url) => Some(url),
            Place::Here(..) => None,
        });
        let class = self.class_url().map(str::to_owned);
        class.into_iter().chain(self.issuer_link()).chain(pictures).collect()
    }

    /// Takes what stands at the issuer's address, or why that is not known.
    pub fn issuer_is(&mut self, issuer: Result<Document>) {
        match issuer {
            Ok(Document::Issuer(profile)) => {
                let url = profile.id.clone().unwrap_or_default();
                let class = match &mut self.hosted {
                    Some(Ok(hosted)) => hosted,
                    _ => &mut self.class,
                };
                class.issuer = Linked::Fetched(url, profile);
            }
            Ok(_) => {}
            Err(error) => self.no_issuer = Some(error),
        }
    }

    /// The class as far as it is known. What is hosted counts where the award says nothing or is
    /// itself only as good as what is hosted (Open Badges 2.0, "Hosted Verification"); what is signed counts before it.
    fn known(&self) -> BadgeClass {
        let Some(Ok(hosted)) = &self.hosted else {
            return self.class.clone();
        };
        let (mut first, mut second) = match self.is_signed() {
            true => (self.class.clone(), hosted.clone()),
            false => (hosted.clone(), self.class.clone()),
        };
        // One server writes the award's own narrative where the class's criteria should stand.
        let narrative = self.award.as_ref().map_or("", |award| award.narrative.as_str());
        let is_wrong = |class: &BadgeClass| {
            class.criteria.iter().all(|one| one.url.is_none() && one.narrative.as_str() == narrative)
        };
        if is_wrong(&first) {
            first.criteria = second.criteria;
        }
        if first.name.is_empty() {
            first.name = second.name;
        }
        if first.description.is_empty() {
            first.description = second.description;
        }
        first.image = first.image.or(second.image);
        if first.tags.is_empty() {
            first.tags = second.tags;
        }
        if first.alignments.is_empty() {
            first.alignments = second.alignments;
        }
        if first.issuer.value().is_none() && (second.issuer.value().is_some() || first.issuer == Linked::Absent) {
            first.issuer = second.issuer;
        }
        for (key, value) in std::mem::take(&mut first.more) {
            second.more.insert(key, value);
        }
        first.more = second.more;
        first
    }

    fn is_signed(&self) -> bool {
        let proof = self.award.as_ref().map(|award| &award.proof);
        proof.is_some_and(|proof| matches!(proof, Proof::Embedded { .. } | Proof::Jwt { .. } | Proof::Signed { .. }))
    }

    /// Where pictures stand, the best first: that of the class, then that which was given, then the award's.
    pub fn pictures(&self) -> Vec<Place> {
        let class = self.known();
        let issuer = self.award.as_ref().and_then(Badge::issuer).or(class.issuer.value());
        let url = |image: &Option<crate::badge::Image>| {
            let url = image.as_ref()?.url.as_deref()?;
            // What is relative to nothing known is nowhere.
            at_origin(url, issuer).or(Some(url.to_owned())).filter(|url| url.contains(':'))
        };
        let mut all: Vec<Place> = url(&class.image).into_iter().map(|url| Place::of(PictureFrom::Class, url)).collect();
        all.extend(self.given.clone().map(|bytes| Place::Here(PictureFrom::Award, bytes)));
        let award = self.award.as_ref().and_then(|award| url(&award.image));
        all.extend(award.map(|url| Place::of(PictureFrom::Award, url)));
        all
    }

    /// A picture could not be had, or not be used.
    pub fn lacks_picture(&mut self, error: Error) {
        self.failures.push(error);
    }

    /// The draft, with its picture.
    pub fn draft(self, picture: Option<(PictureFrom, Picture)>) -> Result<Draft> {
        let class = self.known();
        let mut draft = Draft::of(&class, self.award.as_ref());
        if let Some(Err(error)) = &self.hosted {
            let lost = ["The badge's class could not be read: ", &error.to_string()].concat();
            draft.note(None, Weight::Warned, lost);
        }
        if let (Some(Ok(hosted)), true) = (&self.hosted, self.is_signed())
            && hosted.name.as_str() != self.class.name.as_str()
            && !self.class.name.is_empty()
        {
            let other = ["What is signed counts; today the class is called “", hosted.name.as_str(), "”."].concat();
            draft.note(None, Weight::Told, other);
        }
        let said = super::field::Field::ALL.into_iter().filter(|field| draft.content(*field).is_some()).count();
        if said == 0 {
            return Err(match self.hosted {
                Some(Err(error)) => error,
                _ => Kind::NotABadge.into(),
            });
        }
        if let Some(error) = &self.no_issuer {
            let lost = ["Whose it is could not be read: ", &error.to_string()].concat();
            draft.note(None, Weight::Told, lost);
        }
        for error in &self.failures {
            let lost = ["A picture could not be used: ", &error.to_string()].concat();
            draft.note(super::field::Field::Image, Weight::Warned, lost);
        }
        if let Some((_, picture)) = &picture {
            draft.said_by(picture);
        }
        // An achievement may name an award's picture as its own; it was somebody's all the same.
        draft.picture = picture.map(|(from, picture)| match picture.had_badge() {
            true => (PictureFrom::Award, picture),
            false => (from, picture),
        });
        Ok(draft)
    }
}

/// Where a picture stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// It is here.
    Here(PictureFrom, Vec<u8>),
    /// At this address.
    At(PictureFrom, String),
}

impl Place {
    fn of(from: PictureFrom, url: String) -> Self {
        match data_uri::read(&url) {
            Some(bytes) => Place::Here(from, bytes),
            None => Place::At(from, url),
        }
    }
}

enum One {
    Badge(Box<Badge>),
    Class(Box<BadgeClass>),
}

/// The badge or the class in a document that has only one.
fn one(document: Document) -> Result<One> {
    match document {
        Document::Badge(badge) => Ok(One::Badge(badge.into())),
        Document::Class(class) => Ok(One::Class(class.into())),
        Document::Record(mut record) => match (record.badges.pop(), record.badges.is_empty()) {
            (Some(badge), true) => Ok(One::Badge(badge.into())),
            (Some(_), false) => Err(Kind::SeveralBadges.into()),
            (None, _) => Err(Kind::NotABadge.into()),
        },
        Document::List(all) => {
            let mut found = all.into_iter().filter(|one| !matches!(one, Document::Unknown(_)));
            match (found.next(), found.next()) {
                (Some(only), None) => one(only),
                (Some(_), Some(_)) => Err(Kind::SeveralBadges.into()),
                (None, _) => Err(Kind::NotABadge.into()),
            }
        }
        Document::Issuer(_) => Err(Kind::AnIssuer.into()),
        Document::Unknown(_) => Err(Kind::NotABadge.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::{Content, Field};
    use super::*;

    const OWN: &str = "https://a.example/class";

    fn document(json: &str) -> Document {
        Document::of(serde_json::from_str(json).unwrap())
    }

    /// The draft's text of a field, of an award whose class says little and whose hosted class says this.
    fn of(award: &str, hosted: &str) -> impl Fn(Field) -> Option<String> {
        let award = format!(
            r#"{{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1", "narrative": "Mine",
                "verification": {{"type": "hosted"}}, "badge": {{"type": "BadgeClass", "id": "{OWN}" {award}}}}}"#
        );
        let hosted = format!(
            r#"{{"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": "{OWN}" {hosted}}}"#
        );
        let mut source = Source::of(document(&award), None).unwrap();
        assert_eq!(source.class_url(), Some(OWN));
        source.class_is(Ok(document(&hosted)));
        let draft = source.draft(None).unwrap();
        move |field| {
            draft.content(field).map(|content| match content {
                Content::Text(text) => text.clone(),
                other => format!("{other:?}"),
            })
        }
    }

    #[test]
    fn what_is_hosted_counts_and_what_it_leaves_out_is_the_awards() {
        let says = r#", "name": "Old", "description": "Long", "tags": ["a"], "criteria": {"narrative": "Do it"}"#;
        let draft = of(says, r#", "name": "New", "criteria": {"narrative": "Mine"}"#);
        assert_eq!(draft(Field::Name).as_deref(), Some("New"));
        assert_eq!(draft(Field::Description).as_deref(), Some("Long"));
        assert!(draft(Field::Tags).unwrap().contains('a'));
        // The award's own narrative stands where the class's criteria should.
        assert!(draft(Field::CriteriaNarrative).unwrap_or_default().contains("Do it"));
        let bare = of(says, "");
        assert_eq!(bare(Field::Name).as_deref(), Some("Old"));
    }
}
