import { StringDecoder } from "node:string_decoder";
import { decodeWestern, oldEncoding, wideEncoding } from "../../decode-text.ts";
import { UserError } from "../../errors.ts";
import { both } from "./streams.ts";

/** How much of a list is read at the most. */
const mostBytes = 1_000_000_000;
/** The longest field, and the longest row. */
export const longestField = 1_000_000;
/** By which columns and separators are told. */
const headLength = 64 * 1024;

/** What is no text at all, by its first bytes. */
const foreignFiles: { begins: string; is: string }[] = [
  { begins: "PK\u0003\u0004", is: "a spreadsheet or an archive (zip)" },
  { begins: "\u00d0\u00cf\u0011\u00e0", is: "an old spreadsheet (xls)" },
  { begins: "%PDF", is: "a PDF" },
  { begins: "SQLite format 3", is: "an SQLite database" },
  { begins: "\u001f\u008b", is: "compressed (gzip)" },
  { begins: "BZh", is: "compressed (bzip2)" },
  { begins: "\u00fd7zXZ", is: "compressed (xz)" },
  { begins: "7z\u00bc\u00af", is: "an archive (7z)" },
  { begins: "Rar!\u001a", is: "an archive (rar)" },
  { begins: "bplist", is: "a property list of Apple" },
  { begins: "\u0089PNG", is: "a picture" },
  { begins: "\u00ff\u00d8\u00ff", is: "a picture" },
  { begins: "ID3", is: "a sound file" },
  { begins: "fLaC", is: "a sound file" },
  { begins: "OggS", is: "a sound file" },
  { begins: "#EXTM3U", is: "a playlist of files (importer scan reads the files themselves)" },
];

/** The text of a list: its head at once, and all of it piece by piece. */
export interface ListText {
  head: string;
  /** The head is the whole list. */
  isWhole: boolean;
  pieces: AsyncIterable<string>;
}

/**
 * Streaming decoder: UTF-8, UTF-16, or what old programs wrote, told by the first bytes beyond ASCII; memory stays flat.
 * @throws UserError for what is no text, and past a gigabyte.
 */
export async function readText(bytes: AsyncIterable<Buffer | string>, name: string): Promise<ListText> {
  const pieces = decodePieces(bytes, name);
  let head = "";
  let isWhole = false;
  while (head.length < headLength && !isWhole) {
    const { value, done } = await pieces.next();
    if (done) isWhole = true;
    else head += value;
  }
  refuseBinary(head, name);
  return { head, isWhole, pieces: both([head], pieces) };
}

async function* decodePieces(bytes: AsyncIterable<Buffer | string>, name: string): AsyncGenerator<string> {
  let decode: ((bytes: Buffer) => string) | undefined;
  let size = 0;
  let held: Buffer = Buffer.alloc(0);
  for await (const part of bytes) {
    const piece = typeof part === "string" ? Buffer.from(part) : part;
    if (size === 0 && piece.length > 0) decode = decoderOfHead(piece, name);
    size += piece.length;
    if (size > mostBytes) throw tooLong(name);
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    if (!decode && isAscii(held)) yield held.toString("latin1");
    else if (!decode && held.length < tellingLength) continue;
    else yield (decode ??= decoderOf(held))(held);
    held = Buffer.alloc(0);
  }
  if (held.length > 0) yield decoderOf(held)(held);
}

/** From the first byte beyond ASCII on, so many tell the encoding: the last of a piece may be half a letter. */
const tellingLength = 4096;

const isAscii = (bytes: Buffer): boolean => !/[^\x00-\x7f]/.test(bytes.toString("latin1"));

/** Zero bytes and other signs that no text holds. */
const untexts = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g;
/** A few are damage, which spoils its own rows; so many, and such a share of all, are no text. */
const few = { count: 3, share: 0.01 };
/** So many, however short it is. */
const mostShare = 0.2;

function refuseBinary(head: string, name: string): void {
  const count = head.match(untexts)?.length ?? 0;
  const isDamage = count <= few.count || count <= head.length * few.share;
  if (!isDamage || count > head.length * mostShare)
    throw unreadableList(name, "binary: it holds zero bytes or control characters");
}

/** Why a row with a zero byte is none: what stood there is lost. */
export const zeroByte = "it holds zero bytes: a part of it is lost";

/** A row as it is shown and kept: other programs would end it at a zero byte. */
export const zerosShown = (raw: string): string => raw.replaceAll("\0", "\u2400");

function decoderOfHead(first: Buffer, name: string): ((bytes: Buffer) => string) | undefined {
  const beginning = first.subarray(0, 64).toString("latin1");
  const foreign = foreignFiles.find(({ begins }) => beginning.startsWith(begins));
  if (foreign) throw unreadableList(name, foreign.is);
  const wide = wideEncoding(first);
  if (wide === undefined || !looksWide(first)) return undefined;
  const decoder = new TextDecoder(wide);
  return (bytes) => decoder.decode(bytes, { stream: true });
}

/** By its mark, or since every second byte or so is zero: what has a few of them is no text. */
function looksWide(bytes: Buffer): boolean {
  const isMarked = ["\u00ff\u00fe", "\u00fe\u00ff"].includes(bytes.subarray(0, 2).toString("latin1"));
  const sample = bytes.subarray(0, 4096);
  return isMarked || sample.filter((byte) => byte === 0).length * 4 >= sample.length;
}

/** All before was ASCII. What is valid UTF-8 stays so: a byte that is none, later on, spoils its own letter only. */
function decoderOf(piece: Buffer): (bytes: Buffer) => string {
  if (isUtf8(piece)) {
    const decoder = new StringDecoder("utf8");
    let isFirst = true;
    return (bytes) => {
      const text = decoder.write(bytes);
      const unmarked = isFirst ? text.replace(/^\ufeff/, "") : text;
      isFirst = false;
      return unmarked;
    };
  }
  const encoding = oldEncoding(piece) ?? "windows-1252";
  if (encoding === "windows-1252") return decodeWestern;
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes, { stream: true });
}

/** A letter cut by the end of the piece is no fault of it. */
function isUtf8(piece: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export const exportIt = "export it as CSV, TSV, JSON or plain lines, and give that";

/** A refusal, with what was given instead of a list. */
export const unreadableList = (name: string, is: string, hint = exportIt): UserError =>
  new UserError(`${name} is no list that can be read: it is ${is}`, { hint });

const tooLong = (name: string): UserError =>
  new UserError(`${name} is longer than 1 GB: no list is`, { hint: "give a part of it at a time" });
