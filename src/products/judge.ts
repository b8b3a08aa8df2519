import type { ProductVerdict, AlbumToMatch } from "../matching/products/product.ts";
import { matchProduct } from "../matching/products/match.ts";
import { askAi } from "./ask-ai.ts";
import type { ProductContext } from "./context.ts";
import type { GatheredOffer } from "./gather.ts";

/** A product with the last word on it, and who had that. */
export interface JudgedOffer extends GatheredOffer {
  verdict: ProductVerdict;
  /** `rules`, or the model's name. */
  decidedBy: string;
  /** A model should have been asked, and no answer of it holds. */
  isOpen?: boolean;
}

/**
 * Rules first; then, where a model is set up, its opinion on what they leave unsure (or on what they accept as well, if it is
 * not certain). It may be wrong, and it may be gone: it can settle a doubt, never make a match of what they refuse.
 */
export async function judgeOffers(
  context: ProductContext,
  album: AlbumToMatch,
  offers: GatheredOffer[],
): Promise<JudgedOffer[]> {
  const judged = offers.map((gathered) => ({
    ...gathered,
    verdict: matchProduct(album, gathered.offer),
    decidedBy: "rules",
  }));
  const { ai } = context;
  if (!ai) return judged;
  const isOpen = ({ verdict: { verdict, certain, contradicts } }: JudgedOffer): boolean =>
    !certain && !contradicts && (verdict === "unsure" || (ai.scope === "all" && verdict === "match"));
  const open = judged.filter(isOpen).sort((a, b) => b.verdict.score - a.verdict.score);
  const settled = new Map(open.map((each, at) => [each, at]));
  const opinions = await askAi(context, ai, album, open);
  return judged.map((each) => {
    const at = settled.get(each);
    return at === undefined ? each : { ...each, ...opinions[at]! };
  });
}
