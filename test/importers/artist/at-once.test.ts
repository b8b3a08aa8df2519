import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { importAlbum } from "../../../src/importers/album/import.ts";
import { inSingleFlight } from "../../../src/importers/artist/single-flight.ts";
import { groupCommit } from "../../../src/db/group-commit.ts";
import { transact } from "../../../src/db/transact.ts";
import type { AlbumFacts, ArtistFacts } from "../../../src/facts.ts";
import { musicbrainzAlbumSource } from "../../../src/sources/musicbrainz/album-source.ts";
import type { ImportContext } from "../../../src/importers/context.ts";
import { createEvents } from "../../../src/events.ts";
import { albumFacts, artistFacts, credits } from "../../library/facts.ts";
import { temporaryLibrary } from "../../helpers/library.ts";
import { rows } from "../../helpers/importing.ts";

const mbidOf = (kind: string, at: number): string =>
  `${kind}0000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const artistMbid = mbidOf("c", 1);

/** A source in the process whose albums are all by one artist; `artist` says what it answers to each question after that artist. */
async function albumsOfOne(artist: (asked: number) => ArtistFacts) {
  const { db } = await temporaryLibrary();
  let asked = 0;
  const musicbrainz = {
    address: "test",
    lookUpAlbum: async (mbid: string): Promise<AlbumFacts> =>
      albumFacts(mbid, { title: mbid, credits: credits([artistMbid]) }),
    lookUpArtist: async () => artist(++asked),
  } as unknown as ImportContext["musicbrainz"];
  const context: ImportContext = {
    db,
    events: createEvents(),
    now: () => 1,
    musicbrainz,
    albumSources: [musicbrainzAlbumSource(musicbrainz)],
    transact: groupCommit(db, (write) => transact(db, write)),
  };
  const importSome = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) =>
        importAlbum(context, {
          query: { kind: "release-group", mbid: mbidOf("a", at) },
          force: false,
          only: [],
        }),
      ),
    );
  return { db, importSome, asked: () => asked };
}

const known = artistFacts(artistMbid, { name: "Known", country: "GB" });

test("albums of a new artist that come at once ask for that artist once, and all have them", async () => {
  const { db, importSome, asked } = await albumsOfOne(() => known);
  const imported = await importSome(5);
  expect(imported.map(({ outcome }) => outcome)).toEqual(Array(5).fill("created"));
  expect(asked()).toBe(1);
  expect(rows(db, "SELECT name, country FROM artists")).toEqual([{ name: "Known", country: "GB" }]);
  expect(rows(db, "SELECT count(*) AS count FROM album_artists WHERE artist_id = 1")).toEqual([{ count: 5 }]);
});

test("where the first one fails, the next asks for itself", async () => {
  const { db, importSome, asked } = await albumsOfOne((count) => {
    if (count === 1) throw new Error("not this time");
    return known;
  });
  const imported = await importSome(3);
  expect(imported.map(({ outcome }) => outcome)).toEqual(Array(3).fill("created"));
  expect(asked()).toBe(2);
  expect(rows(db, "SELECT name, country FROM artists")).toEqual([{ name: "Known", country: "GB" }]);
});

test("of one name one works at a time, of others at once; a failure is only its own", async () => {
  const owner = {};
  const heard: string[] = [];
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const work = (says: string, wait: Promise<void>, fails = false) =>
    inSingleFlight(owner, says.slice(0, 1), async () => {
      heard.push(`${says} begins`);
      await wait;
      heard.push(`${says} ends`);
      if (fails) throw new Error(says);
      return says;
    });
  const first = work("a1", gate, true);
  const others = [work("a2", gate), work("a3", gate), work("b1", Promise.resolve())];
  expect(await others[2]).toBe("b1");
  expect(heard).toEqual(["a1 begins", "b1 begins", "b1 ends"]);
  open();
  await expect(first).rejects.toThrow("a1");
  expect(await Promise.all(others)).toEqual(["a2", "a3", "b1"]);
  expect(heard.slice(3)).toEqual(["a1 ends", "a2 begins", "a2 ends", "a3 begins", "a3 ends"]);
});

test("who is stopped while waiting for another ends at once; the other goes on, and nobody else is kept waiting", async () => {
  const owner = {};
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const first = inSingleFlight(owner, "a", () => gate.then(() => "first"));
  const stop = new AbortController();
  let begun = false;
  const stopped = inSingleFlight(owner, "a", async () => (begun = true), stop.signal);
  const third = inSingleFlight(owner, "a", async () => "third");
  stop.abort(new Error("cancelled"));
  await expect(stopped).rejects.toThrow("cancelled");
  open();
  expect(await Promise.all([first, third])).toEqual(["first", "third"]);
  expect(begun).toBe(false);
});

test("fifty that wait for one, and for one stop, are no leak that Node warns of", async () => {
  const warnings: string[] = [];
  const note = (warning: Error): void => void warnings.push(warning.message);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const stopping = new AbortController();
  const owner = {};
  const each = () => inSingleFlight(owner, "artist", async () => nextTurn(), stopping.signal);
  await Promise.all(Array.from({ length: 50 }, each));
  await nextTurn();
  expect(warnings).toEqual([]);
});
