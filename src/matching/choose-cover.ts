import { coverTiers, type CoverTier } from "../facts.ts";

/** A picture that was offered as an album's cover. */
export interface OfferedCover {
  artworkId: number;
  tier: CoverTier;
  /** Pixels. */
  width: number;
  height: number;
  /** ms UTC. */
  offeredAt: number;
}

export const rankOfTier = (tier: CoverTier): number => coverTiers.indexOf(tier);
const shortSide = ({ width, height }: Size): number => Math.min(width, height);
type Size = Pick<OfferedCover, "width" | "height">;

export const isLarge = (size: Size, leastSide: number): boolean => shortSide(size) >= leastSide;

/**
 * Precedence: which of the offered pictures is the cover, whatever the order in which they came. A person's, then the files' own, at any
 * size; of what was fetched, the first tier that has one whose short side is `leastSide` pixels; where none has, the largest.
 */
export function chooseCover<Cover extends OfferedCover>(
  offered: readonly Cover[],
  leastSide: number,
): Cover | undefined {
  const byTier = [...offered].sort((a, b) => rankOfTier(a.tier) - rankOfTier(b.tier) || byWorth(a, b));
  const [first] = byTier;
  if (!first || isOwn(first.tier)) return first;
  const large = byTier.find((cover) => isLarge(cover, leastSide));
  return large ?? byTier.reduce((best, cover) => (shortSide(cover) > shortSide(best) ? cover : best));
}

/** Whether somebody of this tier need not be asked any more: nothing that they have could take its place. */
export function isEnough(cover: OfferedCover | undefined, leastSide: number, tier: CoverTier): boolean {
  if (!cover) return false;
  if (isOwn(cover.tier)) return true;
  return isLarge(cover, leastSide) && rankOfTier(cover.tier) <= rankOfTier(tier);
}

/** A person's, or their files': it stands, whatever others have. */
export const isOwn = (tier: CoverTier): boolean => tier === "person" || tier === "file";

/** Within a tier: one's own latest word, else the larger. */
function byWorth(a: OfferedCover, b: OfferedCover): number {
  return (
    (isOwn(a.tier) ? b.offeredAt - a.offeredAt : shortSide(b) - shortSide(a)) || a.artworkId - b.artworkId
  );
}
