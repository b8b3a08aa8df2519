import type { ItemType } from "../../db/schema/facts.ts";
import type { Identifier } from "../../facts.ts";
import { mergeItems } from "../../ledger/merge.ts";
import { findAtWork } from "../../ledger/queued-jobs.ts";
import { findByIdentifier } from "../../library/identifiers.ts";
import { listBetween } from "../../library/kept-apart.ts";
import { hasPersonsWord } from "../../library/persons-word.ts";
import { titleOf } from "../../library/titles.ts";
import { withdrawCovers } from "../../library/write/covers.ts";
import { keepApart } from "../../library/write/kept-apart.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "./event.ts";
import { survivorOf } from "./survivor.ts";

/** Which item an answer is about, and what had to be done first. */
export interface Folded {
  /** Undefined where nothing of it is known. */
  id: number | undefined;
  events: UpstreamEvent[];
}

/**
 * Record linkage upstream: what one answer names by several ids of its own is one thing there, and becomes one item here. Of items that
 * stay two the one that was asked for (`knownId`) is meant. Within a transaction.
 */
export function foldNamed(
  context: Pick<ImportContext, "db" | "now" | "leastSide">,
  itemType: ItemType,
  identifiers: Identifier[],
  knownId?: number,
): Folded {
  const { db } = context;
  const kind = identifiers[0]?.kind;
  const own = identifiers.filter((each) => each.kind === kind);
  const named = own.flatMap(({ value }) => findByIdentifier(db, itemType, kind!, [value]));
  const [first, ...others] = [...new Set(named)].sort((a, b) => a - b);
  const events: UpstreamEvent[] = [];
  let id = first;
  for (const other of others) {
    const event = foldTwo(context, itemType, id!, other);
    if (!event) continue;
    events.push(event);
    if (event.event === "merged") id = event.into;
  }
  const isMerged = events.some(({ event }) => event === "merged");
  if (knownId !== undefined && !isMerged && named.includes(knownId)) id = knownId;
  return { id, events };
}

/** Two items that are one at their source. @returns undefined where they were told apart before. */
export function foldTwo(
  { db, now, leastSide = 0 }: Pick<ImportContext, "db" | "now" | "leastSide">,
  itemType: ItemType,
  one: number,
  other: number,
): UpstreamEvent | undefined {
  if (listBetween(db, itemType, one, other).length > 0) return undefined;
  const side = (id: number) => ({ id, hasWord: hasPersonsWord(db, itemType, id) });
  const { from, into, isQuestion } = survivorOf(side(one), side(other));
  const [title, stays] = [titleOf(db, itemType, from), titleOf(db, itemType, into)];
  const about = { what: itemType, id: from, title, into } as const;
  if (isQuestion) {
    keepApart(db, itemType, [from, into], { why: "asked", saidAt: now() });
    return {
      ...about,
      event: "asked",
      says: `${itemType} ${from}, "${title}", and ${itemType} ${into}, "${stays}", are one there; here both are yours`,
      command: `importer merge ${itemType} ${from} --into ${into}`,
    };
  }
  const job = itemType === "album" ? findAtWork(db, from) : undefined;
  if (job) {
    const says = `job ${job.id} is at work on album ${from}: it becomes album ${into} when asked again`;
    return { ...about, event: "waits", says };
  }
  mergeItems(db, itemType, from, into, now(), "source");
  if (itemType === "album") withdrawCovers(db, into, [], { leastSide, now: now() });
  const says = `${itemType} ${from}, "${title}", is ${itemType} ${into} now, "${stays}": the two were merged there`;
  return { ...about, event: "merged", says };
}
