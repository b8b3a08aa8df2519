import { ForeignAnswerError } from "../../../errors.ts";
import { shortText } from "../../../plain-text.ts";
import type { StatusAnswer } from "./answer.ts";

/** HTML, by its media type or by its looks; never shown. */
export function isPage({ headers, body }: Pick<StatusAnswer, "headers" | "body">): boolean {
  return /html/i.test(String(headers["content-type"] ?? "")) || /^\s*<(?!\?xml|error)/i.test(body);
}

/** The JSON object that a body is; undefined for a list, a page, or anything else. */
export function readObject(body: string): Record<string, unknown> | undefined {
  try {
    const document = JSON.parse(body) as unknown;
    const isObject = typeof document === "object" && document !== null && !Array.isArray(document);
    return isObject ? (document as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The fault for an answer that `source` does not give: what it says is somebody else's word. It names who spoke. */
export function foreignAnswer(source: string, answer: StatusAnswer): ForeignAnswerError {
  const { status, url } = answer;
  const what = isPage(answer) ? "a page of" : "the answer of";
  const words = `${source} answered ${status} at ${url.host}: ${what} some other server, not ${source}`;
  return new ForeignAnswerError(source, `${words}: a proxy or filter?${calledItself(answer)}`);
}

/** Proxies and filters mostly sign what they send. */
function calledItself({ headers }: StatusAnswer): string {
  const name = ["via", "server", "proxy-agent"].map((key) => headers[key]).find((value) => value);
  return name ? ` (it signs as "${shortText(String(name), 60)}")` : "";
}
