import { expect, test } from "vitest";
import { readRelations } from "../../../src/sources/musicbrainz/facts/relations.ts";

const read = (type: string, resource: string) => readRelations([{ type, url: { resource } }]);

test.each([
  ["discogs", "https://www.discogs.com/master/10362", "discogs_master", "10362"],
  ["discogs", "https://www.discogs.com/de/release/3191626-Name", "discogs_release", "3191626"],
  ["discogs", "http://discogs.com/artist/45467", "discogs_artist", "45467"],
  ["wikidata", "https://www.wikidata.org/wiki/Q150901", "wikidata", "Q150901"],
  ["allmusic", "https://www.allmusic.com/album/mw0000191308", "allmusic", "mw0000191308"],
  ["IMDb", "https://www.imdb.com/name/nm0000001/", "imdb", "nm0000001"],
  ["amazon asin", "https://www.amazon.co.uk/gp/product/B004XZDT60", "asin", "B004XZDT60"],
])("a link of kind %s to %s is the identifier %s %s", (type, url, kind, value) => {
  const { identifiers, links } = read(type, url);
  expect(identifiers).toEqual([{ kind, value }]);
  expect(links).toEqual([{ source: type === "amazon asin" ? "amazon" : type, externalId: value, url }]);
});

test.each([
  ["official homepage", "https://www.pinkfloyd.com/"],
  ["wikipedia", "https://en.wikipedia.org/wiki/+_(album)"],
  ["discogs", "https://www.discogs.com/label/895"],
  ["other databases", "https://notdiscogs.com/master/1"],
])("a link of kind %s to %s is a link, and no identifier", (type, url) => {
  expect(read(type, url)).toEqual({ identifiers: [], links: [{ source: type, externalId: url, url }] });
});

test.each(["ftp://example.org/x", "javascript:alert(1)", "data:text/html,x", "//example.org", ""])(
  "%j is nothing to open",
  (url) => {
    expect(read("official homepage", url)).toEqual({ identifiers: [], links: [] });
  },
);

test("an ended relation is a dead link; one without an address is none", () => {
  const url = { resource: "https://gone.example" };
  expect(
    readRelations([{ type: "official homepage", ended: true, url }, { type: "member of band" }]),
  ).toEqual({ identifiers: [], links: [] });
  expect(readRelations(null)).toEqual({ identifiers: [], links: [] });
});
