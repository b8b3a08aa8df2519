import { expect, test } from "vitest";
import { demoArt } from "../../../src/demo/cover-art-archive/demo-art.ts";
import { suffixOf } from "../../../src/demo/cover-art-archive/documents.ts";
import { demoCatalogue } from "../../../src/demo/musicbrainz/catalogue.ts";
import { objectOf } from "../../../src/demo/musicbrainz/documents.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";

const art = demoArt();
const musicbrainz = demoCatalogue();

test("what MusicBrainz counts is there, with the sides it tells of", () => {
  const counted = [...musicbrainz.releases].filter(
    ([, release]) => objectOf(release, "cover-art-archive").artwork === true,
  );
  expect(counted.length).toBeGreaterThanOrEqual(5);
  for (const [id, release] of counted) {
    const images = art.items.get(id)?.listing.images ?? [];
    expect({
      count: images.length,
      front: images.some((image) => image.front),
      back: images.some((image) => image.back),
    }).toEqual({
      count: objectOf(release, "cover-art-archive").count,
      front: objectOf(release, "cover-art-archive").front,
      back: objectOf(release, "cover-art-archive").back,
    });
  }
});

test("every album but one has art that stands for it", () => {
  const without = [...musicbrainz.releaseGroups.keys()].filter((group) => !art.groups.has(group));
  expect(without).toEqual([madeUpMbid("release group", "Desire", "Pharoahe Monch")]);
  for (const [group, release] of art.groups) {
    expect(musicbrainz.releaseGroups.has(group)).toBe(true);
    expect(art.items.get(release)?.listing.images.some((image) => image.front)).toBe(true);
  }
});

test("no two images share a number", () => {
  const ids = [...art.items.values()].flatMap(({ listing }) => listing.images.map(({ id }) => String(id)));
  expect(new Set(ids).size).toBe(ids.length);
});

test("every listed original can be had, and looks different from the others", async () => {
  const asked = [...art.items.values()].flatMap(({ listing, file }) =>
    listing.images.map((image) => file(`${image.id}.${suffixOf(image)}`)),
  );
  const files = (await Promise.all(asked)).map((bytes) => bytes?.toString("base64"));
  expect(files).not.toContain(undefined);
  expect(new Set(files).size).toBe(files.length);
});

test("one item is darkened, and one is a PDF alone", () => {
  const items = [...art.items.values()];
  expect(items.filter((item) => item.darkened)).toHaveLength(1);
  expect(
    items.filter(({ listing }) => listing.images.every((image) => suffixOf(image) === "pdf")),
  ).toHaveLength(1);
});
