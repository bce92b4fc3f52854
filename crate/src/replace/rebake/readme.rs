//! What the archive of a run says of itself.

use super::account::Counts;
use crate::error::Error;

/// Whose awards they are, where, and when.
pub(super) struct Origin<'a> {
    pub name: &'a str,
    pub portal: &'a str,
    pub made_at: &'a str,
}

/// The README.
pub(super) fn readme(of: &Origin<'_>, counts: Counts, broken: Option<&Error>) -> String {
    let mut out = ["Awards of “", of.name, "”, baked anew from ", of.portal, " on ", of.made_at, ".\n\n"].concat();
    for (count, what) in [
        (counts.listed, "awards in all\n"),
        (counts.server, "have their new picture on the portal\n"),
        (counts.baked, "were baked here: their pictures are in badges/\n"),
        (counts.signed, "are signed and stay as they are: only the portal can sign them anew\n"),
        (counts.revoked, "were revoked and have no picture\n"),
        (counts.failed, "failed: see account.csv\n"),
    ] {
        let number = count.to_string();
        (number.len()..9).for_each(|_| out.push(' '));
        out.push_str(&[number.as_str(), " ", what].concat());
    }
    if counts.earlier > 0 {
        let earlier = counts.earlier.to_string();
        out.push_str(
            &["\n", &earlier, " of them had been finished by an earlier run; their files are not in here.\n"].concat(),
        );
    }
    if let Some(error) = broken {
        let why = error.to_string();
        out.push_str(
            &["\nThe list of awards could not be read to its end, so there may be more: ", &why, "\n"].concat(),
        );
    }
    out.push_str("\naccount.csv lists every award with its recipient: keep this file safe.\n");
    out
}
