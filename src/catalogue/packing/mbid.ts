/** An MBID as 16 bytes. Takes what is one. */
export const bytesOf = (mbid: string): Buffer => Buffer.from(mbid.replaceAll("-", ""), "hex");

/** Of the 16 bytes at `at`. */
export function mbidAt(bytes: Buffer, at = 0): string {
  const hex = bytes.toString("hex", at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** In lower case, as facts have it. */
export const isMbid = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
