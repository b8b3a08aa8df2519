import { UserError } from "../../errors.ts";
import { normaliseText } from "../../matching/text/letters.ts";
import { readingOfLine, saidOf } from "./question-words.ts";
import type { ReviewQuestion } from "./questions.ts";

/**
 * Is the question of this number the one that a sheet was filled in for? Another library counts its questions from 1 as well. One of the
 * sheet's cells that says so is enough: a spreadsheet makes a day of a title.
 * @param about What the sheet has in the columns that say it; empty where they were left out.
 * @throws UserError where none of them does.
 */
export function refuseAnother(question: ReviewQuestion | undefined, about: string[]): void {
  if (!question || about.length === 0) return;
  const { id, words } = question;
  const read = words.text === undefined ? words : readingOfLine(words.text);
  const said = [saidOf(words), read?.title].map((text) => bareText(text ?? ""));
  if (about.some((text) => said.includes(bareText(text)))) return;
  throw new UserError(`question ${id} is about "${saidOf(words)}" here, and the sheet says "${about[0]}"`, {
    hint: "is it of another library? importer review --csv > open.csv makes one of this; without the columns said and title the number alone counts",
  });
}

/** Signs come and go on the way through a spreadsheet; a title of nothing else has only them. */
function bareText(text: string): string {
  const plain = normaliseText(text);
  return plain.replace(/[^\p{L}\p{N}]+/gu, "") || plain.trim();
}
