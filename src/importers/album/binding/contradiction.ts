import { UserError } from "../../../errors.ts";
import { creditText, type AlbumFacts, type Credit } from "../../../facts.ts";
import { getAlbum, type AlbumRow } from "../../../library/items/albums.ts";
import { agreesInWords } from "../../../matching/albums/album-resolver.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import { argumentQuoted, shellQuoted } from "../../../plain-text.ts";
import { ownRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { WordsBeside, ImportContext } from "../../context.ts";
import { ownRefAt } from "../../own-ref.ts";
import { theFound } from "../../provider.ts";
import type { Candidate } from "../../provider.ts";
import { candidateOfFacts, candidateOfRow, mayBeCalled } from "../finding/called.ts";
import { candidateOfLookUp, foundAs } from "../finding/candidates.ts";
import { lookUpNamed, type NamedAlbum } from "../finding/named-albums.ts";
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
  const { words, typed, query } = said;
  const named = await findContradiction(context, said);
  if (!named) return;
  const by = words.readings.some(({ artist }) => artist !== undefined) ? creditText(named.artists) : "";
  throw new UserError(
    `"${typed}" and "${named.title}"${by && ` by ${by}`} are two albums: one is the title, the other is what ${query ? "the MBID" : "--id"} names`,
    { hint: eachAlone(said) },
  );
}

/**
 * The album that an identifier, or `id`, names where the words are no name of it; undefined where they are one. What the library knows by
 * these words costs no request. @throws UnavailableError as above
 */
export async function findContradiction(
  context: ImportContext,
  { words, query, id }: Pick<Said, "words" | "query" | "id">,
): Promise<AlbumCandidate | undefined> {
  const { db } = context;
  const known = query ? findNamedAlbums(db, query)[0] : id === undefined ? undefined : getAlbum(db, id);
  const isNamed = (candidate: AlbumCandidate): boolean => mayBeCalled(words.readings, candidate);
  const own = known && candidateOfRow(context, known);
  if (own && isNamed(own)) return undefined;
  // The library keeps no other titles of albums: whoever told of it may know one.
  const named = (await findNamedTitle(context, { query, album: known }, isNamed)) ?? own;
  return !named || isNamed(named) ? undefined : named;
}

/**
 * The same of an artist beside what names the album alone, in the place of its title: the album must be theirs, by whatever name they have.
 * @throws UserError naming both; UnavailableError as above
 */
export async function refuseOtherCredit(
  context: ImportContext,
  { artist, typed, query }: { artist: string; typed: string; query: NamedAlbum },
): Promise<void> {
  const isTheirs = (album: AlbumCandidate): boolean =>
    agreesInWords({ readings: [{ title: album.title, artist }] }, album);
  const known = findNamedAlbums(context.db, query)[0];
  const own = known && candidateOfRow(context, known);
  if (own && isTheirs(own)) return;
  const named = (await findNamedCredit(context, query)) ?? own;
  if (!named || isTheirs(named)) return;
  throw new UserError(
    `${typed} is "${named.title}" by ${creditText(named.artists)}, and not by "${artist}", whom --artist names`,
    {
      hint: `importer album ${argumentQuoted(typed)}, or importer album <title> --artist ${shellQuoted(artist)}`,
    },
  );
}

/** The album that an identifier names, with all names of its artists: one request for each of them. */
async function findNamedCredit(
  context: ImportContext,
  query: NamedAlbum,
): Promise<AlbumCandidate | undefined> {
  for (const source of context.albumSources) {
    const facts = theFound(await lookUpNamed(context, source, query));
    if (!facts) continue;
    const credits: Credit[] = [];
    for (const credit of facts.credits) {
      const ref = ownRef(credit.artist.identifiers, "artist");
      const artist = ref ? await source.lookUpArtist(ref, context.signal) : undefined;
      credits.push(artist ? { ...credit, artist } : credit);
    }
    return candidateOfFacts({ ...facts, credits }, []);
  }
  return undefined;
}

/**
 * The same of an album that an identifier has found for a row of a list, before anything is saved. It costs nothing where the row calls the
 * album by a name that came with it; else one request for the titles of its releases.
 * @throws TwoAlbumsError
 */
export async function refuseBeside(
  { beside, signal }: ImportContext,
  source: AlbumSource,
  facts: AlbumFacts | undefined,
): Promise<void> {
  if (!beside || !facts) return;
  const isNamed = (candidate: AlbumCandidate): boolean => mayBeCalled(beside.readings, candidate);
  if (isNamed(candidateOfFacts(facts, []))) return;
  const named = await withEditionTitles(source, facts, signal);
  if (!isNamed(named))
    throw new TwoAlbumsError(
      beside,
      candidateOfLookUp(ownRef(facts.identifiers, "album")!, facts, foundAs("what the identifier names")),
    );
}

/** What a row of a list says, and what its identifier names, are two albums: which is meant only a person can tell. */
export class TwoAlbumsError extends UserError {
  override name = "TwoAlbumsError";
  /** What the identifier names. */
  readonly named: Candidate;

  constructor({ said }: WordsBeside, named: Candidate) {
    const { title, artists } = named;
    const both = `"${said}" and "${title}"${artists && ` by ${artists}`} are two albums`;
    super(`${both}: one is what the row says, the other is what its identifier names`);
    this.named = named;
  }
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
  context: ImportContext,
  { query, album }: { query: AlbumQuery | undefined; album: AlbumRow | undefined },
  isNamed: (candidate: AlbumCandidate) => boolean,
): Promise<AlbumCandidate | undefined> {
  const { db, albumSources, signal } = context;
  for (const source of albumSources) {
    const own = album && ownRefAt(db, source, album);
    const facts = query
      ? query.kind !== "title" && theFound(await lookUpNamed(context, source, query))
      : own && (await source.lookUpAlbum(own, signal));
    const ref = facts && ownRef(facts.identifiers, "album");
    if (!ref) continue;
    const bare = candidateOfFacts(facts, []);
    if (isNamed(bare)) return bare;
    return withEditionTitles(source, facts, signal);
  }
  return undefined;
}

/** With the titles of its first releases. One request. */
async function withEditionTitles(
  source: AlbumSource,
  facts: AlbumFacts,
  signal: AbortSignal | undefined,
): Promise<AlbumCandidate> {
  const ref = ownRef(facts.identifiers, "album");
  const page = ref && (await source.releasePages(ref, signal).next());
  const titles = !page || page.done ? [] : page.value.releases.map(({ title }) => title);
  return candidateOfFacts(facts, titles);
}
