import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { CoverSource } from "../../src/enrichment/covers/cover-source.ts";
import { coverArtArchiveCovers } from "../../src/enrichment/cover-sources/cover-art-archive.ts";
import type { CoverArtArchive } from "../../src/sources/cover-art-archive/source.ts";
import { collectCovers } from "../../src/enrichment/covers/collect-covers.ts";
import { getAlbumToCover } from "../../src/library/enrichment/artworks.ts";
import { checkImage } from "../../src/artwork/image.ts";
import { drawCover } from "../../src/demo/draw-cover.ts";
import { drawPng } from "../helpers/pictures.ts";
import { cover, coverSource, enriching, fillLibrary, never } from "../helpers/enriching.ts";
import { column, rows } from "../helpers/importing.ts";
import { temporaryLibrary } from "../helpers/library.ts";

const artworkOnly = { lyrics: false };

it("keeps the same bytes once, under the name of their content, linked to every album", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 2, 3);
  const bytes = cover("shared");
  const { job, home } = enriching(library, { covers: [coverSource(() => bytes)], config: artworkOnly });
  await job.run(never);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(rows(library.db, "SELECT sha256, media_type, width, height, bytes, source FROM artworks")).toEqual([
    { sha256, media_type: "image/png", width: 300, height: 300, bytes: bytes.length, source: "test_covers" },
  ]);
  const [path] = column(library.db, "SELECT path FROM artworks") as string[];
  expect(readFileSync(join(home, path!)).equals(bytes)).toBe(true);
  expect(column(library.db, "SELECT DISTINCT artwork_id FROM albums")).toEqual([1]);
  expect(column(library.db, "SELECT DISTINCT artwork_id FROM tracks")).toEqual([1]);
});

const png = drawPng("odd", 300);
const jpeg = await drawCover("odd", 300, "jpeg");
const refused: Record<string, [Buffer, RegExp]> = {
  "a web page": [Buffer.from("<!DOCTYPE html><html></html>"), /no image \(a web page\)/],
  nothing: [Buffer.alloc(0), /no image/],
  "a cut JPEG": [jpeg.subarray(0, jpeg.length >> 1), /can't be decoded/],
  "a cut PNG": [png.subarray(0, png.length >> 1), /can't be decoded/],
};

/** A PNG whose header claims so many pixels a side. */
function bombOf(image: Buffer, side: number): Buffer {
  const bomb = Buffer.from(image);
  bomb.writeUInt32BE(side, 16);
  bomb.writeUInt32BE(side, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  return bomb;
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

it.each(Object.entries(refused))(
  "refuses %s, and remembers no absence for it",
  async (_, [bytes, reason]) => {
    const library = await temporaryLibrary();
    fillLibrary(library.db, 1, 1);
    const options = { covers: [coverSource(() => bytes)], config: artworkOnly };
    const { job, home } = enriching(library, options);
    const result = await job.run(never);
    expect(result.failures[0]?.errors[0]).toMatch(reason);
    expect(column(library.db, "SELECT artwork_status FROM tracks")).toEqual(["unknown"]);
    expect(existsSync(join(home, "artwork"))).toBe(false);
  },
);

it("takes what the next source has when the first one's image is refused", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 1);
  const covers = [coverSource(() => Buffer.from("<html>")), { ...coverSource(), name: "second" }];
  const result = await enriching(library, { covers, config: artworkOnly }).job.run(never);
  expect(result).toMatchObject({ artworkFetched: 1, failed: 0 });
  expect(column(library.db, "SELECT source FROM artworks")).toEqual(["second"]);
});

it("does not ask for a failed album again for each of its tracks", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 12);
  const covers = coverSource(() => Buffer.from("<html>"));
  const result = await enriching(library, {
    covers: [covers],
    config: { ...artworkOnly, maxConcurrent: 1 },
  }).job.run(never);
  expect(covers.asked).toEqual([1]);
  expect(result.failed).toBe(12);
});

it("leaves no half-written file behind", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 4, 1);
  const { job, home } = enriching(library, {
    covers: [coverSource((id) => cover(`${id}`))],
    config: artworkOnly,
  });
  await job.run(never);
  const names = readdirSync(join(home, "artwork"), { recursive: true }).map(String);
  expect(names.filter((name) => name.endsWith(".png"))).toHaveLength(4);
  expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
});

it("reads the type from the bytes, whatever they are called", async () => {
  expect(await checkImage(png)).toMatchObject({ mediaType: "image/png", width: 300, height: 300 });
  expect(await checkImage(jpeg)).toMatchObject({ mediaType: "image/jpeg" });
});

const answers: Record<string, [Buffer, string]> = {
  "a PDF": [Buffer.from("%PDF-1.7\n…"), "what came is no image (a PDF)"],
  "a stamp": [drawPng("small", 40), "the image is only 40×40 pixels"],
  "a bomb": [bombOf(png, 60_000), "the image can't be decoded (Input image exceeds pixel limit)"],
};

