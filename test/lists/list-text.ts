import { expect } from "vitest";
import type { UserError } from "../../src/errors.ts";
import type { ListEntry } from "../../src/lists/reading/entry.ts";
import { readList, type ListOptions } from "../../src/lists/reading/read-list.ts";

/** A list as bytes, read as the program reads it. */

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Read twice: whole, and in pieces that cut letters, line ends and quotes in two. */
export async function read(list: string | Buffer, options: Partial<ListOptions> = {}): Promise<ListEntry[]> {
  const bytes = Buffer.from(list);
  const given = { name: "list.csv", ...options };
  const whole = await collect(await readList(inPieces(bytes, bytes.length || 1), given));
  if (bytes.length < 100_000) expect(await collect(await readList(inPieces(bytes, 7), given))).toEqual(whole);
  expect(whole.map(({ number }) => number)).toEqual(whole.map((_, at) => at + 1));
  return whole;
}

export const wordsOf = async (...list: Parameters<typeof read>): Promise<unknown[]> =>
  (await read(...list)).map(({ words, skip }) => (skip === undefined ? words : skip));

export const faultOf = (...list: Parameters<typeof read>): Promise<UserError> =>
  read(...list).then(
    (entries) => Promise.reject(new Error(`was read: ${JSON.stringify(entries[0])}`)),
    (fault: UserError) => fault,
  );

export const rows = (...lines: string[]): string => `${lines.join("\r\n")}\r\n`;
export const mbid = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
