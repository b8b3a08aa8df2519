import { HttpError, QuestionError } from "../../errors.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { readObject } from "../http/answer/foreign.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";

const none = /^(?:master release|release|artist|label) not found\.?$/i;
const firstPauseMs = 10_000;
const longestPauseMs = 60_000;

/** A search that took them too long; a shorter one may do. */
export class SlowQueryError extends QuestionError {
  override name = "SlowQueryError";
}

interface Verdict {
  judge(answer: StatusAnswer): "absent" | Error | undefined;
  served(): void;
}

/**
 * How Discogs says that it has none: 404 and `{"message":"Release not found."}`. Any other 404 is somebody else's word. Each 429 in a
 * row doubles the pause of every process; `served` ends the row, as a good answer never comes before the judge.
 */
export function createVerdict(source: string): Verdict {
  let refusedInARow = 0;
  const served = (): void => void (refusedInARow = 0);
  const judge: Verdict["judge"] = ({ status, headers, body }) => {
    const message = messageOf(body);
    if (status === 404) {
      served();
      return message !== undefined && none.test(message.trim()) ? "absent" : undefined;
    }
    if (status === 429) {
      const theirs = retryAfterOf(headers) ?? 0;
      const ours = firstPauseMs * 2 ** Math.min(refusedInARow++, 3);
      const retryAfterMs = Math.min(Math.max(theirs, ours), longestPauseMs);
      return new HttpError(source, `${source} answered 429: it is asked too quickly`, {
        status,
        retryAfterMs,
      });
    }
    if (status === 500 && /query time exceeded/i.test(message ?? "")) {
      return new SlowQueryError(source, `${source} took too long for this search`);
    }
    if (status === 500 && /malformed query/i.test(message ?? "")) {
      return new QuestionError(source, `${source} can't read this search`);
    }
    return undefined;
  };
  return { judge, served };
}

function messageOf(body: string): string | undefined {
  const message = readObject(body)?.["message"];
  return typeof message === "string" ? message : undefined;
}
