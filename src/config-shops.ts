import { parseMs, parseUrl, type Given } from "./config-values.ts";
import { UserError } from "./errors.ts";
import { credentialVersions, type CredentialVersion } from "./sources/amazon/credentials.ts";
import { findMarketplace, type Marketplace } from "./sources/amazon/marketplace.ts";

/** Amazon, and the model that may be asked about its products. */
export interface AmazonConfig {
  url: string;
  intervalMs: number;
  /** Requests a day that all processes together may send. */
  dailyLimit: number;
  /** The whole address; undefined: that of the credentials' version. */
  tokenUrl: string | undefined;
  credentialId: string | undefined;
  credentialSecret: string | undefined;
  credentialVersion: CredentialVersion;
  partnerTag: string | undefined;
  marketplace: Marketplace;
  /** Whether a product's picture may become a cover in the library, or is only linked to. */
  images: "download" | "link";
}

export interface AiConfig {
  url: string;
  apiKey: string | undefined;
  /** Undefined: nobody is asked. */
  model: string | undefined;
  /** What it is asked about: the products that the rules are unsure of, or all that are not certain. */
  scope: "unsure" | "all";
  /** Of one run of the program. */
  maxCalls: number;
  timeoutMs: number;
  reasoningEffort: string | undefined;
}

export const shopSettings = {
  IMPORTER_AMAZON_URL: "https://creatorsapi.amazon",
  IMPORTER_AMAZON_TOKEN_URL: undefined,
  IMPORTER_AMAZON_CREDENTIAL_ID: undefined,
  IMPORTER_AMAZON_CREDENTIAL_SECRET: undefined,
  IMPORTER_AMAZON_CREDENTIAL_VERSION: undefined,
  IMPORTER_AMAZON_PARTNER_TAG: undefined,
  IMPORTER_AMAZON_MARKETPLACE: "www.amazon.com",
  IMPORTER_AMAZON_INTERVAL_MS: "1100",
  IMPORTER_AMAZON_DAILY_LIMIT: "8640", // what a new account is allowed
  IMPORTER_AMAZON_IMAGES: "download",
  IMPORTER_AI_BASE_URL: undefined,
  IMPORTER_AI_API_KEY: undefined,
  IMPORTER_AI_MODEL: undefined,
  IMPORTER_AI_SCOPE: "unsure",
  IMPORTER_AI_MAX_CALLS: "100",
  IMPORTER_AI_TIMEOUT_MS: "120000", // a model on one's own machine takes a while to wake
  IMPORTER_AI_REASONING_EFFORT: undefined,
} as const;

type Setting = keyof typeof shopSettings;
type Get = (name: Setting) => Given;

export function amazonConfig(given: Get): AmazonConfig {
  const optional = (name: Setting): string | undefined => given(name).value || undefined;
  const marketplace = parseMarketplace(given("IMPORTER_AMAZON_MARKETPLACE"));
  return {
    url: parseUrl(given("IMPORTER_AMAZON_URL")),
    intervalMs: parseMs(given("IMPORTER_AMAZON_INTERVAL_MS")),
    dailyLimit: parseCount(given("IMPORTER_AMAZON_DAILY_LIMIT")),
    tokenUrl: optionalUrl(given("IMPORTER_AMAZON_TOKEN_URL")),
    credentialId: optional("IMPORTER_AMAZON_CREDENTIAL_ID"),
    credentialSecret: optional("IMPORTER_AMAZON_CREDENTIAL_SECRET"),
    credentialVersion: parseVersion(given("IMPORTER_AMAZON_CREDENTIAL_VERSION"), marketplace),
    partnerTag: optional("IMPORTER_AMAZON_PARTNER_TAG"),
    marketplace,
    images: oneOf(given("IMPORTER_AMAZON_IMAGES"), ["download", "link"]),
  };
}

/** Undefined unless an address is given: it is off. */
export function aiConfig(given: Get): AiConfig | undefined {
  const optional = (name: Setting): string | undefined => given(name).value || undefined;
  const scope = oneOf(given("IMPORTER_AI_SCOPE"), ["unsure", "all"]);
  const maxCalls = parseCount(given("IMPORTER_AI_MAX_CALLS"));
  const timeoutMs = parseMs(given("IMPORTER_AI_TIMEOUT_MS"));
  const url = optionalUrl(given("IMPORTER_AI_BASE_URL"));
  if (url === undefined) return undefined;
  return {
    ...{ url, scope, maxCalls, timeoutMs },
    apiKey: optional("IMPORTER_AI_API_KEY"),
    model: optional("IMPORTER_AI_MODEL"),
    reasoningEffort: optional("IMPORTER_AI_REASONING_EFFORT"),
  };
}

const optionalUrl = (given: Given): string | undefined => (given.value ? parseUrl(given) : undefined);

function parseMarketplace({ name, value, from }: Given): Marketplace {
  const found = findMarketplace(value);
  if (found) return found;
  throw new UserError(`${name} is "${value}" (in ${from}), which is no marketplace of Amazon`, {
    hint: `for instance: ${name}=www.amazon.com, www.amazon.co.uk, www.amazon.de, www.amazon.co.jp`,
  });
}

/** New credentials are of version 3; the part after the point is their region's. */
function parseVersion(given: Given, { region }: Marketplace): CredentialVersion {
  if (given.value === "") return ({ NA: "3.1", EU: "3.2", FE: "3.3" } as const)[region];
  // Whoever mixes the three up has put the secret here.
  const isShort = /^[\d.]{1,5}$/.test(given.value);
  return oneOf({ ...given, value: isShort ? given.value : "…" }, credentialVersions);
}

function oneOf<const Word extends string>({ name, value, from }: Given, words: readonly Word[]): Word {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  throw new UserError(`${name} is "${value}" (in ${from}), which it can't be`, {
    hint: `it can be: ${words.join(", ")}`,
  });
}

function parseCount({ name, value, from, byDefault }: Given): number {
  if (/^\d{1,8}$/.test(value)) return Number(value);
  throw new UserError(`${name} is "${value}" (in ${from}), which is no whole number`, {
    hint: `for instance: ${name}=${byDefault}`,
  });
}
