/** An MPEG audio frame's header (ISO 11172-3 and 13818-3, layers I to III) or an ADTS one (ISO 13818-7, AAC). */
export interface FrameHeader {
  /** Bytes, header and all. */
  size: number;
  samples: number;
  /** Samples a second. */
  rate: number;
  /** Bits a second; null for AAC, whose frames have any size. */
  bitrate: number | null;
  /** Where a Xing or Info tag stands in the first frame of layer III: after the side information. */
  xingAt: number;
}

const bitrates = {
  v1l1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const mpegRates = [44_100, 48_000, 32_000];
const aacRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];

/** The frame at this byte; undefined where no header of layers I to III stands, or one without a fixed size. */
export function mpegFrameAt(bytes: Buffer, at: number): FrameHeader | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return undefined;
  const [second, third, fourth] = [bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!];
  const version = (second >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is MPEG 2.5
  const layer = 4 - ((second >> 1) & 3);
  const rateIndex = (third >> 2) & 3;
  const kilobits = tableOf(version, layer)[(third >> 4) - 1];
  if (version === 1 || layer === 4 || rateIndex === 3 || kilobits === undefined) return undefined;
  const rate = mpegRates[rateIndex]! / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const samples = layer === 1 ? 384 : layer === 3 && version !== 3 ? 576 : 1152;
  const padding = ((third >> 1) & 1) * (layer === 1 ? 4 : 1);
  const slots = Math.floor(((samples / 8) * kilobits * 1000) / rate);
  const size = (layer === 1 ? slots - (slots % 4) : slots) + padding;
  const isMono = fourth >> 6 === 3;
  const sideInformation = version === 3 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  return { size, samples, rate, bitrate: kilobits * 1000, xingAt: 4 + sideInformation };
}

function tableOf(version: number, layer: number): readonly number[] {
  if (version === 3) return layer === 1 ? bitrates.v1l1 : layer === 2 ? bitrates.v1l2 : bitrates.v1l3;
  return layer === 1 ? bitrates.v2l1 : bitrates.v2l23;
}

/** The ADTS frame at this byte, or undefined. */
export function adtsFrameAt(bytes: Buffer, at: number): FrameHeader | undefined {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return undefined;
  const rate = aacRates[(bytes[at + 2]! >> 2) & 0xf];
  const size = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  if (rate === undefined || size < 7) return undefined;
  return { size, samples: 1024 * ((bytes[at + 6]! & 3) + 1), rate, bitrate: null, xingAt: 0 };
}
