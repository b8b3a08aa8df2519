import { isLibraryFault } from "../db/faults.ts";
import { messageOf, UnavailableError } from "../errors.ts";
import type { AlbumToCover, CoverState } from "../library/artworks.ts";
import { storeArtwork } from "./artwork-store.ts";
import { checkImage } from "./image.ts";
import type { Operation } from "./operation.ts";
import type { EnrichmentRepository } from "./repository.ts";
import { askSource, type Rested } from "./sources.ts";

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
  operation: Operation;
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
  { operation, repository, home, sources }: ArtworkOptions,
  albumId: number,
  signal: AbortSignal,
): Promise<CoverAnswer> {
  const known = repository.getCoverState(albumId);
  if (known.state === "available") return { outcome: "kept", cover: known };
  const album = known.state === "unknown" ? repository.getAlbumToCover(albumId) : undefined;
  if (!album) return { outcome: "absent", cover: { state: "absent" } };
  const errors: string[] = [];
  for (const rested of sources) {
    const { name } = rested.source;
    try {
      const found = await askSource(rested, operation, signal, (source, trying) =>
        source.findCover(album, trying),
      );
      if (!found) continue;
      const image = await checkImage(found.bytes);
      const path = await storeArtwork(home, image);
      const artworkId = await repository.saveCover(albumId, image, path, name, found.url);
      return { outcome: "fetched", cover: { state: "available", artworkId } };
    } catch (error) {
      signal.throwIfAborted();
      if (isLibraryFault(error)) throw error;
      errors.push(error instanceof UnavailableError ? messageOf(error) : `${name}: ${messageOf(error)}`);
    }
  }
  if (errors.length > 0) return { outcome: "failed", cover: { state: "unknown" }, errors };
  await repository.saveCoverAbsent(albumId, absentForMs);
  return { outcome: "absent", cover: { state: "absent" } };
}
