import type { Db } from "../../db/open.ts";
import { UserError, exitCodes } from "../../errors.ts";
import type { AlbumFacts } from "../../facts.ts";
import { enqueue } from "../../jobs/queue.ts";
import { getAlbum, type AlbumRow } from "../../library/albums.ts";
import { saveAlbum } from "../../library/write/albums.ts";
import { saveChoice } from "../../library/write/choices.ts";
import { hasFound } from "../../library/runs.ts";
import { findItemId } from "../../library/identifiers.ts";
import type { ImportContext } from "../context.ts";
import { importCreditedArtists } from "../artist/import.ts";
import { checkProviders, runProviders, type Importer } from "../importer.ts";
import { populatedNames } from "../populated.ts";
import { ending, type ImportResult } from "../result.ts";
import { candidateOfAlbum } from "./candidates.ts";
import { findAlbums } from "./finder.ts";
import { amazonProducts } from "./providers/amazon.ts";
import { musicbrainzAlbums } from "./providers/musicbrainz.ts";
import { albumQueryKey, type AlbumQuery } from "./query.ts";

export const albumImporter: Importer<AlbumRow, AlbumQuery, AlbumFacts> = {
  name: "album",
  itemType: "album",
  providers: [musicbrainzAlbums],
  asyncProviders: [amazonProducts],
  getItem: ({ db }, id) => getAlbum(db, id),
  isKnown: ({ db }, { identifiers }) => findItemId(db, "album", identifiers) !== undefined,
  prepare: (context, facts) => importCreditedArtists(context, facts.credits),
  save({ db, now }, facts, itemId) {
    const saved = saveAlbum(db, facts, now(), itemId);
    if (isComplete(db, saved.id)) return { itemId: saved.id, saved: [saved], jobs: [] };
    // In the transaction that makes the album (or first finds one that was read from audio files): its releases
    // can neither be forgotten nor come too early.
    const job = enqueue(db, importReleasesJob(saved.id), now());
    return { itemId: saved.id, saved: [saved], jobs: [job] };
  },
  populated: populatedNames,
};

export const importReleasesJob = (albumId: number) => ({
  kind: "import-album-releases" as const,
  payload: { albumId },
  uniqueKey: `import-album-releases:${albumId}`,
});

export interface AlbumImport {
  query?: AlbumQuery | undefined;
  /** Library id: an album that exists, instead of or beside a query. */
  id?: number | undefined;
  force: boolean;
  only: string[];
}

/** One album in, one result out. Known and not forced: no network at all. */
export async function importAlbum(
  context: ImportContext,
  { query, id, force, only }: AlbumImport,
): Promise<ImportResult<AlbumFacts>> {
  checkProviders(albumImporter, only);
  const known = id === undefined ? (query ? findAlbums(context.db, query) : []) : [knownAlbum(context, id)];
  if (known.length > 1) return severalKnown(context, known);
  const [item] = known;
  if (item && !force && isComplete(context.db, item.id)) return ending("existing", item.id);
  return runProviders(context, albumImporter, { item, query, queryKey: albumQueryKey(query), force, only });
}

/** An album known from audio files alone still waits for its first look-up. */
function isComplete(db: Db, id: number): boolean {
  return hasFound(db, { importer: "album", itemType: "album", itemId: id });
}

/** Imports what a person picked, and remembers that these words mean it. */
export async function importChosenAlbum(
  context: ImportContext,
  chosen: { mbid: string; query: AlbumQuery; force: boolean; only: string[] },
): Promise<ImportResult<AlbumFacts>> {
  const { mbid, query, force, only } = chosen;
  const result = await importAlbum(context, { query: { kind: "release-group", mbid }, force, only });
  if (result.itemId !== undefined && !context.dryRun) {
    const identifier = { kind: "musicbrainz_release_group" as const, value: mbid };
    await context.transact(() =>
      saveChoice(context.db, "album", albumQueryKey(query), identifier, context.now()),
    );
  }
  return result;
}

function knownAlbum({ db }: ImportContext, id: number): AlbumRow {
  const album = getAlbum(db, id);
  if (album) return album;
  throw new UserError(`there is no album ${id} in the library`, {
    hint: "importer list albums",
    exitCode: exitCodes.notFound,
  });
}

function severalKnown(context: ImportContext, albums: AlbumRow[]): ImportResult<AlbumFacts> {
  const candidates = albums.map((album) => candidateOfAlbum(context, album));
  return { ...ending("ambiguous"), candidates };
}
