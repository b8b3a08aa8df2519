import { describe, expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { saveArtist } from "../../src/library/write/items/artists.ts";
import { findChoice } from "../../src/library/decisions/choices.ts";
import { saveChoice } from "../../src/library/write/decisions/choices.ts";
import { describeAlbum, describeAlbumFacts } from "../../src/library/details/describe.ts";
import type { KindName } from "../../src/finding/field.ts";
import { findLines, type ItemLine } from "../../src/finding/find.ts";
import { itemKinds } from "../../src/finding/kinds/kinds.ts";
import { saveRelease } from "../../src/library/write/items/releases.ts";
import { saveRun } from "../../src/library/write/memory/runs.ts";
import { showAlbum, showArtist, showRelease, showTrack } from "../../src/library/details/show.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, artistFacts, credits, mediumFacts, releaseFacts, trackFacts } from "./facts.ts";

const facts = albumFacts("mbid-a", {
  title: "Raising Sand",
  firstReleaseDate: "2007-10-23",
  secondaryTypes: ["Live"],
  credits: credits(["Robert Plant", " & "], ["Alison Krauss"]),
  categories: [
    { kind: "genre", name: "folk", weight: 1 },
    { kind: "genre", name: "americana", weight: 5 },
  ],
  links: [{ source: "discogs", externalId: "1", url: "https://d.example/1" }],
});

const listed = (db: Db, what: KindName, limit = -1): ItemLine[] => [
  ...findLines(db, itemKinds[what], { groups: [], order: [] }, undefined, { limit }),
];

/** Two albums; the first with three releases of which one is bare and one unofficial. */
async function shelf(): Promise<Db> {
  const { db } = await temporaryLibrary();
  saveAlbum(db, facts, 1);
  saveAlbum(db, albumFacts("mbid-b", { title: "Empty" }), 1);
  const media = [mediumFacts(1, [trackFacts(1, "Rich Woman", { number: "A1" }), trackFacts(2, "Polly")])];
  const editions = [
    releaseFacts("bare", { status: "Official", releasedOn: "2007-10-01" }),
    releaseFacts("bootleg", { status: "Bootleg", releasedOn: "2007-10-02", media }),
    releaseFacts("undated", { media }),
    releaseFacts("official", {
      status: "Official",
      releasedOn: "2008",
      country: "GB",
      media,
      barcode: "0123",
    }),
  ];
  for (const edition of editions) saveRelease(db, 1, edition, 1);
  return db;
}

test("an album is described alike before and after it is saved, but for its ids", async () => {
  const db = await shelf();
  const saved = describeAlbum(db, 1)!;
  const expected = {
    title: "Raising Sand",
    primaryType: "Album",
    secondaryTypes: ["Live"],
    disambiguation: null,
    firstReleaseDate: "2007-10-23",
    releaseYear: 2007,
    genres: ["americana", "folk"],
    identifiers: [{ kind: "musicbrainz_release_group", value: "mbid-a" }],
    ref: { source: "musicbrainz", entity: "release-group", id: "mbid-a" },
  };
  const ofMusicBrainz = (id: string) => ({ source: "musicbrainz", entity: "artist", id });
  const artists = [
    { name: "Robert Plant", creditedAs: "Robert Plant", joinPhrase: " & " },
    { name: "Alison Krauss", creditedAs: "Alison Krauss", joinPhrase: "" },
  ].map((artist) => ({ ...artist, ref: ofMusicBrainz(artist.name) }));
  expect(saved).toEqual({
    id: 1,
    ...expected,
    artists: artists.map((artist, at) => ({ id: at + 1, ...artist })),
  });
  const shown = describeAlbumFacts(facts);
  expect(shown).toEqual({
    id: null,
    ...expected,
    artists: artists.map((artist) => ({ id: null, ...artist })),
  });
  expect(describeAlbum(db, 99)).toBeUndefined();
});

describe("lists", () => {
  test("of albums have the credit as printed and the number of releases", async () => {
    const db = await shelf();
    expect(listed(db, "albums")).toEqual([
      {
        id: 1,
        mbid: expect.any(String),
        title: "Raising Sand",
        releaseYear: 2007,
        artists: [
          { id: expect.any(Number), name: "Robert Plant", creditedAs: "Robert Plant", joinPhrase: " & " },
          { id: expect.any(Number), name: "Alison Krauss", creditedAs: "Alison Krauss", joinPhrase: "" },
        ],
        primaryType: "Album",
        releases: 4,
      },
      expect.objectContaining({ id: 2, title: "Empty", releaseYear: null, releases: 0 }),
    ]);
    expect(listed(db, "albums", 1)).toHaveLength(1);
    expect(listed(db, "albums", 0)).toEqual([]);
  });

  test("of artists are by sort name and count albums", async () => {
    const db = await shelf();
    saveArtist(db, artistFacts("z", { name: "Zed", sortName: "aaa, Zed" }), 1);
    const artists = listed(db, "artists").map(({ name, albums }) => `${String(name)} ${String(albums)}`);
    expect(artists).toEqual(["Zed 0", "Alison Krauss 1", "Robert Plant 1", "Somebody 1"]);
  });

  test("of releases are by album and date, those without one last", async () => {
    const releases = listed(await shelf(), "releases");
    expect(releases.map(({ title }) => title)).toEqual(["bare", "bootleg", "official", "undated"]);
    expect(releases[2]).toEqual({
      id: 4,
      mbid: expect.any(String),
      albumId: 1,
      title: "official",
      artistCredit: "Somebody",
      releasedOn: "2008",
      country: "GB",
      format: "CD",
      barcode: "0123",
      tracks: 2,
    });
  });

  test("of tracks have each recording once", async () => {
    const line = {
      mbid: expect.any(String),
      albumId: 1,
      album: "Raising Sand",
      lengthMs: 1000,
      artists: [expect.objectContaining({ creditedAs: "Somebody", joinPhrase: "" })],
    };
    expect(listed(await shelf(), "tracks")).toEqual([
      { id: 1, title: "Rich Woman", ...line },
      { id: 2, title: "Polly", ...line },
    ]);
  });
});

describe("one item with everything", () => {
  test("an album shows the track list of its first official release that has one", async () => {
    const album = showAlbum(await shelf(), 1)!;
    expect(album.releases.map(({ title, tracks }) => [title, tracks])).toEqual([
      ["bare", null],
      ["bootleg", 2],
      ["official", 2],
      ["undated", 2],
    ]);
    expect(album.media).toMatchObject([
      {
        releaseId: 4,
        position: 1,
        format: "CD",
        tracks: [{ number: "A1", title: "Rich Woman" }, { number: "2" }],
      },
    ]);
    expect(album.links).toEqual([{ source: "discogs", externalId: "1", url: "https://d.example/1" }]);
  });

  test("an album without releases, or none at all, is shown as far as it goes", async () => {
    const db = await shelf();
    expect(showAlbum(db, 2)).toMatchObject({ title: "Empty", releases: [], media: [], runs: [] });
    for (const show of [showAlbum, showArtist, showRelease, showTrack]) expect(show(db, 99)).toBeUndefined();
  });

  test("an artist has genres, places, names elsewhere, and how it was found", async () => {
    const { db } = await temporaryLibrary();
    const categories = [{ kind: "place" as const, name: "London", weight: 0 }];
    saveArtist(db, artistFacts("m", { name: "Marianne", country: "GB", categories }), 1);
    saveRun(db, {
      importer: "artist",
      itemType: "artist",
      itemId: 1,
      provider: "musicbrainz",
      outcome: "found",
      evidence: { by: "mbid" },
      startedAt: 0,
      finishedAt: Date.UTC(2024, 0, 2),
    });
    expect(showArtist(db, 1)).toEqual({
      id: 1,
      mbid: "m",
      name: "Marianne",
      sortName: null,
      kind: null,
      country: "GB",
      disambiguation: null,
      beganOn: null,
      endedOn: null,
      genres: [],
      places: ["London"],
      links: [],
      identifiers: [{ kind: "musicbrainz_artist", value: "m" }],
      runs: [
        {
          importer: "artist",
          provider: "musicbrainz",
          outcome: "found",
          dataPopulated: [],
          errors: [],
          evidence: { by: "mbid" },
          finishedAt: "2024-01-02T00:00:00.000Z",
        },
      ],
    });
  });

  test("a release has its media, a track its places from the oldest on", async () => {
    const db = await shelf();
    expect(showRelease(db, 4)).toMatchObject({
      title: "official",
      barcode: "0123",
      labels: [],
      media: [{ tracks: [{ trackId: 1 }, { trackId: 2 }] }],
      identifiers: [{ kind: "musicbrainz_release" }, { kind: "barcode", value: "0123" }],
    });
    const track = showTrack(db, 1)!;
    expect(track).toMatchObject({ title: "Rich Woman", album: "Raising Sand", artistCredit: "Somebody" });
    expect(track.releases.map(({ title, number }) => `${title} ${number}`)).toEqual([
      "bootleg A1",
      "official A1",
      "undated A1",
    ]);
  });
});

test("a choice is kept for its words, and the newest one counts", async () => {
  const { db } = await temporaryLibrary();
  const pick = (value: string) => ({ kind: "musicbrainz_release_group" as const, value });
  saveChoice(db, "album", "desire||", pick("a"), 1);
  saveChoice(db, "album", "desire||", pick("b"), 2);
  saveChoice(db, "artist", "desire||", pick("c"), 2);
  expect(findChoice(db, "album", "desire||")).toEqual(pick("b"));
  expect(findChoice(db, "album", "desire|u2|")).toBeUndefined();
});
