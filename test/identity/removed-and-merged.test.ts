import { expect, it } from "vitest";
import { changingStage, groups, mbidsOf, type ChangingStage } from "./stage.ts";

/** What a person removed, and its source then makes one with what the library holds: that is wanted, and what was removed stays out. */

const releases = "SELECT count(*) FROM releases";
const albumMbids = mbidsOf("album", "musicbrainz_release_group");

/** Albums 1 (Bob Dylan's) and 2 (U2's), of which the second was removed; how many releases the first has. */
async function removed(): Promise<{ stage: ChangingStage; own: string[] }> {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  const own = await stage.lines(releases);
  await stage.bring(groups.u2);
  await stage.said("remove", "album", "2");
  expect(await stage.lines(releases)).toEqual(own);
  return { stage, own };
}

it.each([
  ["into the one that was removed", groups.dylan, groups.u2],
  ["and the one that was removed into it", groups.u2, groups.dylan],
])("an album of the library merged %s: it has both ids, and the releases stay out", async (_, from, into) => {
  const { stage, own } = await removed();
  stage.world.mergeGroups(from, into);
  for (const mbid of [groups.dylan, into])
    await stage.said("album", "-p", "musicbrainz", "--mbid", mbid, "-f");
  await stage.said("album", "-p", "musicbrainz", "--id", "1", "-f");
  expect(await stage.lines("SELECT id FROM albums")).toEqual(["1"]);
  expect(await stage.lines(albumMbids)).toContain(`1|${into}`);
  const told = await stage.importer(["releases", "1"]);
  expect(told).toMatchObject({ exitCode: 0 });
  expect(told.stdout).toMatch(
    / 0 new.*\n(.*\n)* {2}\d+ releases? not wanted .*: importer releases 1 --again\n/,
  );
  await stage.importer(["worker", "--drain"]);
  expect(await stage.lines(releases)).toEqual(own);
  await stage.said("releases", "1", "--again");
  expect(Number(await stage.lines(releases))).toBeGreaterThan(Number(own));
  expect(await stage.lines("SELECT 1 FROM not_wanted WHERE item_type = 'release'")).toEqual([]);
});

it("a release that moves to an album of the library from one that was removed stays out; one that moves there is not lost", async () => {
  const { stage, own } = await removed();
  const theirs = stage.catalogue.releasesByGroup.get(groups.u2)!.map(({ id }) => String(id));
  stage.world.moveRelease(theirs[0]!, groups.dylan);
  expect((await stage.importer(["releases", "1"])).stdout).toContain("1 release not wanted");
  expect(await stage.lines(releases)).toEqual(own);
  const ours = stage.catalogue.releasesByGroup.get(groups.dylan)!.map(({ id }) => String(id));
  stage.world.moveRelease(ours[0]!, groups.u2);
  await stage.importer(["releases", "1"]);
  expect(await stage.lines(releases)).toEqual(own);
});

it("an album that is wanted again comes whole, also one that went with its artist, and no other", async () => {
  const stage = await changingStage();
  await stage.bring(groups.dylan);
  const own = await stage.lines(releases);
  await stage.said("remove", "artist", "Bob Dylan");
  const refused = await stage.importer(["album", "-p", "musicbrainz", "--mbid", groups.dylan]);
  expect(refused.stdout).toContain('"Desire" was removed on');
  await stage.said("album", "-p", "musicbrainz", "--mbid", groups.dylan, "--again");
  await stage.importer(["worker", "--drain"]);
  expect(await stage.lines(releases)).toEqual(own);
  expect(await stage.lines("SELECT 1 FROM not_wanted WHERE item_type IN ('album', 'release')")).toEqual([]);
});
