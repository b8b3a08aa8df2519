import { open } from "node:fs/promises";

/**
 * The bytes of a file that a person names, a pipe as well. Undefined where there are more than `most`: also of what never ends and has no
 * size (`/dev/zero`).
 * @throws the system's error
 */
export async function readAtMost(path: string | Buffer, most: number): Promise<Buffer | undefined> {
  const file = await open(path, "r");
  const stream = file.createReadStream({ end: most }); // one byte too many tells
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
  }
  return bytes > most ? undefined : Buffer.concat(pieces);
}
