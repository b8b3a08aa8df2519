import sharp from "sharp";
import { expect, test } from "vitest";
import { drawCover } from "../../src/demo/draw-cover.ts";

const pixelsOf = (picture: Buffer, size: number): Promise<Buffer> =>
  sharp(picture).resize(size, size, { kernel: "nearest" }).removeAlpha().raw().toBuffer();

test("the same seed draws the same bytes, another seed another picture", async () => {
  for (const format of ["png", "jpeg"] as const) {
    const picture = await drawCover("Time", 40, format);
    expect(picture.equals(await drawCover("Time", 40, format))).toBe(true);
    expect(picture.equals(await drawCover("Money", 40, format))).toBe(false);
  }
});

test.each(["png", "jpeg"] as const)(
  "a %s is what it says, square and as large as it was asked for",
  async (format) => {
    for (const size of [1, 21, 640]) {
      const header = await sharp(await drawCover("Time", size, format)).metadata();
      expect(header).toMatchObject({ format, width: size, height: size, channels: 3, space: "srgb" });
    }
  },
);

test("a smaller cover is the same picture, and a JPEG nearly the same as a PNG", async () => {
  const large = await pixelsOf(await drawCover("Time", 400, "png"), 40);
  for (const other of [await drawCover("Time", 40, "png"), await drawCover("Time", 400, "jpeg")]) {
    const pixels = await pixelsOf(other, 40);
    const far = pixels.filter((value, at) => Math.abs(value - large[at]!) > 24).length;
    expect(far).toBeLessThan(0.12 * pixels.length); // the edges of shapes
  }
});

test("a cover has shapes of several colours", async () => {
  const pixels = await pixelsOf(await drawCover("Time", 100, "png"), 100);
  const colours = new Set(
    Array.from({ length: 10_000 }, (_, at) => pixels.toString("hex", at * 3, at * 3 + 3)),
  );
  expect(colours.size).toBeGreaterThanOrEqual(3);
});
