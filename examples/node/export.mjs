// Exports everything that a portal holds of the person behind a token, as one ZIP:
//
//   node examples/node/export.mjs --portal http://127.0.0.1:8080 --token demo --out badges.zip
//
// The report's counts are printed as one line of JSON. Build the package first: ./build.sh
import { parseArgs } from "node:util";
import { exportLearner, save } from "badgepack";

const { values } = parseArgs({
  options: {
    portal: { type: "string" }, // the portal's address
    token: { type: "string" }, // an access token of it
    out: { type: "string" }, // the file; badges-<day>.zip without it
    description: { type: "string" }, // "badgr-v2", where the portal is not to be asked what it is
    sections: { type: "string" }, // keys with commas between; all sections without it
    concurrency: { type: "string" }, // requests in flight; 6 without it
  },
});
if (!values.portal) {
  console.error("usage: node export.mjs --portal URL --token TOKEN [--out FILE]");
  process.exit(2);
}

const stop = new AbortController();
process.once("SIGINT", () => stop.abort(new Error("Stopped.")));

const { stream, summary, name } = exportLearner({
  portal: { url: values.portal, description: values.description },
  token: values.token,
  sections: values.sections?.split(","),
  concurrency: values.concurrency && Number(values.concurrency),
  signal: stop.signal,
  onProgress: ({ exported, listed, current }) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${exported} of ${listed} ${current ?? ""}`);
  },
});

const file = values.out ?? name;
try {
  await save(stream, file, { signal: stop.signal });
  const { listed, exported, failed, skipped, complete, entries, bytes, memory, portal } = await summary;
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  console.log(JSON.stringify({ listed, exported, failed, skipped, complete, entries, bytes, memory, portal, file }));
} catch (error) {
  console.error(`${error.message}${error.at ? ` (${error.at})` : ""}`);
  process.exit(1);
}
