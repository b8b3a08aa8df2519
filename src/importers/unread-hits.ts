import { PayloadError } from "../errors.ts";
import type { AlbumSource } from "../sources/albums/source.ts";
import type { OddPart } from "../sources/lenient.ts";

/**
 * What of a search's answer can't be read is unknown, and no absence: a hit without a title may be the very one (`maybeIt`), and one
 * that is called so is another (`namesake`). `kind`: what the source calls such hits.
 */
export function unreadHits(odd: readonly OddPart[], kind: string, isCalledSo: (title: string) => boolean) {
  const hits = odd.filter(({ element }) => element?.kind === kind || element?.kind === "hit");
  const isSame = ({ element }: OddPart): boolean => element?.title !== undefined && isCalledSo(element.title);
  const maybeIt = hits.find((hit) => hit.element?.title === undefined || isSame(hit));
  return { maybeIt, namesake: hits.find(isSame) };
}

/** Nothing was found, and this part of the answer can't be read. */
export const mayHaveIt = (
  { title }: Pick<AlbumSource, "title">,
  { says }: OddPart,
  what = "it",
): PayloadError => new PayloadError(title, `${title} may have ${what}: ${says}`);
