import { describe, expect, test } from "vitest";
import type { DemoCatalogue, Json } from "../../../src/demo/musicbrainz/documents.ts";
import { importReleases } from "../../../src/importers/release/import.ts";
import { getAlbum } from "../../../src/library/items/albums.ts";
import { column, dump, importing, importWords, type Importing } from "../../helpers/importing.ts";
import { recordedCatalogue } from "../../helpers/musicbrainz.ts";
import { compareAlbum } from "./compare-album.ts";
import { compareArtist, compareCreditedArtist } from "./compare-artist.ts";
import { compareRelease } from "./compare-release.ts";
import { compareRecording, tracksOn, type Recorded } from "./compare-track.ts";
import { createComparison, object, objects, type Comparison } from "./comparison.ts";

const catalogue = recordedCatalogue();
const title = "The recorded data of ../shared/data/musicbrainz imported whole, compared with its documents";

describe.skipIf(!catalogue)(`${title} (skipped where ../shared is not there)`, () => {
  test("every field of every document is saved, or left out on purpose", async () => {
    const { db } = await importEverything(catalogue!);
    const differencesIn = (compare: (comparison: Comparison) => void): string[] => {
      const comparison = createComparison(db);
      compare(comparison);
      return comparison.differences;
    };
    expect(differencesIn(compareAlbums), "albums").toEqual([]);
    expect(differencesIn(compareArtists), "artists").toEqual([]);
    expect(differencesIn(compareReleases), "releases").toEqual([]);
    expect(differencesIn(compareRecordings), "recordings").toEqual([]);
  });

  test("imported a second time it leaves the same library, byte for byte", async () => {
    const everything = await importEverything(catalogue!);
    const before = dump(everything.db);
    everything.clock.now += 60_000;
    await importAll(everything);
    expect(dump(everything.db)).toBe(before);
  });
});

function compareAlbums(comparison: Comparison): void {
  const albums = [...catalogue!.releaseGroups.values()];
  for (const album of albums) compareAlbum(comparison, album);
  comparison.equal("albums in all", albums.length, countOf(comparison, "albums"));
  comparison.equal("albums recorded", 17, albums.length);
}

function compareArtists(comparison: Comparison): void {
  const credited = creditedArtists(catalogue!);
  const lookedUp = new Set(albumsOf(catalogue!).flatMap(([album]) => idsIn(album["artist-credit"])));
  for (const [id, credits] of credited) {
    const document = catalogue!.artists.get(id);
    if (document && lookedUp.has(id)) compareArtist(comparison, document, credits);
    else compareCreditedArtist(comparison, credits);
  }
  comparison.equal("artists in all", credited.size, countOf(comparison, "artists"));
}

function compareReleases(comparison: Comparison): void {
  const all = albumsOf(catalogue!);
  for (const [album, releases] of all) {
    for (const release of releases) compareRelease(comparison, release, String(album["id"]));
  }
  const releases = all.flatMap(([, each]) => each);
  const media = releases.flatMap((release) => objects(release["media"]));
  const tracks = media.flatMap(tracksOn);
  comparison.equal("releases in all", releases.length, countOf(comparison, "releases"));
  comparison.equal("media in all", media.length, countOf(comparison, "media"));
  comparison.equal("places in all", tracks.length, countOf(comparison, "release_tracks"));
  comparison.equal("releases and tracks recorded", [98, 272], [releases.length, tracks.length]);
}

function compareRecordings(comparison: Comparison): void {
  const recordings = recordingsOf(catalogue!);
  for (const [mbid, recorded] of recordings) compareRecording(comparison, mbid, recorded);
  comparison.equal("tracks in all", recordings.size, countOf(comparison, "tracks"));
}

async function importEverything(recorded: DemoCatalogue): Promise<Importing> {
  const everything = await importing(recorded);
  await importAll(everything);
  return everything;
}

/** By MBID, as a person would, then the releases, as the job would. */
async function importAll({ context, catalogue, db }: Importing): Promise<void> {
  for (const mbid of catalogue.releaseGroups.keys()) {
    const { itemId, outcome, providers } = await importWords(context, { mbid }, { force: true });
    expect(["created", "existing"], JSON.stringify(providers)).toContain(outcome);
    const releases = await importReleases(context, getAlbum(db, itemId!)!);
    // One was recorded from a browse that did not ask for media.
    const told = releases.providers.flatMap(({ errors }) => errors);
    expect(told.filter((error) => error !== 'the release "Desire" came without its media')).toEqual([]);
  }
}

/** Release groups in the order of import, each with its releases in the order of a browse. */
function albumsOf({ releaseGroups, releasesByGroup }: DemoCatalogue): [Json, Json[]][] {
  return [...releaseGroups.values()].map((album) => {
    const releases = [...(releasesByGroup.get(String(album["id"])) ?? [])];
    return [album, releases.sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1))];
  });
}

function recordingsOf(recorded: DemoCatalogue): Map<string, Recorded> {
  const recordings = new Map<string, Recorded>();
  for (const [album, releases] of albumsOf(recorded)) {
    for (const release of releases) {
      for (const { track } of objects(release["media"]).flatMap(tracksOn)) {
        const recording = object(track["recording"]);
        const id = String(recording["id"]);
        const known = recordings.get(id) ?? { documents: [], lengths: [], releaseCredits: [], albums: [] };
        known.documents.push(recording);
        known.lengths.push(track["length"] ?? null);
        known.releaseCredits.push(release["artist-credit"]);
        known.albums.push(String(album["id"]));
        recordings.set(id, known);
      }
    }
  }
  return recordings;
}

/** Everybody whom a release group or a recording names (or, where it names nobody, its release). */
function creditedArtists(recorded: DemoCatalogue): Map<string, Json[]> {
  const credits = [
    ...albumsOf(recorded).map(([album]) => album["artist-credit"]),
    ...[...recordingsOf(recorded).values()].flatMap(({ documents, releaseCredits }) =>
      documents.map((document, at) => document["artist-credit"] ?? releaseCredits[at]),
    ),
  ];
  const artists = credits.flatMap((credit) => objects(credit).map((each) => object(each["artist"])));
  const byId = new Map<string, Json[]>();
  for (const artist of artists) {
    const id = String(artist["id"]);
    byId.set(id, [...(byId.get(id) ?? []), artist]);
  }
  return byId;
}

function idsIn(credits: unknown): string[] {
  return objects(credits).map((credit) => String(object(credit["artist"])["id"]));
}

function countOf({ db }: Comparison, table: string): unknown {
  return column(db, `SELECT count(*) FROM ${table}`)[0];
}
