import { UserError } from "../../../errors.ts";
import { creditText, type AlbumFacts, type Credit } from "../../../facts.ts";
import { getAlbum, type AlbumRow } from "../../../library/items/albums.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import { argumentQuoted, shellQuoted } from "../../../plain-text.ts";
import { ownRef } from "../../../refs.ts";
import type { AlbumSource } from "../../../sources/albums/source.ts";
import type { WordsBeside, ImportContext } from "../../context.ts";
import { ownRefAt } from "../../own-ref.ts";
import { theFound } from "../../provider.ts";
import type { Candidate } from "../../provider.ts";
import { candidateOfFacts, candidateOfRow, yearsOf } from "../finding/called.ts";
import { claimBeside, claimOfWords, type AlbumClaim } from "../finding/claims.ts";
import { candidateOfLookUp, foundAs } from "../finding/candidates.ts";
import { lookUpNamed, type NamedAlbum } from "../finding/named-albums.ts";
import { findNamedAlbums } from "../finding/finder.ts";
import type { TitleQuery } from "../finding/own-queries.ts";
import type { AlbumQuery } from "../query.ts";

interface Said {
  /** What was typed beside the other flag, as it may be read. */
  words: TitleQuery;
  typed: string;
  /** Whom `--artist` names, and what `--year` says. */
  by: string | undefined;
  year: number | undefined;
  /** What `--mbid` names; it is what counts where `--id` stands beside it, since that item becomes this. */
  query: AlbumQuery | undefined;
  id: number | undefined;
}

/**
 * Flags that name two different things: a title (with artist and year) that is not that of the album which an MBID, an address or `--id`
 * names. It is held against the album's title, its aliases and the titles of its releases, and all names of its artists, as the resolver
 * holds them: under its floor they are two, and so they are where the artist is another, or the year that of none of its releases.
 * @throws UserError naming both; UnavailableError where other names of it are not to be had now
 */
export async function refuseContradiction(context: ImportContext, said: Said): Promise<void> {
  const { words, typed, by, year, query, id } = said;
  const claim = claimOfWords(words.readings);
  const named = await findContradiction(context, { claim, query, id });
  if (!named) return;
  const one = describe(typed, by, year);
  const credit = claim.hasArtist ? creditText(named.artists) : undefined;
  const other = describe(named.title, credit, year === undefined ? undefined : yearIn(named));
  throw new UserError(
    `${one} and ${other} are two albums: one is the title, the other is what ${query ? "the MBID" : "--id"} names`,
    { hint: eachAlone(said) },
  );
}

const describe = (title: string, by: string | undefined, year: string | number | undefined): string =>
  `"${title}"${by === undefined ? "" : ` by ${by}`}${year === undefined ? "" : ` (${year})`}`;

const yearIn = ({ firstReleaseDate }: AlbumCandidate): string | undefined => firstReleaseDate?.slice(0, 4);

/**
 * The same of an artist, or a year, beside what names the album alone, in the place of its title: the album must be theirs, by whatever name
 * they have, and it or an edition of that year.
 * @throws UserError naming both; UnavailableError as above
 */
export async function refuseOtherAlbum(
  context: ImportContext,
  said: { artist: string | undefined; year: number | undefined; typed: string; query: NamedAlbum },
): Promise<void> {
  const { artist, year, typed, query } = said;
  const claim = claimBeside({ artist, year });
  const named = await findContradiction(context, { claim, query, id: undefined });
  if (!named) return;
  const is = `${typed} is ${describe(named.title, creditText(named.artists), year === undefined ? undefined : yearIn(named))}`;
  const isTheirs = artist === undefined || claimBeside({ artist }).fits(named);
  const but = isTheirs
    ? `and not of ${year}, which --year says`
    : `and not by "${artist}", whom --artist names`;
  throw new UserError(`${is}, ${but}`, {
    hint: `importer album ${argumentQuoted(typed)}, or importer album <title>${flagsOf(artist, year)}; as a title: importer album ${shellQuoted(`title:${typed}`)}${flagsOf(artist, year)}`,
  });
}

const flagsOf = (by: string | undefined, year: number | undefined): string =>
  `${by === undefined ? "" : ` --artist ${shellQuoted(by)}`}${year === undefined ? "" : ` --year ${year}`}`;

/**
 * The album that an identifier, or `id`, names where what is said is not so of it; undefined where it may be. What the library knows by
 * these words costs no request. @throws UnavailableError as above
 */
