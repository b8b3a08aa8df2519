import { HttpError, PayloadError, RejectedError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { itunesErrorDocument } from "./documents.ts";

/** A 403 is their usual word for "too fast", not a refusal; what they do not have is an empty list, and no 404. */
export function judgeItunes(source: string, answer: StatusAnswer): Error | undefined {
  const { status, url, headers, body } = answer;
  if (status === 403 || status === 429) {
    const retryAfterMs = retryAfterOf(headers);
    const words = `${source} answered ${status}, as it does when it is asked too often`;
    return new HttpError(source, words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  if (status >= 400 && status < 500 && isPage({ headers, body })) return foreignAnswer(source, answer);
  if (status === 404 || status === 410) {
    return new RejectedError(source, `${source} was not found at ${url.host}: it answered ${status}`, {
      hint: "check IMPORTER_ITUNES_URL; the service itself is at https://itunes.apple.com",
    });
  }
  return status === 400 ? faultOf(source, theirError(body)) : undefined;
}

function faultOf(source: string, said: string): Error {
  const words = `${source} answered 400${said && `: ${shortText(said, 160)}`}`;
  if (!/country/i.test(said)) return new PayloadError(source, words); // about this one question
  return new RejectedError(source, words, { hint: "check IMPORTER_ITUNES_COUNTRY" });
}

function theirError(body: string): string {
  try {
    const error = itunesErrorDocument.safeParse(JSON.parse(body));
    return error.success ? error.data.errorMessage : "";
  } catch {
    return "";
  }
}
