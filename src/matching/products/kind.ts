import { foldTitle } from "../text/fold.ts";
import type { Product } from "./product.ts";

/** What the shop says it is; `song` is one track for sale, `unknown` if it says nothing that is known here. */
export type ProductKind = "music" | "song" | "no music" | "unknown";

const musicGroups =
  /^(?:abis |digital )?(?:music|musik|musique|musica|muziek|muzyka|müzik|muzik|ミュージック)(?: (?:album|albums|song|track|tracks|single))?$|^(?:cds?|vinyl)(?: (?:and|und|et|y|e|en) (?:vinyl|vinyle|vinilos?|vinile|lps?))?$|^digital (?:music )?album$/;
const songGroups = /\b(?:track|tracks|song|songs)$/;

const musicBindings =
  /\b(?:audio ?cds?|cds?|vinyls?|vinyle|vinilo|vinile|lps?|lp record|mp3|sacd|audio cassettes?|cassettes?|kassette|minidisc|dvd audio|blu ?ray audio|disco|schallplatte|レコード)\b/;
const otherBindings =
  /\b(?:dvds?|blu ?ray|vhs|video|paperback|hardcover|taschenbuch|gebundene ausgabe|broche|relie|tapa (?:blanda|dura)|sheet music|songbook|kindle|ebook|audible|audiobook|horbuch|apparel|clothing|shirt|poster|book|calendar|kalender|toy|misc supplies|accessory|kitchen|cd ?rom|spiral bound|board book|musical instruments?)\b/;

/** Group and binding are only said by the shop, never read from the title. */
export function kindOfProduct({ productGroup, binding }: Product): { kind: ProductKind; said: string } {
  const group = foldTitle(productGroup ?? "");
  const bound = foldTitle(binding ?? "");
  if (group !== "" && !musicGroups.test(group)) return { kind: "no music", said: productGroup!.trim() };
  const isRecord = musicBindings.test(bound);
  if (!isRecord && otherBindings.test(bound)) return { kind: "no music", said: binding!.trim() };
  if (songGroups.test(group) || songGroups.test(bound))
    return { kind: "song", said: binding ?? productGroup! };
  if (group === "" && !isRecord) return { kind: "unknown", said: "" };
  return { kind: "music", said: binding ?? productGroup! };
}
