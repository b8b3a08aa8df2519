import { type AlbumFacts, type Identifier, hasIdentifier } from "../../facts.ts";
import { leaveSource } from "../../ledger/items/rebind.ts";
import { isOfFormer, listIdentifiers } from "../../library/identity/identifiers.ts";
import { hasBecome } from "../../library/identity/redirects.ts";
import { findBinding } from "../../library/write/decisions/bindings.ts";
import { ownRef } from "../../refs.ts";
import type { ImportContext } from "../context.ts";

/**
 * The link by which an earlier source joins an album with a later one decides what the album is there: where it names nothing that the album
 * is known by there, it was corrected, and what the album was by the former link goes. Not for an album that came from the later source, nor
 * against a person's word; of one that another was made one with, the first identity there goes alone. A dump is of some day: it corrects
 * nothing. Within a transaction. @returns whether anything went
 */
export function followCorrectedLinks(
  { db, albumSources }: Pick<ImportContext, "db" | "albumSources">,
  { identifiers, catalogue }: AlbumFacts,
  { albumId, source }: { albumId: number; source: string },
): boolean {
  const here = listIdentifiers(db, "album", albumId);
  const at = albumSources.findIndex(({ name }) => name === source);
  if (at === -1 || catalogue !== undefined || ownRef(here, "album")?.source !== source) return false;
  if (isOfFormer(db, "album", albumId, identifiers)) return false;
  const bound = findBinding(db, albumId);
  let isCorrected = false;
  for (const { name, albumKinds } of albumSources.slice(at + 1)) {
    const isTheirs = ({ kind }: Identifier): boolean => albumKinds.includes(kind);
    const [linked, known] = [identifiers.filter(isTheirs), here.filter(isTheirs)];
    if (linked.length === 0 || known.length === 0) continue;
    const meant = bound ? [...linked, bound] : linked;
    if (known.some((each) => hasIdentifier(meant, each))) continue;
    leaveSource(db, albumId, name, hasBecome(db, "album", albumId) ? known.slice(0, 1) : known);
    isCorrected = true;
  }
  return isCorrected;
}
