import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/schema/facts.ts";
import type { Identifier, ReleaseFacts } from "../../facts.ts";
import { listIdentifiers } from "../../library/identifiers.ts";
import type { Ref } from "../../refs.ts";
import { refKinds } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import type { Inquiry } from "../upstream/inquiry.ts";

/** What has to be done before a release is saved. Each pair of ids: the current one, and the one that it had. */
export interface Foreseen {
  albums: [Identifier, Identifier][];
  recordings: [Identifier, Identifier][];
  /** It moved here from another album. */
  comesHere: boolean;
  /** What became of its recordings can't be told now: its tracks stay as they are. */
  keepsTracks: boolean;
  events: UpstreamEvent[];
}

/** A source's listing of an album's releases, as far as it has come. */
export interface Listing {
  source: AlbumSource;
  /** The album's, under which it is listed. */
  ref: Ref;
  /** Library id as it was asked for; it may have become another meanwhile. */
  albumId: number;
  inquiry: Inquiry;
  /** The source's own ids of the releases that came. */
  seen: Set<string>;
  /** It came to its end. */
  isWhole: boolean;
  /** What was learnt of a release before it is saved. */
  foreseen: Map<ReleaseFacts, Foreseen>;
}

/** The ids that this source has for an item, the current one first. */
export const idsAt = (db: Db, { name }: AlbumSource, itemType: ItemType, id: number): Identifier[] =>
  listIdentifiers(db, itemType, id).filter(({ kind }) => refKinds[kind].source === name);
