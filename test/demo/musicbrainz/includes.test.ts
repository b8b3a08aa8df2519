import { expect, test } from "vitest";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import type { Json } from "../../../src/demo/musicbrainz/documents.ts";
import { readIncludes, type Resource } from "../../../src/demo/musicbrainz/includes.ts";
import { pruneIncludes } from "../../../src/demo/musicbrainz/prune.ts";

const demo = demoCatalogue();
const nevermind = demo.releases.get("a146429a-cedc-3ab0-9e41-1aaf5f6cdc2d") ?? {};
const group = demo.releaseGroups.get("05ce100c-eddf-4967-8d7e-33fc0883fe39") ?? {};
const dylan = demo.artists.get("72c536dc-7137-4477-a521-567eeb840fa8") ?? {};

function keysWith(document: Json, inc = ""): string[] {
  return Object.keys(pruneIncludes(document, new Set(inc.split("+").filter(Boolean))));
}

const releaseKeys = keysWith(nevermind);
const groupKeys = keysWith(group);

test("without inc a release has its own facts only", () => {
  expect([...releaseKeys].sort()).toEqual(
    [
      "asin",
      "barcode",
      "country",
      "cover-art-archive",
      "date",
      "disambiguation",
      "id",
      "packaging",
      "packaging-id",
      "quality",
      "release-events",
      "status",
      "status-id",
      "text-representation",
      "title",
    ].sort(),
  );
});

test.each([
  ["artist-credits", "artist-credit"],
  ["labels", "label-info"],
  ["media", "media"],
  ["discids", "media"],
  ["recordings", "media"],
  ["release-groups", "release-group"],
  ["url-rels", "relations"],
  ["artist-rels", "relations"],
  ["aliases", "aliases"],
  ["genres", "genres"],
  ["tags", "tags"],
  ["annotation", "annotation"],
  ["ratings", "rating"],
])("inc=%s adds %s to a release", (inc, key) => {
  expect(keysWith(nevermind, inc).filter((name) => !releaseKeys.includes(name))).toEqual([key]);
});

test.each([
  ["artist-credits", "artist-credit"],
  ["releases", "releases"],
  ["url-rels", "relations"],
  ["genres", "genres"],
])("inc=%s adds %s to a release group", (inc, key) => {
  expect(keysWith(group, inc).filter((name) => !groupKeys.includes(name))).toEqual([key]);
});

test("an artist's albums and aliases come when asked for", () => {
  expect(keysWith(dylan)).not.toContain("release-groups");
  expect(keysWith(dylan, "release-groups+aliases")).toEqual(
    expect.arrayContaining(["release-groups", "aliases"]),
  );
});

test("what is inside follows inc as well", () => {
  const firstTrack = (inc: string): Json => {
    const [medium] = pruneIncludes(nevermind, new Set(inc.split("+"))).media as Json[];
    return (medium?.tracks as Json[] | undefined)?.[0] ?? {};
  };
  expect(firstTrack("media")).toEqual({});
  expect(Object.keys(firstTrack("recordings"))).not.toContain("artist-credit");
  expect(Object.keys(firstTrack("recordings").recording as Json)).not.toContain("isrcs");
  const full = firstTrack("recordings+isrcs+artist-credits");
  expect(full).toMatchObject({
    title: "Smells Like Teen Spirit",
    "artist-credit": [{ name: "Nirvana" }],
    recording: { isrcs: ["USGF19942501"] },
  });
  expect(Object.keys(full.recording as Json)).not.toContain("genres");
});

test("relations are kept to the kinds asked for, and deeper ones to their level", () => {
  const relations = (inc: string): unknown => pruneIncludes(nevermind, new Set(inc.split("+"))).relations;
  expect(relations("url-rels")).toHaveLength(2);
  expect(relations("artist-rels")).toEqual([]);
  const deeper = pruneIncludes(nevermind, new Set(["url-rels", "release-groups"]));
  expect(deeper["release-group"]).not.toHaveProperty("relations");
  const level = pruneIncludes(nevermind, new Set(["url-rels", "release-groups", "release-group-level-rels"]));
  expect(level["release-group"]).toHaveProperty("relations");
});

test("pruning leaves the catalogue as it was", () => {
  const before = JSON.stringify(nevermind);
  pruneIncludes(nevermind, new Set());
  expect(JSON.stringify(nevermind)).toBe(before);
});

/** What the client may want to ask for, all of it. */
const good: [Resource, string][] = [
  ["artist", "aliases+tags+genres+ratings+url-rels+release-groups+artist-rels+annotation"],
  ["release-group", "artist-credits+aliases+tags+genres+ratings+url-rels+artists+releases+media"],
  ["release", "artist-credits+labels+recordings+media+isrcs+release-groups+url-rels+genres+discids"],
  ["release", "recordings+recording-level-rels+work-level-rels+work-rels"],
  ["release browse", "artist-credits+labels+media+recordings+isrcs+url-rels+release-groups"],
];

test.each(good)("for %s, inc=%s is allowed", (resource, inc) => {
  const names = new Set(inc.split("+"));
  expect(readIncludes(new URLSearchParams({ inc: inc.replaceAll("+", " ") }), resource)).toEqual({
    kind: "inc",
    names,
  });
  expect(readIncludes(new URLSearchParams({ inc }), resource)).toEqual({ kind: "inc", names });
});

const bad: [Resource, string][] = [
  ["artist", "artist-credits"],
  ["artist", "labels"],
  ["release-group", "labels"],
  ["release-group", "recordings"],
  ["release-group", "media"],
  ["release", "releases"],
  ["release", "isrcs"],
  ["release browse", "collections"],
  ["release browse", "ratings"],
  ["release browse", "artists"],
  ["release", "URL-rels"],
];

test.each(bad)("for %s, inc=%s is not", (resource, inc) => {
  expect(readIncludes(new URLSearchParams({ inc }), resource)).toMatchObject({ kind: "invalid" });
});
