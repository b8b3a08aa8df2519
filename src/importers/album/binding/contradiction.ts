import { UserError } from "../../../errors.ts";
import { creditText, type AlbumFacts } from "../../../facts.ts";
import { getAlbum, type AlbumRow } from "../../../library/items/albums.ts";
import { resolveAlbum } from "../../../matching/albums/album-resolver.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import { argumentQuoted, shellQuoted } from "../../../plain-text.ts";
import { ownRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { ImportContext } from "../../context.ts";
import { ownRefAt } from "../../own-ref.ts";
import { candidateOfFacts, candidateOfRow } from "../finding/called.ts";
import { findNamedAlbums } from "../finding/finder.ts";
import type { TitleQuery } from "../finding/own-queries.ts";
import type { AlbumQuery } from "../query.ts";

interface Said {
  /** What was typed beside the other flag, as it may be read. */
  words: TitleQuery;
  typed: string;
  /** Whom `--artist` names. */
  by: string | undefined;
  /** What `--mbid` names; it is what counts where `--id` stands beside it, since that item becomes this. */
  query: AlbumQuery | undefined;
  id: number | undefined;
}

/**
 * Flags that name two different things: a title (with artist and year) that is not that of the album which an MBID, an address or `--id`
 * names. It is held against the album's title, its aliases and the titles of its releases, as the resolver holds them: under its floor
 * they are two.
 * @throws UserError naming both; UnavailableError where other titles of it are not to be had now
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
  const named = (await findNamedTitle(context, { query, album: known }, isNamed)) ?? own;
  if (!named || isNamed(named)) return;
  const by = words.readings.some(({ artist }) => artist !== undefined) ? creditText(named.artists) : "";
  throw new UserError(
    `"${typed}" and "${named.title}"${by && ` by ${by}`} are two albums: one is the title, the other is what ${query ? "the MBID" : "--id"} names`,
    { hint: eachAlone(said) },
  );
}

/** One command for each of the two albums. */
function eachAlone({ typed, by, query, id }: Said): string {
  const title = `${by === undefined ? "" : `--artist ${shellQuoted(by)} `}${argumentQuoted(typed)}`;
  const item = id === undefined ? [] : [`--id ${id}`];
  const mbid = query && "mbid" in query ? [`--mbid ${query.mbid}`] : [];
  return `importer album ${title}, or importer album ${item.concat(mbid).join(" ")}`;
}

/**
 * What an MBID, or an album of the library, is called at its source; with the titles of its first releases where the others are not what
 * was typed. Undefined: they have none of that id. @throws what the source throws where it can't be asked: that says neither yes nor no
 */
async function findNamedTitle(
  { db, albumSources, signal }: ImportContext,
  { query, album }: { query: AlbumQuery | undefined; album: AlbumRow | undefined },
  isNamed: (candidate: AlbumCandidate) => boolean,
): Promise<AlbumCandidate | undefined> {
  for (const source of albumSources) {
    const own = album && ownRefAt(db, source, album);
    const facts = query
      ? await lookUpMbid(source, query, signal)
      : own && (await source.lookUpAlbum(own, signal));
    const ref = facts && ownRef(facts.identifiers, "album");
    if (!ref) continue;
    const bare = candidateOfFacts(facts, []);
    if (isNamed(bare)) return bare;
    const page = await source.releasePages(ref, signal).next();
    const titles = page.done ? [] : page.value.releases.map(({ title }) => title);
    return candidateOfFacts(facts, titles);
  }
  return undefined;
}

/** The album that an MBID names: its own, or that of one of its releases. */
async function lookUpMbid(
  source: AlbumSource,
  query: AlbumQuery,
  signal: AbortSignal | undefined,
): Promise<AlbumFacts | undefined> {
  if (source.name !== "musicbrainz" || !("mbid" in query)) return undefined;
  const group = source.albumRef(query.mbid);
  const asGroup = query.kind === "release" ? undefined : await source.lookUpAlbum(group, signal);
  if (asGroup) return asGroup;
  const parent = await source.albumOfRelease({ ...group, entity: "release" }, signal);
  return parent && source.lookUpAlbum(parent, signal);
}
