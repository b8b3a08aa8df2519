import { expect, test } from "vitest";
import { demoCatalogue } from "../../../../src/demo/musicbrainz/catalogue.ts";
import type { DemoCatalogue, Entity, Json } from "../../../../src/demo/musicbrainz/documents.ts";
import { createSearchIndex, type Syntax } from "../../../../src/demo/musicbrainz/search/search.ts";
import { recordedCatalogue } from "../../../helpers/musicbrainz.ts";

const demo = demoCatalogue();
const everything = { limit: 100, offset: 0 };

function find(
  entity: Entity,
  text: string,
  syntax: Syntax = "lucene",
  catalogue: DemoCatalogue = demo,
): Json[] {
  const result = createSearchIndex(catalogue)(entity, text, everything, syntax);
  if (result.kind === "malformed") throw new Error(result.message);
  expect(result.count).toBe(result.documents.length);
  return result.documents;
}

function titles(entity: Entity, text: string, syntax?: Syntax): string[] {
  return find(entity, text, syntax)
    .map((document) => String(document.title ?? document.name))
    .sort();
}

test.each([
  ['releasegroup:"dark side of the moon"', ["The Dark Side of the Moon"]],
  ['releasegroup:"side of the dark moon"', []],
  ['releasegroup:"nevermind" AND artist:"nirvana" AND primarytype:album', ["Nevermind"]],
  ['releasegroup:"nevermind" AND artist:"nirvana" AND primarytype:single', []],
  ["releasegroup:desire", ["Desire", "Desire", "Desire"]],
  ["releasegroup:desire AND arid:72c536dc-7137-4477-a521-567eeb840fa8", ["Desire"]],
  ["releasegroup:desire AND primarytype:single", ["Desire"]],
  ["releasegroup:desire AND -primarytype:single AND firstreleasedate:[1970 TO 1980]", ["Desire"]],
  ['releasegroup:"+"', ["+"]],
  ["releasegroup:\\+", ["+"]],
  ['releasegroup:"="', []],
  ["releasegroup:サマーれげぇ\\!レインボー", ["サマーれげぇ!レインボー"]],
  ['alias:"summer reggae rainbow"', ["サマーれげぇ!レインボー"]],
  ['artist:"7人祭"', ["サマーれげぇ!レインボー"]],
  ["secondarytype:compilation", ["Wintertunes"]],
  ["type:compilation OR type:single", ["Desire", "Wintertunes", "サマーれげぇ!レインボー"]],
  ["arid:89ad4ac3-39f7-470e-963a-56509c546377", ["Wintertunes"]],
  ["reid:b84ee12a-09ef-421b-82de-0441a926375b", ["The Dark Side of the Moon"]],
  ["rgid:F5093C06-23E3-404F-AEAA-40F72885EE3A", ["The Dark Side of the Moon"]],
  ["releases:4", ["Desire", "Surrender"]],
  ["releases:[3 TO 4} AND status:official", ["+", "Nevermind", "The Dark Side of the Moon"]],
  ["release:reggae", ["サマーれげぇ!レインボー"]],
  ["status:pseudo\\-release", ["サマーれげぇ!レインボー"]],
  ["firstreleasedate:1999", ["Surrender"]],
  ["firstreleasedate:2011-09", ["+"]],
  ["firstreleasedate:20", []],
  ["firstreleasedate:{1988 TO 1991]", ["Nevermind"]],
  ["nevermin* ", ["Nevermind"]],
  ["never?ind", ["Nevermind"]],
  ["releasegroup:nevermnid~", ["Nevermind"]],
  ["releasegroup:nevermnid~1", ["Nevermind"]], // neighbours that changed places are one edit
  ["releasegroup:nevrmnid~1", []],
  ["releasegroup:/never.*/", ["Nevermind"]],
  ['releasegroup:"dark moon"~4', ["The Dark Side of the Moon"]],
  ["nirvana surrender", ["Nevermind", "Surrender"]],
  ["made up for the demo", ["Odd Sizes", "Surrender", "The Dark Side of the Moon"]],
  ["-primarytype:*", ["Odd Sizes"]],
  ["comment:plus", ["+"]],
])("release groups by %s", (query, expected) => {
  expect(titles("release-group", query)).toEqual([...expected].sort());
});

