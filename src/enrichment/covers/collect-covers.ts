import { createHash } from "node:crypto";
import { checkImage, ImageError, type CheckedImage } from "../../artwork/image.ts";
import { isLarge } from "../../matching/choose-cover.ts";
import type { FoundCover, IsEnough } from "./cover-source.ts";

/** A picture that a source has for an album, and that stood up to every check. */
export interface OfferableCover {
  found: FoundCover;
  image: CheckedImage;
}

export interface CollectedCovers {
  covers: OfferableCover[];
  /** Why the last picture that was refused is none that we would keep. */
  refused?: string;
  /** What ended the asking before its end. */
  fault?: unknown;
}

/**
 * The pictures that one source has for an album, each decoded once, however often it is tried: the source goes on until one has
 * a short side of `leastSide` pixels. A fault takes nothing away of what came before it.
 */
export async function collectCovers(
  ask: (isEnough: IsEnough) => Promise<FoundCover | undefined>,
  leastSide: number,
): Promise<CollectedCovers> {
  const looked = new Map<string, OfferableCover | undefined>();
  const collected: CollectedCovers = { covers: [] };
  const isEnough: IsEnough = async (found) => {
    const key = createHash("sha256").update(found.bytes).digest("hex");
    if (!looked.has(key)) looked.set(key, await offerable(found, collected));
    const cover = looked.get(key);
    return cover !== undefined && isLarge(cover.image, leastSide);
  };
  try {
    const found = await ask(isEnough);
    if (found) await isEnough(found);
  } catch (fault) {
    collected.fault = fault;
  }
  collected.covers = [...looked.values()].flatMap((cover) => cover ?? []);
  return collected;
}

/** Undefined for an image that is refused. @throws ImageError for bytes that are not what the source has. */
async function offerable(found: FoundCover, collected: CollectedCovers): Promise<OfferableCover | undefined> {
  try {
    return { found, image: await checkImage(found.bytes) };
  } catch (error) {
    if (!(error instanceof ImageError && error.whole)) throw error;
    collected.refused = error.message;
    return undefined;
  }
}
