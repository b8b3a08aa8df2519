/** The beginning of a member, a piece of its body, or its end. */
export interface TarEvents {
  onMember(name: string): void;
  onBody(piece: Buffer): void;
  onMemberEnd(): void;
}

const block = 512;

/**
 * Reads a tar archive as it comes: headers of 512 bytes, sizes in octal or, from 8 GiB on, in base 256. Extended headers are
 * passed over. `end` throws for an archive that was cut off.
 */
export function createTarReader(events: TarEvents, refuse: (why: string) => never) {
  let header = Buffer.alloc(0);
  let [left, padding] = [0, 0];
  let isPassedOver = false;
  let isOver = false;

  function begin(bytes: Buffer): void {
    if (bytes.every((byte) => byte === 0)) return void (isOver = true);
    checkSum(bytes, refuse);
    left = sizeOf(bytes, refuse);
    padding = (block - (left % block)) % block;
    isPassedOver = !["0", "\0"].includes(String.fromCharCode(bytes[156]!));
    if (!isPassedOver) events.onMember(nameOf(bytes));
    if (left === 0) endMember();
  }

  function endMember(): void {
    if (!isPassedOver) events.onMemberEnd();
  }

  return {
    push(chunk: Buffer): void {
      let at = 0;
      while (at < chunk.length && !isOver) {
        if (left > 0) {
          const piece = chunk.subarray(at, at + left);
          left -= piece.length;
          at += piece.length;
          if (!isPassedOver) events.onBody(piece);
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
      if (left > 0 || padding > 0 || header.length > 0 || !isOver) refuse("it ends too early");
    },
  };
}

function nameOf(header: Buffer): string {
  const text = (from: number, length: number): string =>
    header.toString("utf8", from, from + length).replace(/\0.*$/s, "");
  const [name, prefix] = [text(0, 100), text(345, 155)];
  return prefix === "" ? name : `${prefix}/${name}`;
}

function sizeOf(header: Buffer, refuse: (why: string) => never): number {
  if (header[124]! & 0x80) {
    const size = header.readBigUInt64BE(128);
    return size <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(size)
      : refuse("a member of it has an impossible size");
  }
  const text = header.toString("latin1", 124, 136).replace(/[\0 ]+$/, "").trim(); // prettier-ignore
  return /^[0-7]*$/.test(text)
    ? Number.parseInt(text || "0", 8)
    : refuse("a member of it has an impossible size");
}

/** Every header carries the sum of its bytes; the sum itself counts as spaces. */
function checkSum(header: Buffer, refuse: (why: string) => never): void {
  const said = Number.parseInt(header.toString("latin1", 148, 156).replace(/\0.*$/s, "").trim(), 8);
  let sum = 8 * 32;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  if (sum !== said) refuse("it is no tar archive");
}
