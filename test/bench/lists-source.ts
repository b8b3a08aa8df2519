import type { ImportContext } from "../../src/importers/context.ts";
import { importList, type ListImport } from "../../src/lists/import-list.ts";
import { readList } from "../../src/lists/reading/read-list.ts";
import { contextOf } from "./import-context.ts";
import { albumOf, artistOf, mbidOf, numberIn, releasesOf } from "./import-facts.ts";

/** Imports with a source that answers at once, in the process, and has the releases of an album at hand: two, or one of every second. */
export function listContextOf(db: ImportContext["db"]): ImportContext {
  return contextOf(db, {
    address: "bench",
    lookUpAlbum: (mbid: string) => Promise.resolve(albumOf(numberIn(mbid))),
    lookUpArtist: (mbid: string) => Promise.resolve(artistOf(numberIn(mbid))),
    releasesAtHand: (mbid: string) => releasesOf(numberIn(mbid), 2).slice(numberIn(mbid) % 2),
  });
}

/** As many as the program asks for at once where nothing of it goes to the web (`cli/commands/run-list.ts`). */
const rowsAtOnce = 200;

/** The import of a list of so many rows, each of which says something else (an album's years differ), of so many albums; `onPiece` is called while it is read. */
export async function listImportOf(
  context: ImportContext,
  { name, rows, albums, onPiece }: { name: string; rows: number; albums: number; onPiece?: () => void },
): Promise<ListImport> {
  async function* bytes(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(Buffer.from("mbid,title,year\n"));
    for (let at = 0; at < rows; at += 1000) {
      const lines = Array.from({ length: Math.min(1000, rows - at) }, (_, more) => {
        const [album, time] = [(at + more) % albums, Math.floor((at + more) / albums)];
        return `${mbidOf("a", album)},Album ${album},${1900 + time}\n`;
      });
      onPiece?.();
      yield Buffer.from(lines.join(""));
    }
  }
  const { db, events, transact: write } = context;
  const entries = await readList(bytes(), { name: "bench.csv" });
  const options = { concurrency: rowsAtOnce, retryNotFound: false, withoutProducts: true };
  return { db, events, transact: write, importing: context, name, entries, ...options };
}

/** @throws Error where a row did not come in. */
export async function importWhole(given: ListImport): Promise<void> {
  const { counts } = await importList(given);
  if (counts.created + counts.known !== counts.rows) throw new Error(JSON.stringify(counts));
}
