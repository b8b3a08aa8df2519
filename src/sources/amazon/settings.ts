import { ownSettings, type GivenSetting } from "../../settings/own.ts";
import { oneOf, optionalUrl, parseCountSetting, parseMs, parseUrl, unfit } from "../../settings/parse.ts";
import { credentialVersions, type CredentialVersion } from "./credentials.ts";
import { findMarketplace, type Marketplace } from "./marketplace.ts";

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

/** What its faults call the service that gives tokens. */
export const tokensName = "Amazon's tokens";

export const amazonSettings = ownSettings({
  defaults: {
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
  },
  read(given): AmazonConfig {
    const marketplace = parseMarketplace(given("IMPORTER_AMAZON_MARKETPLACE"));
    return {
      url: parseUrl(given("IMPORTER_AMAZON_URL")),
      intervalMs: parseMs(given("IMPORTER_AMAZON_INTERVAL_MS")),
      dailyLimit: parseCountSetting(given("IMPORTER_AMAZON_DAILY_LIMIT")),
      tokenUrl: optionalUrl(given("IMPORTER_AMAZON_TOKEN_URL")),
      credentialId: given("IMPORTER_AMAZON_CREDENTIAL_ID").value || undefined,
      credentialSecret: given("IMPORTER_AMAZON_CREDENTIAL_SECRET").value || undefined,
      credentialVersion: parseVersion(given("IMPORTER_AMAZON_CREDENTIAL_VERSION"), marketplace),
      partnerTag: given("IMPORTER_AMAZON_PARTNER_TAG").value || undefined,
      marketplace,
      images: oneOf(given("IMPORTER_AMAZON_IMAGES"), ["download", "link"]),
    };
  },
});

/** The settings that are missing, if others are there: without any, Amazon is not asked, and that is no fault. */
export function missingSettings(amazon: AmazonConfig): string[] {
  const needed = {
    IMPORTER_AMAZON_CREDENTIAL_ID: amazon.credentialId,
    IMPORTER_AMAZON_CREDENTIAL_SECRET: amazon.credentialSecret,
    IMPORTER_AMAZON_PARTNER_TAG: amazon.partnerTag,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const isBegun = amazon.credentialId !== undefined || amazon.credentialSecret !== undefined;
  return isBegun ? missing : []; // a tag alone is for the links
}

function parseMarketplace(given: GivenSetting): Marketplace {
  const found = findMarketplace(given.value);
  if (found) return found;
  const some = `${given.name}=www.amazon.com, www.amazon.co.uk, www.amazon.de, www.amazon.co.jp`;
  throw unfit(given, "which is no marketplace of Amazon", `for instance: ${some}`);
}

/** New credentials are of version 3; the part after the point is their region's. */
function parseVersion(given: GivenSetting, { region }: Marketplace): CredentialVersion {
  if (given.value === "") return ({ NA: "3.1", EU: "3.2", FE: "3.3" } as const)[region];
  // Whoever mixes the three up has put the secret here.
  const isShort = /^[\d.]{1,5}$/.test(given.value);
  return oneOf({ ...given, value: isShort ? given.value : "…" }, credentialVersions);
}
