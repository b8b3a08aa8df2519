import type { ArtistFacts } from "../../facts.ts";
import type { CatalogueDb } from "../open.ts";
import { bareFactsOf } from "../packing/artists.ts";
import { unpackDetail } from "../packing/codec.ts";
import type { Compressor } from "../packing/dictionary.ts";
import { mbidAt } from "../packing/mbid.ts";
import { artistDetailShape } from "../packing/shapes.ts";

/** What a search looks at of an artist. */
export interface ArtistHead extends Pick<
  ArtistFacts,
  "name" | "sortName" | "kind" | "country" | "disambiguation"
> {
  mbid: string;
  aliases: string[];
}

interface ArtistRow {
  mbid: Buffer;
  bare: string;
  aliases: string | null;
  /** Null: only a credit is known. */
  data: Buffer | null;
}

/** Rows of artists as facts; undefined, too, for one of whom only a credit is known. */
export function createArtistRows(db: CatalogueDb, compressor: () => Compressor) {
  const rows = db.prepare<[number], ArtistRow>("SELECT mbid, bare, aliases, data FROM artists WHERE id = ?");
  const beside = ({ mbid, bare, aliases }: ArtistRow) => [mbid, bare, aliases ?? ""];
  const namesOf = ({ aliases }: ArtistRow): string[] | undefined =>
    aliases === null ? undefined : (JSON.parse(aliases) as string[]);

  return {
    artist(id: number): ArtistFacts | undefined {
      const row = rows.get(id);
      if (!row?.data) return undefined;
      const text = compressor().inflate(row.data, ...beside(row));
      const detail = unpackDetail<Partial<ArtistFacts>>(artistDetailShape, text);
      const [bare, aliases] = [bareFactsOf(row.bare, mbidAt(row.mbid)), namesOf(row)];
      return {
        ...bare,
        ...detail,
        ...(aliases && { aliases }),
        identifiers: [...bare.identifiers, ...(detail.identifiers ?? [])],
      };
    },

    artistHead(id: number): ArtistHead | undefined {
      const row = rows.get(id);
      if (!row?.data) return undefined;
      compressor().check(row.data, ...beside(row));
      const mbid = mbidAt(row.mbid);
      return { ...bareFactsOf(row.bare, mbid), mbid, aliases: namesOf(row) ?? [] };
    },
  };
}
