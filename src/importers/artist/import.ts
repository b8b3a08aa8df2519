import { exitCodes, UserError } from "../../errors.ts";
import type { ArtistFacts, Credit } from "../../facts.ts";
import { artistMbid, findArtistsByName, getArtist, type ArtistRow } from "../../library/artists.ts";
import { saveArtist } from "../../library/write/artists.ts";
import { findByIdentifier, findItemId, listIdentifiers } from "../../library/identifiers.ts";
import { findByWords, hasFound } from "../../library/runs.ts";
import { foldName } from "../../matching/fold.ts";
import type { ImportContext } from "../context.ts";
import { checkProviders, runProviders, type Importer } from "../importer.ts";
import { populatedNames } from "../populated.ts";
import { bareCandidate, type Candidate } from "../provider.ts";
import { ending, type ImportResult } from "../result.ts";
import { musicbrainzArtists } from "./providers/musicbrainz.ts";
import type { ArtistQuery } from "./query.ts";

export const artistImporter: Importer<ArtistRow, ArtistQuery, ArtistFacts> = {
  name: "artist",
  itemType: "artist",
  providers: [musicbrainzArtists],
  getItem: ({ db }, id) => getArtist(db, id),
  isKnown: ({ db }, { identifiers }) => findItemId(db, "artist", identifiers) !== undefined,
  save({ db, now }, facts, itemId) {
    const saved = saveArtist(db, facts, now(), itemId);
    return { itemId: saved.id, saved: [saved], jobs: [] };
  },
  populated: populatedNames,
};

export interface ArtistImport {
  query?: ArtistQuery | undefined;
  id?: number | undefined;
  force: boolean;
  only: string[];
}

export async function importArtist(
  context: ImportContext,
  { query, id, force, only }: ArtistImport,
): Promise<ImportResult<ArtistFacts>> {
  checkProviders(artistImporter, only);
  const known = id === undefined ? (query ? findArtists(context, query) : []) : [knownArtist(context, id)];
  if (known.length > 1)
    return { ...ending("ambiguous"), candidates: known.map((row) => candidateOfArtist(context, row)) };
  const [item] = known;
  if (item && !force && isComplete(context, item.id)) return ending("existing", item.id);
  const queryKey = query ? artistQueryKey(query) : "";
  return runProviders(context, artistImporter, { item, query, queryKey, force, only });
}

/**
 * The artists of a credit, through the artist importer: one request for each that the library does not know
 * yet. An artist that can't be had now is told; the credit's own words serve until then.
 */
export async function importCreditedArtists(context: ImportContext, credits: Credit[]): Promise<string[]> {
  const troubles: string[] = [];
  for (const mbid of new Set(credits.map(({ artist }) => artistMbid(artist)))) {
    const query: ArtistQuery = { kind: "mbid", mbid };
    const known = findArtists(context, query)[0];
    if (context.dryRun || (known && isComplete(context, known.id))) continue;
    const result = await importArtist(context, { query, force: false, only: [] });
    if (["created", "updated", "existing"].includes(result.outcome)) continue;
    const name = credits.find(({ artist }) => artistMbid(artist) === mbid)!.artist.name;
    const reason = result.providers.flatMap((provider) => provider.errors)[0] ?? result.outcome;
    troubles.push(`the artist ${name} is known by name only: ${reason}`);
  }
  return troubles;
}

/** An artist made from a credit alone still waits for its first look-up. */
function isComplete({ db }: ImportContext, id: number): boolean {
  return hasFound(db, { importer: "artist", itemType: "artist", itemId: id });
}

function findArtists({ db }: ImportContext, query: ArtistQuery): ArtistRow[] {
  const artistsOf = (ids: number[]): ArtistRow[] =>
    ids.map((id) => getArtist(db, id)).filter((artist) => artist !== undefined);
  if (query.kind === "mbid") {
    return artistsOf(findByIdentifier(db, "artist", "musicbrainz_artist", [query.mbid]));
  }
  const named = findArtistsByName(db, query.name);
  const led = { importer: "artist", itemType: "artist", query: artistQueryKey(query) } as const;
  return named.length > 0 ? named : artistsOf(findByWords(db, led));
}

function knownArtist({ db }: ImportContext, id: number): ArtistRow {
  const artist = getArtist(db, id);
  if (artist) return artist;
  throw new UserError(`there is no artist ${id} in the library`, {
    hint: "importer list artists",
    exitCode: exitCodes.notFound,
  });
}

function candidateOfArtist({ db }: ImportContext, artist: ArtistRow): Candidate {
  const identifiers = listIdentifiers(db, "artist", artist.id);
  return {
    ...bareCandidate,
    mbid: identifiers.find(({ kind }) => kind === "musicbrainz_artist")?.value ?? "",
    id: artist.id,
    title: artist.name,
    primaryType: artist.kind,
    disambiguation: artist.disambiguation,
    score: 1,
    why: ["in the library"],
  };
}

function artistQueryKey(query: ArtistQuery): string {
  return query.kind === "mbid" ? `mbid:${query.mbid}` : foldName(query.name);
}
