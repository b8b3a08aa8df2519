import { describe, expect, test } from "vitest";
import { buildDemoCatalogue, demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { providerAbsenceTtlMs } from "../../src/importers/flow/run-provider.ts";
import { importAlbum } from "../../src/importers/album/import.ts";
import { importArtist } from "../../src/importers/artist/import.ts";
import { column, connect, dayMs, importing, importWords, someDay } from "../helpers/importing.ts";
import { musicbrainzStandIn } from "../helpers/musicbrainz.ts";
import { nirvana, nobody } from "./album/demo-albums.ts";

const words = { title: "The Album That Nobody Made", artist: "Nobody" };

test("what they do not have is believed for seven days", () => {
  expect(providerAbsenceTtlMs).toBe(7 * dayMs);
});

describe("an album that they do not have", () => {
  test("is not asked for again within seven days, and the answer says when it was", async () => {
    const t = await importing();
    await importWords(t.context, words);
    expect(t.asked()).toHaveLength(2);
    t.clock.now = someDay + providerAbsenceTtlMs - 1;
    const again = await importWords(t.context, words);
    expect(again).toMatchObject({ outcome: "not_found", providers: [{ outcome: "absent" }] });
    expect(again.providers[0]?.errors[0]).toMatch(
      /^MusicBrainz has no album .*asked on 2024-05-01; --force-providers asks again/,
    );
    expect(t.asked()).toEqual([]);
  });

  test("is asked for again after that, and then not for another seven days", async () => {
    const t = await importing();
    await importWords(t.context, words);
    t.clock.now = someDay + providerAbsenceTtlMs;
    t.asked();
    await importWords(t.context, words);
    expect(t.asked()).toHaveLength(2);
    t.clock.now += providerAbsenceTtlMs - 1;
    await importWords(t.context, words);
    expect(t.asked()).toEqual([]);
    expect(column(t.db, "SELECT count(*) FROM provider_runs")).toEqual([1]);
  });

  test("is asked for anew at another address, and no more at that", async () => {
    const t = await importing();
    await importWords(t.context, words);
    const mirror = await musicbrainzStandIn(demoCatalogue());
    const elsewhere = connect(t.db, mirror, { now: t.context.now });
    await importWords(elsewhere, words);
    expect(mirror.requests).toHaveLength(2);
    await importWords(elsewhere, words);
    expect(mirror.requests).toHaveLength(2);
  });

  test("is asked for again by force", async () => {
    const t = await importing();
    await importWords(t.context, words);
    t.asked();
    await importWords(t.context, words, { force: true });
    expect(t.asked()).toHaveLength(2);
  });

  test.each([
    ["the same words in other letters", { title: "THE album that nobody  made", artist: "NOBODY" }, 0],
    ["the same words written in another way", { title: "album that nobody made!", artist: "NOBODY" }, 2],
    ["another artist", { ...words, artist: "Somebody" }, 2],
    ["another year", { ...words, year: 1999 }, 2],
    ["no artist", { title: words.title }, 2],
    ["an MBID", { mbid: nobody }, 2],
  ])("is one query, and %s …", async (_, other, requests) => {
    const t = await importing();
    await importWords(t.context, words);
    t.asked();
    await importWords(t.context, other);
    expect(t.asked()).toHaveLength(requests);
  });

  test("is found by force once they have it, and known by the same words from then on", async () => {
    const t = await importing(buildDemoCatalogue([]));
    const typed = "Nirvana - Nevermind (Remastered)";
    expect(await importWords(t.context, typed)).toMatchObject({ outcome: "not_found" });
    Object.assign(t.catalogue, demoCatalogue());
    t.asked();
    expect(await importWords(t.context, typed)).toMatchObject({ outcome: "not_found" });
    expect(t.asked()).toEqual([]);
    expect(await importWords(t.context, typed, { force: true })).toMatchObject({ outcome: "created" });
    t.asked();
    expect(await importWords(t.context, typed)).toMatchObject({ outcome: "existing", itemId: 1 });
    expect(t.asked()).toEqual([]);
  });
});

test("an ambiguous answer is never remembered", async () => {
  const t = await importing();
  await importWords(t.context, "Desire");
  await importWords(t.context, "Desire");
  expect(t.asked()).toEqual(["search release-group", "search release-group"]);
});

describe("an artist that they do not have", () => {
  const name = { kind: "name", name: "The Nobodies of Nowhere" } as const;

  test("is not asked for again within seven days, but then", async () => {
    const t = await importing();
    const once = { query: name, force: false, only: [] };
    expect(await importArtist(t.context, once)).toMatchObject({ outcome: "not_found" });
    expect(t.asked()).toEqual(["search artist"]);
    expect(await importArtist(t.context, once)).toMatchObject({ outcome: "not_found" });
    expect(t.asked()).toEqual([]);
    t.clock.now += providerAbsenceTtlMs;
    await importArtist(t.context, once);
    expect(t.asked()).toEqual(["search artist"]);
  });

  test("though an album credits it costs one request in seven days, not one with every album", async () => {
    const t = await importing();
    t.catalogue.artists.delete(nirvana);
    const result = await importWords(t.context, { title: "Nevermind" });
    expect(result).toMatchObject({ outcome: "created" });
    expect(result.providers[0]?.errors).toEqual([
      `the artist Nirvana is known by name only: MusicBrainz has no artist ${nirvana}`,
    ]);
    t.asked();
    await importWords(t.context, { title: "Nevermind" }, { force: true });
    expect(t.asked().filter((each) => each.startsWith("artist"))).toEqual([`artist ${nirvana}`]);
    const forced = await importWords(t.context, { title: "Nevermind" }, { force: true });
    expect(t.asked().filter((each) => each.startsWith("artist"))).toEqual([]);
    expect(forced.providers[0]?.errors[0]).toMatch(/known by name only: .*asked on 2024-05-01/);
    t.clock.now += providerAbsenceTtlMs;
    await importWords(t.context, { title: "Nevermind" }, { force: true });
    expect(t.asked().filter((each) => each.startsWith("artist"))).toEqual([`artist ${nirvana}`]);
  });
});

test.each([
  ["barcode", "5099902895529"],
  ["asin", "B000003TA4"],
])("an album that gets a %s while it is asked about is asked about again, by that", async (kind, value) => {
  const t = await importing(buildDemoCatalogue([]));
  t.db.$client.exec(
    "INSERT INTO albums (title, title_key, created_at, updated_at) VALUES ('Nevermore', 'nevermore', 1, 1)",
  );
  const insert = t.db.$client.prepare(
    "INSERT INTO identifiers (item_type, item_id, kind, value) VALUES ('album', 1, ?, ?)",
  );
  let requests = 0;
  t.server.setFault(() => {
    if (requests++ === 0) insert.run(kind, value); // as another process does
    return undefined;
  });
  const ask = () => importAlbum(t.context, { query: undefined, id: 1, force: false, only: ["musicbrainz"] });
  expect(await ask()).toMatchObject({ providers: [{ outcome: "absent" }] });
  t.asked();
  await ask();
  expect(t.asked()).not.toEqual([]);
  await ask();
  expect(t.asked()).toEqual([]);
});
