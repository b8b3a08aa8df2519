import type { Db } from "../../db/connection.ts";
import type { AlbumFacts, Identifier } from "../../facts.ts";
import { ownRef, type Ref } from "../../refs.ts";
import { getAlbum, listAlbumCredits, yearOf, type AlbumCredit } from "../items/albums.ts";
import { listCategories } from "../items/associations.ts";
import { listIdentifiers } from "../identity/identifiers.ts";

/** An album as other programs read it: the `album` of `importer album --json`. */
export interface AlbumDescription {
  /** Null for one that was not saved (a dry run). */
  id: number | null;
  /** Its identity at the first source that has it; null for one that no source knows. */
  ref: Ref | null;
  title: string;
  artists: (Omit<AlbumCredit, "id"> & { id: number | null; ref: Ref | null })[];
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
  const identifiers = listIdentifiers(db, "album", id);
  return (
    album && {
      id,
      ref: ownRef(identifiers, "album"),
      title: album.title,
      artists: listAlbumCredits(db, id).map((credit) => ({
        ...credit,
        ref: ownRef(listIdentifiers(db, "artist", credit.id), "artist"),
      })),
      primaryType: album.primaryType,
      secondaryTypes: album.secondaryTypes,
      firstReleaseDate: album.firstReleaseDate,
      releaseYear: album.releaseYear,
      disambiguation: album.disambiguation,
      identifiers,
      genres: listCategories(db, "album", id, "genre"),
    }
  );
}

/** The same of facts that were not saved. */
export function describeAlbumFacts(facts: AlbumFacts): AlbumDescription {
  const genres = facts.categories.filter(({ kind }) => kind === "genre");
  return {
    id: null,
    ref: ownRef(facts.identifiers, "album"),
    title: facts.title,
    artists: facts.credits.map(({ artist, creditedAs, joinPhrase }) => {
      const ref = ownRef(artist.identifiers, "artist");
      return { id: null, name: artist.name, creditedAs, joinPhrase, ref };
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
