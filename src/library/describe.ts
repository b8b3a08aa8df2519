import type { Db } from "../db/connection.ts";
import type { AlbumFacts, Identifier } from "../facts.ts";
import { getAlbum, listAlbumCredits, yearOf, type AlbumCredit } from "./albums.ts";
import { listCategories } from "./associations.ts";
import { listIdentifiers } from "./identifiers.ts";

/** An album as other programs read it: the `album` of `importer album --json`. */
export interface AlbumDescription {
  /** Null for one that was not saved (a dry run). */
  id: number | null;
  title: string;
  artists: (Omit<AlbumCredit, "id"> & { id: number | null })[];
  primaryType: string | null;
  secondaryTypes: string[];
  firstReleaseDate: string | null;
  releaseYear: number | null;
  disambiguation: string | null;
  identifiers: Identifier[];
  genres: string[];
}

export function describeAlbum(db: Db, id: number): AlbumDescription | undefined {
  const album = getAlbum(db, id);
  return (
    album && {
      id,
      title: album.title,
      artists: listAlbumCredits(db, id),
      primaryType: album.primaryType,
      secondaryTypes: album.secondaryTypes,
      firstReleaseDate: album.firstReleaseDate,
      releaseYear: album.releaseYear,
      disambiguation: album.disambiguation,
      identifiers: listIdentifiers(db, "album", id),
      genres: listCategories(db, "album", id, "genre"),
    }
  );
}

/** The same of facts that were not saved. */
export function describeAlbumFacts(facts: AlbumFacts): AlbumDescription {
  const genres = facts.categories.filter(({ kind }) => kind === "genre");
  return {
    id: null,
    title: facts.title,
    artists: facts.credits.map(({ artist, creditedAs, joinPhrase }) => {
      return { id: null, name: artist.name, creditedAs, joinPhrase };
    }),
    primaryType: facts.primaryType,
    secondaryTypes: facts.secondaryTypes ?? [],
    firstReleaseDate: facts.firstReleaseDate,
    releaseYear: yearOf(facts.firstReleaseDate),
    disambiguation: facts.disambiguation,
    identifiers: facts.identifiers,
    genres: genres.sort((a, b) => b.weight - a.weight).map(({ name }) => name),
  };
}
