import type { Db } from "../db/connection.ts";
import type { IdentifierKind } from "../facts.ts";
import { findByIdentifier } from "../library/identity/identifiers.ts";
import { listLinks } from "../library/items/associations.ts";
import { titleOf } from "../library/items/titles.ts";
import { refOfAddress } from "../matching/services/service-address.ts";

interface Linked {
  itemType: "album" | "artist";
  id: number;
}

/**
 * What an item links to at a source, where that is another item of the library: two groups of MusicBrainz may link one master of Discogs,
 * and it is the first's. `kinds`: the identifiers by which the source knows such items. Undefined where it links to nothing that is taken.
 */
export function takenLink(
  db: Db,
  { itemType, id }: Linked,
  kinds: readonly IdentifierKind[],
): string | undefined {
  for (const { url } of listLinks(db, itemType, [id])) {
    const ref = refOfAddress(url);
    if (!ref?.kind || !kinds.includes(ref.kind)) continue;
    const [other] = findByIdentifier(db, itemType, ref.kind, [ref.id]);
    if (other === undefined || other === id) continue;
    return `the ${ref.noun} ${ref.id}, which it links, is ${itemType} ${other}'s already ("${titleOf(db, itemType, other)}")`;
  }
  return undefined;
}
