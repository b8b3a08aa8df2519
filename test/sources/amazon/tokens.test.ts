import { expect, it } from "vitest";
import type { AmazonOptions, Credentials } from "../../../src/demo/amazon/server.ts";
import type { Fault } from "../../../src/demo/stand-in.ts";
import { HttpError, PayloadError, RejectedError } from "../../../src/errors.ts";
import type { AmazonRejectedError } from "../../../src/sources/amazon/faults.ts";
import {
  amazonClient,
  amazonStandIn,
  askedOf,
  jsonFault,
  type AmazonClientOptions,
} from "../../helpers/amazon.ts";
import { always, firstTimes, inTurn, onPath } from "../../helpers/faults.ts";
import { faultOf } from "../../helpers/http.ts";

const credentialsOf = (version: Credentials["version"]): Credentials => ({
  id: "some id",
  secret: "s&cret=",
  version,
});

/** A service and a source that live by one clock. */
async function timed(options: Partial<AmazonOptions> = {}) {
  let nowMs = Date.UTC(2026, 10, 21);
  const now = () => nowMs;
  const standIn = await amazonStandIn({ ...options, now });
  const client = amazonClient(standIn, { now });
  const ask = () => client.amazon.getItems(["B0DEMO0001"]);
  return { standIn, ...client, ask, pass: (seconds: number) => void (nowMs += seconds * 1000) };
}

/** A source whose log-in answers with these. */
async function refusing(fault: Fault, options: AmazonClientOptions = {}) {
  const standIn = await amazonStandIn();
  standIn.setFault(onPath(/token/, always(fault)));
  const client = amazonClient(standIn, options);
  return { standIn, ...client, ask: () => client.amazon.getItems(["B0DEMO0001"]) };
}

it.each(["2.1", "2.2", "2.3"] as const)(
  "logs in with a form for version %s, and says it with each question",
  async (version) => {
    const standIn = await amazonStandIn({ credentials: credentialsOf(version) });
    const { amazon } = amazonClient(standIn);
    expect(await amazon.getItems(["B0DEMO0001"])).toHaveLength(1);
    const [token, question] = standIn.requests;
    expect(token?.path).toBe("/oauth2/token");
    expect(token?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(standIn.bodies[0]?.body))).toEqual({
      grant_type: "client_credentials",
      client_id: "some id",
      client_secret: "s&cret=",
      scope: "creatorsapi/default",
    });
    expect(question?.headers["authorization"]).toMatch(new RegExp(`^Bearer [\\w-]+, Version ${version}$`));
  },
);

it.each(["3.1", "3.2", "3.3"] as const)("logs in with JSON for version %s", async (version) => {
  const standIn = await amazonStandIn({ credentials: credentialsOf(version) });
  const { amazon } = amazonClient(standIn);
  expect(await amazon.getItems(["B0DEMO0001"])).toHaveLength(1);
  const [token, question] = standIn.requests;
  expect(token?.path).toBe("/auth/o2/token");
  expect(token?.headers["content-type"]).toMatch(/^application\/json/);
  expect(JSON.parse(standIn.bodies[0]?.body ?? "")).toEqual({
    grant_type: "client_credentials",
    client_id: "some id",
    client_secret: "s&cret=",
    scope: "creatorsapi::default",
  });
  expect(question?.headers["authorization"]).toMatch(/^Bearer Atc\|[\w-]+$/);
});

it("keeps its token, and renews it a minute early", async () => {
  const { standIn, ask, pass } = await timed();
  await ask();
  pass(3539);
  await ask();
  expect(askedOf(standIn)).toEqual(["token", "getItems", "getItems"]);
  pass(1);
  await ask();
  expect(askedOf(standIn).slice(3)).toEqual(["token", "getItems"]);
});

it.each<[string, object, number]>([
  ["a number", { expires_in: 1800 }, 1800],
  ["text", { expires_in: "1800" }, 1800],
  ["missing", {}, 3600],
  ["nonsense", { expires_in: "soon" }, 3600],
  ["over at once", { expires_in: 0 }, 3600],
])("keeps a token whose lifetime is %s for as long as that says", async (_, facts, lifetimeSecs) => {
  const { standIn, ask, pass } = await timed();
  const given = jsonFault({ access_token: "any", ...facts });
  const nothing = jsonFault({ itemsResult: { items: [] } });
  standIn.setFault(({ path }) => (path.endsWith("token") ? given : nothing));
  await ask();
  pass(lifetimeSecs - 61);
  await ask();
  pass(1);
  await ask();
  expect(askedOf(standIn)).toEqual(["token", "getItems", "getItems", "token", "getItems"]);
});

it("asks for one token when many questions come at once", async () => {
  const { standIn, amazon, ask } = await timed();
  await Promise.all([ask(), ask(), amazon.search({ keywords: "Nevermind" }), ask()]);
  expect(askedOf(standIn).filter((name) => name === "token")).toHaveLength(1);
});

it("lets one who waits for the token give up without the others", async () => {
  const { standIn, amazon } = await timed();
  standIn.setFault(onPath(/token/, inTurn({ kind: "delay", ms: 300 })));
  const stop = new AbortController();
  const first = faultOf(amazon.getItems(["B0DEMO0001"], stop.signal));
  const second = amazon.getItems(["B0DEMO0001"]);
  await expect.poll(() => askedOf(standIn)).toEqual(["token"]);
  stop.abort(new Error("stopped"));
  expect((await first).message).toBe("stopped");
  expect(await second).toHaveLength(1);
  expect(askedOf(standIn)).toEqual(["token", "getItems"]);
});

