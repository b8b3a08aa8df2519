import { messageOf, OutOfReachError, throwIfInterrupted, UnwantedError, UserError } from "../errors.ts";
import type { RowState } from "../db/schema/lists.ts";
import { findComplete, importAlbum, sourcesOnly } from "../importers/album/import.ts";
import { findContradiction, TwoAlbumsError } from "../importers/album/binding/contradiction.ts";
import { candidateOfAlbum, candidatesIn } from "../importers/album/finding/candidates.ts";
import { findNamedAlbums } from "../importers/album/finding/finder.ts";
import { albumQueryOf, type AlbumQuery } from "../importers/album/query.ts";
import type { ImportContext } from "../importers/context.ts";
import type { Candidate } from "../importers/provider.ts";
import { firstTrouble, isWeak, type ImportOutcome, type ImportResult } from "../importers/flow/result.ts";
import { argumentQuoted, shellQuoted } from "../plain-text.ts";
import type { Db } from "../db/connection.ts";
import { besideOf, isCalledIn, wordsBeside } from "./beside.ts";
import { identifierIn, type RowWords } from "./reading/entry.ts";

/** How the words of a row ended. */
export interface AskedRow {
  state: RowState;
  albumId?: number;
  why?: string;
  /** Of an ambiguous or weak one. */
  candidates: Candidate[];
  /** Its identifier names another album than its words. */
  areTwo?: true;
  /** What was thrown on the way, for whoever must tell whether to go on. */
  fault?: unknown;
}

export interface AskOptions {
  /** Ask again what is remembered as absent. */
  force?: boolean;
  /** No shop is asked: only what MusicBrainz and its like know. */
  withoutProducts: boolean;
}

/**
 * What a row may be asked as, the strongest first: an MBID, a barcode, a release at Discogs, its words. The year of an edition
 * helps only where the words alone are a question.
 * @throws UserError for words that are an address nobody knows.
 */
export const rowQueries = (words: RowWords): AlbumQuery[] => [...eachQuery(words)];

/** Words are read when it is their turn: that costs more than to look for an identifier. */
function* eachQuery(words: RowWords): Generator<AlbumQuery> {
  const { title, artist, year, groupMbid, releaseMbid, mbid, barcode, ref, text } = words;
  if (groupMbid !== undefined) yield { kind: "release-group", mbid: groupMbid };
  if (releaseMbid !== undefined) yield { kind: "release", mbid: releaseMbid };
  if (mbid !== undefined) yield { kind: "mbid", mbid };
  if (barcode !== undefined) yield { kind: "barcode", barcode };
  const read = [
    () => refQuery(ref, title !== undefined),
    () => (title === undefined ? undefined : albumQueryOf({ title, artist, year })),
    () => (text === undefined ? undefined : albumQueryOf({ title: text })),
  ];
  for (const each of read) {
    const query = each();
    if (query) yield query;
  }
}

/** An address that is none of an album's is no reason to refuse a row that has words. */
function refQuery(ref: string | undefined, hasWords: boolean): AlbumQuery | undefined {
  if (ref === undefined) return undefined;
  try {
    const query = albumQueryOf({ title: ref });
    return query?.kind === "title" ? undefined : query;
  } catch (error) {
    if (hasWords && error instanceof UserError) return undefined;
    throw error;
  }
}

