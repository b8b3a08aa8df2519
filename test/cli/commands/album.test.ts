import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createStage, documentOf, expectPlain, type Stage } from "../../helpers/cli.ts";
import { always } from "../../helpers/faults.ts";
import { edit } from "../../helpers/importing.ts";

const moon = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
const moonByArtist = ["album", "The Dark Side of the Moon", "--artist", "Pink Floyd"];
const surrender = "22ca85ec-ee39-3895-aef9-dee5d5c2f4d6";
const surrenderCd = "91d36d01-a898-426d-bc28-35ee5b7a7b6b";

const titles = async (stage: Stage): Promise<unknown[]> =>
  (await stage.rows("SELECT title FROM albums ORDER BY id")).map((row) => row["title"]);

describe("importer album", () => {
  it("imports an album with its artist, and queues its releases", async () => {
    const stage = await createStage();
    const result = await stage.importer(moonByArtist);
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toMatch(/^created: The Dark Side of the Moon — Pink Floyd \(Album, 1973-03-24\)/);
    expect(result.stdout).toContain("amazon       queued: a job asks it\n");
    expect(result.stdout).toContain("job 1 imports its releases\n");
    expect(result.stdout).toContain("job 2 looks for it at Amazon\n");
    expect(result.stdout).toContain("to do it now: importer worker --drain\n");
    expect(await stage.rows("SELECT title, release_year FROM albums")).toEqual([
      { title: "The Dark Side of the Moon", release_year: 1973 },
    ]);
    expect(await stage.rows("SELECT name FROM artists")).toEqual([{ name: "Pink Floyd" }]);
    expect(await stage.rows("SELECT kind, payload, state FROM jobs")).toEqual([
      { kind: "import-album-releases", payload: '{"albumId":1}', state: "ready" },
      { kind: "amazon-product-enrichment", payload: '{"albumId":1}', state: "ready" },
    ]);
    expect(stage.server.requests).toHaveLength(3); // search, look-up, and the artist, who is new
  });

  it("asks nothing about an album that is known by its MBID or by words that were decided", async () => {
    const stage = await createStage();
    await stage.importer(moonByArtist);
    const asked = stage.server.requests.length;
    const decided = ["the dark  side of the moon", "-a", "PINK FLOYD"];
    for (const words of [decided, [moon], [`https://musicbrainz.org/release-group/${moon}`]]) {
      const result = await stage.importer(["album", ...words]);
      expect(result.exitCode).toBe(0);
      expect(result.stdout).toMatch(/^existing: The Dark Side of the Moon/);
      expect(result.stdout).toContain("--force-providers asks again");
    }
    expect(stage.server.requests).toHaveLength(asked);
  });

  it("asks once about other words for it, and then knows them", async () => {
    const stage = await createStage();
    await stage.importer(moonByArtist);
    for (const words of ["The Dark Side of the Moon", "Pink Floyd - The Dark Side of the Moon"]) {
      const first = await stage.importer(["album", words, "--json"]);
      expect(documentOf(first)).toMatchObject({
        outcome: "existing",
        asked: true,
        album: { id: 1 },
        jobs: [],
      });
      const asked = stage.server.requests.length;
      const again = documentOf(await stage.importer(["album", words, "--json"]));
      expect(again).toMatchObject({ outcome: "existing", providers: [] });
      expect(again).not.toHaveProperty("asked");
      expect(stage.server.requests).toHaveLength(asked);
    }
    expect(await titles(stage)).toHaveLength(1);
  });

  it("brings a known album up to date with --force-providers, and doubles nothing", async () => {
    const stage = await createStage();
    await stage.importer(moonByArtist);
    edit(stage.catalogue.releaseGroups, moon, { "first-release-date": "1973-03-01" });
    const outcomes: string[] = [];
    for (const target of [moonByArtist.slice(1), ["--id", "1"], ["--mbid", moon]]) {
      const result = await stage.importer(["album", ...target, "--force-providers"]);
      expect(result.exitCode).toBe(0);
      expect(result.stdout).toContain(": The Dark Side of the Moon — Pink Floyd (Album, 1973-03-01)");
      outcomes.push(result.stdout.slice(0, result.stdout.indexOf(":")));
    }
    expect(outcomes).toEqual(["updated", "existing", "existing"]); // nothing changed after the first
    expect(await stage.rows("SELECT first_release_date AS day FROM albums")).toEqual([{ day: "1973-03-01" }]);
    expect(await stage.rows("SELECT name FROM artists")).toHaveLength(1);
    expect(await stage.rows("SELECT id FROM album_artists")).toHaveLength(1);
  });

  it.each([
    ["an MBID", [surrender]],
    ["the MBID of a release", [surrenderCd]],
    ["an address", [`https://musicbrainz.org/release-group/${surrender}`]],
    ["the address of a release", [`musicbrainz.org/release/${surrenderCd}?tab=x`]],
    ["a barcode", ["7 24384 88490 1"]],
    ["--mbid", ["--mbid", surrenderCd.toUpperCase()]],
    ["artist - title", ["The Chemical Brothers - Surrender"]],
    ["a title with a year", ["Surrender", "--year", "1999"]],
    ["one provider only", ["Surrender", "--provider", "musicbrainz", "-p", "musicbrainz"]],
  ])("takes %s", async (_, argv) => {
    const stage = await createStage();
    const result = await stage.importer(["album", ...argv]);
    expect(result.exitCode).toBe(0);
    expect(await titles(stage)).toEqual(["Surrender"]);
  });

  it("takes titles of symbols only, and of any script", async () => {
    const stage = await createStage();
    expect((await stage.importer(["album", "+", "-a", "Ed Sheeran"])).exitCode).toBe(0);
    expect((await stage.importer(["album", "サマーれげぇ!レインボー"])).exitCode).toBe(0);
    expect(await titles(stage)).toEqual(["+", "サマーれげぇ!レインボー"]);
  });

  it("says what there is not: exit 3, remembered, and asked again only with --force-providers", async () => {
    const stage = await createStage();
    const first = await stage.importer(["album", "No Such Album", "--artist", "Nobody"]);
    expect(first.exitCode).toBe(3);
    expect(first.stdout).toMatch(/^not found: No Such Album\n.*MusicBrainz has no album "No Such Album"/);
    const asked = stage.server.requests.length;
    const again = await stage.importer(["album", "No Such Album", "--artist", "Nobody"]);
    expect(again.exitCode).toBe(3);
    expect(again.stdout).toContain("--force-providers asks again");
    expect(stage.server.requests).toHaveLength(asked);
    await stage.importer(["album", "No Such Album", "--artist", "Nobody", "-f"]);
    expect(stage.server.requests.length).toBeGreaterThan(asked);
    expect(await titles(stage)).toEqual([]);
  });

  it("knows no album of an id that the library lacks: exit 3, and where to look", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "--id", "7"]);
    expect(result).toMatchObject({ exitCode: 3, stdout: "" });
    expect(result.stderr).toContain("importer list albums");
  });

  it("warns on stderr, once, when nobody can be reached", async () => {
    const stage = await createStage();
    const result = await stage.importer(moonByArtist, { env: { IMPORTER_CONTACT: "" } });
    expect(result.exitCode).toBe(0);
    expect(result.stderr.match(/config set IMPORTER_CONTACT/g)).toHaveLength(1);
  });
});

