import type { Db } from "../../db/connection.ts";
import { rowsBy } from "../../db/rows.ts";
import { listRows, reviewQuestions } from "../../db/schema/lists.ts";
import { statement } from "../../db/statement.ts";
import { getAlbum } from "../../library/items/albums.ts";
import { writeBeside } from "../../library/write/tables.ts";
import { getQuestion, type ReviewQuestion } from "./questions.ts";

const decidedIn = statement<[runId: number], { id: number }>(
  `SELECT review_questions.id FROM ledger_entries CROSS JOIN review_questions ON decided_by = ledger_entries.id
   WHERE root_id = ?`,
);
const questionById = rowsBy(reviewQuestions, ["id"]);
const rowsByQuestion = rowsBy(listRows, ["questionId"]);

/**
 * Undo of decisions: the questions that a run settled or put off are asked anew, and their rows wait for them. What a pick or a keep
 * brought into the library, and the choices, the ledger takes back; it notes what is written here, so that an undo of the undo settles them
 * again. Within a transaction.
 */
export function reopenDecidedIn(db: Db, runId: number, now: number): void {
  for (const { id } of decidedIn(db).all(runId)) {
    const question = getQuestion(db, id)!;
    const { outcome, why } = question;
    const undecided = { state: "open", decidedAt: null, decidedBy: null } as const;
    const about = { itemId: ownItem(db, question), askedAt: now };
    writeBeside.reviewQuestions.set(db, questionById.get(db, id)!, { ...undecided, ...about });
    for (const row of rowsByQuestion.all(db, id))
      writeBeside.listRows.set(db, row, { state: outcome, albumId: null, why, askedAt: now });
  }
}

/** An artist, a list or typed words have no item of their own: what stands there is what the decision brought. */
function ownItem(db: Db, { itemType, origin, itemId }: ReviewQuestion): number | null {
  if (origin === "merge") return itemId;
  const isOfItem = itemType === "album" && (origin === "complete" || origin === "job");
  return isOfItem && itemId !== null && getAlbum(db, itemId) ? itemId : null;
}
