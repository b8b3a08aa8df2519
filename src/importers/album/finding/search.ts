import { findArtistIdsByAlias } from "../../../library/items/artists.ts";
import { listIdentifiers } from "../../../library/identity/identifiers.ts";
import { resolveAlbum, type AlbumResolution } from "../../../matching/albums/album-resolver.ts";
import type { AlbumCandidate } from "../../../matching/candidate.ts";
import { foldTitle } from "../../../matching/text/fold.ts";
import { artistsCalled, findCredited, type KnownArtist } from "../../../matching/artists/named-artists.ts";
import type { TitleReading } from "../../../matching/typed/readings.ts";
import type { AlbumQuestion, AlbumSource } from "../../../sources/albums/source.ts";
import type { OddPart } from "../../../sources/lenient.ts";
import type { ImportContext } from "../../context.ts";
import { mayHaveIt, unreadHits } from "../../unread-hits.ts";

/** How the search for an album went: the decision, and the questions that led to it. */
export interface AlbumSearch {
  resolution: AlbumResolution;
  /** In the source's own words, in their order. */
  asked: string[];
  /** What of the answers could not be read, for people. */
  odd: string[];
}

/** Before the choice; the look-up of what was chosen comes on top. */
const mostQuestions = 4;

/** Of a hundred each. */
const mostPagesOfEquals = 10;

/** What was seen so far, and by whom. */
interface Inquiry {
  context: ImportContext;
  source: AlbumSource;
  readings: TitleReading[];
  candidates: Map<string, AlbumCandidate>;
  /** Artists whom the names that were typed mean, though their albums don't say so. */
  artists: Map<string, KnownArtist>;
  asked: string[];
  /** Release groups that answered the last question, and how many of them came. */
  total: number;
  received: number;
  /** See `AlbumPage`. */
  hasMoreEquals: boolean;
  odd: OddPart[];
}

/**
 * Candidate generation, then entity resolution. One ranked question decides most searches. While it is open, the artist
 * is looked for by other names, and words that look alike are allowed. A title alone is taken only if all who might
 * share it were seen.
 */
export async function searchAlbum(
  context: ImportContext,
  source: AlbumSource,
  readings: TitleReading[],
): Promise<AlbumSearch> {
  const inquiry: Inquiry = {
    context,
    source,
    readings,
    candidates: new Map<string, AlbumCandidate>(),
    artists: new Map<string, KnownArtist>(),
    asked: [],
    total: 0,
    received: 0,
    hasMoreEquals: false,
    odd: [],
  };
  for (const known of knownArtists(inquiry, artistNames(readings))) inquiry.artists.set(known.mbid, known);
  const question: AlbumQuestion = { readings, how: "ranked", artistMbids: [...inquiry.artists.keys()] };
  await ask(inquiry, question);
  const wasCut = inquiry.total > inquiry.received;
  let resolution = await amongAllEquals(inquiry, question, decide(inquiry));
  if (isOpen(resolution)) resolution = await askAgain(inquiry, resolution);
  if (wasCut && restsOnTitle(resolution)) resolution = await lookForOthers(inquiry, resolution);
  return {
    resolution: withUnread(resolution, inquiry),
    asked: [...new Set(inquiry.asked)],
    odd: inquiry.odd.map(({ says }) => says),
  };
}

/**
 * What can't be read is unknown, and no absence: a hit without a title may be the very album, and one of this title is another.
 * @throws PayloadError where the album may be one of those.
 */
function withUnread(resolution: AlbumResolution, { source, readings, odd }: Inquiry): AlbumResolution {
  const titles = new Set(readings.map(({ title }) => foldTitle(title)));
  const isCalledSo = (title: string): boolean => titles.has(foldTitle(title));
  const { maybeIt, namesake } = unreadHits(odd, "release group", isCalledSo);
  if (resolution.outcome === "none" && maybeIt) throw mayHaveIt(source, maybeIt);
  if (!namesake || resolution.outcome !== "resolved" || !restsOnTitle(resolution)) return resolution;
  const why = `there may be another of this title: ${namesake.says}`;
  return { outcome: "ambiguous", ranked: resolution.ranked.slice(0, 1), why };
}

/** Artists of the library of whom a name that was typed is an alias: found once, they need not be looked for again. */
function knownArtists({ context: { db }, source }: Inquiry, names: string[]): KnownArtist[] {
  return names.flatMap((name) =>
    findArtistIdsByAlias(db, name).flatMap((id) => {
      const own = listIdentifiers(db, "artist", id).find(({ kind }) => kind === source.artistKind);
      return own ? [{ mbid: own.value, names: [name] }] : [];
    }),
  );
}

const isOpen = ({ outcome }: AlbumResolution): boolean => outcome === "none" || outcome === "weak";

