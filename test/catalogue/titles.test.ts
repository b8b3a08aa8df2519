import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { catalogueTables } from "../../src/catalogue/format.ts";
import { createTitles } from "../../src/catalogue/search/titles.ts";
import { seeded } from "../helpers/random.ts";

/** Albums: which keys their titles have, and by whom they are. Artist 1 has thousands, and key 1 is on thousands. */
function filled() {
  const random = seeded(11);
  const db = new Database(":memory:");
  db.exec(catalogueTables);
  const key = db.prepare("INSERT OR IGNORE INTO title_keys VALUES (?, ?, ?)");
  const owner = db.prepare("INSERT OR IGNORE INTO artist_groups VALUES (?, ?)");
  const albums = Array.from({ length: 9000 }, (_, id) => ({
    id,
    keys: [id % 4 === 0 ? 1 : 2 + Math.floor(random() ** 3 * 400), 500 + Math.floor(random() * 5000)],
    artists: [id % 3 === 0 ? 1 : 2 + Math.floor(random() ** 2 * 600), ...(random() < 0.1 ? [900] : [])],
  }));
  db.transaction(() => {
    for (const { id, keys, artists } of albums) {
      for (const each of keys) for (const artist of artists) key.run(each, artist, id);
      for (const each of artists) owner.run(each, id);
    }
  })();
  db.exec("CREATE INDEX group_artists ON artist_groups (grp)");
  return { albums, titles: createTitles(db), random };
}

it("of whole titles and artists, whichever are many, all albums are found that have one of each", () => {
  const { albums, titles, random } = filled();
  const some = (most: number, common: number, from: number): number[] => [
    ...(random() < 0.3 ? [common] : []),
    ...Array.from({ length: Math.floor(random() * most) }, () => from + Math.floor(random() ** 2 * 400)),
  ];
  let found = 0;
  for (let round = 0; round < 400; round++) {
    const [keys, artists] = [some(4, 1, 2), some(round % 5 === 0 ? 300 : 4, 1, 2)];
    const expected = albums.filter(
      (album) =>
        album.keys.some((each) => keys.includes(each)) &&
        album.artists.some((each) => artists.includes(each)),
    );
    const ids = titles.by(keys, artists);
    expect(ids.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id));
    found += ids.length;
  }
  expect(found).toBeGreaterThan(10_000);
});

it("a title that is cut says so, though most of its albums are by two", () => {
  const { titles, albums } = filled();
  const of = albums.filter(({ keys }) => keys.includes(1)).length;
  expect(of).toBeGreaterThan(2_000);
  expect([titles.of([1], 2_000).length, titles.of([1], 9_000).length]).toEqual([2_000, of]);
});
