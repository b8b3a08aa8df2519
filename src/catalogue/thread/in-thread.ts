import type { AlbumFacts, ReleaseFacts } from "../../facts.ts";
import type { CatalogueSource } from "../source.ts";
import { startThread, type BeginThread, type ThreadClient } from "./client.ts";
import type { Bundle, Threaded } from "./messages.ts";

/** A command that asks for an album or two ends before a thread has begun. */
const questionsBefore = 200;
/** Albums that the thread handed over and nobody asked for yet; older ones are read again. */
const mostBrought = 512;

/**
 * Reader thread. Whoever asks for many albums has searches, unpacking and the making of facts done by a thread beside the one that
 * writes; answers come in the order of the questions. Until it has begun, if it dies, and for what it can't answer, `own` is asked.
 */
export function readInThread(
  path: string,
  own: CatalogueSource,
  { after = questionsBefore, begin }: { after?: number; begin?: BeginThread } = {},
): { source: CatalogueSource; close(): Promise<void> } {
  const brought = new Map<string, Bundle>();
  let count = 0;
  let thread: ThreadClient | undefined;

  function keep(bundle: Bundle): void {
    brought.set(bundle.mbid, bundle);
    if (brought.size > mostBrought) brought.delete(brought.keys().next().value!);
  }

  async function ask<T>(question: Threaded, args: unknown[], here: () => Promise<T>): Promise<T> {
    if (++count > after) thread ??= startThread(path, begin);
    const told = thread?.isReady() ? await thread.ask(question, args) : "unanswered";
    if (told === "unanswered") return here();
    if (told.bundle) keep(told.bundle);
    return (told.json === undefined ? undefined : JSON.parse(told.json)) as T;
  }

  const source: CatalogueSource = {
    ...own,
    searchAlbums: (question, signal, offset = 0) =>
      ask("searchAlbums", [question, undefined, offset], () => own.searchAlbums(question, signal, offset)),
    lookUpAlbum: async (mbid, signal) => {
      const bundle = brought.get(mbid);
      if (bundle) return JSON.parse(bundle.album) as AlbumFacts;
      return ask("lookUpAlbum", [mbid], () => own.lookUpAlbum(mbid, signal));
    },
    lookUpArtist: (mbid, signal) => ask("lookUpArtist", [mbid], () => own.lookUpArtist(mbid, signal)),
    releasesAtHand(mbid) {
      const bundle = brought.get(mbid);
      brought.delete(mbid);
      if (bundle?.releases === undefined) return own.releasesAtHand(mbid);
      return JSON.parse(bundle.releases) as ReleaseFacts[];
    },
  };
  return {
    source,
    async close() {
      await thread?.close();
    },
  };
}
