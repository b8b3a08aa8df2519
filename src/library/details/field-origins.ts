import type { Db } from "../../db/connection.ts";
import type { SaidOfAlbum } from "../../db/schema/facts.ts";
import { creditText } from "../../facts.ts";
import { getAlbum, listAlbumCredits } from "../items/albums.ts";
import { listCategories } from "../items/associations.ts";
import { listProviderRuns } from "../memory/runs.ts";
import { listSourceFacts } from "../memory/source-facts.ts";

/** Where the value of one field came from, and what the other sources say of it. */
export interface FieldOrigin {
  field: keyof SaidOfAlbum;
  /** As it stands in the library. */
  value: string;
  /** A source, or `files`. */
  from: string;
  others: { source: string; value: string }[];
}

const fields = [
  "title",
  "artists",
  "primaryType",
  "secondaryTypes",
  "firstReleaseDate",
  "disambiguation",
  "genres",
] as const satisfies (keyof SaidOfAlbum)[];

/** Provenance of an album's fields; `order` are the sources, the most trusted first. Undefined without such an album. */
export function listFieldOrigins(
  db: Db,
  albumId: number,
  order: readonly string[],
): FieldOrigin[] | undefined {
  const album = getAlbum(db, albumId);
  if (!album) return undefined;
  const rank = (source: string): number => (order.includes(source) ? order.indexOf(source) : order.length);
  const told = listSourceFacts(db, albumId).sort((a, b) => rank(a.source) - rank(b.source));
  // A library of 0.1 kept no words of its sources, but who brought something.
  const ran = listProviderRuns(db, "album", albumId).find(({ outcome }) => outcome === "found")?.provider;
  const current: Record<keyof SaidOfAlbum, string> = {
    title: album.title,
    artists: creditText(listAlbumCredits(db, albumId)),
    primaryType: textOf(album.primaryType),
    secondaryTypes: textOf(album.secondaryTypes),
    firstReleaseDate: textOf(album.firstReleaseDate),
    disambiguation: textOf(album.disambiguation),
    genres: textOf(listCategories(db, "album", albumId, "genre")),
  };
  return fields.flatMap((field) => {
    const said = told
      .map(({ source, said: all }) => ({ source, value: textOf(all[field]) }))
      .filter(({ value }) => value !== "");
    const value = current[field];
    if (value === "" && said.length === 0) return [];
    const own = field === "genres" ? said[0] : said.find((each) => each.value === value);
    const from = own?.source ?? (told.length === 0 && ran !== undefined ? ran : "files");
    return [{ field, value, from, others: said.filter((each) => each !== own) }];
  });
}

const textOf = (value: string | string[] | null | undefined): string =>
  Array.isArray(value) ? value.join(", ") : (value ?? "");
