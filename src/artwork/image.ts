import { createHash } from "node:crypto";

/** A cover whose bytes were decoded, and found to be what they say. */
export interface CheckedImage {
  bytes: Buffer;
  sha256: string;
  mediaType: "image/jpeg" | "image/png" | "image/gif" | "image/webp";
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * The bytes are no cover that we would keep; the message says why. `whole`: they came as they lie there, and will be the
 * same tomorrow. Else something came in between: a log-in page, a disk that lost half of it.
 */
export class ImageError extends Error {
  override name = "ImageError";
  readonly whole: boolean;

  constructor(message: string, options: { whole?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.whole = options.whole ?? false;
  }
}

export const largestImageBytes = 20 * 1024 * 1024;
const mostPixels = 50_000_000;
const leastSide = 200;
/** Covers are square; scans are a little off. */
const mostOblong = 1.15;

const magicNumbers: [CheckedImage["mediaType"], (bytes: Buffer) => boolean][] = [
  ["image/jpeg", (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ["image/png", (bytes) => bytes.subarray(0, 8).toString("latin1") === "\x89PNG\r\n\x1a\n"],
  ["image/gif", (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString("latin1"))],
  ["image/webp", (bytes) => /^RIFF[\s\S]{4}WEBP/.test(bytes.subarray(0, 12).toString("latin1"))],
];

/**
 * Takes nothing on trust: neither the name, nor the media type they sent, nor the size in the header. The image
 * is decoded whole, within limits.
 * @throws ImageError saying what is wrong with it.
 */
export async function checkImage(bytes: Buffer): Promise<CheckedImage> {
  if (bytes.length > largestImageBytes)
    throw new ImageError(`the image is ${bytes.length >> 20} MB large`, { whole: true });
  const mediaType = magicNumbers.find(([, isOf]) => isOf(bytes))?.[0];
  if (!mediaType) throw notAnImage(bytes);
  const { width, height } = await decode(bytes);
  if (Math.min(width, height) < leastSide) {
    throw new ImageError(`the image is only ${width}×${height} pixels`, { whole: true });
  }
  if (Math.max(width, height) / Math.min(width, height) > mostOblong) {
    throw new ImageError(`the image is not square: ${width}×${height} pixels`, { whole: true });
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, sha256, mediaType, width, height };
}

/** Loaded here: sharp brings a native library, which only those who fetch covers need. */
async function decode(bytes: Buffer): Promise<{ width: number; height: number }> {
  const { default: sharp } = await import("sharp");
  try {
    const image = sharp(bytes, { limitInputPixels: mostPixels, failOn: "truncated", sequentialRead: true });
    const { width, height } = await image.metadata();
    await image.stats(); // reads every pixel: a cut or broken image ends here
    return { width, height };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
    throw new ImageError(`the image can't be decoded (${reason})`, { cause });
  }
}

function notAnImage(bytes: Buffer): ImageError {
  const what = describe(bytes);
  return new ImageError(`what came is no image (${what})`, { whole: what === "a PDF" });
}

function describe(bytes: Buffer): string {
  const start = bytes.subarray(0, 256).toString("latin1").trimStart();
  if (bytes.length === 0) return "nothing at all";
  if (start.startsWith("%PDF")) return "a PDF";
  return /^<(!doctype|html|\?xml)/i.test(start) ? "a web page" : "unknown bytes";
}
