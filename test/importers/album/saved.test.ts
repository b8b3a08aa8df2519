import { expect, test } from "vitest";
import { buildDemoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../../src/demo/musicbrainz/facts.ts";
import { column, importing, importWords, rows, someDay } from "../../helpers/importing.ts";
import { darkSide, pinkFloyd } from "./demo-albums.ts";

const duet: DemoAlbum = {
  id: madeUpMbid("release group", "Duet"),
  title: "Duet: Songs for Two",
  disambiguation: "the studio version",
  primaryType: "EP",
  secondaryTypes: ["Compilation", "Live"],
  firstReleased: "1987-11",
  credits: [
    { artist: { id: madeUpMbid("artist", "Anna"), name: "Anna" }, as: "Anna with ", join: "and " },
    {
      artist: { id: madeUpMbid("artist", "Berta"), name: "Berta", sortName: "B., Berta" },
      join: " & friends",
    },
    { artist: { id: madeUpMbid("artist", "Anna"), name: "Anna" }, as: "A." },
  ],
  genres: ["zydeco", "chanson", "ambient"],
  links: [
    ["discogs", "https://www.discogs.com/master/77"],
    ["allmusic", "https://www.allmusic.com/album/mw0000012345"],
    ["official homepage", "https://duet.example/a?b=c"],
    ["amazon asin", "https://www.amazon.com/gp/product/B000001234"],
    ["amazon asin", "https://www.amazon.co.uk/gp/product/B000001234"],
    ["streaming", "spotify:album:1"],
  ],
  releases: [],
};

test("an album is saved with its attributes", async () => {
  const { db, context } = await importing(buildDemoCatalogue([duet]));
  const { itemId } = await importWords(context, { mbid: duet.id });
  expect(rows(db, "SELECT * FROM albums")).toMatchObject([
    {
      id: itemId,
      title: "Duet: Songs for Two",
      title_key: "duet songs for two",
      primary_type: "EP",
      secondary_types: '["Compilation","Live"]',
      first_release_date: "1987-11",
      release_year: 1987,
      disambiguation: "the studio version",
      created_at: someDay,
      updated_at: someDay,
    },
  ]);
});

test("its artists are saved in order, as credited, and looked up once each", async () => {
  const t = await importing(buildDemoCatalogue([duet]));
  await importWords(t.context, { mbid: duet.id });
  const credit = rows(
    t.db,
    `SELECT position, name, credited_as AS creditedAs, join_phrase AS joinPhrase
     FROM album_artists JOIN artists ON artists.id = artist_id ORDER BY position`,
  );
  expect(credit).toEqual([
    { position: 0, name: "Anna", creditedAs: "Anna with ", joinPhrase: "and " },
    { position: 1, name: "Berta", creditedAs: "Berta", joinPhrase: " & friends" },
    { position: 2, name: "Anna", creditedAs: "A.", joinPhrase: "" },
  ]);
  expect(t.asked()).toHaveLength(3);
});

test("its identifiers are its MBID and what its URLs say", async () => {
  const { db, context } = await importing(buildDemoCatalogue([duet]));
  await importWords(context, { mbid: duet.id });
  expect(rows(db, "SELECT kind, value FROM identifiers WHERE item_type = 'album' ORDER BY id")).toEqual([
    { kind: "musicbrainz_release_group", value: duet.id },
    { kind: "discogs_master", value: "77" },
    { kind: "allmusic", value: "mw0000012345" },
    { kind: "asin", value: "B000001234" },
  ]);
});

test("its genres are saved in the order of their votes", async () => {
  const { db, context } = await importing(buildDemoCatalogue([duet]));
  await importWords(context, { mbid: duet.id });
  const genres = rows(
    db,
    `SELECT name, weight FROM item_categories JOIN categories ON categories.id = category_id
     WHERE item_type = 'album' AND kind = 'genre' ORDER BY weight DESC`,
  );
  expect(genres).toEqual([
    { name: "zydeco", weight: 3 },
    { name: "chanson", weight: 2 },
    { name: "ambient", weight: 1 },
  ]);
});

test("its links are saved; one product in two shops is one link, and what no browser opens is none", async () => {
  const { db, context } = await importing(buildDemoCatalogue([duet]));
  await importWords(context, { mbid: duet.id });
  const links = rows(
    db,
    "SELECT source, external_id, url FROM external_links WHERE item_type = 'album' ORDER BY id",
  );
  expect(links).toEqual([
    { source: "discogs", external_id: "77", url: "https://www.discogs.com/master/77" },
    { source: "allmusic", external_id: "mw0000012345", url: "https://www.allmusic.com/album/mw0000012345" },
    {
      source: "official homepage",
      external_id: "https://duet.example/a?b=c",
      url: "https://duet.example/a?b=c",
    },
    { source: "amazon", external_id: "B000001234", url: "https://www.amazon.com/gp/product/B000001234" },
  ]);
});

test("its artist is saved with all that the look-up says", async () => {
  const { db, context } = await importing();
  await importWords(context, { mbid: darkSide });
  expect(rows(db, "SELECT * FROM artists")).toMatchObject([
    {
      id: 1,
      name: "Pink Floyd",
      name_key: "pink floyd",
      sort_name: "Pink Floyd",
      kind: "Group",
      country: "GB",
      disambiguation: null,
      began_on: "1965",
      ended_on: null,
      created_at: someDay,
      updated_at: someDay,
    },
  ]);
  const about = "WHERE item_type = 'artist' AND item_id = 1";
  expect(column(db, `SELECT kind || ' ' || value FROM identifiers ${about} ORDER BY id`)).toEqual([
    `musicbrainz_artist ${pinkFloyd}`,
    "discogs_artist 45467",
    "wikidata Q2306",
  ]);
  expect(column(db, `SELECT source FROM external_links ${about} ORDER BY id`)).toEqual([
    "discogs",
    "wikidata",
  ]);
});

test("what the album's result says is what was done", async () => {
  const { context } = await importing();
  const result = await importWords(context, { title: "The Dark Side of the Moon", artist: "Pink Floyd" });
  expect(result).toMatchObject({
    outcome: "created",
    itemId: 1,
    saved: { created: 1, updated: 0, unchanged: 0 },
    jobs: [{ id: 1, kind: "import-album-releases", queue: "default", state: "ready", created: true }],
    candidates: [],
  });
  const [report] = result.providers;
  expect(report).toMatchObject({ name: "musicbrainz", outcome: "found", errors: [] });
  expect(report?.dataPopulated).toEqual(
    expect.arrayContaining(["title", "artists", "first_release_date", "identifiers", "genres", "links"]),
  );
  expect(report?.dataPopulated).not.toContain("disambiguation");
  expect(report?.evidence).toMatchObject({
    by: "search",
    decision: "resolved",
    ranked: [{ mbid: darkSide }],
  });
});

test("the run is kept with its evidence, for the album that it made", async () => {
  const { db, context } = await importing();
  await importWords(context, { title: "The Dark Side of the Moon", artist: "Pink Floyd" });
  const runs = rows(
    db,
    `SELECT item_id AS id, provider, outcome, data_populated AS populated, errors, evidence ->> 'decision' AS decision,
       started_at AS started FROM provider_runs WHERE importer = 'album' AND query = ''`,
  );
  expect(runs).toMatchObject([
    {
      id: 1,
      provider: "musicbrainz",
      outcome: "found",
      errors: "[]",
      decision: "resolved",
      started: someDay,
    },
  ]);
  expect(JSON.parse(String(runs[0]?.["populated"]))).toContain("genres");
});

test("the job that imports its releases is queued by the transaction that makes the album", async () => {
  const { db, context } = await importing();
  const { itemId } = await importWords(context, { mbid: darkSide });
  const jobs = rows(
    db,
    "SELECT kind, queue, state, payload, unique_key AS 'key', created_at AS at FROM jobs",
  );
  expect(jobs).toEqual([
    {
      kind: "import-album-releases",
      queue: "default",
      state: "ready",
      at: someDay,
      payload: JSON.stringify({ albumId: itemId }),
      key: `import-album-releases:${itemId}`,
    },
  ]);
});

test("an album whose job can't be queued is not made either", async () => {
  const { db, context } = await importing();
  db.$client.exec("CREATE TRIGGER full BEFORE INSERT ON jobs BEGIN SELECT RAISE(ABORT, 'no more jobs'); END");
  const result = await importWords(context, { mbid: darkSide });
  expect(result).toMatchObject({ outcome: "failed", providers: [{ errors: ["no more jobs"] }] });
  expect(column(db, "SELECT count(*) FROM albums")).toEqual([0]);
});
