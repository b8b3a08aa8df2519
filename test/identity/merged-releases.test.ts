import { expect, it } from "vitest";
import { buildDemoCatalogue } from "../../src/demo/musicbrainz/catalogue.ts";
import { madeUpMbid, numbered, type DemoAlbum, type DemoRelease } from "../../src/demo/musicbrainz/facts.ts";
import { changingStage, doubledIdentifiers, strandedTracks, type ChangingStage } from "./stage.ts";

/** Two editions that are merged upstream, and a recording of each with them: whose place it is, over what a person has of the two. */

const editionOf = (name: string, ...recordings: string[]): DemoRelease => ({
  id: madeUpMbid("release", name),
  events: [["1999", "GB"]],
  barcode: null,
  media: [
    {
      format: "CD",
      tracks: numbered(
        "Twice",
        recordings.map((title) => [title, 180_000]),
      ),
    },
  ],
});
const [vanishes, heir, third] = [
  editionOf("vanishes", "Old", "Shared"),
  editionOf("heir", "New", "Shared"),
  editionOf("third", "Shared", "Old"),
];
const album = (releases: DemoRelease[]): DemoAlbum => ({
  id: madeUpMbid("album", "Twice"),
  title: "Twice",
  primaryType: "Album",
  firstReleased: "1999",
  genres: [],
  credits: [{ artist: { id: madeUpMbid("artist", "Twice"), name: "Twice" } }],
  releases,
});
const recordingOn = ({ media }: DemoRelease): string => media[0]!.tracks![0]!.recording.id;
const [oldOne, newOne] = [recordingOn(vanishes), recordingOn(heir)];

type Whose = "both" | "the old one" | "the new one" | "none";
const places = "SELECT release_id, position, track_id FROM release_tracks ORDER BY 1, 2";
const tracks = "SELECT id FROM tracks ORDER BY id";
const trackOf = (mbid: string): string =>
  `(SELECT item_id FROM identifiers WHERE item_type = 'track' AND value = '${mbid}')`;

async function merged(whose: Whose, editions: DemoRelease[]): Promise<ChangingStage & { before: string[] }> {
  const stage = await changingStage({}, buildDemoCatalogue([album(editions)]));
  await stage.bring(madeUpMbid("album", "Twice"));
  await stage.inLibrary(({ $client }) => {
    if (whose === "both" || whose === "the old one")
      $client.exec(`INSERT INTO files (path, size_bytes, mtime_ms, state, track_id, scanned_at)
        SELECT '/a.flac', 1, 1, 'read', ${trackOf(oldOne)}, 1`);
    if (whose === "both" || whose === "the new one")
      $client.exec(`UPDATE tracks SET lyrics_override = 'given' WHERE id = ${trackOf(newOne)}`);
  });
  const before = await stage.lines(places);
  stage.world.mergeRecordings(oldOne, newOne);
  stage.world.mergeReleases(vanishes.id, heir.id);
  await stage.said("releases", "1");
  return { ...stage, before };
}

async function expectSound(stage: ChangingStage): Promise<void> {
  expect(await stage.lines(strandedTracks)).toEqual([]);
  expect(await stage.lines(doubledIdentifiers)).toEqual([]);
}

const worlds: [string, DemoRelease[]][] = [
  ["nowhere else", [vanishes, heir]],
  ["on a third edition, too", [vanishes, heir, third]],
];

it.each(
  (["the old one", "the new one", "none"] as const).flatMap((whose) =>
    worlds.map(([where, editions]) => [whose, where, editions] as const),
  ),
)("%s is a person's, and the old one stands %s: one recording at one place", async (whose, _, editions) => {
  const stage = await merged(whose, editions);
  expect(await stage.lines("SELECT count(*) FROM releases")).toEqual([String(editions.length - 1)]);
  expect(await stage.lines(tracks)).toHaveLength(2);
  expect(await stage.lines(`SELECT ${trackOf(oldOne)} = ${trackOf(newOne)}`)).toEqual(["1"]);
  expect(await stage.lines(`SELECT DISTINCT track_id FROM files`)).toEqual(
    whose === "the old one" ? await stage.lines(`SELECT ${trackOf(newOne)}`) : [],
  );
  await expectSound(stage);
  await stage.said("releases", "1"); // what it is called now
  expect(await stage.said("releases", "1")).toMatchObject({ releases: { created: 0, updated: 0 } });
});

it.each(worlds)(
  "both are a person's, and the old one stands %s: all places stay until it is decided",
  async (...world) => {
    const stage = await merged("both", world[1]);
    expect(await stage.lines(places)).toEqual(stage.before);
    await stage.said("releases", "1");
    expect(await stage.lines(places)).toEqual(stage.before);
    const { questions } = await stage.said<{ questions: { id: number; what: string; why: string }[] }>(
      "review",
    );
    expect(questions).toMatchObject([{ what: "track" }]);
    await expectSound(stage);
    const [merge] = /importer merge track \d+ --into \d+/.exec(questions[0]!.why)!;
    expect(await stage.importer(merge.split(" ").slice(1))).toMatchObject({ exitCode: 0 });
    await stage.said("releases", "1");
    expect(await stage.lines("SELECT count(*) FROM releases")).toEqual([String(world[1].length - 1)]);
    await expectSound(stage);
  },
);

it.each(worlds)(
  "both are a person's, and the old one stands %s: and for good where they stay two",
  async (...world) => {
    const stage = await merged("both", world[1]);
    const { questions } = await stage.said<{ questions: { id: number }[] }>("review");
    await stage.said("review", "keep", String(questions[0]!.id));
    for (const again of ["1", "1"]) await stage.said("releases", again);
    expect(await stage.lines(places)).toEqual(stage.before);
    expect(await stage.said("review")).toMatchObject({ questions: [] });
    await expectSound(stage);
  },
);
