import { DayOverError, HttpError } from "../../errors.ts";
import type { Api } from "../http/api.ts";
import { foreignAnswer, isPage } from "../http/answer/foreign.ts";
import type { StatusAnswer } from "../http/answer/answer.ts";
import { regionMismatch, type CredentialVersion } from "./credentials.ts";
import { AmazonRejectedError, type AmazonRefusal } from "./faults.ts";
import type { Marketplace } from "./marketplace.ts";
import { absentCodes, readRefusal, type SpelledRefusal } from "./refusal.ts";

export interface JudgeContext {
  source: string;
  marketplace: Marketplace;
  version: CredentialVersion;
  /** Never shown, whoever repeats them. */
  secrets: string[];
  now: () => number;
}

/** One question and its tries; the judge counts those that were answered with a refusal. */
export interface Tries {
  answered: number;
  throttled: number;
}

/** Before the second try; doubles with each. */
const throttledMs = 2_000;
const dayMs = 24 * 3_600_000;
const isDaily = /daily|per.?day|\btpd\b/i;

/** What their answers other than 200 mean. */
export function createJudge(context: JudgeContext, tries: Tries): NonNullable<Api["judge"]> {
  return (answer) => {
    tries.answered++;
    if (answer.status >= 400 && answer.status < 500 && isPage(answer)) {
      return foreignAnswer(context.source, answer);
    }
    const said = readRefusal(answer, context.secrets, context.now());
    const words = `${context.source} answered ${answer.status}${said.words}`;
    if (said.status === 429) return judgeThrottle(context, said, words, tries);
    if (said.status < 400 || said.status >= 500 || said.status === 408) {
      const retryAfterMs = said.retryAfterMs;
      return new HttpError(context.source, words, {
        status: said.status,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    }
    if (isAbsence(said)) return "absent";
    const { reason, hint } = refusalOf(context, answer, said);
    return new AmazonRejectedError(context.source, words, { reason, hint });
  };
}

/** A day's quota is spent: asking again at once would be for nothing, and is no passing trouble. */
function judgeThrottle(
  { source, now }: JudgeContext,
  said: SpelledRefusal,
  words: string,
  tries: Tries,
): Error {
  if (isDaily.test(said.quota)) {
    const untilMidnightMs = dayMs - (now() % dayMs);
    return new DayOverError(source, `${words}; on it goes at midnight UTC`, {
      retryAfterMs: Math.max(untilMidnightMs, said.retryAfterMs ?? 0),
    });
  }
  const waitMs = throttledMs * 2 ** tries.throttled++;
  const retryAfterMs = Math.max(waitMs, said.retryAfterMs ?? 0);
  return new HttpError(source, words, { status: 429, retryAfterMs });
}

/** A 404 that is not theirs comes from a wrong address, and must not pass for "no such product". */
function isAbsence({ status, isResource, codes }: SpelledRefusal): boolean {
  return (status === 404 && isResource) || ([400, 404].includes(status) && absentCodes.test(codes));
}

interface Advice {
  reason: AmazonRefusal;
  hint: string;
}

function refusalOf(context: JudgeContext, { status, url }: StatusAnswer, said: SpelledRefusal): Advice {
  const { marketplace } = context;
  if (/NotEligible/i.test(said.codes)) {
    return {
      reason: "not-eligible",
      hint:
        "Amazon gives its data to approved Associates accounts with 10 qualified sales in the last 30 days only, and " +
        "not before up to 48 hours after the app was created: see Associates Central, Tools, Creators API",
    };
  }
  if (/PartnerTag|InvalidAssociate/i.test(said.codes)) {
    return {
      reason: "partner-tag",
      hint: `check IMPORTER_AMAZON_PARTNER_TAG: it must belong to your account in the marketplace ${marketplace.host}`,
    };
  }
  if (said.status === 401) return { reason: "token", hint: credentialHint(context) };
  if (said.status === 403) return { reason: "credentials", hint: credentialHint(context) };
  if (/UnknownOperation/i.test(said.codes) || ![400, 406, 413, 415, 422].includes(said.status)) {
    return {
      reason: "address",
      hint: `check IMPORTER_AMAZON_URL (${url.host} answered ${status}); the service itself is at https://creatorsapi.amazon`,
    };
  }
  return {
    reason: "request",
    hint: "check IMPORTER_AMAZON_PARTNER_TAG and IMPORTER_AMAZON_MARKETPLACE; if they are right, importer asks wrongly",
  };
}

function credentialHint({ version, marketplace }: JudgeContext): string {
  const names = ["ID", "SECRET", "VERSION"].map((name) => `IMPORTER_AMAZON_CREDENTIAL_${name}`);
  const mismatch = regionMismatch(version, marketplace);
  return `check ${names[0]}, ${names[1]} and ${names[2]}${mismatch ? `: ${mismatch}` : ""}`;
}
