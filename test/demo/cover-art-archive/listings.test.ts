import { expect, test } from "vitest";
import { drawItem } from "../../../src/demo/cover-art-archive/draw-item.ts";
import type {
  ArtCatalogue,
  CoverArtArchiveStandIn,
  ArchiveListing,
} from "../../../src/demo/cover-art-archive/server.ts";
import { darkSideOfTheMoon } from "../../../src/demo/musicbrainz/albums/dark-side-of-the-moon.ts";
import { surrender } from "../../../src/demo/musicbrainz/albums/surrender.ts";
import { madeUpMbid } from "../../../src/demo/musicbrainz/facts.ts";
import { coverArtStandIn, recordedArt } from "../../helpers/cover-art-archive.ts";

const release = madeUpMbid("release", "listings");
const two = [
  { id: 31_000_000_001, types: ["Front"], suffix: "png" as const },
  { id: 31_000_000_002, types: ["Back"], approved: false, comment: "scratched" },
];

test("a listing is JSON from the data node", async () => {
  const answer = await fetch(`${(await coverArtStandIn(artOf("new"))).url}/release/${release}`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
});

test("a new listing has number ids and every size, and its links lead to the stand-in", async () => {
  const archive = await coverArtStandIn(artOf("new"));
  const base = `${archive.url}/release/${release}/31000000001`;
  expect(await listingOf(archive, release)).toEqual({
    release: `https://musicbrainz.org/release/${release}`,
    images: [
      {
        approved: true,
        back: false,
        comment: "",
        edit: 90_000_000,
        front: true,
        id: 31_000_000_001,
        image: `${base}.png`,
        thumbnails: {
          "250": `${base}-250.jpg`,
          "500": `${base}-500.jpg`,
          "1200": `${base}-1200.jpg`,
          large: `${base}-500.jpg`,
          small: `${base}-250.jpg`,
        },
        types: ["Front"],
      },
      expect.objectContaining({ id: 31_000_000_002, back: true, approved: false, comment: "scratched" }),
    ],
  });
});

test("an old listing has text ids and the two named sizes only", async () => {
  const { images } = await listingOf(await coverArtStandIn(artOf("old")), release);
  expect(images.map((image) => image.id)).toEqual(["31000000001", "31000000002"]);
  for (const { thumbnails } of images) expect(Object.keys(thumbnails)).toEqual(["large", "small"]);
});

test("links stay as they were written, where that is wanted: plain ones but for the newest listings", async () => {
  const links: string[] = [];
  for (const age of ["old", "middle", "new"] as const) {
    const { images } = await listingOf(await coverArtStandIn(artOf(age), { links: "as-written" }), release);
    links.push(images[0]?.image ?? "");
  }
  const path = `coverartarchive.org/release/${release}/31000000001.png`;
  expect(links).toEqual([`http://${path}`, `http://${path}`, `https://${path}`]);
});

test("every link of a listing leads to a file of its kind", async () => {
  const archive = await coverArtStandIn();
  const { images } = await listingOf(archive, "0586779a-1e0c-465a-ad7d-5dd1c0946028");
  for (const image of images) {
    const original = await fetch(image.image);
    expect(original.headers.get("content-type")).toBe(
      image.image.endsWith("png") ? "image/png" : "image/jpeg",
    );
    for (const link of Object.values(image.thumbnails)) {
      const thumbnail = await fetch(link);
      expect([thumbnail.status, thumbnail.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    }
  }
});

test("several images are fronts, and one is flagged", async () => {
  const { images } = await listingOf(await coverArtStandIn(), "b84ee12a-09ef-421b-82de-0441a926375b");
  expect(images.filter(({ types }) => types.includes("Front"))).toHaveLength(4);
  expect(images.filter(({ front }) => front).map(({ id }) => id)).toEqual([31_000_000_001]);
  expect(images.filter(({ back }) => back)).toHaveLength(1);
  expect(images.flatMap(({ types }) => types)).toEqual(expect.arrayContaining(["Watermark", "Raw/Unedited"]));
});

test("the listing of an album is that of one release, and says of which", async () => {
  const archive = await coverArtStandIn();
  const answer = await fetch(`${archive.url}/release-group/${darkSideOfTheMoon.id}`);
  expect(((await answer.json()) as ArchiveListing).release).toBe(
    "https://musicbrainz.org/release/b84ee12a-09ef-421b-82de-0441a926375b",
  );
});

test("an album can have a cover though none of its known releases has one", async () => {
  const archive = await coverArtStandIn();
  for (const { id } of surrender.releases) {
    expect((await fetch(`${archive.url}/release/${id}/front`)).status).toBe(404);
  }
  expect((await fetch(`${archive.url}/release-group/${surrender.id}/front-250`)).status).toBe(200);
});

test("what was darkened is listed, and refused by archive.org", async () => {
  const archive = await coverArtStandIn();
  const darkened = madeUpMbid("release", "Desire", "U2");
  for (const file of ["", "front", "front-500", "31000000061.jpg"]) {
    const answer = await fetch(`${archive.url}/release/${darkened}/${file}`);
    expect([answer.status, answer.url]).toEqual([403, expect.stringContaining(archive.hosts.archiveOrg.url)]);
    expect(answer.headers.get("content-type")).toContain("text/html");
  }
  expect(archive.hosts.dataNode.requests).toEqual([]);
});

test("a PDF is served as one; a thumbnail of it is a JPEG, where there is one", async () => {
  const archive = await coverArtStandIn();
  const base = `${archive.url}/release/${madeUpMbid("release", "Odd Sizes", "enhanced CD")}`;
  const listing = (await (await fetch(base)).json()) as ArchiveListing;
  expect(listing.images.map(({ thumbnails }) => Object.keys(thumbnails))).toEqual([
    ["250", "500", "large", "small"],
  ]);
  const pdf = await fetch(`${base}/front`);
  expect(pdf.headers.get("content-type")).toBe("application/pdf");
  const text = Buffer.from(await pdf.arrayBuffer()).toString("latin1");
  expect(text).toMatch(/^%PDF-1\.4\n/);
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  expect(text.slice(table, table + 9)).toBe("xref\n0 6\n");
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
  expect(offsets.map((at) => text.slice(at, at + 7))).toEqual([1, 2, 3, 4, 5].map((n) => `${n} 0 obj`));

  const large = await fetch(`${base}/front-500`);
  expect([large.status, large.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
  expect((await fetch(`${base}/front-1200`)).status).toBe(404);
});

test("a thumbnail is no larger than the original", async () => {
  const archive = await coverArtStandIn();
  const small = "0385f276-5f4f-4c81-a7a4-6bd7b8d85a7e"; // 300 pixels
  const widths = [];
  for (const file of ["front", "front-250", "front-500", "front-1200"]) {
    widths.push(widthOf(await (await fetch(`${archive.url}/release/${small}/${file}`)).arrayBuffer()));
  }
  expect(widths).toEqual([300, 250, 300, 300]);
});

const recorded = recordedArt();
const reason = "needs the recordings in ../shared";

test.skipIf(!recorded)(`there are three recorded listings (${reason})`, () => {
  expect(recorded?.items.size).toBe(3);
});

test.skipIf(!recorded).each([...(recorded?.items ?? [])])(
  `the recorded listing of %s is served as it is, and so is what it names (${reason})`,
  async (mbid, { listing }) => {
    const written = await coverArtStandIn(recorded, { links: "as-written" });
    expect(await listingOf(written, mbid)).toEqual(listing);
    const archive = await coverArtStandIn(recorded);
    for (const image of (await listingOf(archive, mbid)).images) {
      for (const link of [image.image, ...Object.values(image.thumbnails)]) {
        expect([link, (await fetch(link, { method: "HEAD" })).status]).toEqual([link, 200]);
      }
    }
    expect((await fetch(`${archive.url}/release/${mbid}/front-1200`)).status).toBe(200);
  },
);

function artOf(age: "new" | "middle" | "old"): ArtCatalogue {
  return { items: new Map([[release, drawItem(release, two, age)]]), groups: new Map() };
}

async function listingOf(archive: CoverArtArchiveStandIn, mbid: string): Promise<ArchiveListing> {
  const answer = await fetch(`${archive.url}/release/${mbid}/`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as ArchiveListing;
}

/** From the JPEG's frame header. */
function widthOf(file: ArrayBuffer): number {
  const bytes = Buffer.from(file);
  return bytes.readUInt16BE(bytes.indexOf(Buffer.from([0xff, 0xc0])) + 7);
}
