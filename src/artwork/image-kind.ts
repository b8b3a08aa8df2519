/** What the first bytes of a picture say that it is, as a media type; a name or a header may say anything. */
export type ImageKind =
  "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" | "image/tiff" | "image/bmp";

const latin = (bytes: Buffer, from: number, to: number): string => bytes.toString("latin1", from, to);

const magicNumbers: Record<ImageKind, (bytes: Buffer) => boolean> = {
  "image/jpeg": (bytes) => latin(bytes, 0, 3) === "\xff\xd8\xff",
  "image/png": (bytes) => latin(bytes, 0, 8) === "\x89PNG\r\n\x1a\n",
  "image/gif": (bytes) => /^GIF8[79]a/.test(latin(bytes, 0, 6)),
  "image/webp": (bytes) => /^RIFF[\s\S]{4}WEBP/.test(latin(bytes, 0, 12)),
  "image/avif": (bytes) => /^ftyp(?:avi[fs]|mif1|msf1|hei[cx])/.test(latin(bytes, 4, 12)),
  "image/tiff": (bytes) => /^(?:II\*\0|MM\0\*)/.test(latin(bytes, 0, 4)),
  "image/bmp": (bytes) => latin(bytes, 0, 2) === "BM",
};

/** Undefined: no picture of a kind that anybody uses for covers. */
export function imageKindOf(bytes: Buffer): ImageKind | undefined {
  return (Object.keys(magicNumbers) as ImageKind[]).find((kind) => magicNumbers[kind](bytes));
}

/** By every player and browser: these are kept as they came. */
export function isShownEverywhere(kind: ImageKind): boolean {
  return ["image/jpeg", "image/png", "image/gif", "image/webp"].includes(kind);
}

/** Kinds that people upload as covers, and that we can't keep: the same tomorrow, so need not be asked for again. */
const unusable: Record<string, (start: string) => boolean> = {
  "a PDF": (start) => start.startsWith("%PDF"),
  "an SVG drawing": (start) =>
    /^[\s\xef\xbb\xbf]*</.test(start) && /<svg[\s>]/.test(start) && !/<html/i.test(start),
  "a JPEG XL picture": (start) => /^(?:\xff\x0a|\0\0\0\x0cJXL )/.test(start),
  "a JPEG 2000 picture": (start) => /^(?:\0\0\0\x0cjP {2}|\xff\x4f\xff\x51)/.test(start),
  "a JPEG XR picture": (start) => start.startsWith("II\xbc"),
  "a Photoshop document": (start) => start.startsWith("8BPS"),
  "an icon": (start) => start.startsWith("\0\0\x01\0"),
};

/** Its name, with an article; undefined where the bytes are of no such kind. */
export function unusableKindOf(bytes: Buffer): string | undefined {
  const start = latin(bytes, 0, 2000);
  return Object.keys(unusable).find((kind) => unusable[kind]!(start));
}
