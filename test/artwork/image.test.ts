import sharp, { type Sharp } from "sharp";
import { expect, it, test } from "vitest";
import { checkImage, ImageError } from "../../src/artwork/image.ts";

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });

async function refusalOf(bytes: Buffer): Promise<ImageError> {
  return checkImage(bytes).then(
    () => expect.fail("it was kept"),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ImageError);
      return error as ImageError;
    },
  );
}

test.each([
  ["square", 600, 600],
  ["a scan that is a little off", 700, 600],
  ["a DVD's front", 500, 705],
  ["a cassette's front", 400, 600],
  ["a longbox", 400, 800],
])("%s (%i×%i) is a cover, kept byte by byte", async (_, width, height) => {
  const bytes = await picture(width, height).jpeg().toBuffer();
  expect(await checkImage(bytes)).toMatchObject({ bytes, mediaType: "image/jpeg", width, height });
});

test.each([
  ["a stamp", 150, 150, "only 150×150"],
  ["two pages of a booklet", 1200, 600, "has not the shape of a cover"],
  ["a spine", 200, 1200, "has not the shape of a cover"],
])("%s (%i×%i) is no cover, today or tomorrow", async (_, width, height, why) => {
  const { message, whole } = await refusalOf(await picture(width, height).png().toBuffer());
  expect(message).toContain(why);
  expect(whole).toBe(true);
});

it("measures a picture that lies on its side as it is shown, and keeps it so where it is made anew", async () => {
  const onItsSide = picture(600, 400).withMetadata({ orientation: 6 });
  const bytes = await onItsSide.clone().jpeg().toBuffer();
  expect(await checkImage(bytes)).toMatchObject({ bytes, width: 400, height: 600 });
  const anew = await checkImage(await onItsSide.clone().tiff().toBuffer());
  expect(anew).toMatchObject({ width: 400, height: 600 });
  expect(await sharp(anew.bytes).metadata()).toMatchObject({ width: 400, height: 600 });
  const wide = await picture(400, 600).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect((await refusalOf(wide)).message).toContain("600×400");
});

it("keeps CMYK as RGB, which every program shows", async () => {
  const cmyk = await picture(600, 600).toColourspace("cmyk").jpeg().toBuffer();
  const { bytes, mediaType } = await checkImage(cmyk);
  expect(mediaType).toBe("image/jpeg");
  expect(await sharp(bytes).metadata()).toMatchObject({ space: "srgb", channels: 3, width: 600 });
  const [red, green] = (await sharp(bytes).stats()).channels.map(({ mean }) => mean);
  expect(red! - green!).toBeGreaterThan(100);
});

it("keeps the first frame of an animation", async () => {
  const frames = await Promise.all(
    [255, 0].map((r) =>
      sharp({ create: { width: 300, height: 300, channels: 3, background: { r, g: 0, b: 0 } } })
        .png()
        .toBuffer(),
    ),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await sharp(gif).metadata()).pages).toBe(2);
  const kept = await checkImage(gif);
  expect(kept).toMatchObject({ width: 300, height: 300 });
  expect((await sharp(kept.bytes).metadata()).pages ?? 1).toBe(1);
  expect((await sharp(kept.bytes).stats()).channels[0]!.mean).toBeGreaterThan(240);
});

test.each(["avif", "tiff"] as const)("keeps %s in a form that every program shows", async (format) => {
  const kept = await checkImage(await picture(300, 300).toFormat(format).toBuffer());
  expect(kept).toMatchObject({ mediaType: "image/jpeg", width: 300, height: 300 });
  expect((await sharp(kept.bytes).metadata()).format).toBe("jpeg");
});

