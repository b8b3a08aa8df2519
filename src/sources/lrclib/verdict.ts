import { QuestionError, RejectedError } from "../../errors.ts";
import { shortText } from "../../plain-text.ts";
import type { Api } from "../http/api.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { lrclibErrorDocument } from "./documents.ts";

/**
 * Where LRCLIB's statuses mean something of their own. A 404 that names what was not found is an answer; one that does
 * not (it is empty) comes from a wrong address, and must not pass for "no lyrics". A 400 is about one question, and
 * no reason to ask no others.
 */
export function judgeLrclib(
  { name: source, rejectedHint }: Api,
  answer: StatusAnswer,
): "absent" | Error | undefined {
  const { status, url } = answer;
  const said = readError(answer.body);
  if (status === 404 || status === 410) {
    if (status === 404 && said.name === "TrackNotFound") return "absent";
    if (answer.body !== "") return foreignAnswer(source, answer);
    // As they answer at an address that they do not have.
    const hint = "check IMPORTER_LRCLIB_URL; the service itself is at https://lrclib.net/api";
    return new RejectedError(
      source,
      `${source} was not found at ${url.host}: it answered ${status} without a word`,
      { hint },
    );
  }
  if (status === 403 && blocked.test(answer.body)) {
    return new RejectedError(source, `${source} answered 403`, { hint: rejectedHint });
  }
  if (status === 400 || status === 422) {
    if (isPage(answer)) return foreignAnswer(source, answer);
    const words = shortText(said.message ?? answer.body, 160);
    return new QuestionError(
      source,
      `${source} does not take the question (${status}${words && `: ${words}`})`,
    );
  }
  return undefined;
}

/** The gateway before them, to whoever does not say who they are. */
const blocked = /you are unable to access\W+lrclib\.net|attention required! \| cloudflare/i;

function readError(body: string): { name?: string | null | undefined; message?: string | null | undefined } {
  try {
    return lrclibErrorDocument.safeParse(JSON.parse(body)).data ?? {};
  } catch {
    return {};
  }
}
