import { describe, expect, it } from "vitest";
import type { Json } from "../../src/demo/musicbrainz/documents.ts";
import type { FaultRule } from "../../src/demo/stand-in.ts";
import { always, firstTimes, onPath, serverBusy } from "../helpers/faults.ts";
import { changingStage, groups, strandedTracks, type ChangingStage } from "./stage.ts";

/** A run looks few ids up: what it leaves is the next one's, whatever cuts either off. */

interface Listed {
  upstream?: { event: string; says: string }[];
}

/** An album of one release with seventy tracks, the first few of which have other recordings than the rest of the time. */
function listingOf(stage: ChangingStage): (changed: number) => Json {
  const [one] = stage.catalogue.releasesByGroup.get(groups.u2)!;
  const [medium] = one!["media"] as Json[];
  const [track] = medium!["tracks"] as Json[];
  return (changed) => {
    const tracks = Array.from({ length: 70 }, (_, at) => {
      const id = `00000000-0000-4000-8000-0000000${at < changed ? 1 : 0}${String(at).padStart(4, "0")}`;
      const recording = { ...(track!["recording"] as Json), id };
      return { ...track, id, position: at + 1, number: `${at + 1}`, recording };
    });
    return { ...one, media: [{ ...medium, "track-count": tracks.length, tracks }] };
  };
}

it("a run looks ten ids up and says how many it left; the next asks for those, and none is asked twice", async () => {
  const stage = await changingStage();
  const listOf = listingOf(stage);
  const count = (): number => stage.server.requests.filter(({ path }) => path.includes("/recording/")).length;
  const changed = `SELECT count(*) FROM identifiers WHERE kind = 'musicbrainz_recording' AND value LIKE '%00001____'`;
  stage.catalogue.releasesByGroup.set(groups.u2, [listOf(0)]);
  await stage.bring(groups.u2);
  stage.catalogue.releasesByGroup.set(groups.u2, [listOf(13)]);
  const first = await stage.said<Listed>("releases", "1");
  expect(first.upstream).toMatchObject([
    { event: "waits", says: expect.stringMatching(/^3 more ids of album 1/) as string },
  ]);
  expect([count(), await stage.lines(changed)]).toEqual([10, ["0"]]);
  expect((await stage.said<Listed>("releases", "1")).upstream).toBeUndefined();
  expect([count(), await stage.lines(changed)]).toEqual([13, ["13"]]);
  await stage.said<Listed>("releases", "1");
  expect(count()).toBe(13);
  expect(await stage.lines(strandedTracks)).toEqual([]);
});

describe("a run that was told of ten ids and left some is gone on with after one in which", () => {
  const recordingPath = /\/recording\//;
  it.each<[string, FaultRule, RegExp | undefined]>([
    ["nobody could be asked", onPath(recordingPath, always(serverBusy)), /^3 more ids .* could not be asked/],
    ["the listing was cut off", onPath(/\/release\?/, always(serverBusy)), undefined],
  ])("%s", async (_, fault, says) => {
    const stage = await changingStage();
    const listOf = listingOf(stage);
    stage.catalogue.releasesByGroup.set(groups.u2, [listOf(0)]);
    await stage.bring(groups.u2);
    stage.catalogue.releasesByGroup.set(groups.u2, [listOf(13)]);
    await stage.said<Listed>("releases", "1");
    stage.server.setFault(fault);
    const { stdout } = await stage.importer(["releases", "1", "--json"]);
    const { upstream } = JSON.parse(stdout) as Listed;
    if (says)
      expect(upstream).toMatchObject([{ event: "waits", says: expect.stringMatching(says) as string }]);
    stage.server.setFault(undefined);
    const seen = stage.server.requests.length;
    await stage.said<Listed>("releases", "1");
    const asked = stage.server.requests.slice(seen).filter(({ path }) => recordingPath.test(path));
    expect(asked).toHaveLength(3);
    expect(await stage.lines(strandedTracks)).toEqual([]);
  });

  it("one answer can't be read: the others are asked for all the same", async () => {
    const stage = await changingStage();
    const listOf = listingOf(stage);
    stage.catalogue.releasesByGroup.set(groups.u2, [listOf(0)]);
    await stage.bring(groups.u2);
    stage.catalogue.releasesByGroup.set(groups.u2, [listOf(3)]);
    stage.server.setFault(onPath(recordingPath, firstTimes(1, { kind: "wrong-shape" })));
    const seen = stage.server.requests.length;
    expect((await stage.said<Listed>("releases", "1")).upstream).toBeUndefined();
    const asked = stage.server.requests.slice(seen).filter(({ path }) => recordingPath.test(path));
    expect(asked).toHaveLength(3);
  });
});
