import { expect, test } from "vitest";
import { isJson, type Json } from "../../../src/demo/musicbrainz/documents.ts";
import { musicbrainzStandIn, recordedCatalogue } from "../../helpers/musicbrainz.ts";

const catalogue = recordedCatalogue();
const relations =
  "area artist event genre instrument label mood place recording release release-group series url work"
    .split(" ")
    .map((kind) => `${kind}-rels`)
    .join("+");
const common = `aliases+annotation+tags+genres+${relations}`;

/** Everything that may be asked for without being logged in. */
const everything = {
  artist: `${common}+ratings+recordings+releases+release-groups+works+artist-credits+discids+media`,
  "release-group": `${common}+ratings+artist-credits+artists+releases+discids+media`,
  release:
    `${common}+ratings+artist-credits+artists+collections+discids+isrcs+labels+media+recordings+release-groups+` +
    "recording-level-rels+release-group-level-rels+work-level-rels",
};
const everythingInBrowse =
  `${common}+artist-credits+discids+isrcs+labels+media+recordings+release-groups+` +
  "recording-level-rels+release-group-level-rels+work-level-rels";

const albums = [...(catalogue?.releaseGroups.values() ?? [])];
const reason = "needs the recordings in ../shared";

test.skipIf(!catalogue)(`there are seventeen recorded albums (${reason})`, () => {
  expect(albums).toHaveLength(17);
});

test.skipIf(!catalogue).each(albums.map((album) => [String(album.title), String(album.id)]))(
  `%s is served as it was recorded (${reason})`,
  async (_, id) => {
    const standIn = await musicbrainzStandIn(catalogue);
    const releases = catalogue?.releasesByGroup.get(id) ?? [];
    expect(await get(`${standIn.url}/release-group/${id}?inc=${everything["release-group"]}`)).toEqual(
      asAnybody(catalogue?.releaseGroups.get(id)),
    );
    for (const release of releases) {
      const recorded = catalogue?.releases.get(String(release.id));
      const answer = await get(`${standIn.url}/release/${String(release.id)}?inc=${everything.release}`);
      expect(answer).toEqual(asAnybody(recorded));
    }
    for (const artist of artistsOf(releases)) {
      const recorded = catalogue?.artists.get(artist);
      if (!recorded) continue;
      expect(await get(`${standIn.url}/artist/${artist}?inc=${everything.artist}`)).toEqual(
        asAnybody(recorded),
      );
    }
  },
);

test.skipIf(!catalogue).each(albums.map((album) => [String(album.title), String(album.id)]))(
  `the releases of %s come page by page, all of them (${reason})`,
  async (_, id) => {
    const standIn = await musicbrainzStandIn(catalogue);
    const expected = catalogue?.releasesByGroup.get(id) ?? [];
    const received: Json[] = [];
    let total = 1;
    while (received.length < total) {
      const page = await get(
        `${standIn.url}/release?release-group=${id}&limit=7&offset=${received.length}&inc=${everythingInBrowse}`,
      );
      total = Number(page["release-count"]);
      received.push(...(page.releases as Json[]));
    }
    expect(total).toBe(expected.length);
    const known = new Map(expected.map((release) => [release.id, asAnybody(release)]));
    // A browse has neither ratings nor collections.
    for (const release of received) expect(known.get(release.id)).toMatchObject(release);
    expect(new Set(received.map((release) => release.id)).size).toBe(expected.length);
  },
);

async function get(url: string): Promise<Json> {
  const response = await fetch(`${url}&fmt=json`, { headers: { "user-agent": "importer-test/1 ( x@y.z )" } });
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as Json;
}

/** A recording without what only the logged-in user who made it saw. */
function asAnybody(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asAnybody);
  if (!isJson(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !key.startsWith("user-"));
  return Object.fromEntries(kept.map(([key, part]) => [key, asAnybody(part)]));
}

function artistsOf(releases: Json[]): Set<string> {
  const text = JSON.stringify(releases.map((release) => release["artist-credit"]));
  return new Set([...text.matchAll(/"id":"([0-9a-f-]{36})"/g)].map((match) => match[1] ?? ""));
}
