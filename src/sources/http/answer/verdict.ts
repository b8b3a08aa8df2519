import type { StatusAnswer } from "./answer.ts";
import { HttpError, RejectedError, UnavailableError } from "../../../errors.ts";
import { shortText } from "../../../plain-text.ts";
import type { Api } from "../api.ts";
import { proxyAsksWho } from "./faults.ts";
import { foreignAnswer, readObject } from "./foreign.ts";
import { retryAfterOf } from "./retry-after.ts";

/**
 * What a status other than 200 means: undefined for "they have none", else a fault. "None" is only what the API's own
 * `judge` knows for such: any other 404 was somebody else's. A source that asks for a pause gets it from every
 * process, through the gate.
 */
export async function judgeStatus(api: Api, answer: StatusAnswer): Promise<undefined> {
  const { status } = answer;
  const own = api.judge?.(answer);
  if (own instanceof UnavailableError && own.retryAfterMs !== undefined) {
    await api.gate.pause(own.retryAfterMs, own.message);
  }
  if (own instanceof Error) throw own;
  if (own === "absent") return undefined;
  if (status === 407) throw proxyAsksWho(api.name);
  if (isSomebodyElses(answer)) {
    throw foreignAnswer(api.name, answer);
  }
  const words = `${api.name} answered ${status}${theirWords(answer)}`;
  if (isRefusal(status)) {
    throw new RejectedError(api.name, words, { hint: api.rejectedHint });
  }
  const retryAfterMs = retryAfterOf(answer.headers);
  if (retryAfterMs !== undefined && (status === 429 || status === 503)) {
    await api.gate.pause(retryAfterMs, words);
  }
  throw new HttpError(api.name, words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
}

/** Of a status that says "no": nothing that the service itself says in that form. 511 is a network that wants a log-in. */
function isSomebodyElses(answer: StatusAnswer): boolean {
  const { status } = answer;
  if (status === 404 || status === 410 || status === 511) return true;
  const isNo = status >= 400 && status < 500 && ![408, 421, 425, 429].includes(status);
  return isNo && isForeign(answer);
}

const isRefusal = (status: number): boolean => [400, 401, 403, 406].includes(status);

/** Services say "no" in JSON or without a word; whoever asks for a password is the server we wanted. */
function isForeign(answer: StatusAnswer): boolean {
  if (answer.status === 401 && answer.headers["www-authenticate"] !== undefined) return false;
  return answer.body.trim() !== "" && readObject(answer.body) === undefined;
}

/** The `error` or `message` of a JSON body: services say there what is wrong. HTML pages are not quoted. */
function theirWords({ body }: StatusAnswer): string {
  const document = readObject(body);
  const said = document?.["error"] ?? document?.["message"];
  return typeof said === "string" && said ? `: ${shortText(said, 200)}` : "";
}
