import { expect, it } from "vitest";
import { temporaryLibrary } from "../helpers/library.ts";
import { listContextOf, listImportOf } from "./lists-source.ts";
import { importList } from "../../src/lists/import-list.ts";

it("measures rows that come in, not rows that are refused", async () => {
  const { db } = await temporaryLibrary();
  const context = listContextOf(db);
  const first = await importList(await listImportOf(context, { name: "new", rows: 30, albums: 30 }));
  expect(first.counts).toMatchObject({ rows: 30, created: 30 });
  const again = await importList(await listImportOf(context, { name: "known", rows: 90, albums: 30 }));
  expect(again.counts).toMatchObject({ rows: 90, known: 90 });
});
