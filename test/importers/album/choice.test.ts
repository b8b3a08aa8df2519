import { expect, test } from "vitest";
import { desireByPharoaheMonch, desireByU2 } from "../../../src/demo/musicbrainz/albums/desire.ts";
import { importChosenAlbum } from "../../../src/importers/album/import.ts";
import { albumQueryOf, type AlbumWords } from "../../../src/importers/album/query.ts";
import type { ImportContext } from "../../../src/importers/context.ts";
import { always } from "../../helpers/faults.ts";
import { column, dryRunOf, importing, importWords, rows } from "../../helpers/importing.ts";
import { desireOfDylan, nobody } from "./demo-albums.ts";

const desire: AlbumWords = { title: "Desire" };
const desireByDylan: AlbumWords = { title: "Desire", artist: "Bob Dylan" };
const ofU2 = desireByU2.id;
const ofMonch = desireByPharoaheMonch.id;

function choose(context: ImportContext, words: AlbumWords, mbid: string) {
  return importChosenAlbum(context, {
    ref: { source: "musicbrainz", entity: "release-group", id: mbid },
    query: albumQueryOf(words)!,
    force: false,
    only: ["musicbrainz"],
  });
}

test("what a person picks is imported, and the same words mean it from then on", async () => {
  const t = await importing();
  expect(await importWords(t.context, desire)).toMatchObject({ outcome: "ambiguous" });
  const chosen = await choose(t.context, desire, ofU2);
  expect(chosen).toMatchObject({ outcome: "created", itemId: 1, jobs: [{ state: "ready" }] });
  expect(rows(t.db, "SELECT * FROM choices")).toEqual([
    {
      item_type: "album",
      query: 'words:["desire","",""]',
      chosen_at: t.clock.now,
      kind: "musicbrainz_release_group",
      value: ofU2,
    },
  ]);
  t.asked();
  expect(await importWords(t.context, "DESIRE")).toMatchObject({ outcome: "existing", itemId: 1 });
  expect(t.asked()).toEqual([]);
});

test("a choice beats what the library would answer, even where the library has several", async () => {
  const t = await importing();
  await importWords(t.context, { mbid: desireOfDylan });
  await choose(t.context, desire, ofMonch);
  expect(await importWords(t.context, desire)).toMatchObject({ outcome: "existing", itemId: 2 });
  await choose(t.context, desireByDylan, ofMonch);
  expect(await importWords(t.context, desireByDylan)).toMatchObject({ outcome: "existing", itemId: 2 });
  expect(await importWords(t.context, { title: "Desire", artist: "bob dylan", year: 1976 })).toMatchObject({
    itemId: 1,
  });
});

test("a choice beats the resolver when the album has gone from the library", async () => {
  const t = await importing();
  await choose(t.context, desireByDylan, ofMonch);
  t.db.$client.exec("DELETE FROM albums; DELETE FROM identifiers; DELETE FROM provider_runs");
  t.asked();
  const result = await importWords(t.context, desireByDylan);
  expect(result).toMatchObject({
    outcome: "created",
    providers: [{ evidence: { by: "an earlier choice" } }],
  });
  expect(t.asked()[0]).toBe(`release-group ${ofMonch}`);
  expect(column(t.db, "SELECT value FROM identifiers WHERE kind = 'musicbrainz_release_group'")).toEqual([
    ofMonch,
  ]);
});

test("another pick for the same words takes the place of the first", async () => {
  const t = await importing();
  await choose(t.context, desire, ofU2);
  await choose(t.context, desire, desireOfDylan);
  expect(column(t.db, "SELECT value FROM choices")).toEqual([desireOfDylan]);
  expect(await importWords(t.context, desire)).toMatchObject({ outcome: "existing", itemId: 2 });
});

test("picking an album that is known asks nobody, and is remembered", async () => {
  const t = await importing();
  await importWords(t.context, { mbid: desireOfDylan });
  t.asked();
  expect(await choose(t.context, desire, desireOfDylan)).toMatchObject({ outcome: "existing", itemId: 1 });
  expect(t.asked()).toEqual([]);
  expect(column(t.db, "SELECT value FROM choices")).toEqual([desireOfDylan]);
});

test("a pick that could not be imported is not remembered", async () => {
  const t = await importing();
  expect(await choose(t.context, desire, nobody)).toMatchObject({ outcome: "not_found" });
  t.server.setFault(always({ kind: "status", status: 500, body: "" }));
  expect(await choose(t.context, desire, ofU2)).toMatchObject({ outcome: "unavailable" });
  expect(column(t.db, "SELECT count(*) FROM choices")).toEqual([0]);
});

test("a dry run remembers no pick", async () => {
  const t = await importing();
  const context = await dryRunOf(t, t.path);
  expect(await choose(context, desire, ofU2)).toMatchObject({ preview: [{ title: "Desire" }] });
  expect(column(t.db, "SELECT count(*) FROM choices")).toEqual([0]);
});
