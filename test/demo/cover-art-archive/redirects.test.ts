import { expect, test } from "vitest";
import type { CoverArtArchiveStandIn } from "../../../src/demo/cover-art-archive/server.ts";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import { demoArt } from "../../../src/demo/cover-art-archive/demo-art.ts";
import { coverArtStandIn } from "../../helpers/cover-art-archive.ts";

const vinyl = "b84ee12a-09ef-421b-82de-0441a926375b";
const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const oldListing = "a146429a-cedc-3ab0-9e41-1aaf5f6cdc2d";
const desireByPharoahe = madeUpMbid("release group", "Desire", "Pharoahe Monch");
const nobody = "00000000-0000-4000-8000-000000000000";

test("a cover comes through three hosts: 307, 302, 200", async () => {
  const archive = await coverArtStandIn();
  const { coverArtArchive, archiveOrg, dataNode } = archive.hosts;
  const first = await ask(archive, `release/${vinyl}/front-250`);
  expect(first.status).toBe(307);
  const item = `${archiveOrg.url}/download/mbid-${vinyl}/mbid-${vinyl}-31000000001_thumb250.jpg`;
  expect(first.headers.get("location")).toBe(item);
  expect(first.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await first.text()).toBe(`See: ${item}\n`);

  const second = await fetch(item, { redirect: "manual" });
  expect(second.status).toBe(302);
  const file = second.headers.get("location") ?? "";
  expect(file).toMatch(
    new RegExp(`^${dataNode.url}/\\d+/items/mbid-${vinyl}/mbid-${vinyl}-31000000001_thumb250.jpg$`),
  );

  const third = await fetch(file, { redirect: "manual" });
  expect([third.status, third.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  const bytes = Buffer.from(await third.arrayBuffer());
  expect(bytes.subarray(0, 3).toString("hex")).toBe("ffd8ff");
  expect(third.headers.get("content-length")).toBe(String(bytes.length));
  expect(new Set([coverArtArchive.url, archiveOrg.url, dataNode.url]).size).toBe(3);
  expect(archive.url).toBe(coverArtArchive.url);
});

test("archive.org leads to another address each time", async () => {
  const { hosts } = await coverArtStandIn();
  const item = `${hosts.archiveOrg.url}/download/mbid-${vinyl}/index.json`;
  const ask = async (): Promise<string | null> =>
    (await fetch(item, { redirect: "manual" })).headers.get("location");
  expect(await ask()).not.toBe(await ask());
});

test("each host has its own requests, and together they stand in the order in which they came", async () => {
  const archive = await coverArtStandIn();
  const agent = { "user-agent": "importer-test/1 ( test@example.org )" };
  await (await fetch(`${archive.url}/release/${vinyl}/`, { headers: agent })).text();
  const { coverArtArchive, archiveOrg, dataNode } = archive.hosts;
  const lists = [coverArtArchive, archiveOrg, dataNode].map((host) => host.requests);
  expect(lists.map((list) => list.length)).toEqual([1, 1, 1]);
  expect(archive.requests).toEqual(lists.flat());
  expect(archive.requests.map((request) => request.status)).toEqual([307, 302, 200]);
  expect(archive.requests.map((request) => request.headers["user-agent"])).toEqual(
    Array.from({ length: 3 }, () => agent["user-agent"]),
  );
});

test.each([
  ["release", vinyl, "", "index.json"],
  ["release", vinyl, "/", "index.json"],
  ["release", vinyl, "/front", "31000000001.jpg"],
  ["release", vinyl, "/front.jpg", "31000000001.jpg"],
  ["release", vinyl, "/front-250", "31000000001_thumb250.jpg"],
  ["release", vinyl, "/front-500.jpg", "31000000001_thumb500.jpg"],
  ["release", vinyl, "/front-1200", "31000000001_thumb1200.jpg"],
  ["release", vinyl, "/front-700", "31000000001.jpg"],
  ["release", vinyl, "/back", "31000000002.jpg"],
  ["release", vinyl, "/back-500", "31000000002_thumb500.jpg"],
  ["release", vinyl, "/31000000009.png", "31000000009.png"],
  ["release", vinyl, "/31000000009.jpg", "31000000009.png"],
  ["release", vinyl, "/31000000009", "31000000009.png"],
  ["release", vinyl, "/31000000009-250.jpg", "31000000009_thumb250.jpg"],
  ["release", oldListing, "/829000031-1200.jpg", "829000031_thumb1200.jpg"],
  ["release-group", darkSide, "", "index.json"],
  ["release-group", darkSide, "/", "index.json"],
  ["release-group", darkSide, "/front", "31000000001.jpg"],
  ["release-group", darkSide, "/front-500", "31000000001_thumb500.jpg"],
])("/%s/%s%s is answered with %s", async (entity, mbid, file, expected) => {
  const archive = await coverArtStandIn();
  const answer = await ask(archive, `${entity}/${mbid}${file}`);
  expect(answer.status).toBe(307);
  const release = entity === "release" ? mbid : vinyl;
  const name = expected === "index.json" ? expected : `mbid-${release}-${expected}`;
  expect(answer.headers.get("location")).toBe(
    `${archive.hosts.archiveOrg.url}/download/mbid-${release}/${name}`,
  );
});

test.each([
  [`release/${nobody}`, 404, `No cover art found for release ${nobody}`],
  [`release/${nobody}/front`, 404, `No front cover image found for release with identifier ${nobody}`],
  [
    `release/${oldListing}/back-250`,
    404,
    `No back cover image found for release with identifier ${oldListing}`,
  ],
  [`release/${vinyl}/444`, 404, "cover image with id 444 not found"],
  [`release-group/${desireByPharoahe}`, 404, `No cover art found for release group ${desireByPharoahe}`],
  [`release-group/${desireByPharoahe}/back`, 404, `No cover art found for release group ${desireByPharoahe}`],
  [`release-group/${vinyl}/front`, 404, `No cover art found for release group ${vinyl}`],
  [`release/${darkSide}/`, 404, `No cover art found for release ${darkSide}`],
  [`release/${vinyl}/cover`, 400, "cover does not not contain a valid cover image id"],
  ["release/not-an-mbid/front", 400, "invalid MBID specified"],
  [`release/${vinyl.toUpperCase()}/front`, 400, "invalid MBID specified"],
  ["release/", 400, "no MBID specified"],
  [`artist/${nobody}`, 400, "Only the following entities are supported: release, release-group"],
])("%s is refused with %d, in HTML: %s", async (path, status, words) => {
  const answer = await ask(await coverArtStandIn(), path);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "text/html; charset=utf-8"]);
  expect(await answer.text()).toContain(`<p>${words}</p>`);
});

