import { createHash } from "node:crypto";
import { messageOf, PayloadError, RejectedError, throwIfInterrupted } from "../errors.ts";
import { findAiAnswer } from "../library/products/ai-answers.ts";
import { saveAiAnswer } from "../library/write/products/ai-answers.ts";
import { judgeAnswer, productQuestion, promptVersion } from "../matching/ai/verdict.ts";
import type { AlbumToMatch, ProductVerdict } from "../matching/products/product.ts";
import type { AiAnswer } from "../sources/ai/answer.ts";
import type { ProductAi, ProductContext } from "./context.ts";

/** Long enough for a run over many albums not to wait for it again and again. */
const outOfOrderForMs = 10 * 60_000;

interface Open {
  offer: Parameters<typeof productQuestion>[1][number]["product"];
  verdict: ProductVerdict;
  decidedBy: string;
}

/** `isOpen`: the model should have been asked, and could not be, or said nothing that holds. */
type Settled = Pick<Open, "verdict" | "decidedBy"> & { isOpen?: boolean };

/**
 * A model's opinion on products, one by one and in the order given: what one of them writes in its title must not sway the
 * verdict on another. Whatever goes wrong, the rules' verdict stands and says that it was "not validated by AI": a model
 * that is down must not cost the job.
 */
export async function askAi(
  context: ProductContext,
  ai: ProductAi,
  album: AlbumToMatch,
  open: Open[],
): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const each of open) settled.push(await settle(context, ai, album, each));
  return settled;
}

async function settle(
  context: ProductContext,
  ai: ProductAi,
  album: AlbumToMatch,
  each: Open,
): Promise<Settled> {
  const { offer: product, verdict: rules } = each;
  const candidates = [{ product, verdict: rules }];
  const answer = await answerTo(context, ai, productQuestion(album, candidates));
  if ("why" in answer) return notValidated(each, answer.why);
  const [{ decision, reason, overruled, doubts } = noOpinion] = judgeAnswer(album, candidates, answer.json);
  const said = overruled ?? reason;
  // Who is unsure, or claims what is not so, settles nothing.
  if (decision === "unsure" && rules.verdict !== "unsure" && !doubts) {
    return notValidated(each, said || "the model is unsure");
  }
  const reasons = [`${ai.model.name}: ${said || decision}`, ...rules.reasons];
  return { verdict: { ...rules, verdict: decision, reasons }, decidedBy: ai.model.name };
}

const noOpinion = { decision: "unsure", reason: "", overruled: undefined, doubts: false } as const;

function notValidated({ verdict, decidedBy }: Settled, why: string): Settled {
  const reasons = [...verdict.reasons, `not validated by AI: ${why}`];
  return { verdict: { ...verdict, reasons }, decidedBy, isOpen: true };
}

type Question = ReturnType<typeof productQuestion>;

/** A web page or nothing at all comes from whatever stands before the model, and may be gone the next time. */
function ask(ai: ProductAi, question: Question, signal: AbortSignal): Promise<AiAnswer> {
  return ai.model.ask(question, signal).catch((error: unknown) => {
    if (!(error instanceof PayloadError) || !ai.takeCall()) throw error;
    return ai.model.ask(question, signal);
  });
}

/** From memory, if this very question was asked before; nobody pays twice for one answer. */
async function answerTo(
  { db, events, now, signal, transact }: ProductContext,
  ai: ProductAi,
  question: Question,
): Promise<{ json: unknown } | { why: string }> {
  const { name } = ai.model;
  const key = createHash("sha256")
    .update(JSON.stringify([name, promptVersion, question.user]))
    .digest("hex");
  const known = findAiAnswer(db, key);
  if (known !== undefined && known !== null) return { json: known };
  if (ai.outOfOrder && now() < ai.outOfOrder.until) return { why: ai.outOfOrder.why };
  if (!ai.takeCall()) return { why: "the calls that a run may make (IMPORTER_AI_MAX_CALLS) are used up" };
  events.emit("ai-asked", { model: name });
  const answer = await ask(ai, question, signal).catch((error: unknown) => {
    throwIfInterrupted(error, signal);
    const why = error instanceof RejectedError ? `${error.message}; ${error.hint}` : messageOf(error);
    if (error instanceof PayloadError) return { outcome: "no_answer" as const, why };
    ai.outOfOrder = { why, until: now() + outOfOrderForMs };
    events.emit("ai-out-of-order", { model: name, reason: why });
    return { outcome: "no_answer" as const, why };
  });
  if (answer.outcome === "no_answer") return { why: answer.why };
  await transact(() => saveAiAnswer(db, key, name, answer.json, now()));
  return { json: answer.json };
}
