import { UserError } from "../../errors.ts";
import { creditText, type AlbumFacts } from "../../facts.ts";
import { getAlbum, type AlbumRow } from "../../library/albums.ts";
import { listIdentifiers } from "../../library/identifiers.ts";
import { resolveAlbum } from "../../matching/album-resolver.ts";
import type { AlbumCandidate } from "../../matching/candidate.ts";
import type { ImportContext } from "../context.ts";
import { candidateOfRow } from "./called.ts";
import { findNamedAlbums } from "./finder.ts";
import type { AlbumQuery } from "./query.ts";

interface Said {
  /** What was typed beside the other flag, as it may be read. */
  words: Extract<AlbumQuery, { kind: "title" }>;
  typed: string;
  /** What `--mbid` names; it is what counts where `--id` stands beside it, since that item becomes this. */
  query: AlbumQuery | undefined;
  id: number | undefined;
}

/**
 * Flags that name two different things: a title (with artist and year) that is not that of the album which an MBID, an address or `--id`
 * names. It is held against the album's title, its aliases and the titles of its releases, as the resolver holds them: under its floor
 * they are two.
 * @throws UserError naming both; UnavailableError, RejectedError where only the source can tell, and it can't be asked
 */
export async function refuseContradiction(context: ImportContext, said: Said): Promise<void> {
  const { db } = context;
  const { words, typed, query, id } = said;
  const known = query ? findNamedAlbums(db, query)[0] : id === undefined ? undefined : getAlbum(db, id);
  const isNamed = (candidate: AlbumCandidate): boolean =>
    resolveAlbum({ readings: words.readings }, [candidate]).outcome !== "none";
  const own = known && candidateOfRow(context, known);
  if (own && isNamed(own)) return;
  // The library keeps no other titles of albums: whoever told of it may know one.
  const asked = query ?? (known && ownQuery(context, known));
  const named = (await lookUpNamedTitles(context, asked, own === undefined)) ?? own;
  if (!named || isNamed(named)) return;
  const by = words.readings.some(({ artist }) => artist !== undefined) ? creditText(named.artists) : "";
  throw new UserError(
    `"${typed}" and "${named.title}"${by && ` by ${by}`} are two albums: one is the title, the other is what ${query ? "the MBID" : "--id"} names`,
    { hint: "give one of them" },
  );
}

function ownQuery({ db }: ImportContext, album: AlbumRow): AlbumQuery | undefined {
  const own = listIdentifiers(db, "album", album.id).find(({ kind }) => kind === "musicbrainz_release_group");
  return own && { kind: "release-group", mbid: own.value };
}

/**
 * What an MBID names at its source, with the titles of its first releases. Whom the library does not know the import asks for itself,
 * and says what is wrong there: undefined then.
 */
async function lookUpNamedTitles(
  { albumSources, signal }: ImportContext,
  query: AlbumQuery | undefined,
  isUnknown: boolean,
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
  } catch (error) {
    signal?.throwIfAborted();
    if (isUnknown) return undefined;
    throw error;
  }
}

function candidateOfFacts(facts: AlbumFacts, editionTitles: string[]): AlbumCandidate {
  return {
    mbid: "named",
    title: facts.title,
    aliases: facts.aliases ?? [],
    editionTitles,
    artists: facts.credits.map(({ artist, creditedAs, joinPhrase }) => {
      return { mbid: creditedAs, name: artist.name, creditedAs, joinPhrase, aliases: artist.aliases ?? [] };
    }),
    secondaryTypes: facts.secondaryTypes ?? [],
    ...(facts.firstReleaseDate !== null && { firstReleaseDate: facts.firstReleaseDate }),
  };
}
