import type { AudioOptions } from "../audio.ts";
import { uint16be, uint32be } from "./bytes.ts";

interface M4aTags {
  /** `©nam`, `©ART`, `aART`, `©alb`, `©day`, `©lyr` … */
  texts: Record<string, string>;
  track?: [number: number, count: number];
  disc?: [number: number, count: number];
  /** iTunes' free form: `MusicBrainz Album Id`, `ISRC` … */
  named?: Record<string, string>;
}

const timeScale = 44_100;

/** An MP4 file with one AAC track of that length (its samples are left out) and iTunes' tags. */
export function m4a(tags: M4aTags, { seconds = 180, picture }: AudioOptions = {}): Buffer {
  const items = [
    ...Object.entries(tags.texts).map(([name, text]) => item(name, 1, Buffer.from(text))),
    ...(tags.track ? [item("trkn", 0, pair(tags.track, 8))] : []),
    ...(tags.disc ? [item("disk", 0, pair(tags.disc, 6))] : []),
    ...Object.entries(tags.named ?? {}).map(([name, text]) => freeForm(name, text)),
    ...(picture ? [item("covr", picture.mediaType === "image/jpeg" ? 13 : 14, picture.bytes)] : []),
  ];
  const meta = box("meta", uint32be(0), handler("mdir"), box("ilst", ...items));
  const movie = box("moov", movieHeader(seconds), soundTrack(seconds), box("udta", meta));
  return Buffer.concat([box("ftyp", Buffer.from("M4A \0\0\0\0M4A mp42")), movie, box("mdat")]);
}

const duration = (seconds: number): Buffer => uint32be(Math.round(seconds * timeScale));

function movieHeader(seconds: number): Buffer {
  const times = [uint32be(0), uint32be(0), uint32be(0), uint32be(timeScale), duration(seconds)];
  return box("mvhd", ...times, Buffer.alloc(76), uint32be(2));
}

function soundTrack(seconds: number): Buffer {
  const header = box(
    "tkhd",
    uint32be(7),
    Buffer.alloc(8),
    uint32be(1),
    Buffer.alloc(4),
    duration(seconds),
    Buffer.alloc(60),
  );
  const times = [uint32be(0), uint32be(0), uint32be(0), uint32be(timeScale), duration(seconds)];
  const samples = box(
    "stbl",
    box("stsd", uint32be(0), uint32be(1), sampleDescription()),
    box("stts", uint32be(0), uint32be(0)),
    box("stsc", uint32be(0), uint32be(0)),
    box("stsz", uint32be(0), uint32be(0), uint32be(0)),
    box("stco", uint32be(0), uint32be(0)),
  );
  const media = box("mdia", box("mdhd", ...times, uint32be(0)), handler("soun"), box("minf", samples));
  return box("trak", header, media);
}

/** Two channels of 16 bits, AAC. */
function sampleDescription(): Buffer {
  const sound = [Buffer.alloc(8), ...[2, 16, 0, 0, timeScale, 0].map(uint16be)];
  return box("mp4a", Buffer.alloc(6), uint16be(1), ...sound);
}

const handler = (kind: string): Buffer =>
  box("hdlr", uint32be(0), uint32be(0), Buffer.from(kind), Buffer.alloc(13));

/** `kind`: 0 is bytes, 1 is UTF-8, 13 is JPEG, 14 is PNG. */
const item = (name: string, kind: number, value: Buffer): Buffer =>
  box(name, box("data", uint32be(kind), uint32be(0), value));

function freeForm(name: string, text: string): Buffer {
  const data = box("data", uint32be(1), uint32be(0), Buffer.from(text));
  const mean = box("mean", uint32be(0), Buffer.from("com.apple.iTunes"));
  return box("----", mean, box("name", uint32be(0), Buffer.from(name)), data);
}

const pair = ([number, count]: [number, number], size: number): Buffer =>
  Buffer.concat([uint16be(0), uint16be(number), uint16be(count), Buffer.alloc(size - 6)]);

function box(name: string, ...body: Buffer[]): Buffer {
  const size = body.reduce((sum, { length }) => sum + length, 8);
  return Buffer.concat([uint32be(size), Buffer.from(name, "latin1"), ...body]);
}
