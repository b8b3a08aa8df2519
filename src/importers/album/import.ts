import type { Db } from "../../db/connection.ts";
import { noItemError, UserError } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import { enqueue } from "../../jobs/queue/queue.ts";
import { getAlbum, type AlbumRow } from "../../library/items/albums.ts";
import { putFirst } from "../../library/write/items/identifiers.ts";
import type { Saved } from "../../library/write/saved.ts";
import { saveAlbum } from "../../library/write/items/albums.ts";
import { saidBefore, type SaidBy } from "../../library/write/memory/source-facts.ts";
import { forgetKeptFrom } from "../../library/write/decisions/kept-apart.ts";
import { wantAgain } from "../../library/write/decisions/wanted.ts";
import { hasFound } from "../../library/memory/runs.ts";
import { findByIdentifier, findItemId, hasMbid } from "../../library/identity/identifiers.ts";
import { isBlank } from "../../plain-text.ts";
import { identifierOf, refKinds, type Ref } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import { importCreditedArtists } from "../artist/import.ts";
import { type Importer } from "../importer.ts";
import { saveAtHand } from "../release/at-hand.ts";
import { checkProviders, runProviders } from "../flow/run-providers.ts";
import { surestFirst, withFitting } from "../flow/fitting.ts";
import { populatedNames } from "../flow/populated.ts";
import { ending, type ImportResult } from "../flow/result.ts";
import { refuseUnwanted } from "../unwanted.ts";
import { foldNamed } from "../upstream/fold.ts";
import { keepChoice } from "../words.ts";
import { followCorrectedLinks } from "./corrected-link.ts";
import { candidateOfAlbum } from "./finding/candidates.ts";
import type { BoundFacts } from "./binding/binding.ts";
import { findFittingAlbums, findNamedAlbums } from "./finding/finder.ts";
import { amazonProducts } from "./providers/amazon.ts";
import { albumsFrom } from "./providers/from-source.ts";
import { importReleasesJob } from "./releases-job.ts";
import { saveBinding } from "./binding/save-binding.ts";
import { albumWordsKey, queryOfIdentity, type AlbumQuery } from "./query.ts";

export const albumImporter: Importer<AlbumRow, AlbumQuery, BoundFacts> = {
  name: "album",
  itemType: "album",
  providers: ({ albumSources }) => albumSources.map(albumsFrom),
  asyncProviders: [amazonProducts],
  getItem: ({ db }, id) => getAlbum(db, id),
  findKnown: ({ db }, { identifiers }) => findItemId(db, "album", identifiers),
  // What the library holds is wanted, also where its source made it one with something that was removed.
  check({ db, again }, { identifiers }) {
    const isThere = findItemId(db, "album", identifiers) !== undefined;
    if (!again && !isThere) refuseUnwanted(db, "album", identifiers);
  },
  prepare: async (context, facts, itemId) =>
    facts.binding || isCreditedBefore(context, facts, itemId)
      ? { troubles: [], upstream: [] }
      : importCreditedArtists(context, facts),
  // A binding is one transaction: nothing of it may be there before it.
  follow: async (context, facts) =>
    facts.binding ? importCreditedArtists(context, facts) : { troubles: [], upstream: [] },
  save(context, facts, itemId, source) {
    const { db, now, albumSources, again } = context;
    if (again) wantAgain(db, "album", facts.identifiers);
    if (facts.binding && itemId !== undefined) {
      forgetKeptFrom(db, "album", itemId, facts.identifiers); // it is that, by a person's word
      return saveBinding(context, { ...facts, binding: facts.binding }, itemId, saidBy(albumSources, source));
    }
    const folded = foldNamed(context, "album", facts.identifiers, itemId);
    const upstream = folded.events;
    const knownId = folded.id ?? itemId;
    refuseNameless(facts, knownId ?? findItemId(db, "album", facts.identifiers));
    const isFirst = knownId !== undefined && !isComplete(db, knownId);
    const isCorrected =
      knownId !== undefined && followCorrectedLinks(context, facts, { albumId: knownId, source });
    const kept = saveAlbum(db, facts, now(), knownId, saidBy(albumSources, source));
    const saved: Saved = isCorrected ? { ...kept, change: "updated" } : kept;
    if (isCorrected) putFirst(db, "album", saved.id, facts.identifiers);
    // What a source tells of it for the first time is surer than what the tags of its files said.
    if (isFirst) putFirst(db, "album", saved.id, facts.identifiers.slice(0, 1));
    const isMade = saved.change === "created";
    if (!isMade && isComplete(db, saved.id)) return { itemId: saved.id, saved: [saved], jobs: [], upstream };
    const releases =
      source === "musicbrainz" ? saveAtHand(context, { id: saved.id, isMade }, facts) : undefined;
    if (releases) return { itemId: saved.id, saved: [saved, ...releases], jobs: [], upstream };
    // In the transaction that makes the album (or first finds one that was read from audio files): its releases
    // can neither be forgotten nor come too early.
    const job = enqueue(db, importReleasesJob(saved.id), now());
    return { itemId: saved.id, saved: [saved], jobs: [job], upstream };
  },
  populated: ({ binding: _binding, aliases: _aliases, mainRelease: _main, ...facts }) =>
    populatedNames(facts),
};

