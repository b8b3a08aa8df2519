import type { WorkingContext } from "../../../composition/working.ts";
import { exitCodes, messageOf, UserError, type ExitCode } from "../../../errors.ts";
import { decide, type Decision } from "../../../lists/review/decide.ts";
import type { Candidate } from "../../../importers/provider.ts";
import type { ShownQuestion } from "../../../lists/review/list-questions.ts";
import { putBack } from "../../../lists/review/put-back.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io.ts";
import { createOutput, tell } from "../../output.ts";
import { renderCandidates } from "../candidates.ts";
import { countText } from "../words.ts";
import { decidedWords } from "./accept.ts";
import { createKeys, type Keys } from "./keys.ts";

const shownCandidates = 9;
const help =
  "1-9 that one · k keep as it is · m another id · w other words · d not wanted · Enter later · u undo · q leave";

/** One question after the other, a key each, on a terminal. What was decided is saved at once. */
export async function askQuestions(
  context: WorkingContext,
  questions: ShownQuestion[],
  io: Io,
): Promise<ExitCode> {
  if (questions.length === 0) tell(io, "nothing to review");
  else tell(io, `${countText(questions.length, "question")}: ${help}`);
  const keys = createKeys(io, context.signal);
  const decided: ShownQuestion[] = [];
  try {
    for (let at = 0; at < questions.length;) {
      const question = questions[at]!;
      show(question, at, questions.length, io);
      const step = await settle(context, question, io, keys, decided);
      if (step === "leave") break;
      at = Math.max(0, at + step);
    }
  } finally {
    keys.close();
  }
  const settled = `${decided.length} decided, ${questions.length - decided.length} left`;
  if (questions.length > 0) tell(io, `${settled}; importer review goes on`);
  return exitCodes.done;
}

function show(
  { said, why, rows, origin, candidates }: ShownQuestion,
  at: number,
  count: number,
  io: Io,
): void {
  const from = rows.length === 0 ? origin : `${rows[0]!.name}, row ${rows[0]!.number}`;
  const { colour } = createOutput(io, {});
  tell(io, `\n${at + 1}/${count}  ${colour.bold(plainText(said))}  (${plainText(from)})`);
  tell(io, `  ${plainText(why)}`);
  if (candidates.length > 0) showCandidates(candidates, io);
}

function showCandidates(candidates: Candidate[], io: Io): void {
  const { colour } = createOutput(io, {});
  io.stderr.write(renderCandidates(candidates.slice(0, shownCandidates), { columns: io.columns, colour }));
}

/** @returns how many questions further, or that the person has enough. */
async function settle(
  context: WorkingContext,
  question: ShownQuestion,
  io: Io,
  keys: Keys,
  decided: ShownQuestion[],
): Promise<number | "leave"> {
  for (;;) {
    const key = await keys.key("Which one");
    if (key === undefined || key === "q") return "leave";
    if (key === "u") return undo(context, decided, io);
    if (key === "w") {
      await otherWords(context, question, io, keys);
      continue;
    }
    const decision = await decisionOf(key, question, keys);
    if (decision === undefined) {
      tell(io, `  ${help}`);
      continue;
    }
    try {
      const answer = await decide(context.importing, question.id, decision);
      tell(io, `  ${decidedWords(context.db, decision, answer)}`);
      if (decision.kind !== "later") decided.push(question);
      return 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      tell(io, `  ${plainText(messageOf(error))}`);
    }
  }
}

async function decisionOf(
  key: string,
  { candidates }: ShownQuestion,
  keys: Keys,
): Promise<Decision | undefined> {
  if (/^[1-9]$/.test(key)) return Number(key) <= candidates.length ? { kind: "pick", ref: key } : undefined;
  if (key === "k") return { kind: "keep" };
  if (key === "d") return { kind: "drop" };
  if (key === "" || key === "l") return { kind: "later" };
  if (key !== "m") return undefined;
  const ref = await keys.line("MBID, address or ref: ");
  return ref === undefined || ref === "" ? undefined : { kind: "pick", ref };
}

/** Asks under other words, and shows what there is; a pick then means the first words. */
async function otherWords(
  context: WorkingContext,
  question: ShownQuestion,
  io: Io,
  keys: Keys,
): Promise<void> {
  const { askOtherWords } = await import("../../../lists/review/other-words.ts");
  const text = await keys.line("Other words (Artist - Title): ");
  if (text === undefined || text === "") return;
  const candidates = await askOtherWords(context.importing, question, text);
  question.candidates = candidates;
  tell(io, candidates.length === 0 ? "  nothing found" : "");
  showCandidates(candidates, io);
}

/** The last decision is taken back; an album that a pick brought stays in the library. */
async function undo({ importing }: WorkingContext, decided: ShownQuestion[], io: Io): Promise<number> {
  const last = decided.pop();
  if (!last) {
    tell(io, "  nothing to undo");
    return 0;
  }
  await putBack(importing, last);
  tell(io, `  open again: ${plainText(last.said)}`);
  return -1;
}
