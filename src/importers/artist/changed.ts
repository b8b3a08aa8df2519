import type { Db } from "../../db/connection.ts";
import type { AlbumFacts, ArtistFacts, Identifier } from "../../facts.ts";
import { listAlbumCredits } from "../../library/items/albums.ts";
import { getArtist } from "../../library/items/artists.ts";
import { findByIdentifier, isOfFormer, listIdentifiers } from "../../library/identity/identifiers.ts";
import { ownIdentifier } from "../../refs.ts";

/** A credit has a handful of names; one of hundreds would ask for a day. */
const mostRefreshed = 10;

/**
 * Artists of the library whom a credit makes one ask about again: whom it calls by another name than their source did before, and those
 * in whose place another stands now. They may have been renamed, or merged. What stands in a dump is of some day, and says nothing.
 */
export function listChangedArtists(db: Db, album: AlbumFacts): number[] {
  if (album.catalogue !== undefined) return [];
  const credited = album.credits.flatMap(({ artist }) => ownOf(artist.identifiers) ?? []);
  const renamed = album.credits.flatMap(({ artist }) => renamedOf(db, artist) ?? []);
  const replaced = listFormerCredits(db, album).filter((id) => {
    const own = ownOf(listIdentifiers(db, "artist", id));
    const isOfThisSource = own !== undefined && credited.some(({ kind }) => kind === own.kind);
    return isOfThisSource && !isCredited(db, id, credited);
  });
  return [...new Set([...renamed, ...replaced])].slice(0, mostRefreshed);
}

function renamedOf(db: Db, { name, identifiers }: ArtistFacts): number | undefined {
  const own = ownOf(identifiers);
  const [id] = own ? findByIdentifier(db, "artist", own.kind, [own.value]) : [];
  if (!own || id === undefined || getArtist(db, id)!.name === name) return undefined;
  if (isOfFormer(db, "artist", id, [own])) return undefined; // whom a person made one with another goes by that one's name
  return ownOf(listIdentifiers(db, "artist", id))?.kind === own.kind ? id : undefined;
}

/** Those whom the library has in the credit of this album. */
function listFormerCredits(db: Db, { identifiers }: AlbumFacts): number[] {
  const own = identifiers.filter(({ kind }) => kind === identifiers[0]?.kind);
  const albums = own.flatMap(({ kind, value }) => findByIdentifier(db, "album", kind, [value]));
  return albums.flatMap((id) => listAlbumCredits(db, id).map((credit) => credit.id));
}

const isCredited = (db: Db, id: number, credited: Identifier[]): boolean =>
  listIdentifiers(db, "artist", id).some(({ kind, value }) =>
    credited.some((each) => each.kind === kind && each.value === value),
  );

const ownOf = (identifiers: Identifier[]): Identifier | undefined => ownIdentifier(identifiers, "artist");
