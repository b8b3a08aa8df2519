import type { PayloadOf } from "../jobs/queue/kinds.ts";
import type { Task } from "../jobs/queue/task.ts";
import type { Db } from "../db/connection.ts";
import { askRow, type AskedRow } from "../lists/ask-row.ts";
import { wordsOfTyped, type RowWords } from "../lists/reading/entry.ts";
import { putAsked } from "../lists/review/questions.ts";
import { findOpenWords, settleRows } from "../lists/rows.ts";
import type { TaskContext } from "./context.ts";

type AlbumPayload = PayloadOf<"import-album">;

/** One album by its words, or by a row of a list. What only a person can tell becomes a question for review. */
export function importAlbumLater({ importing }: TaskContext): Task<AlbumPayload> {
  return async ({ payload, save, signal }) => {
    const { db, now } = importing;
    const { listId, hash, withoutProducts = false } = payload;
    const words = wordsOf(db, payload);
    if (!words) return { outcome: "cancel", reason: "the list's row is settled, or gone" };
    const asked = await askRow({ ...importing, transact: save, signal }, words, { withoutProducts });
    if (asked.state === "unavailable" || asked.state === "refused") throw asked.fault ?? new Error(asked.why);
    return {
      outcome: "done",
      detail: detailOf(asked),
      save() {
        const origin = listId === undefined ? "job" : "list";
        const questionId = putAsked(db, asked, { words, origin }, now());
        if (listId === undefined || hash === undefined) return;
        settleRows(db, { listId, hash }, { ...asked, questionId }, now());
      },
    };
  };
}

function wordsOf(db: Db, payload: AlbumPayload): RowWords | undefined {
  const { listId, hash, title, artist, year, mbid } = payload;
  if (listId !== undefined && hash !== undefined) return findOpenWords(db, listId, hash);
  if (mbid !== undefined) return { mbid };
  return title === undefined ? undefined : wordsOfTyped({ title, artist, year });
}

function detailOf({ state, albumId, why = "" }: AskedRow): string {
  if (albumId !== undefined) return `${state}: album ${albumId}`;
  const hint = state === "skipped" ? "" : " (importer review)";
  return `${state.replace("_", " ")}: ${why}${hint}`;
}
