// The 26 classes of faults, each for real: over sockets, against the page, in every browser. The promises are in faults/classes.mjs.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { can, engines } from "./browsers.mjs";
import { proofs as answers } from "./faults/answers.mjs";
import { CLASSES } from "./faults/classes.mjs";
import { openDesk } from "./faults/desk.mjs";
import { proofs as lists } from "./faults/lists.mjs";
import { proofs as moments } from "./faults/moments.mjs";
import { proofs as replacing } from "./faults/replacing.mjs";

const proofs = { ...answers, ...lists, ...moments, ...replacing };
/** Which classes an engine can be asked to play. */
const plays = (engine, number) => (number !== 15 || can(engine, "questions")) && (number !== 18 || can(engine, "own files"));
const wanted = process.env.CLASS?.split(",").map(Number); // CLASS=4,11 in the environment plays those alone

it("each of the 26 classes has a proof", () => {
  assert.deepEqual(CLASSES.map(([number]) => number), Array.from({ length: 26 }, (_, at) => at + 1));
  assert.deepEqual(Object.keys(proofs).map(Number), CLASSES.map(([number]) => number));
});

for (const engine of engines) {
  describe(engine, () => {
    let desk;
    const held = [];
    before(async () => (desk = await openDesk(engine)));
    after(() => desk.close());

    for (const [number, name, promised] of CLASSES) {
      if ((wanted && !wanted.includes(number)) || !plays(engine, number)) continue;
      it(`${number} ${name}: ${promised}`, async (t) => {
        await proofs[number](desk, t);
        held.push(number);
      });
    }

    if (!wanted) {
      it("all of them hold", (t) => {
        t.diagnostic(`${engine}: ${held.length} of 26 fault classes`);
        assert.equal(held.length, CLASSES.filter(([number]) => plays(engine, number)).length);
      });
    }
  });
}
