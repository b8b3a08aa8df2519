import type { Config } from "../../config.ts";
import { readSpent } from "../../db/services/gates.ts";
import { RejectedError } from "../../errors.ts";
import { forgetRefusal } from "../../library/write/memory/refusals.ts";
import type { Shop } from "../../products/context.ts";
import { amazon, rememberRefusal } from "../../products/refusal.ts";
import { regionMismatch } from "../../sources/amazon/credentials.ts";
import { AmazonRejectedError } from "../../sources/amazon/faults.ts";
import { missingSettings, tokensName } from "../../sources/amazon/settings.ts";
import type { AmazonProducts } from "../../sources/amazon/source.ts";
import type { WorkingContext } from "../../composition/working.ts";
import { problemOf, type Finding } from "./finding.ts";
import { countText } from "../../counts.ts";

/** What the settings say, and what Amazon says to one question. */
export async function examineAmazon(
  context: WorkingContext,
): Promise<{ findings: Finding[]; fault?: unknown }> {
  const { config, db } = context;
  const { shop } = await context.sources.products();
  const findings = examineAmazonSettings(config);
  if (!shop.products) return { findings };
  const { answers, fault } = await ask(context, shop, shop.products);
  const { intervalMs, dailyLimit } = config.amazon;
  const spent = readSpent(db, "amazon", Date.now());
  const says = `one request in ${intervalMs} ms, ${spent} of ${dailyLimit} sent today (UTC)`;
  return { findings: [...findings, ...answers, { about: "rate", verdict: "fine", says }], fault };
}

/** Without asking anybody. */
export function examineAmazonSettings({ amazon, ai }: Config): Finding[] {
  const { marketplace, credentialId, credentialVersion, partnerTag, images } = amazon;
  const missing = missingSettings(amazon);
  const tag = partnerTag === undefined ? "without a partner tag" : `partner tag ${partnerTag}`;
  const mismatch = credentialId === undefined ? undefined : regionMismatch(credentialVersion, marketplace);
  return [
    { about: "amazon", verdict: "fine", says: `${marketplace.host}, ${tag}` },
    credentialsOf(credentialId !== undefined, missing, credentialVersion),
    ...(credentialId !== undefined && images === "download" ? [pictures] : []),
    ...(mismatch === undefined ? [] : [{ about: "region", verdict: "note" as const, says: mismatch }]),
    aiOf(ai),
  ];
}

const pictures: Finding = {
  about: "pictures",
  verdict: "note",
  says: "Amazon's pictures are kept as covers; its licence speaks of links to them, so exports leave them out",
  remedy: "to keep none: IMPORTER_AMAZON_IMAGES=link",
};

function credentialsOf(isSet: boolean, missing: string[], version: string): Finding {
  const about = "credentials";
  if (missing.length > 0) {
    return { about, verdict: "problem", says: `${missing.join(", ")} missing`, remedy: `set ${missing[0]}` };
  }
  if (isSet) return { about, verdict: "fine", says: `set, version ${version}` };
  const says = "not set: links come from MusicBrainz only, without prices and covers";
  return {
    about,
    verdict: "note",
    says,
    remedy: "Associates Central, Tools, Creators API; see importer help amazon",
  };
}

function aiOf(ai: Config["ai"]): Finding {
  const about = "ai";
  if (!ai) return { about, verdict: "fine", says: "off: the rules decide alone" };
  if (ai.model === undefined) {
    const says = "IMPORTER_AI_BASE_URL is set, and no model";
    return { about, verdict: "note", says, remedy: "set IMPORTER_AI_MODEL" };
  }
  const host = URL.canParse(ai.url) ? new URL(ai.url).host : ai.url;
  const what = ai.scope === "all" ? "all that is not certain" : "what the rules leave unsure";
  return { about, verdict: "unasked", says: `${ai.model} at ${host} is asked about ${what}` };
}

/** One search: a token is fetched for it, so both are seen. What it shows of a refusal is remembered, or forgotten. */
async function ask(
  { db, importing, signal }: WorkingContext,
  shop: Shop,
  products: AmazonProducts,
): Promise<{ answers: Finding[]; fault?: unknown }> {
  const fine = (about: string, says: string): Finding => ({ about, verdict: "fine", says });
  try {
    const found = await products.search({ keywords: "Pink Floyd" }, signal);
    await importing.transact(() => forgetRefusal(db, amazon));
    const says = `Amazon answers, with ${countText(found.length, "product")} for "Pink Floyd"`;
    return { answers: [fine("token", "given"), fine("eligibility", says)] };
  } catch (fault) {
    signal.throwIfAborted();
    if (!(fault instanceof RejectedError)) return { answers: [problemOf("amazon", fault)], fault };
    await importing.transact(() => rememberRefusal(db, shop, fault, Date.now()));
    const [about, hasToken] = placeOf(fault);
    const problem: Finding = { about, verdict: "problem", says: fault.message, remedy: fault.hint };
    return { answers: [...(hasToken ? [fine("token", "given")] : []), problem], fault };
  }
}

/** What is wrong, and whether a token had been given before. */
function placeOf(fault: RejectedError): [about: string, hasToken: boolean] {
  if (fault.source === tokensName) return ["token", false];
  const reason = fault instanceof AmazonRejectedError ? fault.reason : undefined;
  if (reason === "token" || reason === "credentials") return ["token", true];
  if (reason === "not-eligible") return ["eligibility", true];
  if (reason === "partner-tag") return ["partner tag", true];
  return ["amazon", reason === "request"];
}
