import { expect, it } from "vitest";
import { showListImport } from "../../../src/cli/view/runs/list-import.ts";
import type { Config } from "../../../src/config.ts";
import { createEvents } from "../../../src/events.ts";
import { createScreen } from "../io/screen.ts";

it.each([
  [
    "words may be searched for in vain",
    { albums: 300, requests: 600, intervalMs: 1_100 },
    "300 rows, 300 to ask for: about 11 min at one request in 1.1 s, up to twice that where albums aren't found at once",
  ],
  [
    "MBIDs are looked up, once each",
    { albums: 300, requests: 300, intervalMs: 1_100 },
    "300 rows, 300 to ask for: about 6 min at one request in 1.1 s",
  ],
  ["no pace is kept", { albums: 300, requests: 600, intervalMs: 0 }, "300 rows, 300 to ask for"],
])("says beforehand how long an import takes: %s", (_, { albums, requests, intervalMs }, line) => {
  const { io, rows } = createScreen(200);
  const events = createEvents();
  const config = { musicbrainz: { intervalMs } } as Config;
  const view = showListImport({ events, config }, io, {});
  events.emit("list-started", { name: "a", rows: 300, open: 300, albums, requests });
  view.close();
  expect(rows()).toEqual([line]);
});
