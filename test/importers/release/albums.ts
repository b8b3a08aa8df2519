import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import {
  madeUpMbid,
  numbered,
  type DemoAlbum,
  type DemoTrackRow,
} from "../../../src/demo/musicbrainz/facts.ts";
import type { ImportContext } from "../../../src/importers/context.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import type { ImportResult } from "../../../src/importers/flow/result.ts";
import type { ReleaseFacts } from "../../../src/facts.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { importing, importWords, type Importing } from "../../helpers/importing.ts";

/** An album of many releases on one CD each, every one with recordings of its own. */
export function boxSet(title: string, releases: number, tracks: number): DemoAlbum {
  return {
    id: madeUpMbid("release group", title),
    title,
    primaryType: "Album",
    firstReleased: "2001",
    credits: [{ artist: { id: madeUpMbid("artist", "The Boxes"), name: "The Boxes" } }],
    genres: [],
    releases: Array.from({ length: releases }, (_, at) => ({
      // In the order of a browse, which goes by MBID.
      id: `00000000-0000-4000-9000-${String(at).padStart(4, "0")}${madeUpMbid(title).slice(-8)}`,
      title: `${title} ${at + 1}`,
      events: [[`2001-${String((at % 12) + 1).padStart(2, "0")}`, "GB"]],
      barcode: null,
      media: [{ format: "CD", tracks: numbered(`${title} ${at}`, rowsOf(tracks)) }],
    })),
  };
}

const rowsOf = (tracks: number): DemoTrackRow[] =>
  Array.from({ length: tracks }, (_, at) => [`Song ${at + 1}`, 60_000 + at]);

export interface ReleaseImporting extends Importing {
  album: DemoAlbum;
  albumId: number;
  releases(context?: ImportContext): Promise<ImportResult<ReleaseFacts>>;
  /** From now on the server has the album as it is here. */
  serve(changed: DemoAlbum): void;
}

/** The album is imported; its releases are not yet. */
export async function albumOf(album: DemoAlbum): Promise<ReleaseImporting> {
  const t = await importing(buildDemoCatalogue([album]));
  const { itemId } = await importWords(t.context, { mbid: album.id });
  t.asked();
  return {
    ...t,
    album,
    albumId: itemId!,
    releases: (context = t.context) => importReleases(context, getAlbum(t.db, itemId!)!),
    serve(changed) {
      const documents: Json[] = buildDemoCatalogue([changed]).releasesByGroup.get(album.id)!;
      t.catalogue.releasesByGroup.set(album.id, documents);
    },
  };
}

/** How many rows of a table each transaction of this context added, one number for each. */
export function countAdded(t: Importing, table: string): { context: ImportContext; added: number[] } {
  const added: number[] = [];
  const count = t.db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck();
  return {
    added,
    context: {
      ...t.context,
      transact: (write) =>
        t.context.transact(() => {
          const before = count.get() as number;
          const result = write();
          added.push((count.get() as number) - before);
          return result;
        }),
    },
  };
}
