import { rmSync, truncateSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { documentOf } from "../helpers/cli.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

const sql = (path: string, text: string): void => {
  const db = new Database(path);
  db.exec(text);
  db.close();
};

it.each<[kind: string, spoil: (path: string) => void]>([
  ["newer", (path) => sql(path, "PRAGMA user_version = 99")],
  ["old", (path) => sql(path, "PRAGMA user_version = 1")],
  ["foreign", (path) => (rmSync(path), sql(path, "CREATE TABLE notes (text)"))],
  ["damaged", (path) => truncateSync(path, 5000)],
])(
  "tells of a file that is %s by its kind and in words, and of nothing inside the program",
  async (kind, spoil) => {
    const { importer, path } = catalogueStage();
    await importer(["catalogue", "build", "--from", writeDump(demoDump())]);
    spoil(path);
    const told = documentOf<{ unused: unknown[] }>(await importer(["catalogue", "status", "--json"]));
    expect(told.unused).toEqual([{ path, because: { kind, why: expect.stringMatching(/^it /) as string } }]);
    expect((await importer(["catalogue", "status"])).stdout).toContain(path);
  },
);
