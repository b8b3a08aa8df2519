import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { createProgram } from "../../src/cli/main.ts";
import { importer } from "../helpers/cli.ts";
import { commandsIn, refusalOf, shellSplit } from "../helpers/printed.ts";
import { temporaryFolder } from "../helpers/library.ts";

/** What the README, the help and the screen call things that are no items of the library. */
const nouns =
  `run change job queue worker question candidate list row setting cover artwork lyrics link product price identifier
  genre label format country barcode year backup catalogue source service provider problem home history review doctor`.split(
    /\s+/,
  );

const nothing = { write: () => true };
const io = { stdout: nothing, stderr: nothing, stdin: Readable.from([]), env: {}, interactive: false };
const more = { live: false, colour: false, columns: 80, onStop: () => () => undefined };
const rest = { ignoreHangUp: () => undefined, onQuiet: () => () => undefined };
/** Kinds of items, and verbs that nobody lists. */
const others = ["album", "artist", "releases", "show", "remove", "merge", "export", "amazon", "completion"];
const commandNames = createProgram({ ...io, ...more, ...rest }, { exitCode: 0 })
  .commands.map((each) => each.name())
  .filter((name) => !others.includes(name));

const ask = (...argv: string[]) => importer(argv, { env: { IMPORTER_HOME: temporaryFolder() } });

it.each([...new Set([...nouns, ...commandNames])])(
  "whoever lists or shows a %s is led to the command for it",
  async (noun) => {
    const plural = /[sy]$|artwork|amazon/.test(noun) ? noun : `${noun}s`;
    for (const argv of [
      ["list", plural],
      ["show", noun],
      ["show", noun, "3"],
      ["remove", noun, "3"],
    ]) {
      const result = await ask(...argv);
      if (result.exitCode !== 2) continue; // a kind of item
      const [hint] = commandsIn(result);
      expect([argv, hint]).toEqual([argv, expect.not.stringMatching(/^importer (list|show|remove) --help$/)]);
      expect(await refusalOf(shellSplit(hint!)), hint).toBeUndefined();
    }
  },
);

it("says which is meant where that was typed, and what is done with one", async () => {
  const hintOf = async (...argv: string[]) =>
    (await ask(...argv)).stderr.trimEnd().split("\n").at(-1)!.trim();
  expect(await hintOf("list", "runs")).toBe("importer history");
  expect(await hintOf("show", "run", "3")).toBe("importer history 3");
  expect(await hintOf("remove", "run", "3")).toBe("importer undo 3");
  expect(await hintOf("remove", "job", "3")).toBe("importer jobs cancel 3");
  expect(await hintOf("show", "setting", "IMPORTER_CONTACT")).toBe("importer config get IMPORTER_CONTACT");
  expect(await hintOf("show", "settings")).toBe("importer config list");
  expect(await hintOf("show", "genre", "rock")).toBe("importer list albums genre:rock");
  expect(await hintOf("ls", "questions")).toBe("importer review");
});
