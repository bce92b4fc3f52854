import { contestants, measure } from "./measure.mjs";

addEventListener("message", async ({ data: { id, ask } }) => {
  try {
    postMessage({ id, answer: ask.list ? contestants(ask.list) : await measure(ask) });
  } catch (error) {
    postMessage({ id, error: String(error?.stack ?? error) });
  }
});
