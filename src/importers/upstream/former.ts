import type { ItemType } from "../../db/item-types.ts";
import { RejectedError, UnavailableError } from "../../errors.ts";
import type { Identifier } from "../../facts.ts";
import { findByIdentifier, isOfFormer, listIdentifiers } from "../../library/identity/identifiers.ts";
import { isKeptFrom } from "../../library/decisions/kept-apart.ts";
import { refOf } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import { theFound, type ProviderAnswer } from "../provider.ts";

/** Few items of a library are called alike; each that is asked for costs a request. */
const mostAsked = 3;

/**
 * An answer, with the ids of items of the library that are called the same and that the source has merged into it meanwhile: an answer
 * under the surviving id does not tell which ids it had. So is one asked for that an item had before, whose current id is another. `alike`: library ids.
 */
export async function withFormerIds<F extends { identifiers: Identifier[]; catalogue?: string }>(
  context: ImportContext,
  source: AlbumSource,
  answer: ProviderAnswer<F>,
  { itemType, alike }: { itemType: ItemType; alike: (facts: F) => number[] },
): Promise<ProviderAnswer<F>> {
  if (answer.outcome !== "found" || source.asOf !== undefined) return answer;
  const facts = theFound(answer);
  const [own, ...further] = facts?.identifiers ?? [];
  if (!facts || !own || facts.catalogue !== undefined) return answer;
  const named = facts.identifiers.filter(({ kind }) => kind === own.kind);
  const known = named.flatMap(({ value }) => findByIdentifier(context.db, itemType, own.kind, [value]));
  const former: Identifier[] = [];
  for (const id of new Set(known)) {
    if (!isOfFormer(context.db, itemType, id, named)) continue;
    const current = listIdentifiers(context.db, itemType, id).filter(({ kind }) => kind === own.kind);
    former.push(...(await mergedInto(context, source, own, current.slice(0, 1))));
  }
  const others = alike(facts).filter(
    (id) => !known.includes(id) && !isKeptFrom(context.db, itemType, id, [own]),
  );
  for (const id of others.slice(0, mostAsked)) {
    former.push(...(await mergedInto(context, source, own, listIdentifiers(context.db, itemType, id))));
  }
  if (former.length === 0) return answer;
  return { ...answer, contributions: [{ ...facts, identifiers: [own, ...former, ...further] }] };
}

/** Those of the ids that the source answers under `own` now. What can't be asked says nothing. */
async function mergedInto(
  { signal }: ImportContext,
  source: AlbumSource,
  own: Identifier,
  ids: Identifier[],
): Promise<Identifier[]> {
  const former = ids.find(({ kind, value }) => kind === own.kind && value !== own.value);
  if (!former || ids.some(({ kind, value }) => kind === own.kind && value === own.value)) return [];
  try {
    const where = await source.whereIs(refOf(former), signal);
    return typeof where === "object" && where.ref.id === own.value ? [former] : [];
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UnavailableError || error instanceof RejectedError) return [];
    throw error;
  }
}
