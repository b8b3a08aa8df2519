import type { Db } from "../../db/connection.ts";
import { rowsOfQuestion } from "../rows.ts";
import { readingOfLine, saidOf, waitingQuestions, type Question } from "./questions.ts";

/** A question as a person sees it. */
export interface ShownQuestion extends Question {
  /** The words on one line. */
  said: string;
  artist: string;
  title: string;
  /** Rows of lists that wait for it. */
  rows: { listId: number; name: string; number: number }[];
}

/** What waits for a person: easy ones first (one candidate stands out), those put off last, by artist within. */
export function listQuestions(db: Db): ShownQuestion[] {
  return [...waitingQuestions(db)].map((question) => shownOf(db, question)).sort(byEase);
}

function shownOf(db: Db, question: Question): ShownQuestion {
  const { words, id } = question;
  const { text } = words;
  const ofLine = text === undefined ? undefined : readingOfLine(text);
  const { artist = "", title = text ?? "" } = words.title === undefined ? (ofLine ?? {}) : words;
  return { ...question, said: saidOf(words), artist, title, rows: rowsOfQuestion(db, id) };
}

function byEase(one: ShownQuestion, other: ShownQuestion): number {
  const rank = ({ state, candidates, score }: ShownQuestion): number => {
    if (state === "later") return 3;
    if (candidates.length === 0) return 2;
    const [, second] = candidates;
    return score - (second?.score ?? 0) >= 0.1 ? 0 : 1;
  };
  return rank(one) - rank(other) || one.artist.localeCompare(other.artist) || one.id - other.id;
}
