import { expect, it } from "vitest";
import type { AmazonSwitches } from "../../../src/demo/amazon/server.ts";
import { HttpError, PayloadError, RejectedError, UnavailableError } from "../../../src/errors.ts";
import type { AmazonRejectedError } from "../../../src/sources/amazon/faults.ts";
import {
  amazonClient,
  amazonStandIn,
  askedOf,
  jsonFault,
  type AmazonClientOptions,
} from "../../helpers/amazon.ts";
import { always, everyFault, inTurn, onPath } from "../../helpers/faults.ts";
import { faultOf } from "../../helpers/http.ts";
import type { Fault } from "../../../src/demo/stand-in.ts";

/** A source whose service answers every question, or the first ones in turn, with these. */
async function answering(faults: Fault | Fault[], options: AmazonClientOptions = {}) {
  const standIn = await amazonStandIn();
  standIn.setFault(onPath(/catalog/, Array.isArray(faults) ? inTurn(...faults) : always(faults)));
  const client = amazonClient(standIn, options);
  const search = () => client.amazon.search({ keywords: "Nirvana Nevermind" });
  return { standIn, ...client, search, questions: () => askedOf(standIn).filter((name) => name !== "token") };
}

async function switched(switches: Partial<AmazonSwitches>, options: AmazonClientOptions = {}) {
  const standIn = await amazonStandIn({ switches });
  const client = amazonClient(standIn, options);
  return { standIn, ...client, search: () => client.amazon.search({ keywords: "Nirvana Nevermind" }) };
}

it("says which values were refused, by which field, and how Amazon finds the request again", async () => {
  const { search, questions } = await answering(
    jsonFault(
      {
        type: "ValidationException",
        reason: "FieldValidationFailed",
        message: "Bad values.",
        fieldList: [
          { name: "resources", message: "is unknown" },
          { name: "itemCount", message: "too\u001b[31m many" },
        ],
      },
      400,
      { "x-amzn-requestid": "1f0a-23" },
    ),
  );
  const fault = (await faultOf(search())) as AmazonRejectedError;
  expect(fault).toBeInstanceOf(RejectedError);
  expect(fault.message).toBe(
    "Amazon answered 400: FieldValidationFailed: Bad values. " +
      "(resources: is unknown; itemCount: too many)", // the id is too short to be one
  );
  expect(fault.reason).toBe("request");
  expect(questions()).toHaveLength(1);
});

it.each(["InvalidPartnerTag", "InvalidAssociate"])("names the partner tag for %s", async (reason) => {
  const { search } = await answering(jsonFault({ type: "ValidationException", reason, message: "No." }, 400));
  expect(await faultOf(search())).toMatchObject({
    reason: "partner-tag",
    message: `Amazon answered 400: ${reason}: No.`,
    hint: expect.stringMatching(/IMPORTER_AMAZON_PARTNER_TAG.*www\.amazon\.com/) as string,
  });
});

it("is refused for the partner tag of another marketplace", async () => {
  const standIn = await amazonStandIn();
  const { amazon } = amazonClient(standIn, { marketplace: "www.amazon.de" });
  const fault = await faultOf(amazon.getItems(["B0DEMO0001"]));
  expect(fault).toMatchObject({ reason: "partner-tag" });
  expect(fault.message).toMatch(/ \[request [\w-]{36}\]$/);
});

it.each([
  { type: "AccessDeniedException", reason: "AssociateNotEligible", message: "Not yet." },
  { __type: "com.amazon.creators#AccessDeniedExceptionResponseContent", reason: "AssociateNotEligible" },
  { errors: [{ reason: "AssociateNotEligible", message: "Not yet." }] },
  { Errors: [], errors: [{ code: "AssociateNotEligible" }] },
])("says what Amazon asks for of %j", async (document) => {
  const { search, questions } = await answering(jsonFault(document, 403));
  expect(await faultOf(search())).toMatchObject({
    name: "RejectedError",
    reason: "not-eligible",
    hint: expect.stringMatching(/10 qualified sales in the last 30 days.*48 hours/) as string,
  });
  expect(questions()).toHaveLength(1);
});

