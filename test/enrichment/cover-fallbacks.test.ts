import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { UserError } from "../../src/errors.ts";
import type { Db } from "../../src/db/connection.ts";
import { always } from "../helpers/faults.ts";
import { asked, coverSources, coverStandIn, json } from "../helpers/covers.ts";
import { enriching, fillLibrary, never } from "../helpers/enriching.ts";
import { column, rows } from "../helpers/importing.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";

const key = "s3cret-key";
const fanartTvKey = "s3cret-project";
const mbid = "00000000-0000-4000-8000-000000000001";
const load = (env: Record<string, string>) => loadConfig({ IMPORTER_HOME: temporaryFolder(), ...env });

function credit(db: Db): void {
  db.$client.exec(`
    INSERT INTO album_artists (album_id, artist_id, position, credited_as, join_phrase) VALUES (1, 1, 0, 'The Testers', '');
    INSERT INTO identifiers (item_type, item_id, kind, value)
      VALUES ('album', 1, 'musicbrainz_release_group', '${mbid}');`);
}

interface Has {
  fanartTv?: boolean;
  theaudiodb?: boolean;
  itunes?: boolean;
  deezer?: boolean;
}

/** A library of one album, and five services, of which each has what it is told to. */
async function stage(has: Has) {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  credit(library.db);
  const archive = await coverStandIn(({ url }) => ({
    status: 404,
    contentType: "text/html",
    body: `<p>No cover art found for release group ${url.pathname.split("/")[3]}`,
  }));
  const cover = (name: string) => new URL(`/images/${name}.jpg`, archive.url).href;
  const fanartTv = await coverStandIn(() => {
    const albumcover = has.fanartTv ? [{ url: cover("fanart-tv"), likes: "1" }] : [];
    return json({ albums: [{ release_group_id: mbid, albumcover }] });
  });
  const itunes = await coverStandIn(() => {
    const artworkUrl100 = `${cover("itunes")}/100x100bb.jpg`;
    const album = { collectionName: "Album 1", artistName: "The Testers", artworkUrl100 };
    return json({ resultCount: 1, results: has.itunes ? [album] : [] });
  });
  const theaudiodb = await coverStandIn(() =>
    json({ album: has.theaudiodb ? [{ strAlbumThumb: cover("theaudiodb") }] : null }),
  );
  const deezer = await coverStandIn(() => {
    const album = { id: 1, title: "Album 1", artist: { name: "The Testers" }, cover_xl: cover("deezer") };
    return json({ data: has.deezer ? [album] : [], total: 1 });
  });
  const env = {
    IMPORTER_COVER_SOURCES: "cover_art_archive,fanart_tv,theaudiodb,itunes,deezer",
    IMPORTER_FANART_TV_URL: fanartTv.url,
    IMPORTER_FANART_TV_KEY: fanartTvKey,
    IMPORTER_ITUNES_URL: itunes.url,
    IMPORTER_COVER_ART_ARCHIVE_URL: archive.url,
    IMPORTER_DEEZER_URL: deezer.url,
    IMPORTER_THEAUDIODB_URL: theaudiodb.url,
    IMPORTER_THEAUDIODB_KEY: key,
  };
  async function run(order = load(env).coverSources) {
    const { sources, announced } = coverSources(library.db, order, env);
    const config = { lyrics: false, maxRetries: 0 };
    const { job, home, updated } = enriching(library, { covers: sources, config });
    await job.run(never);
    return { home, updated, announced };
  }
  const kept = () => rows(library.db, "SELECT source, source_url FROM artworks");
  return { library, archive, fanartTv, theaudiodb, itunes, deezer, cover, run, kept };
}

const oneKept = (source: string, url: string) => [{ source, source_url: url }];

it("asks the next source when one has nothing, and no further than the first that has", async () => {
  const { run, kept, archive, theaudiodb, deezer, cover } = await stage({ theaudiodb: true, deezer: true });
  await run();
  expect(kept()).toEqual(oneKept("theaudiodb", cover("theaudiodb")));
  expect(asked(archive)[0]).toBe(`/api/release-group/${mbid}/front-1200`);
  expect(asked(theaudiodb)).toEqual([`/api/${key}/album-mb.php?i=${mbid}`]);
  expect(deezer.requests).toHaveLength(0);
});

it.each([
  ["fanart_tv", { fanartTv: true, theaudiodb: true, itunes: true, deezer: true }, "fanart-tv.jpg"],
  ["itunes", { itunes: true, deezer: true }, "itunes.jpg/1200x1200bb.jpg"],
])("keeps a cover of %s with where it is from", async (source, has, picture) => {
  const { run, kept, archive } = await stage(has);
  await run();
  expect(kept()).toEqual(oneKept(source, new URL(`/images/${picture}`, archive.url).href));
});

