import { expect, it, onTestFinished } from "vitest";
import { startDemoServices } from "../../src/demo/services.ts";
import { isMemory } from "../../src/ledger/memory.ts";
import { hangingOn } from "../../src/ledger/tables.ts";
import { nouns } from "../../src/ledger/undo/refusals.ts";
import { createStage } from "../helpers/cli.ts";

/** Refusals speak of albums, releases, artists and tracks by their titles, and of runs by what was typed. */

it("whatever may be in the way has a word for a person, and so has what it hangs on", () => {
  const nobodys = (table: string): boolean =>
    isMemory(table) || ["source_facts", "kept_apart"].includes(table);
  const named = [...hangingOn].flatMap(([parent, hangings]) => {
    const tables = hangings.map(({ table }) => table.name).filter((table) => !nobodys(table));
    return tables.length > 0 ? [parent, ...tables] : [];
  });
  expect([...new Set(named)].filter((table) => !(table in nouns))).toEqual([]);
});

it("names three of many, the run in the way by its command, and what to type", async () => {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["worker", "--drain"]);
  const services = await startDemoServices();
  onTestFinished(() => services.close());
  await stage.importer(["enrich", "--no-artwork"], { env: services.env });
  expect((await stage.rows("SELECT track_id FROM lyrics")).length).toBeGreaterThan(3);
  const refused = await stage.importer(["undo", "1"]);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr).toMatch(
    /\d+ lyrics of its tracks "[^"]+", "[^"]+", "[^"]+" and \d+ more are of run \d+ \(importer enrich --no-artwork\)/,
  );
  expect(refused.stderr).toMatch(/to undo those first: importer undo 1 --with-later/);
  expect(refused.stderr).not.toMatch(/[a-z]_[a-z]/); // no table's name
  const part = await stage.importer(["undo", "1", "--only", "album:1"]);
  expect(part.stderr).toMatch(/to undo those first: importer undo 1 --only album:1 --with-later/);
});
