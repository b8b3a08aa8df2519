import { closeLibrary, openLibrary } from "../../src/db/open.ts";
import { countWork, nextTracks } from "../../src/library/work-list.ts";

/** A process of its own: reads the whole work list a batch at a time, and says what its peak was, in bytes. */
const db = await openLibrary(process.argv[2]!);
const wanted = { artwork: true, lyrics: true };
const { tracks } = countWork(db, wanted);
let read = 0;
for (let after = 0; ;) {
  const batch = nextTracks(db, wanted, after, 50);
  if (batch.length === 0) break;
  after = batch.at(-1)!.id;
  read += batch.length;
}
if (read !== tracks) throw new Error(`${read} tracks were read, ${tracks} were counted`);
closeLibrary(db);
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