it.each([
  ["a 403", { kind: "status", status: 403 }],
  ["a page", { kind: "html" }],
  ["no list", { kind: "status", status: 200, body: '{"results":null}' }],
] as const)("does not believe that there is no cover when iTunes answers %s", async (_, fault) => {
  const { run, library, itunes } = await stage({});
  itunes.setFault(always(fault));
  const { updated } = await run();
  expect(column(library.db, "SELECT artwork_status FROM albums")).toEqual(["unknown"]);
  expect(JSON.stringify(updated)).toContain("iTunes answered");
});

it("asks in the order that is set", async () => {
  const { run, kept, theaudiodb, cover } = await stage({ theaudiodb: true, deezer: true });
  await run(load({ IMPORTER_COVER_SOURCES: "deezer, theaudiodb" }).coverSources);
  expect(kept()).toEqual(oneKept("deezer", cover("deezer")));
  expect(theaudiodb.requests).toHaveLength(0);
});

it("goes on to the next source when one fails, and then says nothing of the failure", async () => {
  const { run, kept, theaudiodb, cover } = await stage({ theaudiodb: true, deezer: true });
  theaudiodb.setFault(() => ({ kind: "status", status: 500 }));
  const { updated } = await run();
  expect(kept()).toEqual(oneKept("deezer", cover("deezer")));
  expect(updated.flatMap(({ errors }) => errors)).toEqual([]);
});

it("believes an absence only when every source has answered", async () => {
  const { run, library, theaudiodb } = await stage({});
  theaudiodb.setFault(() => ({ kind: "reset" }));
  await run();
  expect(column(library.db, "SELECT artwork_status FROM albums")).toEqual(["unknown"]);
  theaudiodb.setFault(undefined);
  await run();
  expect(column(library.db, "SELECT artwork_status FROM albums")).toEqual(["absent"]);
});

it("shows and stores the key of fanart.tv nowhere", async () => {
  const { run, fanartTv } = await stage({ fanartTv: true });
  fanartTv.setFault(({ index }) => (index === 0 ? { kind: "status", status: 401 } : undefined));
  const refused = await run(["fanart_tv"]);
  const { home, updated, announced } = await run(["fanart_tv"]);
  expect(fanartTv.requests.map(({ headers }) => headers["api-key"])).toEqual([fanartTvKey, fanartTvKey]);
  const said = JSON.stringify([refused.updated, updated]) + refused.announced() + announced();
  expect(said).toContain("fanart.tv answered 401");
  expect(said).not.toContain(fanartTvKey);
  expectNowhere(home, fanartTvKey);
});

function expectNowhere(home: string, secret: string): void {
  const files = readdirSync(home).filter((name) => name.startsWith("library.db"));
  expect(files).not.toHaveLength(0);
  for (const name of files) expect(readFileSync(join(home, name)).includes(secret), name).toBe(false);
}

it("shows and stores the key nowhere", async () => {
  const { run, theaudiodb } = await stage({ theaudiodb: true });
  theaudiodb.setFault(({ index }) => (index === 0 ? { kind: "html", status: 404 } : undefined));
  const refused = await run(["theaudiodb"]);
  const { home, updated, announced } = await run(["theaudiodb"]);
  expect(announced()).toContain("/api/…/album-mb.php");
  const said = JSON.stringify([refused.updated, updated]) + refused.announced() + announced();
  expect(said).toContain("TheAudioDB answered 404");
  expect(said).not.toContain(key);
  expectNowhere(home, key);
});

it("asks by default only the archive, which is there for everybody", () => {
  expect(load({}).coverSources).toEqual(["cover_art_archive"]);
  expect(load({ IMPORTER_COVER_SOURCES: " deezer , deezer" }).coverSources).toEqual(["deezer"]);
});

it.each(["lastfm", "deezer,", "Deezer", "toString"])(
  "refuses the sources %j, and lists those there are",
  (value) => {
    const attempt = () => load({ IMPORTER_COVER_SOURCES: value });
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(/IMPORTER_COVER_SOURCES names ".*" \(in the environment\)/);
    expect(attempt).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("theaudiodb, itunes, deezer;") }),
    );
  },
);

it("refuses fanart.tv without a key, and says where to get one", () => {
  const env = { IMPORTER_COVER_SOURCES: "cover_art_archive,fanart_tv" };
  expect(() => load(env)).toThrow(UserError);
  expect(() => load(env)).toThrow(/IMPORTER_FANART_TV_KEY is not set/);
  expect(() => load(env)).toThrow(
    expect.objectContaining({ hint: expect.stringContaining("https://fanart.tv/get-an-api-key") }),
  );
  expect(load({ ...env, IMPORTER_FANART_TV_KEY: "a1" }).fanartTv).toMatchObject({ key: "a1" });
});

it.each(["s3/../cret", "s3cret?", "s3 cret", ".."])("refuses the key %j without showing it", (value) => {
  const attempt = () => load({ IMPORTER_THEAUDIODB_KEY: value });
  expect(attempt).toThrow(/^IMPORTER_THEAUDIODB_KEY \(in the environment\) is no key/);
  expect(attempt).not.toThrow(/s3|"\.\."/);
});
