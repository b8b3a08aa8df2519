import type { AlbumFacts, Associations } from "../../facts.ts";
import type { CatalogueDb } from "../open.ts";
import { unpackDetail, unpackFacts, type ArtistRefs } from "../packing/codec.ts";
import type { Compressor } from "../packing/dictionary.ts";
import { mbidAt } from "../packing/mbid.ts";
import { albumDetailShape, albumHeadShape } from "../packing/shapes.ts";

/** What a search looks at of a release group. */
export interface AlbumHead extends Omit<AlbumFacts, keyof Associations | "aliases"> {
  mbid: string;
  aliases: string[];
}

/** A release group with its other titles. */
export interface StoredAlbum {
  id: number;
  facts: AlbumFacts;
  aliases: string[];
}

interface AlbumRow {
  mbid: Buffer;
  title: string;
  head: string;
  data: Buffer;
}

type UnpackedHead = Omit<AlbumHead, "mbid" | "title" | "aliases"> & { aliases: string[] | null };

/** Rows of release groups as facts. */
export function createAlbumRows(db: CatalogueDb, refs: ArtistRefs, compressor: () => Compressor) {
  const rows = db.prepare<[number], AlbumRow>("SELECT mbid, title, head, data FROM groups WHERE id = ?");
  const beside = ({ mbid, title, head }: AlbumRow) => [mbid, title, head];

  function headOf({ mbid, title, head }: AlbumRow): AlbumHead {
    const packed = { text: head, ids: Buffer.alloc(0) };
    const { aliases, ...said } = unpackFacts<UnpackedHead>(albumHeadShape, packed, refs);
    return { ...said, mbid: mbidAt(mbid), title, aliases: aliases ?? [] };
  }

  return {
    album(id: number): StoredAlbum | undefined {
      const row = rows.get(id);
      if (!row) return undefined;
      const text = compressor().inflate(row.data, ...beside(row));
      const detail = unpackDetail<Associations>(albumDetailShape, text);
      const { mbid, aliases, ...head } = headOf(row);
      const own = { kind: "musicbrainz_release_group" as const, value: mbid };
      const named = aliases[0] === undefined ? head : { ...head, aliases };
      return { id, facts: { ...named, ...detail, identifiers: [own, ...detail.identifiers] }, aliases };
    },

    albumHead(id: number): AlbumHead | undefined {
      const row = rows.get(id);
      if (!row) return undefined;
      compressor().check(row.data, ...beside(row));
      return headOf(row);
    },
  };
}
