import { createHash } from "node:crypto";

/**
 * A square cover of coloured shapes, `size` pixels wide: the same for the same seed, and the same picture at every size.
 * Loads sharp, which draws it: only those who show a cover wait for that.
 */
export async function drawCover(seed: string, size: number, format: "png" | "jpeg"): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  return sharp(Buffer.from(sketchCover(seed, size)))
    .removeAlpha()
    .toFormat(format)
    .toBuffer();
}

/** The same as SVG; its coordinates reach from 0 to 1 both ways. */
function sketchCover(seed: string, size: number): string {
  const shapes = Array.from({ length: 4 }, (_, index) => shapeOf(seed, index));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 1 1">
<rect width="1" height="1" fill="${colourOf(seed, "background")}"/>${shapes.join("")}</svg>`;
}

/** A disc, a ring, a square or a slanting stripe. */
function shapeOf(seed: string, index: number): string {
  const [kind = 0, across = 0, down = 0, extent = 0] = bytesOf(seed, `shape ${index}`);
  const [x, y, radius] = [across / 255, down / 255, 0.12 + extent / 900];
  const colour = colourOf(seed, `colour ${index}`);
  const kinds = [
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`,
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${colour}" stroke-width="${radius / 2}"/>`,
    `<rect x="${x - radius}" y="${y - radius}" width="${2 * radius}" height="${2 * radius}" fill="${colour}"/>`,
    `<path d="M${x - 2} ${y + 2}L${x + 2} ${y - 2}" stroke="${colour}" stroke-width="${radius / 2}"/>`,
  ];
  return kinds[kind % kinds.length]!;
}

function colourOf(seed: string, name: string): string {
  return `#${bytesOf(seed, name).toString("hex", 0, 3)}`;
}

function bytesOf(seed: string, name: string): Buffer {
  return createHash("sha256").update(`${seed}\n${name}`).digest();
}
