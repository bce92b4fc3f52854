import { drained } from "../page/streams.mjs";
import { clientZip } from "../peers/zippers.mjs";

const IN_FLIGHT = 6;
const headers = { Authorization: "Bearer bench" };

/** How the benchmark's server is read, whatever reads it. */
const description = {
  format: "badgepack.portal", version: 1, name: "Benchmark",
  sections: [
    {
      key: "badges", title: "Badges", kind: "badges", entry: "badges", url: "badges?size=100", items: "/items", total: "/total",
      pages: { by: "number", parameter: "page", last: "/pages" }, id: "{/id}", name: "{/name}", issued: "{/issued_on}",
      credential: { fetch: "{/credential}" }, picture: "{/picture}",
    },
  ],
};

/** The badges' addresses, page after page. */
async function* listed(url) {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await (await fetch(`${url}badges?size=100&page=${page}`, { headers })).json();
    pages = answer.pages;
    for (const { id, credential, picture } of answer.items) yield { id, credential, picture };
  }
}

const body = async (address) => new Uint8Array(await (await fetch(address, { headers })).arrayBuffer());

/** The bodies in their order, so many requests ahead of whoever reads them. */
async function* fetched(url) {
  const waiting = [];
  const next = async function* () {
    for await (const { id, credential, picture } of listed(url)) {
      yield [`badges/${id}.json`, credential];
      yield [`badges/${id}.png`, picture];
    }
  };
  for await (const [name, address] of next()) {
    waiting.push({ name, body: body(new URL(address, url)) });
    if (waiting.length < IN_FLIGHT) continue;
    const { name: first, body: bytes } = waiting.shift();
    yield { name: first, bytes: await bytes };
  }
  for (const { name, body: bytes } of waiting) yield { name, bytes: await bytes };
}

/** W6: badges from a server on the loopback to an archive, six requests in flight. */
export const w6 = {
  prepare: () => (size, { api, picture = 60_000 }) => ({ url: `${api}${size}x${picture}/` }),
  contestants: [
    {
      kind: "ours",
      name: "badgepack",
      async run({ url }) {
        const { exportLearner } = await import("/dist/badgepack.js");
        const { stream, summary } = exportLearner({ portal: { url, description }, token: "bench", concurrency: IN_FLIGHT });
        const bytes = await drained(stream);
        const { complete, memory } = await summary;
        if (!complete) throw new Error("The archive is not complete.");
        return { bytes, memory };
      },
    },
    {
      kind: "limit",
      name: "limit: fetching",
      async run({ url }) {
        let bytes = 0;
        const addresses = [];
        let over = false;
        let wake = () => {};
        const listing = (async () => {
          for await (const { credential, picture } of listed(url)) {
            addresses.push(credential, picture);
            wake();
          }
          over = true;
          wake();
        })();
        const lane = async () => {
          for (;;) {
            const address = addresses.shift();
            if (address) {
              const { length } = await body(new URL(address, url));
              bytes += length;
            } else if (over) return;
            else await new Promise((resolve) => {
              const before = wake;
              wake = () => (before(), resolve());
            });
          }
        };
        await Promise.all([listing, ...Array.from({ length: IN_FLIGHT }, lane)]);
        return bytes;
      },
    },
    {
      kind: "peer",
      name: "fetching, client-zip (bakes nothing)",
      run: ({ url }) => drained(clientZip.later(fetched(url))),
    },
  ],
};
