import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { UserError } from "../../src/errors.ts";
import type { Db } from "../../src/db/open.ts";
import { asked, coverSources, coverStandIn, json } from "../helpers/covers.ts";
import { enriching, fillLibrary, never } from "../helpers/enriching.ts";
import { column, rows } from "../helpers/importing.ts";
import { temporaryFolder, temporaryLibrary } from "../helpers/library.ts";

const key = "s3cret-key";
const mbid = "00000000-0000-4000-8000-000000000001";
const load = (env: Record<string, string>) => loadConfig({ IMPORTER_HOME: temporaryFolder(), ...env });

function credit(db: Db): void {
  db.$client.exec(`
    INSERT INTO album_artists (album_id, artist_id, position, credited_as, join_phrase) VALUES (1, 1, 0, 'The Testers', '');
    INSERT INTO identifiers (item_type, item_id, kind, value)
      VALUES ('album', 1, 'musicbrainz_release_group', '${mbid}');`);
}

/** A library of one album, and three services, of which each has what it is told to. */
async function stage(has: { archive?: boolean; theaudiodb?: boolean; deezer?: boolean }) {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 2);
  credit(library.db);
  const archive = await coverStandIn(() => ({ status: 404, body: "" }));
  const cover = (name: string) => new URL(`/images/${name}.jpg`, archive.url).href;
  const theaudiodb = await coverStandIn(() =>
    json({ album: has.theaudiodb ? [{ strAlbumThumb: cover("theaudiodb") }] : null }),
  );
  const deezer = await coverStandIn(() => {
    const album = { id: 1, title: "Album 1", artist: { name: "The Testers" }, cover_xl: cover("deezer") };
    return json({ data: has.deezer ? [album] : [], total: 1 });
  });
  const env = {
    IMPORTER_COVER_SOURCES: "cover_art_archive,theaudiodb,deezer",
    ...{ IMPORTER_COVER_ART_ARCHIVE_URL: archive.url, IMPORTER_DEEZER_URL: deezer.url },
    ...{ IMPORTER_THEAUDIODB_URL: theaudiodb.url, IMPORTER_THEAUDIODB_KEY: key },
  };
  async function run(order = load(env).coverSources) {
    const { sources, announced } = coverSources(library.db, order, env);
    const config = { lyrics: false, maxRetries: 0 };
    const { job, home, updated } = enriching(library, { covers: sources, config });
    await job.run(never);
    return { home, updated, announced };
  }
  const kept = () => rows(library.db, "SELECT source, source_url FROM artworks");
  return { ...{ library, archive, theaudiodb, deezer, cover, run, kept } };
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

it("shows and stores the key nowhere", async () => {
  const { run, theaudiodb } = await stage({ theaudiodb: true });
  theaudiodb.setFault(({ index }) => (index === 0 ? { kind: "html", status: 404 } : undefined));
  const refused = await run(["theaudiodb"]);
  const { home, updated, announced } = await run(["theaudiodb"]);
  expect(announced()).toContain("/api/…/album-mb.php");
  const said = JSON.stringify([refused.updated, updated]) + refused.announced() + announced();
  expect(said).toContain("TheAudioDB answered 404");
  expect(said).not.toContain(key);
  const files = readdirSync(home).filter((name) => name.startsWith("library.db"));
  expect(files).not.toHaveLength(0);
  for (const name of files) expect(readFileSync(join(home, name)).includes(key), name).toBe(false);
});

it("asks by default only the archive, which is there for everybody", () => {
  expect(load({}).coverSources).toEqual(["cover_art_archive"]);
  expect(load({ IMPORTER_COVER_SOURCES: " deezer , deezer" }).coverSources).toEqual(["deezer"]);
});

it.each(["itunes", "deezer,", "Deezer", "toString"])(
  "refuses the sources %j, and lists those there are",
  (value) => {
    const attempt = () => load({ IMPORTER_COVER_SOURCES: value });
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(/IMPORTER_COVER_SOURCES names ".*" \(in the environment\)/);
    expect(attempt).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("theaudiodb, deezer;") }),
    );
  },
);

it.each(["s3/../cret", "s3cret?", "s3 cret", ".."])("refuses the key %j without showing it", (value) => {
  const attempt = () => load({ IMPORTER_THEAUDIODB_KEY: value });
  expect(attempt).toThrow(/^IMPORTER_THEAUDIODB_KEY \(in the environment\) is no key/);
  expect(attempt).not.toThrow(/s3|"\.\."/);
});
