import { describe, expect, it } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { ItemType } from "../../src/db/item-types.ts";
import { foldTwo } from "../../src/importers/upstream/fold.ts";
import { listBetween } from "../../src/library/decisions/kept-apart.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { saveChoice } from "../../src/library/write/decisions/choices.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { albumFacts, credits, mediumFacts, releaseFacts, trackFacts } from "../library/facts.ts";
import { temporaryLibrary } from "../helpers/library.ts";

/** Survivorship, over every kind of word that a person can have said. Items 1 and 2 of each type are one at their source. */

async function twoOfEach(): Promise<Db> {
  const { db } = await temporaryLibrary();
  db.$client.transaction(() => {
    for (const name of ["one", "other"]) {
      const { id } = saveAlbum(db, albumFacts(`group ${name}`, { credits: credits([name]) }), 1);
      const media = [mediumFacts(1, [trackFacts(1, `recording ${name}`, { credits: credits([name]) })])];
      saveRelease(db, id, releaseFacts(`release ${name}`, { media, credits: credits([name]) }), 1);
    }
  })();
  return db;
}

/** What a person may have said of item `id`, or have of it. */
const words: Record<ItemType, Record<string, (db: Db, id: number) => void>> = {
  album: {
    "a file of one of its tracks": (db, id) => ownFile(db, id),
    "a choice of words": (db, id) => choose(db, "album", "musicbrainz_release_group", id),
    "lyrics of their own": (db, id) =>
      run(db, "UPDATE tracks SET lyrics_override = 'given' WHERE id = ?", id),
    "a cover taken away": (db, id) =>
      run(db, "UPDATE albums SET artwork_override = 'removed' WHERE id = ?", id),
    "the edition that is theirs": (db, id) => ownEdition(db, id),
  },
  release: { "the edition that is theirs": (db, id) => ownEdition(db, id) },
  track: {
    "a file": (db, id) => ownFile(db, id),
    "lyrics of their own": (db, id) =>
      run(db, "UPDATE tracks SET lyrics_override = 'given' WHERE id = ?", id),
  },
  artist: { "a choice of words": (db, id) => choose(db, "artist", "musicbrainz_artist", id) },
};

const run = (db: Db, sql: string, ...values: unknown[]): void => void db.$client.prepare(sql).run(...values);

const ownFile = (db: Db, id: number): void =>
  run(
    db,
    "INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at) VALUES (?, 1, 1, 'read', ?, 1)",
    `/${id}.flac`,
    id,
  );
const ownEdition = (db: Db, id: number): void =>
  run(db, "UPDATE albums SET owned_release_id = id, owned_release_by = 'person' WHERE id = ?", id);

function choose(
  db: Db,
  itemType: ItemType,
  kind: "musicbrainz_release_group" | "musicbrainz_artist",
  id: number,
): void {
  const [value] = db.$client
    .prepare("SELECT value FROM identifiers WHERE item_type = ? AND item_id = ? AND kind = ?")
    .pluck()
    .all(itemType, id, kind) as string[];
  saveChoice(db, itemType, `words of ${id}`, { kind, value: value! }, 1);
}

const fold = (db: Db, itemType: ItemType) =>
  db.$client.transaction(() =>
    foldTwo({ db, now: () => 2 }, itemType, 1, 2, itemType === "release" ? { vanishes: 1 } : {}),
  )();

const kinds = Object.entries(words).flatMap(([itemType, said]) =>
  Object.entries(said).map(([word, say]) => [itemType as ItemType, word, say] as const),
);

describe("of two that are one there", () => {
  it.each(["album", "artist", "release", "track"] as const)(
    "the older %s remains where nobody said anything",
    async (type) => {
      const db = await twoOfEach();
      expect(fold(db, type)).toMatchObject({ event: "merged", id: 2, into: 1 });
    },
  );

  it.each(kinds)("%s: the one with %s remains, though it is younger", async (type, _, say) => {
    const db = await twoOfEach();
    say(db, 2);
    expect(fold(db, type)).toMatchObject({ event: "merged", id: 1, into: 2 });
  });

  it.each(kinds)("%s: both with %s are asked about once, and stay two", async (type, _, say) => {
    const db = await twoOfEach();
    for (const id of [1, 2]) say(db, id);
    const music = (): unknown =>
      ["release_tracks", "releases", "tracks", "albums"].map((table) => rowsOf(db, table));
    const before = music();
    expect(fold(db, type)).toMatchObject({
      event: "asked",
      id: 2,
      into: 1,
      command: `importer merge ${type} 2 --into 1`,
    });
    expect(music()).toEqual(before);
    expect(listBetween(db, type, 1, 2).map(({ why }) => why)).toContain("asked");
    expect(fold(db, type)).toBeUndefined();
  });
});

const rowsOf = (db: Db, table: string): unknown[] => db.$client.prepare(`SELECT * FROM ${table}`).all();

describe("a job at work on the album that would go", () => {
  const atWork = (db: Db, kind: string, albumId: number, state: string): void =>
    run(
      db,
      "INSERT INTO jobs (kind, queue, payload, state, run_at, created_at) VALUES (?, 'default', json_object('albumId', ?), ?, 1, 1)",
      kind,
      albumId,
      state,
    );

  it.each([
    ["waits for the shop's", "amazon-product-enrichment", 2, "running", "waits"],
    [
      "does not wait for the import of its releases, which finds it again",
      "import-album-releases",
      2,
      "running",
      "merged",
    ],
    ["does not wait for one that has not begun", "amazon-product-enrichment", 2, "ready", "merged"],
    ["does not wait for one of the album that remains", "amazon-product-enrichment", 1, "running", "merged"],
  ])("%s", async (_, kind, albumId, state, event) => {
    const db = await twoOfEach();
    atWork(db, kind, albumId, state);
    expect(fold(db, "album")).toMatchObject({ event, id: 2, into: 1 });
    expect(rowsOf(db, "albums")).toHaveLength(event === "waits" ? 2 : 1);
  });
});
