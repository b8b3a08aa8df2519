import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeAlbum } from "../../helpers/album-files.ts";
import { createStage, documentOf, type Stage } from "../../helpers/cli.ts";

async function withLibrary(): Promise<Stage> {
  const stage = await createStage();
  await stage.importer(["album", "-p", "musicbrainz", "Bob Dylan - Desire"]);
  await stage.importer(["album", "-p", "musicbrainz", "サマーれげぇ!レインボー"]);
  await stage.importer(["worker", "--drain"]);
  return stage;
}

describe("importer list", () => {
  it("lists what is in the library, as a table and as JSON", async () => {
    const stage = await withLibrary();
    const albums = await stage.importer(["list", "albums"]);
    expect(albums).toMatchObject({ exitCode: 0, stderr: "" });
    expect(albums.stdout).toMatch(/^id +artist +title +year +type +releases\n 1 +Bob Dylan +Desire +1976/);
    expect(documentOf(await stage.importer(["list", "albums", "--json"]))).toMatchObject([
      {
        id: 1,
        mbid: expect.stringContaining("-"),
        title: "Desire",
        releaseYear: 1976,
        artists: [{ name: "Bob Dylan", creditedAs: "Bob Dylan", joinPhrase: "" }],
        releases: 4,
      },
      { id: 2, title: "サマーれげぇ!レインボー" },
    ]);
    for (const [what, word] of [
      ["artists", "Bob Dylan"],
      ["releases", "074643389327"],
      ["tracks", "Hurricane"],
    ]) {
      expect((await stage.importer(["list", what!])).stdout).toContain(word);
      const rows = documentOf<{ id: number }[]>(await stage.importer(["list", what!, "--json"]));
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0]).toHaveProperty("id");
    }
  });

  it("lists at most so many", async () => {
    const stage = await withLibrary();
    const some = await stage.importer(["list", "tracks", "--limit", "3", "--json"]);
    expect(documentOf<object[]>(some)).toHaveLength(3);
    expect((await stage.importer(["list", "albums", "--limit", "1"])).stdout.split("\n")).toHaveLength(3);
  });

  it("says what to type when there is nothing yet", async () => {
    const stage = await createStage();
    const empty = await stage.importer(["list", "albums"]);
    expect(empty).toMatchObject({ exitCode: 0, stdout: "no albums yet\n" });
    expect(empty.stderr).toContain('importer album "The Dark Side of the Moon"');
    expect(documentOf(await stage.importer(["list", "albums", "--json"]))).toEqual([]);
  });
});

describe("importer show", () => {
  it("shows an album with its releases, its tracks, and where it came from", async () => {
    const stage = await withLibrary();
    const { exitCode, stdout, stderr } = await stage.importer(["show", "album", "1"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Desire — Bob Dylan\n {2}type +Album\n {2}released +1976-01-05\n/);
    expect(stdout).toContain("4 releases");
    expect(stdout).toMatch(/^A1 +Hurricane +8:33 +\d+$/m);
    expect(stdout).toMatch(/release importer +musicbrainz found \d{4}-\d\d-\d\d \d\d:\d\d$/m);
    const album = documentOf(await stage.importer(["show", "album", "1", "--json"]));
    expect(album).toMatchObject({
      id: 1,
      title: "Desire",
      releaseYear: 1976,
      genres: expect.anything() as [],
    });
    expect(album["releases"]).toHaveLength(4);
    expect(album["runs"]).toMatchObject([{ importer: "release" }, { importer: "album" }]);
  });

  it("shows an album that has no releases yet, and how to get them", async () => {
    const stage = await createStage();
    await stage.importer(["album", "-p", "musicbrainz", "Surrender"]);
    const { stdout } = await stage.importer(["show", "album", "1"]);
    expect(stdout).toContain("no releases yet; to import them now: importer releases 1");
  });

  it("shows one that only files tell of, and how to identify it", async () => {
    const stage = await createStage();
    writeAlbum(join(stage.home, "..", "music"), { ALBUM: "My Rip", ARTIST: "Somebody" }, [["One", 180_000]]);
    await stage.importer(["scan", join(stage.home, "..", "music")]);
    const { stdout } = await stage.importer(["show", "album", "1"]);
    expect(stdout).toContain("no releases yet; to identify it: importer album --id 1");
  });

  it("shows an artist, a release and a track", async () => {
    const stage = await withLibrary();
    const artist = await stage.importer(["show", "artist", "1"]);
    expect(artist.stdout).toMatch(/^Bob Dylan\n {2}sorted +Dylan, Bob\n/);
    const release = await stage.importer(["show", "release", "1"]);
    expect(release.stdout).toMatch(/^Desire — Bob Dylan \[album 1\]\n/);
    const track = await stage.importer(["show", "track", "1"]);
    expect(track.stdout).toMatch(/^Hurricane — Bob Dylan\n {2}album +Desire\n {2}length +8:33\n/);
    for (const what of ["artist", "release", "track"]) {
      const document = documentOf(await stage.importer(["show", what, "1", "--json"]));
      expect(document["id"]).toBe(1);
    }
  });

  it.each(["album", "artist", "release", "track"])("knows no %s of that id: exit 3", async (what) => {
    const stage = await createStage();
    const result = await stage.importer(["show", what, "99"]);
    expect(result).toMatchObject({ exitCode: 3, stdout: "" });
    expect(result.stderr).toBe(`importer: there is no ${what} 99 in the library\n  importer list ${what}s\n`);
    expect((await stage.importer(["list", `${what}s`])).exitCode).toBe(0); // what it says to type
    const json = await stage.importer(["show", what, "99", "--json"]);
    expect(json.exitCode).toBe(3);
    expect(documentOf(json)).toHaveProperty("error.hint", `importer list ${what}s`);
  });
});
