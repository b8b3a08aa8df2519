import type { PostRequest } from "../http/api.ts";
import type { Marketplace, Region } from "./marketplace.ts";

/** What Associates Central shows when a credential is added (Tools → Creators API). */
export interface AmazonCredentials {
  id: string;
  secret: string;
  version: CredentialVersion;
}

export const credentialVersions = ["2.1", "2.2", "2.3", "3.1", "3.2", "3.3"] as const;
export type CredentialVersion = (typeof credentialVersions)[number];

const cognito = (area: string): string => `https://creatorsapi.auth.${area}.amazoncognito.com/oauth2/token`;
const logIn = (domain: string): string => `https://api.${domain}/auth/o2/token`;

/** Where each version gets its tokens, if nobody says otherwise, and the region that it is for. */
export const tokenServices = {
  "2.1": { region: "NA", url: cognito("us-east-1") },
  "2.2": { region: "EU", url: cognito("eu-south-2") },
  "2.3": { region: "FE", url: cognito("us-west-2") },
  "3.1": { region: "NA", url: logIn("amazon.com") },
  "3.2": { region: "EU", url: logIn("amazon.co.uk") },
  "3.3": { region: "FE", url: logIn("amazon.co.jp") },
} as const satisfies Record<CredentialVersion, { region: Region; url: string }>;

/** The whole address: as given, or with the version's own path where only a host is given. */
export function tokenAddress(version: CredentialVersion, given: string | undefined): string {
  const usual = tokenServices[version].url;
  if (given === undefined) return usual;
  return new URL(given).pathname === "/" ? new URL(given).origin + new URL(usual).pathname : given;
}

const isOlder = (version: CredentialVersion): boolean => version.startsWith("2.");

/** The question for a token: a form for the older versions, JSON for the newer ones. */
export function tokenQuestion({ id, secret, version }: AmazonCredentials): PostRequest<unknown>["body"] {
  const names = { grant_type: "client_credentials", client_id: id, client_secret: secret };
  return isOlder(version)
    ? { form: { ...names, scope: "creatorsapi/default" } }
    : { json: { ...names, scope: "creatorsapi::default" } };
}

export function authorizationOf(token: string, version: CredentialVersion): string {
  return isOlder(version) ? `Bearer ${token}, Version ${version}` : `Bearer ${token}`;
}

const regionNames: Record<Region, string> = { NA: "North America", EU: "Europe", FE: "the Far East" };

/** Undefined while they fit. Whether others work all the same nobody has confirmed: a hint, not a refusal. */
export function regionMismatch(version: CredentialVersion, marketplace: Marketplace): string | undefined {
  const { region } = tokenServices[version];
  if (region === marketplace.region) return undefined;
  return (
    `credentials of version ${version} are for ${regionNames[region]}, ` +
    `and ${marketplace.host} belongs to ${regionNames[marketplace.region]}`
  );
}
