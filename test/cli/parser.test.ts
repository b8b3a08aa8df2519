import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { buildPackage, start } from "./built.ts";

/** More answers than it takes for V8 to think of it: it did after some fifty. */
const rows = 120;

it("V8 makes no optimized copy of undici's parser: that took a seventh of a run of twenty albums", async () => {
  const stage = await createStage();
  const list = join(temporaryFolder(), "wishlist.txt");
  writeFileSync(list, Array.from({ length: rows }, (_, at) => `Nobody ${at} - Nothing ${at}\n`).join(""));
  const traced = "--trace-wasm-compilation-times";
  const { stdout } = await start(traced, [buildPackage(), "import", list], stage.env).ended;
  expect(stdout).toContain(`${rows} rows`);
  expect(stdout).toContain("using Liftoff"); // it was traced
  expect(stdout).not.toContain("using TurboFan");
});
