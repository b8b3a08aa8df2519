import type { Candidate } from "../../../importers/provider.ts";
import type { ShownQuestion } from "../../../lists/review/list-questions.ts";
import { foldName } from "../../../matching/text/fold.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput, tell } from "../../io/output.ts";
import { renderCandidates } from "../imports/candidates.ts";
import { countText } from "../../../counts.ts";

const shownCandidates = 9;

/** What the keys do, on a line; the numbers, where there is something to pick. */
export function helpFor(questions: readonly Pick<ShownQuestion, "candidates">[]): string {
  const most = Math.min(
    Math.max(0, ...questions.map(({ candidates }) => candidates.length)),
    shownCandidates,
  );
  const numbers = most === 0 ? "" : `${most === 1 ? "1" : `1-${most}`} that one · `;
  return `${numbers}k keep as it is · m another id · w other words · a all with these words · d not wanted · Enter later · u undo · q leave`;
}

/** The artist, where another's questions begin and there are several of them. */
export function showGroup(
  question: ShownQuestion,
  before: ShownQuestion | undefined,
  questions: readonly ShownQuestion[],
  io: Io,
): void {
  const key = foldName(question.artist);
  if (key === "" || (before && foldName(before.artist) === key)) return;
  const count = questions.filter(({ artist }) => foldName(artist) === key).length;
  if (count > 1) tell(io, `\n${plainText(question.artist)}: ${countText(count, "question")}`);
}

export function showQuestion(question: ShownQuestion, questions: readonly ShownQuestion[], io: Io): void {
  const { itemType, said, why, rows, origin, candidates } = question;
  const from = rows.length === 0 ? origin : `${rows[0]!.name}, row ${rows[0]!.number}`;
  const more = rows.length > 1 ? ` and ${rows.length - 1} more` : "";
  const { colour } = createOutput(io, {});
  const place = `${questions.indexOf(question) + 1}/${questions.length}`;
  tell(
    io,
    `\n${place}  ${colour.bold((itemType === "artist" ? "artist " : "") + plainText(said))}  (${plainText(from + more)})`,
  );
  tell(io, `  ${plainText(why)}`);
  showCandidates(candidates, io);
}

export function showCandidates(candidates: Candidate[], io: Io): void {
  if (candidates.length === 0) return;
  const { colour } = createOutput(io, {});
  io.stderr.write(renderCandidates(candidates.slice(0, shownCandidates), { columns: io.columns, colour }));
}
