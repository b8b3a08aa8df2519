import type { WorkingContext } from "../../../composition/working.ts";
import { exitCodes, messageOf, UserError, type ExitCode } from "../../../errors.ts";
import { decide, decideAlike } from "../../../lists/review/decide.ts";
import type { Decision } from "../../../lists/review/decision.ts";
import type { ShownQuestion } from "../../../lists/review/list-questions.ts";
import { isMerge } from "../../../lists/review/merges.ts";
import { putBack } from "../../../lists/review/put-back.ts";
import { isAnswered } from "../../../lists/review/settle.ts";
import { sameWords } from "../../../lists/review/same-words.ts";
import { plainText } from "../../../plain-text.ts";
import type { Io } from "../../io/io.ts";
import { tell } from "../../io/output.ts";
import { watchQueued } from "../imports/queued.ts";
import { decidedWords } from "./accept.ts";
import { createKeys, type Keys } from "./keys.ts";
import { helpFor, showCandidates, showGroup, showQuestion } from "./show-question.ts";
import { countText } from "../../../counts.ts";

/** Where a person is in the queue. */
interface Session {
  context: WorkingContext;
  io: Io;
  keys: Keys;
  questions: ShownQuestion[];
  /** Decisions in their order; one that went for all with the same words is one step. */
  steps: ShownQuestion[][];
  /** Ids of what is decided, or was put off just now. */
  behind: Set<number>;
  /** Ids of those whose decision was taken back: what they are about may be identified by it. */
  takenBack: Set<number>;
  /** How many were answered otherwise, while this person was asked. */
  answered: number;
}

/** One question after the other, a key each, on a terminal. What was decided is saved at once. */
export async function askQuestions(
  context: WorkingContext,
  questions: ShownQuestion[],
  io: Io,
): Promise<ExitCode> {
  if (questions.length === 0) tell(io, "nothing to review");
  else tell(io, `${countText(questions.length, "question")}: ${helpFor(questions)}`);
  const sayQueued = watchQueued(context.db, io);
  const keys = createKeys(io, context.signal);
  const session: Session = {
    context,
    io,
    keys,
    questions,
    steps: [],
    behind: new Set(),
    takenBack: new Set(),
    answered: 0,
  };
  let before: ShownQuestion | undefined;
  try {
    for (;;) {
      const next = nextOf(session);
      if (!next) {
        if (await isEnough(session)) break;
        continue;
      }
      if (wasAnswered(session, next)) continue;
      showGroup(next, before, questions, io);
      showQuestion(next, questions, io);
      before = next;
      if ((await settle(session, next)) === "leave") break;
    }
  } finally {
    keys.close();
  }
  const decided = session.steps.flat().length;
  const left = questions.length - decided - session.answered;
  const goesOn = left > 0 ? "; importer review goes on" : "";
  if (questions.length > 0) tell(io, `${decided || "nothing"} decided, ${left || "none"} left${goesOn}`);
  sayQueued();
  return exitCodes.done;
}

const nextOf = ({ questions, behind }: Session): ShownQuestion | undefined =>
  questions.find(({ id }) => !behind.has(id));

/** By another command, or by what was decided on one before; there is nothing left to ask. */
function wasAnswered(session: Session, { id, said }: ShownQuestion): boolean {
  const { context, io, behind, takenBack } = session;
  if (takenBack.has(id) || !isAnswered(context.db, id)) return false;
  behind.add(id);
  session.answered++;
  tell(io, `\n  answered meanwhile: ${plainText(said)}`);
  return true;
}

/** Nothing is open any more: the last decision can still be taken back. */
async function isEnough(session: Session): Promise<boolean> {
  if (session.steps.length === 0) return true;
  const key = await session.keys.key("That was the last one; u takes it back, Enter ends");
  return key !== "u" || !(await undo(session));
}

/** Keys, until the question is settled, another one is open again, or the person has enough. */
async function settle(session: Session, question: ShownQuestion): Promise<"next" | "leave"> {
  const { io, keys } = session;
  let together = [question];
  for (;;) {
    const key = await keys.key(together.length > 1 ? `Which one, for all ${together.length}` : "Which one");
    if (key === undefined || key === "q") return "leave";
    if (key === "u") {
      if (await undo(session)) return "next";
    } else if (key === "w") await otherWords(session, question);
    else if (key === "a") together = takeAll(session, question, together);
    else {
      const decision = await decisionOf(key, question, keys);
      if (decision === undefined) tell(io, `  ${helpFor([question])}`);
      else if (await decideAll(session, together, decision)) return "next";
    }
  }
}

