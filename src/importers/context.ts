import type { Db } from "../db/connection.ts";
import type { Events } from "../events.ts";
import type { AlbumClaim } from "./album/finding/claims.ts";
import type { AlbumSource } from "../sources/albums/source.ts";
import type { MusicBrainz } from "../sources/musicbrainz/source.ts";
import type { UnaskedEditions } from "./release/unasked.ts";

/** What becomes of a file that fits no track: nothing is bound, it stays a track of its own, or it goes to its place. */
export type Unfitting = "ask" | "leave" | "by place";

/** What stands beside an identifier: as it is told, in quotes where it is words, and what it says of the album. */
export interface WordsBeside {
  said: string;
  claim: AlbumClaim;
}

/** What importers and their providers work with. */
export interface ImportContext {
  db: Db;
  events: Events;
  musicbrainz: MusicBrainz;
  /** Who is asked for albums and artists, the most trusted first. */
  albumSources: readonly AlbumSource[];
  /** Undefined: all of them. */
  unaskedEditions?: UnaskedEditions | undefined;
  /** ms UTC. */
  now: () => number;
  signal?: AbortSignal | undefined;
  /** Everything is asked, nothing is saved. */
  dryRun?: boolean;
  /** What a person removed is wanted again. */
  again?: boolean;
  /** The command that asks again for what is remembered as absent; a flag does where it is what is being typed. */
  toAskAgain?: string | undefined;
  /** The words that stand beside an identifier, in a row of a list: what it names must be called so. */
  beside?: WordsBeside | undefined;
  /** Between covers: the least short side, in pixels, of one that was fetched. */
  leastSide?: number;
  /** What a person said of files that fit no track of the edition which they bind an album to; asked about unless said. */
  unfitting?: Unfitting;
  /** Begins the save of an album once those before it have begun theirs; at once where nobody says so. */
  inTurn?: <T>(save: () => Promise<T>) => Promise<T>;
  /** One short transaction. A job hands in its own, which saves nothing once the job is no longer its. */
  transact: <T>(write: () => T) => Promise<T>;
}
