import type { Db } from "../../db/connection.ts";
import { UserError } from "../../errors.ts";
import { findNamedAlbums } from "../../importers/album/finding/finder.ts";
import { findNamedArtists } from "../../importers/artist/import.ts";
import { currentId } from "../../library/identity/redirects.ts";
import type { Decided, Decision } from "./decision.ts";
import { artistTarget } from "./decide-artist.ts";
import { albumTarget } from "./picking.ts";
import { itemThere, type ReviewQuestion } from "./questions.ts";

/** The question that was settled by this very decision, as by a sheet that is applied again; undefined for any other. */
export function decidedAlready(db: Db, question: ReviewQuestion, decision: Decision): Decided | undefined {
  if (!isSettledSo(db, question, decision)) return undefined;
  const itemId = itemThere(db, question);
  if (question.itemType === "artist") return { question, ...(itemId !== undefined && { artistId: itemId }) };
  return { question, ...(question.itemType === "album" && itemId !== undefined && { albumId: itemId }) };
}

function isSettledSo(db: Db, question: ReviewQuestion, decision: Decision): boolean {
  const { state } = question;
  switch (decision.kind) {
    case "drop":
      return state === "dropped";
    case "keep":
      return state === "kept";
    case "later":
      return false; // it waits still, and may be put off anew
    case "pick":
      return (state === "picked" || state === "moot") && isItsItem(db, question, decision.ref);
  }
}

/** The pick names what the question was settled by. */
function isItsItem(db: Db, question: ReviewQuestion, ref: string): boolean {
  const itemId = itemThere(db, question);
  return itemId !== undefined && itemsNamed(db, question, ref).includes(itemId);
}

function itemsNamed(db: Db, question: ReviewQuestion, ref: string): number[] {
  const { itemType } = question;
  if (itemType !== "album" && itemType !== "artist") return [];
  try {
    if (itemType === "artist") {
      const { id, query } = artistTarget(question, ref);
      if (id !== undefined) return [currentId(db, itemType, id)];
      return query ? findNamedArtists({ db }, query).map((artist) => artist.id) : [];
    }
    const { id, query } = albumTarget(question, ref);
    if (id !== undefined) return [currentId(db, itemType, id)];
    return query ? findNamedAlbums(db, query).map((album) => album.id) : [];
  } catch (error) {
    if (error instanceof UserError) return []; // it names nothing: that is said where it is decided
    throw error;
  }
}
