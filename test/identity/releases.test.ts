import { describe, expect, it } from "vitest";
import type { Json } from "../../src/demo/musicbrainz/documents.ts";
import { desireByU2 } from "../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import {
  changingStage,
  doubledIdentifiers,
  groups,
  mbidsOf,
  strandedTracks,
  type ChangingStage,
} from "./stage.ts";

/** What must be true when the world changes between two listings: releases and recordings. */

interface Listed {
  upstream?: { event: string; what: string; id: number; into?: number; says: string }[];
}

const releaseMbids = mbidsOf("release", "musicbrainz_release");
const recordingMbids = mbidsOf("track", "musicbrainz_recording");
const [cd, gb, lp] = nevermind.releases.map(({ id }) => id) as [string, string, string];
const ofU2 = desireByU2.releases[0]!.id;
const recordings = nevermind.releases[0]!.media[0]!.tracks!.map(({ recording }) => recording.id);

async function expectSound(stage: ChangingStage): Promise<void> {
  expect(await stage.lines(strandedTracks)).toEqual([]);
  expect(await stage.lines(doubledIdentifiers)).toEqual([]);
}

const idOf = async (stage: ChangingStage, type: string, mbid: string): Promise<number> =>
  Number(
    (
      await stage.lines(`SELECT item_id FROM identifiers WHERE item_type = '${type}' AND value = '${mbid}'`)
    )[0],
  );

describe("8: a release that moved to another group", () => {
  it.each([
    ["the one that has it no longer", ["1"]],
    ["the one that has it now", ["2"]],
    ["both", ["1", "2"]],
    ["both, the other way round", ["2", "1"]],
  ])("takes its tracks along when the releases are asked of %s", async (_, asked) => {
    const stage = await changingStage();
    await stage.bring(groups.nevermind, groups.u2);
    stage.world.moveRelease(lp, groups.u2);
    const heard: Listed[] = [];
    for (const album of asked) heard.push(await stage.said<Listed>("releases", album));
    expect(heard.flatMap(({ upstream = [] }) => upstream)).toMatchObject([{ event: "moved", into: 2 }]);
    const moved = await idOf(stage, "release", lp);
    expect(await stage.lines(`SELECT album_id FROM releases WHERE id = ${moved}`)).toEqual(["2"]);
    expect(await stage.lines("SELECT count(*) FROM releases WHERE album_id = 1")).toEqual(["2"]);
    await expectSound(stage);
    const again = await stage.said<Listed>("releases", "1");
    expect(again.upstream).toBeUndefined();
  });

  it("stays while the other album is not in the library, and goes there when it comes", async () => {
    const stage = await changingStage();
    await stage.bring(groups.nevermind);
    stage.world.moveRelease(lp, groups.u2);
    await stage.said("releases", "1");
    expect(await stage.lines("SELECT DISTINCT album_id FROM releases")).toEqual(["1"]);
    await stage.bring(groups.u2);
    expect(await stage.lines("SELECT album_id, count(*) FROM releases GROUP BY 1")).toEqual(["1|2", "2|2"]);
    await expectSound(stage);
  });
});

describe("9: two releases that were merged", () => {
  it("are one, with both MBIDs and its tracks once", async () => {
    const stage = await changingStage();
    await stage.bring(groups.nevermind);
    const [old, heir] = [await idOf(stage, "release", cd), await idOf(stage, "release", gb)];
    stage.world.mergeReleases(cd, gb);
    const { upstream } = await stage.said<Listed>("releases", "1");
    const [from, into] = [Math.max(old, heir), Math.min(old, heir)];
    expect(upstream).toMatchObject([{ event: "merged", what: "release", id: from, into }]);
    expect((await stage.lines(releaseMbids)).filter((line) => line.startsWith(`${into}|`))).toEqual(
      [`${into}|${cd}`, `${into}|${gb}`].sort(),
    );
    expect(await stage.lines("SELECT count(*) FROM releases")).toEqual(["2"]);
    expect(await stage.lines(`SELECT count(*) FROM release_tracks WHERE release_id = ${into}`)).toEqual([
      "12",
    ]);
    await expectSound(stage);
    expect(await stage.said("releases", "1")).toMatchObject({ releases: { created: 0, updated: 0 } });
    await stage.said("show", "release", String(from));
  });

  it("are one, where only the old one is known", async () => {
    const stage = await changingStage();
    const [document] = stage.catalogue.releasesByGroup.get(groups.nevermind)!.filter(({ id }) => id === cd);
    stage.catalogue.releasesByGroup.set(groups.nevermind, [document!]);
    await stage.bring(groups.nevermind);
    stage.catalogue.releasesByGroup.set(groups.nevermind, [document!, { ...document, id: gb }]);
    stage.world.mergeReleases(cd, gb);
    await stage.said("releases", "1");
    expect(await stage.lines("SELECT id FROM releases")).toEqual(["1"]);
    expect(await stage.lines(releaseMbids)).toEqual([`1|${gb}`, `1|${cd}`].sort());
    await expectSound(stage);
  });
});

