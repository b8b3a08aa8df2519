import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import { RejectedError, UnavailableError } from "../../errors.ts";
import { type Identifier, hasIdentifier } from "../../facts.ts";
import { findByIdentifier, isOfFormer, listIdentifiers } from "../../library/identity/identifiers.ts";
import { isKeptFrom } from "../../library/decisions/kept-apart.ts";
import { getRelease } from "../../library/items/releases.ts";
import { hasFound } from "../../library/memory/runs.ts";
import { identifierOf, refOf, textOfRef } from "../../refs.ts";
import type { AlbumSource } from "../../sources/albums/source.ts";
import type { ImportContext } from "../context.ts";
import { ownRefAt } from "../own-ref.ts";
import { theFound, type ProviderAnswer } from "../provider.ts";
import { whereAlbumIs } from "./whereabouts.ts";

/** Few items of a library are called alike; each that is asked for costs a request. */
const mostAsked = 3;

/**
 * An answer, with the ids of items of the library that are called the same and that the source has merged into it meanwhile: an answer
 * under the surviving id does not tell which ids it had. So is one asked for that an item had before, whose current id is another. `alike`: library
 * ids. Albums that have the main release of the answer come before those.
 */
export async function withFormerIds<
  F extends { identifiers: Identifier[]; catalogue?: string; mainRelease?: Identifier },
>(
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
  const others = [...holdersOf(context.db, facts), ...alike(facts)].filter(
    (id, at, all) =>
      all.indexOf(id) === at && !known.includes(id) && !isKeptFrom(context.db, itemType, id, [own]),
  );
  for (const id of others.slice(0, mostAsked)) {
    const ids = listIdentifiers(context.db, itemType, id);
    former.push(
      ...(await (itemType === "album"
        ? nowUnder(context, source, own, { id, ids })
        : mergedInto(context, source, own, ids))),
    );
  }
  if (former.length === 0) return answer;
  return { ...answer, contributions: [{ ...facts, identifiers: [own, ...former, ...further] }] };
}

/** The albums of the library that are, or have, the main release of an album. */
function holdersOf(db: Db, { mainRelease }: { mainRelease?: Identifier }): number[] {
  if (!mainRelease) return [];
  const { kind, value } = mainRelease;
  const releases = findByIdentifier(db, "release", kind, [value]);
  return [
    ...findByIdentifier(db, "album", kind, [value]),
    ...releases.flatMap((id) => getRelease(db, id)?.albumId ?? []),
  ];
}

/**
 * The current id of an album of the library, if the source has that album under `own` now: a merged one, a release that got an album of its
 * own, one that is gone and whose releases are there. Tags alone say too little of an album for that.
 */
async function nowUnder(
  context: ImportContext,
  source: AlbumSource,
  own: Identifier,
  { id, ids }: { id: number; ids: Identifier[] },
): Promise<Identifier[]> {
  const ref = ownRefAt(context.db, source, { id });
  const former = ref && identifierOf(ref);
  if (!former || hasIdentifier(ids, own)) return [];
  const isToldByTags = !hasFound(context.db, { importer: "album", itemType: "album", itemId: id });
  if (former.kind !== own.kind && isToldByTags) return [];
  const where = await unlessSilent(context, () => whereAlbumIs(context, source, id));
  return where && textOfRef(where) === textOfRef(refOf(own)) ? [former] : [];
}

/** Those of the ids that the source answers under `own` now. */
async function mergedInto(
  context: ImportContext,
  source: AlbumSource,
  own: Identifier,
  ids: Identifier[],
): Promise<Identifier[]> {
  const former = ids.find(({ kind, value }) => kind === own.kind && value !== own.value);
  if (!former || hasIdentifier(ids, own)) return [];
  const where = await unlessSilent(context, () => source.whereIs(refOf(former), context.signal));
  return typeof where === "object" && where.ref.id === own.value ? [former] : [];
}

/** What can't be asked says nothing. */
async function unlessSilent<Answer>(
  { signal }: ImportContext,
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UnavailableError || error instanceof RejectedError) return undefined;
    throw error;
  }
}
