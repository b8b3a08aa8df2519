import { drawCover } from "../draw-cover.ts";
import { startStandIn, type StandInQuestion, type Reply, type StandIn } from "../stand-in.ts";
import { operations, type CatalogueContext } from "./catalogue.ts";
import { readImagePath, type ProductFacts } from "./products.ts";
import * as replies from "./replies.ts";
import { createTokenDesk, tokenPaths, type Credentials, type TokenDesk } from "./tokens.ts";

export type { ProductFacts } from "./products.ts";
export type { Credentials } from "./tokens.ts";

export interface AmazonOptions {
  port?: number;
  catalogue: ProductFacts[];
  credentials?: Credentials;
  /** The partner tag is known in this marketplace only. */
  partnerTag?: string;
  marketplace?: string;
  /** By which tokens grow old. */
  now?: () => number;
  switches?: Partial<AmazonSwitches>;
}

/** How the service behaves; all may be changed while it runs. */
export interface AmazonSwitches extends Pick<CatalogueContext, "noResults" | "itemsKey" | "fields"> {
  tokenLifetimeSecs: number;
  /** Above 0, questions closer together than this are refused with a 429. */
  minIntervalMs: number;
  /** What such a refusal says about it, if anything. */
  retryAfterSeconds: number | undefined;
  /** The account has not sold enough. */
  notEligible: boolean;
  /** The day's questions are used up. */
  quotaSpent: boolean;
  /** Every question fails with a 500. */
  failing: boolean;
}

export interface AmazonStandIn extends StandIn {
  /** The whole address of the token endpoint. */
  tokenUrl: string;
  credentials: Credentials;
  partnerTag: string;
  marketplace: string;
  /** Bodies of the questions for tokens and products, as they came. */
  bodies: { path: string; body: string }[];
  set(switches: Partial<AmazonSwitches>): void;
  /** No token given out so far is taken any more. */
  revokeTokens(): void;
}

const usualSwitches: AmazonSwitches = {
  noResults: "404",
  itemsKey: "itemsResult",
  fields: "some",
  tokenLifetimeSecs: 3600,
  minIntervalMs: 0,
  retryAfterSeconds: undefined,
  notEligible: false,
  quotaSpent: false,
  failing: false,
};

export const demoCredentials: Credentials = {
  id: "amzn1.application-oa2-client.demo",
  secret: "amzn1.oa2-cs.v1.demo",
  version: "3.1",
};

/** A loopback stand-in of Amazon's Creators API: tokens, search and look-up in `catalogue`, and product images. */
export async function startAmazon(options: AmazonOptions): Promise<AmazonStandIn> {
  const { catalogue, credentials = demoCredentials, now = Date.now } = options;
  const { partnerTag = "demo-20", marketplace = "www.amazon.com" } = options;
  const switches: AmazonSwitches = { ...usualSwitches, ...options.switches };
  const desk = createTokenDesk({ credentials, lifetimeSecs: () => switches.tokenLifetimeSecs, now });
  const pace = createChangingPace(() => switches.minIntervalMs);
  const bodies: AmazonStandIn["bodies"] = [];
  const standIn = await startStandIn({
    basePath: "",
    ...(options.port === undefined ? {} : { port: options.port }),
    answer(question) {
      const path = question.url.pathname;
      const image = readImagePath(path);
      if (image) return drawImage(catalogue, image);
      bodies.push({ path, body: question.body });
      if (path === tokenPaths["2"] || path === tokenPaths["3"]) return desk.give(question);
      return answerQuestion({ ...switches, catalogue, partnerTag, marketplace, desk, pace }, question);
    },
  });
  const tokenPath = tokenPaths[credentials.version.startsWith("2.") ? "2" : "3"];
  return {
    ...standIn,
    credentials,
    partnerTag,
    marketplace,
    bodies,
    tokenUrl: standIn.url + tokenPath,
    set: (changes) => void Object.assign(switches, changes),
    revokeTokens: () => desk.revokeAll(),
  };
}

type Context = CatalogueContext & AmazonSwitches & { desk: TokenDesk; pace: (at: number) => boolean };

/** The doors that a question passes, one after the other. */
function answerQuestion(context: Context, question: StandInQuestion): Reply {
  const { method, url, headers, at } = question;
  const [, name = ""] = /^\/catalog\/v1\/(\w+)$/.exec(url.pathname) ?? [];
  if (name === "" || method !== "POST") return replies.nowhere();
  const complaint = context.desk.complaint(headers["authorization"]);
  if (complaint) return replies.unauthorized(complaint);
  if (context.pace(at)) return replies.throttled(context.retryAfterSeconds);
  if (context.quotaSpent) return replies.quotaSpent();
  if (context.notEligible) return replies.notEligible();
  if (context.failing) return replies.failed();
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return operation
    ? operation(context, question)
    : replies.invalid(`There is no operation ${name}.`, "UnknownOperation");
}

/** As `createPace` in stand-in.ts, with an interval that may change. */
function createChangingPace(intervalMs: () => number): (at: number) => boolean {
  let last = -Infinity;
  return (at) => {
    const isTooFast = at - last < intervalMs();
    last = at;
    return isTooFast;
  };
}

async function drawImage(
  catalogue: ProductFacts[],
  { asin, sizePx }: { asin: string; sizePx: number },
): Promise<Reply> {
  const isKnown = catalogue.some((product) => product.asin === asin && product.hasImage !== false);
  if (!isKnown) return { status: 404, contentType: "text/plain", body: "" };
  return { status: 200, contentType: "image/jpeg", body: await drawCover(asin, sizePx, "jpeg") };
}
