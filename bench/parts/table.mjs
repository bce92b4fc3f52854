import { AWARDS_ON_A_PAGE, awardPages } from "../data.mjs";
import { drained, pulled } from "../page/streams.mjs";
import { benchEngine } from "../peers/badgepack.mjs";
import { COLUMNS, javaScript } from "../peers/pipelines.mjs";

const origin = "https://portal.example.org";
const json = (value, headers = {}) => new Response(typeof value === "object" && !(value instanceof Uint8Array) ? JSON.stringify(value) : value, { headers: { "Content-Type": "application/json", ...headers } });

/** Answers as Badgr's API v2 would, without a network: what is measured is what is made of the answers. */
function portal(pages, page) {
  const classes = Array.from({ length: 20 }, (_, at) => ({ entityType: "BadgeClass", entityId: `class-${at}`, name: `Harbour workshop ${at}`, createdAt: "2024-01-01T00:00:00Z" }));
  const answer = (address) => {
    const url = new URL(address);
    if (url.pathname === "/v2/issuers/issuer-1") return json({ status: { success: true }, result: [{ entityType: "Issuer", entityId: "issuer-1", name: "Harbour Town Workshops", createdAt: "2024-01-01T00:00:00Z" }] });
    if (url.pathname.endsWith("/badgeclasses")) return json({ status: { success: true }, result: classes });
    if (!url.pathname.endsWith("/assertions")) return new Response("", { status: 404 });
    const at = Number(url.searchParams.get("cursor") ?? 0);
    const next = at + 1 < pages ? { Link: `<${origin}${url.pathname}?cursor=${at + 1}&include_expired=1&include_revoked=1&num=500>; rel="next"` } : {};
    return json(page(at), next);
  };
  const before = globalThis.fetch;
  globalThis.fetch = async (request, ...more) => (String(request.url ?? request).startsWith(origin) ? answer(request.url ?? request) : before(request, ...more));
  return { classes: new Map(classes.map(({ entityId, name }) => [entityId, name])), close: () => (globalThis.fetch = before) };
}

const withPortal = (contestant) => ({
  ...contestant,
  async run({ pages, page }) {
    const { classes, close } = portal(pages, page);
    try {
      return await contestant.run({ origin, classes });
    } finally {
      close();
    }
  },
});

/** The package's own table, and its CSV deflated by the archive's deflater. */
const ours = {
  kind: "ours",
  name: "badgepack",
  async run() {
    const [{ exportTable }, { Pack }] = await Promise.all([import("/dist/badgepack.js"), benchEngine()]);
    const { stream, summary } = exportTable({ portal: { url: origin, description: "badgr-v2" }, token: "bench", table: "awards", scope: { issuer: "issuer-1" }, columns: COLUMNS });
    const pack = new Pack();
    const packed = async function* () {
      for await (const piece of stream) {
        pack.grow(piece);
        for (let out = pack.next(); out; out = pack.next()) yield out;
      }
      pack.close("awards.csv");
      pack.finish();
      for (let out = pack.next(); out; out = pack.next()) yield out;
    };
    const bytes = await drained(pulled(packed()));
    pack.free();
    const { memory, bytes: plain } = await summary;
    return { bytes, memory, plain };
  },
};

/** The second half of W4: pages of 500 awards become a table, which is deflated. Sizes are awards. */
export const table = {
  prepare() {
    const page = awardPages(origin);
    return (size) => ({ pages: Math.max(2, Math.round(size / AWARDS_ON_A_PAGE)), page });
  },
  contestants: [withPortal(ours), withPortal(javaScript)],
};
