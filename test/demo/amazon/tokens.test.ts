import { expect, it } from "vitest";
import type { Credentials } from "../../../src/demo/amazon/server.ts";
import { amazonStandIn } from "../../helpers/amazon.ts";
import { askProducts, askToken } from "./client.ts";

const credentials = (version: Credentials["version"]): Credentials => ({
  id: "id",
  secret: "secret",
  version,
});
const question = { itemIds: ["B000003TA4"] };
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });

it.each(["json", "form"] as const)("the newer log-in takes %s", async (kind) => {
  const standIn = await amazonStandIn({
    credentials: credentials("3.2"),
    switches: { tokenLifetimeSecs: 77 },
  });
  expect(standIn.tokenUrl).toBe(`${standIn.url}/auth/o2/token`);
  expect(await askToken(standIn, { kind })).toMatchObject({
    status: 200,
    body: { token_type: "bearer", expires_in: 77 },
  });
});

it("the older log-in takes forms, also with name and secret in a header, and no JSON", async () => {
  const standIn = await amazonStandIn({ credentials: credentials("2.3") });
  expect(standIn.tokenUrl).toBe(`${standIn.url}/oauth2/token`);
  expect((await askToken(standIn, { kind: "form" })).status).toBe(200);
  const nameless = { kind: "form" as const, fields: { client_id: "", client_secret: "" } };
  expect((await askToken(standIn, { ...nameless, headers: basic("id:secret") })).status).toBe(200);
  expect((await askToken(standIn, { ...nameless, headers: basic("id:wrong") })).status).toBe(400);
  expect(await askToken(standIn, { kind: "json" })).toMatchObject({ body: { error: "invalid_request" } });
});

it.each([
  ["3.1", { client_secret: "wrong" }, 401, "invalid_client"],
  ["2.1", { client_secret: "wrong" }, 400, "invalid_client"],
  ["3.1", { client_id: "wrong" }, 401, "invalid_client"],
  ["3.1", { scope: "creatorsapi/default" }, 400, "invalid_scope"],
  ["2.1", { scope: "creatorsapi::default" }, 400, "invalid_scope"],
  ["3.1", { grant_type: "password" }, 400, "unsupported_grant_type"],
] as const)("credentials of version %s with %j are refused", async (version, fields, status, error) => {
  const standIn = await amazonStandIn({ credentials: credentials(version) });
  expect(await askToken(standIn, { kind: "form", fields })).toMatchObject({ status, body: { error } });
});

it("the log-in of the other version does not know the credentials", async () => {
  const standIn = await amazonStandIn({ credentials: credentials("3.1") });
  const url = `${standIn.url}/oauth2/token`;
  const heard = await askToken(standIn, { kind: "form", fields: { scope: "creatorsapi/default" }, url });
  expect(heard).toMatchObject({ status: 400, body: { error: "invalid_client" } });
});

it.each(["2.1", "2.2", "3.1"] as const)("a token of version %s opens the catalogue", async (version) => {
  const standIn = await amazonStandIn({ credentials: credentials(version) });
  expect((await askProducts(standIn, "getItems", question)).status).toBe(200);
});

it.each([
  ["3.1", "", "MissingCredential"],
  ["3.1", "Basic x", "MissingCredential"],
  ["3.1", "Bearer nonsense", "InvalidToken"],
  ["3.1", "Bearer nonsense, Version 3.1", "UnsupportedClient"],
  ["2.1", "Bearer nonsense", "UnsupportedClient"],
  ["2.1", "Bearer nonsense, Version 2.2", "UnsupportedClient"],
  ["2.1", "Bearer nonsense, Version 2.1", "InvalidToken"],
] as const)("version %s refuses the authorization %j", async (version, authorization, reason) => {
  const standIn = await amazonStandIn({ credentials: credentials(version) });
  const heard = await askProducts(standIn, "getItems", question, { authorization });
  expect(heard).toMatchObject({ status: 401, body: { type: "UnauthorizedException", reason } });
});

it("tokens grow old, and can be revoked", async () => {
  let nowMs = 1_000_000;
  const standIn = await amazonStandIn({ now: () => nowMs, switches: { tokenLifetimeSecs: 60 } });
  const { body } = await askToken(standIn);
  const authorization = `Bearer ${String(body["access_token"])}`;
  const reason = async (): Promise<unknown> =>
    (await askProducts(standIn, "getItems", question, { authorization })).body["reason"];
  nowMs += 59_999;
  expect(await reason()).toBeUndefined();
  nowMs += 1;
  expect(await reason()).toBe("TokenExpired");
  standIn.revokeTokens();
  expect(await reason()).toBe("InvalidToken");
});
