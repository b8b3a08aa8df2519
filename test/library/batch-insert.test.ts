import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { statement } from "../../src/db/statement.ts";
import type { Identifier } from "../../src/facts.ts";
import { refreshIndex } from "../../src/finding/search/refresh.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { logChanges, type Change } from "../../src/library/write/change-log.ts";
import { saveIdentifiers, saveIdentifiersOf } from "../../src/library/write/items/identifiers.ts";
import { write } from "../../src/library/write/tables.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, credits } from "./facts.ts";

const titles = statement<[], { id: number; title: string }>("SELECT id, title FROM tracks ORDER BY id");
const names = statement<[], { itemId: number; kind: string; value: string }>(
  "SELECT item_id AS itemId, kind, value FROM identifiers WHERE item_type = 'track' ORDER BY id",
);

async function withAlbum(): Promise<Db> {
  const { db } = await temporaryLibrary();
  saveAlbum(db, albumFacts("a", { credits: credits(["A"]) }), 1);
  return db;
}

const trackOf = (title: string) => ({ title, artistId: 1, albumId: 1, createdAt: 1, updatedAt: 1 });

test("however many rows are inserted at once, each has the id that is told, and the change log hears of each", async () => {
  const db = await withAlbum();
  await refreshIndex(db); // its triggers write on the way
  const told: { id: number; title: string }[] = [];
  const heard: Change[] = [];
  logChanges(db, (change) => heard.push(change));
  for (const size of [0, 1, 2, 3, 7, 12, 16, 17, 40]) {
    const rows = Array.from({ length: size }, (_, at) => trackOf(`${size}.${at}`));
    const ids = write.tracks.insertMany(db, rows);
    told.push(...ids.map((id, at) => ({ id, title: rows[at]!.title })));
    write.tracks.remove(db, { ...trackOf("gone"), id: write.tracks.insert(db, trackOf("gone")) } as never);
  }
  expect(titles(db).all()).toEqual(told);
  const created = heard.flatMap((change) => (change.kind === "created" ? change.rowid : []));
  const removed = heard.flatMap((change) => (change.kind === "removed" ? Number(change.key.id) : []));
  expect(created.filter((id) => !removed.includes(id))).toEqual(told.map(({ id }) => id));
});

test("a batch of which one row is refused leaves none behind", async () => {
  const db = await withAlbum();
  const rows = [trackOf("a"), trackOf("b"), { ...trackOf("c"), artistId: 999 }, trackOf("d")];
  expect(() => write.tracks.insertMany(db, rows)).toThrow("FOREIGN KEY");
  expect(titles(db).all()).toEqual([]);
});

/** Pseudo-random (a linear congruential generator): the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) yield (state = (state * 1664525 + 1013904223) % 2 ** 32) >>> 8;
}

const kinds = ["musicbrainz_recording", "isrc", "wikidata", "asin"] as const;

test("identifiers of many items come out as if they were saved one item after another", async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const [one, other] = [await withAlbum(), await withAlbum()];
    const next = numbers(seed);
    const pick = (most: number): number => next.next().value % most;
    for (const db of [one, other])
      write.tracks.insertMany(
        db,
        [1, 2, 3, 4].map((at) => trackOf(`${at}`)),
      );
    for (let round = 0; round < 6; round++) {
      // Every second round each item has one of a kind: those are saved together, the others one by one.
      const isTogether = round % 2 === 1;
      const ownOf = (from: number, count: number): Identifier[] =>
        Array.from({ length: count }, (_, at) => {
          return { kind: kinds[(from + at) % 4]!, value: `v${pick(5)}` };
        });
      const items = Array.from({ length: 4 }, (_, at): [number, Identifier[]] =>
        isTogether
          ? [at + 1, ownOf(pick(4), 1 + pick(4))]
          : [
              pick(9) === 0 ? 90 + at : at + 1, // one that is not there: what it has is free again
              [...ownOf(pick(4), 1 + pick(3)), ...ownOf(pick(4), 4)], // one of each kind, and more of the first
            ],
      );
      const owners = new Map(
        names(one)
          .all()
          .flatMap(({ kind, value, itemId }) => (kind === "musicbrainz_recording" ? [[value, itemId]] : [])),
      );
      const single = items.map(([id, named]) => saveIdentifiers(one, "track", id, named)).includes(true);
      const batch = saveIdentifiersOf(other, "track", items, {
        kind: "musicbrainz_recording",
        ids: owners as Map<string, number>,
      });
      expect({ seed, round, batch, rows: sorted(other) }).toEqual({
        seed,
        round,
        batch: single,
        rows: sorted(one),
      });
    }
  }
});

const sorted = (db: Db): string[] =>
  names(db)
    .all()
    .map(({ itemId, kind, value }) => `${itemId} ${kind} ${value}`)
    .sort();