describe("importer album --json", () => {
  it("has the keys of the contract, and what the library has", async () => {
    const stage = await createStage();
    const result = await stage.importer([...moonByArtist, "--json"]);
    const document = documentOf<Record<string, never>>(result);
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(Object.keys(document)).toEqual(["outcome", "asked", "album", "providers", "jobs", "candidates"]);
    expect(document["outcome"]).toBe("created");
    expect(document["album"]).toEqual({
      id: 1,
      ref: { source: "musicbrainz", entity: "release-group", id: moon },
      title: "The Dark Side of the Moon",
      artists: [
        {
          id: 1,
          name: "Pink Floyd",
          creditedAs: "Pink Floyd",
          joinPhrase: "",
          ref: { source: "musicbrainz", entity: "artist", id: "83d91898-7763-47d7-b03b-b92132375c47" },
        },
      ],
      primaryType: "Album",
      secondaryTypes: [],
      firstReleaseDate: "1973-03-24",
      releaseYear: 1973,
      disambiguation: null,
      identifiers: expect.arrayContaining([{ kind: "musicbrainz_release_group", value: moon }]) as unknown,
      genres: ["progressive rock", "psychedelic rock", "art rock"],
    });
    expect(document["providers"]).toMatchObject([
      {
        name: "musicbrainz",
        outcome: "found",
        errors: [],
        dataPopulated: expect.arrayContaining(["title", "artists", "identifiers", "genres"]) as unknown,
      },
      { name: "amazon", outcome: "queued", errors: [], dataPopulated: ["amazon_enrichment_queued"] },
    ]);
    expect(document["jobs"]).toEqual([
      { id: 1, kind: "import-album-releases", queue: "default", state: "ready" },
      { id: 2, kind: "amazon-product-enrichment", queue: "serial", state: "ready" },
    ]);
    expect(document["candidates"]).toEqual([]);
  });

  it("is one document at every exit code, with candidates that say what they are", async () => {
    const stage = await createStage();
    const run = async (...argv: string[]) => {
      const result = await stage.importer(["album", ...argv, "--json"]);
      expectPlain(result);
      const { outcome, album, candidates } = documentOf<Record<string, object[] | null>>(result);
      return { exitCode: result.exitCode, outcome, album: album !== null, candidates: candidates!.length };
    };
    const nothing = { album: false, candidates: 0 };
    const ambiguous = { exitCode: 4, outcome: "ambiguous", album: false, candidates: 3 };
    expect(await run("Desire")).toEqual(ambiguous);
    expect(await run("Surrender")).toEqual({ ...nothing, exitCode: 0, outcome: "created", album: true });
    expect(await run("Surrender")).toEqual({ ...nothing, exitCode: 0, outcome: "existing", album: true });
    expect(await run("Surrender", "-f")).toEqual({
      ...nothing,
      exitCode: 0,
      outcome: "existing",
      album: true,
    });
    expect(await run("No Such")).toEqual({ ...nothing, exitCode: 3, outcome: "not_found" });
    stage.server.setFault(always({ kind: "html" }));
    expect(await run("Nevermind")).toEqual({ ...nothing, exitCode: 5, outcome: "unavailable" });
    stage.server.setFault(always({ kind: "status", status: 403 }));
    expect(await run("Nevermind")).toEqual({ ...nothing, exitCode: 6, outcome: "rejected" });
  });

  it("gives each candidate the keys of the contract", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire", "--json"]);
    const { candidates } = documentOf<{ candidates: object[] }>(result);
    expect(candidates[0]).toMatchObject({
      mbid: "fc325dd3-73ed-36aa-9c77-6b65a958e3cf",
      title: "Desire",
      artists: "Bob Dylan",
      year: 1976,
      primaryType: "Album",
      score: 1,
      why: ["title identical"],
    });
  });
});