/** The next decision is for all with these words, or again for this one alone. */
function takeAll(
  { questions, behind, io }: Session,
  question: ShownQuestion,
  before: ShownQuestion[],
): ShownQuestion[] {
  if (before.length > 1) {
    tell(io, "  for this one alone");
    return [question];
  }
  const others = sameWords(question, questions).filter(({ id }) => !behind.has(id));
  if (question.artist === "")
    tell(io, "  it names no artist: a title alone may mean another album elsewhere");
  else if (others.length === 0) tell(io, "  no other question of its list has these words");
  else {
    tell(
      io,
      `  with ${countText(others.length, "other question")} of its list, by the same artist and title:`,
    );
    for (const { said } of others.slice(0, 9)) tell(io, `    ${plainText(said)}`);
    if (others.length > 9) tell(io, `    and ${others.length - 9} more`);
  }
  return [question, ...others];
}

/** @returns whether anything was decided. */
async function decideAll(session: Session, together: ShownQuestion[], decision: Decision): Promise<boolean> {
  const { context, io, steps, behind, takenBack } = session;
  const step: ShownQuestion[] = [];
  let albumId: number | undefined;
  try {
    for (const each of together) {
      const isTakenBack = takenBack.has(each.id);
      const answer =
        step.length === 0
          ? await decide(context.importing, each.id, decision, { isTakenBack })
          : await decideAlike(context.importing, each.id, { decision, albumId, isTakenBack });
      albumId ??= answer.albumId;
      tell(io, `  ${decidedWords(context.db, decision, answer)}`);
      step.push(each);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(io, `  ${plainText(messageOf(error))}`);
    if (error.hint !== undefined) tell(io, `  ${plainText(error.hint)}`);
    if (step.length === 0) return wasAnswered(session, together[0]!);
  }
  for (const { id } of step) behind.add(id);
  if (decision.kind !== "later" && step.length > 0) steps.push(step);
  return step.length > 0;
}

async function decisionOf(
  key: string,
  { candidates }: ShownQuestion,
  keys: Keys,
): Promise<Decision | undefined> {
  if (key.length > 1) return { kind: "pick", ref: key };
  if (/^[1-9]$/.test(key)) return Number(key) <= candidates.length ? { kind: "pick", ref: key } : undefined;
  if (key === "k") return { kind: "keep" };
  if (key === "d") return { kind: "drop" };
  if (key === "" || key === "l") return { kind: "later" };
  if (key !== "m") return undefined;
  const ref = await keys.line("MBID, address or ref: ");
  return ref === undefined || ref === "" ? undefined : { kind: "pick", ref };
}

/** Asks under other words, and shows what there is; a pick then means the first words. */
async function otherWords({ context, io, keys }: Session, question: ShownQuestion): Promise<void> {
  if (isMerge(question)) return tell(io, "  it is about these two, and no words");
  const { askOtherWords } = await import("../../../lists/review/other-words.ts");
  const text = await keys.line("Other words (Artist - Title): ");
  if (text === undefined || text === "") return;
  const candidates = await askOtherWords(context.importing, question, text);
  question.candidates = candidates;
  tell(io, candidates.length === 0 ? "  nothing found" : "");
  showCandidates(candidates, io);
}

/** The last decision is taken back; an album that a pick brought stays in the library. @returns whether there was one. */
async function undo({ context, io, steps, behind, takenBack }: Session): Promise<boolean> {
  const last = steps.pop();
  if (!last) {
    tell(io, "  nothing to undo");
    return false;
  }
  for (const each of last) {
    if (!(await putBack(context.importing, each))) {
      tell(io, `  decided otherwise meanwhile, and that stands: ${plainText(each.said)}`);
      continue;
    }
    behind.delete(each.id);
    takenBack.add(each.id);
    tell(io, `  open again: ${plainText(each.said)}`);
  }
  return true;
}