test("what a path holds is not put into the page as HTML", async () => {
  const answer = await ask(await coverArtStandIn(), `release/${vinyl}/a&b`);
  expect(await answer.text()).toContain("<p>a&amp;b does not");
});

test.each(["back", "back-250", "31000000001.jpg"])(
  "of an album there is no %s: 400, in plain text",
  async (file) => {
    const answer = await ask(await coverArtStandIn(), `release-group/${darkSide}/${file}`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "text/plain; charset=utf-8"]);
    expect(await answer.text()).toBe(`${file} not supported for release groups.`);
  },
);

test("only GET, HEAD and OPTIONS are allowed", async () => {
  const archive = await coverArtStandIn();
  const status = async (method: string): Promise<number> =>
    (await ask(archive, `release/${vinyl}/front`, { method })).status;
  expect([
    await status("POST"),
    await status("DELETE"),
    await status("HEAD"),
    await status("OPTIONS"),
  ]).toEqual([405, 405, 307, 200]);
});

test.each([
  ["text/html", "", 406],
  ["image/*", "", 406],
  ["application/json", "", 307],
  ["text/html, */*;q=0.1", "", 307],
  ["image/*", "front", 307],
])("with Accept: %s for /%s the status is %d", async (accept, file, status) => {
  const answer = await ask(await coverArtStandIn(), `release/${vinyl}/${file}`, { headers: { accept } });
  expect(answer.status).toBe(status);
});

test("HEAD goes all the way, and tells the size without the bytes", async () => {
  const archive = await coverArtStandIn();
  const answer = await fetch(`${archive.url}/release/${vinyl}/front-250`, { method: "HEAD" });
  expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 0]);
  expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(1000);
});

test("a release that was merged away leads to the art of the one that survives", async () => {
  const merged = madeUpMbid("merged release");
  const archive = await coverArtStandIn({ ...demoArt(), merged: new Map([[merged, vinyl]]) });
  for (const file of ["", "/front-250"]) {
    const answer = await fetch(`${archive.url}/release/${merged}${file}`);
    expect([answer.status, answer.url]).toEqual([200, expect.stringContaining(`/items/mbid-${vinyl}/`)]);
  }
});

test("an album whose chosen release has lost its front has no cover", async () => {
  const art = demoArt();
  const front = art.items.get(oldListing)?.listing.images[0];
  if (front) front.front = false;
  const answer = await ask(await coverArtStandIn(art), `release-group/${nevermind.id}/`);
  expect(answer.status).toBe(404);
});

test("archive.org has 404 for an item it does not know, and a data node for a file that is not in it", async () => {
  const { hosts } = await coverArtStandIn();
  const unknown = await fetch(`${hosts.archiveOrg.url}/download/mbid-${nobody}/index.json`);
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  for (const file of [
    `mbid-${vinyl}-1.jpg`,
    `mbid-${vinyl}-31000000001.png`,
    `mbid-${nobody}-31000000001.jpg`,
    "other.json",
  ]) {
    const answer = await fetch(`${hosts.archiveOrg.url}/download/mbid-${vinyl}/${file}`);
    expect([answer.status, answer.redirected]).toEqual([404, true]);
  }
});

test("the front page says what this is", async () => {
  const answer = await ask(await coverArtStandIn(), "");
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("stand-in")]);
});

function ask(archive: CoverArtArchiveStandIn, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${archive.url}/${path}`, { ...init, redirect: "manual" });
}
