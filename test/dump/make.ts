import { parseArgs } from "node:util";
import { makeDump } from "./synthetic.ts";

/**
 * `npm run make-dump -- --groups N [--list M] [--small] [--relations R] --to DIR`: a synthetic dump in the layout of the real one
 * (small: without releases), and, if asked, `list.csv` with M of its albums as people write them. With nine relations more each,
 * its documents are as long as the real ones.
 */
const { values } = parseArgs({
  options: {
    groups: { type: "string" },
    list: { type: "string" },
    to: { type: "string" },
    seed: { type: "string", default: "1" },
    stamp: { type: "string", default: "20260923-001002" },
    small: { type: "boolean", default: false },
    relations: { type: "string" },
  },
});

function count(name: string, text: string | undefined, byDefault?: number): number {
  if (text === undefined && byDefault !== undefined) return byDefault;
  if (!/^\d{1,8}$/.test(text ?? ""))
    fail(`--${name} is "${text ?? ""}", which is no number, for instance: --${name} 1000`);
  return Number(text);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

if (values.to === undefined) fail("--to is missing: the folder that is to hold the dump");
const made = await makeDump({
  groups: count("groups", values.groups),
  list: count("list", values.list, 0),
  to: values.to,
  seed: count("seed", values.seed),
  stamp: values.stamp,
  small: values.small,
  relations: count("relations", values.relations, 0),
});
console.log(
  `${made.artists} artists, ${made.groups} release groups, ${made.releases} releases, ${made.tracks} tracks in ${values.to}`,
);
