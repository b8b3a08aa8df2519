import { UserError } from "../../errors.ts";
import type { AlbumQuery, AlbumWords } from "../../importers/album/query.ts";
import type { ArtistQuery } from "../../importers/artist/query.ts";
import type { ImportContext } from "../../importers/context.ts";
import { argumentQuoted, isBlank, shellQuoted } from "../../plain-text.ts";

/** What was typed of one item: its words, what `--mbid` names, and the library id that `--id` names. */
interface SaidOfItem {
  mbid: string | undefined;
  id: number | undefined;
}

/**
 * A title beside an MBID or `--id`: they may name two albums. So may two identifiers, and an artist or a year beside one that stands in the
 * place of the title. @throws UserError naming both, with a command for each
 */
export async function refuseTwoAlbums(
  importing: ImportContext,
  said: Pick<AlbumWords, "title" | "artist" | "year"> & SaidOfItem,
): Promise<void> {
  const { title, artist, year, mbid, id } = said;
  if (title === undefined) return;
  const { albumQueryOf } = await import("../../importers/album/query.ts");
  const words = albumQueryOf({ title, artist, year });
  if (words && words.kind !== "title" && mbid === undefined)
    await refuseBesideAlbum(importing, { artist, year, typed: title, query: words });
  if (mbid === undefined && id === undefined) return;
  const query = albumQueryOf({ mbid });
  if (words?.kind === "title") {
    const { refuseContradiction } = await import("../../importers/album/binding/contradiction.ts");
    await refuseContradiction(importing, { words, typed: title, by: artist, year, query, id });
  } else refuseTwoIdentifiers("album", { typed: title, mbid, id }, words, query);
}

async function refuseBesideAlbum(
  importing: ImportContext,
  {
    artist = "",
    ...said
  }: {
    artist: string | undefined;
    year: number | undefined;
    typed: string;
    query: Exclude<AlbumQuery, { kind: "title" }>;
  },
): Promise<void> {
  const { isFillerArtist } = await import("../../matching/fillers.ts");
  const by = isBlank(artist) || isFillerArtist(artist) ? undefined : artist;
  if (by === undefined && said.year === undefined) return;
  const { refuseOtherAlbum } = await import("../../importers/album/binding/contradiction.ts");
  await refuseOtherAlbum(importing, { artist: by, ...said });
}

/** The same of artists: a name beside an MBID or `--id`, or two identifiers. @throws UserError naming both, with a command for each */
export async function refuseTwoArtists(
  importing: ImportContext,
  { name, mbid, id }: { name: string | undefined } & SaidOfItem,
): Promise<void> {
  if (name === undefined || (mbid === undefined && id === undefined)) return;
  const { artistQueryOf } = await import("../../importers/artist/query.ts");
  const [words, query] = [artistQueryOf({ name }), artistQueryOf({ mbid })];
  if (words?.kind === "name") {
    const { refuseOtherName } = await import("../../importers/artist/contradiction.ts");
    await refuseOtherName(importing, { name: words.name, query, id });
  } else refuseTwoIdentifiers("artist", { typed: name, mbid, id }, words, query);
}

function refuseTwoIdentifiers(
  what: "album" | "artist",
  { typed, mbid, id }: SaidOfItem & { typed: string },
  words: AlbumQuery | ArtistQuery | undefined,
  query: AlbumQuery | ArtistQuery | undefined,
): void {
  if (mbid === undefined || !words || !query || isSame(words, query)) return;
  const item = id === undefined ? "" : `--id ${id} `;
  throw new UserError(`"${typed}" and --mbid ${mbid} name one ${what} each`, {
    hint: `importer ${what} ${item}${argumentQuoted(typed)}, or importer ${what} ${item}--mbid ${shellQuoted(mbid)}`,
  });
}

/** An address says of what its MBID is; the MBID alone does not. */
const isSame = (one: AlbumQuery | ArtistQuery, other: AlbumQuery | ArtistQuery): boolean =>
  "mbid" in one && "mbid" in other ? one.mbid === other.mbid : JSON.stringify(one) === JSON.stringify(other);