describe("10: two recordings that were merged", () => {
  const [stays, vanishes] = [recordings[2]!, recordings[3]!];

  async function withRiches(): Promise<{ stage: ChangingStage; rich: number; poor: number }> {
    const stage = await changingStage();
    await stage.bring(groups.nevermind);
    const [rich, poor] = [await idOf(stage, "track", vanishes), await idOf(stage, "track", stays)];
    await stage.inLibrary(({ $client }) =>
      $client.exec(`
        INSERT INTO lyrics (track_id, plain, source, fetched_at) VALUES (${rich}, 'la la', 'lrclib', 1);
        INSERT INTO artworks (id, sha256, media_type, width, height, bytes, path, source, created_at)
          VALUES (1, 'x', 'image/png', 1, 1, 1, 'x', 'folder', 1);
        UPDATE tracks SET artwork_id = 1, artwork_status = 'available', lyrics_status = 'available' WHERE id = ${rich};
        INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at) VALUES ('/a.flac', 1, 1, 'read', ${rich}, 1)`),
    );
    return { stage, rich, poor };
  }

  it("are one track at that place, with lyrics, cover and file", async () => {
    const { stage, rich, poor } = await withRiches();
    stage.world.mergeRecordings(vanishes, stays);
    await stage.said("releases", "1");
    expect(await stage.lines(`SELECT id, artwork_id FROM tracks WHERE id IN (${rich}, ${poor})`)).toEqual([
      `${rich}|1`,
    ]);
    expect(await stage.lines("SELECT track_id, plain FROM lyrics")).toEqual([`${rich}|la la`]);
    expect(await stage.lines("SELECT track_id FROM files")).toEqual([String(rich)]);
    expect((await stage.lines(recordingMbids)).filter((line) => line.startsWith(`${rich}|`))).toEqual(
      [`${rich}|${stays}`, `${rich}|${vanishes}`].sort(),
    );
    await expectSound(stage);
    expect(await stage.said("releases", "1")).toMatchObject({ releases: { updated: 0 } });
  });

  it("stay as they are while MusicBrainz can't say what became of one", async () => {
    const { stage } = await withRiches();
    const before = await stage.lines(
      "SELECT release_id, medium, position, track_id FROM release_tracks ORDER BY 1, 2, 3",
    );
    stage.world.mergeRecordings(vanishes, stays);
    stage.server.setFault(({ path }) =>
      path.includes("/recording/") ? { kind: "status", status: 404, body: "no such page" } : undefined,
    );
    await stage.said("releases", "1");
    expect(
      await stage.lines("SELECT release_id, medium, position, track_id FROM release_tracks ORDER BY 1, 2, 3"),
    ).toEqual(before);
  });

  it.each([
    ["its releases are listed", ["releases", "1"]],
    ["the album is bound to that edition", ["album", "-p", "musicbrainz", "--id", "1", "--mbid", ofU2]],
  ])("leave nothing stranded where one simply vanished, and %s", async (_, argv) => {
    const stage = await changingStage();
    await stage.bring(groups.u2);
    const track = desireByU2.releases[0]!.media[0]!.tracks![0]!.recording.id;
    const other = "00000000-0000-4000-8000-0000000000cc";
    const listed = JSON.stringify(stage.catalogue.releasesByGroup.get(groups.u2)).replaceAll(track, other);
    const releases = JSON.parse(listed) as Json[];
    stage.catalogue.releasesByGroup.set(groups.u2, releases);
    for (const release of releases) stage.catalogue.releases.set(String(release["id"]), release);
    await stage.said(...argv);
    await expectSound(stage);
    expect((await stage.lines(recordingMbids)).join("\n")).not.toContain(track);
  });
});

it("a release that is gone stays, with the day, and is not asked for again", async () => {
  const stage = await changingStage();
  await stage.bring(groups.nevermind);
  stage.world.deleteRelease(lp);
  const { upstream } = await stage.said<Listed>("releases", "1");
  expect(upstream).toMatchObject([{ event: "gone", what: "release" }]);
  const seen = stage.server.requests.length;
  expect((await stage.said<Listed>("releases", "1")).upstream).toBeUndefined();
  expect(stage.server.requests.slice(seen)).toHaveLength(1);
  expect(await stage.said("show", "release", lp)).toMatchObject({
    goneAt: expect.stringMatching(/^\d{4}/) as string,
  });
});

it("a listing that lacks more than ten and more than a fifth is doubted: nobody is asked, nothing is done", async () => {
  const stage = await changingStage();
  const [one] = stage.catalogue.releasesByGroup.get(groups.u2)!;
  const many = Array.from({ length: 14 }, (_, at) => ({
    ...one,
    id: `00000000-0000-4000-8000-0000000001${String(at).padStart(2, "0")}`,
  }));
  stage.catalogue.releasesByGroup.set(groups.u2, many);
  await stage.bring(groups.u2);
  stage.catalogue.releasesByGroup.set(groups.u2, many.slice(0, 2));
  const seen = stage.server.requests.length;
  const { upstream } = await stage.said<Listed>("releases", "1");
  expect(upstream).toMatchObject([{ event: "doubted", what: "album", id: 1 }]);
  expect(stage.server.requests.slice(seen)).toHaveLength(1);
  expect(await stage.lines("SELECT count(*), count(gone_at) FROM releases")).toEqual(["14|0"]);
});
