import { describe, expect, it, onTestFinished } from "vitest";
import { nevermind } from "../../src/demo/musicbrainz/albums/nevermind.ts";
import type { Db } from "../../src/db/connection.ts";
import { mergeItems } from "../../src/ledger/items/merge.ts";
import { removeItem } from "../../src/ledger/items/remove.ts";
import { keepApart } from "../../src/library/write/decisions/kept-apart.ts";
import { markGone } from "../../src/library/write/items/gone.ts";
import { moveRelease } from "../../src/library/write/items/move-release.ts";
import { ownRelease } from "../../src/library/write/decisions/owned-release.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { changingStage, doubledIdentifiers, groups, strandedTracks, type ChangingStage } from "./stage.ts";

/**
 * Time of check to time of use: while MusicBrainz is asked where an id is now, somebody else changes the library. What is done is decided
 * by what the library is then.
 */

interface Upstream {
  event: string;
  what: string;
  id: number;
  into?: number;
}

const [cd, gb, lp] = nevermind.releases.map(({ id }) => id) as [string, string, string];
const third = nevermind.releases[0]!.media[0]!.tracks![2]!.recording.id;
const fourth = nevermind.releases[0]!.media[0]!.tracks![3]!.recording.id;
const strange = "00000000-0000-4000-8000-00000000cafe";

/** Nevermind is album 1, Desire by U2 album 2. */
interface Scene extends ChangingStage {
  release(mbid: string): Promise<number>;
  track(mbid: string): Promise<number>;
}

async function scene(): Promise<Scene> {
  const stage = await changingStage();
  await stage.bring(groups.nevermind, groups.u2);
  const idOf = async (type: string, mbid: string): Promise<number> => {
    const [id] = await stage.lines(
      `SELECT item_id FROM identifiers WHERE item_type = '${type}' AND value = '${mbid}'`,
    );
    return Number(id);
  };
  return { ...stage, release: (mbid) => idOf("release", mbid), track: (mbid) => idOf("track", mbid) };
}

/** Another connection writes at the moment at which MusicBrainz is asked for this entity. */
async function whenAsked(
  { libraryPath, server }: Scene,
  entity: string,
  write: (db: Db) => void,
): Promise<void> {
  const db = await openLibrary(libraryPath);
  onTestFinished(() => closeLibrary(db));
  let isWritten = false;
  server.setFault(({ path }) => {
    if (!isWritten && path.includes(entity)) {
      isWritten = true;
      db.$client.transaction(() => write(db))();
    }
    return undefined;
  });
}

/** What upstream and somebody else here do; what must be true then. */
interface Story {
  upstream(stage: Scene): void;
  asks: string;
  meanwhile(db: Db, ids: { cd: number; gb: number; lp: number; third: number; fourth: number }): void;
  told: Partial<Upstream>[];
  true: Record<string, string[]>;
}

const albumsOfReleases =
  "SELECT value || ' ' || album_id FROM releases JOIN identifiers ON item_id = releases.id" +
  " AND item_type = 'release' AND kind = 'musicbrainz_release' WHERE value IN " +
  `('${cd}', '${gb}', '${lp}') ORDER BY 1`;
const where = (albums: Record<string, number>): string[] =>
  Object.entries(albums)
    .map(([mbid, album]) => `${mbid} ${album}`)
    .sort();
const now = Date.UTC(2026, 10, 30);

