import { QuestionError, RejectedError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import type { StatusAnswer } from "../http/verdict.ts";
import { errorDocument } from "./documents.ts";

/**
 * Where LRCLIB's statuses mean something of their own. A 404 that names what was not found is an answer; one that does
 * not (it is empty) comes from a wrong address, and must not pass for "no lyrics". A 400 is about one question, and
 * no reason to ask no others.
 */
export function judgeLrclib(source: string, answer: StatusAnswer): "absent" | Error | undefined {
  const { status, url } = answer;
  const said = readError(answer.body);
  if (status === 404 || status === 410) {
    if (said.name === "TrackNotFound") return "absent";
    return new RejectedError(
      source,
      `${source} was not found at ${url.host}: it answered ${status}, and not as it does`,
      {
        hint: "check IMPORTER_LRCLIB_URL; the service itself is at https://lrclib.net/api",
      },
    );
  }
  if (status === 400 || status === 422) {
    const isPage = /^\s*</.test(answer.body); // not quoted
    const words = shortText(said.message ?? (isPage ? "" : answer.body), 160);
    return new QuestionError(
      source,
      `${source} does not take the question (${status}${words && `: ${words}`})`,
    );
  }
  return undefined;
}

function readError(body: string): { name?: string | null | undefined; message?: string | null | undefined } {
  try {
    return errorDocument.safeParse(JSON.parse(body)).data ?? {};
  } catch {
    return {};
  }
}
