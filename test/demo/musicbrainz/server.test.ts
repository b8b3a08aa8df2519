import { expect, test } from "vitest";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import { agent, getJson as get, musicbrainzStandIn } from "../../helpers/musicbrainz.ts";

const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const vinyl = "b84ee12a-09ef-421b-82de-0441a926375b";
const mergedAway = madeUpMbid("merged", "The Dark Side of the Moon");
const help = "For usage, please see: https://musicbrainz.org/development/mmd";

test("without a User-Agent the gateway refuses with its own words", async () => {
  const standIn = await musicbrainzStandIn();
  const answer = await get(standIn, `release-group/${darkSide}`, { "user-agent": "" });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("x-ratelimit-who")).toBe("ua-missing");
  expect(Object.keys(answer.body)).toEqual(["error"]);
  expect(answer.body.error).toContain("has not identified itself");
});

test.each([
  ["?fmt=json", "*/*", 200],
  ["", "application/json", 200],
  ["", "text/html, application/json;q=0.9", 200],
  ["", "*/*", 406],
  ["", "text/html", 406],
  ["?fmt=xml", "application/json", 406],
])("with %s and Accept: %s the status is %d", async (query, accept, status) => {
  const standIn = await musicbrainzStandIn();
  const response = await fetch(`${standIn.url}/artist/83d91898-7763-47d7-b03b-b92132375c47${query}`, {
    headers: { ...agent, accept },
  });
  expect(response.status).toBe(status);
  if (status === 406) expect(response.headers.get("content-type")).toContain("xml");
});

test.each([
  [`release-group/00000000-0000-4000-8000-000000000000`, 404, "Not Found"],
  [`release/${darkSide}`, 404, "Not Found"],
  ["work/123", 404, "Not Found"],
  ["release-group/not-an-mbid", 400, "Invalid mbid."],
  [`release?release-group=nonsense`, 400, "Invalid mbid."],
  [`release?release-group=00000000-0000-4000-8000-000000000000`, 404, "Not Found"],
  [`artist/${darkSide}?inc=unknown`, 400, "unknown is not a valid inc parameter for the artist resource."],
  [`artist/${darkSide}?inc=labels`, 400, "labels is not a valid inc parameter for the artist resource."],
  [
    `release-group/${darkSide}?inc=tags&inc=aliases`,
    400,
    "Inc arguments must be combined with a space, but you provided multiple parameters",
  ],
  [
    `release/${vinyl}?inc=isrcs`,
    400,
    "isrcs is not a valid option for the inc parameter for the release resource " +
      "unless you specify one of the following other inc parameters: recordings",
  ],
  [
    `release?release-group=${darkSide}&inc=ratings`,
    400,
    "ratings is not a valid inc parameter for the release resource.",
  ],
  [
    `release?release-group=${darkSide}&limit=many`,
    400,
    "The 'limit' and 'offset' parameters must be positive integers",
  ],
  [
    `release?release-group=${darkSide}&offset=-1`,
    400,
    "The 'limit' and 'offset' parameters must be positive integers",
  ],
  [`release?release-group=${darkSide}&status=lost`, 400, "lost is not a recognized release status."],
  ["release-group?query=a:b:c", 400, "Search server could not complete query: Bad request"],
  ["release-group?query=nosuchfield:x", 400, "Search server could not complete query: Bad request"],
  ["release-group?query=x&query=y", 400, "Must specify at most 1 query argument"],
  [`release/${vinyl}?inc=user-tags`, 401, "You are not authorized to access this resource."],
])("%s is refused with %d: %s", async (path, status, error) => {
  const answer = await get(await musicbrainzStandIn(), path);
  expect([answer.status, answer.body]).toEqual([status, { error, help }]);
});

test.each(["release-group", "release-group?query=", "release-group?query=%20", "artist?limit=3", "release"])(
  "%s asks for nothing, and is refused",
  async (path) => {
    const answer = await get(await musicbrainzStandIn(), path);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(/^Must specify a least one parameter/);
  },
);

