import { exitCodes, UserError } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import { getAlbum, listAlbumCredits, type AlbumRow } from "../../library/albums.ts";
import { findItemId, listIdentifiers } from "../../library/identifiers.ts";
import { listReleases } from "../../library/releases.ts";
import { resolveAlbum } from "../../matching/album-resolver.ts";
import type { AlbumCandidate } from "../../matching/candidate.ts";
import type { TitleReading } from "../../matching/readings.ts";
import { refOf, textOfRef } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import { findNamedAlbums } from "./finder.ts";
import type { AlbumQuery } from "./query.ts";

/**
 * Manual match: whether these facts may become this very album. What another album of the library is, or what this one is not at the
 * same source, is two albums: nothing is folded.
 * @throws UserError naming both
 */
export function refuseOtherIdentity({ db }: ImportContext, album: AlbumRow, facts: AlbumFacts): void {
  const [own] = facts.identifiers;
  const taken = findItemId(db, "album", facts.identifiers);
  if (taken !== undefined && taken !== album.id) {
    const other = getAlbum(db, taken)!;
    throw new UserError(
      `"${facts.title}" is album ${taken} of the library already ("${other.title}"), and not album ${album.id}`,
      { hint: `importer show album ${taken}`, exitCode: exitCodes.ambiguous },
    );
  }
  const here = listIdentifiers(db, "album", album.id).find(({ kind }) => kind === own?.kind);
  const isSame = facts.identifiers.some(({ kind, value }) => kind === here?.kind && value === here.value);
  if (!own || !here || isSame) return;
  throw new UserError(
    `album ${album.id} ("${album.title}") is ${textOfRef(refOf(here))} already, and not ${textOfRef(refOf(own))}`,
    { hint: `importer show album ${album.id}`, exitCode: exitCodes.ambiguous },
  );
}

interface Said {
  /** The title that was typed, as it may be read. */
  readings: TitleReading[];
  typed: string;
  /** What the other flag names. */
  query: AlbumQuery | undefined;
  id: number | undefined;
}

/**
 * Flags that name two different things: a title that is not that of the album which an MBID, an address or `--id` names. It is held
 * against the album's title and those of its releases, as the resolver holds them.
 * @throws UserError naming both
 */
export async function refuseContradiction(context: ImportContext, said: Said): Promise<void> {
  const { db } = context;
  const known =
    said.id === undefined ? (said.query ? findNamedAlbums(db, said.query) : []) : [getAlbum(db, said.id)];
  const named = known[0] ? candidateOfRow(context, known[0]) : await lookUpNamedTitles(context, said.query);
  if (!named || resolveAlbum({ readings: said.readings }, [named]).outcome !== "none") return;
  throw new UserError(
    `"${said.typed}" and "${named.title}" are two albums: one is the title, the other is what ${said.id === undefined ? "the MBID" : "--id"} names`,
    { hint: "give one of them" },
  );
}

function candidateOfRow({ db }: ImportContext, album: AlbumRow): AlbumCandidate {
  const credits = listAlbumCredits(db, album.id);
  return {
    mbid: String(album.id),
    title: album.title,
    aliases: [],
    editionTitles: listReleases(db, album.id).map(({ title }) => title),
    artists: credits.map(({ id, name, creditedAs, joinPhrase }) => {
      return { mbid: String(id), name, creditedAs: creditedAs || name, joinPhrase, aliases: [] };
    }),
    secondaryTypes: album.secondaryTypes,
    ...(album.firstReleaseDate !== null && { firstReleaseDate: album.firstReleaseDate }),
  };
}

/** What an MBID names at its source, with the titles of its first releases; undefined where that can't be told now. */
async function lookUpNamedTitles(
  { albumSources, signal }: ImportContext,
  query: AlbumQuery | undefined,
): Promise<AlbumCandidate | undefined> {
  const source = albumSources.find(({ name }) => name === "musicbrainz");
  if (!source || !query || !("mbid" in query)) return undefined;
  try {
    const group = source.albumRef(query.mbid);
    const asGroup = query.kind === "release" ? undefined : await source.lookUpAlbum(group, signal);
    const parent = asGroup ? undefined : await source.albumOfRelease({ ...group, entity: "release" }, signal);
    const facts = asGroup ?? (parent && (await source.lookUpAlbum(parent, signal)));
    if (!facts) return undefined;
    const page = await source.releasePages(parent ?? group, signal).next();
    const titles = page.done ? [] : page.value.releases.map(({ title }) => title);
    return candidateOfFacts(facts, titles);
  } catch {
    signal?.throwIfAborted();
    return undefined; // the import itself says what is wrong there
  }
}

function candidateOfFacts(facts: AlbumFacts, editionTitles: string[]): AlbumCandidate {
  return {
    mbid: "named",
    title: facts.title,
    aliases: [],
    editionTitles,
    artists: facts.credits.map(({ artist, creditedAs, joinPhrase }) => {
      return { mbid: creditedAs, name: artist.name, creditedAs, joinPhrase, aliases: artist.aliases ?? [] };
    }),
    secondaryTypes: facts.secondaryTypes ?? [],
    ...(facts.firstReleaseDate !== null && { firstReleaseDate: facts.firstReleaseDate }),
  };
}
