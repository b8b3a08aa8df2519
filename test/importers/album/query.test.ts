import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { albumWordsKey, albumQueryOf } from "../../../src/importers/album/query.ts";
import { artistQueryOf } from "../../../src/importers/artist/query.ts";
import { nevermind } from "./demo-albums.ts";

const site = "https://musicbrainz.org";

describe("words become a query", () => {
  test.each([
    [nevermind, { kind: "mbid", mbid: nevermind }],
    [` ${nevermind.toUpperCase()} `, { kind: "mbid", mbid: nevermind }],
    [`${site}/release-group/${nevermind}`, { kind: "release-group", mbid: nevermind }],
    [`${site}/release/${nevermind}/cover-art`, { kind: "release", mbid: nevermind }],
    ["beta.musicbrainz.org/release-group/" + nevermind, { kind: "release-group", mbid: nevermind }],
    ["0720642442524", { kind: "barcode", barcode: "0720642442524" }],
    ["7 20642-44252 4", { kind: "barcode", barcode: "720642442524" }],
    ["1984", { kind: "title", readings: [{ title: "1984" }] }],
    ["720642442525", { kind: "title", readings: [{ title: "720642442525" }] }],
  ])("%s", (title, query) => {
    expect(albumQueryOf({ title })).toEqual(query);
  });

  test("the MBID flag wins over words", () => {
    expect(albumQueryOf({ title: "Nevermind", mbid: nevermind })).toEqual({ kind: "mbid", mbid: nevermind });
  });

  test("nothing is no query", () => {
    expect(albumQueryOf({})).toBeUndefined();
    expect(artistQueryOf({})).toBeUndefined();
  });

  test("an artist and a year said apart hold for every reading, and readings that deny them go", () => {
    const query = albumQueryOf({ title: "Nirvana - Nevermind (1991)", artist: "NIRVANA", year: 1991 });
    expect(query).toEqual({
      kind: "title",
      readings: [
        { title: "Nirvana - Nevermind (1991)", artist: "NIRVANA", year: 1991 },
        { title: "Nirvana - Nevermind", artist: "NIRVANA", year: 1991 },
        { title: "Nevermind", artist: "NIRVANA", year: 1991 },
      ],
    });
    const others = albumQueryOf({ title: "Nirvana - Nevermind (1991)", artist: "Pink Floyd", year: 1990 });
    expect(others).toEqual({
      kind: "title",
      readings: [{ title: "Nirvana - Nevermind (1991)", artist: "Pink Floyd", year: 1990 }],
    });
  });
});

describe("words that are no query are refused with what to do", () => {
  test.each([
    [{ title: "" }, /the title is empty/, /importer album/],
    [{ title: " \t" }, /the title is empty/, /importer album/],
    [{ title: "\u200b\u00ad\u2800" }, /the title is empty/, /importer album/],
    [{ mbid: "nevermind" }, /"nevermind" is no MBID/, /looks like/],
    [{ title: `${site}/artist/${nevermind}` }, /MusicBrainz artist/, /importer artist 1b022e01/],
    [{ title: `${site}/recording/${nevermind}` }, /MusicBrainz recording/, /release group or a release/],
  ])("for an album: %j", (words, message, hint) => {
    const fault = faultOf(() => albumQueryOf(words));
    expect(fault.message).toMatch(message);
    expect(fault.hint).toMatch(hint);
  });

  test.each([
    [{ name: " " }, /the name is empty/, /importer artist/],
    [{ name: "\ufeff" }, /the name is empty/, /importer artist/],
    [{ mbid: nevermind.slice(1) }, /is no MBID/, /looks like/],
    [{ name: `${site}/release-group/${nevermind}` }, /release-group/, /importer album 1b022e01/],
    [{ name: `${site}/release/${nevermind}` }, /MusicBrainz release,/, /importer album 1b022e01/],
    [{ name: `${site}/label/${nevermind}` }, /MusicBrainz label/, /address of an artist/],
  ])("for an artist: %j", (words, message, hint) => {
    const fault = faultOf(() => artistQueryOf(words));
    expect(fault.message).toMatch(message);
    expect(fault.hint).toMatch(hint);
  });

  function faultOf(act: () => unknown): UserError {
    try {
      act();
    } catch (error) {
      if (error instanceof UserError) return error;
    }
    throw new Error("no UserError was thrown");
  }
});

test("what is asked for is remembered under the words as typed, but for case, spaces and quotes", () => {
  const key = (words: Parameters<typeof albumQueryOf>[0]): string => albumWordsKey(albumQueryOf(words))!.key;
  expect(key({ title: "Rock ’n’  Roll" })).toBe(key({ title: "rock 'n' roll" }));
  expect(key({ title: "The Black Album" })).not.toBe(key({ title: "Black Album" }));
  expect(key({ title: "Desire", artist: "U2" })).toBe(key({ title: "DESIRE", artist: "u2" }));
  const keys = [
    key({ title: "Desire" }),
    key({ title: "Desire", artist: "U2" }),
    key({ title: "Desire", artist: "Bob Dylan" }),
    key({ title: "Desire", year: 1976 }),
    key({ title: nevermind }),
    key({ title: "720642442524" }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(albumWordsKey(undefined)).toBeUndefined();
});
