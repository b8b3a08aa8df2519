import { expect, test } from "vitest";
import type { Db } from "../../src/db/connection.ts";
import type { Identifier, ReleaseFacts, TrackFacts } from "../../src/facts.ts";
import { saveAlbum } from "../../src/library/write/items/albums.ts";
import { logChanges } from "../../src/library/write/change-log.ts";
import { saveRelease, saveReleases } from "../../src/library/write/items/releases.ts";
import { write } from "../../src/library/write/tables.ts";
import { rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";
import { albumFacts, artistFacts, credits, mediumFacts, releaseFacts, trackFacts } from "./facts.ts";

/** Pseudo-random (a linear congruential generator): the same in every run. */
function picking(seed: number): (most: number) => number {
  let state = seed;
  return (most) => ((state = (state * 1664525 + 1013904223) % 2 ** 32) >>> 8) % most;
}

/** What everything comes to; of identifiers and links only what they say, since nobody asks for their numbers. */
const contents = [
  "SELECT * FROM albums",
  "SELECT * FROM artists",
  "SELECT * FROM releases",
  "SELECT * FROM media",
  "SELECT * FROM tracks",
  "SELECT * FROM release_tracks",
  "SELECT item_type, item_id, kind, value FROM identifiers ORDER BY 1, 2, 3, 4",
  "SELECT item_id, source, external_id, url FROM external_links ORDER BY 1, 2, 3",
];
const contentOf = (db: Db): unknown[] => contents.map((sql) => rows(db, sql));

/** An album that a scan made two tracks of, and another that has a recording and a release already. */
async function shelf(): Promise<Db> {
  const { db } = await temporaryLibrary();
  for (const mbid of ["a", "b"]) saveAlbum(db, albumFacts(mbid), 1);
  for (const title of ["song 1", "song 2"])
    write.tracks.insert(db, { title, artistId: 1, albumId: 1, lengthMs: 1000, createdAt: 1, updatedAt: 1 });
  saveRelease(db, 2, releaseFacts("r9", { media: [mediumFacts(1, [trackFacts(1, "song 3")])] }), 1);
  return db;
}

function listOf(pick: (most: number) => number, { withNameless }: { withNameless: boolean }): ReleaseFacts[] {
  const maybe = <T>(value: T): T | null => (pick(3) === 0 ? null : value);
  const trackAt = (position: number): TrackFacts => {
    const song = pick(6);
    const isNameless = withNameless && pick(4) === 0;
    const named = credits([`artist ${pick(3)}`]);
    return trackFacts(position, `song ${song}`, {
      lengthMs: maybe(1000 + pick(4)),
      title: `printed ${pick(3)}`,
      credits: pick(2) === 0 ? named : [],
      recording: {
        title: `song ${song}${pick(4) === 0 ? " (live)" : ""}`,
        lengthMs: maybe(1000 + pick(3)),
        isVideo: maybe(pick(2) === 0),
        disambiguation: maybe(`take ${pick(2)}`),
        credits: pick(3) === 0 ? [] : named,
        identifiers: isNameless
          ? []
          : [
              { kind: "musicbrainz_recording", value: `song ${song}` },
              ...Array.from({ length: pick(3) }, (): Identifier => ({ kind: "isrc", value: `GB${pick(8)}` })),
            ],
      },
    });
  };
  return Array.from({ length: 1 + pick(5) }, (_, at) => {
    const mbid = pick(12) === 0 ? `r${pick(10)}` : `new ${at}`;
    const somebody = { ...artistFacts("", { name: "No Id" }), identifiers: [] };
    return releaseFacts(mbid, {
      barcode: pick(2) === 0 ? `123${pick(2)}` : null,
      credits:
        pick(3) === 0 ? [{ artist: somebody, creditedAs: "No Id", joinPhrase: "" }] : credits(["Somebody"]),
      links:
        pick(2) === 0 ? [] : [{ source: "x", externalId: `${pick(2)}`, url: `https://example.org/${mbid}` }],
      media: Array.from({ length: pick(3) }, (_, medium) =>
        mediumFacts(
          medium + 1,
          Array.from({ length: pick(5) }, (_, track) => trackAt(track + 1)),
        ),
      ),
    });
  });
}

test("releases of an album that are saved together come out as if they were saved one after another", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const list = listOf(picking(seed), { withNameless: seed % 4 === 0 });
    const [one, other] = [await shelf(), await shelf()];
    const single = list.map((facts) => saveRelease(one, 1, facts, 2));
    const together = saveReleases(other, 1, list, 2);
    expect({ seed, saved: together, content: contentOf(other) }).toEqual({
      seed,
      saved: single,
      content: contentOf(one),
    });
  }
});

test("releases that do not depend on each other are written together, and others one after another", async () => {
  const orderOf = async (list: ReleaseFacts[]): Promise<string[]> => {
    const db = await shelf();
    const made: string[] = [];
    logChanges(
      db,
      ({ kind, table }) => kind === "created" && ["releases", "media"].includes(table) && made.push(table),
    );
    saveReleases(db, 1, list, 2);
    return made;
  };
  const apart = ["x", "y"].map((mbid, at) =>
    releaseFacts(mbid, { media: [mediumFacts(1, [trackFacts(1, `song ${at}`)])] }),
  );
  expect(await orderOf(apart)).toEqual(["releases", "releases", "media", "media"]);
  const known = releaseFacts("r9", { media: [mediumFacts(1, [trackFacts(1, "song 3")])] });
  expect((await orderOf([...apart, known])).slice(0, 4)).toEqual(["releases", "media", "releases", "media"]);
});
