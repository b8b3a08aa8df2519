import {
  closeLibrary,
  createEnrichment,
  createEvents,
  enrichmentConfig,
  openLibrary,
  run,
  systemIo,
} from "importer";
import { dirname, join } from "node:path";

const home = process.env["IMPORTER_HOME"] ?? "";
let text = "";
const io = { ...systemIo(), stdout: { write: (/** @type {string} */ more) => (text += more) } };
const exitCode = await run(["list", "albums", "--json"], io);

const db = await openLibrary(join(home, "library.db"));
db.$client.exec(
  "INSERT INTO artists (name, name_key, created_at, updated_at) VALUES ('Nobody', 'nobody', 0, 0);" +
    "INSERT INTO tracks (title, artist_id, artist_credit, created_at, updated_at) VALUES ('Song', 1, 'Nobody', 0, 0)",
);
const job = createEnrichment({
  db,
  events: createEvents(),
  config: enrichmentConfig({ artwork: false, batchSize: 10 }),
  settings: { home: dirname(db.$client.name), network: "wifi", artwork: { leastSide: 600 } },
  sources: {
    covers: [],
    lyrics: [
      {
        name: "my_own",
        findLyrics: async () => ({ plain: "la la la", synced: null, instrumental: false, sourceId: "1" }),
      },
    ],
  },
});
const { processed, lyricsFetched, artworkFetched, failed } = await job.run(new AbortController().signal);
const { plain } = /** @type {{ plain: string }} */ (db.$client.prepare("SELECT plain FROM lyrics").get());
closeLibrary(db);

const done = { exitCode, printed: JSON.parse(text), tracks: processed };
process.stdout.write(JSON.stringify({ ...done, lyricsFetched, artworkFetched, failed, kept: plain }));
