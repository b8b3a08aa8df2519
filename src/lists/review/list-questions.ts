import type { Db } from "../../db/connection.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";
import { rowsOfQuestion } from "../rows.ts";
import { readingOfLine, saidOf } from "./question-words.ts";
import { waitingQuestions, type ReviewQuestion } from "./questions.ts";

/** A question as a person sees it. */
export interface ShownQuestion extends ReviewQuestion {
  /** The words on one line. */
  said: string;
  artist: string;
  /** Empty for a question about an artist. */
  title: string;
  /** Rows of lists that wait for it. */
  rows: { listId: number; name: string; number: number }[];
}

/**
 * What waits for a person, grouped by artist: first who has an easy question (one candidate stands out), the easy ones first within, by title;
 * those put off come last.
 */
export function listQuestions(db: Db): ShownQuestion[] {
  const questions = [...waitingQuestions(db)].map((question) => shownOf(db, question));
  const easiest = new Map<string, number>();
  for (const question of questions) {
    const group = groupOf(question);
    easiest.set(group, Math.min(rankOf(question), easiest.get(group) ?? Infinity));
  }
  const keyed = questions.map((question) => {
    const title = foldTitle(question.title);
    return { question, group: groupOf(question), rank: rankOf(question), title };
  });
  keyed.sort(
    (one, other) =>
      easiest.get(one.group)! - easiest.get(other.group)! ||
      one.group.localeCompare(other.group) ||
      one.rank - other.rank ||
      one.title.localeCompare(other.title) ||
      one.question.said.localeCompare(other.question.said) ||
      one.question.id - other.question.id,
  );
  return keyed.map(({ question }) => question);
}

/** Under whom it stands; what was put off stands apart. */
const groupOf = ({ state, artist }: ShownQuestion): string =>
  `${state === "later" ? "later " : ""}${foldName(artist)}`;

function rankOf({ state, candidates, score }: ShownQuestion): number {
  if (state === "later") return 3;
  if (candidates.length === 0) return 2;
  const [, second] = candidates;
  return score - (second?.score ?? 0) >= 0.1 ? 0 : 1;
}

function shownOf(db: Db, question: ReviewQuestion): ShownQuestion {
  const { words, id } = question;
  const { text } = words;
  const { artist = "", title = text ?? "" } = text === undefined ? words : (readingOfLine(text) ?? {});
  return { ...question, said: saidOf(words), artist, title, rows: rowsOfQuestion(db, id) };
}
