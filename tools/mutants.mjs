// The mutation score of each group, and what lived: reads what cargo-mutants left in target/mutants, of all shares that were run.
import { existsSync, readFileSync, readdirSync } from "node:fs";

const FOLDER = "target/mutants";
const sum = { caught: 0, judged: 0 };
const survivors = [];
for (const group of process.argv.slice(2)) {
  const [all, missed] = [new Set(), new Set()];
  for (const share of readdirSync(`${FOLDER}/${group}`)) {
    const run = (name) => `${FOLDER}/${group}/${share}/${name}`;
    // What is asked a second time lives only if it lives then, too.
    const last = existsSync(run("far")) ? run("far") : run("near");
    for (const name of ["caught", "timeout", "missed"]) lines(run("near"), name).forEach((mutant) => all.add(mutant));
    lines(last, "missed").forEach((mutant) => missed.add(mutant));
  }
  tell(group, all.size - missed.size, all.size);
  sum.caught += all.size - missed.size;
  sum.judged += all.size;
  survivors.push(...missed);
}
tell("together", sum.caught, sum.judged);
for (const survivor of survivors) console.log(`lives: ${survivor}`);

function lines(run, name) {
  return readFileSync(`${run}/mutants.out/${name}.txt`, "utf8").split("\n").filter((line) => line !== "");
}

function tell(group, caught, judged) {
  console.log(`${group.padEnd(8)} ${String(caught).padStart(4)} of ${judged} caught, ${((100 * caught) / judged).toFixed(1)} %`);
}
