import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drawCover } from "../../src/demo/draw-cover.ts";
import { drawPng, encodePng } from "../helpers/pictures.ts";
import type { Fault } from "../../src/demo/stand-in.ts";
import { coverArtStandIn } from "../helpers/cover-art-archive.ts";
import { onPath } from "../helpers/faults.ts";
import { askAgain, createShopStage, type ShopStage } from "./stage.ts";

/** By sales rank: the LP (188), the CD of 2011 (412), the CD of 1984 (2310). */
const ranked = ["B0DEMO0003", "B0DEMO0001", "B0DEMO0002"];

async function albumStage(): Promise<ShopStage> {
  const stage = await createShopStage();
  await stage.withAlbums("Pink Floyd - The Dark Side of the Moon");
  return stage;
}

/** How a drain ends that leaves a job to be tried again. */
const waitsForSource = 5;

const imagesOf = ({ amazon }: ShopStage): string[] =>
  amazon.requests.flatMap(({ path }) => /^\/images\/I\/(\w+)\./.exec(path)?.[1] ?? []);
const coversOf = (stage: ShopStage) =>
  stage.rows(`SELECT source, source_url, path, bytes, media_type, width FROM artworks
    JOIN albums ON artwork_id = artworks.id AND artwork_status = 'available'`);
const spoil = (stage: ShopStage, fault: Fault, ...asins: string[]): void =>
  stage.amazon.setFault(onPath(new RegExp(`/images/I/(${asins.join("|")})\\.`), () => fault));
const image = (body: Buffer, status = 200): Fault => ({
  kind: "status",
  status,
  body,
  contentType: "image/jpeg",
});
const oblong = encodePng(new Uint8Array(600 * 300 * 3), { width: 600, height: 300 });

describe("the cover", () => {
  it("is the picture of the accepted product that sells best", async () => {
    const stage = await albumStage();
    const { stdout } = await stage.drain();
    expect(stdout).toContain("; cover from B0DEMO0003");
    expect(imagesOf(stage)).toEqual(["B0DEMO0003"]);
    const [cover, ...others] = await coversOf(stage);
    expect(others).toEqual([]);
    expect(cover).toMatchObject({ source: "amazon", media_type: "image/jpeg", width: 1000 });
    expect(cover!["source_url"]).toBe(`${stage.amazon.url}/images/I/B0DEMO0003._SL1000_.jpg`);
    expect(readFileSync(join(stage.home, String(cover!["path"])))).toEqual(
      await drawCover("B0DEMO0003", 1000, "jpeg"),
    );
    expect((await stage.importer(["show", "album", "1"])).stdout).toMatch(/cover .*amazon/);
  });

  it("comes on top of none that the album has", async () => {
    const stage = await albumStage();
    await stage.drain();
    const before = await coversOf(stage);
    await askAgain(stage);
    const { stdout } = await stage.drain();
    expect(imagesOf(stage)).toHaveLength(1);
    expect(stdout).not.toContain("cover");
    expect(await coversOf(stage)).toEqual(before);
  });

  it("gives way to the archive's when that is asked, and stays away where that is enough", async () => {
    const sources = async (...steps: (() => Promise<unknown>)[]) => {
      for (const step of steps) await step();
      return (await coversOf(stage)).map(({ source }) => source);
    };
    const archive = { IMPORTER_COVER_ART_ARCHIVE_URL: (await coverArtStandIn()).url };
    const atTheArchive = async () => {
      const stage = await albumStage();
      Object.assign(stage.env, archive);
      return stage;
    };
    let stage = await atTheArchive();
    expect(await sources(() => stage.drain())).toEqual(["amazon"]);
    expect(await sources(() => stage.importer(["enrich", "--no-lyrics"]))).toEqual(["cover_art_archive"]);
    stage = await atTheArchive();
    expect(await sources(() => stage.importer(["enrich", "--no-lyrics"]))).toEqual(["cover_art_archive"]);
    expect(await sources(() => stage.drain())).toEqual(["cover_art_archive"]);
  });

  it.each([
    ["the shop first", ["shop", "archive"]],
    ["the archive first", ["archive", "shop"]],
  ])("of 400 pixels from the archive and 1000 from the shop is the shop's: %s", async (_, order) => {
    const archive = await coverArtStandIn();
    archive.setFault(onPath(/front/, () => image(drawPng("small", 400))));
    const stage = await albumStage();
    stage.env["IMPORTER_COVER_ART_ARCHIVE_URL"] = archive.url;
    for (const each of order)
      await (each === "shop" ? stage.drain() : stage.importer(["enrich", "--no-lyrics"]));
    expect(await coversOf(stage)).toMatchObject([{ source: "amazon", width: 1000 }]);
    expect(await stage.rows("SELECT DISTINCT source FROM album_covers ORDER BY source")).toEqual([
      { source: "amazon" },
      { source: "cover_art_archive" },
    ]);
    expect(await stage.rows("SELECT DISTINCT artwork_status FROM tracks")).toEqual([
      { artwork_status: "available" },
    ]);
  });

  it("is told once to be one that the shop's licence wants linked", async () => {
    const stage = await albumStage();
    expect((await stage.drain()).stderr).toContain("its licence speaks of links to them");
    await stage.withAlbums("Surrender");
    const { stdout, stderr } = await stage.drain();
    expect(stdout).toContain("cover from");
    expect(stderr).not.toContain("licence");
  });

  it("goes with its product, and the next best comes with the next search", async () => {
    const stage = await albumStage();
    await stage.drain();
    await stage.importer(["links", "1", "--remove", "B0DEMO0003"]);
    expect(await coversOf(stage)).toEqual([]);
    await askAgain(stage);
    const { stdout } = await stage.drain();
    expect(stdout).toContain("; cover from B0DEMO0001");
  });

  it("is that of no product that a person has removed, and may be that of one they confirmed", async () => {
    const stage = await albumStage();
    for (const asin of ["B0DEMO0003", "B0DEMO0001"]) await stage.importer(["links", "1", "--remove", asin]);
    await stage.importer(["links", "1", "--remove", "B0DEMO0002"]);
    await stage.importer(["links", "1", "--confirm", "B0DEMO0005"]);
    const { stdout } = await stage.drain();
    expect(stdout).toContain("; cover from B0DEMO0005");
  });

  it("is tried for when an earlier one is known absent elsewhere", async () => {
    const stage = await albumStage();
    await stage.inLibrary((db) =>
      db.$client.exec("UPDATE albums SET artwork_status = 'absent', artwork_retry_at = 1"),
    );
    await stage.drain();
    expect(await coversOf(stage)).toHaveLength(1);
  });

  it("none, where IMPORTER_AMAZON_IMAGES=link: its address stands in the link", async () => {
    const stage = await albumStage();
    await stage.drain({ IMPORTER_AMAZON_IMAGES: "link" });
    expect(imagesOf(stage)).toEqual([]);
    expect(await stage.rows("SELECT * FROM artworks")).toEqual([]);
    const links = await stage.rows(
      "SELECT evidence ->> 'imageUrl' AS url FROM external_links WHERE price_cents = 2997",
    );
    expect(links).toEqual([{ url: `${stage.amazon.url}/images/I/B0DEMO0003._SL1000_.jpg` }]);
  });
});

