import type { Db } from "../../db/connection.ts";
import type { Identifier } from "../../facts.ts";
import { findChoice } from "../choices.ts";
import { saveChoice } from "./choices.ts";

/** Manual match: what a person said that an album is, kept beside their choices of words. It beats what tags and sources say later. */

const keyOf = (albumId: number): string => `item:${albumId}`;

/** Within a transaction. */
export function keepBinding(db: Db, albumId: number, own: Identifier, now: number): void {
  saveChoice(db, "album", keyOf(albumId), own, now);
}

export const findBinding = (db: Db, albumId: number): Identifier | undefined =>
  findChoice(db, "album", keyOf(albumId));
