import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { countWork, nextTracks } from "../../src/library/enrichment/work-list.ts";

/**
 * A process of its own: reads the whole work list a batch at a time, and says its peaks in bytes: of what was alive (what a
 * collection leaves, looked at every 10,000 tracks), and of all that the system gave it.
 */
const db = await openLibrary(process.argv[2]!);
const wanted = { artwork: true, lyrics: true };
const { tracks } = countWork(db, wanted);
let [read, live] = [0, 0];
for (let after = 0; ;) {
  const batch = nextTracks(db, wanted, after, 50);
  if (batch.length === 0) break;
  after = batch.at(-1)!.id;
  read += batch.length;
  if (read % 10_000 > 50 && read > 50) continue;
  global.gc!();
  const { heapUsed, external } = process.memoryUsage();
  live = Math.max(live, heapUsed + external);
}
if (read !== tracks) throw new Error(`${read} tracks were read, ${tracks} were counted`);
closeLibrary(db);
process.stdout.write(JSON.stringify({ live, rss: process.resourceUsage().maxRSS * 1024 }));