/** 24 bits a pixel, as Paint writes it: rows from the bottom, each filled up to four bytes. */
function bitmapOf(width: number, height: number, claimed = { width, height }): Buffer {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const header = Buffer.alloc(54);
  header.write("BM");
  header.writeUInt32LE(54 + rowBytes * height, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(claimed.width, 18);
  header.writeInt32LE(claimed.height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  const rows = Buffer.alloc(rowBytes * height);
  for (let at = 2; at < rows.length; at += 3) rows[at] = 200; // blue, green, red
  return Buffer.concat([header, rows]);
}

it("reads bitmaps, and believes none that claims more than it has", async () => {
  const kept = await checkImage(bitmapOf(300, 300));
  expect(kept).toMatchObject({ mediaType: "image/png", width: 300, height: 300 });
  const [red, , blue] = (await sharp(kept.bytes).stats()).channels.map(({ mean }) => mean);
  expect(red).toBeGreaterThan(190);
  expect(blue).toBeLessThan(10);
  expect((await refusalOf(bitmapOf(4, 4, { width: 60_000, height: 60_000 }))).whole).toBe(true);
  await refusalOf(bitmapOf(4, 4, { width: 3000, height: 3000 }));
});

it("refuses at once a small file that unpacks to billions of pixels, and need not ask again", async () => {
  const small = await picture(300, 300).png().toBuffer();
  const bomb = Buffer.from(small);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const { whole } = await refusalOf(bomb);
  expect(whole).toBe(true);
});

test.each([
  ["an SVG drawing", Buffer.from('<?xml version="1.0"?>\n<!-- by hand -->\n<svg xmlns="x" width="600"/>')],
  ["a JPEG XL picture", Buffer.from("0000000c4a584c200d0a870a", "hex")],
  ["a JPEG XL picture", Buffer.from("ff0a0000", "hex")],
  ["a JPEG 2000 picture", Buffer.from("0000000c6a5020200d0a870a", "hex")],
  ["a JPEG XR picture", Buffer.from("4949bc012000", "hex")],
  ["a Photoshop document", Buffer.from("8BPS\0\x01")],
])("refuses %s, and need not ask again", async (kind, bytes) => {
  expect(await refusalOf(bytes)).toMatchObject({ message: expect.stringContaining(kind), whole: true });
});

/** Nothing of it can be guessed from its beginning: a format that packs well has half a picture in its first bytes. */
function noise(side: number): Sharp {
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, at) => (at * 7919) % 251);
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
}

const kinds: [string, (image: Sharp) => Sharp][] = [
  ["JPEG", (image) => image.jpeg()],
  ["progressive JPEG", (image) => image.jpeg({ progressive: true })],
  ["CMYK JPEG", (image) => image.toColourspace("cmyk").jpeg()],
  ["PNG", (image) => image.png()],
  ["interlaced PNG", (image) => image.png({ progressive: true })],
  ["GIF", (image) => image.gif()],
  ["WebP", (image) => image.webp()],
  ["TIFF", (image) => image.tiff()],
  ["AVIF", (image) => image.avif({ effort: 0 })],
];

test.each(kinds)("refuses a %s of which the end is missing, wherever it was cut", async (_, write) => {
  const whole = await write(noise(400)).toBuffer();
  await checkImage(whole);
  for (const part of [0.3, 0.6, 0.9]) {
    expect((await refusalOf(whole.subarray(0, whole.length * part))).message).toContain("can't be decoded");
  }
});

it("tells half a picture and a web page, which are passing, from a picture of an unknown kind", async () => {
  const whole = await picture(600, 600).jpeg().toBuffer();
  expect((await refusalOf(whole.subarray(0, whole.length / 2))).whole).toBe(false);
  expect((await refusalOf(Buffer.from("<!doctype html><title>Log in</title>"))).whole).toBe(false);
  const page = '<?xml version="1.0"?><html><svg width="9"/></html>';
  expect((await refusalOf(Buffer.from(page))).whole).toBe(false);
  expect((await refusalOf(Buffer.from("%PDF-1.7 …"))).whole).toBe(true);
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(64)]);
  expect((await refusalOf(heic)).message).toContain("can't be decoded");
});
