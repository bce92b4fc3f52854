// Measures the awards table: memory at 1/16 and at full length, and the time beside that of fetching the same pages and throwing them away.
//   node tests/issuer-size.mjs [1000000]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { exportTable, listIssuers } from "../dist/badgepack.js";

const server = fileURLToPath(new URL("portal/server.mjs", import.meta.url));
const full = Number(process.argv[2] ?? 1_000_000);
const seconds = (from) => Math.round((performance.now() - from) / 100) / 10;

/** A portal in a process of its own: here it would share the time. */
async function withPortal(awards, work) {
  const portal = spawn(process.execPath, [server, "--port", "0", "--awards", String(awards), "--quiet", "--minutes", "30"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(portal.stdout, "data");
    return await work(/http:\S+/.exec(String(line))[0]);
  } finally {
    portal.kill();
  }
}

async function thrownAway(url) {
  const headers = { Authorization: "Bearer issuer", Accept: "application/json" };
  const { issuers } = await listIssuers({ portal: { url }, token: "issuer" });
  const started = performance.now();
  let bytes = 0;
  for (const { id } of issuers) {
    let next = `${url}/v2/issuers/${id}/assertions?num=500&include_expired=1&include_revoked=1`;
    while (next) {
      const response = await fetch(next, { headers });
      for await (const chunk of response.body) bytes += chunk.length;
      next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    }
  }
  return { seconds: seconds(started), MB: Math.round(bytes / 1e6) };
}

async function tabulated(url) {
  const started = performance.now();
  let [longest, last] = [0, performance.now()];
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 1);
    last = performance.now();
  }, 1);
  const busy = process.cpuUsage();
  const { stream, summary } = exportTable({ portal: { url }, token: "issuer", table: "awards", scope: {} });
  let bytes = 0;
  for await (const piece of stream) bytes += piece.length;
  clearInterval(beat);
  const { user, system } = process.cpuUsage(busy);
  const { rows, memory, pages } = await summary;
  return { seconds: seconds(started), cpu: Math.round((user + system) / 1e5) / 10, rows, pages, MB: Math.round(bytes / 1e6), longestTaskMs: Math.round(longest), wasmMB: memory / 2 ** 20 };
}

for (const awards of [full / 16, full]) {
  await withPortal(awards, async (url) => {
    console.log(awards, "thrown away", JSON.stringify(await thrownAway(url)));
    console.log(awards, "tabulated  ", JSON.stringify(await tabulated(url)));
  });
}
