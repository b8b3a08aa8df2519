import type { Db } from "../../db/connection.ts";
import { statement } from "../../db/statement.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { askAnew } from "./put-back.ts";
import { getQuestion } from "./questions.ts";

const decidedIn = statement<[runs: string], { id: number }>(
  `SELECT id FROM review_questions WHERE decided_by IN
     (SELECT entry.id FROM json_each(?) AS run CROSS JOIN ledger_entries AS entry ON entry.root_id = run.value)`,
);

/**
 * Undo of decisions: the questions that these runs settled or put off are asked anew, and their rows wait for them. What a pick or a
 * keep brought into the library, and the choices, the ledger takes back. Within a transaction. @returns how many
 */
export function reopenDecidedIn(db: Db, runs: readonly number[], now: number): number {
  const ids = decidedIn(db).all(JSON.stringify(runs));
  for (const { id } of ids) {
    const question = getQuestion(db, id)!;
    const { itemType, origin, itemId } = question;
    // An artist, a list or typed words have no item of their own: what stands there is what the decision brought.
    const isOfItem = itemType === "album" && (origin === "complete" || origin === "job");
    const own =
      origin === "merge" ? itemId : isOfItem && itemId !== null && getAlbum(db, itemId) ? itemId : null;
    askAnew(db, question, own, now);
  }
  return ids.length;
}
