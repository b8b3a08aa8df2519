import { parseArgs } from "node:util";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { crowd } from "./crowd.ts";
import { seeded } from "../helpers/random.ts";
import { names, type Name } from "./scenarios.ts";
import { storm } from "./storm.ts";

/** `npm run storm -- --kills 1000 --what worker,scan --workers 1,2,4 --seed 7 --crowd 150`: exit code 1 if anything was lost, doubled or failed. */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "60" },
    what: { type: "string", default: names.join(",") },
    workers: { type: "string", default: "1,2,4" },
    crowd: { type: "string", default: "0" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});

const kills = Number(values.kills);
const seed = Number(values.seed);
const crowdSize = Number(values.crowd);
const workers = values.workers.split(",").map(Number);
const what = values.what.split(",");
for (const [flag, isGood] of [
  [`--kills ${values.kills}`, Number.isInteger(kills) && kills > 0],
  [`--crowd ${values.crowd}`, Number.isInteger(crowdSize) && crowdSize >= 0 && crowdSize <= 300],
  [`--seed ${values.seed}`, Number.isInteger(seed)],
  [`--workers ${values.workers}`, workers.every((each) => Number.isInteger(each) && each > 0 && each <= 16)],
  [`--what ${values.what}`, what.every((each) => (names as readonly string[]).includes(each))],
] as const) {
  if (isGood) continue;
  process.stderr.write(`${flag}: whole numbers, and of ${names.join(", ")}\n`);
  process.exit(2);
}

const binary = join(packageRoot(), "bin", "importer.js");
process.stdout.write(`seed ${seed}\n`);
let isWell = true;
for (const name of what as Name[]) {
  for (const [at, count] of workers.entries()) {
    const share = Math.floor(kills / workers.length) + (at < kills % workers.length ? 1 : 0);
    if (share === 0) continue;
    const from = performance.now();
    const result = await storm({ binary, name, kills: share, workers: count, random: seeded(seed + at) });
    const seconds = Math.round((performance.now() - from) / 1000);
    const { kills: killed, groups, crashes, rounds, troubles } = result;
    process.stdout.write(
      `${name}, ${count} at once: ${killed} kills (${groups} times all of them), ${crashes} in the middle of a job, ` +
        `${rounds} libraries compared, ${troubles.length} troubles, ${seconds} s\n`,
    );
    for (const trouble of troubles) process.stdout.write(`  ${trouble}\n`);
    isWell &&= troubles.length === 0;
  }
}
if (crowdSize > 0) {
  const troubles = await crowd(binary, crowdSize);
  process.stdout.write(`${crowdSize} processes on a new home: ${troubles.length} troubles\n`);
  for (const trouble of troubles) process.stdout.write(`  ${trouble}\n`);
  isWell &&= troubles.length === 0;
}
process.exitCode = isWell ? 0 : 1;
