/** An RGB picture, row by row, three bytes a pixel. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/**
 * A baseline JPEG (JFIF, three components, no subsampling). Instead of the usual Huffman tables it brings its own,
 * in which "nothing more in this block" is one bit: covers made of plain shapes get small, and no tables stand here.
 */
export function encodeJpeg(pixels: Pixels): Buffer {
  const scan = createBitWriter();
  const previousDc = [0, 0, 0];
  const blocks = previousDc.map(() => new Float64Array(64));
  for (let top = 0; top < pixels.height; top += 8) {
    for (let left = 0; left < pixels.width; left += 8) {
      readBlocks(pixels, left, top, blocks);
      blocks.forEach((block, component) => {
        const coefficients = quantise(block);
        writeBlock(scan, coefficients, previousDc[component] ?? 0);
        previousDc[component] = coefficients[0] ?? 0;
      });
    }
  }
  return Buffer.concat([headersOf(pixels), scan.end(), Buffer.from([0xff, 0xd9])]);
}

const diagonal = (index: number): number => (index >> 3) + (index & 7);
/** Row × 8 + column of the coefficients, in the order in which JPEG writes them. */
const zigzag = Array.from({ length: 64 }, (_, index) => index).sort(
  (a, b) => diagonal(a) - diagonal(b) || (diagonal(a) % 2 === 1 ? a - b : b - a),
);
/** How coarse each coefficient is kept, in the same order: the finer the detail, the coarser. */
const steps = zigzag.map((index) => 2 + diagonal(index));
const cosines = Array.from({ length: 64 }, (_, index) => {
  const frequency = index >> 3;
  const scale = frequency === 0 ? Math.SQRT1_2 / 2 : 0.5;
  return scale * Math.cos(((2 * (index & 7) + 1) * frequency * Math.PI) / 16);
});

/** Symbols of the two Huffman tables: the first has one bit, all others have `longBits`. */
const dcTable = { symbols: Array.from({ length: 12 }, (_, size) => size), longBits: 5 };
const acTable = {
  symbols: [0, 0xf0, ...Array.from({ length: 160 }, (_, n) => (Math.floor(n / 10) << 4) | ((n % 10) + 1))],
  longBits: 9,
};

/** Brightness and two colour differences of 8×8 pixels, around zero; beyond the edge its last pixels go on. */
function readBlocks({ width, height, rgb }: Pixels, left: number, top: number, blocks: Float64Array[]): void {
  const [y, cb, cr] = blocks as [Float64Array, Float64Array, Float64Array];
  for (let index = 0; index < 64; index++) {
    const row = Math.min(top + (index >> 3), height - 1);
    const at = (row * width + Math.min(left + (index & 7), width - 1)) * 3;
    const [r, g, b] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
    y[index] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
    cb[index] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    cr[index] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
}

/** The quantised coefficients as far as the last that is not zero. */
function quantise(block: Float64Array): number[] {
  const first = block[0] ?? 0;
  // Most blocks of a drawn cover are of one colour, and need no cosine transformation.
  if (block.every((value) => value === first)) return [Math.round((first * 8) / (steps[0] ?? 1))];
  const frequencies = transformRows(transformRows(block));
  const quantised = zigzag.map((at, order) => Math.round((frequencies[at] ?? 0) / (steps[order] ?? 1)));
  return quantised.slice(0, quantised.findLastIndex((value) => value !== 0) + 1);
}

/** The cosine transform along the rows, turned over: a second pass takes the columns, and turns it back. */
function transformRows(block: Float64Array): Float64Array {
  const result = new Float64Array(64);
  for (let at = 0; at < 64; at++) {
    const [frequency, row] = [at & 56, (at & 7) * 8];
    let sum = 0;
    for (let n = 0; n < 8; n++) sum += (block[row + n] ?? 0) * (cosines[frequency + n] ?? 0);
    result[at] = sum;
  }
  return result;
}

function writeBlock(scan: BitWriter, coefficients: number[], previousDc: number): void {
  writeValue(scan, dcTable, 0, (coefficients[0] ?? 0) - previousDc);
  let zeros = 0;
  for (const value of coefficients.slice(1)) {
    zeros++;
    if (value === 0) continue;
    for (; zeros > 16; zeros -= 16) writeSymbol(scan, acTable, 0xf0);
    writeValue(scan, acTable, zeros - 1, value);
    zeros = 0;
  }
  if (coefficients.length < 64) writeSymbol(scan, acTable, 0);
}

/** A symbol that says how many bits follow (and how many zeros went before), and those bits. */
function writeValue(scan: BitWriter, table: typeof dcTable, zeros: number, value: number): void {
  const size = 32 - Math.clz32(Math.abs(value));
  writeSymbol(scan, table, (zeros << 4) | size);
  scan.write(value < 0 ? value + (1 << size) - 1 : value, size);
}

function writeSymbol(scan: BitWriter, { symbols, longBits }: typeof dcTable, symbol: number): void {
  if (symbol === symbols[0]) return scan.write(0, 1);
  scan.write((1 << (longBits - 1)) + symbols.indexOf(symbol) - 1, longBits);
}

type BitWriter = ReturnType<typeof createBitWriter>;
function createBitWriter() {
  const bytes: number[] = [];
  let [pending, count] = [0, 0];
  function write(value: number, bits: number): void {
    pending = (pending << bits) | value;
    count += bits;
    for (; count >= 8; count -= 8) {
      const byte = (pending >> (count - 8)) & 0xff;
      bytes.push(...(byte === 0xff ? [byte, 0] : [byte])); // 255 alone would begin a marker
    }
    pending &= (1 << count) - 1;
  }
  return {
    write,
    end() {
      if (count > 0) write((1 << (8 - count)) - 1, 8 - count);
      return Buffer.from(bytes);
    },
  };
}

function headersOf({ width, height }: Pixels): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...steps]),
    segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 17, 0, 2, 17, 0, 3, 17, 0]),
    segment(0xc4, [0x00, ...huffmanTable(dcTable), 0x10, ...huffmanTable(acTable)]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ]);
}

function segment(marker: number, content: number[]): Buffer {
  return Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255, ...content]);
}

/** How many codes of 1 to 16 bits there are, then their symbols. */
function huffmanTable({ symbols, longBits }: typeof dcTable): number[] {
  const counts = Array.from({ length: 16 }, (_, n) => (n === longBits - 1 ? symbols.length - 1 : 0));
  return [1, ...counts.slice(1), ...symbols];
}