export async function findContradiction(
  context: ImportContext,
  { claim, query, id }: Pick<Said, "query" | "id"> & { claim: AlbumClaim },
): Promise<AlbumCandidate | undefined> {
  const { db } = context;
  const known = query ? findNamedAlbums(db, query)[0] : id === undefined ? undefined : getAlbum(db, id);
  const own = known && candidateOfRow(context, known);
  if (own && claim.fits(own)) return undefined;
  // The library keeps no other names of albums and of who is credited: whoever told of it may know one.
  const named = (await findAtSource(context, { query, album: known, claim })) ?? own;
  return !named || claim.fits(named) ? undefined : named;
}

/**
 * The same of an album that an identifier has found for a row of a list, before anything is saved. It costs nothing where the row calls the
 * album by a name that came with it; else as `withOtherNames`.
 * @throws TwoAlbumsError
 */
export async function refuseBeside(
  { beside, signal }: ImportContext,
  source: AlbumSource,
  facts: AlbumFacts | undefined,
): Promise<void> {
  if (!beside || !facts) return;
  const named = await withOtherNames(source, facts, beside.claim, signal);
  if (!beside.claim.fits(named))
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
    const both = `${said} and "${title}"${artists && ` by ${artists}`} are two albums`;
    super(`${both}: one is what the row says, the other is what its identifier names`);
    this.named = named;
  }
}

/** One command for each of the two albums. */
function eachAlone({ typed, by, year, query, id }: Said): string {
  const title = `${flagsOf(by, year)} ${argumentQuoted(typed)}`.trimStart();
  const item = id === undefined ? [] : [`--id ${id}`];
  const mbid = query && "mbid" in query ? [`--mbid ${query.mbid}`] : [];
  return `importer album ${title}, or importer album ${item.concat(mbid).join(" ")}`;
}

/**
 * What an MBID, or an album of the library, is called at its source. Undefined: they have none of that id. @throws what the source throws
 * where it can't be asked: that says neither yes nor no
 */
async function findAtSource(
  context: ImportContext,
  { query, album, claim }: { query: AlbumQuery | undefined; album: AlbumRow | undefined; claim: AlbumClaim },
): Promise<AlbumCandidate | undefined> {
  const { db, albumSources, signal } = context;
  for (const source of albumSources) {
    const own = album && ownRefAt(db, source, album);
    const facts = query
      ? query.kind !== "title" && theFound(await lookUpNamed(context, source, query))
      : own && (await source.lookUpAlbum(own, signal));
    if (facts && ownRef(facts.identifiers, "album")) return withOtherNames(source, facts, claim, signal);
  }
  return undefined;
}

/**
 * The album with as many of its names as it takes for the claim to fit: those that came with it, else the titles and years of its first
 * releases (one request), else all names of its artists (one for each).
 */
async function withOtherNames(
  source: AlbumSource,
  facts: AlbumFacts,
  { fits, isOfEditions, hasArtist }: AlbumClaim,
  signal: AbortSignal | undefined,
): Promise<AlbumCandidate> {
  const bare = candidateOfFacts(facts, []);
  if (fits(bare)) return bare;
  const { titles, years } = isOfEditions ? await firstEditions(source, facts, signal) : { titles: [] };
  const titled = candidateOfFacts(facts, titles, years);
  if (!hasArtist || fits(titled)) return titled;
  return candidateOfFacts({ ...facts, credits: await creditsInFull(source, facts, signal) }, titles, years);
}

async function firstEditions(
  source: AlbumSource,
  { identifiers }: AlbumFacts,
  signal: AbortSignal | undefined,
): Promise<{ titles: string[]; years?: AlbumCandidate["editionYears"] }> {
  const ref = ownRef(identifiers, "album");
  const page = ref && (await source.releasePages(ref, signal).next());
  if (!page || page.done) return { titles: [] };
  const { releases, received, total, odd } = page.value;
  const areAll = received >= total && odd.length === 0;
  return { titles: releases.map(({ title }) => title), years: { years: yearsOf(releases), areAll } };
}

async function creditsInFull(
  source: AlbumSource,
  { credits }: AlbumFacts,
  signal: AbortSignal | undefined,
): Promise<Credit[]> {
  const full: Credit[] = [];
  for (const credit of credits) {
    const ref = ownRef(credit.artist.identifiers, "artist");
    const artist = ref ? await source.lookUpArtist(ref, signal) : undefined;
    full.push(artist ? { ...credit, artist } : credit);
  }
  return full;
}
