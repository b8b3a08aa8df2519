import { expect, test } from "vitest";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import type { Reply } from "../../../src/demo/stand-in.ts";
import { createStage, documentOf, type Stage } from "../../helpers/cli.ts";
import { onPath } from "../../helpers/faults.ts";

/** Parts of documents as a test bends them. */
type Bent = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

interface Result {
  outcome: string;
  providers: { name: string; errors: string[] }[];
}

function bend(stage: Stage, path: RegExp, change: (document: Bent) => void): void {
  const rewrite = (reply: Reply): Reply => {
    const document = JSON.parse(String(reply.body)) as Json;
    change(document);
    return { ...reply, body: JSON.stringify(document) };
  };
  stage.server.setFault(onPath(path, () => ({ kind: "rewrite", rewrite })));
}

const errorsOf = (result: { stdout: string }): string =>
  documentOf<Result & Json>(result)
    .providers.flatMap(({ errors }) => errors)
    .join("\n");

const count = async (stage: Stage, table: string): Promise<unknown> =>
  (await stage.rows(`SELECT count(*) AS n FROM ${table}`))[0]?.["n"];

const hitBy = ({ "release-groups": hits }: Bent, artist: string): Bent =>
  hits.find((hit: Bent) => hit["artist-credit"][0].artist.name === artist);