describe("importer album --dry-run", () => {
  it("shows what would be imported and why, and makes no file", async () => {
    const stage = await createStage(undefined, { isFirstRun: true });
    const result = await stage.importer([...moonByArtist, "--dry-run"]);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/^would be imported: The Dark Side of the Moon — Pink Floyd/);
    expect(result.stdout).toMatch(/decided +1\.00: title identical, artist identical/);
    expect(result.stdout).toContain("nothing was written");
    expect(existsSync(stage.home)).toBe(false);
  });

  it.each([
    ["a new album", ["Nevermind"], 0],
    ["an ambiguous title", ["Desire"], 4],
    ["a title that is nowhere", ["No Such Album"], 3],
    ["an album to be brought up to date", ["--id", "1", "--force-providers"], 0],
  ])("leaves every byte of a library as it was, with %s", async (_, argv, exitCode) => {
    const stage = await createStage();
    await stage.importer(moonByArtist);
    edit(stage.catalogue.releaseGroups, moon, { title: "The Dark Side of the Sun" });
    const files = readdirSync(stage.home);
    const bytes = readFileSync(stage.libraryPath);
    const result = await stage.importer(["album", ...argv, "--dry-run", "--json"]);
    expect(result.exitCode).toBe(exitCode);
    expect(documentOf(result)).toMatchObject({ dryRun: true });
    expect(readFileSync(stage.libraryPath).equals(bytes)).toBe(true);
    expect(readdirSync(stage.home)).toEqual(files);
  });

  it("asks no question, even on a terminal", async () => {
    const stage = await createStage();
    const result = await stage.importer(["album", "Desire", "--dry-run"], { types: "1\n" });
    expect(result.exitCode).toBe(4);
    expect(result.stderr).not.toContain("Which one?");
  });
});
