// What a back office runs on a schedule: the account behind a token as one ZIP in this folder, streamed to disk.
//
//   PORTAL=https://badges.example.org TOKEN=… node nightly.mjs
import { exportLearner, save } from "badgepack";

const { PORTAL: url = "", TOKEN: token = "" } = process.env;
const { stream, name, summary } = exportLearner({ portal: { url }, token });
const { bytes } = await save(stream, name); // a file of this name is whole; until then it is called .part
const { exported, listed, missing } = await summary;
console.log(`${name}: ${exported} of ${listed} records, ${bytes} bytes`);
for (const { name, why } of missing) console.error(`${name}: ${why}`);
