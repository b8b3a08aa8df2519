import type { Db } from "../../../db/connection.ts";
import type { Identifier } from "../../../facts.ts";
import { findChoice } from "../../decisions/choices.ts";
import { removeChoice, saveChoice } from "./choices.ts";

/** Manual match: what a person said that an album is, kept beside their choices of words. It beats what tags and sources say later. */

const keyOf = (albumId: number): string => `item:${albumId}`;

/** Within a transaction. */
export function keepBinding(db: Db, albumId: number, own: Identifier, now: number): void {
  saveChoice(db, "album", keyOf(albumId), own, now);
}

export const findBinding = (db: Db, albumId: number): Identifier | undefined =>
  findChoice(db, "album", keyOf(albumId));

/** An album becomes another: what a person said of it goes along, unless they said what that one is. Within a transaction. */
export function moveBinding(db: Db, from: number, into: number, now: number): void {
  const said = findBinding(db, from);
  if (!said) return;
  removeChoice(db, "album", keyOf(from));
  if (!findBinding(db, into)) keepBinding(db, into, said, now);
}
