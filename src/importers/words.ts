import type { Db } from "../db/connection.ts";
import type { ItemType } from "../db/item-types.ts";
import type { Identifier } from "../facts.ts";
import { findByIdentifier } from "../library/identity/identifiers.ts";
import { findChoice } from "../library/decisions/choices.ts";
import { findDecided } from "../library/memory/runs.ts";
import { removeChoice, saveChoice } from "../library/write/decisions/choices.ts";
import { normaliseText } from "../matching/text/letters.ts";

/**
 * Decided words: a person's choice, or what the resolver decided, kept under the words as they were typed. Nothing is folded but
 * case, spaces and the shapes of quotes and dashes: "Black Album" may be another question than "The Black Album".
 */
export interface WordsKey {
  /** Of what is kept from now on. */
  key: string;
  /** Under which version 0.1 kept it; coarser. Only ever read. */
  folded: string;
}

/** The parts of a question in words; undefined and "" are the same: not said. */
export function keyOfWords(...parts: (string | number | undefined)[]): string {
  return `words:${JSON.stringify(parts.map((part) => (part === undefined ? "" : normaliseText(String(part)))))}`;
}

/** What a person chose for these words. */
export function findChosen(db: Db, itemType: ItemType, { key, folded }: WordsKey): Identifier | undefined {
  return findChoice(db, itemType, key) ?? (folded === key ? undefined : findChoice(db, itemType, folded));
}

/**
 * The items that the words were decided to mean: by a person first, else by the resolver; then only as long as no other item is called so
 * (`called`: those that are) and it is not: titles change. Ids may be of items that are gone.
 */
export function findByDecision(
  db: Db,
  itemType: "album" | "artist",
  words: WordsKey,
  called: () => { id: number }[],
): number[] {
  const chosen = findChosen(db, itemType, words);
  if (chosen) return findByIdentifier(db, itemType, chosen.kind, [chosen.value]);
  const { key, folded } = words;
  const decided = findDecided(db, { importer: itemType, itemType, words: key, folded });
  if (decided === undefined) return [];
  const now = called();
  return now.length === 0 || now.some(({ id }) => id === decided) ? [decided] : [];
}

/** Keeps what a person chose: it beats all that is decided later. Within a transaction. */
export function keepChoice(
  db: Db,
  itemType: "album" | "artist",
  words: WordsKey,
  chosen: Identifier,
  now: number,
): void {
  saveChoice(db, itemType, words.key, chosen, now);
}

/** Takes a person's choice back. Within a transaction. */
export function forgetChoice(db: Db, itemType: ItemType, { key }: WordsKey): void {
  removeChoice(db, itemType, key);
}
