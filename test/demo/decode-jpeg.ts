import type { Pixels } from "../../src/demo/encode-jpeg.ts";

/** Reads a baseline JPEG without subsampling: written from the format, and not from the encoder. */
export function decodeJpeg(file: Buffer): Pixels {
  const tables = { quantisation: [] as number[], huffman: new Map<number, Map<string, number>>() };
  let [width, height] = [0, 0];
  let at = 2;
  for (;;) {
    const [marker, length] = [file.readUInt16BE(at), file.readUInt16BE(at + 2)];
    const content = file.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (marker === 0xffdb) tables.quantisation = [...content.subarray(1)];
    if (marker === 0xffc0) [height, width] = [content.readUInt16BE(1), content.readUInt16BE(3)];
    if (marker === 0xffc4) readHuffmanTables(content, tables.huffman);
    if (marker === 0xffda) break;
  }
  if (file.readUInt16BE(file.length - 2) !== 0xffd9) throw new Error("the JPEG has no end");
  return decodeScan(readerOf(file.subarray(at, -2)), tables, width, height);
}

type Tables = { quantisation: number[]; huffman: Map<number, Map<string, number>> };
type Reader = { bit(): number; bits(count: number): number };

function readHuffmanTables(content: Buffer, tables: Tables["huffman"]): void {
  for (let at = 0; at < content.length;) {
    const table = new Map<string, number>();
    const counts = content.subarray(at + 1, at + 17);
    tables.set(content[at] ?? 0, table);
    at += 17;
    let code = 0;
    counts.forEach((count, index) => {
      for (let n = 0; n < count; n++) {
        table.set(code.toString(2).padStart(index + 1, "0"), content[at++] ?? 0);
        code++;
      }
      code <<= 1;
    });
  }
}

function readerOf(scan: Buffer): Reader {
  if (/\xff(?!\x00)/.test(scan.toString("latin1"))) throw new Error("a marker stands within the scan");
  const bytes = Buffer.from(scan.toString("latin1").replaceAll("\xff\x00", "\xff"), "latin1");
  let position = 0;
  const bit = (): number => {
    if (position >= bytes.length * 8) throw new Error("the scan is too short");
    return ((bytes[position >> 3] ?? 0) >> (7 - (position++ & 7))) & 1;
  };
  return {
    bit,
    bits: (count) => Array.from({ length: count }, bit).reduce((sum, next) => sum * 2 + next, 0),
  };
}

function decodeScan(reader: Reader, tables: Tables, width: number, height: number): Pixels {
  const rgb = new Uint8Array(width * height * 3);
  const dc = [0, 0, 0];
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      const blocks = dc.map((previous, component) => {
        const coefficients = readBlock(reader, tables, previous);
        dc[component] = coefficients[0] ?? 0;
        return inverse(coefficients.map((value, order) => value * (tables.quantisation[order] ?? 0)));
      });
      for (let index = 0; index < 64; index++) {
        const [row, column] = [top + (index >> 3), left + (index & 7)];
        if (row >= height || column >= width) continue;
        const [y = 0, cb = 0, cr = 0] = blocks.map((block) => block[index] ?? 0);
        const colour = [y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb];
        rgb.set(
          colour.map((value) => Math.max(0, Math.min(255, Math.round(value + 128)))),
          (row * width + column) * 3,
        );
      }
    }
  }
  return { width, height, rgb };
}

function readBlock(reader: Reader, { huffman }: Tables, previousDc: number): number[] {
  const coefficients = Array.from({ length: 64 }, () => 0);
  coefficients[0] = previousDc + readValue(reader, readSymbol(reader, huffman.get(0x00)));
  for (let order = 1; order < 64; order++) {
    const symbol = readSymbol(reader, huffman.get(0x10));
    if (symbol === 0) break;
    order += symbol >> 4;
    coefficients[order] = readValue(reader, symbol & 15);
  }
  return coefficients;
}

function readSymbol(reader: Reader, table: Map<string, number> | undefined): number {
  for (let code = ""; code.length <= 16;) {
    code += reader.bit();
    const symbol = table?.get(code);
    if (symbol !== undefined) return symbol;
  }
  throw new Error("no such code");
}

function readValue(reader: Reader, size: number): number {
  const value = reader.bits(size);
  return size > 0 && value < 2 ** (size - 1) ? value - 2 ** size + 1 : value;
}

/** From coefficients in zigzag order to 64 values around zero. */
function inverse(coefficients: number[]): number[] {
  const scale = (frequency: number): number => (frequency === 0 ? Math.SQRT1_2 : 1) / 2;
  const wave = (place: number, frequency: number): number =>
    scale(frequency) * Math.cos(((2 * place + 1) * frequency * Math.PI) / 16);
  return Array.from({ length: 64 }, (_, index) => {
    let sum = 0;
    coefficients.forEach((value, order) => {
      if (value === 0) return;
      const [row = 0, column = 0] = places[order] ?? [];
      sum += value * wave(index >> 3, row) * wave(index & 7, column);
    });
    return sum;
  });
}

/** The walk of the zigzag: up and to the right, along the edge, down and to the left. */
const places = walk();
function walk(): [row: number, column: number][] {
  const path: [number, number][] = [];
  let [row, column, up] = [0, 0, true];
  while (path.length < 64) {
    path.push([row, column]);
    const atEnd = up ? row === 0 || column === 7 : column === 0 || row === 7;
    if (!atEnd) [row, column] = up ? [row - 1, column + 1] : [row + 1, column - 1];
    else if (up ? column < 7 : row === 7) column++;
    else row++;
    if (atEnd) up = !up;
  }
  return path;
}