test.each([
  ["barcode:720642442517", ["Nevermind"]],
  ["barcode:720642442524", ["Nevermind", "Nevermind"]],
  ["barcode:0720642442524", ["Nevermind", "Nevermind"]],
  ["barcode:17", ["Odd Sizes"]],
  ["barcode:720642442525", []],
  ["asin:b000003ta4", ["Nevermind"]],
  ["rgid:22ca85ec-ee39-3895-aef9-dee5d5c2f4d6 AND country:au", ["Surrender"]],
  ['catno:"SHVL 804"', ["The Dark Side of the Moon"]],
  ["catno:shvl804", ["The Dark Side of the Moon"]],
  ["label:astralwerks", ["Surrender", "Surrender"]],
  ["date:1999-06-21", ["Surrender"]],
  ['date:1973 AND format:12\\"vinyl', ["The Dark Side of the Moon"]],
  ["mediums:2", ["+", "Surrender"]],
  ["tracks:15", ["Surrender"]],
  ["tracksmedium:13", ["Desire"]],
  ["status:promotion", ["Odd Sizes", "Surrender"]],
  ["script:jpan AND lang:jpn", ["サマーれげぇ!レインボー"]],
  ["reid:94ad3a58-a1cc-46a3-acf4-9cb6c1d6f032", ["+"]],
])("releases by %s", (query, expected) => {
  expect(titles("release", query)).toEqual([...expected].sort());
});

test.each([
  ["artist:nirvana", ["Nirvana"]],
  ["alias:zimmerman", ["Bob Dylan"]],
  ["sortname:dylan", ["Bob Dylan"]],
  ["primary_alias:ニルヴァーナ", ["Nirvana"]],
  ["боб", ["Bob Dylan"]],
  ["artist:u2 AND country:ie AND type:group", ["U2"]],
  ["begin:1941", ["Bob Dylan"]],
  ["ended:true", ["Nirvana"]],
  ["artist:nq\\\\skrju", ["nq\\skrju"]],
  ["arid:088057ef-b7cf-4d16-8ca4-0b624ead4106", ["surasshu"]],
])("artists by %s", (query, expected) => {
  expect(titles("artist", query)).toEqual(expected);
});

test("accents and case do not matter, except in the accent fields", () => {
  const group: Json = { id: "1", title: "Ágætis byrjun" };
  const catalogue = { ...demo, searchDocuments: [group] };
  const count = (query: string): number => find("release-group", query, "lucene", catalogue).length;
  expect(count('releasegroup:"AGÆTIS Byrjún"')).toBe(1);
  expect(count("releasegroupaccent:ágætis")).toBe(1);
  expect(count("releasegroupaccent:agætis")).toBe(0);
});

test("the best hit has score 100, a longer title less, and equals stand by MBID", () => {
  const group = (id: string, title: string): Json => ({ id, title });
  const searchDocuments = [group("3", "Desire: the Anthology"), group("2", "Desire"), group("1", "desire")];
  const hits = find("release-group", "releasegroup:desire", "lucene", { ...demo, searchDocuments });
  expect(hits.map((hit) => [hit.id, hit.score === 100])).toEqual([
    ["1", true],
    ["2", true],
    ["3", false],
  ]);
  expect(Number(hits[2]?.score)).toBeGreaterThan(0);
});

test("a boost lifts what it is put on", () => {
  const first = (query: string): unknown => find("release-group", query)[0]?.title;
  expect(first("releasegroup:nevermind^4 OR releasegroup:surrender")).toBe("Nevermind");
  expect(first("releasegroup:nevermind OR releasegroup:surrender^4")).toBe("Surrender");
});

test("plain syntax takes any text as it is", () => {
  expect(titles("release-group", 'Nevermind! (AND "Surrender"', "plain")).toEqual(["Nevermind", "Surrender"]);
});

test.each([
  ["release-group", "nosuchfield:x", "undefined field nosuchfield"],
  ["release-group", "barcode:1", "undefined field barcode"],
  ["release-group", "x AND (arid:nirvana)", "Invalid UUID String: 'nirvana'"],
  ["release", "tracks:many", "Invalid Number: many"],
] as const)("in %s, %s is refused", (entity, query, message) => {
  expect(createSearchIndex(demo)(entity, query, everything, "lucene")).toEqual({
    kind: "malformed",
    message,
  });
});

test("a page is a part of the hits, with the count of all", () => {
  const page = { limit: 1, offset: 1 };
  const result = createSearchIndex(demo)("release-group", "releasegroup:desire", page, "lucene");
  expect(result).toMatchObject({ kind: "found", count: 3, documents: [{ title: "Desire" }] });
});

test.skipIf(!recordedCatalogue())(
  "each recorded album is found by its title and artist (needs ../shared)",
  () => {
    const catalogue = recordedCatalogue() ?? demo;
    for (const document of catalogue.searchDocuments as Json[]) {
      const quote = (text: unknown): string => `"${String(text).replace(/[\\"]/g, "\\$&")}"`;
      const credits = document["artist-credit"] as { name: string; joinphrase?: string }[];
      const artist = credits.map((credit) => credit.name + (credit.joinphrase ?? "")).join("");
      const query = `releasegroup:${quote(document.title)} AND artist:${quote(artist)}`;
      const hits = find("release-group", query, "lucene", catalogue);
      expect(
        hits.map((hit) => hit.id),
        query,
      ).toContain(document.id);
    }
  },
);
