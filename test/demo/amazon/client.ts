import type { AmazonStandIn } from "../../../src/demo/amazon/server.ts";

export interface Heard {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<Heard> {
  const response = await fetch(url, { method: "POST", headers, body });
  const text = await response.text();
  const parsed = (text === "" ? {} : JSON.parse(text)) as Heard["body"];
  return { status: response.status, headers: response.headers, body: parsed };
}

/** Asks for a token, with the right fields but for those given. */
export function askToken(
  standIn: AmazonStandIn,
  { kind = "json", fields = {}, headers = {}, url = standIn.tokenUrl }: TokenQuestion = {},
): Promise<Heard> {
  const { id, secret, version } = standIn.credentials;
  const scope = version.startsWith("2.") ? "creatorsapi/default" : "creatorsapi::default";
  const names = { grant_type: "client_credentials", client_id: id, client_secret: secret, scope, ...fields };
  const type = kind === "json" ? "application/json" : "application/x-www-form-urlencoded";
  const body = kind === "json" ? JSON.stringify(names) : new URLSearchParams(names).toString();
  return post(url, body, { "content-type": type, ...headers });
}

interface TokenQuestion {
  kind?: "json" | "form";
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  url?: string;
}

/** Asks about products, with a new token and the right headers but for those given. */
export async function askProducts(
  standIn: AmazonStandIn,
  operation: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Heard> {
  const { version } = standIn.credentials;
  const isOlder = version.startsWith("2.");
  const token = String((await askToken(standIn, { kind: isOlder ? "form" : "json" })).body["access_token"]);
  const usual = {
    authorization: `Bearer ${token}${isOlder ? `, Version ${version}` : ""}`,
    "x-marketplace": "www.amazon.com",
    "content-type": "application/json; charset=utf-8",
  };
  const text = typeof body === "string" ? body : JSON.stringify({ partnerTag: "demo-20", ...body });
  return post(`${standIn.url}/catalog/v1/${operation}`, text, { ...usual, ...headers });
}
