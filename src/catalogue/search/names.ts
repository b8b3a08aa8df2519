import { foldName } from "../../matching/text/fold.ts";
import { meansVarious, variousArtistsMbid } from "../../matching/artists/various-artists.ts";
import { typedNameKeys } from "../keys.ts";
import type { CatalogueDb } from "../open.ts";
import type { CatalogueReader } from "../reader.ts";
import type { Words } from "./similar.ts";

/** Who is called so. */
export interface Names {
  /** By a name, sort name, alias, credited name, or half of "A & B": all of them. */
  called(name: string): number[];
  /** The same; where nobody is, those who have its words, as they are or nearly. */
  calledOrNearly(name: string): number[];
}

/** Of those who only share words. */
const mostNear = 100;

export function createNames(db: CatalogueDb, reader: CatalogueReader, words: Words): Names {
  const byKey = db.prepare<[number], number>("SELECT artist FROM name_keys WHERE hash = ?").pluck();
  const byWords = db
    .prepare<[string, number], number>("SELECT rowid FROM artist_words WHERE artist_words MATCH ? LIMIT ?")
    .pluck();

  function called(name: string): number[] {
    const various = meansVarious(name) ? reader.artistId(variousArtistsMbid) : undefined;
    const found = [...typedNameKeys(name)].flatMap((key) => byKey.all(key));
    return [...new Set([...(various === undefined ? [] : [various]), ...found])];
  }

  return {
    called,
    calledOrNearly(name) {
      const exact = called(name);
      if (exact.length > 0) return exact;
      for (const ask of [words.exactly, words.nearly]) {
        const question = ask([foldName(name)]);
        const found = question === undefined ? [] : byWords.all(question, mostNear);
        if (found.length > 0) return found;
      }
      return [];
    },
  };
}
