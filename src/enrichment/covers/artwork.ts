import { isLibraryFault } from "../../db/faults.ts";
import { messageOf, throwIfInterrupted, UnavailableError, WithheldError } from "../../errors.ts";
import { chooseCover, isEnough } from "../../matching/choose-cover.ts";
import type { AlbumToCover, CoverState } from "../../library/enrichment/artworks.ts";
import { storeArtwork } from "../../artwork/store.ts";
import { collectCovers } from "./collect-covers.ts";
import { originOf, type CoverSource, type IsEnough } from "./cover-source.ts";
import type { Operation } from "../asking/operation.ts";
import type { EnrichmentRepository } from "../repository.ts";
import { askSource, type Rested } from "../asking/sources.ts";
import { troubleOf, type Trouble } from "../trouble.ts";

export type CoverAnswer =
  | { outcome: "fetched" | "kept"; cover: CoverState }
  /** `refused`: what was offered instead of a cover that we would keep. */
  | { outcome: "absent"; cover: CoverState; refused: string[] }
  | { outcome: "failed"; cover: CoverState; troubles: Trouble[] };

export interface ArtworkService {
  /** The cover of an album: asked for once, however many of its tracks want it at the same time. */
  coverOf(albumId: number, signal: AbortSignal): Promise<CoverAnswer>;
  /** Whether any source would be asked for it: reads, and remembers nothing. */
  mayAskFor(albumId: number): boolean;
  /** Whether there is any source at all. */
  hasSources: boolean;
}

export interface ArtworkOptions {
  operation: Operation;
  repository: EnrichmentRepository;
  /** The folder below which images are kept. */
  home: string;
  /** The short side, in pixels, of a cover that is large enough. */
  leastSide: number;
  sources: Rested<CoverSource>[];
  /** Whatever a dump says of what there is, it is asked for. */
  asksAnyway?: boolean;
}

/** Albums asked about, or failed, at a time: many more than can be in hand. */
const mostRemembered = 10_000;

export function createArtworkService(options: ArtworkOptions): ArtworkService {
  const asking = new Map<number, Promise<CoverAnswer>>();
  return {
    hasSources: options.sources.length > 0,
    mayAskFor: (albumId) => mayAskFor(options, albumId),
    coverOf(albumId, signal) {
      const shared = asking.get(albumId);
      if (shared) return shared.then(asShared);
      const answer = findCover(options, albumId, signal);
      asking.set(albumId, answer);
      // The oldest failure goes: its tracks come close together, and an outage over a whole library must not fill memory.
      const [oldest] = asking.size > mostRemembered ? asking.keys() : [];
      if (oldest !== undefined) asking.delete(oldest);
      // An answer is in the library from now on. A failure is kept: the album's other tracks need not fail anew.
      void answer
        .then(({ outcome }) => outcome !== "failed" && asking.delete(albumId))
        .catch(() => undefined);
      return answer;
    },
  };
}

function mayAskFor({ repository, sources, asksAnyway = false }: ArtworkOptions, albumId: number): boolean {
  const known = repository.getCoverState(albumId);
  if (known.state === "absent" || (known.state === "available" && !known.provisional)) return false;
  const album = repository.getAlbumToCover(albumId);
  if (!album) return false;
  const isFrontless = !asksAnyway && repository.frontlessUntil(album) !== undefined;
  return sources.some(({ source }) => !(isFrontless && source.isToldOf) && (source.mayAsk?.(album) ?? true));
}

/** One request found it; the other tracks have it all the same. */
const asShared = (answer: CoverAnswer): CoverAnswer =>
  answer.outcome === "fetched" ? { outcome: "kept", cover: answer.cover } : answer;

async function findCover(
  options: ArtworkOptions,
  albumId: number,
  signal: AbortSignal,
): Promise<CoverAnswer> {
  const { repository, sources, leastSide, asksAnyway = false } = options;
  const known = repository.getCoverState(albumId);
  if (known.state === "available" && !known.provisional) return { outcome: "kept", cover: known };
  const album = known.state === "absent" ? undefined : repository.getAlbumToCover(albumId);
  if (!album) return { outcome: "absent", cover: { state: "absent" }, refused: [] };
  const [troubles, refused]: [Trouble[], string[]] = [[], []];
  const frontlessUntil = asksAnyway ? undefined : repository.frontlessUntil(album);
  let isFound = false;
  for (const rested of sources) {
    const { name, bestTier = "identifier", isToldOf = false } = rested.source;
    if (isToldOf && frontlessUntil !== undefined) continue;
    // The order of the sources is the user's: after one that had it, nobody is asked for a surer one.
    const tier = isFound ? "name" : bestTier;
    if (isEnough(chooseCover(repository.listCovers(albumId), leastSide), leastSide, tier)) break;
    try {
      const answer = await askForCovers(options, rested, album, signal);
      isFound ||= answer === "offered";
      if (answer && answer !== "offered") refused.push(`${name}: ${answer.refused}`);
    } catch (error) {
      throwIfInterrupted(error, signal);
      if (isLibraryFault(error)) throw error;
      const lostOn = error instanceof WithheldError ? await repository.noteCoverWithheld(albumId) : undefined;
      if (lostOn !== undefined) refused.push(`${messageOf(error)}: not to be had, since ${lostOn}`);
      else if (error instanceof UnavailableError) troubles.push(troubleOf(error));
      else troubles.push(troubleOf(error, `${name}: ${messageOf(error)}`));
    }
  }
  // What came unasked stays until those who may have better could be asked.
  if (troubles.length > 0 && !isFound) return { outcome: "failed", cover: { state: "unknown" }, troubles };
  const artworkId = await repository.closeCover(albumId);
  if (artworkId !== undefined) {
    return { outcome: isFound ? "fetched" : "kept", cover: { state: "available", artworkId } };
  }
  await repository.saveCoverAbsent(albumId, frontlessUntil);
  return { outcome: "absent", cover: { state: "absent" }, refused };
}

/** The covers that one source has, checked, kept and offered; or why what it has is none; or undefined for nothing. */
async function askForCovers(
  { operation, repository, home, leastSide }: ArtworkOptions,
  rested: Rested<CoverSource>,
  album: AlbumToCover,
  signal: AbortSignal,
): Promise<"offered" | { refused: string } | undefined> {
  const ask = (isEnough: IsEnough) =>
    askSource(rested, operation, signal, (source, trying) => source.findCover(album, trying, isEnough));
  const { covers, refused, fault } = await collectCovers(ask, leastSide);
  for (const { found, image } of covers) {
    const path = await storeArtwork(home, image);
    await repository.offerCover(album.id, image, { path, ...originOf(rested.source, found) });
  }
  if (fault !== undefined) throw fault;
  if (covers.length > 0) return "offered";
  return refused === undefined ? undefined : { refused };
}
