/** The beginning of a member, a piece of its body, or its end. */
export interface TarEvents {
  onMember(name: string): void;
  onBody(piece: Buffer): void;
  onMemberEnd(): void;
}

const block = 512;

/** Of an extended header nothing sensible is longer. */
const longestExtension = 64 * 1024;

/** What an extended header says of the member behind it. */
interface Extension {
  name?: string;
  size?: number;
}

/**
 * Reads a tar archive as it comes: headers of 512 bytes, sizes in octal or, from 8 GiB on, in base 256. Extended headers are read
 * for names and sizes (pax `x`, GNU `L`); whatever else is no plain file is passed over. `end` throws for an archive that was cut off.
 */
export function createTarReader(events: TarEvents, refuse: (why: string) => never) {
  let header = Buffer.alloc(0);
  let [left, padding] = [0, 0];
  let [type, extension, extending] = ["", {} as Extension, ""];
  let isOver = false;

  function begin(bytes: Buffer): void {
    if (bytes.every((byte) => byte === 0)) return void (isOver = true);
    checkSum(bytes, refuse);
    type = typeOf(bytes);
    left = (type === "file" ? extension.size : undefined) ?? sizeOf(bytes, refuse);
    padding = (block - (left % block)) % block;
    if (type === "file") events.onMember(extension.name ?? nameOf(bytes));
    if (type === "extension" && left > longestExtension) refuse("a header of it is too long");
    if (left === 0) endMember();
  }

  function take(piece: Buffer): void {
    if (type === "file") events.onBody(piece);
    if (type === "extension" || type === "name") extending += piece.toString("latin1");
  }

  function endMember(): void {
    if (type === "file") events.onMemberEnd();
    if (type === "extension") extension = { ...extension, ...readExtension(extending, refuse) };
    else if (type === "name") extension = { ...extension, name: extending.replace(/\0.*$/s, "") };
    else extension = {};
    extending = "";
  }

  return {
    push(chunk: Buffer): void {
      let at = 0;
      while (at < chunk.length && !isOver) {
        if (left > 0) {
          const piece = chunk.subarray(at, at + left);
          left -= piece.length;
          at += piece.length;
          take(piece);
          if (left === 0) endMember();
        } else if (padding > 0) {
          const passed = Math.min(padding, chunk.length - at);
          padding -= passed;
          at += passed;
        } else {
          const piece = chunk.subarray(at, at + block - header.length);
          header = Buffer.concat([header, piece]);
          at += piece.length;
          if (header.length < block) return;
          const whole = header;
          header = Buffer.alloc(0);
          begin(whole);
        }
      }
    },
    end(): void {
      if (!isOver) refuse("it ends too early");
    },
  };
}

/** "0", "7" (contiguous) and, in the oldest archives, NUL are plain files. */
function typeOf(header: Buffer): "file" | "extension" | "name" | "other" {
  const letter = String.fromCharCode(header[156]!);
  if (["0", "\0", "7"].includes(letter)) return "file";
  if (letter === "x") return "extension";
  return letter === "L" ? "name" : "other";
}

/** Records of a pax header: `<length> <key>=<value>\n`. */
function readExtension(text: string, refuse: (why: string) => never): Extension {
  const extension: Extension = {};
  for (let at = 0; at < text.length;) {
    const [head, length = ""] = /^(\d{1,6}) /.exec(text.slice(at, at + 8)) ?? [];
    const record = head === undefined ? "" : text.slice(at + head.length, at + Number(length) - 1);
    if (!record.includes("=")) refuse("a header of it can't be read");
    const [key = "", value = ""] = record.split(/=(.*)/s);
    if (key === "path") extension.name = value;
    if (key === "size") extension.size = /^\d{1,15}$/.test(value) ? Number(value) : refuse(impossible);
    at += Number(length);
  }
  return extension;
}

const impossible = "a member of it has an impossible size";

function nameOf(header: Buffer): string {
  const text = (from: number, length: number): string =>
    header.toString("utf8", from, from + length).replace(/\0.*$/s, "");
  const [name, prefix] = [text(0, 100), text(345, 155)];
  return prefix === "" ? name : `${prefix}/${name}`;
}

function sizeOf(header: Buffer, refuse: (why: string) => never): number {
  if (header[124]! & 0x80) {
    const size = header.readBigUInt64BE(128);
    return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) : refuse(impossible);
  }
  const text = header.toString("latin1", 124, 136).replace(/[\0 ]+$/, "").trim(); // prettier-ignore
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || "0", 8) : refuse(impossible);
}

/** Every header carries the sum of its bytes; the sum itself counts as spaces. */
function checkSum(header: Buffer, refuse: (why: string) => never): void {
  const said = Number.parseInt(header.toString("latin1", 148, 156).replace(/\0.*$/s, "").trim(), 8);
  let sum = 8 * 32;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  if (sum !== said) refuse("it is no tar archive");
}