test("only GET is allowed", async () => {
  const standIn = await musicbrainzStandIn();
  const response = await fetch(`${standIn.url}/artist?query=x&fmt=json`, { method: "POST", headers: agent });
  expect(response.status).toBe(405);
});

test("a look-up of a merged MBID is redirected with its path and query", async () => {
  const standIn = await musicbrainzStandIn();
  const answer = await get(standIn, `release-group/${mergedAway}?inc=aliases+url-rels`);
  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe(
    `${standIn.url}/release-group/${darkSide}?inc=aliases+url-rels&fmt=json`,
  );
  expect((await get(standIn, `artist/${mergedAway}`)).status).toBe(404);
});

test("a browse by a merged MBID is answered silently", async () => {
  const answer = await get(await musicbrainzStandIn(), `release?release-group=${mergedAway}`);
  expect([answer.status, answer.body["release-count"]]).toEqual([200, 3]);
});

test("an MBID in capitals is the same MBID", async () => {
  const answer = await get(await musicbrainzStandIn(), `release/${vinyl.toUpperCase()}`);
  expect([answer.status, answer.body.id]).toEqual([200, vinyl]);
});

test("answers tell of the whole server's rate, more for look-ups than for searches", async () => {
  const standIn = await musicbrainzStandIn();
  const lookUp = await get(standIn, `release-group/${darkSide}`);
  const search = await get(standIn, "release-group?query=nevermind");
  expect(lookUp.headers.get("x-ratelimit-limit")).toBe("1200");
  expect(search.headers.get("x-ratelimit-limit")).toBe("360");
  for (const { headers } of [lookUp, search]) {
    expect(Number(headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000 - 60);
  }
});

test("requests closer together than the interval are refused as those of one address", async () => {
  const standIn = await musicbrainzStandIn(demoCatalogue(), { minIntervalMs: 60_000 });
  expect((await get(standIn, `release-group/${darkSide}`)).status).toBe(200);
  const second = await get(standIn, `release-group/${darkSide}`);
  expect([second.status, second.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(second.headers.get("x-ratelimit-zone")).toMatch(/^ws ip=/);
  expect(second.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(second.body.error).toContain("exceeding the allowable rate limit");
  expect(second.body).not.toHaveProperty("help");
});

test("requests further apart than the interval are answered", async () => {
  const standIn = await musicbrainzStandIn(demoCatalogue(), { minIntervalMs: 20 });
  for (let count = 0; count < 3; count++) {
    expect((await get(standIn, `release-group/${darkSide}`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
});

test("a search answers with created, count, offset and scored documents", async () => {
  const query = encodeURIComponent('releasegroup:"dark side of the moon" AND artist:"pink floyd"');
  const { body } = await get(await musicbrainzStandIn(), `release-group?query=${query}`);
  expect(Object.keys(body)).toEqual(["created", "count", "offset", "release-groups"]);
  expect(new Date(String(body.created)).toISOString()).toBe(body.created);
  expect(body).toMatchObject({
    count: 1,
    offset: 0,
    "release-groups": [{ id: darkSide, score: 100, count: 3 }],
  });
});

test("a search that finds nothing is an empty list, not an error", async () => {
  const { status, body } = await get(await musicbrainzStandIn(), "artist?query=artist:nobodyatall");
  expect([status, body.count, body.artists]).toEqual([200, 0, []]);
});

test("plus signs in a query are spaces, and encoded ones are plus signs", async () => {
  const standIn = await musicbrainzStandIn();
  const count = async (query: string): Promise<unknown> =>
    (await get(standIn, `release-group?query=${query}`)).body.count;
  expect(await count("releasegroup:%22dark+side%22")).toBe(1);
  expect(await count("releasegroup:%22%2B%22")).toBe(1);
});

test("dismax takes raw text", async () => {
  const standIn = await musicbrainzStandIn();
  expect((await get(standIn, "release-group?query=nevermind!")).status).toBe(400);
  expect((await get(standIn, "release-group?query=nevermind!&dismax=true")).body.count).toBe(1);
});
