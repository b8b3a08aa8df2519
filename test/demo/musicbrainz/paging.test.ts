import { expect, test } from "vitest";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import type { DemoCatalogue, Json } from "../../../src/demo/musicbrainz/server.ts";
import { getJson as get, musicbrainzStandIn } from "../../helpers/musicbrainz.ts";

test.each([
  ["", 25],
  ["limit=7", 7],
  ["limit=100", 100],
  ["limit=101", 25],
  ["limit=0", 25],
  ["limit=-3", 25],
  ["limit=many", 25],
  ["limit=100&offset=110", 20],
  ["offset=500", 0],
])("a search with %s gives %d of 130 hits", async (parameters, received) => {
  const standIn = await musicbrainzStandIn(manyReleases(130, 1));
  const { body } = await get(standIn, `release?query=release:edition&${parameters}`);
  expect([body.count, (body.releases as Json[]).length]).toEqual([130, received]);
});

test.each([
  ["", 25],
  ["limit=40", 40],
  ["limit=0", 25],
  ["limit=101", 100],
  ["limit=1000", 100],
  ["limit=100&offset=100", 30],
  ["limit=100&offset=130", 0],
])("a browse with %s gives %d of 130 releases", async (parameters, received) => {
  const standIn = await musicbrainzStandIn(manyReleases(130, 1));
  const { body } = await get(standIn, `release?release-group=${madeUpMbid("many")}&${parameters}`);
  expect(body["release-count"]).toBe(130);
  expect(body["release-offset"]).toBe(Number(/offset=(\d+)/.exec(parameters)?.[1] ?? 0));
  expect((body.releases as Json[]).length).toBe(received);
});

test("a browse is in the order of MBIDs", async () => {
  const standIn = await musicbrainzStandIn(manyReleases(30, 1));
  const { body } = await get(standIn, `release?release-group=${madeUpMbid("many")}&limit=100`);
  const ids = (body.releases as Json[]).map((release) => String(release.id));
  expect(ids).toEqual([...ids].sort());
});

test.each([
  [10, "recordings", 50],
  [10, "media", 100],
  [30, "recordings", 16],
  [499, "recordings", 1],
  [501, "recordings", 1],
])("with %d tracks a release, a browse with inc=%s gives %d of 100", async (tracks, inc, received) => {
  const standIn = await musicbrainzStandIn(manyReleases(100, tracks));
  const path = `release?release-group=${madeUpMbid("many")}&limit=100&inc=${inc}`;
  const { body } = await get(standIn, path);
  expect([body["release-count"], (body.releases as Json[]).length]).toEqual([100, received]);
});

test("a browse can be kept to some statuses", async () => {
  const standIn = await musicbrainzStandIn();
  const count = async (status: string): Promise<unknown> =>
    (await get(standIn, `release?release-group=22ca85ec-ee39-3895-aef9-dee5d5c2f4d6&status=${status}`)).body[
      "release-count"
    ];
  expect([await count("official"), await count("promotion"), await count("official|promotion")]).toEqual([
    3, 1, 4,
  ]);
});

test("lists inside a look-up stop at 25", async () => {
  const standIn = await musicbrainzStandIn(manyReleases(40, 1));
  const { body } = await get(standIn, `release-group/${madeUpMbid("many")}?inc=releases`);
  expect((body.releases as Json[]).length).toBe(25);
});

/** One group with that many releases, with that many tracks each. */
function manyReleases(count: number, tracks: number): DemoCatalogue {
  const id = madeUpMbid("many");
  const releases = Array.from({ length: count }, (_, index): Json => ({
    id: madeUpMbid("many", index),
    title: `Edition ${index}`,
    status: "Official",
    media: [{ position: 1, "track-count": tracks, tracks: [] }],
  }));
  return {
    ...demoCatalogue(),
    releaseGroups: new Map([[id, { id, title: "Many", releases }]]),
    releases: new Map(releases.map((release) => [String(release.id), release])),
    releasesByGroup: new Map([[id, releases]]),
  };
}
