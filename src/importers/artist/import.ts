import { idOfKind } from "../../facts.ts";
import { noItemError } from "../../errors.ts";
import type { AlbumFacts, ArtistFacts } from "../../facts.ts";
import { artistKey, findArtistsByName, getArtist, type ArtistRow } from "../../library/items/artists.ts";
import { saveArtist } from "../../library/write/items/artists.ts";
import { wantAgain } from "../../library/write/decisions/wanted.ts";
import {
  findByIdentifier,
  findItemId,
  hasMbid,
  listIdentifiers,
} from "../../library/identity/identifiers.ts";
import { titleOf } from "../../library/items/titles.ts";
import { findByReference } from "../../library/identity/references.ts";
import { hasFound } from "../../library/memory/runs.ts";
import { isBlank } from "../../plain-text.ts";
import { ownRef } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import { type Importer, type PreparedSave } from "../importer.ts";
import { checkProviders, runProviders } from "../flow/run-providers.ts";
import { withFitting } from "../flow/fitting.ts";
import { populatedNames } from "../flow/populated.ts";
import { bareCandidate, type Candidate } from "../provider.ts";
import { ending, firstTrouble, isInLibrary, type ImportResult } from "../flow/result.ts";
import { refuseUnwanted } from "../unwanted.ts";
import type { UpstreamEvent } from "../upstream/event.ts";
import { foldNamed } from "../upstream/fold.ts";
import { findByDecision } from "../words.ts";
import { inSingleFlight } from "./single-flight.ts";
import { refuseOtherArtist } from "./bind.ts";
import { listChangedArtists } from "./changed.ts";
import { artistsFrom } from "./from-source.ts";
import { artistQueryOfIdentity, artistWordsKey, type ArtistQuery } from "./query.ts";

/** Of a credit: an album that is wanted has its artists, even one whom a person removed. */
const creditedImporter: Importer<ArtistRow, ArtistQuery, ArtistFacts> = {
  name: "artist",
  itemType: "artist",
  providers: ({ albumSources }) => albumSources.map(artistsFrom),
  getItem: ({ db }, id) => getArtist(db, id),
  findKnown: ({ db }, { identifiers }) => findItemId(db, "artist", identifiers),
  save(context, facts, itemId) {
    if (isBlank(facts.name)) throw new Error("the artist came without a name: not saved");
    if (context.again) wantAgain(context.db, "artist", facts.identifiers);
    const { id, events } = foldNamed(context, "artist", facts.identifiers, itemId);
    const saved = saveArtist(context.db, facts, context.now(), id ?? itemId);
    return { itemId: saved.id, saved: [saved], jobs: [], upstream: events };
  },
  populated: populatedNames,
};

export const artistImporter: typeof creditedImporter = {
  ...creditedImporter,
  check({ db, again }, { identifiers }) {
    const isThere = findItemId(db, "artist", identifiers) !== undefined;
    if (!again && !isThere) refuseUnwanted(db, "artist", identifiers);
  },
};

export interface ArtistImport {
  query?: ArtistQuery | undefined;
  id?: number | undefined;
  force: boolean;
  only: string[];
  /** It is an album that brings this artist, and nobody asked for them. */
  isCredited?: boolean;
}

/** One artist in, one result out. Named by an identifier or decided words, known and not forced: no network at all. */
export async function importArtist(
  context: ImportContext,
  { query, id, force, only, isCredited = false }: ArtistImport,
): Promise<ImportResult<ArtistFacts>> {
  checkProviders(context, artistImporter, only);
  const { db } = context;
  const known =
    id === undefined ? (query ? findNamedArtists(context, query) : []) : [knownArtist(context, id)];
  if (known.length > 1)
    return { ...ending("ambiguous"), candidates: known.map((row) => candidateOfArtist(context, row)) };
  const [item] = known;
  if (item && id !== undefined && query) {
    refuseOtherArtist(context, item, query, findNamedArtists(context, query)[0]);
  }
  if (item && !force && isComplete(context, item.id)) return ending("existing", item.id);
  const queryKey = item ? "" : (artistWordsKey(query)?.key ?? "");
  const fitting = !item && query?.kind === "name" ? findArtistsByName(db, query.name) : [];
  // One that is known from audio files alone is who this name is looked up for.
  const unidentified =
    fitting.length === 1 && !hasMbid(db, "artist", "musicbrainz_artist", fitting[0]!.id)
      ? fitting[0]
      : undefined;
  const options = { item: item ?? unidentified, query, queryKey, force, only };
  const result = await runProviders(context, isCredited ? creditedImporter : artistImporter, options);
  return withFitting(result, unidentified ? [] : fitting.map((row) => candidateOfArtist(context, row)));
}

