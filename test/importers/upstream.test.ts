import { expect, test } from "vitest";
import { discogsOf } from "../../src/demo/discogs/catalogue.ts";
import type { Ref } from "../../src/refs.ts";
import type { AlbumSource } from "../../src/sources/albums/source.ts";
import type { Identifier } from "../../src/facts.ts";
import { withFormerIds } from "../../src/importers/upstream/former.ts";
import { keepFrom } from "../../src/library/write/decisions/kept-apart.ts";
import { discogsAt, discogsStandIn } from "../helpers/discogs.ts";
import { column, importing, importWords, type Importing } from "../helpers/importing.ts";
import { nevermind } from "./album/demo-albums.ts";

const mbid = (at: number): string => `00000000-0000-4000-8000-00000000000${at}`;
const groupOf = (at: number): Identifier => ({ kind: "musicbrainz_release_group", value: mbid(at) });

/** Albums 1 to `count` of the library, each under an MBID of its own. */
function saveNamesakes({ db }: Importing, count: number): number[] {
  const ids = Array.from({ length: count }, (_, at) => at + 1);
  const album = db.$client.prepare(
    "INSERT INTO albums (id, title, title_key, created_at, updated_at) VALUES (?, 'Alike', 'alike', 0, 0)",
  );
  const named = db.$client.prepare(
    "INSERT INTO identifiers (item_type, item_id, kind, value) VALUES ('album', ?, 'musicbrainz_release_group', ?)",
  );
  for (const id of ids) {
    album.run(id);
    named.run(id, mbid(id));
  }
  return ids;
}

test.each([
  ["none of them was merged", [], [1, 2, 3], []],
  ["all of them were", [1, 2, 3, 4, 5, 6], [1, 2, 3], [1, 2, 3]],
  ["the one behind them was", [4], [1, 2, 3], []],
])("of six namesakes three are asked for, not three found, where %s", async (_, merged, asks, former) => {
  const t = await importing();
  const ids = saveNamesakes(t, 6);
  expect(await askedFor(t, ids, merged)).toEqual({ asked: asks.map(mbid), former: former.map(groupOf) });
});

test("a namesake that a person told apart costs no request, and takes nobody's turn", async () => {
  const t = await importing();
  const ids = saveNamesakes(t, 6);
  for (const id of [1, 2]) keepFrom(t.db, "album", id, [groupOf(9)], { why: "undone", saidAt: 0 });
  expect(await askedFor(t, ids, [5])).toEqual({ asked: [3, 4, 5].map(mbid), former: [groupOf(5)] });
});

/** The answer is the album under MBID 9; those of `merged` are that by now. */
async function askedFor({ context }: Importing, alike: number[], merged: number[]) {
  const asked: string[] = [];
  const [musicbrainz] = context.albumSources as [AlbumSource];
  const source: AlbumSource = {
    ...musicbrainz,
    whereIs(ref: Ref) {
      asked.push(ref.id);
      return Promise.resolve({
        ref: merged.some((at) => mbid(at) === ref.id) ? { ...ref, id: mbid(9) } : ref,
      });
    },
  };
  const found = { outcome: "found" as const, contributions: [{ identifiers: [groupOf(9)] }] };
  const answer = await withFormerIds(context, source, found, { itemType: "album", alike: () => alike });
  const [facts] = "contributions" in answer ? (answer.contributions as { identifiers: Identifier[] }[]) : [];
  return { asked, former: facts!.identifiers.slice(1) };
}

test("another source's none does not mark an album gone, and its own does", async () => {
  const t = await importing();
  const discogs = discogsAt(await discogsStandIn(discogsOf({ masters: [], releases: [] })));
  const context = { ...t.context, albumSources: [...t.context.albumSources, discogs] };
  await importWords(context, { mbid: nevermind });
  t.db.$client.exec(
    "INSERT INTO identifiers (item_type, item_id, kind, value) VALUES ('album', 1, 'discogs_master', '900')",
  );
  const gone = "SELECT gone_at IS NOT NULL FROM albums";
  const again = (only: string[]) => importWords(context, {}, { id: 1, force: true, only });
  expect(await again(["discogs"])).toMatchObject({ providers: [{ name: "discogs", outcome: "absent" }] });
  expect(column(t.db, gone)).toEqual([0]);
  t.catalogue.releaseGroups.delete(nevermind);
  expect(await again(["musicbrainz"])).toMatchObject({ upstream: [{ event: "gone", id: 1 }] });
  expect(column(t.db, gone)).toEqual([1]);
  await again(["discogs"]);
  expect(column(t.db, gone)).toEqual([1]);
});
