//! A pathway with its steps, as the open-source server tells it.

use super::award::text;
use crate::json::Json;

/// A pathway.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pathway {
    pub slug: String,
    pub name: String,
    /// The slug of the element that the others lead to.
    pub root: String,
    pub steps: Vec<PathwayStep>,
}

/// An element of a pathway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PathwayStep {
    pub slug: String,
    pub name: String,
    /// How many of its requirements are enough.
    pub threshold: Option<u64>,
    /// Ids of the badge classes, or slugs of the elements, that it asks for.
    pub badges: Vec<String>,
    pub elements: Vec<String>,
}

impl Pathway {
    /// Reads a pathway's record; without steps, where it is one of a list.
    pub fn read(record: &Json<'_>) -> Self {
        let slug = text(record, "slug").to_owned();
        let root = text(record, "rootElement");
        let steps = record.get("elements").and_then(Json::list).into_iter().flatten();
        Self {
            root: if root.is_empty() { slug.clone() } else { last(root).to_owned() },
            name: text(record, "name").to_owned(),
            steps: steps.map(PathwayStep::read).collect(),
            slug,
        }
    }

    /// What people call one of its elements.
    pub fn step_name<'a>(&'a self, slug: &'a str) -> &'a str {
        let step = self.steps.iter().find(|step| step.slug == slug);
        step.map(|step| step.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(slug)
    }
}

impl PathwayStep {
    fn read(record: &Json<'_>) -> Self {
        let needs = record.get("requirements");
        let named = |name: &str| {
            let all = needs.and_then(|needs| needs.get(name)).and_then(Json::list).into_iter().flatten();
            all.map(|one| last(one.text().unwrap_or(text(one, "@id"))).to_owned()).collect()
        };
        let threshold =
            needs.and_then(|needs| needs.get("junctionConfig")?.get("requiredNumber")).and_then(Json::number);
        Self {
            slug: text(record, "slug").to_owned(),
            name: text(record, "name").to_owned(),
            threshold,
            badges: named("badges"),
            elements: named("elements"),
        }
    }
}

/// The last name in an address: the id of what is there.
fn last(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().trim_end_matches(".json")
}
