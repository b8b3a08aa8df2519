import { sep } from "node:path";

/**
 * Paths are text everywhere but where the disk is asked. On Linux a name may be any bytes; those that are no UTF-8 are
 * escaped, `dir\xff`, and so is a backslash that would look like such an escape. Windows has no such names.
 */
const hasBytes = sep === "/";
const escaped = /\\x([0-9a-f]{2})/g;

/** What the file system calls are given. */
export function diskPath(path: string): string | Buffer {
  if (!hasBytes || !path.includes("\\x")) return path;
  const parts: Buffer[] = [];
  let from = 0;
  for (const match of path.matchAll(escaped)) {
    parts.push(Buffer.from(path.slice(from, match.index)), Buffer.from([parseInt(match[1]!, 16)]));
    from = match.index + match[0].length;
  }
  return Buffer.concat([...parts, Buffer.from(path.slice(from))]);
}

/** Whether a name that was read as text has to be read as bytes. */
export const needsBytes = (name: string): boolean =>
  hasBytes && (name.includes("\ufffd") || name.includes("\\x"));

/** A name as the file system has it, as text that `diskPath` turns back into the same bytes. */
export function nameOfBytes(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  if (text.includes("\ufffd") && !Buffer.from(text).equals(bytes)) return escapeInvalid(bytes);
  return hasBytes ? text.replace(escaped, "\\x5cx$1") : text;
}

function escapeInvalid(bytes: Buffer): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    const part = bytes.subarray(at, at + Math.max(1, length));
    text += length === 0 ? `\\x${part.toString("hex")}` : part.toString("utf8").replace("\\", "\\x5c");
    at += part.length;
  }
  return text;
}

/** Bytes of the UTF-8 character that begins here; 0 where none does. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at]!;
  const length =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const part = bytes.subarray(at, at + length);
  return Buffer.from(part.toString("utf8")).equals(part) ? length : 0;
}
