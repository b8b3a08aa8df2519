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
