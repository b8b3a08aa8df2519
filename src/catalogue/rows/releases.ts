import type { ReleaseFacts } from "../../facts.ts";
import type { CatalogueDb } from "../open.ts";
import { unpackFacts, type ArtistRefs } from "../packing/codec.ts";
import type { Compressor } from "../packing/dictionary.ts";
import { bytesOf, mbidAt } from "../packing/mbid.ts";
import { releaseShape } from "../packing/shapes.ts";

interface ReleaseRow {
  grp: number;
  title: string | null;
  mbid: Buffer;
  ids: Buffer;
  data: Buffer;
}

/** Rows of releases as facts. */
export function createReleaseRows(db: CatalogueDb, refs: ArtistRefs, compressor: () => Compressor) {
  const columns = "SELECT grp, title, mbid, ids, data FROM releases";
  const ofGroup = db.prepare<[number], ReleaseRow>(`${columns} WHERE grp = ? ORDER BY id`);
  const ofMbid = db.prepare<[Buffer], ReleaseRow>(`${columns} WHERE mbid = ?`);
  const ofId = db.prepare<[number], ReleaseRow>(`${columns} WHERE id = ?`);
  const titlesOf = db
    .prepare<[number], string | null>("SELECT title FROM releases WHERE grp = ? ORDER BY id")
    .pluck();

  function read({ grp, title, mbid, ids, data }: ReleaseRow): ReleaseFacts {
    const text = compressor().inflate(data, mbid, ids, title ?? "", String(grp));
    const facts = unpackFacts<ReleaseFacts>(releaseShape, { text, ids }, refs);
    return {
      ...facts,
      identifiers: [{ kind: "musicbrainz_release", value: mbidAt(mbid) }, ...(facts.identifiers ?? [])],
    };
  }

  return {
    releasesOf: (group: number): ReleaseFacts[] => ofGroup.all(group).map(read),
    release: (mbid: string): ReleaseFacts | undefined => ofMbid.all(bytesOf(mbid)).map(read)[0],
    releaseAt: (id: number): ReleaseFacts | undefined => ofId.all(id).map(read)[0],
    /** How many editions it has, and those of their titles that are not its own. */
    editionsOf(group: number): { count: number; titles: string[] } {
      const titles = titlesOf.all(group);
      return { count: titles.length, titles: [...new Set(titles.filter((title) => title !== null))] };
    },
  };
}