/** A source with those that come before it in the order: of a provider that is no source of albums, all of them. */
function saidBy(albumSources: ImportContext["albumSources"], source: string): SaidBy {
  const names = albumSources.map(({ name }) => name);
  const at = names.indexOf(source);
  return at === -1 ? { source, before: names, isBeside: true } : { source, before: names.slice(0, at) };
}

/** The credit is that of an earlier source: the artists of this one's are nobody's. */
function isCreditedBefore(
  { db, albumSources }: ImportContext,
  facts: AlbumFacts,
  itemId: number | undefined, // of one that joins by its words, no identifier does
): boolean {
  const [own] = facts.identifiers;
  const id = findItemId(db, "album", facts.identifiers) ?? itemId;
  const album = id === undefined ? undefined : getAlbum(db, id);
  return (
    own !== undefined && saidBefore(db, album, saidBy(albumSources, refKinds[own.kind].source))("artists")
  );
}

/** An album without a title or an artist is nothing to keep: their document is bent. One that is known stays as it is. */
function refuseNameless({ title, credits, identifiers }: AlbumFacts, knownId: number | undefined): void {
  const [own] = identifiers;
  const lacks = isBlank(title)
    ? "title"
    : credits.length === 0 && knownId === undefined
      ? "artist"
      : undefined;
  if (lacks)
    throw new Error(
      `the album ${own?.value ?? ""} came without ${lacks === "title" ? "a title" : "an artist"}: not saved`,
    );
}

/** For `only`: all who answer at once, so that no search at a shop is queued. */
export const sourcesOnly = (context: ImportContext): string[] =>
  albumImporter.providers(context).map(({ name }) => name);

export interface AlbumImport {
  query?: AlbumQuery | undefined;
  /** Library id: an album that exists, instead of or beside a query. */
  id?: number | undefined;
  force: boolean;
  only: string[];
}

/** One album in, one result out. Named by an identifier or decided words, known and not forced: no network at all. */
export async function importAlbum(
  context: ImportContext,
  { query, id, force, only }: AlbumImport,
): Promise<ImportResult<AlbumFacts>> {
  checkProviders(context, albumImporter, only);
  const { db } = context;
  const known = id === undefined ? (query ? findNamedAlbums(db, query) : []) : [knownAlbum(context, id)];
  if (known.length > 1) return severalKnown(context, known);
  const [item] = known;
  const binds = id !== undefined && query !== undefined && query.kind !== "title";
  if (item && !force && !binds && isComplete(db, item.id)) return ending("existing", item.id);
  const queryKey = item ? "" : (albumWordsKey(query)?.key ?? "");
  const fitting = !item && query ? findFittingAlbums(db, query) : [];
  // One that is known from audio files alone is what these words are looked up for.
  const unidentified =
    fitting.length === 1 && !hasMbid(db, "album", "musicbrainz_release_group", fitting[0]!.id)
      ? fitting[0]
      : undefined;
  // Words beside an id only have to agree with it: the album is asked for as itself.
  const words = id === undefined || binds ? query : undefined;
  const options = { item: item ?? unidentified, query: words, queryKey, force, only, binds };
  const result = await runProviders(context, albumImporter, options);
  const refused = binds && result.providers.find(({ fault }) => fault instanceof UserError)?.fault;
  if (refused) throw refused;
  const own = unidentified ? [] : fitting.map((album) => candidateOfAlbum(context, album));
  return withFitting(withKnownIds(context, result), own);
}

/** The album of the library that this names and that wants nothing more: for it nobody is asked. */
export function findComplete(db: Db, query: AlbumQuery): number | undefined {
  const named = findNamedAlbums(db, query);
  const [album] = named;
  return named.length === 1 && isComplete(db, album!.id) ? album!.id : undefined;
}

/** The candidates of a question that are in the library have its id, and come first among equals. */
function withKnownIds<C>({ db }: ImportContext, result: ImportResult<C>): ImportResult<C> {
  const candidates = result.candidates.map((each) => {
    const own = each.ref && identifierOf(each.ref);
    const [id] = own ? findByIdentifier(db, "album", own.kind, [own.value]) : [];
    return id === undefined ? each : { ...each, id };
  });
  return { ...result, candidates: surestFirst(candidates) };
}

/** An album known from audio files alone still waits for its first look-up. */
function isComplete(db: Db, id: number): boolean {
  return hasFound(db, { importer: "album", itemType: "album", itemId: id });
}

/** Imports what a person picked, and remembers that these words mean it. */
export async function importChosenAlbum(
  context: ImportContext,
  chosen: { ref: Ref; query: AlbumQuery; force: boolean; only: string[] },
): Promise<ImportResult<AlbumFacts>> {
  const { ref, query, force, only } = chosen;
  const result = await importAlbum(context, { query: queryOfIdentity(ref), force, only });
  const identifier = identifierOf(ref);
  if (result.itemId !== undefined && identifier && !context.dryRun) {
    await context.transact(() =>
      keepChoice(context.db, "album", albumWordsKey(query)!, identifier, context.now()),
    );
  }
  return result;
}

function knownAlbum({ db }: ImportContext, id: number): AlbumRow {
  const album = getAlbum(db, id);
  if (album) return album;
  throw noItemError("album", id);
}

function severalKnown(context: ImportContext, albums: AlbumRow[]): ImportResult<AlbumFacts> {
  const candidates = albums.map((album) => candidateOfAlbum(context, album));
  return { ...ending("ambiguous"), candidates };
}
