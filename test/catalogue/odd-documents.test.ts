import { expect, it } from "vitest";
import { createReader } from "../../src/catalogue/reader.ts";
import { variousArtistsMbid } from "../../src/matching/artists/various-artists.ts";
import { catalogueStage, demoDump, writeDump } from "./dumps.ts";

/** Documents as the dumps have them and ours have not: what is empty, absent or null there stops no build, and is no fact. */

type Json = Record<string, unknown>;
const idOf = (number: number): string => `0dd00000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const artist = (changes: Json): Json => ({ id: idOf(1), name: "The Odd", "sort-name": "Odd, The", disambiguation: "", type: null, "type-id": null, country: null, ...changes }); // prettier-ignore
const credit = (name: string, joinphrase: string | null, changes: Json = {}): Json => ({ name, joinphrase, artist: artist({ name, ...changes }) }); // prettier-ignore
const group = (number: number, changes: Json): Json => ({ id: idOf(number), title: `Odd ${number}`, "artist-credit": [credit("The Odd", "")], ...changes }); // prettier-ignore
const recording = (changes: Json = {}): Json => ({ id: idOf(900), title: "A", length: null, video: null, isrcs: [], disambiguation: "", ...changes }); // prettier-ignore
const track = (changes: Json = {}): Json => ({ id: idOf(901), number: "1", position: 1, title: "A", length: null, recording: recording(), ...changes }); // prettier-ignore
const release = (number: number, changes: Json): Json => ({ id: idOf(number), title: "Odd 10", "artist-credit": [credit("The Odd", "")], "release-group": { id: idOf(10) }, media: [], ...changes }); // prettier-ignore
const medium = (changes: Json): Json => ({ position: 1, title: "", format: null, "track-count": 1, "track-offset": 0, discs: [], tracks: [track()], ...changes }); // prettier-ignore

const artists: [what: string, document: Json][] = [
  ["hardly anything is said of", artist({})],
  ["of a special purpose, without a country", artist({ id: idOf(2), name: "[no artist]", "sort-name": "[no artist]" })],
  ["whose dates are empty or unknown", artist({ id: idOf(3), "life-span": { begin: "", end: "????-12", ended: true }, area: null, "begin-area": null, gender: "", ipis: null })],
  ["with relations to everything but addresses", artist({ id: idOf(4), relations: [{ type: "member of band", "target-type": "artist", artist: artist({}) }, { type: "event", event: { id: idOf(5), time: "" } }] })],
  ["with aliases that are no names", artist({ id: idOf(5), aliases: [{ name: "Odder", "sort-name": null, locale: null, primary: null }, { name: "" }, { name: null }] })],
  ["with a name in symbols", artist({ id: idOf(6), name: "†††", "sort-name": "†††" })],
  ["with a very long name", artist({ id: idOf(7), name: "x".repeat(20_000), "sort-name": "" })],
]; // prettier-ignore

const groups: [what: string, document: Json][] = [
  ["without dates, types or words", group(10, {})],
  ["with empty ones", group(11, { "first-release-date": "", "primary-type": null, "secondary-types": [], disambiguation: null, aliases: null, genres: null, tags: [], annotation: "", rating: { value: null, "votes-count": 0 } })],
  ["by several, joined by words, one of whom no artist's document names", group(12, { "artist-credit": [credit("The Odd", " feat. "), credit("Nobody Else", null, { id: idOf(999) })] })],
  ["by Various Artists, credited otherwise", group(13, { "artist-credit": [{ name: "Verschiedene", joinphrase: "", artist: artist({ id: variousArtistsMbid, name: "Various Artists", type: "Other" }) }] })],
  ["by somebody credited under an empty name", group(14, { "artist-credit": [credit("The Odd", ""), { name: "", joinphrase: "", artist: artist({}) }] })],
  ["in symbols only", group(15, { title: "+ ÷ !!!" })],
  ["with a NUL and a sign that is half a pair", group(16, { title: "a\u0000b \ud800 c" })],
  ["with relations of every kind", group(17, { relations: [{ type: "cover", release_group: {} }, null, "odd", { type: "discogs", "target-type": "url", url: { id: null, resource: "https://www.discogs.com/master/1" } }] })],
]; // prettier-ignore

const releases: [what: string, document: Json][] = [
  ["without media", release(20, { media: null })],
  ["with a medium without tracks", release(21, { media: [medium({ tracks: undefined, "track-count": 0 }), medium({ position: 2, tracks: [], "track-count": 12 })] })],
  ["with a pregap, data tracks and a video", release(22, { media: [medium({ pregap: track({ position: 0, number: "0" }), "data-tracks": [track({ position: 2, number: "" })], tracks: [track({ recording: recording({ video: true }) })] })] })],
  ["with nothing but empty words", release(23, { date: "", country: "", status: null, packaging: null, barcode: "", asin: "", disambiguation: null, "text-representation": { language: null, script: null }, "label-info": [{ label: null, "catalog-number": null }, { label: { id: null, name: "" } }], "release-events": null, "cover-art-archive": null })],
  ["with tracks numbered as on vinyl, and by nobody", release(24, { media: [medium({ tracks: [track({ number: "A1", "artist-credit": null }), track({ id: null, number: 2, position: null })] })] })],
  ["with a part of a date", release(25, { date: "1999-00-00", "cover-art-archive": { artwork: false, count: 0, front: false, back: false, darkened: true } })],
  ["of a group that came into being later", release(26, { "release-group": { id: idOf(998) } })],
  ["that says all of its group again", release(27, { "release-group": group(10, { title: "Another", releases: [{ title: "x" }] }) })],
]; // prettier-ignore

const lines = (documents: [string, Json][]): string[] =>
  documents.map(([, document]) => JSON.stringify(document));

it("is built with them, whole, and every one of them can be read", async () => {
  const stage = catalogueStage({ IMPORTER_CATALOGUE: "only" });
  const { lines: usual } = demoDump();
  const dump = demoDump({
    lines: {
      artist: [...lines(artists), ...usual.artist],
      "release-group": [...usual["release-group"], ...lines(groups)],
      release: [...lines(releases), ...usual.release],
    },
  });
  const built = await stage.importer(["catalogue", "build", "--releases", "--from", writeDump(dump)]);
  expect([built.exitCode, built.stderr]).toEqual([0, expect.not.stringContaining("importer:")]);
  expect((await stage.importer(["catalogue", "verify", "--deep"])).exitCode).toBe(0);
  const { about, db } = stage.open();
  expect(about.counts.leftOut).toBe(1);
  const reader = createReader(db);
  for (const [what, { id, name }] of artists)
    expect([what, reader.artist(reader.artistId(String(id))!)?.name]).toEqual([what, name]);
  for (const [what, { id, title }] of groups)
    expect([what, reader.album(reader.groupId(String(id))!)?.facts.title.slice(0, 3)]).toEqual([
      what,
      String(title).slice(0, 3),
    ]);
  for (const [what, { id }] of releases.filter(([, { id }]) => id !== idOf(26)))
    expect([what, reader.release(String(id))?.title]).toEqual([what, "Odd 10"]);
  // A barcode that is empty is their word for "it has none".
  expect(reader.release(idOf(23))).toMatchObject({
    releasedOn: null,
    country: null,
    barcode: "",
    asin: null,
    disambiguation: null,
  });
  expect(reader.album(reader.groupId(idOf(11))!)?.facts).toMatchObject({
    firstReleaseDate: null,
    disambiguation: null,
  });
  const asked = await stage.importer(["album", "--mbid", idOf(10)]);
  expect([asked.exitCode, asked.stderr]).toEqual([0, expect.not.stringContaining("should not happen")]);
});