it("knows the stand-in's way of saying so, too", async () => {
  const { search, amazon } = await switched({ notEligible: true });
  expect(await faultOf(search())).toMatchObject({ reason: "not-eligible" });
  expect(await faultOf(amazon.getItems(["B0DEMO0001"]))).toMatchObject({ reason: "not-eligible" });
});

it("names the credentials for another 403, and regions that don't fit", async () => {
  const refused = jsonFault({ type: "AccessDeniedException", reason: "AuthorizationFailed" }, 403);
  const { search } = await answering(refused, { marketplace: "www.amazon.de" });
  const fault = (await faultOf(search())) as AmazonRejectedError;
  expect(fault.reason).toBe("credentials");
  expect(fault.hint).toBe(
    "check IMPORTER_AMAZON_CREDENTIAL_ID, IMPORTER_AMAZON_CREDENTIAL_SECRET and IMPORTER_AMAZON_CREDENTIAL_VERSION: " +
      "credentials of version 3.1 are for North America, and www.amazon.de belongs to Europe",
  );
});

it.each<[string, Fault]>([
  ["the gateway's 404", jsonFault({ message: "Not Found" }, 404)],
  ["an unknown operation", jsonFault({ type: "ValidationException", reason: "UnknownOperation" }, 400)],
  ["an unknown operation as a 404", jsonFault({ __type: "UnknownOperationException" }, 404)],
  ["another method", { kind: "status", status: 405 }],
])("takes %s for a wrong address, and never for no candidates", async (_, fault) => {
  const { search, questions } = await answering(fault);
  expect(await faultOf(search())).toMatchObject({
    name: "RejectedError",
    reason: "address",
    hint: expect.stringContaining("IMPORTER_AMAZON_URL") as string,
  });
  expect(questions()).toHaveLength(1);
});

it.each([
  { type: "ResourceNotFoundException", resourceId: "x", resourceType: "y" },
  { __type: "com.amazon.creators#ResourceNotFoundExceptionResponseContent", message: "gone" },
  { resourceId: "B0", resourceType: "Item", message: "no type" },
  { errors: [{ code: "NoResults", message: "none" }] },
])("takes a 404 with %j for none", async (document) => {
  const { search, amazon } = await answering(jsonFault(document, 404));
  expect(await search()).toEqual([]);
  expect(await amazon.getItems(["B0DEMO0001"])).toEqual([]);
});

it("waits 2, 4 and 8 s when asked too fast, and gives up after four tries", async () => {
  const tooFast = jsonFault({ type: "ThrottleException", message: "Slow down: 1 request per second." }, 429);
  const { search, questions, pauses } = await answering(tooFast);
  const fault = await faultOf(search());
  expect(fault).toBeInstanceOf(HttpError);
  expect(fault).toMatchObject({ status: 429, retryAfterMs: 16_000 });
  expect(questions()).toHaveLength(4);
  expect(pauses.map(({ api, forMs }) => [api, forMs])).toEqual(
    [2, 4, 8, 16].map((s) => ["Amazon", s * 1000]),
  );
  expect(pauses[0]?.reason).toContain("Slow down");
});

it.each<[string, Fault, number]>([
  ["a header", jsonFault({ type: "ThrottleException" }, 429, { "retry-after": "7" }), 7_000],
  ["the body", jsonFault({ type: "ThrottleException", retryAfterSeconds: 9 }, 429), 9_000],
  ["the body, as text", jsonFault({ type: "ThrottleException", retryAfterSeconds: "9" }, 429), 9_000],
  ["both", jsonFault({ retryAfterSeconds: 3 }, 429, { "retry-after": "5" }), 5_000],
  ["neither, with a smaller wait", jsonFault({ retryAfterSeconds: 1 }, 429), 2_000],
  ["another status", jsonFault({ __type: "creators#ThrottleExceptionResponseContent" }, 400), 2_000],
  ["nonsense", jsonFault({ retryAfterSeconds: "soon" }, 429, { "retry-after": "-3" }), 2_000],
])("keeps to the wait in %s, and asks again", async (_, fault, waitMs) => {
  const { search, pauses, retried } = await answering([fault]);
  expect(await search()).not.toEqual([]);
  expect(pauses.map(({ forMs }) => forMs)).toEqual([waitMs]);
  expect(retried).toMatchObject([{ source: "Amazon", attempt: 1, attempts: 4 }]);
});

