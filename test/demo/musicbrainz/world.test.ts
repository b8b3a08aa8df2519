import { expect, test } from "vitest";
import { desireByBobDylan, desireByU2 } from "../../../src/demo/musicbrainz/albums/desire.ts";
import { nevermind } from "../../../src/demo/musicbrainz/albums/nevermind.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { createWorld, type World } from "../../../src/demo/musicbrainz/world.ts";
import { getJson, musicbrainzStandIn } from "../../helpers/musicbrainz.ts";

const [dylan, u2] = [desireByBobDylan, desireByU2].map(({ credits }) => credits[0]!.artist.id) as [
  string,
  string,
];
const [cd, , lp] = nevermind.releases.map(({ id }) => id) as [string, string, string];
const recordingOf = (album: typeof nevermind, at: number): string =>
  album.releases[0]!.media[0]!.tracks![at]!.recording.id;
const [come, breed] = [recordingOf(nevermind, 2), recordingOf(nevermind, 3)];

/** After `change`: what a path answers with, its status and the parts that are looked at. */
async function answers(change: (world: World) => void, path: string) {
  const catalogue = demoCatalogue();
  change(createWorld(catalogue));
  const standIn = await musicbrainzStandIn(catalogue);
  return getJson(standIn, path);
}

const browse = (group: string): string => `release?release-group=${group}&limit=100&inc=recordings+media`;
const credited = `release-group/${desireByU2.id}?inc=artist-credits`;

test.each<[string, (world: World) => void, string, number]>([
  [
    "a merged group redirects",
    (world) => world.mergeGroups(desireByU2.id, nevermind.id),
    `release-group/${desireByU2.id}?`,
    301,
  ],
  ["a merged release redirects", (world) => world.mergeReleases(lp, cd), `release/${lp}?`, 301],
  ["a merged artist redirects", (world) => world.mergeArtists(u2, dylan), `artist/${u2}?`, 301],
  ["a merged recording redirects", (world) => world.mergeRecordings(breed, come), `recording/${breed}?`, 301],
  [
    "a deleted group is not there",
    (world) => world.deleteGroup(nevermind.id),
    `release-group/${nevermind.id}?`,
    404,
  ],
  ["nor are its releases", (world) => world.deleteGroup(nevermind.id), `release/${cd}?`, 404],
  ["nor its recordings", (world) => world.deleteGroup(nevermind.id), `recording/${come}?`, 404],
  ["a deleted release is not there", (world) => world.deleteRelease(lp), `release/${lp}?`, 404],
])("%s", async (_, change, path, status) => {
  expect((await answers(change, path)).status).toBe(status);
});

test("releases go along with what they are of", async () => {
  const merged = await answers(
    (world) => world.mergeGroups(desireByU2.id, nevermind.id),
    browse(nevermind.id),
  );
  expect(merged.body["release-count"]).toBe(4);
  const moved = await answers(
    (world) => world.moveRelease(lp, desireByU2.id),
    `release/${lp}?inc=release-groups`,
  );
  expect(moved.body["release-group"]).toMatchObject({ id: desireByU2.id });
});

test("every credit and every place follows", async () => {
  const merged = await answers((world) => world.mergeArtists(u2, dylan), credited);
  expect(merged.body["artist-credit"]).toMatchObject([
    { name: "U2", artist: { id: dylan, name: "Bob Dylan" } },
  ]);
  const renamed = await answers((world) => world.renameArtist(u2, "The U2"), credited);
  expect(renamed.body["artist-credit"]).toMatchObject([{ artist: { id: u2, name: "The U2" } }]);
  const { body } = await answers((world) => world.mergeRecordings(breed, come), browse(nevermind.id));
  expect(JSON.stringify(body["releases"] as Json[])).not.toContain(breed);
});
