import { describe, expect, it } from "vitest";
import { buildDemoCatalogue, demoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, type DemoAlbum } from "../../src/demo/musicbrainz/facts.ts";
import type { DemoCatalogue } from "../../src/demo/musicbrainz/server.ts";
import { createStage, documentOf, type CliResult } from "../helpers/cli.ts";
import { always, onPath } from "../helpers/faults.ts";

const mine = (name: string): string => madeUpMbid("collection", name);

const collectionsOf = (name: string, entityType: "release" | "release_group", holds: string[]) =>
  new Map([[mine(name), { name, editor: "someone", entityType, isPublic: true, holds }]]);

/** A collection of 130 releases of 120 albums. */
function large(): DemoCatalogue {
  const albums = Array.from({ length: 120 }, (_, at): DemoAlbum => {
    const releases = at < 10 ? [at, at + 1000] : [at];
    return {
      id: madeUpMbid("group", at),
      title: `Title ${at}`,
      primaryType: "Album",
      genres: [],
      firstReleased: "1990-01-01",
      credits: [{ artist: { id: madeUpMbid("artist", at % 7), name: `Artist ${at % 7}` } }],
      releases: releases.map((release) => ({
        id: madeUpMbid("release", release),
        status: "Official",
        barcode: null,
        media: [],
        events: [["1990", "GB"]],
      })),
    };
  });
  const holds = albums.flatMap(({ releases }) => releases.map(({ id }) => id));
  return { ...buildDemoCatalogue(albums), collections: collectionsOf("large", "release", holds) };
}

interface Listed {
  albums: { raw: string; groupMbid: string; albumId: number | null }[];
}

describe("importer collection", () => {
  it("reads releases by pages of a hundred, asks each album once, and again what is open only", async () => {
    const stage = await createStage(large());
    stage.server.setFault(
      onPath(
        new RegExp(`release-group/${madeUpMbid("group", 6)}`),
        always({ kind: "status", status: 500, body: "" }),
      ),
    );
    const run = (): Promise<CliResult> => stage.importer(["collection", mine("large"), "--json"]);
    const first = await run();
    expect(documentOf(first)).toMatchObject({ list: { rows: 130, created: 128, unavailable: 2 } });
    expect(first.exitCode).toBe(5);
    expect(stage.server.requests.filter(({ path }) => /release\?collection/.test(path))).toHaveLength(2);
    stage.server.setFault(undefined);
    stage.catalogue.collections!.get(mine("large"))!.name = "Another name";
    const asked = stage.server.requests.length;
    expect(documentOf(await run())).toMatchObject({ list: { id: 1, created: 130 }, outcome: "done" });
    const looked = stage.server.requests.slice(asked).filter(({ path }) => /release-group\//.test(path));
    expect(looked).toHaveLength(1);
  });

  it("lists them in a dry run, by address, and which are known", async () => {
    const stage = await createStage();
    await stage.importer(["album", "Surrender", "-a", "The Chemical Brothers"]);
    const address = `https://musicbrainz.org/collection/${mine("wanted")}/`;
    const { albums } = documentOf<Listed>(
      await stage.importer(["collection", address, "--dry-run", "--json"]),
    );
    const known = albums.map(({ raw, albumId }) => [raw.replace(/ \(.*/, ""), albumId]);
    expect(new Map(known as [string, number | null][])).toEqual(
      new Map([
        ["The Chemical Brothers - Surrender", 1],
        ["Bob Dylan - Desire", null],
      ]),
    );
    expect(await stage.rows("SELECT count(*) AS n FROM lists")).toEqual([{ n: 0 }]);
  });

  it("queues them with --background", async () => {
    const stage = await createStage();
    const result = await stage.importer(["collection", mine("wanted"), "--background", "--json"]);
    expect(documentOf(result)).toMatchObject({ queued: 2, outcome: "done" });
  });

  it.each([
    ["private", mine("secret"), 6, /collection is private, and only its owner/],
    ["of artists", mine("seen"), 2, /holds artists, not albums/],
    ["not there", madeUpMbid("nothing"), 3, /MusicBrainz has no collection/],
    [
      "an address of something else",
      `https://musicbrainz.org/release/${mine("x")}`,
      2,
      /address of a release, not/,
    ],
    ["no address", "My records", 2, /names no collection/],
  ])("one that is %s", async (_, which, exitCode, message) => {
    const stage = await createStage();
    const result = await stage.importer(["collection", which]);
    expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringMatching(message)]);
    expect(await stage.rows("SELECT count(*) AS n FROM lists")).toEqual([{ n: 0 }]);
    // What was refused says nothing of the service.
    expect((await stage.importer(["album", "Nevermind", "-a", "Nirvana"])).exitCode).toBe(0);
  });

  it("one that lists nothing, and one whose listing breaks off", async () => {
    const stage = await createStage({
      ...demoCatalogue(),
      collections: collectionsOf("none", "release", []),
    });
    const none = await stage.importer(["collection", mine("none"), "--json"]);
    expect(documentOf(none)).toMatchObject({ list: { rows: 0 }, outcome: "done" });
    const body = JSON.stringify({ "release-count": 3, releases: [] });
    stage.server.setFault(onPath(/release\?/, always({ kind: "status", status: 200, body })));
    expect((await stage.importer(["collection", mine("none")])).exitCode).toBe(5);
  });
});