it("ends a log-in that nobody waits for, and can begin another", async () => {
  const { standIn, amazon } = await timed();
  standIn.setFault(onPath(/token/, inTurn({ kind: "hang" })));
  const stop = new AbortController();
  const first = faultOf(amazon.getItems(["B0DEMO0001"], stop.signal));
  await expect.poll(() => askedOf(standIn)).toEqual(["token"]);
  stop.abort(new Error("stopped"));
  await first;
  expect(await amazon.getItems(["B0DEMO0001"])).toHaveLength(1);
  expect((await faultOf(amazon.getItems(["B0DEMO0001"], stop.signal))).message).toBe("stopped");
});

it.each(["expired", "revoked"])(
  "gets another token when the one it has is %s before its time",
  async (how) => {
    const { standIn, ask, pass } = await timed();
    standIn.setFault(onPath(/token/, inTurn(undefined)));
    await ask();
    if (how === "revoked") standIn.revokeTokens();
    else
      standIn.setFault(
        onPath(/catalog/, inTurn(jsonFault({ type: "UnauthorizedException", reason: "TokenExpired" }, 401))),
      );
    pass(10);
    expect(await ask()).toHaveLength(1);
    expect(askedOf(standIn)).toEqual(["token", "getItems", "getItems", "token", "getItems"]);
  },
);

it("asks for one other token when several questions lose the old one", async () => {
  const { standIn, ask } = await timed();
  await ask();
  standIn.revokeTokens();
  await Promise.all([ask(), ask(), ask()]);
  expect(askedOf(standIn).filter((name) => name === "token")).toHaveLength(2);
});

it.each(["TokenExpired", "InvalidToken", "InvalidIssuer", "UnsupportedClient", "Other"])(
  "gives up when they refuse the new token, too: %s",
  async (reason) => {
    const { standIn, ask } = await timed();
    const refused = { type: "com.amazon.creators#UnauthorizedException", reason, message: "No." };
    standIn.setFault(onPath(/catalog/, always(jsonFault(refused, 401))));
    const fault = (await faultOf(ask())) as AmazonRejectedError;
    expect(fault).toBeInstanceOf(RejectedError);
    expect(fault).toMatchObject({ reason: "token", message: `Amazon answered 401: ${reason}: No.` });
    expect(fault.hint).toMatch(/IMPORTER_AMAZON_CREDENTIAL_VERSION/);
    expect(askedOf(standIn)).toEqual(["token", "getItems", "token", "getItems"]);
  },
);

it.each([
  ["a wrong secret", { secret: "wrong" }, /_CREDENTIAL_ID and IMPORTER_AMAZON_CREDENTIAL_SECRET/],
  ["a wrong id", { id: "wrong" }, /_CREDENTIAL_ID and/],
  ["the version of an older credential", { version: "2.1" }, /_CREDENTIAL_VERSION/],
] as const)("is refused with %s, which names the setting", async (_, credentials, hint) => {
  const standIn = await amazonStandIn();
  const { amazon } = amazonClient(standIn, { credentials });
  const fault = (await faultOf(amazon.getItems(["B0DEMO0001"]))) as AmazonRejectedError;
  expect(fault).toMatchObject({ name: "RejectedError", reason: "credentials" });
  expect(fault.message).toMatch(/^Amazon's log-in answered 40[01]/);
  expect(fault.hint).toMatch(hint);
  expect(askedOf(standIn)).toEqual(["token"]);
});

it.each([
  ["invalid_client", 401, /CREDENTIAL_SECRET/],
  ["invalid_client", 400, /CREDENTIAL_SECRET/],
  ["invalid_scope", 400, /VERSION/],
  ["unauthorized_client", 400, /CREDENTIAL_ID/],
  ["invalid_grant", 400, /CREDENTIAL_ID, /],
  ["invalid_request", 400, /CREDENTIAL_ID, /],
  ["something else! that is no code", 400, /CREDENTIAL_ID, /],
])("does not ask again after %s (%i)", async (error, status, hint) => {
  const { standIn, ask } = await refusing(jsonFault({ error, error_description: "they say" }, status));
  const fault = (await faultOf(ask())) as AmazonRejectedError;
  expect(fault.reason).toBe("credentials");
  expect(fault.hint).toMatch(hint);
  expect(fault.message).not.toContain("they say");
  expect(askedOf(standIn)).toEqual(["token"]);
});

it("names the address when there is no log-in", async () => {
  const { ask } = await refusing({ kind: "status", status: 404 });
  expect(await faultOf(ask())).toMatchObject({
    reason: "address",
    hint: expect.stringContaining("IMPORTER_AMAZON_TOKEN_URL") as string,
  });
});

it("asks again for a token after passing troubles, four times in all", async () => {
  const busy: Fault = { kind: "status", status: 503, headers: { "retry-after": "5" } };
  const { standIn, ask, pauses } = await refusing(busy);
  expect(await faultOf(ask())).toBeInstanceOf(HttpError);
  expect(standIn.requests).toHaveLength(4);
  expect(pauses.map(({ api, forMs }) => [api, forMs])).toEqual(Array(4).fill(["Amazon's log-in", 5_000]));
  standIn.setFault(onPath(/token/, firstTimes(2, { kind: "reset" })));
  expect(await ask()).toHaveLength(1);
});

it.each<[string, Fault]>([
  ["a captive portal", { kind: "html" }],
  ["no token", jsonFault({ token_type: "bearer" })],
  ["a token that is no header", jsonFault({ access_token: "a\r\nb" })],
  ["an empty one", jsonFault({ access_token: "" })],
])("does not take %s for a token", async (_, fault) => {
  const { standIn, ask } = await refusing(fault);
  expect(await faultOf(ask())).toBeInstanceOf(PayloadError);
  expect(askedOf(standIn)).toEqual(["token"]);
});
