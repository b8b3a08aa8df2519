import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { Credit, ReleaseFacts } from "../../src/facts.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { moveRelease } from "../../src/library/write/items/move-release.ts";
import { saveRelease, saveReleases } from "../../src/library/write/items/releases.ts";
import { column } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, credits, mediumFacts, releaseFacts, trackFacts } from "./facts.ts";

/** Artists of whom a source tells no more than a name (no page there): an album has each of them once, however often its releases are saved. */

const nameless = (...names: string[]): Credit[] =>
  credits(...names.map((name): [string, string] => [name, " & "])).map((credit) => ({
    ...credit,
    artist: { ...credit.artist, identifiers: [] },
  }));

/** A release of one track without an id of its own, as a source has it that knows no recordings. */
function release(id: string, title: string, by: Credit[]): ReleaseFacts {
  const track = trackFacts(1, title, { credits: by });
  const media = [
    mediumFacts(1, [{ ...track, recording: { ...track.recording, identifiers: [], credits: by } }]),
  ];
  return releaseFacts(id, { media, credits: by });
}

type Save = (db: Db, albumId: number, releases: ReleaseFacts[]) => void;

const together: Save = (db, albumId, releases) => void saveReleases(db, albumId, releases, 1);
const oneByOne: Save = (db, albumId, releases) => {
  for (const each of releases) saveRelease(db, albumId, each, 1);
};
const twice: Save = (db, albumId, releases) => {
  for (const time of [1, 2]) for (const each of releases) saveRelease(db, albumId, each, time);
};
const behindAMove: Save = (db, albumId, releases) => {
  oneByOne(db, albumId, releases);
  const other = saveAlbum(db, albumFacts("other"), 1).id;
  moveRelease(db, 1, other, 1);
  // Its track stays the first album's, as one that stands on both does.
  db.$client.prepare("UPDATE tracks SET album_id = ?").run(albumId);
  saveRelease(db, other, releases[0]!, 2);
};

const ways: [string, Save][] = [
  ["together", together],
  ["one after the other", oneByOne],
  ["twice", twice],
  ["and one of them moved", behindAMove],
];
const casts: [string, Credit[], Credit[], string[]][] = [
  ["the album's own", nameless("Nobody"), nameless("Nobody"), ["Nobody"]],
  ["of the tracks only", credits(["Somebody"]), nameless("Nobody"), ["Somebody", "Nobody"]],
  // A guest's name stands in the credit; nothing would ever hang on a row of theirs.
  ["with a guest", credits(["Somebody"]), nameless("Nobody", "Guest"), ["Somebody", "Nobody"]],
  [
    "with a guest who has an identity",
    credits(["Somebody"]),
    [...nameless("Nobody"), ...credits(["Known"])],
    ["Somebody", "Nobody", "Known"],
  ],
];

test.each(ways.flatMap(([way, save]) => casts.map((cast) => [way, ...cast, save] as const)))(
  "%s, %s",
  async (_, __, ofAlbum, ofTracks, names, save) => {
    const { db } = await temporaryLibrary();
    const { id } = saveAlbum(db, albumFacts("album", { credits: ofAlbum }), 1);
    save(db, id, [release("one", "Song", ofTracks), release("other", "Another Song", ofTracks)]);
    const saved = column(db, "SELECT name FROM artists");
    expect(saved.filter((name) => names.length > 1 || name !== "Somebody").sort()).toEqual([...names].sort());
  },
);

test("two albums of one name's have an artist each: nobody says that they are one", async () => {
  const { db } = await temporaryLibrary();
  for (const mbid of ["one", "other"]) saveAlbum(db, albumFacts(mbid, { credits: nameless("Nobody") }), 1);
  expect(column(db, "SELECT name FROM artists")).toEqual(["Nobody", "Nobody"]);
});
