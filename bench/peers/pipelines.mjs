// What a portal's developer would write without badgepack: pages parsed, a table put together by PapaParse, packed by the browser.
import Papa from "papaparse";
import { drained, pulled } from "../page/streams.mjs";

export const COLUMNS = ["Identifier", "Issue Date", "Recipient Name", "Badge Name", "Assertion ID", "Open Badge ID", "Status", "Created At"];

async function* rows(origin, classes) {
  const encoder = new TextEncoder();
  yield encoder.encode(`\ufeff${Papa.unparse([COLUMNS], { quotes: true })}\r\n`);
  let next = `${origin}/v2/issuers/issuer-1/assertions?num=500&include_expired=1&include_revoked=1`;
  while (next) {
    const answer = await fetch(next, { headers: { Authorization: "Bearer bench" } });
    const { result } = await answer.json();
    const table = result.map((award) => [
      award.recipient.plaintextIdentity, award.issuedOn, award.extensions?.["extensions:recipientProfile"]?.name ?? "", classes.get(award.badgeclass) ?? "",
      award.entityId, award.openBadgeId, award.revoked ? "Revoked" : award.expires && new Date(award.expires) < Date.now() ? "Expired" : "Active", award.createdAt,
    ]);
    yield encoder.encode(`${Papa.unparse(table, { quotes: true, escapeFormulae: true })}\r\n`);
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
  }
}

/** JSON.parse, PapaParse, CompressionStream. */
export const javaScript = {
  kind: "peer",
  name: "JSON.parse, PapaParse, CompressionStream",
  run: ({ origin, classes }) => drained(pulled(rows(origin, classes)).pipeThrough(new CompressionStream("deflate-raw"))),
};
