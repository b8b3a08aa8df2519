import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { encodeJpeg, type Pixels } from "./encode-jpeg.ts";

/** A square cover of coloured shapes: the same for the same seed, and the same picture at every size. */
export function drawCover(seed: string, size: number): { png: Buffer; jpeg: Buffer } {
  const pixels = paintCover(seed, size);
  return { png: encodePng(pixels), jpeg: encodeJpeg(pixels) };
}

type Colour = [red: number, green: number, blue: number];

interface Shape {
  colour: Colour;
  /** Whether a point lies in it; the cover reaches from 0 to 1 both ways. */
  covers(x: number, y: number): boolean;
}

export function paintCover(seed: string, size: number): Pixels {
  const background = colourOf(seed, "background");
  const shapes = Array.from({ length: 4 }, (_, index) => shapeOf(seed, index)).reverse();
  const rgb = new Uint8Array(size * size * 3);
  for (let at = 0; at < size * size; at++) {
    const x = ((at % size) + 0.5) / size;
    const y = (Math.floor(at / size) + 0.5) / size;
    const [red, green, blue] = shapes.find((shape) => shape.covers(x, y))?.colour ?? background;
    rgb[at * 3] = red;
    rgb[at * 3 + 1] = green;
    rgb[at * 3 + 2] = blue;
  }
  return { width: size, height: size, rgb };
}

function shapeOf(seed: string, index: number): Shape {
  const [kind = 0, across = 0, down = 0, extent = 0] = bytesOf(seed, `shape ${index}`);
  const [x, y, radius] = [across / 255, down / 255, 0.12 + extent / 900];
  const colour = colourOf(seed, `colour ${index}`);
  const distance = (px: number, py: number): number => Math.sqrt((px - x) ** 2 + (py - y) ** 2);
  const kinds: Shape["covers"][] = [
    (px, py) => distance(px, py) < radius,
    (px, py) => Math.abs(distance(px, py) - radius) < radius / 4,
    (px, py) => Math.max(Math.abs(px - x), Math.abs(py - y)) < radius,
    (px, py) => Math.abs(px + py - x - y) < radius / 3,
  ];
  return { colour, covers: kinds[kind % kinds.length] ?? (() => false) };
}

function colourOf(seed: string, name: string): Colour {
  const [red = 0, green = 0, blue = 0] = bytesOf(seed, name);
  return [red, green, blue];
}

function bytesOf(seed: string, name: string): Buffer {
  return createHash("sha256").update(`${seed}\n${name}`).digest();
}

export function encodePng({ width, height, rgb }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits a channel, red, green and blue
  const rows = Buffer.alloc(height * (1 + width * 3)); // each row after a zero: unfiltered
  for (let row = 0; row < height; row++) {
    rows.set(rgb.subarray(row * width * 3, (row + 1) * width * 3), row * (1 + width * 3) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
