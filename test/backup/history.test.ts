import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentOf, expectPlain } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";
import { createKeeping } from "./stage.ts";

/** A restore is a run of the history of the library that is there now. */

interface History {
  runs: { id: number; command: string; outcome: string; created: number; updated: number; removed: number }[];
}

it("tells what was restored, from where, and what was there before; undo refuses it and says what to type", async () => {
  const { elsewhere, backup, restore, importer } = await createKeeping();
  await backup("--to", elsewhere);
  await importer(["remove", "album", "1"]);
  const { run, kept } = documentOf<{ run: number; kept: string }>(
    await restore(elsewhere, "--yes", "--json"),
  );
  const { runs } = documentOf<History>(await importer(["history", "--json"]));
  expect(runs[0]).toMatchObject({ id: run, outcome: "done", created: 0, updated: 0, removed: 0 });
  expect(runs[0]!.command).toBe(`importer restore ${elsewhere} --yes --json`);
  expect(runs.map(({ command }) => command).join()).not.toContain("remove album"); // of the library that went

  const shown = await importer(["history", String(run)]);
  expectPlain(shown);
  expect(shown.stdout).toContain(`the whole library became that of ${elsewhere}`);
  expect(shown.stdout).toMatch(/as of 20\d\d-.*: 1 album, 1 artist, 13 tracks/);
  expect(shown.stdout).toContain(`what was there is kept: ${kept}`);
  expect(shown.stdout).toContain(
    `with 0 albums, 1 artist, 0 tracks; to have that again: importer restore ${kept}`,
  );
  const told = documentOf(await importer(["history", String(run), "--json"]));
  expect(told["restored"]).toMatchObject({
    from: elsewhere,
    kept,
    held: { albums: 1 },
    replaced: { albums: 0 },
  });

  for (const more of [[], ["--with-later"], ["--only", "album:1"], ["--dry-run"]]) {
    const refused = await importer(["undo", String(run), ...more]);
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toContain(`run ${run} put the backup ${elsewhere} in the library's place`);
    expect(refused.stderr).toContain(`to have what was there before: importer restore ${kept}`);
  }
  // What the backup's own runs did can be taken back as ever.
  expect(await importer(["undo", "1", "--with-later"])).toMatchObject({ exitCode: 0 });
});

it("of a home without a library there was nothing before; of a damaged one only its files", async () => {
  const { elsewhere, backup, importer, restore, libraryPath } = await createKeeping();
  await backup("--to", elsewhere);
  const other = { env: { IMPORTER_HOME: join(temporaryFolder(), "new home") } };
  const { run } = documentOf<{ run: number }>(await importer(["restore", elsewhere, "--json"], other));
  expect((await importer(["history", String(run)], other)).stdout).toContain("there was none before");
  expect((await importer(["undo", String(run)], other)).stderr).toContain("there was no library before it");
  writeFileSync(libraryPath, "no database at all ".repeat(100));
  const damaged = documentOf<{ run: number; kept: string }>(await restore(elsewhere, "--yes", "--json"));
  const told = documentOf(await importer(["history", String(damaged.run), "--json"]));
  expect(told["restored"]).toMatchObject({ replaced: null });
  expect((await importer(["history", String(damaged.run)])).stdout).toContain(
    "(it was damaged: its files, as they were)",
  );
  const refused = await importer(["undo", String(damaged.run)]);
  expect(refused.stderr).toContain(`its files, as they were, lie in ${damaged.kept}`);
  expect(refused.stderr).not.toContain(`importer restore ${damaged.kept}`);
});

it("that can't be noted is done all the same, and says why history does not tell of it", async () => {
  const { elsewhere, backup, importer, inLibrary, restore, rows } = await createKeeping();
  await inLibrary(({ $client }) =>
    $client.exec(`CREATE TRIGGER full BEFORE INSERT ON ledger_entries BEGIN
      SELECT RAISE(ABORT, 'no room for history'); END`),
  );
  await backup("--to", elsewhere);
  await inLibrary(({ $client }) => $client.exec("DROP TRIGGER full"));
  await importer(["remove", "album", "1"]);
  const told = await restore(elsewhere, "--yes");
  expect(told).toMatchObject({ exitCode: 0 });
  expect(told.stdout).toContain("restored: ");
  expect(told.stdout).toContain("to have that again: importer restore ");
  expect(told.stderr).toContain("importer: the history could not be told of it: no room for history\n");
  expectPlain(told);
  expect(await rows("SELECT id FROM albums")).toEqual([{ id: 1 }]);
  const again = documentOf(await restore(elsewhere, "--yes", "--json"));
  expect(again).toMatchObject({ run: null, unnoted: "no room for history", restored: elsewhere });
});
