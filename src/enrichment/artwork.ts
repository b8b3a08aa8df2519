import { isLibraryFault } from "../db/faults.ts";
import { messageOf, UnavailableError } from "../errors.ts";
import type { AlbumToCover, CoverState } from "../library/artworks.ts";
import { storeArtwork } from "./artwork-store.ts";
import type { EnrichmentConfig } from "./config.ts";
import { checkImage } from "./image.ts";
import { runOperation } from "./operation.ts";
import type { EnrichmentRepository } from "./repository.ts";
import type { Rested } from "./sources.ts";

/** Where covers come from, in the order in which they are asked. */
export interface CoverSource {
  name: string;
  /** Undefined: they have none. Throws the faults of `errors.ts`. */
  findCover(album: AlbumToCover, signal: AbortSignal): Promise<FoundCover | undefined>;
}

export interface FoundCover {
  bytes: Buffer;
  /** What was asked, not the node that answered. */
  url: string;
}

export type CoverAnswer =
  | { outcome: "fetched" | "kept" | "absent"; cover: CoverState }
  | { outcome: "failed"; cover: CoverState; errors: string[] };

export interface ArtworkService {
  /** The cover of an album: asked for once, however many of its tracks want it at the same time. */
  coverOf(albumId: number, signal: AbortSignal): Promise<CoverAnswer>;
}

export interface ArtworkOptions {
  config: EnrichmentConfig;
  repository: EnrichmentRepository;
  /** The folder below which images are kept. */
  home: string;
  sources: Rested<CoverSource>[];
}

/** Art is added every day: "none" is believed for so long. */
const absentForMs = 14 * 24 * 3_600_000;

export function createArtworkService(options: ArtworkOptions): ArtworkService {
  const asking = new Map<number, Promise<CoverAnswer>>();
  return {
    coverOf(albumId, signal) {
      const shared = asking.get(albumId);
      if (shared) return shared.then(asShared);
      const answer = findCover(options, albumId, signal);
      asking.set(albumId, answer);
      // An answer is in the library from now on. A failure is kept: the album's other tracks need not fail anew.
      void answer
        .then(({ outcome }) => outcome !== "failed" && asking.delete(albumId))
        .catch(() => undefined);
      return answer;
    },
  };
}

/** One request found it; the other tracks have it all the same. */
const asShared = (answer: CoverAnswer): CoverAnswer =>
  answer.outcome === "fetched" ? { outcome: "kept", cover: answer.cover } : answer;

async function findCover(
  { config, repository, home, sources }: ArtworkOptions,
  albumId: number,
  signal: AbortSignal,
): Promise<CoverAnswer> {
  const known = repository.getCoverState(albumId);
  if (known.state === "available") return { outcome: "kept", cover: known };
  const album = known.state === "unknown" ? repository.getAlbumToCover(albumId) : undefined;
  if (!album) return { outcome: "absent", cover: { state: "absent" } };
  const errors: string[] = [];
  for (const { source, breaker } of sources) {
    try {
      const found = await breaker.run(() =>
        runOperation(source.name, config, signal, (trying) => source.findCover(album, trying)),
      );
      if (!found) continue;
      const image = await checkImage(found.bytes);
      const path = await storeArtwork(home, image);
      const artworkId = await repository.saveCover(albumId, image, path, source.name, found.url);
      return { outcome: "fetched", cover: { state: "available", artworkId } };
    } catch (error) {
      signal.throwIfAborted();
      if (isLibraryFault(error)) throw error;
      errors.push(
        error instanceof UnavailableError ? messageOf(error) : `${source.name}: ${messageOf(error)}`,
      );
    }
  }
  if (errors.length > 0) return { outcome: "failed", cover: { state: "unknown" }, errors };
  await repository.saveCoverAbsent(albumId, absentForMs);
  return { outcome: "absent", cover: { state: "absent" } };
}
