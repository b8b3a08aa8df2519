import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createStage, documentOf } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/library.ts";

interface Shown {
  rows: { state: string }[];
}

it("rows whose albums were undone are open again, each by itself as in the sums", async () => {
  const stage = await createStage();
  const path = join(temporaryFolder(), "list.csv");
  writeFileSync(path, "artist,title\nBob Dylan,Desire\nU2,Desire\nNobody,Nothing At All\n");
  await stage.importer(["import", path]);
  const states = async (): Promise<string[]> =>
    documentOf<Shown>(await stage.importer(["lists", "show", "1", "--json"]))
      .rows.map(({ state }) => state)
      .sort();
  expect(await states()).toEqual(["created", "created", "not_found"]);
  await stage.importer(["undo", "1", "--only", "album:1"]);
  expect(await states()).toEqual(["created", "not_found", "open"]);
  await stage.importer(["undo", "1"]);
  expect((await stage.importer(["lists"])).stdout).toContain("1 not found, 2 open");
  expect(await states()).toEqual(["not_found", "open", "open"]);
});
