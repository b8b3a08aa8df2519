import { exitCodes, type ExitCode } from "../../../errors.ts";
import type { ShownQuestion } from "../../../lists/review/list-questions.ts";
import type { Candidate } from "../../../importers/provider.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { createOutput } from "../../io/output.ts";
import { csvLine } from "../../layout/csv.ts";
import { countText } from "../../../counts.ts";

/** All questions: as JSON, as a spreadsheet to be filled in, or in words. */
export function showQuestions(
  questions: ShownQuestion[],
  io: Io,
  flags: { json?: boolean; csv?: boolean },
): ExitCode {
  if (flags.csv) writeCsv(questions, io);
  const output = createOutput(io, { json: flags.json || flags.csv });
  if (!flags.csv) output.document({ questions: questions.map(jsonOf) });
  for (const question of questions) output.line(lineOf(question));
  output.line(
    questions.length === 0 ? "nothing to review" : `${countText(questions.length, "question")}; ${howTo}`,
  );
  return exitCodes.done;
}

const howTo =
  "to decide: importer review (on a terminal), importer review pick <id> <number or MBID>, keep, drop, later";

function jsonOf({ wordsKey: _, score, askedAt, ...question }: ShownQuestion): object {
  const { id, itemType, said, words, artist, title, outcome, state, why, origin, itemId, rows, candidates } =
    question;
  return {
    id,
    what: itemType,
    said,
    artist,
    title,
    words,
    outcome,
    state,
    why,
    score,
    origin,
    albumId: itemType === "album" ? itemId : null,
    rows,
    askedAt: new Date(askedAt).toISOString(),
    candidates,
  };
}

/** `12  ambiguous  Desire  3 candidates: a title alone, …`. */
function lineOf({ id, itemType, outcome, said, why, candidates, state }: ShownQuestion): string {
  const count = candidates.length === 0 ? "" : `  [${countText(candidates.length, "candidate")}]`;
  const put = state === "later" ? " (put off)" : "";
  return `${String(id).padStart(4)}  ${outcome.replace("_", " ")}${put}  ${itemType === "artist" ? "artist " : ""}${plainText(said)}${count}  ${plainText(why)}`;
}

export const candidateText = ({ artists, title, year, primaryType, disambiguation }: Candidate): string => {
  const details = [year, primaryType, disambiguation].filter((part) => part !== null && part !== "");
  const named = [artists, title].filter((part) => part !== "").join(" - ");
  return `${named}${details.length > 0 ? ` (${details.join(", ")})` : ""}`;
};

const head = ["id", "decision", "what", "artist", "title", "said", "outcome", "why", "score", "from"];
const shownCandidates = 3;

function writeCsv(questions: ShownQuestion[], io: Io): void {
  const ofCandidates = Array.from({ length: shownCandidates }, (_, at) => [
    `candidate ${at + 1}`,
    `mbid ${at + 1}`,
  ]);
  io.stdout.write(csvLine([...head, ...ofCandidates.flat()]));
  for (const {
    id,
    itemType,
    artist,
    title,
    said,
    outcome,
    why,
    score,
    origin,
    rows,
    candidates,
  } of questions) {
    const from =
      rows.length === 0 ? origin : rows.map(({ name, number }) => `${name}, row ${number}`).join("; ");
    const shown = candidates.slice(0, shownCandidates).flatMap((each) => [candidateText(each), each.mbid]);
    io.stdout.write(csvLine([id, "", itemType, artist, title, said, outcome, why, score, from, ...shown]));
  }
}
