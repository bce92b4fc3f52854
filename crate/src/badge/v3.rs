//! Open Badges 3.0: a verifiable credential of an achievement (VCDM 1.1 and 2.0).

use super::{Badge, Issuer, alignments, criteria, date, evidence, id, narrative, text, words};
use serde_json::Value;

pub(super) fn read(credential: &Value, subject: &Value) -> Badge {
    let subject = match subject {
        Value::Array(all) => all.first().unwrap_or(&Value::Null),
        one => one,
    };
    let achievement = subject.get("achievement").unwrap_or(&Value::Null);
    let issuer = credential.get("issuer").unwrap_or(&Value::Null);
    let name = [text(achievement, "name"), text(credential, "name")];
    Badge {
        id: id(credential),
        name: name.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        description: text(achievement, "description"),
        issuer: Issuer { id: id(issuer), name: text(issuer, "name"), url: text(issuer, "url") },
        criteria: criteria(achievement),
        // `issuanceDate` and `expirationDate` are VCDM 1.1's names.
        issued: date(credential, &["awardedDate", "validFrom", "issuanceDate"]),
        expires: date(credential, &["validUntil", "expirationDate"]),
        narrative: narrative(subject),
        evidence: evidence(credential),
        alignments: alignments(achievement),
        tags: words(achievement, ["tag", "tags"]),
        revoked: None,
    }
}
