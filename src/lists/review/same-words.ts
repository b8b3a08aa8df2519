import { foldName, foldTitle } from "../../matching/text/fold.ts";
import type { ShownQuestion } from "./list-questions.ts";

/**
 * The other questions of the same list that name the same artist and title, however they are written and whatever year or edition they
 * give. None without an artist: a title alone means one album here and another there. What was read from files is left out.
 */
export function sameWords(question: ShownQuestion, questions: readonly ShownQuestion[]): ShownQuestion[] {
  const key = keyOf(question);
  if (key === undefined) return [];
  const lists = new Set(question.rows.map(({ listId }) => listId));
  return questions.filter(
    (other) =>
      other.id !== question.id && keyOf(other) === key && other.rows.some(({ listId }) => lists.has(listId)),
  );
}

function keyOf({ artist, title, words, candidates }: ShownQuestion): string | undefined {
  const [by, of] = [foldName(artist), foldTitle(title)];
  const named = words.areTwo ? candidates[0]?.mbid : ""; // beside an identifier that names another album they mean something else
  return by === "" || of === "" ? undefined : [by, of, named].join("\n");
}
