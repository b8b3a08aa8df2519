import { synchsafe, uint32be } from "./bytes.ts";

/** An ID3v2.3 tag: TPE1, TIT2 …, and TXXX by description; Latin-1, as old programs wrote it. */
export function id3v23(frames: Record<string, string>, texts: Record<string, string> = {}): Buffer {
  const all = [
    ...Object.entries(frames).map(([id, text]) => frame23(id, text)),
    ...Object.entries(texts).map(([name, text]) => frame23("TXXX", `${name}\0${text}`)),
  ];
  return tag(3, Buffer.concat(all));
}

/** An ID3v2.2 tag: TP1, TT2 …, and ULT for lyrics. */
export function id3v22(frames: Record<string, string>, lyrics?: string): Buffer {
  const all = Object.entries(frames).map(([id, text]) => frame22(id, Buffer.from(`\0${text}`, "latin1")));
  if (lyrics !== undefined) all.push(frame22("ULT", Buffer.from(`\0eng\0${lyrics}`, "latin1")));
  return tag(2, Buffer.concat(all));
}

function frame23(id: string, text: string): Buffer {
  const body = Buffer.from(`\0${text}`, "latin1");
  return Buffer.concat([Buffer.from(id), uint32be(body.length), Buffer.alloc(2), body]);
}

const frame22 = (id: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(id), uint32be(body.length).subarray(1), body]);

/** With padding after it, as programs leave it. */
function tag(version: number, frames: Buffer): Buffer {
  const body = Buffer.concat([frames, Buffer.alloc(512)]);
  return Buffer.concat([Buffer.from("ID3"), Buffer.from([version, 0, 0]), synchsafe(body.length), body]);
}

/** An APEv2 tag as it stands at a file's end: a header, items, a footer. */
export function apeTag(items: Record<string, string>): Buffer {
  const body = Buffer.concat(
    Object.entries(items).map(([name, text]) => {
      const value = Buffer.from(text);
      const head = Buffer.alloc(8);
      head.writeUInt32LE(value.length);
      return Buffer.concat([head, Buffer.from(`${name}\0`), value]);
    }),
  );
  const edge = (flags: number): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.write("APETAGEX");
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(Object.keys(items).length, 16);
    bytes.writeUInt32LE(flags, 20);
    return bytes;
  };
  return Buffer.concat([edge(0xa0000000), body, edge(0x80000000)]);
}
