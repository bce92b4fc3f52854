import { drained } from "../page/streams.mjs";

/** Awards of one class baked anew, here and not by the portal: record, credential and picture fetched, a ZIP of pictures made. Its size is the demo portal's. */
export const rebake = {
  prepare: () => (_, { portal, badgeClass }) => ({ portal: { url: portal }, badgeClass }),
  contestants: [
    {
      kind: "ours",
      name: "badgepack",
      async run(spec) {
        const { rebake } = await import("/dist/badgepack.js");
        const { stream, summary } = rebake({ ...spec, token: "issuer", onlyHere: true });
        const bytes = await drained(stream);
        const { baked, failed, memory } = await summary;
        if (failed || !baked) throw new Error(`${failed} awards failed, ${baked} were baked.`);
        return { bytes, memory, baked };
      },
    },
  ],
};
