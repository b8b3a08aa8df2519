import type { Db } from "../../db/connection.ts";
import type { ItemType } from "../../db/item-types.ts";
import type { Identifier } from "../../facts.ts";
import { mergeItems } from "../../ledger/items/merge.ts";
import { findAtWork } from "../../ledger/items/queued-jobs.ts";
import { findByIdentifier, listIdentifiers, ownNames } from "../../library/identity/identifiers.ts";
import { listBetween } from "../../library/decisions/kept-apart.ts";
import { hasPersonsWord } from "../../library/decisions/persons-word.ts";
import { titleOf } from "../../library/items/titles.ts";
import { settleMergedCovers } from "../../library/write/enrichment/covers.ts";
import { keepApart } from "../../library/write/decisions/kept-apart.ts";
import { saveIdentifiers } from "../../library/write/items/identifiers.ts";
import { giveReleaseUp } from "../../library/write/items/release-heir.ts";
import { ownIdentifier, refKinds } from "../../refs.ts";
import type { ImportContext } from "../context.ts";
import type { UpstreamEvent } from "./event.ts";
import { survivorOf, type Side, type Survivor } from "./survivor.ts";
import { mergeCommand } from "../../errors.ts";

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
  const own = ownNames(itemType, identifiers);
  const named = own.flatMap(({ kind, value }) => findByIdentifier(db, itemType, kind, [value]));
  const [first, ...others] = [...new Set(named)].sort((a, b) => a - b);
  const events: UpstreamEvent[] = [];
  let id = first;
  for (const other of others) {
    if (areTwoElsewhere(db, itemType, [id!, other], own[0]!)) continue;
    const event = foldTwo(context, itemType, id!, other);
    if (!event) continue;
    events.push(event);
    if (event.event === "merged") id = event.into;
  }
  const isMerged = events.some(({ event }) => event === "merged");
  if (knownId !== undefined && !isMerged && named.includes(knownId)) id = knownId;
  return { id, events };
}

/** Another source knows both, as two: what is one at this one does not make them one. */
function areTwoElsewhere(db: Db, itemType: ItemType, ids: [number, number], { kind }: Identifier): boolean {
  const { source } = refKinds[kind];
  const [one, other] = ids.map((id) => {
    const named = listIdentifiers(db, itemType, id);
    return ownIdentifier(
      named.filter((each) => refKinds[each.kind].source !== source),
      itemType,
    );
  });
  return one !== undefined && one.kind === other?.kind;
}

/** One thing under its current id and the one that it had: one item here, under that current one. Within a transaction. */
export function foldPair(
  context: Pick<ImportContext, "db" | "now" | "leastSide">,
  itemType: ItemType,
  pair: [current: Identifier, former: Identifier],
): UpstreamEvent[] {
  const { id, events } = foldNamed(context, itemType, pair);
  if (id !== undefined) saveIdentifiers(context.db, itemType, id, pair);
  return events;
}

/** Whether both ids name one item here. */
export function isOne(db: Db, itemType: ItemType, pair: [current: Identifier, former: Identifier]): boolean {
  const [one, other] = pair.map(({ kind, value }) => findByIdentifier(db, itemType, kind, [value])[0]);
  return one !== undefined && one === other;
}

/**
 * Two items that are one at their source. `vanishes`: of two releases the one whose values are no longer true.
 * @returns undefined where they were told apart before.
 */
export function foldTwo(
  context: Pick<ImportContext, "db" | "now" | "leastSide">,
  itemType: ItemType,
  one: number,
  other: number,
  { vanishes }: { vanishes?: number } = {},
): UpstreamEvent | undefined {
  const { db, now, leastSide = 0 } = context;
  if (listBetween(db, itemType, one, other).length > 0) return undefined;
  const { from, into, isQuestion } = survivorAmong(db, itemType, one, other);
  if (isQuestion) return askPerson(context, itemType, one, other);
  const about = aboutFold(db, itemType, from, into);
  const job = itemType === "album" ? findAtWork(db, from) : undefined;
  if (job) {
    const says = `job ${job.id} is at work on album ${from}: it becomes album ${into} when asked again`;
    return { ...about, event: "waits", says };
  }
  if (vanishes !== undefined) giveReleaseUp(db, vanishes, vanishes === one ? other : one);
  const stays = titleOf(db, itemType, into);
  mergeItems(db, itemType, from, into, now(), "source");
  if (itemType === "album") settleMergedCovers(db, into, { leastSide, now: now() });
  const says = `${itemType} ${from}, "${about.title}", is ${itemType} ${into} now, "${stays}": the two were merged there`;
  return { ...about, event: "merged", says };
}

/** They are one there; a person has to say whether here, and until then they are two. Within a transaction. */
export function askPerson(
  { db, now }: Pick<ImportContext, "db" | "now">,
  itemType: ItemType,
  one: number,
  other: number,
): UpstreamEvent {
  const { from, into } = survivorAmong(db, itemType, one, other);
  keepApart(db, itemType, [from, into], { why: "asked", saidAt: now() });
  const about = aboutFold(db, itemType, from, into);
  return {
    ...about,
    event: "asked",
    says: `${itemType} ${from}, "${about.title}", and ${itemType} ${into}, "${titleOf(db, itemType, into)}", are one there; here both are yours`,
    command: mergeCommand(itemType, from, into),
  };
}

/** Which of two items of the library would stay. */
export function survivorAmong(db: Db, itemType: ItemType, one: number, other: number): Survivor {
  const side = (id: number): Side => ({ id, hasWord: hasPersonsWord(db, itemType, id) });
  return survivorOf(side(one), side(other));
}

const aboutFold = (db: Db, what: ItemType, from: number, into: number) => ({
  what,
  id: from,
  title: titleOf(db, what, from),
  into,
});
