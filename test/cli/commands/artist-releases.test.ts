import { describe, expect, it } from "vitest";
import { createStage, documentOf } from "../../helpers/cli.ts";
import { edit } from "../../helpers/importing.ts";

const bobDylan = "72c536dc-7137-4477-a521-567eeb840fa8";
const desire = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";

describe("importer artist", () => {
  it.each([
    ["a name", ["Bob Dylan"]],
    ["an alias in another script", ["Боб Дилан"]],
    ["an MBID", [bobDylan]],
    ["--mbid", ["--mbid", bobDylan]],
    ["an address", [`https://musicbrainz.org/artist/${bobDylan}`]],
    ["one provider only", ["Bob Dylan", "--provider", "musicbrainz"]],
  ])("takes %s", async (_, argv) => {
    const stage = await createStage();
    const result = await stage.importer(["artist", ...argv]);
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toMatch(/^created: Bob Dylan \(Person, US, 1941-05-24\) {2}\[artist 1\]\n/);
    expect(await stage.rows("SELECT name, country FROM artists")).toEqual([
      { name: "Bob Dylan", country: "US" },
    ]);
  });

  it("asks nothing about one who is known, unless it is forced to", async () => {
    const stage = await createStage();
    await stage.importer(["artist", "Bob Dylan"]);
    const asked = stage.server.requests.length;
    expect((await stage.importer(["artist", "bob dylan"])).stdout).toMatch(/^existing: Bob Dylan/);
    expect((await stage.importer(["artist", "--id", "1"])).stdout).toMatch(/^existing: Bob Dylan/);
    expect(stage.server.requests).toHaveLength(asked);
    edit(stage.catalogue.artists, bobDylan, { country: "GB" });
    const forced = await stage.importer(["artist", "--id", "1", "--force-providers"]);
    expect(forced.stdout).toMatch(/^updated: Bob Dylan \(Person, GB/);
    expect(await stage.rows("SELECT country FROM artists")).toEqual([{ country: "GB" }]);
  });

  it("says what there is not", async () => {
    const stage = await createStage();
    const result = await stage.importer(["artist", "Nobody At All"]);
    expect(result.exitCode).toBe(3);
    expect(result.stdout).toMatch(/^not found: Nobody At All\n.*MusicBrainz has no artist "Nobody At All"/);
    expect((await stage.importer(["artist", "--id", "5"])).exitCode).toBe(3);
  });

  it("lists several of one name, each with the command that picks it", async () => {
    const stage = await createStage();
    edit(stage.catalogue.artists, bobDylan, { name: "U2", "sort-name": "U2", aliases: [] });
    const result = await stage.importer(["artist", "U2"]);
    expect(result.exitCode).toBe(4);
    const commands = [...result.stdout.matchAll(/^ +\d {2}importer (artist --mbid \S+)$/gm)];
    expect(commands).toHaveLength(2);
    for (const [, command] of commands) {
      expect((await stage.importer(command!.split(" "))).exitCode).toBe(0);
    }
    expect(await stage.rows("SELECT name FROM artists")).toEqual([{ name: "U2" }, { name: "U2" }]);
    const known = await stage.importer(["artist", "U2"]);
    expect(known.exitCode).toBe(4);
    expect(known.stdout).toContain("importer artist --id 2");
  });

  it("has one document with --json", async () => {
    const stage = await createStage();
    const result = await stage.importer(["artist", "Bob Dylan", "--json"]);
    expect(documentOf(result)).toMatchObject({
      outcome: "created",
      artist: { id: 1, name: "Bob Dylan", sortName: "Dylan, Bob", country: "US" },
      providers: [{ name: "musicbrainz", outcome: "found" }],
      candidates: [],
    });
    const nobody = await stage.importer(["artist", "Nobody At All", "--json"]);
    expect(documentOf(nobody)).toMatchObject({ outcome: "not_found", artist: null });
  });
});

describe("importer releases", () => {
  it("does now what the job would: by id, title or MBID, adding only what is new", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Bob Dylan - Desire"]);
    const first = await stage.importer(["releases", "1"]);
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(first.stdout).toMatch(/^Desire: 4 releases, 4 new, 0 changed\n/);
    expect(first.stdout).toContain("importer show album 1");
    for (const album of ["desire", desire, `https://musicbrainz.org/release-group/${desire}`]) {
      const again = await stage.importer(["releases", album]);
      expect(again.exitCode).toBe(0);
      expect(again.stdout).toMatch(/^Desire: 4 releases, 0 new, 0 changed\n/);
    }
    expect(await stage.rows("SELECT id FROM releases")).toHaveLength(4);
    expect(await stage.rows("SELECT title FROM tracks WHERE title = 'Isis'")).toHaveLength(1);
  });

  it("says which albums of the library a title may mean", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Bob Dylan - Desire"]);
    await stage.importer(["album", "U2 - Desire"]);
    const result = await stage.importer(["releases", "Desire"]);
    expect(result).toMatchObject({ exitCode: 4, stdout: "" });
    expect(result.stderr).toContain('several albums of the library are called "Desire": 1, 2');
    expect(result.stderr).toContain("importer releases 1");
  });

  it("tells how to get an album that the library lacks", async () => {
    const stage = await createStage();
    const result = await stage.importer(["releases", "Desire"]);
    expect(result).toMatchObject({ exitCode: 3, stdout: "" });
    expect(result.stderr).toContain("importer album Desire\n");
    expect((await stage.importer(["releases", "12"])).stderr).toContain("importer list albums");
  });

  it("has one document with --json", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Bob Dylan - Desire"]);
    expect(documentOf(await stage.importer(["releases", "1", "--json"]))).toMatchObject({
      outcome: "updated",
      albumId: 1,
      releases: { created: 4, updated: 0, unchanged: 0 },
      providers: [{ name: "musicbrainz", outcome: "found" }],
    });
    const missing = await stage.importer(["releases", "12", "--json"]);
    expect(missing.exitCode).toBe(3);
    expect(documentOf(missing)).toEqual({
      error: {
        message: "there is no album 12 in the library",
        hint: "importer list albums",
        code: "not_found",
        exitCode: 3,
      },
    });
  });
});
