// How long until an engine is ready, in a worker that has loaded nothing yet; and until an empty one is, with the same file fetched.
addEventListener("message", async ({ data: { engine, file } }) => {
  const { load } = await import("/dist/badgepack.js");
  const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  const started = performance.now();
  if (engine) await load(engine);
  else await Promise.all([fetch(file, { cache: "no-store" }).then((answer) => answer.arrayBuffer()), WebAssembly.instantiate(empty)]);
  postMessage(performance.now() - started);
});