/** The album of the library that a row names already: nobody need be asked. */
export function findKnownAlbum(db: Db, words: RowWords): number | undefined {
  try {
    for (const query of eachQuery(words)) {
      const known = findComplete(db, query);
      if (known === undefined) continue;
      // Another name may be right as well, but only its source knows that.
      return query.kind === "title" || isCalledIn(db, known, words) ? known : undefined;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error; // what can't be asked is told where it is asked
  }
  return undefined;
}

/** Asks for one row as if its words were typed, each of them until one is found. Throws only when it is interrupted. */
export async function askRow(
  context: ImportContext,
  words: RowWords,
  options: AskOptions,
): Promise<AskedRow> {
  try {
    return await askInTurn(context, words, options);
  } catch (error) {
    throwIfInterrupted(error, context.signal);
    return { state: "refused", why: messageOf(error), candidates: [], fault: error };
  }
}

async function askInTurn(context: ImportContext, words: RowWords, options: AskOptions): Promise<AskedRow> {
  let last: AskedRow = { state: "skipped", why: "it names no album", candidates: [] };
  for (const query of allQueries(words)) {
    const asked = await askQuery(context, { query, words }, options);
    if (asked.fault instanceof TwoAlbumsError) return askBoth(context, words, asked.fault);
    if (isFinal(asked)) return asked;
    last = better(last, asked);
  }
  return last;
}

async function askQuery(
  context: ImportContext,
  { query, words }: { query: AlbumQuery; words: RowWords },
  options: AskOptions,
): Promise<AskedRow> {
  const asking = await besideWords({ ...context, toAskAgain: commandOf(words) }, query, words);
  if (asking instanceof TwoAlbumsError) return { state: "ambiguous", candidates: [], fault: asking };
  return endingOf(await importQuery(asking, query, options));
}

/**
 * A question that shows both albums: what the identifier names, and what the words lead to. Neither is surer than the other. Where the words
 * can't be asked now, the row can't be.
 */
async function askBoth(
  context: ImportContext,
  words: RowWords,
  { message, named }: TwoAlbumsError,
): Promise<AskedRow> {
  const query = wordsBeside(words);
  const options = { query, force: false, only: sourcesOnly(context) };
  const result = query && (await importAlbum({ ...context, dryRun: true }, options));
  const asked = result && endingOf(result);
  if (asked?.state === "unavailable") return asked;
  const others = (result ? candidatesIn(context, result) : []).filter(
    ({ mbid, ref }) => mbid !== named.mbid || ref?.id !== named.ref?.id,
  );
  const candidates = [
    { ...named, why: ["what the row's identifier names"] },
    ...others.map((each) => ({ ...each, why: ["what the row's words lead to"] })),
  ].map((each) => ({ ...each, score: doubtful }));
  const why = others.length > 0 ? message : `${message}; the words themselves lead to none`;
  return { state: "ambiguous", why, candidates, areTwo: true };
}

/** No threshold that somebody sets for what is sure lets one of the two pass. */
const doubtful = 0.5;

/** The command that asks for this row alone, whatever is remembered of it. */
function commandOf(words: RowWords): string {
  const { title, artist, year, text } = words;
  const what = title ?? text ?? identifierIn(words);
  const by = artist === undefined || title === undefined ? "" : `--artist ${shellQuoted(artist)} `;
  const from = year === undefined || title === undefined ? "" : `--year ${year} `;
  return `importer album --force-providers ${by}${from}${argumentQuoted(what)}`;
}

/** What the row says beside an identifier goes along; a fault where the library, and its source, know the album by other names only. */
async function besideWords(
  context: ImportContext,
  query: AlbumQuery,
  words: RowWords,
): Promise<ImportContext | TwoAlbumsError> {
  const beside = query.kind === "title" ? undefined : besideOf(words);
  if (!beside) return context;
  const [known, ...more] = findNamedAlbums(context.db, query);
  if (known && more.length === 0) {
    const named = await findContradiction(context, { claim: beside.claim, query, id: undefined });
    if (named) return new TwoAlbumsError(beside, candidateOfAlbum(context, known));
  }
  return { ...context, beside };
}

/** Words with the year of an edition come last, where the words alone were not enough. */
function allQueries(words: RowWords): AlbumQuery[] {
  const { title, artist, editionYear } = words;
  const dated =
    title === undefined || editionYear === undefined
      ? undefined
      : albumQueryOf({ title, artist, year: editionYear });
  return dated ? [...rowQueries(words), dated] : rowQueries(words);
}

function importQuery(context: ImportContext, query: AlbumQuery, options: AskOptions): Promise<ImportResult> {
  const { force = false, withoutProducts } = options;
  return importAlbum(context, { query, force, only: withoutProducts ? sourcesOnly(context) : [] });
}

/** How an import ended, in the words of a row. What a person removed is skipped: it is no failure, and not asked for again. */
export function endingOf(result: ImportResult): AskedRow {
  const { outcome, itemId, candidates, providers } = result;
  const why = firstTrouble(result);
  const fault = providers.find((provider) => provider.fault !== undefined)?.fault;
  const unwanted = providers.find((provider) => provider.fault instanceof UnwantedError);
  const states: Record<ImportOutcome, RowState> = {
    created: "created",
    updated: "known",
    existing: "known",
    not_found: "not_found",
    ambiguous: isWeak(result) ? "weak" : "ambiguous",
    unavailable: "unavailable",
    rejected: "refused",
    failed: "refused",
  };
  const state = states[outcome];
  const isIn = state === "created" || state === "known";
  if (unwanted && !isIn) return { state: "skipped", why: messageOf(unwanted.fault), candidates: [] };
  return {
    state,
    candidates,
    ...(isIn && itemId !== undefined && { albumId: itemId }),
    ...(!isIn && why !== undefined && { why }),
    ...(!isIn && fault !== undefined && { fault }),
  };
}

/** Found; not wanted, which other words don't change; or what the next words would meet as well. */
const isFinal = ({ state, fault }: AskedRow): boolean =>
  ["created", "known", "skipped", "unavailable", "refused"].includes(state) &&
  !(fault instanceof OutOfReachError);

/** A question that has candidates says more than "none", and that more than what nobody could be asked. */
function better(one: AskedRow, other: AskedRow): AskedRow {
  const rank = ({ state, candidates }: AskedRow): number =>
    state === "ambiguous" || state === "weak"
      ? 3 + (candidates.length > 0 ? 1 : 0)
      : state === "not_found"
        ? 2
        : state === "unavailable"
          ? 1
          : 0;
  return rank(other) > rank(one) ? other : one;
}
