import { UserError } from "../../errors.ts";
import { foldName, foldTitle } from "../../matching/text/fold.ts";
import { isFillerArtist } from "../../matching/fillers.ts";
import { recogniseAlbum, recogniseIdentifier, type TitleReading } from "../../matching/typed/recognise.ts";
import { readServiceRef, refText, type ServiceRef } from "../../matching/services/service-address.ts";
import { isBlank, shellQuoted } from "../../plain-text.ts";
import { textOfRef, type Ref } from "../../refs.ts";
import { checkMbid } from "../mbid.ts";
import { keyOfWords, type WordsKey } from "../words.ts";

/** What a person asked for: an exact identifier, or words that may be read in several ways. */
export type AlbumQuery =
  | { kind: "release-group"; mbid: string }
  | { kind: "release"; mbid: string }
  /** An MBID that does not say of what: a release group, or one of its releases. */
  | { kind: "mbid"; mbid: string }
  | { kind: "barcode"; barcode: string }
  /** What names it at another service. */
  | { kind: "ref"; ref: ServiceRef }
  | { kind: "title"; readings: TitleReading[] };

export interface AlbumWords {
  title?: string | undefined;
  artist?: string | undefined;
  year?: number | undefined;
  mbid?: string | undefined;
}

/**
 * From words and flags to a query. Undefined without either. An empty artist, and a filler, is no artist.
 * @throws UserError for an empty title, an MBID that is none, or an address of something that is no album.
 */
export function albumQueryOf({ title, artist, year, mbid }: AlbumWords): AlbumQuery | undefined {
  if (mbid !== undefined) return queryOfMbid(mbid);
  if (title === undefined) return undefined;
  if (isBlank(title)) {
    throw new UserError("the title is empty", { hint: 'for instance: importer album "Nevermind"' });
  }
  const by = artist === undefined || isBlank(artist) || isFillerArtist(artist) ? undefined : artist.trim();
  const recognised = recogniseAlbum(title, { hasArtist: by !== undefined });
  switch (recognised.kind) {
    case "mbid":
    case "barcode":
      return recognised;
    case "musicbrainz-url":
      return queryOfUrl(recognised.entity, recognised.mbid);
    case "ref":
      return queryOfRef(recognised.ref);
    case "unknown":
      throw new UserError(recognised.why, { hint: howToName });
    case "title":
      return { kind: "title", readings: withFlags(recognised.readings.filter(isAskable), by, year) };
  }
}

const howToName = "give the title and --artist, an MBID, a barcode, or the address of an album";

/** "Unknown Artist - Album" is read as a title only: nobody is called so. */
const isAskable = ({ artist }: TitleReading): boolean => artist === undefined || !isFillerArtist(artist);

/** `--mbid`, which may be an address as well. */
function queryOfMbid(text: string): AlbumQuery {
  const recognised = recogniseIdentifier(text.trim());
  if (recognised?.kind === "musicbrainz-url") return queryOfUrl(recognised.entity, recognised.mbid);
  return recognised?.kind === "mbid" ? recognised : { kind: "mbid", mbid: checkMbid(text) };
}

function queryOfRef(ref: ServiceRef): AlbumQuery {
  if (ref.entity !== "artist") return { kind: "ref", ref };
  throw new UserError(`that address is of an artist at ${ref.service}, not of an album`, {
    hint: `importer artist ${shellQuoted(ref.urls[0] ?? refText(ref))}`,
  });
}

/** What a candidate's identity asks for. */
export function queryOfIdentity(ref: Ref): AlbumQuery {
  const { source, entity, id } = ref;
  if (source === "musicbrainz") return { kind: "release-group", mbid: id };
  const read = readServiceRef(textOfRef(ref));
  return {
    kind: "ref",
    ref: read ?? { service: source, source, noun: entity, id, entity: "album", urls: [] },
  };
}

/** The keys under which choices, decisions and absences are remembered; undefined without a query. */
export function albumWordsKey(query: AlbumQuery | undefined): WordsKey | undefined {
  if (!query) return undefined;
  if (query.kind === "title") {
    const { title, artist, year } = query.readings[0]!;
    const folded = [foldTitle(title), artist === undefined ? "" : foldName(artist), year ?? ""].join("|");
    return { key: keyOfWords(title, artist, year), folded };
  }
  const key = keyOfIdentifier(query);
  return { key, folded: key };
}

function keyOfIdentifier(query: Exclude<AlbumQuery, { kind: "title" }>): string {
  if (query.kind === "barcode") return `barcode:${query.barcode}`;
  return query.kind === "ref" ? `ref:${refText(query.ref)}` : `mbid:${query.mbid}`;
}

/** All that a question depends on: every reading of the words, or the identifier. */
export function questionKey(query: AlbumQuery | undefined): string {
  if (query?.kind !== "title") return albumWordsKey(query)?.key ?? "";
  return query.readings.map(({ title, artist, year }) => keyOfWords(title, artist, year)).join("\n");
}

/** A flag says it outright: a reading that takes the artist or year from the title must agree, or go. */
function withFlags(readings: TitleReading[], artist?: string, year?: number): TitleReading[] {
  const flagged = { ...(artist !== undefined && { artist }), ...(year !== undefined && { year }) };
  const agreeing = readings.filter(
    (reading) =>
      (artist === undefined ||
        reading.artist === undefined ||
        foldName(reading.artist) === foldName(artist)) &&
      (year === undefined || reading.year === undefined || reading.year === year),
  );
  return agreeing.map((reading) => ({ ...reading, ...flagged }));
}

function queryOfUrl(entity: string, mbid: string): AlbumQuery {
  if (entity === "release-group" || entity === "release") return { kind: entity, mbid };
  const commands: Record<string, string> = { artist: `importer artist ${mbid}` };
  throw new UserError(`that address is of a MusicBrainz ${entity}, not of an album`, {
    hint: commands[entity] ?? "give the address of a release group or a release",
  });
}
