import { readBarcode } from "./barcode.ts";
import { readTitle, type TitleReading } from "./readings.ts";

export { barcodeForms } from "./barcode.ts";
export type { TitleReading } from "./readings.ts";

export type RecognisedIdentifier =
  | { kind: "mbid"; mbid: string }
  /** `entity` as the address has it: "release-group", "release", "artist", "recording" … */
  | { kind: "musicbrainz-url"; entity: string; mbid: string };

export type Recognised =
  | RecognisedIdentifier
  | { kind: "barcode"; barcode: string }
  /** First the words as typed, then other ways to read them. */
  | { kind: "title"; readings: TitleReading[] };

export type RecognisedArtist = RecognisedIdentifier | { kind: "name"; name: string };

/** What a person typed for an album: an identifier if it is one, words otherwise. */
export function recogniseAlbum(input: string): Recognised {
  const text = input.trim();
  const barcode = readBarcode(text);
  if (barcode !== undefined) return { kind: "barcode", barcode };
  return recogniseIdentifier(text) ?? { kind: "title", readings: readTitle(text) };
}

/** What a person typed for an artist. */
export function recogniseArtist(input: string): RecognisedArtist {
  const text = input.trim();
  return recogniseIdentifier(text) ?? { kind: "name", name: text };
}

/** Any UUID: not all MBIDs carry a version that RFC 4122 knows. */
const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const bareMbid = new RegExp(`^${uuid}$`, "i");
const address = new RegExp(
  `^(?:https?://)?(?:[a-z]+\\.)?musicbrainz\\.org/(?:ws/2/)?([a-z]+(?:-[a-z]+)*)/(${uuid})(?:[/?#].*)?$`,
  "i",
);

function recogniseIdentifier(text: string): RecognisedIdentifier | undefined {
  if (bareMbid.test(text)) return { kind: "mbid", mbid: text.toLowerCase() };
  const [, entity, mbid] = address.exec(text) ?? [];
  if (entity === undefined || mbid === undefined) return undefined;
  return { kind: "musicbrainz-url", entity: entity.toLowerCase(), mbid: mbid.toLowerCase() };
}
