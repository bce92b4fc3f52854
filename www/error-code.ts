// Made of crate/src/error.rs by tools/error-codes.mjs.

/** What the core can say went wrong: the same codes as in Rust, each with its sentence. */
export type CoreErrorCode =
  /** This is neither a PNG nor an SVG picture, so it cannot carry a badge. */
  | "not-picture"
  /** This PNG was changed on its way, probably by a transfer in text mode; get the original file again. */
  | "not-png"
  /** The file ends before it is complete; download it again. */
  | "truncated"
  /** The picture is damaged. */
  | "malformed"
  /** This SVG is no well-formed XML. */
  | "not-xml"
  /** This SVG declares entities of its own, which are never expanded because they can be used as a bomb. */
  | "entities"
  /** The text is no valid UTF-8, so it was changed on its way or saved in an old encoding; get the original file. */
  | "not-utf8"
  /** Nothing is in the place where the badge should be. */
  | "empty"
  /** This is neither JSON, nor a signed badge, nor an address, or there is a mistake in it. */
  | "not-payload"
  /** This picture can be read but not changed: it is empty, or an SVG in an encoding other than UTF-8; save it as UTF-8, or use another one. */
  | "not-bakeable"
  /** This is larger, or nested more deeply, than badgepack accepts. */
  | "too-large"
  /** No badge can be in this file: it is neither a PNG or SVG picture, nor JSON, a signed badge or an address as text. */
  | "not-badge"
  /** This is a PDF, which shows a badge but does not carry it; get the badge's PNG or SVG picture, or its JSON. */
  | "pdf"
  /** This is a web page and not the badge; save the badge's picture or JSON from it, or give the page's address. */
  | "saved-page"
  /** This is a ZIP, which is not opened here; unpack it, and open the files that were in it. */
  | "zip"
  /** The ZIP is damaged or not complete; download it again. */
  | "bad-zip"
  /** This was packed in a way that is not known here; unpack the ZIP first, and open the files that were in it. */
  | "packing"
  /** This is locked with a password; unpack the ZIP first, and open the files that were in it. */
  | "encrypted"
  /** What was saved is not what was written, so the disk or the browser has damaged it; save it again. */
  | "damaged-archive"
  /** The answer is not the data that was asked for. */
  | "not-json"
  /** A web page came back instead of data; check the portal's address. */
  | "web-page"
  /** The answer has a form that badgepack does not know. */
  | "unexpected"
  /** This is no web address; it should look like https://badges.example.org. */
  | "bad-address"
  /** No badge portal that badgepack knows answers at this address; check it, or give a portal description. */
  | "unknown-portal"
  /** The portal description is not valid. */
  | "bad-description"
  /** The portal could not be reached: the address is wrong, the network is down, or the portal does not let this page in (CORS). */
  | "unreachable"
  /** The portal did not answer in time; try again later. */
  | "timed-out"
  /** The portal does not accept the sign-in any more; sign in again. */
  | "signed-out"
  /** The portal does not allow this. */
  | "forbidden"
  /** The portal says that this does not exist. */
  | "not-found"
  /** The portal asks for fewer requests; try again later. */
  | "too-many-requests"
  /** The portal refused the request. */
  | "refused"
  /** The portal had a fault of its own; try again later. */
  | "server-fault"
  /** The portal's next page leads astray, so the list may be incomplete. */
  | "bad-page"
  /** This badge names no web address of its own, so there is no issuer's copy to compare it with. */
  | "not-hosted"
  /** This could not be fetched: the other site does not let pages read it, or this device is offline; open the link, then paste or drop what it shows. */
  | "cross-origin"
  /** The issuer's site says that this is gone for good; a badge that is gone has been revoked. */
  | "gone"
  /** This address shows a web page, and the badge's data was not found behind it; open the page, download the badge there as a picture or as JSON, and drop that here. */
  | "badge-page"
  /** This address lies in a private network, so it is not asked on behalf of a badge from elsewhere. */
  | "internal"
  /** The period ends before it begins; change its dates. */
  | "bad-period"
  /** This account is on the staff of no issuer on this portal, so there is nothing to export. */
  | "no-issuers"
  /** This issuer has no badge classes yet, so there is nothing to export. */
  | "no-badge-classes"
  /** No badge has been awarded yet, so there is nothing to export. */
  | "no-awards"
  /** No badge was awarded in this period; choose a longer one. */
  | "empty-period"
  /** This issuer has no recipient groups yet, so there is nothing to export. */
  | "no-groups"
  /** Nobody is in this issuer's recipient groups yet, so there is nothing to export. */
  | "no-learners"
  /** This issuer has no pathways yet, so there is nothing to export. */
  | "no-pathways"
  /** This portal does not show this to programs; leave it out, or export it on the portal's own pages. */
  | "not-on-this-portal"
  /** The portal shows no such issuer or badge class to this account: it is not there, or you are not on its staff. */
  | "no-rights"
  /** This stands at another site, and that site was not asked; allow it, or give what is there yourself. */
  | "not-asked"
  /** This address is not encrypted (http), so it is not asked; give its https address, or what is there. */
  | "not-encrypted"
  /** This is no badge: give an awarded badge's picture, its address, its JSON, a badge class, or a safety copy. */
  | "not-a-badge"
  /** This describes an issuer and not a badge; give a badge of that issuer. */
  | "an-issuer"
  /** This picture carries no badge, so nothing but the picture could be taken from it; give the picture of a badge that was awarded to somebody. */
  | "no-badge"
  /** There are several badges in this; give one of them. */
  | "several-badges"
  /** This SVG could run or load something, and that cannot be taken out safely; use another picture. */
  | "unsafe-picture"
  /** This cannot be sent to the portal. */
  | "not-fit"
  /** This is no whole safety copy of badgepack; save it again. */
  | "bad-copy"
  /** This name cannot stand in an archive. */
  | "bad-name"
  /** Two entries have the same name. */
  | "same-name"
  /** This step is not possible now. */
  | "misuse"
  /** An option is not what it has to be, or none that this portal has. */
  | "bad-option"
  /** Cancelled. */
  | "cancelled";