const decide = ({ readings, candidates, artists }: Inquiry): AlbumResolution =>
  resolveAlbum(
    { readings },
    [...candidates.values()].map((candidate) => withOtherNames(candidate, artists)),
  );

/** What the service's index does not say of a credited artist, and we know: that this name is one of theirs. */
function withOtherNames(candidate: AlbumCandidate, known: Map<string, KnownArtist>): AlbumCandidate {
  if (!candidate.artists.some(({ mbid }) => known.has(mbid))) return candidate;
  const artists = candidate.artists.map((artist) => ({
    ...artist,
    aliases: [...artist.aliases, ...(known.get(artist.mbid)?.names ?? [])],
  }));
  return { ...candidate, artists };
}

async function ask(inquiry: Inquiry, question: AlbumQuestion, offset = 0): Promise<void> {
  const page = await inquiry.source.searchAlbums(question, inquiry.context.signal, offset);
  for (const album of page.albums)
    if (!inquiry.candidates.has(album.mbid)) inquiry.candidates.set(album.mbid, album);
  inquiry.asked.push(page.query);
  inquiry.total = page.total;
  inquiry.received = offset + page.received;
  inquiry.hasMoreEquals = page.hasMoreEquals === true;
  inquiry.odd.push(...page.odd);
}

/** One of many of the same title and artist is picked, by its year, only if all of them were seen. */
async function amongAllEquals(
  inquiry: Inquiry,
  question: AlbumQuestion,
  first: AlbumResolution,
): Promise<AlbumResolution> {
  const mayTell = inquiry.readings.some(({ year }) => year !== undefined);
  let resolution = first;
  for (let page = 2; inquiry.hasMoreEquals && page <= mostPagesOfEquals; page++) {
    if (resolution.outcome !== "resolved" && !mayTell) return resolution;
    await ask(inquiry, question, inquiry.received);
    resolution = decide(inquiry);
  }
  if (!inquiry.hasMoreEquals || resolution.outcome !== "resolved") return resolution;
  const why = `${inquiry.total} albums have this title and artist, too many to tell them apart`;
  return { outcome: "ambiguous", ranked: resolution.ranked.slice(0, 10), why };
}

/** The artist's albums under words that look alike; then, if it is still open, those of whoever else has the name. */
async function askAgain(inquiry: Inquiry, first: AlbumResolution): Promise<AlbumResolution> {
  const names = artistNames(inquiry.readings);
  const credited = findCredited(names, [...inquiry.candidates.values()]);
  if (names.length > 0 && credited.length === 0) await findArtists(inquiry, names);
  const mbids = credited.length > 0 ? credited : [...inquiry.artists.keys()];
  // Nobody is called so, nor nearly: nothing by them can be found under any spelling of the title.
  if (mbids.length === 0 && inquiry.readings[0]?.artist !== undefined) return first;
  await ask(inquiry, { readings: inquiry.readings, how: "forgiving", artistMbids: mbids });
  const second = decide(inquiry);
  if (credited.length === 0 || second.outcome !== "none" || first.outcome !== "none") return second;
  await findArtists(inquiry, names);
  const others = [...inquiry.artists.keys()].filter((mbid) => !credited.includes(mbid));
  if (others.length === 0) return second;
  await ask(inquiry, { readings: inquiry.readings, how: "forgiving", artistMbids: others });
  return decide(inquiry);
}

const artistNames = (readings: TitleReading[]): string[] => [
  ...new Set(readings.flatMap(({ artist }) => artist ?? [])),
];

/** By name, alias or sort name; those who are called so, else those who nearly are. */
async function findArtists(inquiry: Inquiry, names: string[]): Promise<void> {
  const { source, context } = inquiry;
  const { artists: found, odd } = await source.searchArtists(names, context.signal);
  inquiry.odd.push(...odd);
  inquiry.asked.push(`artist ${names.join(", ")}`);
  for (const known of artistsCalled(names, found)) inquiry.artists.set(known.mbid, known);
}

const restsOnTitle = (resolution: AlbumResolution): boolean =>
  resolution.outcome === "resolved" && resolution.best.reading.artist === undefined;

/** "No other album has this title" may be said only if all that hold its words were seen. */
async function lookForOthers(inquiry: Inquiry, resolution: AlbumResolution): Promise<AlbumResolution> {
  if (resolution.outcome !== "resolved") return resolution;
  const question: AlbumQuestion = { readings: [resolution.best.reading], how: "complete" };
  let seen = 0;
  do {
    await ask(inquiry, question, seen);
    seen = inquiry.received;
  } while (seen < inquiry.total && inquiry.asked.length < mostQuestions);
  const again = decide(inquiry);
  if (again.outcome !== "resolved" || inquiry.received >= inquiry.total) return again;
  const why = `${inquiry.total} albums have these words in their titles, too many to know that no other has this one: give the artist`;
  return { outcome: "ambiguous", ranked: again.ranked.slice(0, 1), why };
}