it.each(Object.entries(answers))(
  "takes %s for what they have: no cover, and nobody's failure",
  async (_, [bytes, reason]) => {
    const library = await temporaryLibrary();
    fillLibrary(library.db, 1, 3);
    const covers = coverSource(() => bytes);
    const result = await enriching(library, { covers: [covers], config: artworkOnly }).job.run(never);
    expect(result).toMatchObject({ failed: 0, artworkFetched: 0, failures: [] });
    expect(result.refusedCovers).toEqual([
      { albumId: 1, album: "Album 1", reason: `test_covers: ${reason}` },
    ]);
    expect(column(library.db, "SELECT artwork_status FROM albums")).toEqual(["absent"]);
    expect(covers.asked).toEqual([1]);
  },
);

it("lets a source offer its next images until one is a cover, and large enough", async () => {
  const library = await temporaryLibrary();
  fillLibrary(library.db, 1, 1);
  const several: CoverSource = {
    name: "several",
    async findCover(_, __, isEnough) {
      const images = [drawPng("small", 40), cover("fair"), drawPng("good", 600), cover("unseen")];
      for (const bytes of images) {
        const found = { bytes, url: "http://covers.example/1", matchedBy: "name" as const };
        if (await isEnough!(found)) return found;
      }
      return undefined;
    },
  };
  const result = await enriching(library, { covers: [several], config: artworkOnly }).job.run(never);
  expect(result).toMatchObject({ artworkFetched: 1, refusedCovers: [] });
  expect(rows(library.db, "SELECT matched_by, width FROM artworks ORDER BY id")).toEqual([
    { matched_by: "name", width: 300 },
    { matched_by: "name", width: 600 },
  ]);
  expect(column(library.db, "SELECT artwork_id FROM albums")).toEqual([2]);
});

it("takes the release group's cover when the release's own is a whole booklet", async () => {
  const archive: CoverArtArchive = {
    frontOfRelease: () => Promise.resolve({ bytes: drawPng("stamp", 40), url: "http://caa.example/release" }),
    frontOfReleaseGroup: () => Promise.resolve({ bytes: cover("square"), url: "http://caa.example/group" }),
  };
  const album = {
    id: 1,
    title: "A",
    artist: "B",
    year: null,
    barcodes: [],
    releaseGroupMbid: "group",
    releaseMbids: ["release"],
  };
  const isEnough = async ({ bytes }: { bytes: Buffer }): Promise<boolean> => bytes.equals(cover("square"));
  const source = coverArtArchiveCovers(archive);
  expect((await source.findCover(album, never, isEnough))?.url).toBe("http://caa.example/group");
  expect((await source.findCover(album, never, () => Promise.resolve(true)))?.url).toBe(
    "http://caa.example/release",
  );
});

it("asks for the cover of the edition that its files are, and further where that is small", async () => {
  const asked: string[] = [];
  const archive: CoverArtArchive = {
    frontOfRelease: (mbid) => {
      asked.push(mbid);
      return Promise.resolve({
        bytes: drawPng(mbid, mbid === "small" ? 400 : 700),
        url: `http://caa.example/${mbid}`,
      });
    },
    frontOfReleaseGroup: () => {
      asked.push("group");
      return Promise.resolve({ bytes: drawPng("group", 900), url: "http://caa.example/group" });
    },
  };
  const album = {
    id: 1,
    title: "A",
    artist: "B",
    year: null,
    barcodes: [],
    releaseGroupMbid: "group",
    releaseMbids: [],
  };
  const collect = (ownedReleaseMbid: string) =>
    collectCovers(
      (isEnough) => coverArtArchiveCovers(archive).findCover({ ...album, ownedReleaseMbid }, never, isEnough),
      600,
    );
  const large = await collect("own");
  expect(large.covers.map(({ found, image }) => [found.tier, image.width])).toEqual([["owned_release", 700]]);
  const small = await collect("small");
  expect(small.covers.map(({ found, image }) => [found.tier, image.width])).toEqual([
    ["owned_release", 400],
    ["release_group", 900],
  ]);
  expect(asked).toEqual(["own", "small", "group"]);
});

it("knows the edition by the MBID in its files' tags, unless that edition has no front cover", async () => {
  const { db } = await temporaryLibrary();
  fillLibrary(db, 1, 1);
  const mbid = "00000000-0000-4000-8002-000000000001";
  db.$client.exec(`INSERT INTO identifiers (item_type, item_id, kind, value) VALUES
    ('album', 1, 'musicbrainz_release', '${mbid}'), ('release', 1, 'musicbrainz_release', '${mbid}')`);
  expect(getAlbumToCover(db, 1)?.ownedReleaseMbid).toBe(mbid);
  db.$client.exec(
    "INSERT INTO releases (album_id, title, has_front_cover, created_at, updated_at) VALUES (1, 'A', 0, 1, 1)",
  );
  expect(getAlbumToCover(db, 1)?.ownedReleaseMbid).toBeUndefined();
});
