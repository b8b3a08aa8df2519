import type { ImportContext } from "../../importers/context.ts";
import { settleRowsOfQuestion } from "../rows.ts";
import { getQuestion, setQuestionState } from "./questions.ts";

/** A question that was settled is open again, and its rows wait for it. */
export async function putBack({ db, transact, now }: ImportContext, id: number): Promise<void> {
  const question = getQuestion(db, id);
  if (!question) return;
  const { outcome, why } = question;
  await transact(() => {
    setQuestionState(db, id, { state: "open" }, now());
    settleRowsOfQuestion(db, id, { state: outcome, why }, now());
  });
}
