import { plainText, shortText } from "../../plain-text.ts";
import { retryAfterOf } from "../http/answer/retry-after.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { refusal, type RefusalDocument } from "./documents.ts";

/** What an answer other than 200 says, from wherever in its body it stands. */
export interface SpelledRefusal {
  /** The status that its type stands for, however the type is spelt; else that of the answer. */
  status: number;
  /** Names of reasons and codes in one, to look for a word in. */
  codes: string;
  /** What went wrong in their words, without what must not be shown. */
  words: string;
  /** It says itself that it is about a thing, and not about an address. */
  isResource: boolean;
  /** Where a quota would be named. */
  quota: string;
  retryAfterMs: number | undefined;
}

/** `__type`, a prefix before `#`, a suffix after: only the middle is the same everywhere. */
const types: [part: RegExp, status: number][] = [
  [/Throttl/i, 429],
  [/Unauthorized/i, 401],
  [/AccessDenied/i, 403],
  [/ResourceNotFound/i, 404],
  [/InternalServer/i, 500],
  [/Validation/i, 400],
];
/** In reasons and codes: they answered, and have nothing. */
export const absentCodes = /NoResults|NotFound|NotAccessible/i;
const dayMs = 24 * 3_600_000;

/** `secrets` are cut out of whatever is quoted. */
export function readRefusal(answer: StatusAnswer, secrets: string[], nowMs: number): SpelledRefusal {
  const body = parse(answer.body);
  const entries = [body, ...(body?.errors ?? [])].filter((each) => each !== undefined);
  const type = body?.type ?? body?.__type ?? body?.errors[0]?.type ?? "";
  const codes = entries.flatMap((entry) => [entry.reason ?? "", "code" in entry ? (entry.code ?? "") : ""]);
  const quota = [body?.quotaCode, ...entries.map(({ message }) => message)].join(" ");
  return {
    status: types.find(([part]) => part.test(type))?.[1] ?? answer.status,
    codes: codes.join(" "),
    quota,
    words: quote(body, entries, answer, secrets),
    isResource: /ResourceNotFound/i.test(type) || (body?.resourceId ?? body?.resourceType) !== undefined,
    retryAfterMs: longestWait(answer, body, nowMs),
  };
}

function parse(body: string): RefusalDocument | undefined {
  try {
    return refusal.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

type Entry = { message?: string | undefined; reason?: string | undefined; code?: string | undefined };

/** `InvalidPartnerTag: … (partnerTag: …) [request 1f…]` */
function quote(
  body: RefusalDocument | undefined,
  entries: Entry[],
  answer: StatusAnswer,
  secrets: string[],
): string {
  const entry = entries.find(({ message }) => message) ?? entries[0];
  const name = entries.map(({ reason, code }) => reason ?? code).find((each) => each);
  const fields = (body?.fieldList ?? []).map(({ name, message }) =>
    [name, message].filter(Boolean).join(": "),
  );
  const said = [name, entry?.message].filter(Boolean).join(": ");
  const detail = fields.length > 0 ? ` (${hide(fields.join("; "), secrets, 300)})` : "";
  const request = String(answer.headers["x-amzn-requestid"] ?? "");
  return (
    (said && `: ${hide(said, secrets, 300)}`) +
    detail +
    (/^[\w-]{8,64}$/.test(request) ? ` [request ${request}]` : "")
  );
}

function hide(text: string, secrets: string[], most: number): string {
  const without = secrets
    .filter(Boolean)
    .reduce((all, secret) => all.replaceAll(secret, "…"), plainText(text));
  return shortText(without, most);
}

function longestWait(
  answer: StatusAnswer,
  body: RefusalDocument | undefined,
  nowMs: number,
): number | undefined {
  const said = Number(body?.retryAfterSeconds ?? 0) * 1000;
  const waitMs = Math.max(retryAfterOf(answer.headers, nowMs) ?? 0, said > 0 ? said : 0);
  return waitMs > 0 ? Math.min(Math.ceil(waitMs), dayMs) : undefined;
}
