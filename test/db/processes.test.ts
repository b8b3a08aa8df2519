import { join } from "node:path";
import { expect, test } from "vitest";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";
import type { Opened } from "./opener.ts";
import { start } from "./processes.ts";

test("eight processes that open a new library at once make it together", async () => {
  const path = join(temporaryFolder(), "new", "library.db");
  const children = await Promise.all(Array.from({ length: 8 }, () => start("opener", path)));
  const told = children.map(
    (child) => new Promise<Opened>((resolve) => child.once("message", (opened: Opened) => resolve(opened))),
  );
  for (const child of children) child.send("go");
  for (const opened of await Promise.all(told)) {
    expect(opened).toMatchObject({ kind: "opened", integrity: "ok" });
  }
  const db = await openLibrary(path);
  expect(db.$client.prepare("SELECT count(DISTINCT name) FROM categories").pluck().get()).toBe(8);
  const applied = db.$client.prepare("SELECT created_at FROM __drizzle_migrations").pluck().all();
  expect(new Set(applied).size).toBe(applied.length);
  closeLibrary(db);
});

test("a library is opened although another process writes into it", async () => {
  const { path } = await temporaryLibrary();
  const holder = await start("holder", path);
  for (const readonly of [false, true]) {
    const db = await openLibrary(path, { readonly });
    expect(db.$client.prepare("SELECT count(*) FROM categories").pluck().get()).toBe(0);
    closeLibrary(db);
  }
  holder.kill("SIGKILL");
});