it.each([
  ["its code", { quotaCode: "RequestsPerDay" }],
  ["another code", { quotaCode: "DAILY_REQUESTS", retryAfterSeconds: 1 }],
  ["its words", { message: "You have exceeded your daily quota." }],
])("stops until the next day when the day's quota is spent, by %s", async (_, facts) => {
  const now = () => Date.UTC(2026, 10, 21, 22, 30);
  const { search, questions, pauses } = await answering(
    jsonFault({ type: "ThrottleException", ...facts }, 429),
    { now },
  );
  const fault = await faultOf(search());
  expect(fault).toBeInstanceOf(UnavailableError);
  expect(fault).not.toBeInstanceOf(HttpError);
  expect(fault).toMatchObject({ retryAfterMs: 90 * 60_000 });
  expect(fault.message).toContain("midnight UTC");
  expect(questions()).toHaveLength(1);
  expect(pauses).toHaveLength(1);
});

it("understands the stand-in's quota and its pace", async () => {
  const spent = await switched({ quotaSpent: true });
  expect(await faultOf(spent.search())).toMatchObject({ name: "DayOverError" });
  const paced = await switched({ minIntervalMs: 60_000, retryAfterSeconds: 3 });
  await paced.search();
  expect(await faultOf(paced.search())).toMatchObject({ status: 429 });
  expect(paced.pauses.map(({ forMs }) => forMs)).toEqual([3_000, 4_000, 8_000, 16_000]);
});

it.each<[string, Fault]>([
  ["a 500", jsonFault({ type: "InternalServerException", message: "failed" }, 500)],
  ["a 500 by its type", jsonFault({ __type: "x#InternalServerException" }, 400)],
  ["a 503 page", { kind: "html", status: 503 }],
  ["a reset", { kind: "reset" }],
])("tries four times on %s", async (_, fault) => {
  const lasting = await answering(fault);
  expect(await faultOf(lasting.search())).toBeInstanceOf(UnavailableError);
  expect(lasting.questions()).toHaveLength(4);
  const passing = await answering([fault, fault, fault]);
  expect(await passing.search()).not.toEqual([]);
});

it("makes no more than four tries in all when the token runs out among them", async () => {
  const failed = jsonFault({ type: "InternalServerException" }, 500);
  const expired = jsonFault({ type: "UnauthorizedException", reason: "TokenExpired" }, 401);
  const { search, questions } = await answering([failed, failed, expired, failed, failed, failed]);
  expect(await faultOf(search())).toBeInstanceOf(HttpError);
  expect(questions()).toHaveLength(4);
});

it.each(Object.entries(everyFault))("never takes %s for no candidates", async (name, fault) => {
  const isSilent = /no answer|stops/.test(name);
  const { amazon } = await answering(fault, { timeoutMs: isSilent ? 300 : 20_000 });
  expect(await faultOf(amazon.search({ keywords: "x" }))).toBeInstanceOf(UnavailableError);
  if (isSilent) return; // four times its time limit
  expect(await faultOf(amazon.getItems(["B0DEMO0001"]))).toBeInstanceOf(UnavailableError);
});

it("does not follow a redirect with what it posts", async () => {
  const elsewhere = await amazonStandIn();
  const { search } = await answering({
    kind: "status",
    status: 307,
    headers: { location: `${elsewhere.url}/catalog/v1/searchItems` },
  });
  expect(await faultOf(search())).toBeInstanceOf(PayloadError);
  expect(elsewhere.requests).toEqual([]);
});

it("ends at once when it is interrupted", async () => {
  const { standIn, amazon } = await answering({ kind: "hang" });
  const stop = new AbortController();
  const asking = faultOf(amazon.search({ keywords: "x" }, stop.signal));
  await expect.poll(() => askedOf(standIn)).toContain("searchItems");
  stop.abort(new Error("stopped"));
  expect((await asking).message).toBe("stopped");
});