const stories: Record<string, Story> = {
  "a release that is gone was removed meanwhile": {
    upstream: ({ world }) => world.deleteRelease(lp),
    asks: `/release/${lp}`,
    meanwhile: (db, ids) => void removeItem(db, "release", ids.lp, "Nevermind", now),
    told: [],
    true: { [albumsOfReleases]: where({ [cd]: 1, [gb]: 1 }) },
  },
  "a release that is gone was found to be so meanwhile": {
    upstream: ({ world }) => world.deleteRelease(lp),
    asks: `/release/${lp}`,
    meanwhile: (db, ids) => void markGone(db, "release", ids.lp, 7),
    told: [],
    true: { "SELECT gone_at FROM releases WHERE gone_at IS NOT NULL": ["7"] },
  },
  "a release that moved was removed meanwhile": {
    upstream: ({ world }) => world.moveRelease(lp, groups.u2),
    asks: `/release/${lp}`,
    meanwhile: (db, ids) => void removeItem(db, "release", ids.lp, "Nevermind", now),
    told: [],
    true: { [albumsOfReleases]: where({ [cd]: 1, [gb]: 1 }) },
  },
  "a release that moved was moved meanwhile": {
    upstream: ({ world }) => world.moveRelease(lp, groups.u2),
    asks: `/release/${lp}`,
    meanwhile: (db, ids) => moveRelease(db, ids.lp, 2, now),
    told: [],
    true: { [albumsOfReleases]: where({ [cd]: 1, [gb]: 1, [lp]: 2 }) },
  },
  "a release moved to an album that was removed meanwhile": {
    upstream: ({ world }) => world.moveRelease(lp, groups.u2),
    asks: `/release/${lp}`,
    meanwhile: (db) => void removeItem(db, "album", 2, "Desire", now),
    told: [],
    true: { [albumsOfReleases]: where({ [cd]: 1, [gb]: 1, [lp]: 1 }) },
  },
  "a release moved to an album that was told apart meanwhile": {
    upstream: ({ world }) => world.moveRelease(lp, groups.u2),
    asks: `/release/${lp}`,
    meanwhile: (db) => keepApart(db, "album", [1, 2], { why: "undone", saidAt: now }),
    told: [],
    true: { [albumsOfReleases]: where({ [cd]: 1, [gb]: 1, [lp]: 1 }) },
  },
  "a release that moved became a person's edition meanwhile": {
    upstream: ({ world }) => world.moveRelease(lp, groups.u2),
    asks: `/release/${lp}`,
    meanwhile: (db, ids) => ownRelease(db, 1, ids.lp, now),
    told: [{ event: "moved", into: 2 }],
    true: {
      "SELECT id, owned_release_by, (SELECT value FROM identifiers WHERE item_type = 'release' AND item_id = owned_release_id) FROM albums":
        ["1||", `2|person|${lp}`],
    },
  },
  "the heir of a merged release was removed meanwhile": {
    upstream: ({ world }) => world.mergeReleases(cd, gb),
    asks: `/release/${cd}`,
    meanwhile: (db, ids) => void removeItem(db, "release", ids.gb, "Nevermind", now),
    told: [],
    true: { [albumsOfReleases]: where({ [cd]: 1, [gb]: 1, [lp]: 1 }) },
  },
  "two merged releases were told apart meanwhile": {
    upstream: ({ world }) => world.mergeReleases(cd, gb),
    asks: `/release/${cd}`,
    meanwhile: (db, ids) => keepApart(db, "release", [ids.cd, ids.gb], { why: "undone", saidAt: now }),
    told: [],
    true: { "SELECT count(*) FROM releases WHERE album_id = 1": ["3"] },
  },
  "two merged releases were merged meanwhile": {
    upstream: ({ world }) => world.mergeReleases(cd, gb),
    asks: `/release/${cd}`,
    meanwhile: (db, ids) => void mergeItems(db, "release", ids.cd, ids.gb, now, "source"),
    told: [],
    true: { "SELECT count(*) FROM releases WHERE album_id = 1": ["2"] },
  },
  "two merged recordings were told apart meanwhile": {
    upstream: ({ world }) => world.mergeRecordings(fourth, third),
    asks: `/recording/${fourth}`,
    meanwhile: (db, ids) => keepApart(db, "track", [ids.third, ids.fourth], { why: "undone", saidAt: now }),
    told: [],
    true: {
      [`SELECT count(*) FROM identifiers WHERE item_type = 'track' AND value IN ('${third}', '${fourth}')`]: [
        "2",
      ],
    },
  },
  "two merged recordings were merged the other way meanwhile": {
    upstream: ({ world }) => world.mergeRecordings(fourth, third),
    asks: `/recording/${fourth}`,
    meanwhile: (db, ids) => void mergeItems(db, "track", ids.third, ids.fourth, now, "source"),
    told: [],
    true: {
      [`SELECT count(DISTINCT item_id) FROM identifiers WHERE item_type = 'track' AND value IN ('${third}', '${fourth}')`]:
        ["1"],
    },
  },
};

describe("while it was asked where an id is now", () => {
  it.each(Object.entries(stories))("%s", async (_, story) => {
    const stage = await scene();
    const ids = {
      cd: await stage.release(cd),
      gb: await stage.release(gb),
      lp: await stage.release(lp),
      third: await stage.track(third),
      fourth: await stage.track(fourth),
    };
    story.upstream(stage);
    await whenAsked(stage, story.asks, (db) => story.meanwhile(db, ids));
    const { upstream = [] } = await stage.said<{ upstream?: Upstream[] }>("releases", "1");
    expect(upstream).toMatchObject(story.told);
    expect(upstream).toHaveLength(story.told.length);
    for (const [sql, lines] of Object.entries(story.true)) expect(await stage.lines(sql)).toEqual(lines);
    expect(await stage.lines(doubledIdentifiers)).toEqual([]);
    expect(await stage.lines(strandedTracks)).toEqual([]);
  });

  it.each([
    [
      "was removed",
      (db: Db) => void removeItem(db, "album", 1, "Nevermind", now),
      3,
      /was merged or removed meanwhile/,
    ],
    [
      "was bound to another",
      (db: Db) =>
        db.$client.exec(
          `UPDATE identifiers SET value = '${strange}' WHERE item_type = 'album' AND value = '${groups.nevermind}'`,
        ),
      1,
      /album 1 became another meanwhile/,
    ],
  ])(
    "an album that %s meanwhile gets none of the releases that were on their way",
    async (_, write, exitCode, says) => {
      const stage = await scene();
      stage.world.moveRelease(lp, groups.u2);
      const releases = "SELECT id, album_id FROM releases ORDER BY id";
      const before = await stage.lines(releases);
      await whenAsked(stage, `/release/${lp}`, write);
      const result = await stage.importer(["releases", "1", "--json"]);
      expect(result.exitCode).toBe(exitCode);
      expect(result.stdout).toMatch(says);
      const isThere = (await stage.lines("SELECT id FROM albums")).includes("1");
      expect(await stage.lines(releases)).toEqual(before.filter((line) => isThere || !line.endsWith("|1")));
      expect(await stage.lines(doubledIdentifiers)).toEqual([]);
    },
  );
});
