/** The pixels of a BMP, row by row from the top; `channels` and the sizes as sharp takes them. */
export interface Bitmap {
  rgba: Buffer;
  width: number;
  height: number;
  channels: 4;
}

/**
 * Reads a BMP, which sharp does not. @throws Error for one that is broken, or that says it is larger than `mostPixels`: nothing is
 * reserved for it before.
 */
export async function readBitmap(bytes: Buffer, mostPixels: number): Promise<Bitmap> {
  if (bytes.length < 54) throw new Error("the bitmap ends within its header");
  const width = Math.abs(bytes.readInt32LE(18));
  const height = Math.abs(bytes.readInt32LE(22));
  if (width * height > mostPixels) throw new Error("the bitmap exceeds the pixel limit");
  const { decode } = await import("bmp-ts");
  const { data } = decode(bytes, { toRGBA: true });
  if (data.length !== width * height * 4) throw new Error("the bitmap is cut off");
  // Most bitmaps leave the fourth byte at zero: it is no transparency.
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { rgba: Buffer.from(data), width, height, channels: 4 };
}
