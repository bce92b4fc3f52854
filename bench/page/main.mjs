// What the command calls in the page: `ask` measures in a worker, `here` on the page itself.
import { measure } from "./measure.mjs";

const worker = new Worker("/bench/worker.js", { type: "module" });
const waiting = new Map();
let last = 0;
worker.addEventListener("message", ({ data: { id, answer, error } }) => {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) resolve(answer);
  else reject(new Error(error));
});
worker.addEventListener("error", (event) => waiting.forEach(({ reject }) => reject(new Error(`The worker broke: ${event.message}`))));

globalThis.bench = {
  ask: (ask) => new Promise((resolve, reject) => {
    waiting.set((last += 1), { resolve, reject });
    worker.postMessage({ id: last, ask });
  }),
  here: measure,
};