/**
 * The artists of a credit, through the artist importer: one request for each that the library does not know yet, or by another name, and
 * for each whose place another has now. An artist that can't be had now is told; the credit's own words serve until then.
 */
export async function importCreditedArtists(
  context: ImportContext,
  album: AlbumFacts,
): Promise<PreparedSave> {
  const prepared: PreparedSave = { troubles: [], upstream: [] };
  if (context.dryRun) return prepared;
  const today = { ...context, albumSources: context.albumSources.map((source) => source.live ?? source) };
  for (const id of listChangedArtists(context.db, album)) {
    const before = titleOf(context.db, "artist", id);
    const { upstream } = await importArtist(today, { id, force: true, only: [] });
    prepared.upstream.push(...upstream, ...renamed(context, id, before));
  }
  const artists = album.credits.map(({ artist }) => artist);
  for (const artist of new Map(artists.map((each) => [artistKey(each), each])).values()) {
    const query = queryOfArtist(artist);
    const isKnown = (): boolean => query !== undefined && isNamedComplete(context, query);
    if (!query || isKnown()) continue;
    // Albums of one artist come together: who is underway already is not asked for again.
    const work = async (): Promise<ImportResult<ArtistFacts> | undefined> =>
      isKnown() ? undefined : importArtist(context, { query, force: false, only: [], isCredited: true });
    const result = await inSingleFlight(context.albumSources, artistKey(artist), work, context.signal);
    if (!result) continue;
    prepared.troubles.push(...troublesOf(artist, result));
    prepared.upstream.push(...result.upstream);
  }
  return prepared;
}

/** Nobody asked for them: where the refresh of an album gives them another name, that is told. One who was merged is told of as that. */
function renamed({ db }: ImportContext, id: number, before: string): UpstreamEvent[] {
  const now = getArtist(db, id)?.name;
  if (now === undefined || now === before) return [];
  const says = `artist ${id}, "${before}", is called "${now}" there now, and here, too`;
  return [{ event: "renamed", what: "artist", id, title: now, says }];
}

function isNamedComplete(context: ImportContext, query: ArtistQuery): boolean {
  const [known] = findNamedArtists(context, query);
  return known !== undefined && isComplete(context, known.id);
}

function troublesOf({ name }: ArtistFacts, result: ImportResult): string[] {
  if (!isInLibrary(result.outcome))
    return [`the artist ${name} is known by name only: ${firstTrouble(result) ?? result.outcome}`];
  const found = result.providers.filter(({ outcome }) => outcome === "found");
  return found.flatMap(({ errors }) => errors).map((each) => `of the artist ${name}: ${each}`);
}

/** By the identity that a credit gives; undefined without one. */
function queryOfArtist({ identifiers }: ArtistFacts): ArtistQuery | undefined {
  const own = ownRef(identifiers, "artist");
  return own ? artistQueryOfIdentity(own) : undefined;
}

/** An artist made from a credit alone still waits for its first look-up. */
function isComplete({ db }: ImportContext, id: number): boolean {
  return hasFound(db, { importer: "artist", itemType: "artist", itemId: id });
}

/** By MBID, or by a name that a person or the resolver decided before. Two artists may share a name. */
export function findNamedArtists({ db }: Pick<ImportContext, "db">, query: ArtistQuery): ArtistRow[] {
  const ids =
    query.kind === "mbid"
      ? findByIdentifier(db, "artist", "musicbrainz_artist", [query.mbid])
      : query.kind === "ref"
        ? findByReference(db, "artist", query.ref)
        : findByDecision(db, "artist", artistWordsKey(query)!, () => findArtistsByName(db, query.name));
  return ids.map((id) => getArtist(db, id)).filter((artist) => artist !== undefined);
}

function knownArtist({ db }: ImportContext, id: number): ArtistRow {
  const artist = getArtist(db, id);
  if (artist) return artist;
  throw noItemError("artist", id);
}

function candidateOfArtist({ db }: ImportContext, artist: ArtistRow): Candidate {
  const identifiers = listIdentifiers(db, "artist", artist.id);
  return {
    ...bareCandidate,
    mbid: idOfKind(identifiers, "musicbrainz_artist") ?? "",
    ref: ownRef(identifiers, "artist"),
    id: artist.id,
    title: artist.name,
    primaryType: artist.kind,
    disambiguation: artist.disambiguation,
    score: 1,
    why: ["in the library"],
  };
}
