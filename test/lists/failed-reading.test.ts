import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, type Stage } from "../helpers/cli.ts";

const many = Array.from({ length: 1500 }, (_, at) => `Nobody ${at},Nothing ${at}`);
/** More than the 64 kB by which columns are told, then what no list holds. */
const spoilt = (bad: string): string => ["artist,title", ...many, ...many, bad, ...many].join("\n");

const statesOf = (stage: Stage): Promise<unknown[]> =>
  stage.rows("SELECT number, raw, state, reading, occurrence FROM list_rows ORDER BY id");

function fileOf(stage: Stage, text: string): string {
  const path = join(stage.home, "..", "given.csv");
  writeFileSync(path, text);
  return path;
}

describe("a reading that fails", () => {
  it("leaves the list as it was: a field too long", async () => {
    const text = spoilt(`Bob,"${"x".repeat(1_100_000)}"`);
    const stage = await createStage();
    const right = "artist,title\n,Desire\nNobody at All,Nothing of That Name\nBob Dylan,\n";
    const run = (list: string) => stage.importer(["import", fileOf(stage, list), "--name", "x", "--json"]);
    await run(right);
    // A row that left, and comes back in the reading that fails.
    await run(right.replace("Bob Dylan,\n", ""));
    const before = await statesOf(stage);
    const failed = await run(text.replace("artist,title\n", "artist,title\nBob Dylan,\n,Desire\n"));
    expect(failed.exitCode).toBe(2);
    expect(failed.stderr + failed.stdout).toMatch(/longer than 1 MB/);
    expect(documentOf(failed)).toMatchObject({ error: expect.anything() as unknown });
    expect(await statesOf(stage)).toEqual(before);
    expect(documentOf(await run(right))).toMatchObject({ list: { rows: 3, open: 0 } });
    expect(await statesOf(stage)).toHaveLength(3);
  });

  it("nothing of one that was killed is in the next", async () => {
    const stage = await createStage();
    const path = fileOf(stage, "artist,title\n,Desire\n");
    await stage.importer(["import", path]);
    await stage.rows(
      `INSERT INTO list_rows (list_id, number, raw, hash, occurrence, words, state, reading)
       SELECT list_id, 2, 'x', 'x', -1, '{}', 'open', 2 FROM list_rows RETURNING id`,
    );
    expect(documentOf(await stage.importer(["import", path, "--json"]))).toMatchObject({ list: { rows: 1 } });
    expect(await statesOf(stage)).toHaveLength(1);
  });
});

it("a spreadsheet of decisions that is binary behind its head is refused", async () => {
  const stage = await createStage();
  const path = fileOf(stage, `id,decision,title\n${"1,,Desire\n".repeat(9000)}2,\0,x\n`);
  const result = await stage.importer(["review", "apply", path, "--json"]);
  expect(result.exitCode).toBe(2);
  expect(result.stdout + result.stderr).toMatch(/it holds zero bytes/);
});