test.each<[string, string, (hit: Bent) => void, number, RegExp]>([
  ["another without a title", "U2", (hit) => delete hit["title"], 0, /a field|the release group/],
  [
    "another without an id",
    "U2",
    (hit) => delete hit["id"],
    0,
    /the release group "Desire" can't be read \(id/,
  ],
  [
    "another without a credit",
    "U2",
    (hit) => delete hit["artist-credit"],
    0,
    /"Desire" can't be read \(artist-credit/,
  ],
  ["another with an empty credit", "U2", (hit) => (hit["artist-credit"] = []), 0, /"Desire" can't be read/],
  ["another with an odd credit", "U2", (hit) => delete hit["artist-credit"][0].artist.id, 0, /artist\.id/],
  [
    "an odd year of its own",
    "Bob Dylan",
    (hit) => (hit["first-release-date"] = 1976),
    0,
    /a field of the release group "Desire"/,
  ],
  ["it without a title", "Bob Dylan", (hit) => delete hit["title"], 5, /may have it|shape/],
  ["it without an id", "Bob Dylan", (hit) => (hit["id"] = "1"), 5, /may have it|\.id: not an MBID/],
  ["it without a credit", "Bob Dylan", (hit) => (hit["artist-credit"] = null), 5, /may have it|shape/],
])("a search's hits, %s", async (_, artist, change, exitCode, told) => {
  const stage = await createStage();
  bend(stage, /release-group\?query/, (document) => change(hitBy(document, artist)));
  const result = await stage.importer(["album", "Desire", "-a", "Bob Dylan", "--json"]);
  expect(errorsOf(result)).toMatch(told);
  expect(result.exitCode).toBe(exitCode);
  expect(await count(stage, "albums")).toBe(exitCode === 0 ? 1 : 0);
  stage.server.setFault(undefined);
  expect((await stage.importer(["album", "Desire", "-a", "Bob Dylan"])).exitCode).toBe(0);
});

test("one of the same title that can't be read is another, and a title alone a question", async () => {
  const stage = await createStage();
  bend(stage, /release-group\?query/, ({ "release-groups": hits }) => {
    hits.push({ id: "00000000-0000-4000-8000-000000000009", title: "NEVERMIND", score: 90 });
  });
  const result = await stage.importer(["album", "Nevermind", "--json"]);
  expect([result.exitCode, errorsOf(result)]).toEqual([4, expect.stringContaining("NEVERMIND")]);
  expect((await stage.importer(["album", "Nevermind", "-a", "Nirvana"])).exitCode).toBe(0);
});

test.each<[string, RegExp, (document: Bent) => void, number, RegExp]>([
  [
    "an odd alias",
    /artist\//,
    (artist) => (artist["aliases"] = [{ name: 5 }, { name: "Pen Cap Chew" }]),
    0,
    /an alias without a name/,
  ],
  [
    "an odd genre",
    /release-group\//,
    (group) => group["genres"].push({ count: 3 }),
    0,
    /a genre without a name/,
  ],
  [
    "an odd relation",
    /release-group\//,
    (group) => group["relations"].push({ url: {} }),
    0,
    /a relation without a name/,
  ],
  ["no title", /release-group\//, (group) => delete group["title"], 1, /came without a title/],
  ["an empty title", /release-group\//, (group) => (group["title"] = " "), 1, /came without a title/],
  ["a title of another kind", /release-group\//, (group) => (group["title"] = {}), 1, /came without a title/],
  ["no credit", /release-group\//, (group) => delete group["artist-credit"], 1, /came without an artist/],
  [
    "an empty credit",
    /release-group\//,
    (group) => (group["artist-credit"] = []),
    1,
    /came without an artist/,
  ],
  [
    "an odd credit",
    /release-group\//,
    (group) => (group["artist-credit"] = [{ name: "Nirvana" }]),
    1,
    /came without an artist/,
  ],
  ["no id", /release-group\//, (group) => delete group["id"], 5, /id/],
])("an album that comes with %s", async (_, path, change, exitCode, told) => {
  const stage = await createStage();
  bend(stage, path, change);
  const result = await stage.importer(["album", "Nevermind", "-a", "Nirvana", "--json"]);
  expect(errorsOf(result)).toMatch(told);
  expect(result.exitCode).toBe(exitCode);
  const rows = exitCode === 0 ? 1 : 0;
  expect([
    await count(stage, "albums"),
    await count(stage, "jobs WHERE kind = 'import-album-releases'"),
  ]).toEqual([rows, rows]);
});

const tracksOf = nevermind.releases.map(({ media }) => media.flatMap(({ tracks }) => tracks ?? []).length);
const tracks = tracksOf.reduce((sum, each) => sum + each, 0);

test.each<
  [
    string,
    (releases: Bent[], page: Bent) => void,
    { exit: number; releases: number; told: RegExp; lost: number },
  ]
>([
  [
    "one without a title",
    (releases) => delete releases[1]!["title"],
    { exit: 0, releases: 2, told: /release "[^"]+" can't be read \(title/, lost: tracksOf[1]! },
  ],
  [
    "one without an id",
    (releases) => delete releases[1]!["id"],
    { exit: 0, releases: 2, told: /release "Nevermind" can't be read \(id/, lost: tracksOf[1]! },
  ],
  [
    "one that is no object",
    (releases) => (releases[1] = "none" as never),
    { exit: 0, releases: 2, told: /a release without a name/, lost: tracksOf[1]! },
  ],
  [
    "one without media",
    (releases) => delete releases[1]!["media"],
    { exit: 0, releases: 3, told: /"Nevermind" came without its media/, lost: tracksOf[1]! },
  ],
  [
    "media of another kind",
    (releases) => (releases[1]!["media"] = "none"),
    { exit: 0, releases: 3, told: /came without its media/, lost: tracksOf[1]! },
  ],
  [
    "a track without a recording",
    (releases) => delete releases[1]!["media"][0].tracks[2].recording,
    { exit: 0, releases: 3, told: /the track "[^"]+" can't be read \(recording/, lost: 1 },
  ],
  [
    "a recording without an id",
    (releases) => delete releases[1]!["media"][0].tracks[2].recording.id,
    { exit: 0, releases: 3, told: /can't be read \(recording\.id/, lost: 1 },
  ],
  [
    "an odd length",
    (releases) => (releases[1]!["media"][0].tracks[2].length = "4:30"),
    { exit: 0, releases: 3, told: /a field of the track/, lost: 0 },
  ],
  [
    "an odd label",
    (releases) => releases[1]!["label-info"].push(7),
    { exit: 0, releases: 3, told: /a label without a name/, lost: 0 },
  ],
  [
    "no track with a recording",
    (releases) =>
      releases.forEach((release) =>
        release["media"].forEach((medium: Bent) =>
          medium["tracks"].forEach((track: Bent) => delete track["recording"]),
        ),
      ),
    { exit: 5, releases: 0, told: /no track that can be read/, lost: tracks },
  ],
  [
    "none with an id",
    (releases) => releases.forEach((release) => delete release["id"]),
    { exit: 5, releases: 0, told: /shape/, lost: tracks },
  ],
  [
    "fewer than it says",
    (_, page) => (page["releases"] = page["release-offset"] === 0 ? page["releases"].slice(0, 2) : []),
    { exit: 5, releases: 2, told: /ends its listing after 2 of 3/, lost: tracksOf[2]! },
  ],
])("a listing of releases with %s", async (_, change, { exit, releases, told, lost }) => {
  const stage = await createStage();
  await stage.importer(["album", "Nevermind", "-a", "Nirvana"]);
  bend(stage, /release\?release-group/, (page) => change(page["releases"], page));
  const result = await stage.importer(["releases", "1", "--json"]);
  expect(errorsOf(result)).toMatch(told);
  expect(result.exitCode).toBe(exit);
  expect(await count(stage, "releases")).toBe(releases);
  expect(await count(stage, "release_tracks")).toBe(tracks - lost);
  stage.server.setFault(undefined);
  expect((await stage.importer(["releases", "1"])).exitCode).toBe(0);
  expect(await count(stage, "release_tracks")).toBe(tracks);
  bend(stage, /release\?release-group/, (page) => change(page["releases"], page));
  await stage.importer(["releases", "1"]); // what was known stays, whatever comes
  expect(await count(stage, "release_tracks")).toBe(tracks);
});