describe("a picture that is none", () => {
  const faults: [about: string, fault: Fault, why: RegExp][] = [
    ["gone", image(Buffer.alloc(0), 404), /the picture is not there any more/],
    ["forbidden", image(Buffer.alloc(0), 403), /the picture is not there any more/],
    ["a web page", { kind: "html" }, /B0DEMO0003: /],
    ["not square", image(oblong), /the image has not the shape of a cover: 600×300 pixels/],
    ["too small", image(drawPng("x", 75)), /the image is only 75×75 pixels/],
    ["no image at all", image(Buffer.from("GIF that is none")), /B0DEMO0003: /],
    ["half an image", image(drawPng("x", 400).subarray(0, 300)), /B0DEMO0003: /],
    ["cut", { kind: "cut-body" }, /cut the connection/],
    ["a failing server's", image(Buffer.alloc(0), 500), /answered 500/],
    ["without end", { kind: "huge-body", bytes: 64 * 1024 * 1024 }, /MB/],
  ];
  it.each(faults)("%s: the next is taken, and the links stay", async (_, fault) => {
    const stage = await albumStage();
    spoil(stage, fault, "B0DEMO0003");
    const { stdout } = await stage.drain();
    expect(stdout).toContain("; cover from B0DEMO0001");
    expect(imagesOf(stage)).toEqual(ranked.slice(0, 2));
    expect(await stage.links()).toEqual(ranked.toSorted());
    expect(await coversOf(stage)).toHaveLength(1);
  });

  const passing = faults.filter(([about]) => ["cut", "a failing server's"].includes(about));
  const lasting = faults.filter((each) => !passing.includes(each));

  it.each(passing)(
    "%s, and all the others, too: the links are saved, and the job is tried again",
    async (_, fault, why) => {
      const stage = await albumStage();
      spoil(stage, fault, ...ranked);
      const { stdout } = await stage.drain({}, waitsForSource);
      expect(stdout).toMatch(/retried .*the links are saved; no cover yet: B0DEMO0003: /);
      expect(stdout).toMatch(why);
      expect(await stage.links()).toEqual(ranked.toSorted());
      for (let attempt = 2; attempt <= 4; attempt++) {
        await stage.inLibrary((db) => db.$client.exec("UPDATE jobs SET run_at = 0"));
        await stage.drain({}, attempt < 4 ? waitsForSource : 0);
      }
      expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 4 }]);
      expect(await stage.rows("SELECT * FROM artworks")).toEqual([]);
    },
  );

  it.each(lasting)(
    "%s, and all the others, too: no cover, links, and the job is done",
    async (_, fault, why) => {
      const stage = await albumStage();
      spoil(stage, fault, ...ranked);
      const { stdout } = await stage.drain();
      expect(stdout).toMatch(/done .*; no cover \(B0DEMO0003: .*\)$/m);
      expect(stdout).toMatch(why);
      expect(imagesOf(stage)).toEqual(ranked);
      expect(await stage.links()).toEqual(ranked.toSorted());
      expect(await stage.rows("SELECT * FROM artworks")).toEqual([]);
      expect(await stage.jobs()).toMatchObject([{ state: "done", attempts: 1 }]);
      stage.amazon.setFault(undefined);
      await askAgain(stage);
      await stage.drain();
      expect(await coversOf(stage)).toHaveLength(1);
    },
  );
});
