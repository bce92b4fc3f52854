//! Open Badges 0.5 to 2.1: an assertion with its badge class and issuer in it, or linked.

use super::{Badge, Issuer, alignments, criteria, date, evidence, id, narrative, text, words};
use serde_json::Value;

pub(super) fn read(assertion: &Value) -> Badge {
    // A bare badge class is its own class.
    let class = assertion.get("badge").unwrap_or(assertion);
    let revoked = assertion.get("revoked") == Some(&Value::Bool(true));
    Badge {
        id: id(assertion),
        name: text(class, "name"),
        description: text(class, "description"),
        issuer: issuer(class.get("issuer").unwrap_or(&Value::Null)),
        criteria: criteria(class),
        issued: date(assertion, &["issuedOn", "issued_on"]),
        expires: date(assertion, &["expires"]),
        narrative: narrative(assertion),
        evidence: evidence(assertion),
        alignments: alignments(class),
        tags: words(class, ["tags", "tag"]),
        revoked: revoked.then(|| text(assertion, "revocationReason")),
    }
}

fn issuer(issuer: &Value) -> Issuer {
    // 0.5 has an origin for an address.
    let url = [text(issuer, "url"), text(issuer, "origin")];
    Issuer {
        id: id(issuer),
        name: text(issuer, "name"),
        url: url.into_iter().find(|url| !url.is_empty()).unwrap_or_default(),
    }
}
