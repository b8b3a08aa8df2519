import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { drawCover, paintCover } from "../../src/demo/draw-cover.ts";
import { encodeJpeg } from "../../src/demo/encode-jpeg.ts";
import { decodeJpeg } from "./decode-jpeg.ts";

test("the same seed draws the same bytes, another seed another picture", () => {
  expect(drawCover("Time", 40)).toEqual(drawCover("Time", 40));
  expect(drawCover("Money", 40).png).not.toEqual(drawCover("Time", 40).png);
});

test("a smaller cover is the same picture", () => {
  const [large, small] = [paintCover("Time", 400), paintCover("Time", 40)];
  let same = 0;
  for (let at = 0; at < 1600; at++) {
    const far = (Math.floor(at / 40) * 10 + 5) * 400 + (at % 40) * 10 + 5;
    if (large.rgb[far * 3] === small.rgb[at * 3]) same++;
  }
  expect(same).toBeGreaterThan(1500); // all but some at the edges of shapes
});

test("a cover has shapes of several colours", () => {
  const { rgb } = paintCover("Time", 100);
  const colours = new Set(Array.from({ length: 10_000 }, (_, at) => String(rgb.slice(at * 3, at * 3 + 3))));
  expect(colours.size).toBeGreaterThanOrEqual(3);
});

test("the PNG says its size, and holds the painted pixels", () => {
  const { png } = drawCover("Time", 21);
  expect(png.subarray(0, 8)).toEqual(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([21, 21]);
  const { rgb } = paintCover("Time", 21);
  const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  expect(rows.length).toBe(21 * (1 + 63));
  for (let row = 0; row < 21; row++) {
    expect(rows[row * 64]).toBe(0);
    expect([...rows.subarray(row * 64 + 1, (row + 1) * 64)]).toEqual([
      ...rgb.slice(row * 63, (row + 1) * 63),
    ]);
  }
  expect(png.subarray(-12).toString("hex")).toBe("0000000049454e44ae426082"); // IEND with its known checksum
});

test.each([1, 8, 21, 64])("the JPEG of %d pixels holds the painted ones, nearly", (size) => {
  const { jpeg } = drawCover("Time", size);
  const decoded = decodeJpeg(jpeg);
  expect([decoded.width, decoded.height]).toEqual([size, size]);
  expect(farthest(decoded.rgb, paintCover("Time", size).rgb)).toBeLessThan(40);
});

test("a JPEG of noise, in which every coefficient counts, comes out right too", () => {
  let state = 1;
  const rgb = Uint8Array.from(
    { length: 93 * 50 * 3 },
    () => (state = (state * 48_271) % 2_147_483_647) & 255,
  );
  const decoded = decodeJpeg(encodeJpeg({ width: 93, height: 50, rgb }));
  expect([decoded.width, decoded.height]).toEqual([93, 50]);
  expect(farthest(decoded.rgb, rgb)).toBeLessThan(40);
});

test("a byte that would begin a marker is told apart from one", () => {
  // From a black block to a white one the brightness rises by 1111111100 in binary.
  const rgb = Uint8Array.from({ length: 160 * 8 * 3 }, (_, at) => (Math.floor(at / 24) % 2 === 0 ? 0 : 255));
  const jpeg = encodeJpeg({ width: 160, height: 8, rgb });
  expect(jpeg.includes(Buffer.from([0xff, 0x00]))).toBe(true);
  expect(farthest(decodeJpeg(jpeg).rgb, rgb)).toBeLessThan(40);
});

test("a long run of zeros between coefficients is kept", () => {
  // A chessboard of single pixels is the highest frequency alone: 62 zeros stand before it.
  const rgb = Uint8Array.from({ length: 16 * 16 * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return ((pixel % 16) + Math.floor(pixel / 16)) % 2 === 0 ? 0 : 255;
  });
  expect(farthest(decodeJpeg(encodeJpeg({ width: 16, height: 16, rgb })).rgb, rgb)).toBeLessThan(40);
});

function farthest(one: Uint8Array, other: Uint8Array): number {
  expect(one.length).toBe(other.length);
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
}
