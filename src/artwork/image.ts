import { createHash } from "node:crypto";
import type { Metadata, Sharp } from "sharp";
import { readBitmap } from "./bitmap.ts";
import { loadSharp } from "./load-sharp.ts";
import { imageKindOf, isShownEverywhere, unusableKindOf, type ImageKind } from "./image-kind.ts";

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
/** Pixels. The user's own picture is taken at nearly any size; below this it is an icon. */
export const leastOwnSide = 48;
/** Fronts of vinyl and CD are square, and scans a little off; two pages of a booklet side by side are not. */
const mostWide = 1.25;
/** A cassette is 2:3, a DVD 1:1.41, a longbox 1:2. */
const mostHigh = 2.1;

/**
 * Takes nothing on trust: neither the name, nor the media type they sent, nor the size in the header. The image is decoded
 * whole, within limits. What every program shows is kept byte by byte; what few do (CMYK, several frames, AVIF, TIFF) is kept as a picture
 * that all do.
 * @param options.least its shorter side in pixels: what somebody chose is taken when it is small, too.
 * @throws ImageError saying what is wrong with it.
 */
export async function checkImage(bytes: Buffer, { least = leastSide } = {}): Promise<CheckedImage> {
  if (bytes.length > largestImageBytes)
    throw new ImageError(`the image is ${bytes.length >> 20} MB large`, { whole: true });
  const kind = imageKindOf(bytes);
  if (kind === undefined) throw notAnImage(bytes);
  const { width, height, shown } = await decode(bytes, kind);
  if (Math.min(width, height) < least) {
    throw new ImageError(`the image is only ${width}×${height} pixels`, { whole: true });
  }
  if (width / height > mostWide || height / width > mostHigh) {
    throw new ImageError(`the image has not the shape of a cover: ${width}×${height} pixels`, {
      whole: true,
    });
  }
  const kept = shown ?? { bytes, mediaType: kind as CheckedImage["mediaType"] };
  const sha256 = createHash("sha256").update(kept.bytes).digest("hex");
  return { ...kept, sha256, width, height };
}

interface Decoded {
  width: number;
  height: number;
  /** The same picture in a form that every program shows; undefined: it is in one. */
  shown?: Pick<CheckedImage, "bytes" | "mediaType">;
}

async function decode(bytes: Buffer, kind: ImageKind): Promise<Decoded> {
  const sharp = await loadSharp();
  const limits = { limitInputPixels: mostPixels, failOn: "truncated", sequentialRead: true } as const;
  try {
    const bitmap = kind === "image/bmp" ? await readBitmap(bytes, mostPixels) : undefined;
    const open = (how = {}) =>
      bitmap ? sharp(bitmap.rgba, { ...limits, raw: bitmap }) : sharp(bytes, { ...limits, ...how });
    const header = await open().metadata();
    const [width, height] = shownSize(header);
    if (width * height > mostPixels) throw tooManyPixels(width, height);
    await readEveryPixel(open({ ignoreIcc: true }));
    const isPlain = header.space !== "cmyk" && (header.pages ?? 1) === 1 && isShownEverywhere(kind);
    if (isPlain) return { width, height };
    const picture = open().autoOrient().toColourspace("srgb");
    const shown = header.hasAlpha
      ? { bytes: await picture.png().toBuffer(), mediaType: "image/png" as const }
      : { bytes: await picture.jpeg({ quality: 92 }).toBuffer(), mediaType: "image/jpeg" as const };
    return { width, height, shown };
  } catch (cause) {
    if (cause instanceof ImageError) throw cause;
    const reason = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
    // Too large for any reader, or of a kind that this one was built without: the same tomorrow.
    const whole = /pixel limit|unsupported image format|not built|no decod/i.test(reason);
    throw new ImageError(`the image can't be decoded (${reason})`, { whole, cause });
  }
}

/**
 * A cut or broken image ends here. Shrinking to a thumbnail reads all of it at a fifth of what `stats` costs, which reads an interlaced
 * PNG without hearing that it is broken.
 */
async function readEveryPixel(image: Sharp): Promise<void> {
  await image.resize(16, 16, { fit: "fill" }).raw().toBuffer();
}

/** As every program shows it: a camera's picture may lie on its side in the file. */
function shownSize({
  width,
  height,
  pageHeight = height,
  orientation = 1,
}: Metadata): [width: number, height: number] {
  return orientation >= 5 ? [pageHeight, width] : [width, pageHeight];
}

const tooManyPixels = (width: number, height: number): ImageError =>
  new ImageError(`the image is ${width}×${height} pixels large`, { whole: true });

function notAnImage(bytes: Buffer): ImageError {
  const kind = unusableKindOf(bytes);
  if (kind === undefined) return new ImageError(`what came is no image (${describe(bytes)})`);
  const message =
    kind === "a PDF" ? "what came is no image (a PDF)" : `the image is ${kind}, which can't be kept`;
  return new ImageError(message, { whole: true });
}

function describe(bytes: Buffer): string {
  if (bytes.length === 0) return "nothing at all";
  const start = bytes.subarray(0, 256).toString("latin1").trimStart();
  return /^<(!doctype|html|\?xml)/i.test(start) ? "a web page" : "unknown bytes";
}
